-- What is arranged for the rooms while the bot runs. Moments are microseconds since 1970-01-01 UTC.

-- Places that were added by command, beside those of the settings; the title is for a room that these do not have.
CREATE TABLE places (
    place TEXT PRIMARY KEY,
    room TEXT NOT NULL,
    title TEXT NOT NULL,
    added_at BIGINT NOT NULL
);

-- What the bot was last found not to be allowed in a place, so that the admins are told when that changes.
CREATE TABLE places_lacking (
    place TEXT PRIMARY KEY,
    permissions TEXT NOT NULL
);

-- Rooms in slow mode: how many seconds a person waits between two messages.
CREATE TABLE rooms_slow (
    room TEXT PRIMARY KEY,
    seconds INTEGER NOT NULL
);

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

-- Rooms in slow mode: how many seconds a person waits between two messages, and since when it is so.
CREATE TABLE slow_rooms (
    room TEXT PRIMARY KEY,
    seconds INTEGER NOT NULL,
    since BIGINT NOT NULL
);

-- When something of a person last went to the other places of a slow room.
CREATE TABLE slow_turns (
    room TEXT NOT NULL,
    person TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (room, person)
);

-- Deliveries that wait for their author's turn, in order; `message` is the one that they copy or change.
CREATE TABLE slow_held (
    id INTEGER PRIMARY KEY,
    message TEXT NOT NULL,
    room TEXT NOT NULL,
    person TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    payload TEXT NOT NULL
);
CREATE INDEX slow_held_message ON slow_held (message);
CREATE INDEX slow_held_due ON slow_held (due_at);

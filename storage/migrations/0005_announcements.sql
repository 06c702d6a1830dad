-- Announcements. Moments are microseconds since 1970-01-01 UTC. `author` and `source` (the message that carried the
-- command) are empty where there is none or where the author asked to be forgotten. `revision` counts the changes.

CREATE TABLE announcements (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    author TEXT,
    author_name TEXT NOT NULL,
    source TEXT,
    withdrawn BOOLEAN NOT NULL DEFAULT FALSE,
    revision INTEGER NOT NULL DEFAULT 0,
    announced_at BIGINT NOT NULL
);
CREATE INDEX announcements_source ON announcements (source);
CREATE INDEX announcements_author ON announcements (author);

CREATE TABLE announcement_places (
    announcement INTEGER NOT NULL REFERENCES announcements (id),
    place TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (announcement, place)
);

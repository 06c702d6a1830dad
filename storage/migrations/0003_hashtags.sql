-- Hashtags: one row for each message and tag, so that edits and deletions adjust every count. Moments are microseconds
-- since 1970-01-01 UTC; `day` is the date (YYYY-MM-DD) where the room is.

CREATE TABLE hashtags (
    tag TEXT PRIMARY KEY,
    spelling TEXT NOT NULL,
    first_used BIGINT NOT NULL
);

CREATE TABLE hashtag_uses (
    message TEXT NOT NULL,
    tag TEXT NOT NULL REFERENCES hashtags (tag),
    room TEXT NOT NULL,
    day TEXT NOT NULL,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (message, tag)
);
CREATE INDEX hashtag_uses_tag ON hashtag_uses (tag, day);
CREATE INDEX hashtag_uses_day ON hashtag_uses (day);
CREATE INDEX hashtag_uses_person ON hashtag_uses (person);

-- Messages that were sent as one (a digest). Moments are microseconds since 1970-01-01 UTC.

-- A message may now be the copy of several originals.
CREATE TABLE links_of_many (
    message TEXT NOT NULL,
    room TEXT NOT NULL,
    key TEXT NOT NULL,
    part INTEGER NOT NULL,
    origin TEXT,
    PRIMARY KEY (key, part)
);
INSERT INTO links_of_many (message, room, key, part, origin) SELECT message, room, key, part, origin FROM links;
DROP TABLE links;
ALTER TABLE links_of_many RENAME TO links;
CREATE INDEX links_message ON links (message);
CREATE INDEX links_origin ON links (origin, room);

-- One row for each digest: it stands there before the first attempt to send it, so that every attempt says the same.
CREATE TABLE digests (
    key TEXT PRIMARY KEY,
    room TEXT NOT NULL,
    heading TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX digests_room ON digests (room, made_at);
CREATE INDEX digests_age ON digests (made_at);

-- What is in a digest, in the order in which it is shown: the delivery (by its key) as it is to be read now, and the
-- name of whom it answers.
CREATE TABLE digest_members (
    key TEXT PRIMARY KEY,
    digest TEXT NOT NULL REFERENCES digests (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('shown', 'counted', 'gone')),
    person TEXT NOT NULL,
    payload TEXT NOT NULL,
    answers TEXT NOT NULL
);
CREATE INDEX digest_members_digest ON digest_members (digest, position);
CREATE INDEX digest_members_person ON digest_members (person);

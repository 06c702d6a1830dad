-- The engine's own tables. Moments are microseconds since 1970-01-01 UTC.

CREATE TABLE inbox (
    id TEXT PRIMARY KEY,
    received_at BIGINT NOT NULL
);
CREATE INDEX inbox_age ON inbox (received_at);

CREATE TABLE cursors (
    platform TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (platform, name)
);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    token TEXT NOT NULL,
    room TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'sent', 'buried')),
    payload TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    owed_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    claimed_at BIGINT,
    done_at BIGINT,
    reason TEXT,
    trace TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_token ON outbox (token);
CREATE INDEX outbox_queue ON outbox (room, id) WHERE state IN ('pending', 'sending');
CREATE INDEX outbox_buried ON outbox (id) WHERE state = 'buried';
CREATE INDEX outbox_done ON outbox (done_at) WHERE state = 'sent';

-- One row for each message that we made: which delivery it is a part of, and of which message it is a copy.
CREATE TABLE links (
    message TEXT PRIMARY KEY,
    room TEXT NOT NULL,
    key TEXT NOT NULL,
    part INTEGER NOT NULL,
    origin TEXT
);
CREATE UNIQUE INDEX links_key ON links (key, part);
CREATE INDEX links_origin ON links (origin, room);

-- What was offered with a delivery or an answer, by its token; the number counts from 1.
CREATE TABLE offers (
    token TEXT NOT NULL,
    number INTEGER NOT NULL,
    label TEXT NOT NULL,
    command TEXT NOT NULL,
    room TEXT NOT NULL,
    person TEXT,
    offered_at BIGINT NOT NULL,
    PRIMARY KEY (token, number)
);
CREATE INDEX offers_age ON offers (offered_at);
CREATE INDEX offers_latest ON offers (room, person, offered_at);

CREATE TABLE people (
    ref TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    first_seen BIGINT NOT NULL,
    last_seen BIGINT NOT NULL
);

-- Wrong codes of a kind (`what`) that an account has typed since a moment.
CREATE TABLE tries (
    account TEXT NOT NULL,
    what TEXT NOT NULL,
    number INTEGER NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (account, what)
);
INSERT INTO tries (account, what, number, since) SELECT account, 'link', number, since FROM link_tries;
DROP TABLE link_tries;

-- By which code people check in to an event; it goes when the event is over, so that few letters are enough.
CREATE TABLE event_codes (
    event INTEGER PRIMARY KEY REFERENCES events (id),
    code TEXT NOT NULL UNIQUE
);

-- Who was there, with the account and the name with which they checked in.
CREATE TABLE event_checkins (
    event INTEGER NOT NULL REFERENCES events (id),
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    by_code BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (event, person)
);
CREATE INDEX event_checkins_person ON event_checkins (person);

-- Under which name somebody wants certificates of attendance; who wants none is not here.
CREATE TABLE certificate_names (
    person TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    used_at BIGINT NOT NULL
);

-- Where an event's recording is; `revision` counts its links from 1.
CREATE TABLE event_recordings (
    event INTEGER PRIMARY KEY REFERENCES events (id),
    link TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1
);

-- Who wants an event's recording, and which revision of the link they were sent; 0: none yet.
CREATE TABLE recording_wishes (
    event INTEGER NOT NULL REFERENCES events (id),
    person TEXT NOT NULL,
    sent INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (event, person)
);
CREATE INDEX recording_wishes_person ON recording_wishes (person);

-- Which survey those who checked in to an event are asked to answer once it is over, and since when they have been.
CREATE TABLE event_surveys (
    event INTEGER PRIMARY KEY REFERENCES events (id),
    survey INTEGER NOT NULL,
    invited_at BIGINT
);

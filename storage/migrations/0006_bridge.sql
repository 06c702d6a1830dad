-- The bridge. Moments are microseconds since 1970-01-01 UTC.

-- Who gives which emoji to which message (the original), and in which place.
CREATE TABLE bridge_reactions (
    message TEXT NOT NULL,
    emoji TEXT NOT NULL,
    person TEXT NOT NULL,
    place TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (message, emoji, person, place)
);
CREATE INDEX bridge_reactions_person ON bridge_reactions (person);

-- When something last arrived in a room.
CREATE INDEX outbox_arrived ON outbox (room, done_at) WHERE state = 'sent';

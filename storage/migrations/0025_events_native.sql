-- Where an event takes place beside its link, and how long before the start (in minutes, 0 at the start itself) the link is
-- shown; empty: always.
ALTER TABLE events ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN link_from INTEGER CHECK (link_from >= 0);

-- How an event was last shown in a platform's own calendar: `stamp` tells one showing from another, `serial` counts the
-- occasions that were made for it there, and `mended` is the revision in which it was put right after somebody else's change.
CREATE TABLE native_events (
    event INTEGER NOT NULL REFERENCES events (id),
    calendar TEXT NOT NULL,
    stamp TEXT NOT NULL,
    serial INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'shown' CHECK (state IN ('shown', 'taken', 'over')),
    mended INTEGER,
    PRIMARY KEY (event, calendar)
);
CREATE INDEX native_events_open ON native_events (calendar) WHERE state <> 'over';

-- Where somebody shows that they want to come to an event: under which message, or on which occasion of a calendar.
CREATE TABLE event_interest (
    message TEXT NOT NULL,
    person TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES events (id),
    PRIMARY KEY (message, person)
);
CREATE INDEX event_interest_person ON event_interest (person);

-- Who changed what of an event: `before` and `after` are as they were written. Moments are microseconds UTC.
CREATE TABLE event_changes (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES events (id),
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX event_changes_event ON event_changes (event, changed_at);

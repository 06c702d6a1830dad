-- Live events and their reminders. Moments are microseconds since 1970-01-01 UTC; `wall` is what the clock shows in
-- `zone` at that moment (2027-01-13T18:00), so that a change of the zone's rules can be followed.

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    slug TEXT UNIQUE,
    title TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    wall TEXT NOT NULL,
    zone TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    length_minutes INTEGER NOT NULL CHECK (length_minutes > 0),
    rooms TEXT NOT NULL,
    link TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'planned', 'cancelled', 'discarded')),
    version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX events_planned ON events (starts_at) WHERE state = 'planned';

-- One row for each room and each time before the start (`lead`, in seconds; 0 is the start itself) of a version of the
-- date. `done_at` is when it left the state pending.
CREATE TABLE reminders (
    event INTEGER NOT NULL REFERENCES events (id),
    version INTEGER NOT NULL,
    lead BIGINT NOT NULL,
    room TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'said', 'skipped', 'expired', 'void')),
    done_at BIGINT,
    PRIMARY KEY (event, version, lead, room)
);
CREATE INDEX reminders_due ON reminders (due_at) WHERE state = 'pending';

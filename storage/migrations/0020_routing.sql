-- Who a ticket is for. Moments are microseconds since 1970-01-01 UTC.

CREATE TABLE person_institutions (
    person TEXT PRIMARY KEY,
    institution TEXT NOT NULL,
    chosen_at BIGINT NOT NULL
);

-- When people are given tickets: always, never, or in hours of their own (JSON: weekday to spans). No row is always.
CREATE TABLE duty (
    person TEXT PRIMARY KEY,
    mode TEXT NOT NULL CHECK (mode IN ('on', 'off', 'hours')),
    hours TEXT NOT NULL DEFAULT '',
    changed_at BIGINT NOT NULL
);

-- Who is away until when, and who has their tickets meanwhile; `handed` when those have been handed over.
CREATE TABLE absences (
    person TEXT PRIMARY KEY,
    begins_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    hand_to TEXT,
    handed BOOLEAN NOT NULL DEFAULT FALSE
);

-- Whom a ticket was meant for when it came; whoever takes it holds it.
CREATE TABLE ticket_routes (
    ticket BIGINT PRIMARY KEY REFERENCES tickets (number),
    person TEXT NOT NULL,
    routed_at BIGINT NOT NULL
);
CREATE INDEX ticket_routes_person ON ticket_routes (person, routed_at);

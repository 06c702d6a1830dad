-- Incidents: many ask the same within minutes. One ticket stands for all, the others are merged into it (tickets.parent).
-- Moments are microseconds since 1970-01-01 UTC.

CREATE TABLE incidents (
    ticket INTEGER PRIMARY KEY REFERENCES tickets (number),
    opened_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX incidents_ended ON incidents (ended_at);

-- Where an incident is shown, and how many people were counted there last.
CREATE TABLE incident_places (
    ticket BIGINT NOT NULL REFERENCES incidents (ticket),
    place TEXT NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (ticket, place)
);

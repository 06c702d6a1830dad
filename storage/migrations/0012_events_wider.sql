-- Kinds of events, their speakers, their places, and series; how often an event was changed (its SEQUENCE in a calendar).
-- `series` is the number of the first event of its series; `capacity` is empty where everybody has a place.
ALTER TABLE events ADD COLUMN kind TEXT NOT NULL DEFAULT 'webinar'
    CHECK (kind IN ('webinar', 'workshop', 'conference', 'deadline'));
ALTER TABLE events ADD COLUMN speakers TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN capacity INTEGER CHECK (capacity > 0);
ALTER TABLE events ADD COLUMN series INTEGER REFERENCES events (id);
ALTER TABLE events ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE INDEX events_series ON events (series) WHERE series IS NOT NULL;

-- How long before an event somebody is reminded of it, where it is not as its kind says: `leads` are seconds with commas
-- between. `audience` is the name of a room, or a person's account (it holds a colon, which no name of a room does).
CREATE TABLE event_leads (
    event INTEGER NOT NULL REFERENCES events (id),
    audience TEXT NOT NULL,
    leads TEXT NOT NULL,
    PRIMARY KEY (event, audience)
);
CREATE INDEX event_leads_audience ON event_leads (audience);

-- Who comes to an event, and who waits for a place, in the order of their coming. Moments are microseconds UTC.
CREATE TABLE event_guests (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES events (id),
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    waiting BOOLEAN NOT NULL DEFAULT FALSE,
    joined_at BIGINT NOT NULL,
    UNIQUE (event, person)
);
CREATE INDEX event_guests_person ON event_guests (person);

-- The zone (IANA) in which a person wants to see times.
CREATE TABLE person_zones (
    person TEXT PRIMARY KEY,
    zone TEXT NOT NULL,
    chosen_at BIGINT NOT NULL
);

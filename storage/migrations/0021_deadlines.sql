-- How long tickets have waited, and what is to be said when. Moments are microseconds since 1970-01-01 UTC.

-- Each time that a ticket waited for us: since it was opened (0), or opened again so many times. `topic` is the one by
-- which its deadlines were set ('' for none), NULL where they are to be set.
CREATE TABLE ticket_turns (
    ticket BIGINT NOT NULL REFERENCES tickets (number),
    turn INTEGER NOT NULL,
    since BIGINT NOT NULL,
    ended BIGINT,
    topic TEXT,
    PRIMARY KEY (ticket, turn)
);
CREATE INDEX ticket_turns_open ON ticket_turns (ticket) WHERE ended IS NULL;

-- What is due, and when it was done. `since` is the beginning of that which has lasted too long then.
CREATE TABLE ticket_deadlines (
    ticket BIGINT NOT NULL REFERENCES tickets (number),
    kind TEXT NOT NULL CHECK (kind IN ('answer soon', 'answer', 'solution soon', 'solution', 'idle', 'close')),
    since BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    done_at BIGINT,
    PRIMARY KEY (ticket, kind, since)
);
CREATE INDEX ticket_deadlines_due ON ticket_deadlines (due_at) WHERE done_at IS NULL;

-- Whoever was answered before there were deadlines is not asked now whether it helped.
INSERT INTO ticket_deadlines (ticket, kind, since, due_at, done_at)
    SELECT number, 'idle', answered_at, answered_at, answered_at FROM tickets
    WHERE state = 'answered' AND answered_at IS NOT NULL;

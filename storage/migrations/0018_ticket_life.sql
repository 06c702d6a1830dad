-- The life of a ticket: topic and institution, what was merged into what, how often it was opened again, and its words:
-- public and private answers, internal notes and what the asker adds, each with the message that said it.

-- Nobody but its asker is to know whose question it is.
ALTER TABLE questions ADD COLUMN anonymous BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE tickets ADD COLUMN topic TEXT;
ALTER TABLE tickets ADD COLUMN institution TEXT;
-- The ticket that this one was merged into. It is never one that was merged itself.
ALTER TABLE tickets ADD COLUMN parent BIGINT REFERENCES tickets (number);
ALTER TABLE tickets ADD COLUMN first_answered_at BIGINT;
-- When the asker said that it is solved.
ALTER TABLE tickets ADD COLUMN solved_at BIGINT;
ALTER TABLE tickets ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0;
CREATE INDEX tickets_parent ON tickets (parent);
UPDATE tickets SET first_answered_at =
    (SELECT MIN(at) FROM ticket_messages WHERE ticket = tickets.number AND kind = 'answer');

CREATE TABLE ticket_words (
    ticket BIGINT NOT NULL REFERENCES tickets (number),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('answer', 'note', 'private answer', 'follow-up')),
    person TEXT,
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    -- The message in which it was written, NULL for a command that left none behind.
    source TEXT,
    -- Said among its asker and the facilitators alone.
    private BOOLEAN NOT NULL DEFAULT FALSE,
    -- An answer that begins a conversation: it says whose it is and asks whether all is solved.
    opening BOOLEAN NOT NULL DEFAULT TRUE,
    PRIMARY KEY (ticket, number)
);
INSERT INTO ticket_words (ticket, number, kind, person, text, at)
    SELECT ticket, number, kind, person, text, at FROM ticket_messages;
DROP TABLE ticket_messages;
ALTER TABLE ticket_words RENAME TO ticket_messages;
CREATE INDEX ticket_messages_source ON ticket_messages (source);

-- Answers that are kept ready, in one or several languages.
CREATE TABLE canned (
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT,
    PRIMARY KEY (name, language)
);

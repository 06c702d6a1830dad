-- The helpdesk: what it knows, what it was asked, and what it passed on. Moments are microseconds since 1970-01-01 UTC.

CREATE TABLE faq (
    id TEXT NOT NULL,
    lang TEXT NOT NULL,
    place INTEGER NOT NULL,
    question TEXT NOT NULL,
    variants TEXT NOT NULL,
    answer TEXT NOT NULL,
    source TEXT NOT NULL,
    topic TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT,
    PRIMARY KEY (id, lang)
);

-- Counts the changes of the FAQ, so that whoever holds it in memory knows when to read it again.
CREATE TABLE faq_version (
    version BIGINT NOT NULL
);
INSERT INTO faq_version VALUES (0);

-- What was asked, and what became of it. `asked` names the message or the command, so that each is handled once.
CREATE TABLE questions (
    id INTEGER PRIMARY KEY,
    asked TEXT NOT NULL UNIQUE,
    person TEXT,
    name TEXT NOT NULL,
    room TEXT NOT NULL,
    message TEXT,
    thread TEXT,
    private BOOLEAN NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('answered', 'suggested', 'passed on', 'limited'))
);
CREATE INDEX questions_person ON questions (person, at);

CREATE TABLE faq_feedback (
    question BIGINT NOT NULL REFERENCES questions (id),
    entry TEXT NOT NULL,
    person TEXT,
    helped BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (question, entry)
);

CREATE TABLE tickets (
    number INTEGER PRIMARY KEY,
    question BIGINT NOT NULL UNIQUE REFERENCES questions (id),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'taken', 'answered', 'closed')),
    nearest TEXT,
    score REAL,
    holder TEXT,
    holder_name TEXT NOT NULL DEFAULT '',
    opened_at BIGINT NOT NULL,
    answered_at BIGINT,
    closed_at BIGINT,
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX tickets_state ON tickets (state, number);

-- What was said in a ticket after its question.
CREATE TABLE ticket_messages (
    ticket BIGINT NOT NULL REFERENCES tickets (number),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('answer', 'follow-up')),
    person TEXT,
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (ticket, number)
);

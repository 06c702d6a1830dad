-- What is learned from: drafts of entries and of variants, and from which questions each comes. Moments are microseconds
-- since 1970-01-01 UTC.

-- An 'entry' is made of a solved ticket, a 'variant' of a question whose asker said that an entry's answer helped. `entry`
-- is the one that comes nearest (with its score), and once it is decided the one that was made or added to.
CREATE TABLE faq_drafts (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('entry', 'variant')),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'added', 'dropped')),
    ticket BIGINT REFERENCES tickets (number),
    entry TEXT,
    score REAL NOT NULL,
    language TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    variants TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by TEXT,
    decided_name TEXT NOT NULL DEFAULT ''
);
CREATE INDEX faq_drafts_state ON faq_drafts (state, number);

-- Each question is learned from once; NULL where nothing was to be learned.
CREATE TABLE faq_draft_sources (
    question INTEGER PRIMARY KEY REFERENCES questions (id),
    draft BIGINT REFERENCES faq_drafts (number)
);
CREATE INDEX faq_draft_sources_draft ON faq_draft_sources (draft);

-- What was solved before is not brought up now, all at once.
INSERT INTO faq_draft_sources (question) SELECT question FROM tickets WHERE state IN ('answered', 'closed');
INSERT INTO faq_draft_sources (question) SELECT DISTINCT question FROM faq_feedback WHERE helped ON CONFLICT DO NOTHING;

-- In which week the questions without an answer were last told of; at most one row.
CREATE TABLE unanswered_told (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at BIGINT NOT NULL
);

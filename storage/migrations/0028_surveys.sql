-- Files that the bot itself made, until they have been delivered. `type` may be a recipe's: then the file is made from
-- `data` each time that it is asked for. Moments are microseconds since 1970-01-01 UTC.
CREATE TABLE made_files (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    data BLOB NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX made_files_age ON made_files (made_at);

-- A choice that is made by writing: what its reader writes next in private is given to its command.
ALTER TABLE offers ADD COLUMN takes_text BOOLEAN NOT NULL DEFAULT FALSE;

-- Surveys, and polls: a survey of one question that is answered in the room. `rooms` are names with commas between or,
-- for a poll outside of them, one place (it holds a colon). `key` hashes who has answered an anonymous one. `told` is
-- the tally that a poll last showed, at `told_at`, after `round` others.
CREATE TABLE surveys (
    id INTEGER PRIMARY KEY,
    slug TEXT UNIQUE,
    kind TEXT NOT NULL DEFAULT 'survey' CHECK (kind IN ('survey', 'poll')),
    title TEXT NOT NULL,
    anonymous BOOLEAN NOT NULL DEFAULT FALSE,
    changeable BOOLEAN NOT NULL DEFAULT TRUE,
    rooms TEXT NOT NULL,
    zone TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'waiting', 'open', 'closed')),
    opens_at BIGINT,
    closes_at BIGINT,
    author TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL,
    round INTEGER NOT NULL DEFAULT 0,
    told TEXT NOT NULL DEFAULT '',
    told_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX surveys_running ON surveys (state) WHERE state IN ('waiting', 'open');

-- `options` are a JSON list; a question that was taken out keeps its row, so that no number is used again.
CREATE TABLE survey_questions (
    id INTEGER PRIMARY KEY,
    survey INTEGER NOT NULL REFERENCES surveys (id),
    kind TEXT NOT NULL CHECK (kind IN ('single', 'multiple', 'scale', 'text')),
    text TEXT NOT NULL,
    options TEXT NOT NULL DEFAULT '[]',
    most INTEGER NOT NULL DEFAULT 1,
    removed BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX survey_questions_survey ON survey_questions (survey);

-- One for each account that answers or has answered, and for each anonymous answer: that has no person, and a random id
-- and no moment, so that nothing tells in which order such sheets were handed in.
CREATE TABLE survey_sheets (
    id TEXT PRIMARY KEY,
    survey INTEGER NOT NULL REFERENCES surveys (id),
    person TEXT,
    done BOOLEAN NOT NULL DEFAULT FALSE,
    changed_at BIGINT,
    UNIQUE (survey, person)
) WITHOUT ROWID;
CREATE INDEX survey_sheets_person ON survey_sheets (person) WHERE person IS NOT NULL;
CREATE TABLE survey_answers (
    sheet TEXT NOT NULL REFERENCES survey_sheets (id) ON DELETE CASCADE,
    question INTEGER NOT NULL REFERENCES survey_questions (id),
    value TEXT NOT NULL,
    PRIMARY KEY (sheet, question)
) WITHOUT ROWID;

-- Who has answered an anonymous survey: nothing but a keyed hash of the account, and of those that were tied to it then
-- (with which nobody `answered`).
CREATE TABLE survey_seals (
    survey INTEGER NOT NULL REFERENCES surveys (id),
    hash TEXT NOT NULL,
    answered BOOLEAN NOT NULL,
    PRIMARY KEY (survey, hash)
) WITHOUT ROWID;

-- Who was asked personally. `asked_at` is when the invitation was owed, `reminded_at` when the last reminder was.
CREATE TABLE survey_invitations (
    survey INTEGER NOT NULL REFERENCES surveys (id),
    person TEXT NOT NULL,
    invited_at BIGINT NOT NULL,
    asked_at BIGINT,
    reminded_at BIGINT,
    PRIMARY KEY (survey, person)
);
CREATE INDEX survey_invitations_waiting ON survey_invitations (invited_at) WHERE asked_at IS NULL;
CREATE INDEX survey_invitations_person ON survey_invitations (person);

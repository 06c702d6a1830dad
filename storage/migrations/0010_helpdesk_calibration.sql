-- How sure the helpdesk has to be, as set from the community's own judged questions; at most one row. `confidence` holds
-- the weights as JSON, `questions` says from how many they were set. Moments are microseconds since 1970-01-01 UTC.

CREATE TABLE helpdesk_calibration (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    confidence TEXT NOT NULL,
    answer_from REAL NOT NULL,
    suggest_from REAL NOT NULL,
    questions INTEGER NOT NULL,
    at BIGINT NOT NULL
);

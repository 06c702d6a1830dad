-- Whether somebody went on to something else after they were offered choices: a bare number is then none of these any more.
ALTER TABLE offers ADD COLUMN passed BOOLEAN NOT NULL DEFAULT FALSE;

-- The files of a question (JSON), and what its asker added to it before a ticket was opened.
ALTER TABLE questions ADD COLUMN files TEXT NOT NULL DEFAULT '[]';
ALTER TABLE questions ADD COLUMN added TEXT NOT NULL DEFAULT '';

-- Which entry came closest to a question, and how sure that was, so that numbers can be told by topic.

ALTER TABLE questions ADD COLUMN best_entry TEXT;
ALTER TABLE questions ADD COLUMN best_score REAL;
CREATE INDEX questions_at ON questions (at);

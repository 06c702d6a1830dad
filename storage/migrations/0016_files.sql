-- Which file of its delivery a message carries, where it carries nothing else: an edit may take files away.
ALTER TABLE links ADD COLUMN file TEXT;

-- The words that facilitators gave an incident; without any it is shown in those of its askers.
ALTER TABLE incidents ADD COLUMN words TEXT NOT NULL DEFAULT '';

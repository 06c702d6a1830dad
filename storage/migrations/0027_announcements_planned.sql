-- Announcements that are written, approved and planned before they are sent. `state` is draft, waiting (for a second
-- person), planned, held (its time passed while the bot was off), sent, withdrawn, cancelled or over (a repeated one
-- whose last time has come). `revision` counts what was changed, `edited` is the last one that went to the rooms;
-- `proposal` is the new text of a sent one that is not confirmed yet, `proposed_by` who wrote it. `rooms` are names with
-- commas between, `attachments` JSON, `home` where it was written, `series` the repeated one that it is one time of.
-- `settled`: whoever wrote it knows what became of it.

ALTER TABLE announcements ADD COLUMN state TEXT NOT NULL DEFAULT 'sent';
ALTER TABLE announcements ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;
ALTER TABLE announcements ADD COLUMN proposal TEXT;
ALTER TABLE announcements ADD COLUMN proposed_by TEXT;
ALTER TABLE announcements ADD COLUMN rooms TEXT NOT NULL DEFAULT '';
ALTER TABLE announcements ADD COLUMN mention TEXT NOT NULL DEFAULT '';
ALTER TABLE announcements ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
ALTER TABLE announcements ADD COLUMN home TEXT;
ALTER TABLE announcements ADD COLUMN zone TEXT NOT NULL DEFAULT '';
ALTER TABLE announcements ADD COLUMN series INTEGER;
ALTER TABLE announcements ADD COLUMN approved_by TEXT;
ALTER TABLE announcements ADD COLUMN settled BOOLEAN NOT NULL DEFAULT TRUE;
UPDATE announcements SET state = 'withdrawn' WHERE withdrawn;
UPDATE announcements SET edited = revision;
ALTER TABLE announcements DROP COLUMN withdrawn;
CREATE INDEX announcements_unsettled ON announcements (id) WHERE NOT settled;

-- `edit` is the last change that was owed to a place, `dropped` tells that it was taken back before it was sent,
-- `published` counts the messages that were passed on to those who follow the place, lately at `published_at`.
ALTER TABLE announcement_places ADD COLUMN edit INTEGER NOT NULL DEFAULT 0;
ALTER TABLE announcement_places ADD COLUMN dropped BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE announcement_places ADD COLUMN published INTEGER NOT NULL DEFAULT 0;
ALTER TABLE announcement_places ADD COLUMN published_at BIGINT;
UPDATE announcement_places SET edit = (SELECT edited FROM announcements WHERE id = announcement);

-- When an announcement is to be sent; several times where it is repeated.
CREATE TABLE announcement_dates (
    announcement INTEGER NOT NULL REFERENCES announcements (id),
    due_at BIGINT NOT NULL,
    done BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (announcement, due_at)
);
CREATE INDEX announcement_dates_due ON announcement_dates (due_at) WHERE NOT done;

-- What was said lately in the facilitators' rooms by those who may announce: it can be made an announcement.
CREATE TABLE originals (
    message TEXT PRIMARY KEY,
    author TEXT NOT NULL,
    author_name TEXT NOT NULL,
    text TEXT NOT NULL,
    attachments TEXT NOT NULL DEFAULT '[]',
    said_at BIGINT NOT NULL
);
CREATE INDEX originals_author ON originals (author);
CREATE INDEX originals_said ON originals (said_at);

-- What is still to come for one audience of an event: looked up for each reminder that is said.
CREATE INDEX reminders_pending_of ON reminders (event, room, lead) WHERE state = 'pending';
CREATE INDEX reminders_room ON reminders (room);

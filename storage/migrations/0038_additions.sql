-- How much somebody added to their requests within the last minute is looked up with each addition.
CREATE INDEX ticket_messages_person ON ticket_messages (person, at);

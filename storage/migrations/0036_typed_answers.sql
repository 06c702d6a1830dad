-- Whether the message in which something was said about a ticket gave a command (`ticket answer 7 …`): what such a message
-- says since it was changed has to be read as one.
ALTER TABLE ticket_messages ADD COLUMN typed BOOLEAN NOT NULL DEFAULT FALSE;

"""What moves the words: events to cogs, commands to answers, deliveries to rooms."""

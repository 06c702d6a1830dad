"""A community in a terminal: speak as different people in different rooms, and see what each room sees."""

"""Discord: the channels of a guild and private conversations, through discord.py."""

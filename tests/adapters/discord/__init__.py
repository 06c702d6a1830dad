"""Discord, tested through real discord.py over real sockets."""

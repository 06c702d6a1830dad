"""The platforms: each turns its own protocol into the words of `bot.core` and back."""

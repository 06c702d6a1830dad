"""Live events: dates as people type them, reminders that are neither lost nor doubled, and a word at the start."""

from cogs.events.cog import Events

__all__ = ["Events"]

"""Announcements: facilitators' words in every chosen room, now, later or again, and followed wherever they went.

`cog` holds the commands, `making` turns messages of the facilitators' rooms into announcements, `desk` moves them from
draft to sent and back, `post` owes them to the rooms, `audience` knows whom a name means, `dates` when, and `views`
what is answered.
"""

from cogs.announcements.cog import Announcements

__all__ = ["Announcements"]

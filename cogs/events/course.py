"""The course: its weeks, and what is due by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.errors import N_, UserError
from bot.core.rooms import Rooms
from cogs.events import views
from cogs.events.book import Book, at_home, deadlines
from config.content import CourseWeek
from config.settings import EventsSettings
from storage.database import Tx


class Course(Cog):
    """Shows the course's calendar; its deadlines are events, with their reminders."""

    name = "course"

    def __init__(self, rooms: Rooms, settings: EventsSettings, weeks: Sequence[CourseWeek]) -> None:
        """Remind these rooms of the deadlines of these weeks."""
        self._weeks = sorted(weeks, key=lambda week: week.opens)
        self._book = Book(rooms, settings)

    async def start(self, now: datetime, tx: Tx) -> None:
        """Plan the deadlines that are not known yet."""
        await self._book.take_in(tx, deadlines(self._weeks), now)

    @command("course")
    async def course(self, asked: Asked, tx: Tx) -> Reply:
        """Show the course week by week, with its deadlines."""
        if not self._weeks:
            raise UserError(N_("This community has no course calendar."))
        return views.course(await at_home(asked, tx), self._weeks)

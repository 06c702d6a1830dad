"""A survey for those who were at an event: once it is over they are asked in private, each once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from bot.core import markup
from bot.core.cog import Cog, every
from bot.core.commands import Asked, Reply, command
from bot.core.errors import N_, BadArgument
from bot.core.rights import Role
from bot.core.rooms import Rooms
from cogs.events.book import Book
from cogs.speech import worded
from config.settings import EventsSettings
from config.words import translator
from storage import event_surveys, surveys
from storage.database import Tx


class Feedback(Cog):
    """Ties surveys to events. What is asked of whom is the surveys' own business."""

    name = "feedback"

    def __init__(self, rooms: Rooms, settings: EventsSettings) -> None:
        """Serve the events of these rooms."""
        self._book = Book(rooms, settings)

    @every(timedelta(seconds=10))
    async def ask(self, now: datetime, tx: Tx) -> None:
        """Ask who was at the events that are over; what is owed to each is paced by the surveys."""
        for due in await event_surveys.due(tx, now):
            await surveys.invite(tx, due.survey, await event_surveys.attendees(tx, due.event), now)
            await event_surveys.invited(tx, due.event, now)

    @command("event survey", needs=Role.FACILITATOR)
    async def survey(
        self,
        asked: Asked,
        tx: Tx,
        number: Annotated[int, "The event's number"],
        survey: Annotated[int, "The survey's number; 0 for none"],
    ) -> Reply:
        """Have those who check in to an event asked to answer a survey, in private, once it is over."""
        event, t = await self._book.attended(tx, number), translator(asked.language)
        if not survey:
            await event_surveys.drop(tx, number)
            sentence = N_("✅ Nobody who was at “{title}” will be asked to answer a survey.")
            return Reply(markup.parse(worded(t, sentence, title=event.title)))
        found = await surveys.get(tx, survey)
        if found is None or found.kind == "poll" or found.state == "closed":
            raise BadArgument(N_("There is no survey with number {number} that can still be answered."), number=survey)
        await event_surveys.choose(tx, number, survey)
        sentence = N_("✅ When “{title}” is over, I will ask whoever has checked in to answer “{survey}”.")
        return Reply(markup.parse(worded(t, sentence, title=event.title, survey=found.title)))

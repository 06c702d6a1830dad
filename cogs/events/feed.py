"""The calendar that people subscribe to: where it is, and what it holds."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import urlsplit

from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.delivery import Delivery
from bot.core.errors import N_
from bot.core.ids import RoomRef
from bot.core.rooms import Rooms
from cogs.events import calendar
from cogs.events.book import Book
from cogs.events.calendar import TYPE, Source
from cogs.speech import private, say
from config.settings import CalendarSettings, EventsSettings
from config.words import translator
from storage import events, made_files, outbox
from storage.database import Database, Tx
from storage.events import Event

_KEPT = timedelta(days=90)
"""So long after its end an event stays in the calendar, so that a cancellation reaches everybody."""
_PATH = re.compile(r"/events(?:/(?P<number>[0-9]{1,18}))?\.ics")


class Calendar(Cog):
    """Gives out the events as iCalendar."""

    name = "calendar"

    def __init__(self, rooms: Rooms, settings: EventsSettings, served: CalendarSettings | None, name: str) -> None:
        """Write the calendar of a community of this name; `served` says where it can be had."""
        address = served.address if served else None
        host = (urlsplit(address).hostname if address else None) or "stoa.invalid"
        self._address, self._source = address, Source(name, rooms.language, host)
        self._book = Book(rooms, settings)
        self._made: dict[str, tuple[str, bytes]] = {}

    async def page(self, database: Database, path: str, now: datetime) -> tuple[str, bytes] | None:
        """Return what a path (``/events.ics``, ``/events/7.ics``) holds with its tag, or None where there is nothing.

        What has not changed is written once.
        """
        match = _PATH.fullmatch(path)
        if match is None:
            return None
        async with database.reading() as tx:
            found = await self._events(tx, int(match["number"]) if match["number"] else None, now)
        if match["number"] and not found:
            return None
        tag = calendar.tag(found, now)
        if self._made.get(path, ("",))[0] != tag:
            # Another thread writes it, because many events take a tenth of a second.
            body = await asyncio.to_thread(calendar.document, self._source, found, now, self._book.reminders.leads)
            self._made[path] = (tag, body)
        return self._made[path]

    @command("event ics")
    async def ics(
        self, asked: Asked, tx: Tx, number: Annotated[int, "The event's number; 0 for all of them"] = 0
    ) -> Reply:
        """Put an event, or all of them, into your own calendar."""
        t, to = translator(asked.language), RoomRef.direct(asked.person.ref)
        event = await self._book.known(tx, number) if number else None
        found = await self._events(tx, number or None, asked.at)
        text = await asyncio.to_thread(calendar.document, self._source, found, asked.at, self._book.reminders.leads)
        file = await made_files.keep(tx, f"event-{number}.ics" if number else "events.ics", TYPE, text, asked.at)
        words = say(t, N_("📅 For your calendar: “{title}”"), title=event.title if event else self._source.name)
        key = f"calendar:{file.id}:{asked.id}"
        await outbox.put(tx, Delivery(key, to, text=words, attachments=(file,)), asked.at)
        lines = [t(N_("I have sent you the file in private; open it with your calendar."))]
        if self._address:
            path = f"/events/{number}.ics" if number else "/events.ics"
            sentence = (
                N_("Calendar file of event #{number}: {link}") if number else N_("Subscribe to all events: {link}")
            )
            lines.append(t(sentence, number=number, link=f"<{self._address}{path}>"))
        return private("\n".join(lines))

    async def _events(self, tx: Tx, number: int | None, now: datetime) -> list[Event]:
        if number is None:
            return await events.since(tx, now - _KEPT)
        event = await events.get(tx, number)
        return [event] if event and event.state in ("planned", "cancelled") else []

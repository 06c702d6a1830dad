"""When rooms are reminded, and with which words.

A reminder is a row in the database. Claiming it and owing its words to the outbox is one transaction, so a crash in
between loses nothing and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import structlog

from bot.core import markup
from bot.core.delivery import Delivery
from bot.core.rooms import Room, Rooms
from cogs.events import phrases
from cogs.rooms import known
from storage import outbox, reminders
from storage.database import Tx
from storage.events import Event
from storage.reminders import Reminder

_log = structlog.get_logger("stoa")

_LATE = timedelta(minutes=2)
"""From so long after the start on, "we are starting now" is no longer true."""


class Reminders:
    """The reminders of all events: `leads` before the start, and one at the start itself."""

    def __init__(self, rooms: Rooms, leads: Iterable[timedelta]) -> None:
        """Remind these rooms."""
        self._rooms = rooms
        self._leads = sorted({timedelta(), *leads}, reverse=True)

    async def plan(self, tx: Tx, event: Event, *, after: datetime | None = None) -> None:
        """Have the rooms of an event reminded; with `after`, only of what is due later than that."""
        leads = [lead for lead in self._leads if after is None or event.starts - lead > after]
        await reminders.plan(tx, event, leads, event.rooms)

    async def remind(self, now: datetime, tx: Tx) -> None:
        """Say what is due. Of several that are due for one event in one room, only the last one is said."""
        waiting: dict[tuple[int, str], list[tuple[Event, Reminder]]] = {}
        for event, reminder in await reminders.due(tx, now):
            waiting.setdefault((event.id, reminder.room), []).append((event, reminder))
        for (_, name), due in waiting.items():
            for _, missed in due[:-1]:
                await reminders.close(tx, missed, "skipped", now)
            await self._say(tx, *due[-1], self._rooms.named(name), now)

    async def told(self, tx: Tx, event: Event) -> bool:
        """Tell whether any room was reminded of an event."""
        return any(reminder.state == "said" for reminder in await reminders.of_event(tx, event.id))

    async def tell(self, tx: Tx, event: Event, key: str, words: Callable[[Room], str], now: datetime) -> None:
        """Owe words (markdown) about an event to every place of its rooms, under a key of which places make many."""
        for room in known(self._rooms, event.rooms):
            text = markup.parse(words(room))
            for place in room.places:
                await outbox.put(tx, Delivery(f"events:{key}>{place}", place, text=text), now)

    async def _say(self, tx: Tx, event: Event, reminder: Reminder, room: Room | None, now: datetime) -> None:
        if room is None:
            _log.warning("no such room to remind", number=event.id, room=reminder.room)
        state = "skipped" if room is None else "said" if now < event.ends else "expired"
        if not await reminders.close(tx, reminder, state, now) or room is None or state == "expired":
            return
        text = markup.parse(await self._words(tx, event, reminder, room, now))
        key = f"events:reminder:{event.id}:{reminder.version}:{reminder.lead // timedelta(seconds=1)}"
        for place in room.places:
            await outbox.put(tx, Delivery(f"{key}>{place}", place, text=text), now)

    async def _words(self, tx: Tx, event: Event, reminder: Reminder, room: Room, now: datetime) -> str:
        if now >= event.starts + _LATE:
            return phrases.late(event, room)
        if now >= event.starts:
            return phrases.starting(event, room)
        pending = (each for each in await reminders.of_event(tx, event.id) if each.state == "pending")
        following = [each.lead for each in pending if each.room == room.name and each.lead < reminder.lead]
        return phrases.reminder(event, room, now, max(following, default=None) or None)

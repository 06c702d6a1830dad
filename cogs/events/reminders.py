"""When rooms and people are reminded, and with which words.

A reminder is a row in the database. Claiming it and owing its words to the outbox is one transaction, so a crash in
between loses nothing and doubles nothing. People are reminded only where they asked for it, in their private
conversation, and not all at the same moment: platforms limit how fast a bot may write to many people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

import structlog

from bot.core import markup
from bot.core.delivery import Choice, Delivery
from bot.core.ids import PersonRef, RoomRef
from bot.core.rooms import Room, Rooms
from bot.core.text import RichText
from cogs.events import phrases
from cogs.rooms import known
from config.settings import EventsSettings
from config.words import translator
from storage import guests, leads, outbox, reminders, zones
from storage.database import Tx
from storage.events import Event
from storage.reminders import Due, Reminder

_log = structlog.get_logger("stoa")

GUESTS = ":guests"
"""The audience of those who come to an event; neither a room's name nor an account is written so."""
_Late = Callable[[Event, str, str], RichText]

_LATE = timedelta(minutes=2)
"""From so long after the start on, "we are starting now" is no longer true."""
_BETWEEN = timedelta(seconds=0.2)
"""Between two direct messages: a tenth of what Discord allows a bot in all (Discord API, Rate Limits: 50 a second)."""


class Reminders:
    """The reminders of all events: as long before the start as their kind or somebody's wish says, and at the start."""

    def __init__(self, rooms: Rooms, settings: EventsSettings) -> None:
        """Remind these rooms."""
        self._rooms, self._settings = rooms, settings

    def leads(self, kind: str) -> list[timedelta]:
        """Return how long before an event of a kind its rooms are reminded, the longest first; the start is one."""
        return sorted({timedelta(), *self._settings.leads(kind)}, reverse=True)

    async def plan(self, tx: Tx, event: Event, *, after: datetime | None = None) -> None:
        """Have the rooms of an event reminded, and who asked; with `after`, only of what is due later than that."""
        chosen = await leads.of_event(tx, event.id)
        people = [audience for audience in chosen if ":" in audience]
        for audience in (*event.rooms, *people):
            wanted = chosen.get(audience) or self.leads(event.kind)
            await reminders.plan(
                tx, event, audience, [lead for lead in wanted if after is None or event.starts - lead > after]
            )
        kept_back = event.link_from if event.link else None
        if kept_back is not None and (after is None or event.starts - kept_back > after):
            await reminders.plan(tx, event, GUESTS, [kept_back])

    async def replan(self, tx: Tx, event: Event, now: datetime) -> None:
        """Follow a change of what is reminded when: what is due later than now is withdrawn and planned anew."""
        await reminders.void(tx, event.id, now, after=now)
        await self.plan(tx, event, after=now)

    async def withdraw(self, tx: Tx, event: Event, now: datetime) -> None:
        """Withdraw all reminders of an event: those to come, and those that are owed and were not tried yet."""
        await reminders.void(tx, event.id, now)
        await outbox.withdraw(tx, f"events:reminder:{event.id}", now)

    async def remind(self, now: datetime, tx: Tx) -> None:
        """Say what is due. Of several that are due for one event to one audience, only the last one is said."""
        waiting: dict[tuple[int, str], list[Due]] = {}
        for due in await reminders.due(tx, now):
            waiting.setdefault((due.event.id, due.reminder.room), []).append(due)
        closed: list[tuple[Reminder, str]] = []
        owed: list[Delivery] = []
        words, late = cache(_words), cache(_late)
        for each in waiting.values():
            last, room = each[-1], await self._audience(tx, each[-1])
            state = _state(last.event, room, now)
            closed += [*((missed.reminder, "skipped") for missed in each[:-1]), (last.reminder, state)]
            if room is not None and state == "said":
                if last.reminder.room == GUESTS:
                    text = markup.parse(phrases.link_now(last.event, room.language))
                else:
                    text = words(last.event, last.following, room.language, room.zone, now)
                owed += self._deliveries(last, room, text, now, late)
        await reminders.close(tx, closed, now)
        await self._owe(tx, owed, now)

    async def told(self, tx: Tx, event: Event) -> bool:
        """Tell whether any room was reminded of an event."""
        return any(each.state == "said" and ":" not in each.room for each in await reminders.of_event(tx, event.id))

    async def tell(self, tx: Tx, event: Event, key: str, words: Callable[[Room], str], now: datetime) -> None:
        """Owe words (markdown) about an event to who was reminded of it: its rooms, and whoever asked to be.

        The key is one from which places make many.
        """
        rooms = known(self._rooms, event.rooms) if await self.told(tx, event) else ()
        accounts = [PersonRef.parse(each) for each in await leads.of_event(tx, event.id) if ":" in each]
        people = [self.room_of(account, await zones.of_person(tx, account)) for account in accounts]
        owed: list[Delivery] = []
        for room in (*rooms, *people):
            text = markup.parse(words(room))
            owed += [Delivery(f"events:{key}>{place}", place, text=text) for place in room.places]
        await self._owe(tx, owed, now)

    async def write(self, tx: Tx, person: PersonRef, key: str, text: RichText, now: datetime) -> None:
        """Owe words to one person who waits for them, in their private conversation."""
        place = RoomRef.direct(person)
        await self._owe(tx, [Delivery(f"events:{key}>{place}", place, text=text)], now)

    def room_of(self, person: PersonRef, zone: str | None) -> Room:
        """Return the private conversation with a person as a room, in their zone or else in the community's."""
        return self._private(str(person), zone)

    async def _audience(self, tx: Tx, due: Due) -> Room | None:
        if due.reminder.room == GUESTS:
            coming = (guest for guest in await guests.of_event(tx, due.event.id) if not guest.waiting)
            places = tuple(RoomRef.direct(guest.person) for guest in coming)
            return Room(GUESTS, "", places, language=self._rooms.language, zone=self._rooms.zone)
        if ":" in due.reminder.room:
            return self._private(due.reminder.room, due.zone)
        room = self._rooms.named(due.reminder.room)
        if room is None:
            _log.warning("no such room to remind", number=due.event.id, room=due.reminder.room)
        return room

    def _private(self, account: str, zone: str | None) -> Room:
        place = RoomRef.direct(PersonRef.parse(account))
        return Room(account, "", (place,), language=self._rooms.language, zone=zone or self._rooms.zone)

    def _deliveries(self, due: Due, room: Room, text: RichText, now: datetime, late: _Late) -> Iterator[Delivery]:
        event, reminder = due.event, due.reminder
        what = "link" if reminder.room == GUESTS else "reminder"
        key = f"events:{what}:{event.id}:{reminder.version}:{reminder.lead // timedelta(seconds=1)}"
        choices = _choices(event, room, now)
        for place in room.places:
            delivery = Delivery(f"{key}>{place}", place, text=text, choices=choices, good_until=event.ends)
            yield delivery if what == "link" else _timely(delivery, due, now, late(event, room.language, room.zone))

    async def _owe(self, tx: Tx, deliveries: Sequence[Delivery], now: datetime) -> None:
        """Owe deliveries: to rooms at once, to people one after the other behind what already waits for people."""
        due = now
        if any(each.to.person for each in deliveries) and (last := await outbox.last_private(tx, "events")):
            due = max(now, last + _BETWEEN)
        owed: list[tuple[Delivery, datetime | None]] = []
        for each in deliveries:
            owed.append((each, due if each.to.person else None))
            due += _BETWEEN if each.to.person else timedelta()
        await outbox.put_all(tx, owed, now)


def _timely(delivery: Delivery, due: Due, now: datetime, late: RichText) -> Delivery:
    """Return a reminder that is dropped, or says `late`, where it cannot be delivered in time.

    One before the start is dropped when another follows it, and a deadline's always.
    """
    event = due.event
    before = now < event.starts
    if event.kind == "deadline" or (before and due.following is not None):
        return replace(delivery, good_until=event.starts if before else event.starts + _LATE)
    return replace(delivery, late_from=event.starts if before else event.starts + _LATE, late=late)


def _choices(event: Event, room: Room, now: datetime) -> tuple[Choice, ...]:
    """Offer a place to a room that is reminded before the start of an event whose places are counted.

    From the start on, check-in and the recording are offered to everybody.
    """
    t = translator(room.language)
    if now >= event.starts and event.kind != "deadline":
        here = Choice(t("✋ I am here"), f"event here {event.id}")
        return here, Choice(t("🎬 I want the recording"), f"recording want {event.id}")
    if event.capacity is None or now >= event.starts or any(place.person for place in room.places):
        return ()
    return (Choice(t("✅ I am coming"), f"event join {event.id}"),)


def _state(event: Event, room: Room | None, now: datetime) -> str:
    """Return what becomes of a reminder that is due now: one that comes too late is dropped, by kind."""
    if room is None:
        return "skipped"
    over = event.starts + _LATE if event.kind == "deadline" else event.ends
    return "said" if now < over else "expired"


def _words(event: Event, following: timedelta | None, language: str, zone: str, now: datetime) -> RichText:
    if now >= event.starts + _LATE:
        return _late(event, language, zone)
    if now >= event.starts:
        return markup.parse(phrases.starting(event, language))
    return markup.parse(phrases.reminder(event, language, zone, now, following or None))


def _late(event: Event, language: str, zone: str) -> RichText:
    return markup.parse(phrases.late(event, language, zone))

"""The book of events: finding one, planning it, moving it, and taking in the community's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from bot.core.commands import Asked
from bot.core.errors import N_, BadArgument, UserError
from bot.core.rooms import Purpose, Rooms
from cogs.events import phrases
from cogs.events.reminders import Reminders
from cogs.events.when import When, instants
from cogs.rooms import known
from config.content import CourseWeek, EventEntry
from config.settings import EventsSettings
from storage import events, zones
from storage.database import Tx
from storage.events import Event

_log = structlog.get_logger("stoa")


class Book:
    """What the cogs of events share."""

    def __init__(self, rooms: Rooms, settings: EventsSettings) -> None:
        """Plan for these rooms."""
        self.rooms = rooms
        self.reminders = Reminders(rooms, settings)

    async def known(self, tx: Tx, number: int) -> Event:
        """Return the event with a number; raises BadArgument where there is none."""
        event = await events.get(tx, number)
        if event is None or event.state in ("draft", "discarded"):
            raise BadArgument(
                N_("There is no event with number {number}. See the coming ones with {command}."),
                number=number,
                command="event list",
            )
        return event

    async def open(self, tx: Tx, number: int, now: datetime) -> Event:
        """Return an event that is to come or goes on; raises BadArgument for any other."""
        event = await self.known(tx, number)
        if event.state == "cancelled":
            raise BadArgument(N_("Event #{number} has been cancelled."), number=number)
        if event.ends <= now:
            raise BadArgument(N_("Event #{number} is over."), number=number)
        return event

    async def attended(self, tx: Tx, number: int) -> Event:
        """Return an event that people attend, to come or over; raises BadArgument for a cancelled one or a deadline."""
        event = await self.known(tx, number)
        if event.state == "cancelled":
            raise BadArgument(N_("Event #{number} has been cancelled."), number=number)
        if event.kind == "deadline":
            raise BadArgument(N_("Event #{number} is a deadline: nobody attends it."), number=number)
        return event

    async def plan(self, tx: Tx, event: Event) -> Event:
        """Have a draft count, with its reminders."""
        event = replace(event, state="planned")
        await events.save(tx, event)
        await self.reminders.plan(tx, event)
        return event

    async def move(self, tx: Tx, event: Event, found: When, now: datetime) -> Event:
        """Give an event another date, and tell who was reminded of the old one."""
        told = await self.reminders.told(tx, event)
        event = await self.replan(tx, at(event, found), now, told=told)
        words = partial(phrases.moved, event)
        await self.reminders.tell(tx, event, f"moved:{event.id}:{event.version}", words, now)
        return event

    async def replan(self, tx: Tx, event: Event, now: datetime, *, told: bool) -> Event:
        """Start a new version of an event; who is told of it anyway is not reminded of it at once."""
        event = replace(event, version=event.version + 1)
        await events.save(tx, event)
        await self.reminders.withdraw(tx, event, now)
        await self.reminders.plan(tx, event, after=now if told else None)
        return event

    async def cancel(self, tx: Tx, event: Event, reason: str, now: datetime) -> bool:
        """Cancel an event and tell who was reminded of it; return whether any room was."""
        event = replace(event, state="cancelled")
        await events.save(tx, event)
        await self.reminders.withdraw(tx, event, now)
        words = partial(phrases.cancelled, event, reason=reason)
        await self.reminders.tell(tx, event, f"cancelled:{event.id}", words, now)
        return await self.reminders.told(tx, event)

    async def follow_zones(self, tx: Tx, now: datetime) -> None:
        """Keep what the clocks on the wall show at events in zones whose rules have changed."""
        for event in await events.upcoming(tx, now):
            wall = datetime.fromisoformat(event.wall)
            moments = instants(wall.date(), wall.time(), event.zone)
            if moments and When(event.starts, event.zone).wall != event.wall:
                _log.warning("zone rules have changed", number=event.id, zone=event.zone)
                await self.replan(tx, replace(event, starts=moments[0]), now, told=True)

    async def take_in(self, tx: Tx, entries: Iterable[EventEntry], now: datetime) -> None:
        """Plan the community's own events that are not known yet."""
        present = await events.slugs(tx)
        for entry in entries:
            if entry.id not in present:
                await self._take_in(tx, entry, now)

    async def _take_in(self, tx: Tx, entry: EventEntry, now: datetime) -> None:
        starts = entry.starts if entry.starts.tzinfo else entry.starts.replace(tzinfo=ZoneInfo(entry.zone))
        found = When(starts.astimezone(UTC), entry.zone)
        names = tuple(room.name for room in known(self.rooms, entry.rooms) or self.rooms.for_purpose(Purpose.EVENTS))
        if set(entry.rooms) - set(names):
            _log.warning("an event names rooms that there are not", slug=entry.id, rooms=entry.rooms)
        event = Event(
            0,
            entry.title,
            found.at,
            found.wall,
            entry.zone,
            timedelta(minutes=entry.length_minutes),
            names,
            entry.link,
            entry.description,
            slug=entry.id,
            state="planned",
            kind=entry.kind,
            speakers=entry.speakers,
            capacity=entry.capacity,
        )
        event = await events.add(tx, event)
        if event.starts > now:
            await self.reminders.plan(tx, event)


def at(event: Event, found: When) -> Event:
    """Return an event at another moment."""
    return replace(event, starts=found.at, wall=found.wall, zone=found.zone)


def unchanged(event: Event, revision: int, others: Sequence[str] = ()) -> None:
    """Raise UserError where an event has been changed since somebody looked at it (a negative revision: never mind).

    `others` are the sentences that tell what was changed, where that is known.
    """
    if 0 <= revision != event.revision:
        if others:
            raise UserError(
                N_("Event #{number} has been changed in the meantime. {others} Confirm the date again with {command}."),
                number=event.id,
                others=" ".join(others),
                command=f"event edit {event.id} when",
            )
        raise UserError(
            N_("Event #{number} has been changed in the meantime. Look at it with {command}, then try again."),
            number=event.id,
            command=f"event show {event.id}",
        )


def deadlines(course: Iterable[CourseWeek]) -> list[EventEntry]:
    """Return the deadlines of a course as events."""
    return [
        EventEntry(
            id=f"course-{week.id}",
            title=week.task,
            description=week.description,
            starts=week.deadline,
            length_minutes=1,
            zone=week.zone,
            rooms=week.rooms,
            kind="deadline",
        )
        for week in course
        if week.deadline
    ]


async def at_home(asked: Asked, tx: Tx) -> Asked:
    """Return a question in the zone that the asker chose, if they did."""
    zone = await zones.of_person(tx, asked.person.ref)
    return replace(asked, zone=zone) if zone else asked

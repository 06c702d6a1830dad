"""The commands of events, and the import of the community's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import structlog

from bot.core import markup
from bot.core.cog import Cog, every
from bot.core.commands import Asked, Reply, command
from bot.core.errors import N_, BadArgument
from bot.core.rights import Role
from bot.core.rooms import Purpose, Rooms
from cogs.events import fields, phrases, views
from cogs.events.reminders import Reminders
from cogs.events.when import Ambiguity, When, instants, read
from cogs.rooms import chosen, known
from cogs.speech import say
from config.content import EventEntry
from config.settings import EventsSettings
from config.words import translator
from storage import events, reminders
from storage.database import Tx
from storage.events import Event

_log = structlog.get_logger("stoa")

Number = Annotated[int, "The event's number"]


class Events(Cog):
    """Live events: planned by facilitators or written in the community's files, and announced in time."""

    name = "events"

    def __init__(self, rooms: Rooms, settings: EventsSettings, entries: Sequence[EventEntry]) -> None:
        """Remind these rooms, as long before an event as the settings say; `entries` are imported at the start."""
        self._rooms, self._entries = rooms, entries
        self._reminders = Reminders(rooms, settings.reminders)

    async def start(self, now: datetime, tx: Tx) -> None:
        """Import the community's events that are not known yet, and follow zones whose rules have changed."""
        for event in await events.upcoming(tx, now):
            await self._follow_zone(tx, event, now)
        present = await events.slugs(tx)
        for entry in self._entries:
            if entry.id not in present:
                await self._import(tx, entry, now)

    @every(timedelta(seconds=5))
    async def remind(self, now: datetime, tx: Tx) -> None:
        """Say what is due."""
        await self._reminders.remind(now, tx)

    @command("event add", needs=Role.FACILITATOR)
    async def add(
        self,
        asked: Asked,
        tx: Tx,
        title: Annotated[str, "The event's title"],
        when: Annotated[str, "Date and time, for example: Friday 18:00"],
        length: Annotated[int, "Length in minutes"] = 60,
        rooms: Annotated[str, "The rooms to remind, with commas between"] = "",
        link: Annotated[str, "Where people join, an https:// address"] = "",
        description: Annotated[str, "What the event is about"] = "",
    ) -> Reply:
        """Plan a live event; I repeat the date and you confirm it."""
        found = read(when, asked.at, asked.zone)
        first = found if isinstance(found, When) else found.readings[0]
        draft = Event(
            0,
            fields.title(title),
            first.at,
            first.wall,
            first.zone,
            fields.length(str(length)),
            tuple(room.name for room in chosen(self._rooms, rooms, Purpose.EVENTS)),
            fields.link(link),
            fields.description(description),
        )
        return views.question(asked, await events.add(tx, draft), found)

    @command("event list")
    async def upcoming(self, asked: Asked, tx: Tx) -> Reply:
        """Show the live events to come."""
        return views.listing(asked, await events.upcoming(tx, asked.at))

    @command("event show")
    async def show(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Show everything about an event."""
        event = await self._known(tx, number)
        return Reply(markup.parse(await self._details(asked, tx, event)))

    @command("event edit", needs=Role.FACILITATOR)
    async def edit(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        field: Annotated[Literal["title", "when", "length", "rooms", "link", "description"], "What to change"],
        value: Annotated[str, "The new value; - empties a link or a description"],
    ) -> Reply:
        """Change an event; a new date is repeated to you and you confirm it."""
        event = await self._open(tx, number, asked.at)
        if field == "when":
            return views.question(asked, event, read(value, asked.at, asked.zone))
        event = self._changed(event, field, value)
        await events.save(tx, event)
        if field == "rooms":
            await reminders.void(tx, event.id, asked.at, keep=event.rooms)
            await self._reminders.plan(tx, event)
        t = translator(asked.language)
        done = t("✅ Event #{number} has been changed.", number=event.id)
        return Reply(markup.parse(f"{done}\n{await self._details(asked, tx, event)}"))

    @command("event cancel", needs=Role.FACILITATOR)
    async def cancel(
        self, asked: Asked, tx: Tx, number: Number, reason: Annotated[str, "Why, for the people who were reminded"] = ""
    ) -> Reply:
        """Cancel an event; rooms that were reminded of it are told."""
        event = replace(await self._open(tx, number, asked.at), state="cancelled")
        await events.save(tx, event)
        await reminders.void(tx, event.id, asked.at)
        told = await self._reminders.told(tx, event)
        if told:
            words = partial(phrases.cancelled, event, reason=reason)
            await self._reminders.tell(tx, event, f"cancelled:{event.id}", words, asked.at)
        return views.cancelled(asked, event, known(self._rooms, event.rooms) if told else ())

    @command("event confirm", needs=Role.FACILITATOR, hidden=True)
    async def confirm(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        when: Annotated[str, "The date that is right"] = "",
    ) -> Reply:
        """Confirm the date of an event."""
        event = await events.get(tx, number)
        if event is None or event.state != "draft":
            return await self._move(asked, tx, await self._open(tx, number, asked.at), when)
        found = read(when or event.wall, asked.at, event.zone)
        if isinstance(found, Ambiguity):
            return views.question(asked, event, found)
        event = replace(_at(event, found), state="planned")
        await events.save(tx, event)
        await self._reminders.plan(tx, event)
        return views.planned(asked, event, known(self._rooms, event.rooms))

    @command("event discard", needs=Role.FACILITATOR, hidden=True)
    async def discard(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Drop a date that was not right."""
        t = translator(asked.language)
        event = await events.get(tx, number)
        if event is not None and event.state == "draft":
            await events.save(tx, replace(event, state="discarded"))
            return Reply(say(t, N_("The event was not saved. Please give it again with the right date.")))
        event = await self._open(tx, number, asked.at)
        date = phrases.dated(t, event.starts, event.zone)
        return Reply(say(t, N_("The date of event #{number} stays as it was: {date}."), number=event.id, date=date))

    async def _known(self, tx: Tx, number: int) -> Event:
        event = await events.get(tx, number)
        if event is None or event.state in ("draft", "discarded"):
            raise BadArgument(
                N_("There is no event with number {number}. See the coming ones with {command}."),
                number=number,
                command="event list",
            )
        return event

    async def _open(self, tx: Tx, number: int, now: datetime) -> Event:
        event = await self._known(tx, number)
        if event.state == "cancelled":
            raise BadArgument(N_("Event #{number} has been cancelled."), number=number)
        if event.ends <= now:
            raise BadArgument(N_("Event #{number} is over."), number=number)
        return event

    def _changed(self, event: Event, field: str, value: str) -> Event:
        match field:
            case "title":
                return replace(event, title=fields.title(value))
            case "length":
                return replace(event, length=fields.length(value))
            case "rooms":
                rooms = chosen(self._rooms, value, Purpose.EVENTS)
                return replace(event, rooms=tuple(room.name for room in rooms))
            case "link":
                return replace(event, link=fields.link(value))
            case _:
                return replace(event, description=fields.description(value))

    async def _move(self, asked: Asked, tx: Tx, event: Event, when: str) -> Reply:
        found = read(when, asked.at, asked.zone) if when else When(event.starts, event.zone)
        if isinstance(found, Ambiguity):
            return views.question(asked, event, found)
        if found.at == event.starts:
            return views.planned(asked, event, known(self._rooms, event.rooms))
        told = await self._reminders.told(tx, event)
        event = await self._replan(tx, _at(event, found), asked.at, told=told)
        if told:
            words = partial(phrases.moved, event)
            await self._reminders.tell(tx, event, f"moved:{event.id}:{event.version}", words, asked.at)
        return views.moved(asked, event)

    async def _replan(self, tx: Tx, event: Event, now: datetime, *, told: bool) -> Event:
        """Start a new version of an event; rooms that are told of it anyway are not reminded of it at once."""
        event = replace(event, version=event.version + 1)
        await events.save(tx, event)
        await reminders.void(tx, event.id, now)
        await self._reminders.plan(tx, event, after=now if told else None)
        return event

    async def _follow_zone(self, tx: Tx, event: Event, now: datetime) -> None:
        if When(event.starts, event.zone).wall == event.wall:
            return
        wall = datetime.fromisoformat(event.wall)
        moments = instants(wall.date(), wall.time(), event.zone)
        if moments:
            _log.warning("zone rules have changed", number=event.id, zone=event.zone)
            await self._replan(tx, replace(event, starts=moments[0]), now, told=True)

    async def _import(self, tx: Tx, entry: EventEntry, now: datetime) -> None:
        starts = entry.starts if entry.starts.tzinfo else entry.starts.replace(tzinfo=ZoneInfo(entry.zone))
        found = When(starts.astimezone(UTC), entry.zone)
        rooms = known(self._rooms, entry.rooms) or self._rooms.for_purpose(Purpose.EVENTS)
        names = tuple(room.name for room in rooms)
        if set(entry.rooms) - set(names):
            _log.warning("an event names rooms that there are not", slug=entry.id, rooms=entry.rooms)
        length = timedelta(minutes=entry.length_minutes)
        event = Event(0, entry.title, found.at, found.wall, entry.zone, length, names, entry.link, entry.description)
        event = await events.add(tx, replace(event, slug=entry.id, state="planned"))
        if event.starts > now:
            await self._reminders.plan(tx, event)

    async def _details(self, asked: Asked, tx: Tx, event: Event) -> str:
        return views.details(asked, event, known(self._rooms, event.rooms), await reminders.of_event(tx, event.id))


def _at(event: Event, found: When) -> Event:
    return replace(event, starts=found.at, wall=found.wall, zone=found.zone)

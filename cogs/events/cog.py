"""The commands of events, and the import of the community's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any

from bot.core import markup
from bot.core.cog import Cog, every
from bot.core.commands import Asked, Reply, command
from bot.core.errors import N_
from bot.core.ids import PersonRef
from bot.core.rights import Role
from bot.core.rooms import Purpose, Rooms
from cogs.events import fields, phrases, views
from cogs.events.book import Book, at, at_home, unchanged
from cogs.events.change import AnyField, Value, apply, changed, lately, note, told
from cogs.events.when import Ambiguity, When, read
from cogs.rooms import chosen, known
from cogs.speech import say
from config.content import EventEntry
from config.settings import EventsSettings, Kind
from config.words import translator
from storage import changes, events, guests, leads, reminders
from storage.database import Tx
from storage.events import Event

Number = Annotated[int, "The event's number"]


class Events(Cog):
    """Live events: planned by facilitators or written in the community's files, and announced in time."""

    name = "events"

    def __init__(self, rooms: Rooms, settings: EventsSettings, entries: Sequence[EventEntry]) -> None:
        """Remind these rooms, as long before an event as the settings say; `entries` are imported at the start."""
        self._rooms, self._entries = rooms, entries
        self._book = Book(rooms, settings)

    async def start(self, now: datetime, tx: Tx) -> None:
        """Import the community's events that are not known yet, and follow zones whose rules have changed."""
        await self._book.follow_zones(tx, now)
        await self._book.take_in(tx, self._entries, now)

    @every(timedelta(seconds=1))
    async def remind(self, now: datetime, tx: Tx) -> None:
        """Say what is due."""
        await self._book.reminders.remind(now, tx)

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
        kind: Annotated[Kind, "What kind of event it is"] = "webinar",
        speakers: Annotated[str, "Who speaks"] = "",
        capacity: Annotated[str, "How many people have a place; empty for no limit"] = "",
        description: Annotated[str, "What the event is about"] = "",
        place: Annotated[str, "Where it is held, beside or instead of a link"] = "",
        link_from: Annotated[str, "From when the link is shown, for example: 10 minutes; 0 is the start"] = "",
    ) -> Reply:
        """Plan a live event; I repeat the date and you confirm it."""
        asked = await at_home(asked, tx)
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
            kind=kind,
            speakers=fields.description(speakers),
            capacity=fields.capacity(capacity),
            place=fields.place(place),
            link_from=fields.link_from(link_from),
        )
        return views.question(asked, await events.add(tx, draft), found)

    @command("event list")
    async def upcoming(self, asked: Asked, tx: Tx) -> Reply:
        """Show the live events to come."""
        return views.listing(await at_home(asked, tx), await events.upcoming(tx, asked.at))

    @command("event show")
    async def show(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Show everything about an event."""
        event = await self._book.known(tx, number)
        text = markup.parse(await self._details(asked, tx, event))
        return Reply(text, choices=views.offers(asked, event))

    @command("event edit", needs=Role.FACILITATOR)
    async def edit(self, asked: Asked, tx: Tx, number: Number, field: AnyField, value: Value) -> Reply:
        """Change an event; a new date is repeated to you and you confirm it."""
        before = await self._book.open(tx, number, asked.at)
        if field == "when":
            asked = await at_home(asked, tx)
            return views.question(asked, before, read(value, asked.at, asked.zone))
        event = changed(self._rooms, before, field, value)
        await apply(tx, self._book, before, event, asked.at)
        others = await note(tx, asked, before, event, field)
        t = translator(asked.language)
        done = t("✅ Event #{number} has been changed.", number=event.id)
        lines = [done, *told(t, others, asked.zone), await self._details(asked, tx, event)]
        return Reply(markup.parse("\n".join(lines)))

    @command("event copy", needs=Role.FACILITATOR)
    async def copy(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        when: Annotated[str, "Date and time, for example: Friday 18:00"],
    ) -> Reply:
        """Plan another event like one that there is; I repeat the date and you confirm it."""
        asked = await at_home(asked, tx)
        source = await self._book.known(tx, number)
        found = read(when, asked.at, asked.zone)
        first = found if isinstance(found, When) else found.readings[0]
        draft = replace(at(source, first), slug=None, state="draft", version=1, series=None, revision=0)
        draft = await events.add(tx, draft)
        for audience, wanted in (await leads.of_event(tx, source.id)).items():
            if ":" not in audience:
                await leads.choose(tx, draft.id, audience, wanted)
        return views.question(asked, draft, found)

    @command("event remind", needs=Role.FACILITATOR)
    async def remind_when(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        times: Annotated[str, "How long before, for example: 1 day, 2 hours; 0 is the start, - as usual"],
        rooms: Annotated[str, "The rooms to remind, with commas between"] = "",
    ) -> Reply:
        """Choose how long before an event its rooms are reminded."""
        event = await self._book.open(tx, number, asked.at)
        names = [room.name for room in chosen(self._rooms, rooms, Purpose.EVENTS)] if rooms else event.rooms
        for name in names:
            if times.strip() == "-":
                await leads.drop(tx, event.id, name)
            else:
                await leads.choose(tx, event.id, name, fields.leads(times))
        await self._book.reminders.replan(tx, event, asked.at)
        return Reply(markup.parse(await self._details(asked, tx, event)))

    @command("event cancel", needs=Role.FACILITATOR)
    async def cancel(
        self, asked: Asked, tx: Tx, number: Number, reason: Annotated[str, "Why, for the people who were reminded"] = ""
    ) -> Reply:
        """Cancel an event; rooms that were reminded of it are told."""
        event = await self._book.open(tx, number, asked.at)
        told = await self._book.cancel(tx, event, reason, asked.at)
        return views.cancelled(asked, event, known(self._rooms, event.rooms) if told else ())

    @command("event confirm", needs=Role.FACILITATOR, hidden=True)
    async def confirm(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        when: Annotated[str, "The date that is right"] = "",
        revision: Annotated[int, "How often it had been changed when the date was given"] = -1,
    ) -> Reply:
        """Confirm the date of an event."""
        event = await events.get(tx, number)
        if event is None or event.state != "draft":
            return await self._move(asked, tx, await self._book.open(tx, number, asked.at), when, revision)
        found = read(when or event.wall, asked.at, event.zone)
        if isinstance(found, Ambiguity):
            return views.question(asked, event, found)
        event = await self._book.plan(tx, at(event, found))
        return views.planned(asked, event, known(self._rooms, event.rooms))

    @command("event discard", needs=Role.FACILITATOR, hidden=True)
    async def discard(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Drop a date that was not right."""
        t = translator(asked.language)
        event = await events.get(tx, number)
        if event is not None and event.state == "draft":
            await events.save(tx, replace(event, state="discarded"))
            return Reply(say(t, N_("The event was not saved. Please give it again with the right date.")))
        event = await self._book.open(tx, number, asked.at)
        date = phrases.dated(t, event.starts, event.zone)
        return Reply(say(t, N_("The date of event #{number} stays as it was: {date}."), number=event.id, date=date))

    async def _move(self, asked: Asked, tx: Tx, event: Event, when: str, revision: int) -> Reply:
        found = read(when, asked.at, event.zone) if when else When(event.starts, event.zone)
        if isinstance(found, Ambiguity):
            return views.question(asked, event, found)
        if found.at == event.starts:
            return views.planned(asked, event, known(self._rooms, event.rooms))
        unchanged(event, revision, told(translator(asked.language), await lately(tx, asked, event), asked.zone))
        moved = await self._book.move(tx, event, found, asked.at)
        await note(tx, asked, event, moved, "when")
        return views.moved(asked, moved)

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """Return what a person changed of events lately."""
        made = await changes.by(tx, person)
        shown = [{"event": each.event, "field": each.field, "at": each.at.isoformat()} for each in made]
        return {"changes": shown} if shown else {}

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """Forget who it was that changed events lately."""
        await changes.forget(tx, person)

    async def _details(self, asked: Asked, tx: Tx, event: Event) -> str:
        rooms = known(self._rooms, event.rooms)
        lists = await guests.of_event(tx, event.id)
        return views.details(await at_home(asked, tx), event, rooms, await reminders.of_event(tx, event.id), lists)

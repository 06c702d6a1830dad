"""Who comes to an event, who waits for a place, and who wants to be reminded personally."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.delivery import Choice
from bot.core.errors import N_, UserError
from bot.core.events import Person
from bot.core.ids import PersonRef
from bot.core.rights import Role
from bot.core.rooms import Rooms
from cogs.events import fields, phrases
from cogs.events.book import Book, at_home
from cogs.events.reminders import Reminders
from cogs.speech import private, worded
from config.settings import EventsSettings
from config.words import Translator, translator
from storage import events, guests, interest, leads, people, reminders, zones
from storage.database import Tx
from storage.events import Event
from storage.guests import Guest

Number = Annotated[int, "The event's number"]

_AN_HOUR = (timedelta(hours=1), timedelta())


class Guests(Cog):
    """The lists of who comes, and personal reminders. One person has one place, with whichever account."""

    name = "guests"

    def __init__(self, rooms: Rooms, settings: EventsSettings) -> None:
        """Serve the events of these rooms."""
        self._book = Book(rooms, settings)

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """Return what the person comes to, of what they want to be reminded, and their zone."""
        mine = await guests.of_person(tx, person)
        found: dict[str, Any] = {}
        if mine:
            found["events"] = [
                {"event": each.event, "name": each.name, "waiting": each.waiting, "since": each.at.isoformat()}
                for each in mine
            ]
        if shown := await interest.of_person(tx, person):
            found["interest"] = shown
        if followed := await leads.of_person(tx, person):
            found["reminders"] = followed
        return found

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """Take the account off the lists (whoever waits moves up at the next change), and remind it of nothing."""
        await guests.forget(tx, person)
        await interest.forget(tx, person)
        await reminders.forget(tx, str(person))
        await leads.forget(tx, str(person))

    @command("event join")
    async def join(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Say that you are coming to an event; where it is full, you wait for a place."""
        t = translator(asked.language)
        event = await self._to_come(tx, number, asked.at)
        mine = await come(tx, event, asked.person, asked.at)
        coming = worded(t, N_("✅ You are coming to “{title}”."), title=event.title)
        said = " ".join([coming, *phrases.for_guests(t, event, asked.at)])
        if mine.waiting:
            said = await waits(t, tx, event, mine)
        choices = (
            Choice(t("🔔 Remind me"), f"remind me {event.id}"),
            Choice(t("❌ I cannot come"), f"event leave {event.id}"),
        )
        return Reply(markup.parse(said), private=True, choices=choices)

    @command("event leave")
    async def leave(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Say that you are not coming after all; whoever waits longest moves up."""
        t = translator(asked.language)
        event = await self._to_come(tx, number, asked.at)
        if not await stay_away(tx, self._book.reminders, event, asked.person.ref, asked.at):
            raise UserError(N_("You are not on the list of event #{number}."), number=number)
        return private(worded(t, N_("You are no longer on the list of “{title}”."), title=event.title))

    @command("event guests", needs=Role.FACILITATOR)
    async def listed(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Show who is coming to an event and who waits for a place."""
        t = translator(asked.language)
        event = await self._book.known(tx, number)
        lists = await guests.of_event(tx, event.id)
        if not lists:
            raise UserError(N_("Nobody is on the list of event #{number}."), number=number)
        lines = [
            worded(
                t, N_("{place}. {name} (waiting)") if guest.waiting else N_("{place}. {name}"), place=n, name=guest.name
            )
            for n, guest in enumerate(lists, 1)
        ]
        return private("\n".join(line.replace(".", "\\.", 1) for line in lines))

    @command("remind me")
    async def remind(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        times: Annotated[str, "How long before, for example: 1 day, 2 hours; 0 is the start"] = "",
    ) -> Reply:
        """Have me write to you privately before an event."""
        t = translator((await at_home(asked, tx)).language)
        event = await self._to_come(tx, number, asked.at)
        wanted = fields.leads(times) if times else _AN_HOUR
        coming = [lead for lead in wanted if event.starts - lead > asked.at]
        if not coming:
            raise UserError(N_("There is no such moment left before event #{number}."), number=number)
        await self._drop(tx, event, asked)
        await leads.choose(tx, event.id, str(asked.person.ref), wanted)
        await reminders.plan(tx, event, str(asked.person.ref), coming)
        sentence = N_("🔔 I will write to you about “{title}”: {spans} before the start.")
        if coming == [timedelta()]:
            sentence = N_("🔔 I will write to you when “{title}” starts.")
        spans = ", ".join(phrases.span(t, lead) for lead in coming if lead)
        choices = (Choice(t("❌ Do not remind me"), f"remind stop {event.id}"),)
        return Reply(markup.parse(worded(t, sentence, title=event.title, spans=spans)), private=True, choices=choices)

    @command("remind stop")
    async def stop(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Have me no longer write to you before an event."""
        event = await self._book.known(tx, number)
        if not await self._drop(tx, event, asked):
            raise UserError(N_("You had not asked to be reminded of event #{number}."), number=number)
        t = translator(asked.language)
        return private(worded(t, N_("I will not remind you of “{title}”."), title=event.title))

    @command("remind list")
    async def reminded(self, asked: Asked, tx: Tx) -> Reply:
        """Show of which events I will remind you."""
        t, asked = translator(asked.language), await at_home(asked, tx)
        found = [await events.get(tx, number) for number in await leads.of_person(tx, asked.person.ref)]
        coming = [event for event in found if event and event.state == "planned" and event.starts > asked.at]
        if not coming:
            raise UserError(N_("You have not asked to be reminded of any event to come."))
        lines = [
            worded(
                t,
                N_("**#{number}** {date}: “{title}”"),
                number=event.id,
                date=phrases.dated(t, event.starts, asked.zone),
                title=event.title,
            )
            for event in coming
        ]
        return private("\n".join(lines))

    async def _to_come(self, tx: Tx, number: int, now: datetime) -> Event:
        event = await self._book.open(tx, number, now)
        if event.starts <= now:
            raise UserError(N_("Event #{number} has already begun."), number=number)
        return event

    async def _drop(self, tx: Tx, event: Event, asked: Asked) -> bool:
        """Withdraw a person's reminders of an event, on all their accounts; return whether there were any."""
        accounts = [account.ref for account in await people.accounts(tx, asked.person.ref)] or [asked.person.ref]
        chosen = await leads.of_event(tx, event.id)
        mine = [str(account) for account in accounts if str(account) in chosen]
        for account in mine:
            await leads.drop(tx, event.id, account)
            await reminders.void(tx, event.id, asked.at, only=account)
        return bool(mine)


async def come(tx: Tx, event: Event, person: Person, now: datetime) -> Guest:
    """Put a person on an event's list, or among those who wait where it is full; whoever is there stays there."""
    mine = await guests.find(tx, event.id, person.ref)
    if mine is not None:
        return mine
    lists = await guests.of_event(tx, event.id)
    full = event.capacity is not None and len(lists) >= event.capacity
    return await guests.add(tx, event.id, person, now, waiting=full)


async def stay_away(tx: Tx, to: Reminders, event: Event, person: PersonRef, now: datetime) -> bool:
    """Take a person off an event's list, with all their accounts; return whether they were on it."""
    mine = await guests.find(tx, event.id, person)
    if mine is None:
        return False
    await guests.remove(tx, mine)
    await fill(tx, to, event, now)
    return True


async def waits(t: Translator, tx: Tx, event: Event, mine: Guest) -> str:
    """Tell somebody that an event is full, and how many wait before them (markdown)."""
    sentence = N_(
        "“{title}” is full. You are number {place} on the waiting list; I will tell you when a place is free."
    )
    return worded(t, sentence, title=event.title, place=await _place(tx, mine))


async def fill(tx: Tx, to: Reminders, event: Event, now: datetime) -> None:
    """Give free places to those who have waited longest, and write to them."""
    lists = await guests.of_event(tx, event.id)
    coming = [guest for guest in lists if not guest.waiting]
    waiting = [guest for guest in lists if guest.waiting]
    free = len(waiting) if event.capacity is None else event.capacity - len(coming)
    for guest in waiting[: max(free, 0)]:
        await guests.move_up(tx, guest)
        room = to.room_of(guest.person, await zones.of_person(tx, guest.person))
        t = translator(room.language)
        date = phrases.dated(t, event.starts, room.zone)
        moved = worded(t, N_("✅ A place is free: you are coming to “{title}”, {date}."), title=event.title, date=date)
        text = markup.parse(" ".join([moved, *phrases.for_guests(t, event, now)]))
        await to.write(tx, guest.person, f"place:{event.id}:{guest.id}", text, now)


async def _place(tx: Tx, mine: Guest) -> int:
    """Return how many wait at least as long as somebody does."""
    return sum(guest.waiting and guest.id <= mine.id for guest in await guests.of_event(tx, mine.event))

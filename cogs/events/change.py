"""Changing the fields of events: what may be changed, what follows from it, and who else was at it lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Literal

from bot.core.commands import Asked
from bot.core.errors import N_
from bot.core.rooms import Purpose, Rooms
from bot.core.split import cut
from cogs.events import fields
from cogs.events.book import Book
from cogs.events.guests import fill
from cogs.rooms import chosen
from cogs.speech import worded
from config.words import Translator
from storage import changes, events, leads, reminders
from storage.changes import Change
from storage.database import Tx
from storage.events import Event

Field = Annotated[
    Literal["title", "length", "rooms", "link", "link_from", "place", "kind", "speakers", "capacity", "description"],
    "What to change",
]
AnyField = Annotated[
    Literal[
        "title", "when", "length", "rooms", "link", "link_from", "place", "kind", "speakers", "capacity", "description"
    ],
    "What to change",
]
Value = Annotated[str, "The new value; - empties a link or a description"]

_LATELY = timedelta(minutes=30)
_SHOWN = 120


def changed(rooms: Rooms, event: Event, field: str, value: str) -> Event:
    """Return an event with another value in a field; raises BadArgument for one that makes no sense."""
    match field:
        case "title":
            return replace(event, title=fields.title(value))
        case "length":
            return replace(event, length=fields.length(value))
        case "rooms":
            return replace(event, rooms=tuple(room.name for room in chosen(rooms, value, Purpose.EVENTS)))
        case "link":
            return replace(event, link=fields.link(value))
        case "link_from":
            return replace(event, link_from=fields.link_from(value))
        case "place":
            return replace(event, place=fields.place(value))
        case "kind":
            return replace(event, kind=fields.kind(value))
        case "speakers":
            return replace(event, speakers=fields.description(value))
        case "capacity":
            return replace(event, capacity=fields.capacity(value))
        case _:
            return replace(event, description=fields.description(value))


async def apply(tx: Tx, book: Book, before: Event, event: Event, now: datetime) -> None:
    """Keep a changed event, with all that follows: who is reminded, when, and who has a place."""
    await events.save(tx, event)
    if event.rooms != before.rooms:
        people = [audience for audience in await leads.of_event(tx, event.id) if ":" in audience]
        await reminders.void(tx, event.id, now, keep=(*event.rooms, *people))
        await book.reminders.plan(tx, event)
    if event.capacity != before.capacity:
        await fill(tx, book.reminders, event, now)
    if (event.kind, event.link, event.link_from) != (before.kind, before.link, before.link_from):
        await book.reminders.replan(tx, event, now)


async def note(tx: Tx, asked: Asked, before: Event, event: Event, field: str) -> list[Change]:
    """Keep who changed a field; return what others have changed of the event lately."""
    others = await changes.by_others(tx, event.id, asked.person.ref, asked.at - _LATELY)
    old, new = _value(before, field), _value(event, field)
    await changes.note(tx, event.id, asked.person, field, old, new, asked.at)
    return others


async def lately(tx: Tx, asked: Asked, event: Event) -> list[Change]:
    """Return what others have changed of an event lately."""
    return await changes.by_others(tx, event.id, asked.person.ref, asked.at - _LATELY)


def told(t: Translator, others: Sequence[Change], zone: str) -> list[str]:
    """Tell what others have changed (markdown), one line each; nothing where they have not."""
    sentence = N_("{name} changed this event too, at {clock}: {field} “{before}” → “{after}”.")
    return [
        worded(
            t,
            sentence,
            name=each.name,
            clock=t.clock(each.at, zone),
            field=each.field,
            before=each.before or "-",
            after=each.after or "-",
        )
        for each in others
    ]


def _value(event: Event, field: str) -> str:
    """Write a field's value as it may be typed."""
    match field:
        case "when":
            return event.wall.replace("T", " ")
        case "length":
            return str(event.length // timedelta(minutes=1))
        case "rooms":
            return ", ".join(event.rooms)
        case "link_from":
            return "" if event.link_from is None else f"{event.link_from // timedelta(minutes=1)}m"
        case "capacity":
            return "" if event.capacity is None else str(event.capacity)
    return cut(" ".join(str(getattr(event, field)).split()), _SHOWN)

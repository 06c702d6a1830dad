"""Reminders: what a tick costs with 100,000 of them pending, and how late they are owed when many are due at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.ids import PersonRef, RoomRef
from bot.core.rooms import Purpose, Room, Rooms
from cogs.events import Events
from config.settings import EventsSettings
from storage import events, leads, reminders
from storage.database import Database, Tx
from storage.events import Event
from tests.bench.figures import Figure, milliseconds, seconds

_NOW = datetime(2027, 1, 12, 10, 0, tzinfo=UTC)
_PENDING = 100_000
_AT_ONCE = 2_500
_TICKS = 500
_LEADS = (timedelta(days=1), timedelta(hours=1), timedelta(minutes=10), timedelta())
_ROOMS = Rooms(
    tuple(
        Room(f"room-{number}", f"Room {number}", (RoomRef("a", str(number)), RoomRef("b", str(number))), Purpose.EVENTS)
        for number in range(5)
    )
)


async def remind(folder: Path) -> list[Figure]:
    """Measure ticks with nothing due, then many reminders that fall due at the same moment."""
    figures: list[Figure] = []
    async with _pending(folder / "idle.db") as (database, cog):
        waits = [await _tick(database, cog, _NOW) for _ in range(_TICKS)]
        note = f"{_PENDING:,} pending, none due"
        figures += milliseconds("tick with nothing due", waits, "p50 < 5 ms", note)
        async with database.transaction() as tx:
            event = await _event(tx, _NOW + timedelta(hours=1), ())
            for number in range(_AT_ONCE):
                person = str(PersonRef("a", f"person-{number}"))
                await leads.choose(tx, event.id, person, _LEADS[1:])
                await reminders.plan(tx, event, person, _LEADS[1:])
        figures.append(await _owed(database, cog, _NOW, "personal reminders due at once", _AT_ONCE))
    async with _pending(folder / "rooms.db") as (database, cog):
        async with database.transaction() as tx:
            for _ in range(_AT_ONCE // len(_ROOMS.rooms)):
                event = await _event(tx, _NOW + timedelta(hours=1), tuple(room.name for room in _ROOMS.rooms))
                for room in event.rooms:
                    await reminders.plan(tx, event, room, _LEADS[1:])
        figures.append(await _owed(database, cog, _NOW, "room reminders due at once, in two places each", 2 * _AT_ONCE))
    return figures


@asynccontextmanager
async def _pending(path: Path) -> AsyncIterator[tuple[Database, Events]]:
    database = await Database.open(path)
    try:
        async with database.transaction() as tx:
            names = tuple(room.name for room in _ROOMS.rooms)
            for number in range(_PENDING // (len(names) * len(_LEADS))):
                event = await _event(tx, _NOW + timedelta(days=30, minutes=number), names)
                for name in names:
                    await reminders.plan(tx, event, name, _LEADS)
        yield database, Events(_ROOMS, EventsSettings(), ())
    finally:
        await database.close()


async def _event(tx: Tx, starts: datetime, rooms: tuple[str, ...]) -> Event:
    hour = timedelta(hours=1)
    event = Event(0, "A live event", starts, starts.strftime("%Y-%m-%dT%H:%M"), "UTC", hour, rooms, state="planned")
    return await events.add(tx, event)


async def _tick(database: Database, cog: Events, now: datetime) -> float:
    began = seconds()
    async with database.transaction() as tx:
        await cog.remind(now, tx)
    return seconds() - began


async def _owed(database: Database, cog: Events, now: datetime, name: str, expected: int) -> Figure:
    taken = await _tick(database, cog, now)
    async with database.reading() as tx:
        owed = await tx.value("SELECT COUNT(*) FROM outbox")
    if owed != expected:
        raise AssertionError(f"{owed} of {expected} are owed")
    return Figure(f"{_AT_ONCE:,} {name}, all owed", taken, "s", "< 2 s", f"one tick, {_PENDING:,} more pending")

"""Slow mode: which rooms are in it, whose turn was when, and what waits for a turn. Moments are aware, UTC."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.core.delivery import Delivery
from bot.core.ids import MessageRef, PersonRef
from storage.database import Tx, micros, moment
from storage.outbox import dump, load


@dataclass(frozen=True, slots=True)
class Slow:
    """How many seconds a person waits between two messages in a room, and since when."""

    seconds: int
    since: datetime


async def rooms(tx: Tx) -> dict[str, Slow]:
    """Return the rooms in slow mode, by name."""
    rows = await tx.all("SELECT * FROM slow_rooms")
    return {row["room"]: Slow(row["seconds"], moment(row["since"])) for row in rows}


async def set_room(tx: Tx, room: str, seconds: int, now: datetime) -> None:
    """Put a room into slow mode, or with 0 seconds out of it: what waited there is then due."""
    await tx.execute("DELETE FROM slow_rooms WHERE room = ?", room)
    if seconds:
        await tx.execute("INSERT INTO slow_rooms (room, seconds, since) VALUES (?, ?, ?)", room, seconds, micros(now))
        return
    await tx.execute("DELETE FROM slow_turns WHERE room = ?", room)
    await tx.execute("UPDATE slow_held SET due_at = ? WHERE room = ?", micros(now), room)


async def last_turn(tx: Tx, room: str, person: PersonRef) -> datetime | None:
    """Return when something of a person last went out of a room; None where nothing did."""
    at = await tx.value("SELECT at FROM slow_turns WHERE room = ? AND person = ?", room, str(person))
    return None if at is None else moment(at)


async def take_turn(tx: Tx, room: str, person: PersonRef, at: datetime) -> None:
    """Note that something of a person goes out of a room."""
    await tx.execute(
        "INSERT INTO slow_turns (room, person, at) VALUES (?, ?, ?)"
        " ON CONFLICT (room, person) DO UPDATE SET at = excluded.at",
        room,
        str(person),
        micros(at),
    )


async def hold(
    tx: Tx, deliveries: Iterable[Delivery], message: MessageRef, room: str, person: PersonRef, due: datetime
) -> None:
    """Have deliveries that copy or change a message wait behind what waits already."""
    rows = [(str(message), room, str(person), micros(due), dump(delivery)) for delivery in deliveries]
    await tx.many("INSERT INTO slow_held (message, room, person, due_at, payload) VALUES (?, ?, ?, ?, ?)", rows)


async def hold_behind(tx: Tx, deliveries: Iterable[Delivery], message: MessageRef) -> bool:
    """Have deliveries wait behind the message that they concern; return False where that does not wait."""
    found = await tx.one("SELECT * FROM slow_held WHERE message = ? LIMIT 1", str(message))
    if found is not None:
        person, due = PersonRef.parse(found["person"]), moment(found["due_at"])
        await hold(tx, deliveries, message, found["room"], person, due)
    return found is not None


async def withdraw(tx: Tx, message: MessageRef) -> bool:
    """Hold no more of what copies or changes a message; return whether there was any."""
    return await tx.execute("DELETE FROM slow_held WHERE message = ?", str(message)) > 0


async def waits(tx: Tx) -> bool:
    """Tell whether anything waits."""
    return await tx.one("SELECT 1 FROM slow_held LIMIT 1") is not None


async def release(tx: Tx, now: datetime) -> list[Delivery]:
    """Return what is due, in order, and hold it no longer; the turn of its authors is now."""
    rows = await tx.all("SELECT * FROM slow_held WHERE due_at <= ? ORDER BY id", micros(now))
    for room, person in dict.fromkeys((row["room"], row["person"]) for row in rows):
        await take_turn(tx, room, PersonRef.parse(person), now)
    if rows:
        await tx.execute("DELETE FROM slow_held WHERE due_at <= ?", micros(now))
    return [load(row["payload"]) for row in rows]


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase what is kept of a person, what waits included."""
    await tx.execute("DELETE FROM slow_turns WHERE person = ?", str(person))
    await tx.execute("DELETE FROM slow_held WHERE person = ?", str(person))


async def waiting_of(tx: Tx, person: PersonRef) -> list[str]:
    """Return the visible characters of what waits of a person, in order."""
    rows = await tx.all("SELECT payload FROM slow_held WHERE person = ? ORDER BY id", str(person))
    return [str(load(row["payload"]).text) for row in rows]

"""Which room is to be reminded of which event, when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Row, Tx, micros, moment
from storage.events import Event, event_of

_COLUMNS = "r.event, r.version AS of_version, r.lead, r.room, r.due_at, r.state AS outcome"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of an event in a room (by name): due `lead` before the start, at `due` (aware, UTC)."""

    event: int
    version: int
    lead: timedelta
    room: str
    due: datetime
    state: str = "pending"


async def plan(tx: Tx, event: Event, leads: Iterable[timedelta], rooms: Iterable[str]) -> None:
    """Have rooms reminded of an event's present version; one that was withdrawn is taken up again, others are left."""
    rooms = tuple(rooms)
    await tx.many(
        "INSERT INTO reminders (event, version, lead, room, due_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (event, version, lead, room) DO UPDATE SET state = 'pending', done_at = NULL"
        " WHERE reminders.state = 'void'",
        [
            (event.id, event.version, lead // timedelta(seconds=1), room, micros(event.starts - lead))
            for lead in leads
            for room in rooms
        ],
    )


async def due(tx: Tx, now: datetime) -> list[tuple[Event, Reminder]]:
    """Return what is due at a moment with its event, the earliest first: one query, by index."""
    rows = await tx.all(
        f"SELECT e.*, {_COLUMNS} FROM reminders r JOIN events e ON e.id = r.event"  # noqa: S608 - a constant
        " WHERE r.state = 'pending' AND r.due_at <= ? ORDER BY r.due_at, r.event, r.room, r.lead DESC",
        micros(now),
    )
    return [(event_of(row), _reminder(row)) for row in rows]


async def close(tx: Tx, reminder: Reminder, state: str, now: datetime) -> bool:
    """Claim a pending reminder by giving it its last state; False where it is no longer pending."""
    changed = await tx.execute(
        "UPDATE reminders SET state = ?, done_at = ?"
        " WHERE event = ? AND version = ? AND lead = ? AND room = ? AND state = 'pending'",
        state,
        micros(now),
        reminder.event,
        reminder.version,
        reminder.lead // timedelta(seconds=1),
        reminder.room,
    )
    return changed > 0


async def void(tx: Tx, event: int, now: datetime, *, keep: Iterable[str] = ()) -> None:
    """Withdraw what is still pending for an event, except in some rooms."""
    kept = set(keep)
    for reminder in await of_event(tx, event):
        if reminder.state == "pending" and reminder.room not in kept:
            await close(tx, reminder, "void", now)


async def of_event(tx: Tx, event: int) -> list[Reminder]:
    """Return every reminder of an event, of all versions, in the order in which they are due."""
    rows = await tx.all(
        f"SELECT {_COLUMNS} FROM reminders r WHERE r.event = ? ORDER BY r.version, r.due_at, r.room",  # noqa: S608
        event,
    )
    return [_reminder(row) for row in rows]


def _reminder(row: Row) -> Reminder:
    return Reminder(
        row["event"],
        row["of_version"],
        timedelta(seconds=row["lead"]),
        row["room"],
        moment(row["due_at"]),
        row["outcome"],
    )

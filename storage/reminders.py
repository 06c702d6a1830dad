"""Which room or person is to be reminded of which event, when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Row, Tx, micros, moment
from storage.events import Event, event_of

_SECOND = timedelta(seconds=1)
_COLUMNS = "r.event, r.version AS of_version, r.lead, r.room, r.due_at, r.state AS outcome"
_DUE = f"""
SELECT e.*, {_COLUMNS},
    (SELECT MAX(f.lead) FROM reminders f
     WHERE f.event = r.event AND f.room = r.room AND f.state = 'pending' AND f.lead < r.lead) AS following,
    (SELECT z.zone FROM person_zones z WHERE z.person = r.room
     OR z.person IN (SELECT o.account FROM linked_accounts m JOIN linked_accounts o ON o.person = m.person
                     WHERE m.account = r.room)
     ORDER BY z.chosen_at DESC LIMIT 1) AS of_person
FROM reminders r JOIN events e ON e.id = r.event
WHERE r.state = 'pending' AND r.due_at <= ? ORDER BY r.due_at, r.event, r.room, r.lead DESC
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of an event to a room (by name) or a person (their account): due `lead` before the start, at `due`.

    `due` is aware, UTC.
    """

    event: int
    version: int
    lead: timedelta
    room: str
    due: datetime
    state: str = "pending"


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is due, with its event.

    `following` is how long before the start the next one to the same audience comes, None where this is the last;
    `zone` is the one that the person chose, None for a room and for who chose none.
    """

    event: Event
    reminder: Reminder
    following: timedelta | None
    zone: str | None


async def plan(tx: Tx, event: Event, audience: str, leads: Iterable[timedelta]) -> None:
    """Have a room or a person reminded of an event's present version.

    A reminder that was withdrawn is taken up again, others are left as they are.
    """
    await tx.many(
        "INSERT INTO reminders (event, version, lead, room, due_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (event, version, lead, room) DO UPDATE SET state = 'pending', done_at = NULL"
        " WHERE reminders.state = 'void'",
        [(event.id, event.version, lead // _SECOND, audience, micros(event.starts - lead)) for lead in leads],
    )


async def due(tx: Tx, now: datetime) -> list[Due]:
    """Return what is due at a moment with its event, the earliest first: one query, by index."""
    rows = await tx.all(_DUE, micros(now))
    return [Due(event_of(row), _reminder(row), _lead(row["following"]), row["of_person"]) for row in rows]


async def close(tx: Tx, closed: Iterable[tuple[Reminder, str]], now: datetime) -> None:
    """Give reminders their last state; one that is no longer pending is left as it is."""
    await tx.many(
        "UPDATE reminders SET state = ?, done_at = ?"
        " WHERE event = ? AND version = ? AND lead = ? AND room = ? AND state = 'pending'",
        [
            (state, micros(now), reminder.event, reminder.version, reminder.lead // _SECOND, reminder.room)
            for reminder, state in closed
        ],
    )


async def void(
    tx: Tx,
    event: int,
    now: datetime,
    *,
    keep: Iterable[str] = (),
    only: str | None = None,
    after: datetime | None = None,
) -> None:
    """Withdraw what is still pending for an event: not for some audiences, only for one, only what is due later."""
    kept = set(keep)
    pending = [each for each in await of_event(tx, event) if each.state == "pending" and each.room not in kept]
    chosen = (each for each in pending if (only in (None, each.room)) and (after is None or each.due > after))
    await close(tx, [(each, "void") for each in chosen], now)


async def forget(tx: Tx, audience: str) -> None:
    """Erase every reminder to a person."""
    await tx.execute("DELETE FROM reminders WHERE room = ?", audience)


async def of_event(tx: Tx, event: int) -> list[Reminder]:
    """Return every reminder of an event, of all versions, in the order in which they are due."""
    rows = await tx.all(
        f"SELECT {_COLUMNS} FROM reminders r WHERE r.event = ? ORDER BY r.version, r.due_at, r.room",  # noqa: S608
        event,
    )
    return [_reminder(row) for row in rows]


def _lead(seconds: int | None) -> timedelta | None:
    return None if seconds is None else seconds * _SECOND


def _reminder(row: Row) -> Reminder:
    return Reminder(
        row["event"],
        row["of_version"],
        row["lead"] * _SECOND,
        row["room"],
        moment(row["due_at"]),
        row["outcome"],
    )

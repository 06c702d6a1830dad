"""What facilitators changed of events lately, so that two who are at it together know of each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.events import Person
from bot.core.ids import PersonRef
from storage.database import Row, Tx, micros, moment
from storage.people import ACCOUNTS

_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Change:
    """A field of an event (its number) that a person gave another value; `at` is aware, UTC."""

    event: int
    person: PersonRef
    name: str
    field: str
    before: str
    after: str
    at: datetime


async def note(tx: Tx, event: int, by: Person, field: str, before: str, after: str, at: datetime) -> None:
    """Keep a change for a week."""
    await tx.execute("DELETE FROM event_changes WHERE changed_at < ?", micros(at - _KEPT))
    await tx.execute(
        "INSERT INTO event_changes (event, person, name, field, before, after, changed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        event,
        str(by.ref),
        by.name,
        field,
        before,
        after,
        micros(at),
    )


async def by_others(tx: Tx, event: int, person: PersonRef, since: datetime) -> list[Change]:
    """Return what others than a person, with any of their accounts, changed of an event since a moment, in order."""
    rows = await tx.all(
        f"SELECT * FROM event_changes WHERE event = ? AND changed_at >= ? AND person NOT IN {ACCOUNTS} ORDER BY id",  # noqa: S608
        event,
        micros(since),
        str(person),
        str(person),
    )
    return [_change(row) for row in rows]


async def by(tx: Tx, person: PersonRef) -> list[Change]:
    """Return what an account changed, in order."""
    return [
        _change(row) for row in await tx.all("SELECT * FROM event_changes WHERE person = ? ORDER BY id", str(person))
    ]


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase what an account changed."""
    await tx.execute("DELETE FROM event_changes WHERE person = ?", str(person))


def _change(row: Row) -> Change:
    return Change(
        row["event"],
        PersonRef.parse(row["person"]),
        row["name"],
        row["field"],
        row["before"],
        row["after"],
        moment(row["changed_at"]),
    )

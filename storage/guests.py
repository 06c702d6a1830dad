"""Who comes to an event, and who waits for a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.events import Person
from bot.core.ids import PersonRef
from storage.database import Row, Tx, micros, moment
from storage.people import ACCOUNTS


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who comes to an event, or waits for a place; `at` is aware, UTC. Numbers rise as people come."""

    id: int
    event: int
    person: PersonRef
    name: str
    waiting: bool
    at: datetime


async def of_event(tx: Tx, event: int) -> list[Guest]:
    """Return who comes to an event and then who waits, in the order of their coming; with two accounts, once."""
    rows = await tx.all(
        "SELECT mine.*, COALESCE(linked.person, mine.person) AS owner FROM event_guests AS mine"
        " LEFT JOIN linked_accounts AS linked ON linked.account = mine.person WHERE event = ? ORDER BY waiting, id",
        event,
    )
    first: dict[str, Guest] = {}
    for row in rows:
        first.setdefault(row["owner"], _guest(row))
    return list(first.values())


async def of_person(tx: Tx, person: PersonRef) -> list[Guest]:
    """Return what a person has said they come to, with any of their accounts."""
    rows = await tx.all(
        f"SELECT * FROM event_guests WHERE person IN {ACCOUNTS} ORDER BY event",  # noqa: S608 - a constant
        str(person),
        str(person),
    )
    return [_guest(row) for row in rows]


async def find(tx: Tx, event: int, person: PersonRef) -> Guest | None:
    """Return a person among the guests of an event, by any of their accounts, or None."""
    return next((guest for guest in await of_person(tx, person) if guest.event == event), None)


async def add(tx: Tx, event: int, person: Person, at: datetime, *, waiting: bool) -> Guest:
    """Put a person on an event's list, who is not on it yet."""
    number = await tx.value(
        "INSERT INTO event_guests (event, person, name, waiting, joined_at) VALUES (?, ?, ?, ?, ?) RETURNING id",
        event,
        str(person.ref),
        person.name,
        waiting,
        micros(at),
    )
    return Guest(number, event, person.ref, person.name, waiting, at)


async def remove(tx: Tx, guest: Guest) -> None:
    """Take somebody off an event's list, with all their accounts."""
    await tx.execute(
        f"DELETE FROM event_guests WHERE event = ? AND person IN {ACCOUNTS}",  # noqa: S608 - a constant
        guest.event,
        str(guest.person),
        str(guest.person),
    )


async def move_up(tx: Tx, guest: Guest) -> None:
    """Give a place to somebody who waits."""
    await tx.execute("UPDATE event_guests SET waiting = FALSE WHERE id = ?", guest.id)


async def forget(tx: Tx, person: PersonRef) -> list[int]:
    """Take an account off every list; return the numbers of the events."""
    rows = await tx.all("DELETE FROM event_guests WHERE person = ? RETURNING event", str(person))
    return [row["event"] for row in rows]


def _guest(row: Row) -> Guest:
    return Guest(
        row["id"],
        row["event"],
        PersonRef.parse(row["person"]),
        row["name"],
        bool(row["waiting"]),
        moment(row["joined_at"]),
    )

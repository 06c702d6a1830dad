"""Where people show that they want to come to an event: under messages about it, and in platforms' own calendars."""

from __future__ import annotations

import re

from bot.core.ids import MessageRef, PersonRef
from storage.database import Tx
from storage.people import ACCOUNTS

_ABOUT = re.compile(r"events:(?:reminder|moved|native):([0-9]{1,18})[:>]")


def event_of(key: str) -> int | None:
    """Return the number of the event to which people can say that they come under a delivery with a key, or None."""
    found = _ABOUT.match(key)
    return int(found[1]) if found else None


async def show(tx: Tx, message: MessageRef, person: PersonRef, event: int) -> None:
    """Note that a person shows under a message that they want to come; twice is once."""
    await tx.execute(
        "INSERT INTO event_interest (message, person, event) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        str(message),
        str(person),
        event,
    )


async def withdraw(tx: Tx, message: MessageRef, person: PersonRef) -> bool:
    """Note that a person shows it there no longer; return whether they did."""
    taken = await tx.execute("DELETE FROM event_interest WHERE message = ? AND person = ?", str(message), str(person))
    return taken > 0


async def at(tx: Tx, message: MessageRef) -> list[PersonRef]:
    """Return who shows it under a message."""
    rows = await tx.all("SELECT person FROM event_interest WHERE message = ? ORDER BY person", str(message))
    return [PersonRef.parse(row["person"]) for row in rows]


async def of_person(tx: Tx, person: PersonRef, event: int | None = None) -> list[int]:
    """Return for which events, or whether for one, a person shows it anywhere, with any of their accounts."""
    rows = await tx.all(
        f"SELECT DISTINCT event FROM event_interest WHERE person IN {ACCOUNTS} ORDER BY event",  # noqa: S608
        str(person),
        str(person),
    )
    return [row["event"] for row in rows if event in (None, row["event"])]


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase where an account showed it."""
    await tx.execute("DELETE FROM event_interest WHERE person = ?", str(person))

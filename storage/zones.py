"""The zones in which people want to see times."""

from __future__ import annotations

from datetime import datetime

from bot.core.ids import PersonRef
from storage.database import Tx, micros
from storage.people import ACCOUNTS


async def choose(tx: Tx, person: PersonRef, zone: str, at: datetime) -> None:
    """Keep the zone (IANA) of a person."""
    await tx.execute(
        "INSERT INTO person_zones (person, zone, chosen_at) VALUES (?, ?, ?)"
        " ON CONFLICT (person) DO UPDATE SET zone = excluded.zone, chosen_at = excluded.chosen_at",
        str(person),
        zone,
        micros(at),
    )


async def of_person(tx: Tx, person: PersonRef) -> str | None:
    """Return the zone that a person chose last, with any of their accounts, or None."""
    found: str | None = await tx.value(
        f"SELECT zone FROM person_zones WHERE person IN {ACCOUNTS} ORDER BY chosen_at DESC LIMIT 1",  # noqa: S608
        str(person),
        str(person),
    )
    return found


async def forget(tx: Tx, person: PersonRef) -> None:
    """Forget the zone of an account."""
    await tx.execute("DELETE FROM person_zones WHERE person = ?", str(person))

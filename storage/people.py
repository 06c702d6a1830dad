"""The people that the bot has met: their account, the name they go by, and when they were seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import PersonRef
from storage.database import Tx, micros, moment


@dataclass(frozen=True, slots=True)
class Met:
    """A person as last seen; moments are aware, UTC."""

    ref: PersonRef
    name: str
    first_seen: datetime
    last_seen: datetime


async def seen(tx: Tx, ref: PersonRef, name: str, at: datetime) -> None:
    """Note that a person was seen under a name."""
    await tx.execute(
        "INSERT INTO people (ref, name, first_seen, last_seen) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (ref) DO UPDATE SET name = excluded.name, last_seen = excluded.last_seen",
        str(ref),
        name,
        micros(at),
        micros(at),
    )


async def met(tx: Tx, ref: PersonRef) -> Met | None:
    """Return a person, or None if they were never seen."""
    row = await tx.one("SELECT * FROM people WHERE ref = ?", str(ref))
    return Met(ref, row["name"], moment(row["first_seen"]), moment(row["last_seen"])) if row else None


async def forget(tx: Tx, ref: PersonRef) -> None:
    """Erase a person."""
    await tx.execute("DELETE FROM people WHERE ref = ?", str(ref))

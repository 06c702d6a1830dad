"""The institutions to which people say that they belong."""

from __future__ import annotations

from datetime import datetime

from bot.core.ids import PersonRef
from storage.database import Tx, micros
from storage.people import ACCOUNTS


async def choose(tx: Tx, person: PersonRef, institution: str, at: datetime) -> None:
    """Keep the institution (its id) of a person."""
    await tx.execute(
        "INSERT INTO person_institutions (person, institution, chosen_at) VALUES (?, ?, ?)"
        " ON CONFLICT (person) DO UPDATE SET institution = excluded.institution, chosen_at = excluded.chosen_at",
        str(person),
        institution,
        micros(at),
    )


async def of_person(tx: Tx, person: PersonRef) -> str | None:
    """Return the institution that a person chose last, with any of their accounts, or None."""
    found: str | None = await tx.value(
        f"SELECT institution FROM person_institutions WHERE person IN {ACCOUNTS} ORDER BY chosen_at DESC LIMIT 1",  # noqa: S608
        str(person),
        str(person),
    )
    return found


async def leave(tx: Tx, person: PersonRef) -> None:
    """Forget the institution of a person, whichever account they chose it with."""
    await tx.execute(
        f"DELETE FROM person_institutions WHERE person IN {ACCOUNTS}",  # noqa: S608
        str(person),
        str(person),
    )


async def forget(tx: Tx, person: PersonRef) -> None:
    """Forget the institution of an account."""
    await tx.execute("DELETE FROM person_institutions WHERE person = ?", str(person))

"""How many wrong codes of a kind an account has typed lately."""

from __future__ import annotations

from datetime import datetime

from bot.core.ids import PersonRef
from storage.database import Tx, micros


async def number(tx: Tx, account: PersonRef, what: str, since: datetime) -> int:
    """Return how many wrong codes of a kind an account has typed since a moment (aware)."""
    found: int | None = await tx.value(
        "SELECT number FROM tries WHERE account = ? AND what = ? AND since >= ?", str(account), what, micros(since)
    )
    return found or 0


async def count(tx: Tx, account: PersonRef, what: str, at: datetime, since: datetime) -> None:
    """Count a wrong code; what was counted before a moment is forgotten."""
    await tx.execute(
        "INSERT INTO tries (account, what, number, since) VALUES (?, ?, 1, ?) ON CONFLICT (account, what) DO UPDATE SET"
        " number = CASE WHEN tries.since >= ? THEN tries.number + 1 ELSE 1 END,"
        " since = CASE WHEN tries.since >= ? THEN tries.since ELSE excluded.since END",
        str(account),
        what,
        micros(at),
        micros(since),
        micros(since),
    )


async def clear(tx: Tx, before: datetime) -> None:
    """Forget what was counted from before a moment on."""
    await tx.execute("DELETE FROM tries WHERE since < ?", micros(before))


async def forget(tx: Tx, account: PersonRef) -> None:
    """Forget what an account has typed."""
    await tx.execute("DELETE FROM tries WHERE account = ?", str(account))

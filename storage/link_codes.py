"""The codes by which accounts are tied together, kept as hashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import PersonRef
from storage.database import Tx, micros


@dataclass(frozen=True, slots=True)
class Code:
    """An account that may be tied to another; `typed_by` is who typed its code and has still to confirm it."""

    account: PersonRef
    name: str
    typed_by: PersonRef | None


async def put(tx: Tx, account: PersonRef, name: str, hash: str, expires: datetime) -> None:
    """Keep the hash of an account's new code in place of its last; it is good until a moment (aware)."""
    await tx.execute(
        "INSERT INTO link_codes (account, name, hash, expires_at) VALUES (?, ?, ?, ?) ON CONFLICT (account) DO UPDATE"
        " SET name = excluded.name, hash = excluded.hash, typed_by = NULL, expires_at = excluded.expires_at",
        str(account),
        name,
        hash,
        micros(expires),
    )


async def get(tx: Tx, hash: str, now: datetime) -> Code | None:
    """Return whose code has a hash, None where there is none that is still good."""
    row = await tx.one("SELECT * FROM link_codes WHERE hash = ? AND expires_at > ?", hash, micros(now))
    if row is None:
        return None
    return Code(
        PersonRef.parse(row["account"]), row["name"], PersonRef.parse(row["typed_by"]) if row["typed_by"] else None
    )


async def typed(tx: Tx, account: PersonRef, by: PersonRef) -> None:
    """Note who typed an account's code: nobody else may use it from now on."""
    await tx.execute("UPDATE link_codes SET typed_by = ? WHERE account = ?", str(by), str(account))


async def drop(tx: Tx, account: PersonRef) -> None:
    """Drop an account's code."""
    await tx.execute("DELETE FROM link_codes WHERE account = ?", str(account))


async def clear(tx: Tx, now: datetime) -> None:
    """Drop the codes that are no longer good."""
    await tx.execute("DELETE FROM link_codes WHERE expires_at <= ?", micros(now))


async def forget(tx: Tx, account: PersonRef) -> None:
    """Erase an account's code, and that it typed another's code."""
    await drop(tx, account)
    await tx.execute("DELETE FROM link_codes WHERE typed_by = ?", str(account))

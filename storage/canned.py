"""Answers that are kept ready, by name and language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import PersonRef
from storage.database import Row, Tx, micros


@dataclass(frozen=True, slots=True)
class Canned:
    """An answer that is kept ready; `text` is markdown with ``{placeholders}``, `language` a catalogue's code."""

    name: str
    language: str
    text: str


async def put(tx: Tx, canned: Canned, by: PersonRef, now: datetime) -> None:
    """Keep an answer, in place of the one with its name and language."""
    await tx.execute(
        "INSERT INTO canned (name, language, text, updated_at, updated_by) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (name, language) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at,"
        " updated_by = excluded.updated_by",
        canned.name,
        canned.language,
        canned.text,
        micros(now),
        str(by),
    )


async def get(tx: Tx, name: str, language: str) -> Canned | None:
    """Return an answer in a language, or in another where it has none in that; None where none has this name."""
    row = await tx.one(
        "SELECT * FROM canned WHERE name = ? ORDER BY language = ? DESC, language LIMIT 1", name, language
    )
    return _canned(row) if row else None


async def remove(tx: Tx, name: str, language: str = "") -> int:
    """Drop an answer, in one language or in all; return in how many it was."""
    return await tx.execute("DELETE FROM canned WHERE name = ? AND (? = '' OR language = ?)", name, language, language)


async def everything(tx: Tx) -> list[Canned]:
    """Return every answer, by name."""
    return [_canned(row) for row in await tx.all("SELECT * FROM canned ORDER BY name, language")]


async def written_by(tx: Tx, person: PersonRef) -> list[str]:
    """Return the names of the answers that a person wrote last."""
    rows = await tx.all("SELECT DISTINCT name FROM canned WHERE updated_by = ? ORDER BY name", str(person))
    return [row["name"] for row in rows]


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase that a person wrote answers; those stay."""
    await tx.execute("UPDATE canned SET updated_by = NULL WHERE updated_by = ?", str(person))


def _canned(row: Row) -> Canned:
    return Canned(row["name"], row["language"], row["text"])

"""The FAQ: its entries in every language, and a version that counts their changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.ids import PersonRef
from storage.database import Row, Tx, micros


class FaqLike(Protocol):
    """What can be stored as an entry: an `Entry`, or one as read from a community's folder."""

    @property
    def id(self) -> str:
        """The name that all its languages share."""

    @property
    def lang(self) -> str:
        """The language's code."""

    @property
    def question(self) -> str:
        """The question; empty for a passage."""

    @property
    def variants(self) -> Sequence[str]:
        """Other ways to ask it."""

    @property
    def answer(self) -> str:
        """The answer, in markdown."""

    @property
    def source(self) -> str:
        """Where the answer comes from."""

    @property
    def topic(self) -> str:
        """The subject's short name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry in one language."""

    id: str
    question: str
    answer: str
    variants: tuple[str, ...] = ()
    source: str = ""
    topic: str = ""
    lang: str = "el"


async def version(tx: Tx) -> int:
    """Return how often the FAQ was changed."""
    found: int = await tx.value("SELECT version FROM faq_version")
    return found


async def all_entries(tx: Tx) -> list[Entry]:
    """Return every entry, in the order in which they were added."""
    return [_entry(row) for row in await tx.all("SELECT * FROM faq ORDER BY place, id, lang")]


async def versions_of(tx: Tx, id: str) -> list[Entry]:
    """Return an entry in all its languages; empty where there is none."""
    return [_entry(row) for row in await tx.all("SELECT * FROM faq WHERE id = ? ORDER BY lang", id)]


async def merge(tx: Tx, entries: Iterable[FaqLike], now: datetime) -> int:
    """Add entries, in place of those of the same id and language; return how many were given."""
    rows = [_row(entry, now, None) for entry in entries]
    await tx.many(_PUT, rows)
    await touched(tx)
    return len(rows)


async def put(tx: Tx, entry: FaqLike, now: datetime, by: PersonRef) -> None:
    """Add an entry or put it in place of the one of the same id and language; `by` is who did it."""
    await tx.execute(_PUT, *_row(entry, now, by))
    await touched(tx)


async def remove(tx: Tx, id: str) -> bool:
    """Remove an entry in all its languages; False where there is none."""
    removed = await tx.execute("DELETE FROM faq WHERE id = ?", id)
    await touched(tx)
    return removed > 0


async def written_by(tx: Tx, person: PersonRef) -> list[str]:
    """Return the ids of the entries that a person was the last to change."""
    rows = await tx.all("SELECT DISTINCT id FROM faq WHERE updated_by = ? ORDER BY id", str(person))
    return [row["id"] for row in rows]


async def forget(tx: Tx, person: PersonRef) -> None:
    """Forget who changed an entry; the entry stays."""
    await tx.execute("UPDATE faq SET updated_by = NULL WHERE updated_by = ?", str(person))


_PUT = (
    "INSERT INTO faq (id, lang, question, variants, answer, source, topic, updated_at, updated_by, place)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT COALESCE(MAX(place), 0) + 1 FROM faq))"
    " ON CONFLICT (id, lang) DO UPDATE SET question = excluded.question, variants = excluded.variants,"
    " answer = excluded.answer, source = excluded.source, topic = excluded.topic,"
    " updated_at = excluded.updated_at, updated_by = excluded.updated_by"
)


def _row(entry: FaqLike, now: datetime, by: PersonRef | None) -> tuple[object, ...]:
    return (
        entry.id,
        entry.lang,
        entry.question,
        json.dumps(list(entry.variants), ensure_ascii=False),
        entry.answer,
        entry.source,
        entry.topic,
        micros(now),
        str(by) if by else None,
    )


async def touched(tx: Tx) -> None:
    """Have whoever holds the FAQ in memory read it again."""
    await tx.execute("UPDATE faq_version SET version = version + 1")


def _entry(row: Row) -> Entry:
    return Entry(
        row["id"],
        row["question"],
        row["answer"],
        tuple(json.loads(row["variants"])),
        row["source"],
        row["topic"],
        row["lang"],
    )

"""Announcements, and the places to which each went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.ids import MessageRef, PersonRef, RoomRef
from storage.database import Row, Tx, micros, moment


@dataclass(frozen=True, slots=True)
class Announcement:
    """An announcement: `text` is markdown, `at` is aware, UTC; `source` is the message that carried the command."""

    id: int
    text: str
    author: PersonRef | None
    author_name: str
    source: MessageRef | None
    at: datetime
    withdrawn: bool = False
    revision: int = 0


async def add(tx: Tx, announcement: Announcement, places: Iterable[RoomRef]) -> Announcement:
    """Keep a new announcement (its `id` is ignored) and its places; return it with its number."""
    number = await tx.value(
        "INSERT INTO announcements (text, author, author_name, source, announced_at)"
        " VALUES (?, ?, ?, ?, ?) RETURNING id",
        announcement.text,
        str(announcement.author) if announcement.author else None,
        announcement.author_name,
        str(announcement.source) if announcement.source else None,
        micros(announcement.at),
    )
    await tx.many(
        "INSERT INTO announcement_places (announcement, place, position) VALUES (?, ?, ?)",
        [(number, str(place), position) for position, place in enumerate(places)],
    )
    return replace(announcement, id=number)


async def get(tx: Tx, number: int) -> Announcement | None:
    """Return the announcement with a number, or None."""
    row = await tx.one("SELECT * FROM announcements WHERE id = ?", number)
    return _announcement(row) if row else None


async def of_source(tx: Tx, message: MessageRef) -> Announcement | None:
    """Return the announcement whose command a message carried, or None."""
    row = await tx.one("SELECT * FROM announcements WHERE source = ?", str(message))
    return _announcement(row) if row else None


async def latest(tx: Tx, limit: int) -> list[Announcement]:
    """Return the newest announcements, the newest first."""
    return [_announcement(row) for row in await tx.all("SELECT * FROM announcements ORDER BY id DESC LIMIT ?", limit)]


async def by(tx: Tx, author: PersonRef) -> list[Announcement]:
    """Return everything that a person announced, in order."""
    rows = await tx.all("SELECT * FROM announcements WHERE author = ? ORDER BY id", str(author))
    return [_announcement(row) for row in rows]


async def places(tx: Tx, number: int) -> list[RoomRef]:
    """Return the places to which an announcement went, in order."""
    rows = await tx.all("SELECT place FROM announcement_places WHERE announcement = ? ORDER BY position", number)
    return [RoomRef.parse(row["place"]) for row in rows]


async def change(tx: Tx, number: int, text: str) -> int:
    """Give an announcement another text; return how often it has now been changed."""
    revision: int = await tx.value(
        "UPDATE announcements SET text = ?, revision = revision + 1 WHERE id = ? RETURNING revision", text, number
    )
    return revision


async def withdraw(tx: Tx, number: int) -> bool:
    """Mark an announcement as withdrawn; False where it is already."""
    return await tx.execute("UPDATE announcements SET withdrawn = TRUE WHERE id = ? AND NOT withdrawn", number) > 0


async def forget(tx: Tx, author: PersonRef) -> None:
    """Take a person's account, name and message off what they announced; the texts are the community's."""
    await tx.execute(
        "UPDATE announcements SET author = NULL, author_name = '', source = NULL WHERE author = ?", str(author)
    )


def _announcement(row: Row) -> Announcement:
    return Announcement(
        row["id"],
        row["text"],
        PersonRef.parse(row["author"]) if row["author"] else None,
        row["author_name"],
        MessageRef.parse(row["source"]) if row["source"] else None,
        moment(row["announced_at"]),
        bool(row["withdrawn"]),
        row["revision"],
    )

"""Hashtags: one row for each message and tag. A tag is stored folded; its spelling is kept for showing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef
from storage.database import Tx, micros, moment


@dataclass(frozen=True, slots=True)
class Use:
    """That a message carries tags: in which room (its name), on which day there (YYYY-MM-DD), by whom and when."""

    message: MessageRef
    room: str
    day: str
    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """How many messages, by how many people, stand under a name (a tag, a room, a day or a person)."""

    name: str
    messages: int
    people: int


async def put(tx: Tx, use: Use, tags: Mapping[str, str]) -> None:
    """Keep the tags of a message, folded → as spelled. A tag keeps the spelling in which it was first seen."""
    for tag, spelling in tags.items():
        await tx.execute(
            "INSERT INTO hashtags (tag, spelling, first_used) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            tag,
            spelling,
            micros(use.at),
        )
        await tx.execute(
            "INSERT INTO hashtag_uses (message, tag, room, day, person, name, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            str(use.message),
            tag,
            use.room,
            use.day,
            str(use.person.ref),
            use.person.name,
            micros(use.at),
        )


async def tags_of(tx: Tx, message: MessageRef) -> set[str]:
    """Return the tags that a message carries."""
    return {row["tag"] for row in await tx.all("SELECT tag FROM hashtag_uses WHERE message = ?", str(message))}


async def when(tx: Tx, message: MessageRef) -> tuple[str, datetime] | None:
    """Return the day and the moment under which a message is counted, None where it is not."""
    row = await tx.one("SELECT day, at FROM hashtag_uses WHERE message = ? LIMIT 1", str(message))
    return (row["day"], moment(row["at"])) if row else None


async def remove(tx: Tx, message: MessageRef, tag: str | None = None) -> None:
    """No longer count one tag of a message, or any."""
    await tx.execute("DELETE FROM hashtag_uses WHERE message = ? AND tag = COALESCE(?, tag)", str(message), tag)


async def top(tx: Tx, since: str, room: str | None, limit: int) -> list[Count]:
    """Return the tags used since a day, those of the most people first, then those in the most messages."""
    rows = await tx.all(
        "SELECT tag AS name, COUNT(*) AS messages, COUNT(DISTINCT whose) AS people FROM hashtag_uses_by_person"
        " WHERE day >= ? AND room = COALESCE(?, room) GROUP BY tag ORDER BY people DESC, messages DESC, tag LIMIT ?",
        since,
        room,
        limit,
    )
    return [Count(row["name"], row["messages"], row["people"]) for row in rows]


async def total(tx: Tx, tag: str) -> Count:
    """Return how often a tag was used at all."""
    row = await tx.one(
        "SELECT COUNT(*) AS messages, COUNT(DISTINCT whose) AS people FROM hashtag_uses_by_person WHERE tag = ?", tag
    )
    return Count(tag, row["messages"], row["people"]) if row else Count(tag, 0, 0)


async def by_day(tx: Tx, tag: str, since: str) -> dict[str, int]:
    """Return the messages with a tag on each day (YYYY-MM-DD) since one; days without any are left out."""
    rows = await tx.all(
        "SELECT day, COUNT(*) AS messages FROM hashtag_uses WHERE tag = ? AND day >= ? GROUP BY day", tag, since
    )
    return {row["day"]: row["messages"] for row in rows}


async def by_room(tx: Tx, tag: str) -> list[Count]:
    """Return the rooms where a tag was used, the busiest first."""
    rows = await tx.all(
        "SELECT room AS name, COUNT(*) AS messages, COUNT(DISTINCT whose) AS people FROM hashtag_uses_by_person"
        " WHERE tag = ? GROUP BY room ORDER BY messages DESC, room",
        tag,
    )
    return [Count(row["name"], row["messages"], row["people"]) for row in rows]


async def by_person(tx: Tx, tag: str, limit: int) -> list[Count]:
    """Return who used a tag the most, by the name they went by last."""
    rows = await tx.all(
        "SELECT (SELECT name FROM hashtag_uses AS newest WHERE newest.person = busiest.account"
        " ORDER BY at DESC LIMIT 1) AS name, messages FROM (SELECT MAX(person) AS account, COUNT(*) AS messages,"
        " MIN(at) AS began FROM hashtag_uses_by_person WHERE tag = ? GROUP BY whose"
        " ORDER BY messages DESC, began LIMIT ?) AS busiest ORDER BY messages DESC, began",
        tag,
        limit,
    )
    return [Count(row["name"], row["messages"], 1) for row in rows]


async def spellings(tx: Tx) -> dict[str, str]:
    """Return how each tag was first spelled."""
    return {row["tag"]: row["spelling"] for row in await tx.all("SELECT tag, spelling FROM hashtags")}


async def export(tx: Tx, person: PersonRef) -> list[dict[str, Any]]:
    """Return a person's uses, ready for JSON."""
    rows = await tx.all(
        "SELECT message, tag, room, day, at FROM hashtag_uses WHERE person = ? ORDER BY at, tag", str(person)
    )
    return [dict(row) | {"at": moment(row["at"]).isoformat()} for row in rows]


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase a person's uses; they are no longer counted."""
    await tx.execute("DELETE FROM hashtag_uses WHERE person = ?", str(person))

"""What was received: every event once, and how far each platform was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.events import posted_id
from bot.core.ids import MessageRef
from storage.database import Tx, micros, moment

_CHUNK = 400


async def first_time(tx: Tx, ids: Sequence[str], now: datetime) -> set[str]:
    """Note that events were received and return those that had not been received before."""
    fresh: set[str] = set()
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        places = ", ".join("(?, ?)" for _ in chunk)
        values = [value for event in chunk for value in (event, micros(now))]
        rows = await tx.all(
            f"INSERT INTO inbox (id, received_at) VALUES {places} ON CONFLICT (id) DO NOTHING RETURNING id",  # noqa: S608
            *values,
        )
        fresh.update(row["id"] for row in rows)
    return fresh


async def received_at(tx: Tx, id: str) -> datetime | None:
    """Return when an event was received (aware, UTC); None where it never was, or so long ago that it was cleared."""
    found = await tx.value("SELECT received_at FROM inbox WHERE id = ?", id)
    return None if found is None else moment(found)


async def advance(tx: Tx, platform: str, cursors: Mapping[str, str]) -> None:
    """Note how far a platform was read, by the name of each of its cursors."""
    if cursors:
        await tx.later(
            "INSERT INTO cursors (platform, name, value) VALUES (?, ?, ?)"
            " ON CONFLICT (platform, name) DO UPDATE SET value = excluded.value",
            [(platform, name, value) for name, value in cursors.items()],
        )


async def cursors(tx: Tx, platform: str) -> dict[str, str]:
    """Return how far a platform was read."""
    rows = await tx.all("SELECT name, value FROM cursors WHERE platform = ?", platform)
    return {row["name"]: row["value"] for row in rows}


async def posted(tx: Tx, first: MessageRef, last: MessageRef) -> list[MessageRef]:
    """Return the messages that were received from one to another, in the order of the characters of their ids."""
    bounds = posted_id(first), posted_id(last)
    rows = await tx.all("SELECT id FROM inbox WHERE id BETWEEN ? AND ? ORDER BY id", *bounds)
    return [MessageRef.parse(row["id"].partition(":")[2]) for row in rows]

"""What is arranged for the community's rooms while the bot runs: added places, what they lack, slow mode."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import RoomRef
from storage.database import Tx, micros


@dataclass(frozen=True, slots=True)
class Added:
    """A place that was added to the room with a name by command; `title` is for a room that has no other."""

    place: RoomRef
    room: str
    title: str


async def added(tx: Tx) -> list[Added]:
    """Return every place that was added, in the order of time."""
    rows = await tx.all("SELECT * FROM places ORDER BY added_at, place")
    return [Added(RoomRef.parse(row["place"]), row["room"], row["title"]) for row in rows]


async def add(tx: Tx, added: Added, now: datetime) -> None:
    """Keep a place that is not kept yet."""
    await tx.execute(
        "INSERT INTO places (place, room, title, added_at) VALUES (?, ?, ?, ?)",
        str(added.place),
        added.room,
        added.title,
        micros(now),
    )


async def remove(tx: Tx, place: RoomRef) -> None:
    """Keep a place no longer."""
    await tx.execute("DELETE FROM places WHERE place = ?", str(place))


async def lacking(tx: Tx) -> dict[RoomRef, tuple[str, ...]]:
    """Return what was last missing, by the place."""
    rows = await tx.all("SELECT * FROM places_lacking")
    return {RoomRef.parse(row["place"]): tuple(json.loads(row["permissions"])) for row in rows}


async def note_lacking(tx: Tx, place: RoomRef, permissions: tuple[str, ...]) -> None:
    """Keep what is missing in a place now."""
    if not permissions:
        await tx.execute("DELETE FROM places_lacking WHERE place = ?", str(place))
        return
    await tx.execute(
        "INSERT INTO places_lacking (place, permissions) VALUES (?, ?)"
        " ON CONFLICT (place) DO UPDATE SET permissions = excluded.permissions",
        str(place),
        json.dumps(permissions),
    )

"""Which messages we made: of which delivery each is a part, and of which message it is a copy."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.ids import MessageRef, RoomRef
from storage.database import Tx


async def record_all(tx: Tx, made: Sequence[tuple[MessageRef, str, int, MessageRef | None]]) -> None:
    """Keep of messages that each is a part (from 0) of the delivery with a key, and of which message it is a copy.

    One message may stand for several deliveries (a digest).
    """
    await tx.later(
        "INSERT INTO links (message, room, key, part, origin) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(str(m), str(m.room), key, part, str(origin) if origin else None) for m, key, part, origin in made],
    )


async def note_files(tx: Tx, files: Sequence[tuple[MessageRef, str]]) -> None:
    """Keep which files (their ids, with blanks between) messages carry that carry nothing else."""
    await tx.many("UPDATE links SET file = ? WHERE message = ?", [(file, str(message)) for message, file in files])


async def files(tx: Tx, key: str) -> dict[int, frozenset[str]]:
    """Return the ids of the files in those messages of a delivery that carry nothing else, by their number."""
    rows = await tx.all("SELECT part, file FROM links WHERE key = ? AND file IS NOT NULL", key)
    return {row["part"]: frozenset(row["file"].split(" ")) for row in rows}


async def parts(tx: Tx, key: str) -> dict[int, MessageRef]:
    """Return the messages that a delivery became and that are still there, by their number and in order."""
    rows = await tx.all("SELECT part, message FROM links WHERE key = ? ORDER BY part", key)
    return {row["part"]: MessageRef.parse(row["message"]) for row in rows}


async def copies(tx: Tx, origin: MessageRef) -> list[tuple[RoomRef, str]]:
    """Return (room, delivery key) of every copy of a message, each delivery once."""
    rows = await tx.all("SELECT DISTINCT room, key FROM links WHERE origin = ? ORDER BY key", str(origin))
    return [(RoomRef.parse(row["room"]), row["key"]) for row in rows]


async def key_of(tx: Tx, message: MessageRef) -> str | None:
    """Return the key of the delivery that made a message (a digest's own); None where it is not ours."""
    found: str | None = await tx.value(
        "SELECT key FROM links WHERE message = ? ORDER BY origin IS NOT NULL LIMIT 1", str(message)
    )
    return found


async def origin_of(tx: Tx, message: MessageRef) -> MessageRef | None:
    """Return the message of which a message of ours is a copy; None where it is a copy of none, or of several."""
    row = await tx.one("SELECT MIN(origin) AS first, MAX(origin) AS last FROM links WHERE message = ?", str(message))
    return MessageRef.parse(row["first"]) if row and row["first"] and row["first"] == row["last"] else None


async def is_copy(tx: Tx, message: MessageRef) -> bool:
    """Tell whether a message of ours is a copy of one or several others."""
    return await tx.one("SELECT 1 FROM links WHERE message = ? AND origin IS NOT NULL", str(message)) is not None


async def counterpart(tx: Tx, message: MessageRef, room: RoomRef) -> MessageRef | None:
    """Return what a message is in a room: itself, its origin, its copy or a copy of its origin; None if it is not.

    What we said in several places ourselves, under keys that differ only in the place after the last ``>``, is the same
    in each of them.
    """
    if message.room == room:
        return message
    origin = await origin_of(tx, message) or message
    if origin.room == room:
        return origin
    found = await tx.value(
        "SELECT message FROM links WHERE origin = ? AND room = ? ORDER BY part LIMIT 1", str(origin), str(room)
    )
    return MessageRef.parse(found) if found else await _said_too(tx, origin, room)


async def _said_too(tx: Tx, message: MessageRef, room: RoomRef) -> MessageRef | None:
    key, place = await key_of(tx, message), f">{message.room}"
    if key is None or not key.endswith(place):
        return None
    return next(iter((await parts(tx, f"{key.removesuffix(place)}>{room}")).values()), None)


async def forget(tx: Tx, key: str, part: int) -> None:
    """Drop one part of a delivery, after its message was deleted (or it was taken out of it)."""
    await tx.execute("DELETE FROM links WHERE key = ? AND part = ?", key, part)


async def forget_message(tx: Tx, message: MessageRef) -> None:
    """Drop a message of ours that somebody else deleted."""
    await tx.execute("DELETE FROM links WHERE message = ?", str(message))

"""Files that the bot itself made: kept until they have surely been delivered, because a delivery may be tried again."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from bot.core.files import OWN
from bot.core.text import Attachment
from storage.database import Tx, micros


async def keep(
    tx: Tx,
    name: str,
    content_type: str,
    data: bytes,
    now: datetime,
    *,
    made_from: str | None = None,
    description: str = "",
    width: int | None = None,
    height: int | None = None,
) -> Attachment:
    """Keep a file; return it as it goes with a delivery. The same file is kept once.

    `made_from` is the type of a recipe: `data` is then what the file is made from when it is asked for (see `Files`).
    """
    kind = made_from or content_type
    key = sha256(b"\0".join((name.encode(), kind.encode(), data))).hexdigest()[:32]
    await tx.execute(
        "INSERT INTO made_files (id, type, data, made_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET made_at = excluded.made_at",
        key,
        kind,
        data,
        micros(now),
    )
    size = None if made_from else len(data)
    return Attachment(
        name,
        f"{OWN}:{key}",
        content_type,
        size,
        description=description,
        extra=(("id", key),),
        held_by=OWN,
        width=width,
        height=height,
    )


async def find(tx: Tx, file: Attachment) -> tuple[str, bytes] | None:
    """Return the type and the data of a file that was kept; None where it is gone."""
    row = await tx.one("SELECT type, data FROM made_files WHERE id = ?", file.id)
    return (row["type"], row["data"]) if row else None


async def clear(tx: Tx, before: datetime) -> None:
    """Drop what was made before a moment."""
    await tx.execute("DELETE FROM made_files WHERE made_at < ?", micros(before))

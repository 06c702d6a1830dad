"""What was said lately in the facilitators' rooms by those who may announce: each of it can be made an announcement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import MessageRef, PersonRef
from bot.core.text import Attachment
from storage.attachments import dump_files, load_files
from storage.database import Tx, micros, moment


@dataclass(frozen=True, slots=True)
class Original:
    """A message: `text` is markdown, `at` aware, UTC."""

    message: MessageRef
    author: PersonRef
    author_name: str
    text: str
    attachments: tuple[Attachment, ...]
    at: datetime


async def keep(tx: Tx, original: Original) -> None:
    """Keep a message, in the place of what it said before."""
    await tx.execute(
        "INSERT INTO originals (message, author, author_name, text, attachments, said_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (message) DO UPDATE SET text = excluded.text, attachments = excluded.attachments",
        str(original.message),
        str(original.author),
        original.author_name,
        original.text,
        dump_files(original.attachments),
        micros(original.at),
    )


async def get(tx: Tx, message: MessageRef) -> Original | None:
    """Return a message, None where it is not kept (any longer)."""
    row = await tx.one("SELECT * FROM originals WHERE message = ?", str(message))
    if row is None:
        return None
    return Original(
        message,
        PersonRef.parse(row["author"]),
        row["author_name"],
        row["text"],
        load_files(row["attachments"]),
        moment(row["said_at"]),
    )


async def drop(tx: Tx, message: MessageRef) -> None:
    """Keep a message no longer."""
    await tx.execute("DELETE FROM originals WHERE message = ?", str(message))


async def clear(tx: Tx, before: datetime) -> None:
    """Drop what was said before a moment."""
    await tx.execute("DELETE FROM originals WHERE said_at < ?", micros(before))


async def by(tx: Tx, author: PersonRef) -> list[str]:
    """Return the texts (markdown) of a person's messages that are kept, in order."""
    rows = await tx.all("SELECT text FROM originals WHERE author = ? ORDER BY said_at", str(author))
    return [row["text"] for row in rows]


async def forget(tx: Tx, author: PersonRef) -> None:
    """Drop a person's messages."""
    await tx.execute("DELETE FROM originals WHERE author = ?", str(author))

"""Files that stand on the web for a while: as long as there is a row, and not a moment longer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter

from bot.core.events import deleted_id
from bot.core.ids import MessageRef, PersonRef
from bot.core.text import Attachment
from storage import inbox
from storage.database import Tx, micros


@cache
def _stored() -> TypeAdapter[Attachment]:
    return TypeAdapter(Attachment)


async def serve(tx: Tx, name: str, file: Attachment, until: datetime) -> bool:
    """Have a file stand under a name until a moment; False where the message that it came with is deleted already.

    A deletion that was heard while the file was on its way would otherwise come too early.
    """
    if file.said_in and await inbox.received_at(tx, deleted_id(file.said_in)):
        return False
    await tx.execute(
        "INSERT INTO served_files (name, message, person, file, payload, good_until) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET payload = excluded.payload, good_until = excluded.good_until",
        name,
        str(file.said_in) if file.said_in else None,
        str(file.said_by) if file.said_by else None,
        file.id,
        _stored().dump_json(file).decode(),
        micros(until),
    )
    return True


async def find(tx: Tx, name: str, now: datetime) -> Attachment | None:
    """Return the file that stands under a name; None where there is none, or no more."""
    found = await tx.value("SELECT payload FROM served_files WHERE name = ? AND good_until >= ?", name, micros(now))
    return _stored().validate_json(found) if found else None


async def withdraw(tx: Tx, message: MessageRef, but: Collection[str] = ()) -> None:
    """Take back the files of a message, but those with these ids (`Attachment.id`)."""
    rows = await tx.all("SELECT name, file FROM served_files WHERE message = ?", str(message))
    names = [(row["name"],) for row in rows if row["file"] not in but]
    if names:
        await tx.many("DELETE FROM served_files WHERE name = ?", names)


async def of_person(tx: Tx, person: PersonRef) -> list[Attachment]:
    """Return a person's files, the last to go first."""
    rows = await tx.all("SELECT payload FROM served_files WHERE person = ? ORDER BY good_until DESC", str(person))
    return [_stored().validate_json(row["payload"]) for row in rows]


async def forget(tx: Tx, person: PersonRef) -> None:
    """Take back all files of a person."""
    await tx.execute("DELETE FROM served_files WHERE person = ?", str(person))


async def clear(tx: Tx, now: datetime) -> None:
    """Drop those whose time is over."""
    await tx.execute("DELETE FROM served_files WHERE good_until < ?", micros(now))

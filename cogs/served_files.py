"""Files that the bot serves on the web: taken back with the message that they came with, and when their author asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.core.cog import Cog, every, on
from bot.core.events import MessageDeleted, MessageEdited
from bot.core.ids import PersonRef
from storage import served_files
from storage.database import Tx


class ServedFiles(Cog):
    """Minds what the engine's `Files.public` has put there."""

    name = "served files"

    @on(MessageDeleted)
    async def withdraw(self, event: MessageDeleted, tx: Tx) -> None:
        """Serve no file of a deleted message any longer."""
        await served_files.withdraw(tx, event.ref)

    @on(MessageEdited)
    async def follow_edit(self, event: MessageEdited, tx: Tx) -> None:
        """Serve no file any longer that was taken out of its message."""
        await served_files.withdraw(tx, event.ref, but=[file.id for file in event.attachments])

    @every(timedelta(hours=1))
    async def clear(self, now: datetime, tx: Tx) -> None:
        """Drop what is served no longer."""
        await served_files.clear(tx, now)

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """See `Cog.export`."""
        names = [file.name for file in await served_files.of_person(tx, person)]
        return {"on the web": names} if names else {}

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """See `Cog.forget`."""
        await served_files.forget(tx, person)

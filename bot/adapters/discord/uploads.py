"""Files on their way into Discord: uploaded where it takes them, named in a line where it does not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import discord

from bot.adapters.discord.channels import GuildRoom
from bot.adapters.naming import file_line
from bot.core.delivery import Part
from bot.core.errors import NoFile
from bot.core.events import Person
from bot.core.files import file_name
from bot.core.ports import Host
from bot.core.rooms import Rooms
from bot.core.text import Attachment, Block

_DESCRIPTION_LIMIT = 1024
"""Characters of an attachment's description (Discord API, "Attachment Object")."""


@dataclass(frozen=True, slots=True)
class Uploads:
    """The files of a part: those that go with its message, and the lines for the others."""

    files: tuple[discord.File, ...] = ()
    lines: tuple[Block, ...] = ()


class Uploader:
    """Fetches files through the host."""

    def __init__(self, host: Host, rooms: Rooms) -> None:
        """`rooms` tell the language of the lines."""
        self._host, self._rooms = host, rooms

    @asynccontextmanager
    async def of(self, part: Part, channel: GuildRoom | discord.DMChannel) -> AsyncIterator[Uploads]:
        """Give what is to be uploaded with a part; raises TryLater where a file cannot be fetched now."""
        limit = upload_limit(channel)
        files: list[discord.File] = []
        unfit: list[Attachment] = []
        async with AsyncExitStack() as stack:
            for attachment in part.attachments:
                try:
                    local = await stack.enter_async_context(self._host.file(attachment, limit))
                except NoFile:
                    unfit.append(attachment)
                    continue
                name = file_name(attachment.name, local.type)
                note = attachment.description[:_DESCRIPTION_LIMIT] or None
                file = discord.File(local.data, name, spoiler=attachment.spoiler, description=note)
                stack.callback(file.close)
                files.append(file)
            yield Uploads(tuple(files), await self._lines(part, unfit))

    def picture(self, person: Person) -> str | None:
        """Return where Discord can fetch a person's picture; it keeps a copy of its own (Execute Webhook)."""
        return self._host.picture(person)

    async def named(self, part: Part) -> Uploads:
        """Return the lines for all files of a part, for when Discord takes none of them."""
        return Uploads(lines=await self._lines(part, part.attachments))

    async def _lines(self, part: Part, files: Sequence[Attachment]) -> tuple[Block, ...]:
        language = self._rooms.language_of(part.to)
        return tuple([file_line(file, await self._host.public(file), language) for file in files])


def upload_limit(channel: GuildRoom | discord.DMChannel) -> int:
    """Return how many bytes a file may have in a channel (Discord API, "Uploading Files"; boosts raise it)."""
    if isinstance(channel, discord.DMChannel):
        return discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES
    return channel.guild.filesize_limit

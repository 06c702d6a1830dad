"""Files on their way into Matrix: put on the homeserver where it takes them, named in a line where it does not."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from nio import AsyncClient

from bot.adapters.matrix.answers import Refused
from bot.adapters.matrix.attaching import shown
from bot.adapters.matrix.media import Media
from bot.adapters.matrix.outbound import Content, Reader, file_content, to_content
from bot.adapters.naming import file_line
from bot.core.delivery import Part
from bot.core.errors import NoFile
from bot.core.files import file_name
from bot.core.ports import Host
from bot.core.text import RichText

_REMEMBERED = 100


class Uploader:
    """Fetches files through the host and puts them on the homeserver over one connection."""

    def __init__(self, client: AsyncClient, media: Media, host: Host) -> None:
        """`client` knows which rooms are encrypted."""
        self._client, self._media, self._host = client, media, host
        self._put: OrderedDict[str, Content] = OrderedDict()

    async def event_of(self, part: Part, room_id: str, reader: Reader) -> tuple[str, Content]:
        """Return the type and content of the event for a part with one file, which is put on the homeserver.

        A file that cannot be had or is not taken is named in a line. Raises TryLater, or as `answers.ask` does.
        """
        attachment = part.attachments[0]
        try:
            file = self._put.get(part.token) or await self._uploaded(part, room_id)
        except NoFile:
            line = file_line(attachment, await self._host.public(attachment), reader.language)
            return to_content(replace(part, text=part.text + RichText((line,)), attachments=()), reader)
        # An event that is refused for now is sent again, but its file need not be.
        self._put[part.token] = file
        if len(self._put) > _REMEMBERED:
            self._put.popitem(last=False)
        return "m.room.message", file_content(part, file)

    async def _uploaded(self, part: Part, room_id: str) -> Content:
        """Return what is to be said of a part's file once it is on the homeserver; raises NoFile too."""
        attachment = part.attachments[0]
        room = self._client.rooms.get(room_id)
        async with self._host.file(attachment, await self._media.limit()) as local:
            name = file_name(attachment.name, local.type)
            try:
                where = await self._media.put(local, name, encrypt=room is not None and room.encrypted)
            except Refused as refusal:
                if refusal.passing or refusal.code == "M_UNKNOWN_TOKEN":
                    raise
                raise NoFile(f"the Matrix homeserver does not take it ({refusal})") from refusal
        return shown(attachment, local, where)

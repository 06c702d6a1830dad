"""Announcements made of messages that stand in the facilitators' room already."""

from __future__ import annotations

import re

from bot.core import markup
from bot.core.commands import Asked
from bot.core.errors import N_, BadArgument
from bot.core.events import MessageEdited, MessagePosted, Reacted
from bot.core.ids import MessageRef, RoomRef
from bot.core.rights import Rights, Role
from bot.core.rooms import Purpose
from cogs.announcements.desk import Desk, new, readable
from storage import announcements, links, originals, people
from storage.announcements import Announcement
from storage.database import Tx
from storage.originals import Original

_MARK = "📣"
_THIS = re.compile(r"\s*(?:this|αυτό|αυτο|auto|afto)\b[:\s]*(.*)", re.IGNORECASE | re.DOTALL)


class Making:
    """Knows what was said lately among the team."""

    def __init__(self, desk: Desk, rights: Rights) -> None:
        """Take messages of those who lead."""
        self._desk, self._rights = desk, rights

    async def remember(self, tx: Tx, event: MessagePosted) -> None:
        """Keep a message of the facilitators' room that somebody who may announce wrote."""
        if event.command or event.author.bot or not self._among_us(event.ref.room):
            return
        if await people.role_of(tx, self._rights, event.author) < Role.FACILITATOR:
            return
        text = markup.render(event.text)
        said = Original(event.ref, event.author.ref, event.author.name, text, event.attachments, event.at)
        await originals.keep(tx, said)

    async def relearn(self, tx: Tx, event: MessageEdited) -> None:
        """Keep what a message says now, if it is kept."""
        if await originals.get(tx, event.ref) is not None:
            text = markup.render(event.text)
            said = Original(event.ref, event.author.ref, event.author.name, text, event.attachments, event.at)
            await originals.keep(tx, said)

    async def meant(self, tx: Tx, asked: Asked, text: str) -> Announcement | None:
        """Return what is announced by "this" and maybe rooms, said in answer to a message; None for any other text.

        Raises BadArgument where no message is answered, or one that is not known.
        """
        match = _THIS.fullmatch(text)
        rooms = match[1].strip() if match else ""
        if match is None or (rooms and not self._desk.audience.names_rooms(rooms)):
            return None
        if asked.reply_to is None:
            if rooms:
                return None
            raise BadArgument(N_("Please answer the message that is to be announced, or write its text."))
        said = await self._original(tx, asked.reply_to)
        if said is None:
            raise BadArgument(
                N_("I do not have that message. I keep what facilitators write in their own room, for some days.")
            )
        names = [room.name for room in self._desk.audience.chosen(rooms)]
        return new(asked, said.text, names, attachments=said.attachments, source=said.message)

    async def marked(self, tx: Tx, event: Reacted) -> Announcement | None:
        """Return what is announced by a 📣 of its author's; None for any other reaction, and the second time."""
        if event.emoji != _MARK or event.command or event.person.bot:
            return None
        said = await self._original(tx, event.ref)
        if said is None or not await people.same(tx, said.author, event.person.ref):
            return None
        before = await announcements.of_source(tx, said.message)
        if before is not None and before.state not in ("cancelled", "withdrawn"):
            return None
        asked = Asked(event.person, event.ref.room, event.at, Role.FACILITATOR)
        if not _is_readable(said):
            return None
        return new(asked, said.text, (), attachments=said.attachments, source=said.message)

    async def _original(self, tx: Tx, message: MessageRef) -> Original | None:
        return await originals.get(tx, await links.origin_of(tx, message) or message)

    def _among_us(self, place: RoomRef) -> bool:
        room = self._desk.audience.rooms.of(place)
        return room is not None and room.purpose is Purpose.FACILITATORS


def _is_readable(said: Original) -> bool:
    try:
        return bool(readable(said.text, said.attachments) or said.attachments)
    except BadArgument:
        return False

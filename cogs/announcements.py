"""Announcements: facilitators' words in every chosen room, followed wherever they went when they change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any

from bot.core import markup
from bot.core.cog import Cog, on
from bot.core.commands import Asked, LongText, Reply, command, parse, specs_of
from bot.core.delivery import Action, Delivery
from bot.core.errors import N_, BadArgument, UserError
from bot.core.events import MessageEdited
from bot.core.ids import PersonRef, RoomRef
from bot.core.rights import Role
from bot.core.rooms import Purpose, Room, Rooms
from bot.core.split import cut
from bot.core.text import RichText
from cogs.rooms import chosen
from cogs.speech import say, worded
from config.words import Translator, translator
from storage import announcements, outbox
from storage.announcements import Announcement
from storage.database import Tx
from storage.outbox import Owed

_LISTED = 10
_SHOWN = 60
_COMMAND = re.compile(r"(?:\S+\s+)?(announce\s.+)", re.DOTALL | re.IGNORECASE)
"""The command in a message, behind the bot's prefix or name."""

Number = Annotated[int, "The announcement's number"]


class Announcements(Cog):
    """Carries announcements to rooms, and tells what became of each."""

    name = "announcements"

    def __init__(self, rooms: Rooms) -> None:
        """Announce in these rooms; by default in those that serve announcements."""
        self._rooms = rooms
        self._announce = next(spec for spec in specs_of(self) if spec.name == "announce")

    @command("announce", needs=Role.FACILITATOR)
    async def announce(
        self,
        asked: Asked,
        tx: Tx,
        text: Annotated[LongText, "What to announce"],
        rooms: Annotated[str, "In which rooms, with commas between"] = "",
    ) -> Reply:
        """Announce something in the rooms for announcements, or in others."""
        to = chosen(self._rooms, rooms, Purpose.ANNOUNCEMENTS)
        new = Announcement(0, _readable(text), asked.person.ref, asked.person.name, asked.message, asked.at)
        places = [place for room in to for place in room.places]
        new = await announcements.add(tx, new, places)
        for place in places:
            await outbox.put(tx, Delivery(_key(new, place), place, text=self._words(new, place)), asked.at)
        return Reply(_receipt(translator(asked.language), new, to))

    @command("announcement edit", needs=Role.FACILITATOR)
    async def edit(self, asked: Asked, tx: Tx, number: Number, text: Annotated[LongText, "The new text"]) -> Reply:
        """Change the text of an announcement wherever it went."""
        await self._change(tx, await self._open(tx, number), _readable(text), asked)
        t = translator(asked.language)
        return Reply(say(t, N_("✅ Announcement #{number} is being changed wherever it went."), number=number))

    @command("announcement withdraw", needs=Role.FACILITATOR)
    async def withdraw(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Take an announcement back wherever it went."""
        old = await self._open(tx, number)
        await announcements.withdraw(tx, old.id)
        for place in await announcements.places(tx, old.id):
            key = f"announcement:{old.id}:withdraw>{place}"
            await outbox.put(tx, Delivery(key, place, Action.DELETE, target=_key(old, place)), asked.at)
        t = translator(asked.language)
        return Reply(say(t, N_("✅ Announcement #{number} is being taken back wherever it went."), number=number))

    @command("announcement list", needs=Role.FACILITATOR)
    async def latest(self, asked: Asked, tx: Tx) -> Reply:
        """Show the latest announcements."""
        t = translator(asked.language)
        lines = [_line(t, asked.zone, each) for each in await announcements.latest(tx, _LISTED)]
        return Reply(markup.parse("\n".join(lines) or t(N_("Nothing has been announced yet."))))

    @command("announcement show", needs=Role.FACILITATOR)
    async def show(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Show what became of an announcement in each place."""
        t = translator(asked.language)
        found = await self._known(tx, number)
        places = await announcements.places(tx, found.id)
        fates = [f"{markup.escape(self._where(place))}: {await _fate(t, tx, found, place)}" for place in places]
        return Reply(markup.parse("\n".join([_line(t, asked.zone, found), *fates])))

    @on(MessageEdited)
    async def follow(self, event: MessageEdited, tx: Tx) -> None:
        """Change an announcement when the message that carried its command is changed."""
        found = await announcements.of_source(tx, event.ref)
        text = self._said(markup.render(event.text)) if found and not found.withdrawn else ""
        if found and text and text != found.text:
            await self._change(tx, found, text, event)

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """Return what a person announced."""
        made = await announcements.by(tx, person)
        return {
            "announcements": [
                {"number": each.id, "at": each.at.isoformat(), "name": each.author_name, "text": each.text}
                for each in made
            ]
        }

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """Take a person's name off what they announced."""
        await announcements.forget(tx, person)

    async def _known(self, tx: Tx, number: int) -> Announcement:
        found = await announcements.get(tx, number)
        if found is None:
            raise BadArgument(
                N_("There is no announcement with number {number}. See the latest ones with {command}."),
                number=number,
                command="announcement list",
            )
        return found

    async def _open(self, tx: Tx, number: int) -> Announcement:
        found = await self._known(tx, number)
        if found.withdrawn:
            raise BadArgument(N_("Announcement #{number} has been taken back."), number=number)
        return found

    async def _change(self, tx: Tx, old: Announcement, text: str, change: Asked | MessageEdited) -> None:
        new = replace(old, text=text, revision=await announcements.change(tx, old.id, text))
        for place in await announcements.places(tx, new.id):
            edit = Delivery(
                _edit_key(new, place), place, Action.EDIT, text=self._words(new, place), target=_key(new, place)
            )
            await outbox.put(tx, edit, change.at)

    def _said(self, line: str) -> str:
        """Return the text to announce that a message asks for, empty where it does not (any longer)."""
        match = _COMMAND.match(line.strip())
        try:
            return _readable(str(parse(match[1], [self._announce])[1]["text"])) if match else ""
        except UserError:
            return ""

    def _words(self, announcement: Announcement, place: RoomRef) -> RichText:
        t = translator(self._rooms.language_of(place))
        heading = say(t, N_("📣 **Announcement**"))
        if announcement.author_name:
            heading = say(t, N_("📣 **Announcement** · {name}"), name=announcement.author_name)
        return heading + markup.parse(announcement.text)

    def _where(self, place: RoomRef) -> str:
        room = self._rooms.of(place)
        return f"{room.title} ({_platform(place, room)})" if room else str(place)


def _readable(text: str) -> str:
    if not str(markup.parse(text)).strip():
        raise BadArgument(N_("Please write what is to be announced."))
    return text.strip()


def _key(announcement: Announcement, place: RoomRef) -> str:
    return f"announcement:{announcement.id}>{place}"


def _edit_key(announcement: Announcement, place: RoomRef) -> str:
    return f"announcement:{announcement.id}:edit:{announcement.revision}>{place}"


def _platform(place: RoomRef, room: Room) -> str:
    """Name a place by its platform, and by its own name where the room has several on that platform."""
    alone = sum(other.platform == place.platform for other in room.places) == 1
    return place.platform.capitalize() if alone else f"{place.platform.capitalize()} {place.id}"


def _receipt(t: Translator, announcement: Announcement, rooms: Iterable[Room]) -> RichText:
    where = "; ".join(f"{room.title} ({', '.join(_platform(place, room) for place in room.places)})" for room in rooms)
    sentence = N_("✅ Announcement #{number} is on its way: {where}. See what becomes of it with {command}.")
    command = f"announcement show {announcement.id}"
    return say(t, sentence, number=announcement.id, where=where, command=command)


def _line(t: Translator, zone: str, announcement: Announcement) -> str:
    shown = cut(str(markup.parse(announcement.text)).strip().partition("\n")[0], _SHOWN)
    sentence = N_("**#{number}** {moment}: {text}")
    if announcement.withdrawn:
        sentence = N_("**#{number}** {moment}: {text} (taken back)")
    return worded(t, sentence, number=announcement.id, moment=t.moment(announcement.at, zone), text=shown)


async def _fate(t: Translator, tx: Tx, announcement: Announcement, place: RoomRef) -> str:
    """Tell what became of an announcement in a place, and of its last change where there was one."""
    posted = await outbox.with_key(tx, _key(announcement, place))
    said = _state(t, posted)
    if announcement.withdrawn:
        key = f"announcement:{announcement.id}:withdraw>{place}"
        return f"{said}; " + worded(t, N_("taken back: {state}"), state=_state(t, await outbox.with_key(tx, key)))
    if announcement.revision:
        edited = await outbox.with_key(tx, _edit_key(announcement, place))
        return f"{said}; " + worded(t, N_("changed: {state}"), state=_state(t, edited))
    return said


def _state(t: Translator, owed: Owed | None) -> str:
    """Tell whether a delivery arrived; one that is no longer kept arrived long ago."""
    if owed is None or owed.state == "sent":
        return t(N_("✅ sent"))
    if owed.state == "buried":
        return worded(t, N_("❌ failed: {reason}"), reason=owed.reason or "")
    return t(N_("⏳ waiting"))

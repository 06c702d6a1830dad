"""Hashtags: who uses which, where and when; however it is spelled, a tag is one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from bot.core import markup
from bot.core.cog import Cog, on
from bot.core.commands import Asked, Reply, command
from bot.core.errors import N_, BadArgument
from bot.core.events import MessageDeleted, MessageEdited, MessagePosted
from bot.core.ids import PersonRef, RoomRef
from bot.core.rooms import Purpose, Rooms
from bot.core.text import RichText
from cogs.plain import fold, own_words
from config.words import Translator, translator
from storage import hashtags
from storage.database import Tx
from storage.hashtags import Count, Use

_TAG = re.compile(r"(?<![\w/&=?#])#(?=\w*[^\W\d_])(\w{1,100})(?!\w)")
_LISTED, _PEOPLE, _WEEK, _LONGEST = 10, 5, 7, 3650
_INTERNAL = (Purpose.FACILITATORS, Purpose.ADMINS)


class Hashtags(Cog):
    """Counts hashtags; messages to the bot in private and in the team's own rooms are not counted."""

    name = "hashtags"

    def __init__(self, rooms: Rooms, tags: Sequence[str]) -> None:
        """Count in these rooms; `tags` are shown as they are spelled there, and listed even if nobody uses them."""
        self._rooms = rooms
        self._configured = {fold(tag).removeprefix("#"): tag.removeprefix("#") for tag in tags}

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """Return where and when the person used which hashtag."""
        return {"hashtags": await hashtags.export(tx, person)}

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """Erase the person's uses."""
        await hashtags.forget(tx, person)

    @on(MessagePosted)
    async def count(self, event: MessagePosted, tx: Tx) -> None:
        """Count the hashtags of a new message."""
        if event.author.bot or event.command or not self._counts(event.ref.room):
            return
        if tags := tags_in(event.text):
            await hashtags.put(tx, self._use(event, event.at), tags)

    @on(MessageEdited)
    async def recount(self, event: MessageEdited, tx: Tx) -> None:
        """Count what a message carries now; it stays counted on the day it was written."""
        if event.author.bot or not self._counts(event.ref.room):
            return
        tags = tags_in(event.text)
        if tags:
            known = await hashtags.when(tx, event.ref)
            await hashtags.put(tx, self._use(event, known[1] if known else event.at), tags)
        for gone in await hashtags.tags_of(tx, event.ref) - tags.keys():
            await hashtags.remove(tx, event.ref, gone)

    @on(MessageDeleted)
    async def uncount(self, event: MessageDeleted, tx: Tx) -> None:
        """No longer count a message that was taken back."""
        await hashtags.remove(tx, event.ref)

    @command("hashtag top")
    async def top(
        self,
        asked: Asked,
        tx: Tx,
        days: Annotated[int, "Of how many days, today included"] = 30,
        room: Annotated[str, "Only in this room"] = "",
    ) -> Reply:
        """Show the hashtags that most people use."""
        t = translator(asked.language)
        if not 1 <= days <= _LONGEST:
            raise BadArgument(N_("The number of days must be from 1 to {most}."), most=t.number(_LONGEST))
        name = self._room_named(room) if room else None
        counts = await hashtags.top(tx, _day(asked.at, asked.zone, days - 1), name, _LISTED)
        counts = [*counts, *self._unused(counts)]
        if not counts:
            return Reply(markup.parse(t("No hashtag was used.")))
        heading = (
            t.plural(
                "Hashtags of today in {room}:",
                "Hashtags of the last {number} days in {room}:",
                days,
                room=self._shown_room(t, name),
            )
            if name
            else t.plural("Hashtags of today:", "Hashtags of the last {number} days:", days)
        )
        spellings = await hashtags.spellings(tx) | self._configured
        lines = (f"- {_tag(spellings, each.name)} — {_amount(t, each)}" for each in counts)
        return Reply(markup.parse("\n".join((heading, *lines))))

    @command("hashtag show")
    async def show(self, asked: Asked, tx: Tx, tag: Annotated[str, "The hashtag, with or without #"]) -> Reply:
        """Show how much a hashtag is used, when and where."""
        t = translator(asked.language)
        folded = fold(tag.strip()).removeprefix("#")
        spellings = await hashtags.spellings(tx) | self._configured
        total = await hashtags.total(tx, folded)
        if not total.messages:
            shown = f"#{spellings.get(folded, tag.strip().removeprefix('#'))}"
            return Reply(markup.parse(t("Nobody has used {tag} yet.", tag=markup.escape(shown))))
        rooms = [
            f"{self._shown_room(t, each.name)} ({t.number(each.messages)})"
            for each in await hashtags.by_room(tx, folded)
        ]
        people = [
            f"{markup.escape(each.name)} ({t.number(each.messages)})"
            for each in await hashtags.by_person(tx, folded, _PEOPLE)
        ]
        lines = [
            f"{_tag(spellings, folded)} — {_amount(t, total)}",
            t("**The last 7 days**"),
            *await self._week(t, folded, asked, tx),
            "",
            t("**Rooms:** {rooms}", rooms=", ".join(rooms)),
            t("**Most messages:** {people}", people=", ".join(people)),
        ]
        return Reply(markup.parse("\n".join(lines)))

    async def _week(self, t: Translator, tag: str, asked: Asked, tx: Tx) -> list[str]:
        counts = await hashtags.by_day(tx, tag, _day(asked.at, asked.zone, _WEEK - 1))
        days = [(asked.at - timedelta(days=ago), _day(asked.at, asked.zone, ago)) for ago in range(_WEEK)]
        return [f"- {t.day(moment, asked.zone)}: {t.number(counts.get(day, 0))}" for moment, day in days]

    def _unused(self, counts: Iterable[Count]) -> list[Count]:
        used = {each.name for each in counts}
        return [Count(tag, 0, 0) for tag in self._configured if tag not in used]

    def _room_named(self, given: str) -> str:
        room = self._rooms.named(given.casefold())
        if room is None:
            known = ", ".join(room.name for room in self._rooms.rooms if room.purpose not in _INTERNAL)
            raise BadArgument(N_("There is no room named “{room}”. The rooms are: {rooms}."), room=given, rooms=known)
        return room.name

    def _shown_room(self, t: Translator, name: str) -> str:
        return f"#{markup.escape(name)}" if self._rooms.named(name) else t("another room")

    def _counts(self, place: RoomRef) -> bool:
        room = self._rooms.of(place)
        return place.person is None and (room is None or room.purpose not in _INTERNAL)

    def _use(self, event: MessagePosted | MessageEdited, at: datetime) -> Use:
        place = event.ref.room
        room = self._rooms.of(place)
        return Use(event.ref, room.name if room else str(place), _day(at, self._rooms.zone_of(place)), event.author, at)


def tags_in(text: RichText) -> dict[str, str]:
    """Return the hashtags of a message, folded → as first spelled in it.

    Code, quotations, mentions, the ends of addresses and mere numbers (#42 is a request) are none.
    """
    written = own_words(text).replace("＃", "#")
    if "#" not in written:
        return {}
    composed = unicodedata.normalize("NFC", written)
    found: dict[str, str] = {}
    for match in _TAG.finditer(composed):
        found.setdefault(fold(match[1]), match[1])
    return found


def _day(moment: datetime, zone: str, ago: int = 0) -> str:
    """Return the date in a zone so many days before a moment, as YYYY-MM-DD."""
    return (moment.astimezone(ZoneInfo(zone)).date() - timedelta(days=ago)).isoformat()


def _tag(spellings: dict[str, str], tag: str) -> str:
    return f"**#{markup.escape(spellings.get(tag, tag))}**"


def _amount(t: Translator, count: Count) -> str:
    return t(
        "{messages} from {people}",
        messages=t.plural("{number} message", "{number} messages", count.messages),
        people=t.plural("{number} person", "{number} people", count.people),
    )

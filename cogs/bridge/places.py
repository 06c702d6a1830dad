"""Places that are added to the community's rooms and taken out while the bot runs, and what the bot lacks in each."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Annotated

from bot.core.cog import Cog, every
from bot.core.commands import Asked, Reply, command
from bot.core.delivery import Delivery
from bot.core.errors import N_, BadArgument, NoSuchPlace, NotLetIn, PlatformDown
from bot.core.ids import RoomRef
from bot.core.rights import Role
from bot.core.rooms import Purpose, Room, Rooms
from cogs.bridge.standing import lacking, named
from cogs.running import Running
from cogs.speech import private, say, worded
from config.words import Translator, translator
from storage import outbox, places
from storage.database import Tx
from storage.places import Added

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
"""As in the settings."""


class BridgePlaces(Cog):
    """Changes in which places a room lives; what is changed holds at once, and after a restart."""

    name = "bridge places"

    def __init__(self, rooms: Rooms, running: Running) -> None:
        """Change the directory of rooms; the running bot knows the places."""
        self._rooms, self._running = rooms, running

    async def start(self, now: datetime, tx: Tx) -> None:
        """Add what was added before this start."""
        for added in await places.added(tx):
            self._rooms.add(added.room, added.title, added.place)

    @command("bridge add", needs=Role.COORDINATOR)
    async def add(
        self,
        asked: Asked,
        tx: Tx,
        room: Annotated[str, "The room's name; a new one is made"],
        place: Annotated[str, "The place: a channel's or room's address, or platform:id"],
        title: Annotated[str, "What a new room is called"] = "",
    ) -> Reply:
        """Have a room live in another place, too: from now on it is bridged."""
        name = room.strip().removeprefix("#").casefold()
        if not _NAME.fullmatch(name):
            sentence = N_("A room's name has small Latin letters, digits and hyphens only, not “{name}”.")
            raise BadArgument(sentence, name=room)
        found = await self._entered(self._read(place), translator(asked.language))
        known = self._rooms.named(name)
        added = Added(found, name, known.title if known else title.strip() or name)
        await places.add(tx, added, asked.at)
        tx.afterwards(lambda: self._rooms.add(added.room, added.title, added.place))
        return private(self._told(asked, added, known))

    @command("bridge remove", needs=Role.COORDINATOR)
    async def remove(
        self, asked: Asked, tx: Tx, place: Annotated[str, "The place: a channel's or room's address, or platform:id"]
    ) -> Reply:
        """Take a place out of its room: nothing is bridged to or from it any more."""
        found = self._read(place)
        room = self._rooms.of(found)
        if room is None:
            raise BadArgument(
                N_("No room lives in {place}. See the places with {command}."), place=found, command=_LIST
            )
        if self._rooms.is_settled(found):
            sentence = N_("{place} stands in the settings' file: take it out there and start me again.")
            raise BadArgument(sentence, place=found)
        t = translator(asked.language)
        where, dropped = named(self._rooms, found, t), await outbox.drop(tx, found)
        await places.remove(tx, found)
        await places.note_lacking(tx, found, ())
        tx.afterwards(lambda: self._rooms.remove(found))
        return private(
            t.plural(
                "Nothing goes to {place} any more. {number} message that was still owed to it is dropped.",
                "Nothing goes to {place} any more. {number} messages that were still owed to it are dropped.",
                dropped,
                place=where,
            )
        )

    @every(timedelta(minutes=1))
    async def look(self, now: datetime, tx: Tx) -> None:
        """Tell the admins what the bot lacks in a place, when that has changed."""
        before = await places.lacking(tx)
        up = {platform.name for platform in self._running.platforms() if platform.state == "up"}
        for place in (place for room in self._rooms.rooms for place in room.places if place.platform in up):
            missing = self._running.places.missing(place)
            if missing != before.get(place, ()):
                await places.note_lacking(tx, place, missing)
                if missing:
                    await self._warn(tx, place, missing, now)

    async def _warn(self, tx: Tx, place: RoomRef, missing: tuple[str, ...], now: datetime) -> None:
        for admins in self._rooms.places_for([Purpose.ADMINS]):
            t = translator(self._rooms.language_of(admins))
            text = say(t, "⚠️ " + lacking(self._rooms, place, missing, t))
            await outbox.put(tx, Delivery(f"lacking:{place}:{now.isoformat()}>{admins}", admins, text=text), now)

    def _read(self, written: str) -> RoomRef:
        place = self._running.places.at(written.strip())
        if place is None or place.person is not None:
            platforms = ", ".join(platform.name for platform in self._running.platforms())
            sentence = N_(
                "I do not know what place “{place}” is. Write it as platform:id; the platforms are: {platforms}."
            )
            raise BadArgument(sentence, place=written, platforms=platforms)
        return place

    async def _entered(self, place: RoomRef, t: Translator) -> RoomRef:
        """Return the place, after going in; raises BadArgument where it is taken or cannot be entered."""
        self._refuse_taken(place)
        try:
            found = await self._running.places.enter(place)
        except NoSuchPlace as error:
            raise BadArgument(N_("There is no such place: {place}."), place=place) from error
        except NotLetIn as error:
            sentence = N_("I may not read in {place}. What is missing there: {missing}.")
            raise BadArgument(sentence, place=place, missing=t(str(error))) from error
        except PlatformDown as error:
            sentence = N_("{platform} does not answer now. Please try again later.")
            raise BadArgument(sentence, platform=place.platform.capitalize()) from error
        self._refuse_taken(found)
        return found

    def _refuse_taken(self, place: RoomRef) -> None:
        room = self._rooms.of(place)
        if room is not None:
            raise BadArgument(N_("{place} is already a place of the room #{room}."), place=place, room=room.name)

    def _told(self, asked: Asked, added: Added, known: Room | None) -> str:
        t = translator(asked.language)
        if known is None:
            said = worded(t, N_("The new room #{room} lives in {place}."), room=added.room, place=added.place)
        else:
            sentence = N_("The room #{room} lives in {place} too from now on.")
            said = worded(t, sentence, room=added.room, place=added.place)
        missing = self._running.places.missing(added.place)
        return f"{said} {lacking(self._rooms, added.place, missing, t)}" if missing else said


_LIST = "bridge list"

"""Slow mode: a person's messages go to the other places of a room at most once in so many seconds.

Discord holds people back by itself. Where a platform cannot, nobody is kept from writing: what a person writes before
their turn waits for it, together with all that changes it, and then goes in its order. Nothing is lost, nobody waits
longer than the set time, and who is too fast is told so once, in private.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Any

from bot.core.cog import Cog, every
from bot.core.commands import Asked, Reply, command
from bot.core.delivery import Delivery
from bot.core.errors import N_, BadArgument, NoSuchPlace, NotLetIn, PlatformDown
from bot.core.events import MessagePosted
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.rights import Rights, Role
from bot.core.rooms import Purpose, Room, Rooms
from cogs.bridge.standing import named
from cogs.rooms import chosen
from cogs.running import Running
from cogs.speech import private, say
from config.words import Translator, translator
from storage import outbox, people, slow
from storage.database import Tx
from storage.slow import Slow

_LONGEST = 21_600
"""Seconds: what Discord takes (Discord API, "Modify Channel", rate_limit_per_user)."""


class SlowMode(Cog):
    """Sets slow mode, and has what people write too fast wait for their turn."""

    name = "slow mode"

    def __init__(self, rooms: Rooms, running: Running | None = None, rights: Rights | None = None) -> None:
        """Slow the participants of these rooms down; the running bot knows which platforms do so by themselves."""
        self._rooms, self._running, self._rights = rooms, running or Running(), rights or Rights()
        self._slow: dict[str, Slow] = {}
        self._waits = True
        """Whether anything may wait: where slow mode is not used, nothing is asked of the database."""

    async def start(self, now: datetime, tx: Tx) -> None:
        """Know which rooms were slow before this start."""
        self._slow = await slow.rooms(tx)

    @command("bridge slow", needs=Role.FACILITATOR)
    async def set(
        self,
        asked: Asked,
        tx: Tx,
        room: Annotated[str, "The room's name"],
        seconds: Annotated[int, "How long a person waits between two messages; 0 ends it"],
    ) -> Reply:
        """Set how often a person may write in a room."""
        if not 0 <= seconds <= _LONGEST:
            raise BadArgument(N_("Please give a number of seconds from 0 to {longest}."), longest=_LONGEST)
        t, found = translator(asked.language), chosen(self._rooms, room, Purpose.GENERAL)
        lines: list[str] = []
        for one in found:
            lines += [await self._set_at(place, seconds, t) for place in one.places]
            await slow.set_room(tx, one.name, seconds, asked.at)
        after = await slow.rooms(tx)
        tx.afterwards(lambda: setattr(self, "_slow", after))
        return private("\n".join(f"- {line}" for line in lines))

    async def owe(self, tx: Tx, event: MessagePosted, room: Room, deliveries: Iterable[Delivery]) -> None:
        """Owe the copies of a message, now or when its author's turn comes."""
        due = await self._due(tx, event, room)
        if due is not None and due > event.at:
            self._waits = True
            await slow.hold(tx, deliveries, event.ref, room.name, event.author.ref, due)
            await self._tell(tx, event, room)
            return
        for delivery in deliveries:
            await outbox.put(tx, delivery, event.at)

    async def follow(self, tx: Tx, message: MessageRef, deliveries: Iterable[Delivery], at: datetime) -> None:
        """Owe what changes a message, behind it where that still waits."""
        owed = tuple(deliveries)
        if owed and self._waits and await slow.hold_behind(tx, owed, message):
            return
        for delivery in owed:
            await outbox.put(tx, delivery, at)

    async def withdraw(self, tx: Tx, message: MessageRef, deletions: Iterable[Delivery], at: datetime) -> None:
        """Owe the deletion of a message; one that still waits goes nowhere."""
        if not (self._waits and await slow.withdraw(tx, message)):
            for delivery in deletions:
                await outbox.put(tx, delivery, at)

    @every(timedelta(seconds=1))
    async def release(self, now: datetime, tx: Tx) -> None:
        """Owe what waited for its author's turn, when that has come."""
        if not self._waits:
            return
        for delivery in await slow.release(tx, now):
            await outbox.put(tx, delivery, now)
        if not await slow.waits(tx):
            tx.afterwards(lambda: setattr(self, "_waits", False))

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """See `Cog.export`."""
        waiting = await slow.waiting_of(tx, person)
        return {"waiting_for_slow_mode": waiting} if waiting else {}

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """See `Cog.forget`."""
        await slow.forget(tx, person)

    async def _due(self, tx: Tx, event: MessagePosted, room: Room) -> datetime | None:
        """Return when a message may go on; None where nothing slows it down."""
        mode = self._slow.get(room.name)
        if mode is None or event.author.bot or self._running.places.holds_back(event.ref.room):
            return None
        if await people.role_of(tx, self._rights, event.author) >= Role.FACILITATOR:
            return None
        last = await slow.last_turn(tx, room.name, event.author.ref)
        due = event.at if last is None else last + timedelta(seconds=mode.seconds)
        if due <= event.at:
            await slow.take_turn(tx, room.name, event.author.ref, event.at)
        return due

    async def _tell(self, tx: Tx, event: MessagePosted, room: Room) -> None:
        mode, to = self._slow[room.name], RoomRef.direct(event.author.ref)
        t = translator(room.language)
        sentence = N_(
            "{room} is in slow mode: what you write there goes to its other places every {seconds} seconds."
            " Nothing is lost."
        )
        text = say(t, sentence, room=room.title, seconds=t.number(mode.seconds))
        key = f"slow:{room.name}:{mode.since.isoformat()}>{to}"
        await outbox.put(tx, Delivery(key, to, text=text), event.at)

    async def _set_at(self, place: RoomRef, seconds: int, t: Translator) -> str:
        """Set slow mode in a place where its platform has one; return what became of it, in markdown."""
        name = named(self._rooms, place, t)
        if not self._running.places.holds_back(place):
            if not seconds:
                return t("{place}: slow mode is off.", place=name)
            return t("{place}: what a person writes goes on every {seconds} s.", place=name, seconds=t.number(seconds))
        try:
            await self._running.places.slow(place, seconds)
        except (NotLetIn, NoSuchPlace) as error:
            sentence = N_("{place} does not let me set slow mode. What is missing there: {missing}.")
            raise BadArgument(sentence, place=place, missing=error) from error
        except PlatformDown as error:
            sentence = N_("{platform} does not answer now. Please try again later.")
            raise BadArgument(sentence, platform=place.platform.capitalize()) from error
        if not seconds:
            return t("{place}: slow mode is off.", place=name)
        return t("{place}: a person may write every {seconds} s.", place=name, seconds=t.number(seconds))

"""The bridge: what happens in one place of a room happens in its other places."""

from __future__ import annotations

from typing import Any

import structlog

from bot.core.cog import Cog, on
from bot.core.emoji import qualified
from bot.core.events import (
    Joined,
    Left,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    Pinned,
    Reacted,
    Unpinned,
    Unreacted,
)
from bot.core.ids import PersonRef
from bot.core.rooms import Rooms
from cogs.bridge.echoes import Echoes
from cogs.bridge.owing import comings, copies, deletions, edits, own_reactions, pins, reactions
from cogs.bridge.slow import SlowMode
from cogs.running import Running
from storage import bridge, digests, links, outbox, people
from storage.database import Tx

_log = structlog.get_logger("stoa")


class Bridge(Cog):
    """Relays posts, edits, deletions, reactions and pins between a room's places, and who comes and goes if wanted.

    Commands to the bot, and reactions that choose something it offers, stay where they are.
    """

    name = "bridge"

    def __init__(
        self,
        rooms: Rooms,
        echoes: Echoes | None = None,
        pace: SlowMode | None = None,
        running: Running | None = None,
    ) -> None:
        """Bridge the places of each of these rooms; `echoes` are counted there for others to see.

        A running bot knows in which places each person's reaction is shown as theirs.
        """
        self._rooms, self._echoes, self._pace = rooms, echoes or Echoes(), pace or SlowMode(rooms)
        self._running = running or Running()

    @on(MessagePosted)
    async def relay(self, event: MessagePosted, tx: Tx) -> None:
        """Owe a copy of a message to every other place, unless it is itself a copy that another bridge made."""
        room = self._rooms.of(event.ref.room)
        if room is None or len(room.places) == 1 or event.command:
            return
        if self._echoes.is_echo(event, room):
            _log.info("echo dropped", room=str(event.ref.room), message=event.ref.id)
            return
        await self._pace.owe(tx, event, room, copies(event, self._rooms.others(event.ref.room)))

    @on(MessageEdited)
    async def follow_edit(self, event: MessageEdited, tx: Tx) -> None:
        """Owe the new text to every copy."""
        await self._pace.follow(tx, event.ref, edits(event, self._rooms.others(event.ref.room)), event.at)

    @on(MessageDeleted)
    async def follow_deletion(self, event: MessageDeleted, tx: Tx) -> None:
        """Owe the deletion of every copy; where a copy is deleted by hand, only that copy goes."""
        if await links.is_copy(tx, event.ref):
            await links.forget_message(tx, event.ref)
            return
        await bridge.forget_message(tx, event.ref)
        await self._pace.withdraw(tx, event.ref, deletions(event, self._rooms.others(event.ref.room)), event.at)

    @on(Reacted, Unreacted)
    async def follow_reaction(self, event: Reacted | Unreacted, tx: Tx) -> None:
        """Have each place show an emoji while it is given elsewhere: as each person's, or once as the bot's."""
        room = self._rooms.of(event.ref.room)
        if room is None or len(room.places) == 1 or not _counts(event):
            return
        message = await links.origin_of(tx, event.ref) or event.ref
        emoji = qualified(event.emoji)
        before = await bridge.givers(tx, message, emoji)
        if isinstance(event, Reacted):
            await bridge.react(tx, message, emoji, event.person.ref, event.ref.room, event.at)
        else:
            await bridge.unreact(tx, message, emoji, event.person.ref, event.ref.room)
        after = await bridge.givers(tx, message, emoji)
        each = [place for place in room.places if self._running.places.reacts_for_each(place)]
        owed = [*reactions(event, message, emoji, [p for p in room.places if p not in each], before, after)]
        giver = await people.canonical(tx, event.person.ref)
        owed += own_reactions(event, message, emoji, each, giver, before, after)
        await self._pace.follow(tx, message, owed, event.at)

    @on(Pinned, Unpinned)
    async def follow_pin(self, event: Pinned | Unpinned, tx: Tx) -> None:
        """Have a message pinned in one place pinned in every other, and no longer pinned."""
        message = await links.origin_of(tx, event.ref) or event.ref
        await self._pace.follow(tx, message, pins(event, self._rooms.others(event.ref.room)), event.at)

    @on(Joined, Left)
    async def tell(self, event: Joined | Left, tx: Tx) -> None:
        """Tell the other places of a room that wants it who came in or left; bots come and go unannounced."""
        room = self._rooms.of(event.room)
        if room and room.joins and not event.person.bot:
            for delivery in comings(event, room):
                await outbox.put(tx, delivery, event.at)

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """See `Cog.export`."""
        given = await bridge.reactions_of(tx, person)
        shown = [{"message": str(one.message), "emoji": one.emoji, "at": one.at.isoformat()} for one in given]
        said = [{"text": str(one.text)} for one in await digests.said_by(tx, person)]
        return ({"reactions": shown} if shown else {}) | ({"in digests": said} if said else {})

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """See `Cog.forget`."""
        await bridge.forget(tx, person)
        await digests.forget(tx, person)


def _counts(event: Reacted | Unreacted) -> bool:
    """Tell whether a reaction is somebody's say: no choice that is offered, and no bot's, which may be an echo."""
    return not event.person.bot and not (isinstance(event, Reacted) and event.command)

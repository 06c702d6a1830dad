"""Live-event mode: what waits too long for its turn, or arrives in a flood, is merged into attributed digests.

A room is in this mode for as long as its backlog would take longer than the set lag at the budget of its place, and
while it catches up on more late messages than are to come one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from bot.core.delivery import Action, Delivery
from bot.core.ids import RoomRef
from bot.core.ports import ChatPlatform, Clock
from bot.engine.budget import Budget, Budgets
from bot.engine.digest import LATE, dated, is_late, may_merge
from bot.engine.merging import Merger
from storage import bridge, digests, links, outbox
from storage.database import Tx
from storage.digests import Digest, Member, Place
from storage.outbox import Owed

_log = structlog.get_logger("stoa")


class Live:
    """Decides what is merged, and keeps digests and the messages in them together."""

    def __init__(self, merger: Merger, clock: Clock, *, digest_after: float = 5.0, catch_up_most: int = 50) -> None:
        """Merge what would wait longer than so many seconds, and late messages that are more than so many."""
        self._merger, self._clock = merger, clock
        self._after, self._most = digest_after, catch_up_most
        self._budgets = Budgets()
        self._pages: dict[RoomRef, int] = {}

    def budget(self, platform: ChatPlatform, room: RoomRef, *, as_person: bool) -> Budget:
        """Return the budget of a room for messages that are shown as somebody's, or for the bot's own."""
        return self._budgets.of(platform, room, as_person=as_person)

    async def digest(
        self, tx: Tx, platform: ChatPlatform, queue: Sequence[Owed], *, full: bool
    ) -> Digest | float | None:
        """Return the digest that comes next in a room, or None for single messages.

        A number is the seconds until one may be sent; 0 where the queue has changed and is to be read again. `full`:
        more may wait than is in the queue. A digest that was begun before is returned as it was.
        """
        head = queue[0]
        if head.state == "sending":
            return await digests.of(tx, head.delivery.key)
        if not may_merge(head, files=True) or await self._merger.is_alone(tx, head):
            return None
        catching = await self._catches_up(tx, queue, full=full)
        if not may_merge(head, files=catching):
            return None
        room, moment = head.delivery.to, self._clock.monotonic()
        single, own = (self.budget(platform, room, as_person=shown) for shown in (True, False))
        if not catching:
            waiting = await outbox.waiting(tx, room) if full else len(queue)
            if single.drain(moment, waiting) <= self._after:
                return None
        wait = own.wait(moment)
        if wait > 0:
            return None if single.wait(moment) < wait else wait
        return await self._made(tx, queue, self._pages[room] if catching else None)

    async def changed(self, tx: Tx, delivery: Delivery) -> Delivery:
        """Return a change as it is to be carried out: what concerns a message in a digest concerns the digest."""
        target = delivery.target or ""
        match delivery.action:
            case Action.EDIT | Action.DELETE if found := await digests.place_of(tx, target):
                return await self._change(tx, delivery, *found)
            case Action.EDIT if (posted := await outbox.with_key(tx, target)) and posted.claimed_at:
                return self.dated(replace(delivery, said_at=posted.delivery.said_at), posted.claimed_at)
            case Action.UNREACT if delivery.reply_to and await bridge.is_given_beside(
                tx, delivery.reply_to, delivery.to, delivery.emoji
            ):
                return replace(delivery, reply_to=None)
        return delivery

    def dated(self, delivery: Delivery, at: datetime) -> Delivery:
        """Return a delivery that says when it was written, if it is delivered (at a moment) so late."""
        if not is_late(delivery.said_at, at):
            return delivery
        reader = self._merger.reader(delivery.to)
        return replace(delivery, text=dated(delivery.text, delivery.said_at, at, reader))

    def spoken(self, digest: Digest) -> Delivery:
        """Return what is delivered for a digest."""
        return self._merger.spoken(digest)

    async def part(self, tx: Tx, digest: Digest, rows: Sequence[Owed]) -> None:
        """Take a digest apart that cannot be sent as one: each message is then tried by itself."""
        await digests.undo(tx, digest.key)
        self._merger.alone.update(owed.id for owed in rows)

    async def _catches_up(self, tx: Tx, queue: Sequence[Owed], *, full: bool) -> bool:
        head, now = queue[0].delivery, self._clock.now()
        if not is_late(head.said_at, now):
            self._pages.pop(head.to, None)
        elif head.to not in self._pages:
            late = sum(is_late(owed.delivery.said_at, now) for owed in queue)
            if (await outbox.waiting(tx, head.to, now - LATE) if full else late) > self._most:
                self._pages[head.to] = 0
        return head.to in self._pages

    async def _made(self, tx: Tx, queue: Sequence[Owed], page: int | None) -> Digest | float | None:
        room, now = queue[0].delivery.to, self._clock.now()
        try:
            run = await self._merger.run(tx, queue, now, page=page)
            digest = await self._merger.page(tx, list(run.posts.values()), now, page)
        except Exception:  # noqa: BLE001 - the boundary: a text that an adapter cannot write must not stop the others
            _log.exception("digest not made", room=room.label)
            self._merger.alone.update(owed.id for owed in queue)
            return 0.0
        if digest is None:
            return 0.0 if run.needless else None
        await digests.put(tx, digest)
        if page is not None:
            self._pages[room] = page + 1
        _log.info("digest made", room=room.label, messages=len(digest.members))
        return digest

    async def _change(self, tx: Tx, delivery: Delivery, digest: str, member: Member) -> Delivery:
        """Have a member of a digest read otherwise, or taken out, and return what that makes of the digest."""
        if delivery.action is Action.DELETE:
            await links.forget(tx, member.delivery.key, 0)
            await digests.change(tx, member.delivery, Place.GONE)
            if await digests.is_empty(tx, digest):
                return Delivery(delivery.key, delivery.to, Action.DELETE, target=digest)
        else:
            said = replace(member.delivery, text=delivery.text, attachments=delivery.attachments)
            await digests.change(tx, said, member.place)
        now = await digests.shown(tx, digest) if member.place is not Place.COUNTED else None
        if now is None:
            return replace(delivery, target=None)
        return Delivery(delivery.key, delivery.to, Action.EDIT, self.spoken(now).text, target=digest)

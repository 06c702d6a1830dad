"""The outbox: what is owed to each room, first in, first out, is claimed, delivered, and recorded.

A row is claimed before it is tried. Where the outcome is unknown (a crash, no answer) it stays claimed, and on a
platform that does not remember tokens the message is first looked for. What cannot succeed is buried with its reason.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from bot.core.delivery import Action, Delivery
from bot.core.errors import N_, InDoubt, TryLater, Undeliverable
from bot.core.ids import MessageRef, RoomRef
from bot.core.ports import ChatPlatform, Clock
from bot.core.rooms import Purpose, Rooms
from bot.engine.incidents import Incidents
from bot.engine.plan import Step, steps_for
from storage import links, outbox
from storage.database import Database, Tx
from storage.outbox import Owed

_log = structlog.get_logger("stoa")

_FIRST_WAIT = 1.0
_LONGEST_WAIT = 300.0
_LONGEST_DELIVERY = 300.0
"""Seconds for one part; beyond it the outcome is unknown. discord.py waits for rate limits inside a send."""
_GRACE = 20.0
"""Seconds that a stop waits for a delivery that has begun."""
_CRASHES = 5
"""How often an unexpected error of an adapter is tried again before the delivery is buried."""


@dataclass(frozen=True, slots=True)
class _Claimed:
    owed: Owed
    steps: list[Step]
    doubtful: bool
    """Whether it may have been sent already."""


@dataclass(frozen=True, slots=True)
class _Finished:
    owed: Owed
    made: list[tuple[Step, MessageRef]]
    """What is still to be recorded."""


class OutboxWorker:
    """One task for each room to which something is owed."""

    def __init__(
        self,
        database: Database,
        platforms: Mapping[str, ChatPlatform],
        rooms: Rooms,
        incidents: Incidents,
        clock: Clock,
    ) -> None:
        """Deliver through the platforms, by their names."""
        self._database, self._platforms, self._rooms = database, platforms, rooms
        self._incidents, self._clock = incidents, clock
        self._rung = asyncio.Event()
        self._drains: dict[RoomRef, asyncio.Task[None]] = {}
        self._again: set[RoomRef] = set()
        self._stopping = False

    def wake(self) -> None:
        """Have it look for what is owed."""
        self._rung.set()

    async def run(self) -> None:
        """Deliver until cancelled; a delivery that has begun is then finished first."""
        self.wake()
        try:
            while True:
                await self._rung.wait()
                self._rung.clear()
                await self._look()
        finally:
            await self._finish()

    async def idle(self) -> None:
        """Return when nothing is owed that could be delivered now (for scripts and tests)."""
        while True:
            await self._look()
            if not self._drains:
                return
            await asyncio.wait(self._drains.values(), return_when=asyncio.FIRST_COMPLETED)

    async def _look(self) -> None:
        async with self._database.reading() as tx:
            rooms = await outbox.rooms(tx)
        for room in rooms:
            if room in self._drains:
                self._again.add(room)
            elif not self._stopping:
                self._drains[room] = asyncio.create_task(self._drain(room), name=f"outbox {room}")

    async def _finish(self) -> None:
        self._stopping = True
        tasks = list(self._drains.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _drain(self, room: RoomRef) -> None:
        finished: _Finished | None = None
        try:
            while True:
                self._again.discard(room)
                found = await self._next(room, finished)
                finished = None
                if isinstance(found, float):
                    await self._clock.sleep(found)
                elif found is not None:
                    finished = await self._uncut(found)
                elif room not in self._again:
                    return
        finally:
            del self._drains[room]

    async def _next(self, room: RoomRef, finished: _Finished | None) -> _Claimed | float | None:
        """Record what was finished and claim what is next.

        Returns the seconds to wait where it is not due yet, and None where nothing is owed. A database that fails is
        tried again, since what was delivered must be recorded.
        """
        while True:
            try:
                if finished is None:
                    await self._platform_is_ready(room)
                async with self._database.transaction() as tx:
                    if finished:
                        await self._record(tx, finished)
                    return await self._head(tx, room)
            except Exception:  # noqa: BLE001 - the boundary: the room goes on when the database is back
                _log.exception("outbox could not be read or written", room=str(room))
                await self._clock.sleep(_FIRST_WAIT)

    async def _platform_is_ready(self, room: RoomRef) -> None:
        platform = self._platforms.get(room.platform)
        if platform is not None:
            await platform.ready()

    async def _head(self, tx: Tx, room: RoomRef) -> _Claimed | float | None:
        while owed := await outbox.head(tx, room):
            wait = (owed.due_at - self._clock.now()).total_seconds()
            if wait > 0:
                return wait
            claimed = await self._claim(tx, owed)
            if claimed is not None:
                return claimed
        return None

    async def _uncut(self, claimed: _Claimed) -> _Finished | None:
        """Deliver; a stop meanwhile waits for the outcome and records it, because otherwise it would be unknown."""
        delivery = asyncio.create_task(self._deliver(claimed), name=f"delivery {claimed.owed.id}")
        try:
            return await asyncio.shield(delivery)
        except asyncio.CancelledError:
            await asyncio.wait([delivery], timeout=_GRACE)
            if not delivery.done():
                delivery.cancel()
                await asyncio.wait([delivery])
            elif finished := delivery.result():
                async with self._database.transaction() as tx:
                    await self._record(tx, finished)
            raise

    async def _claim(self, tx: Tx, owed: Owed) -> _Claimed | None:
        now = self._clock.now()
        platform = self._platforms.get(owed.delivery.to.platform)
        if platform is None:
            await self._bury(tx, owed, f"no platform is called {owed.delivery.to.platform!r}")
            return None
        try:
            steps = await steps_for(tx, owed.delivery, platform.split(owed.delivery), platform.capabilities)
        except Exception as error:  # noqa: BLE001 - the boundary: a text that an adapter cannot write must not stop the room
            await self._incidents.report(tx, f"outbox {owed.delivery.to.platform}", error, owed.trace)
            await self._bury(tx, owed, f"cannot be written for {owed.delivery.to.platform}: {error}")
            return None
        if not steps:
            await outbox.sent(tx, owed.id, now)
            return None
        await outbox.claim(tx, owed.id, now)
        doubtful = owed.claimed_at is not None and not platform.capabilities.remembers_tokens
        return _Claimed(replace(owed, claimed_at=owed.claimed_at or now), steps, doubtful)

    async def _deliver(self, claimed: _Claimed) -> _Finished | None:
        """Do every step; return what is to be recorded, or None where the rest was put off or buried."""
        made: list[tuple[Step, MessageRef]] = []
        doubtful = claimed.doubtful
        try:
            for step in claimed.steps:
                if made:
                    # A long delivery is recorded part by part, so that none is sent twice after a crash.
                    await self._keep(made.pop())
                async with asyncio.timeout(_LONGEST_DELIVERY):
                    made.append((step, await self._do(step, claimed.owed, doubtful)))
                doubtful = False
        except Exception as error:  # noqa: BLE001 - the boundary: every way in which a delivery can fail is decided here
            await self._failed(claimed.owed, error, made)
            return None
        return _Finished(claimed.owed, made)

    async def _do(self, step: Step, owed: Owed, doubtful: bool) -> MessageRef:
        platform = self._platforms[step.part.to.platform]
        if doubtful and step.posts and owed.claimed_at is not None:
            found = await platform.find_delivered(step.part, owed.claimed_at)
            if found is not None:
                return found
        return await platform.deliver(step.part)

    async def _keep(self, made: tuple[Step, MessageRef]) -> None:
        async with self._database.transaction() as tx:
            await _link(tx, *made)

    async def _record(self, tx: Tx, finished: _Finished) -> None:
        for step, message in finished.made:
            await _link(tx, step, message)
        await outbox.sent(tx, finished.owed.id, self._clock.now())
        await self._offer_reactions(tx, finished.owed.delivery, finished.made)

    async def _offer_reactions(self, tx: Tx, delivery: Delivery, made: list[tuple[Step, MessageRef]]) -> None:
        """Put the emoji of the choices under the message, where the platform has no buttons to press."""
        can = self._platforms[delivery.to.platform].capabilities
        if delivery.action is not Action.POST or can.buttons or not can.reactions or not made:
            return
        for number, choice in enumerate(delivery.choices, start=1):
            label = choice.label.split(" ")[0]
            emoji = f"{number}\ufe0f\u20e3" if label.isalnum() or len(label) > 3 else label
            key = f"{delivery.key}:offer:{number}"
            reaction = Delivery(key, delivery.to, Action.REACT, reply_to=made[-1][1], emoji=emoji)
            await outbox.put(tx, reaction, self._clock.now())

    async def _failed(self, owed: Owed, error: Exception, made: list[tuple[Step, MessageRef]]) -> None:
        now = self._clock.now()
        async with self._database.transaction() as tx:
            for step, message in made:
                await _link(tx, step, message)
            match error:
                case Undeliverable():
                    await self._bury(tx, owed, str(error))
                case TryLater():
                    wait = error.after if error.after is not None else _backoff(owed.attempts)
                    await outbox.retry(tx, owed.id, now + timedelta(seconds=wait), str(error), in_doubt=False)
                case InDoubt() | TimeoutError():
                    due = now + timedelta(seconds=_backoff(owed.attempts))
                    await outbox.retry(tx, owed.id, due, str(error) or "no answer in time", in_doubt=True)
                case _:
                    await self._crashed(tx, owed, error)
        _log.info("delivery put off", id=owed.id, room=str(owed.delivery.to), reason=str(error), trace=owed.trace)

    async def _crashed(self, tx: Tx, owed: Owed, error: Exception) -> None:
        await self._incidents.report(tx, f"outbox {owed.delivery.to.platform}", error, owed.trace)
        if owed.attempts + 1 >= _CRASHES:
            await self._bury(tx, owed, f"{type(error).__name__}: {error}")
        else:
            due = self._clock.now() + timedelta(seconds=_backoff(owed.attempts))
            await outbox.retry(tx, owed.id, due, f"{type(error).__name__}: {error}", in_doubt=True)

    async def _bury(self, tx: Tx, owed: Owed, reason: str) -> None:
        await outbox.bury(tx, owed.id, self._clock.now(), reason)
        _log.warning("delivery buried", id=owed.id, room=str(owed.delivery.to), reason=reason, trace=owed.trace)
        room = self._rooms.of(owed.delivery.to)
        if room is None or room.purpose is not Purpose.ADMINS:
            sentence = N_("I could not deliver message {number} to {room}: {reason}. Raise it again with {command}.")
            name = f"#{room.name}" if room else str(owed.delivery.to)
            command = f"/outbox retry {owed.id}"
            await self._incidents.tell(
                tx, f"buried:{owed.delivery.to}", sentence, number=owed.id, room=name, reason=reason, command=command
            )


async def _link(tx: Tx, step: Step, message: MessageRef) -> None:
    if not step.key:
        return
    if step.part.action is Action.DELETE:
        await links.forget(tx, step.key, step.number)
    elif step.posts:
        await links.record(tx, message, step.key, step.number, step.origin)


def _backoff(attempts: int) -> float:
    return min(_FIRST_WAIT * 2.0 ** min(attempts, 16), _LONGEST_WAIT)

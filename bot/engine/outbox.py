"""The outbox at work: one task for each room to which something is owed, first in, first out."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable

import structlog

from bot.core.ids import RoomRef
from bot.core.ports import Clock
from bot.engine.courier import Claimed, Courier, Outcome
from storage import outbox
from storage.database import Database

_log = structlog.get_logger("stoa")

_WAIT = 1.0
"""Seconds until a database that failed is tried again."""
_GRACE = 20.0
"""Seconds that a stop waits for a delivery that has begun."""


class OutboxWorker:
    """Looks where something is owed and has the courier deliver it."""

    def __init__(self, database: Database, courier: Courier, clock: Clock) -> None:
        """Nothing is delivered before `run`."""
        self._database, self._courier, self._clock = database, courier, clock
        self._rung, self._look, self._told = asyncio.Event(), False, set[RoomRef]()
        self._drains: dict[RoomRef, asyncio.Task[None]] = {}
        self._again: set[RoomRef] = set()

    def wake(self, rooms: Collection[RoomRef] | None = None) -> None:
        """Have it deliver what is owed to some rooms, or look for what is owed."""
        if rooms is None:
            self._look = True
        else:
            self._told.update(rooms)
        if self._look or self._told:
            self._rung.set()

    async def run(self) -> None:
        """Deliver until cancelled; a delivery that has begun is then finished first."""
        self._courier.stopping = False
        self.wake()
        try:
            while True:
                await self._rung.wait()
                self._rung.clear()
                (look, self._look), (rooms, self._told) = (self._look, False), (self._told, set())
                self._serve(await self._owed() if look else rooms)
        finally:
            await self._finish()

    async def idle(self) -> None:
        """Return when nothing is owed that could be delivered now (for scripts and tests)."""
        while True:
            self._serve(await self._owed())
            if not self._drains:
                return
            await asyncio.wait(self._drains.values(), return_when=asyncio.FIRST_COMPLETED)

    async def _owed(self) -> list[RoomRef]:
        async with self._database.glancing() as tx:
            return await outbox.rooms(tx)

    def _serve(self, rooms: Iterable[RoomRef]) -> None:
        for room in rooms:
            if room in self._drains:
                self._again.add(room)
            elif not self._courier.stopping:
                self._drains[room] = asyncio.create_task(self._drain(room), name=f"outbox {room}")

    async def _finish(self) -> None:
        self._courier.stopping = True
        tasks = list(self._drains.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _drain(self, room: RoomRef) -> None:
        outcome: Outcome | None = None
        try:
            while True:
                self._again.discard(room)
                claimed = await self._next(room, outcome)
                outcome = None
                if isinstance(claimed, float):
                    await self._clock.sleep(claimed)
                elif claimed is not None:
                    outcome = await self._uncut(claimed)
                elif room not in self._again:
                    return
        finally:
            del self._drains[room]

    async def _next(self, room: RoomRef, outcome: Outcome | None) -> list[Claimed] | float | None:
        """Record what became of the last batch and claim the next, in one transaction (see `Courier.claim`).

        A database that fails is tried again, since what was delivered must be recorded.
        """
        while True:
            try:
                if outcome is None:
                    await self._courier.ready(room)
                async with self._database.transaction() as tx:
                    if outcome:
                        await self._courier.record(tx, outcome)
                    return await self._courier.claim(tx, room)
            except Exception:  # noqa: BLE001 - the boundary: the room goes on when the database is back
                _log.exception("outbox could not be read or written", room=room.label)
                await self._clock.sleep(_WAIT)

    async def _uncut(self, batch: list[Claimed]) -> Outcome:
        """Deliver; a stop meanwhile waits for the outcome and records it, because otherwise it would be unknown."""
        delivery = asyncio.create_task(self._courier.deliver(batch), name=f"delivery {batch[0].owed.id}")
        try:
            return await asyncio.shield(delivery)
        except asyncio.CancelledError:
            await asyncio.wait([delivery], timeout=_GRACE)
            if not delivery.done():
                delivery.cancel()
                await asyncio.wait([delivery])
            else:
                async with self._database.transaction() as tx:
                    await self._courier.record(tx, delivery.result())
            raise

"""Events to cogs: each event once, a batch and its cursors in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import structlog

from bot.core.cog import Cog, handlers_of
from bot.core.events import Event, MessageEdited, MessagePosted, Reacted, sourced
from bot.core.ids import RoomRef
from bot.core.ports import Clock
from bot.engine.incidents import Incidents, trace_of
from bot.engine.talk import Talk
from storage import inbox
from storage.database import Database, Tx

_Handler = Callable[..., Awaitable[None]]

_MOST_TOGETHER = 50
"""Events that share one commit; nobody is answered before it, so a crowd is answered bit by bit."""


@dataclass(slots=True)
class _Batch:
    platform: str
    events: Sequence[Event]
    cursors: Mapping[str, str]
    done: bool = field(default=False)


class Dispatcher:
    """Gives every event to every cog that asked for its kind."""

    def __init__(
        self,
        database: Database,
        cogs: Iterable[Cog],
        talk: Talk,
        incidents: Incidents,
        clock: Clock,
        wake: Callable[[Collection[RoomRef]], None],
    ) -> None:
        """`wake` is called after each commit with the rooms to which something is owed since."""
        self._database, self._talk, self._incidents, self._clock, self._wake = database, talk, incidents, clock, wake
        self._handlers: dict[type, list[tuple[str, _Handler]]] = {}
        for cog in cogs:
            for kind, handler in handlers_of(cog):
                self._handlers.setdefault(kind, []).append((f"{cog.name}.{handler.__name__}", handler))
        self._waiting: list[_Batch] = []
        self._turn = asyncio.Lock()

    async def receive(self, platform: str, events: Sequence[Event], cursors: Mapping[str, str]) -> None:
        """Take a batch and return once it is committed; batches that wait meanwhile share one commit.

        Raises what the database raises: nothing of the batch is then kept.
        """
        batch = _Batch(platform, events, cursors)
        self._waiting.append(batch)
        async with self._turn:
            # Whoever came before may have given up since and left a batch behind, so ours need not be among the first.
            while not batch.done:
                together = self._first()
                try:
                    owed = await self._commit(together)
                except BaseException:
                    # The others are not to suffer for our cancellation or error: each tries again by itself.
                    self._waiting = [other for other in [*together, *self._waiting] if other is not batch]
                    raise
                for other in together:
                    other.done = True
                self._wake(owed)

    def _first(self) -> Sequence[_Batch]:
        """Take the batches that are first, as many as may share one commit."""
        events, count = 0, 0
        for count, batch in enumerate(self._waiting):
            events += len(batch.events)
            if count and events > _MOST_TOGETHER:
                break
        else:
            count = len(self._waiting)
        together, self._waiting = self._waiting[:count], self._waiting[count:]
        return together

    async def _commit(self, batches: Sequence[_Batch]) -> Collection[RoomRef]:
        ids = [event.id for batch in batches for event in batch.events]
        async with self._database.transaction() as tx:
            fresh = await inbox.first_time(tx, ids, self._clock.now())
            for batch in batches:
                for event in batch.events:
                    if event.id in fresh:
                        fresh.discard(event.id)
                        await self._handle(event, tx)
                await inbox.advance(tx, batch.platform, batch.cursors)
        return tx.owed

    async def _handle(self, event: Event, tx: Tx) -> None:
        # A server whose clock is ahead must not have what it sent wait for that time to come.
        event = replace(event, at=min(event.at, self._clock.now()))
        if isinstance(event, MessagePosted | MessageEdited) and event.attachments:
            event = sourced(event)
        trace = trace_of(event.id)
        with structlog.contextvars.bound_contextvars(trace=trace):
            if isinstance(event, MessagePosted):
                event = await self._talk.message(event, tx)
            elif isinstance(event, Reacted):
                event = await self._talk.reaction(event, tx)
            for name, handler in self._handlers.get(type(event), ()):
                try:
                    async with tx.savepoint():
                        await handler(event, tx)
                except Exception as error:  # noqa: BLE001 - the boundary: one broken cog harms no other
                    await self._incidents.report(tx, name, error, trace)

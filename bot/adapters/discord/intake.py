"""The way in: what the gateway reports waits in one queue and is handed on in its order, with its cursors."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence

import structlog

from bot.adapters.discord.ears import Heard
from bot.adapters.discord.places import PLATFORM
from bot.adapters.discord.problems import FAILURES
from bot.core.errors import PlatformError
from bot.core.events import Event
from bot.core.ids import MessageRef
from bot.core.ports import Clock, Host

_log = structlog.get_logger("stoa")

_BATCH = 100
_WAIT = 1.0
"""Seconds until a database that failed is tried again."""

Hear = Callable[[], Awaitable[Heard]]
Act = Callable[[], Awaitable[None]]


class Intake:
    """One worker; what is put in takes its place at once, without a chance to be overtaken."""

    def __init__(self, host: Host, clock: Clock, cursors: dict[str, int]) -> None:
        """Hand on to the host, beginning with the cursors that it committed."""
        self._host, self._clock = host, clock
        self._queue: asyncio.Queue[Hear | tuple[Act] | None] = asyncio.Queue()
        self._cursors = dict(cursors)
        self._uncommitted: dict[str, int] = {}
        self._notes: dict[str, str] = {}

    @property
    def cursors(self) -> dict[str, int]:
        """The last message handed on, by cursor name."""
        return self._cursors | self._uncommitted

    def put(self, hear: Hear) -> None:
        """Queue what was reported; it is understood when its turn comes."""
        self._queue.put_nowait(hear)

    def put_act(self, act: Act) -> None:
        """Queue something that is to be done between what comes before and what comes after."""
        self._queue.put_nowait((act,))

    def end(self) -> None:
        """Have `work` return after what is queued now."""
        self._queue.put_nowait(None)

    async def work(self) -> None:
        """Hand on until `end`; raises PlatformError or a failure of Discord's, and what the host raises to an act."""
        while True:
            heard: list[Heard] = []
            item: Hear | tuple[Act] | None = await self._queue.get()
            while callable(item):
                heard.append(await self._understood(item))
                if self._queue.empty() or len(heard) >= _BATCH:
                    break
                item = self._queue.get_nowait()
            await self.hand_on(heard)
            if item is None:
                return await self._commit(())
            if isinstance(item, tuple):
                await item[0]()

    async def hand_on(self, heard: Iterable[Heard]) -> None:
        """Bring events to the host; returns when they and their cursors are committed.

        Cursors alone wait for the next event: what they cover is ours or nobody's and may be heard again.
        """
        events: list[Event] = []
        for one in heard:
            events += one.events
            self._notes |= one.notes
            if one.cursor is not None:
                name, message = one.cursor
                self._uncommitted[name] = max(message, self.cursors.get(name, 0))
        if events or self._notes:
            await self._commit(events)

    async def begin(self, cursors: dict[str, int]) -> None:
        """Commit where channels begin that were never heard before."""
        self._uncommitted |= cursors
        await self._commit(())

    async def heard(self, first: MessageRef, last: MessageRef) -> Sequence[MessageRef]:
        """Return the messages from one to another that the host was told of."""
        return await self._host.heard(first, last)

    async def note(self, name: str, value: str) -> None:
        """Commit a cursor that is no message."""
        await self._host.receive(PLATFORM, (), {name: value})

    async def _commit(self, events: Iterable[Event]) -> None:
        covered = dict(self._uncommitted)
        batch = tuple(events)
        if batch or covered or self._notes:
            cursors = {name: str(last) for name, last in covered.items()}
            await self._received(batch, cursors | self._notes)
            self._cursors |= covered
            self._uncommitted.clear()
            self._notes.clear()

    async def _received(self, events: Sequence[Event], cursors: dict[str, str]) -> None:
        """Bring events to the host; a database that fails is tried again, and what came after them waits."""
        while True:
            try:
                return await self._host.receive(PLATFORM, events, cursors)
            except Exception:  # noqa: BLE001 - the boundary: what the gateway told is told once, so it must be kept
                _log.exception("what Discord reported could not be stored")
                await self._clock.sleep(_WAIT)

    async def _understood(self, hear: Hear) -> Heard:
        try:
            return await hear()
        except (PlatformError, *FAILURES):
            raise
        except Exception:  # noqa: BLE001 - the boundary: one report that is not understood must not stop the others
            _log.exception("a report from Discord was not understood")
            return Heard()

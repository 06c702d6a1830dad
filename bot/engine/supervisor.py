"""Starting, watching and stopping: the platforms, the outbox and the schedule."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import structlog

from bot.core.errors import N_, LoginRefused, OperatorError, PlatformError
from bot.core.ports import ChatPlatform, Clock, Host
from bot.core.status import PlatformStatus
from bot.engine.incidents import Incidents
from bot.engine.outbox import OutboxWorker
from bot.engine.schedule import Schedule
from storage.database import Database

_log = structlog.get_logger("stoa")

_FIRST_WAIT = 1.0
_LONGEST_WAIT = 60.0
_STEADY = 60.0
"""Seconds of running after which a fall counts as the first one again."""
_SILENCE = 60.0
"""Seconds without a tick after which the schedule is started again."""


class Supervisor:
    """Keeps everything running: what falls over is started again with backoff while the others go on."""

    def __init__(
        self,
        database: Database,
        host: Host,
        platforms: Mapping[str, ChatPlatform],
        outbox: OutboxWorker,
        schedule: Schedule,
        incidents: Incidents,
        clock: Clock,
    ) -> None:
        """Nothing is started yet."""
        self._database, self._host, self._platforms = database, host, platforms
        self._outbox, self._schedule, self._incidents, self._clock = outbox, schedule, incidents, clock
        self._status = {
            name: PlatformStatus(name=name, state="starting", since=clock.now(), error="") for name in platforms
        }

    def status(self) -> tuple[PlatformStatus, ...]:
        """Return how each platform is."""
        return tuple(self._status.values())

    async def run(self, stop: asyncio.Event) -> None:
        """Run until `stop` is set or every platform has ended by itself.

        Raises OperatorError when no platform lets us in.
        """
        tasks = [
            asyncio.create_task(self._always("schedule", self._watched_schedule), name="schedule"),
            asyncio.create_task(self._always("outbox", self._outbox.run), name="outbox"),
        ]
        platforms = [asyncio.create_task(self._platform(name), name=name) for name in self._platforms]
        stopping = asyncio.create_task(stop.wait(), name="stop")
        ended = asyncio.create_task(_all_of(platforms), name="platforms")
        try:
            await asyncio.wait({stopping, ended}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._stop((stopping, ended), platforms, tasks)
        if not stop.is_set():
            refused = [status.error for status in self._status.values() if status.state == "refused"]
            if refused and len(refused) == len(self._platforms):
                raise OperatorError("\n".join(refused))

    async def _stop(
        self,
        waits: tuple[asyncio.Task[Any], ...],
        platforms: list[asyncio.Task[None]],
        tasks: list[asyncio.Task[None]],
    ) -> None:
        """Stop hearing first, then speaking: what was heard is committed, what was begun is finished."""
        await asyncio.gather(*(platform.stop() for platform in self._platforms.values()), return_exceptions=True)
        _, late = await asyncio.wait(platforms, timeout=_LONGEST_WAIT) if platforms else (set(), set())
        for task in (*late, *tasks, *waits):
            task.cancel()
        await asyncio.gather(*waits, *platforms, *tasks, return_exceptions=True)

    async def _platform(self, name: str) -> None:
        platform, falls = self._platforms[name], 0
        while True:
            began = self._clock.monotonic()
            self._note(name, "starting")
            ready = asyncio.create_task(self._ready(name), name=f"{name} ready")
            try:
                await platform.run(self._host)
                return self._note(name, "stopped")
            except LoginRefused as error:
                return await self._refused(name, str(error))
            except Exception as error:  # noqa: BLE001 - the boundary: a platform that falls over is started again
                falls = 1 if self._clock.monotonic() - began > _STEADY else falls + 1
                self._fell(name, error, falls)
            finally:
                ready.cancel()
                await asyncio.gather(ready, return_exceptions=True)
            await self._clock.sleep(min(_FIRST_WAIT * 2.0 ** min(falls - 1, 10), _LONGEST_WAIT))

    async def _ready(self, name: str) -> None:
        await self._platforms[name].ready()
        self._note(name, "up")
        _log.info("platform up", platform=name)

    def _fell(self, name: str, error: Exception, falls: int) -> None:
        self._note(name, "down", str(error) or type(error).__name__)
        expected = isinstance(error, PlatformError)
        _log.warning(
            "platform down", platform=name, reason=str(error), falls=falls, exc_info=None if expected else error
        )

    async def _refused(self, name: str, reason: str) -> None:
        self._note(name, "refused", reason)
        _log.error("platform refused us", platform=name, reason=reason)
        async with self._database.transaction() as tx:
            sentence = N_("{platform} does not let me in: {reason}. Put it right and start me again.")
            await self._incidents.tell(tx, f"refused:{name}", sentence, platform=name, reason=reason)
        self._outbox.wake()

    def _note(self, name: str, state: str, error: str = "") -> None:
        self._status[name] = PlatformStatus(name=name, state=state, since=self._clock.now(), error=error)

    async def _watched_schedule(self) -> None:
        """Run the schedule; end with an error when it has gone silent, so that it is started again."""
        running = asyncio.create_task(self._schedule.run(), name="bell")
        began = self._clock.monotonic()
        try:
            while not running.done():
                await asyncio.wait([running], timeout=_SILENCE)
                if self._clock.monotonic() - max(began, self._schedule.last_tick or began) > _SILENCE:
                    raise TimeoutError("the schedule has gone silent")
            await running
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    async def _always(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await run()
            except Exception:  # noqa: BLE001 - the boundary: what keeps the bot alive must not end
                _log.exception("started again after an error", part=name)
            await self._clock.sleep(_FIRST_WAIT)


async def _all_of(tasks: Sequence[asyncio.Task[None]]) -> None:
    await asyncio.wait(tasks)

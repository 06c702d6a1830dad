"""The tick: cogs look for what is due in their tables; APScheduler only rings the bell."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.core.cog import Cog, Periodic, periodics_of
from bot.core.ports import Clock
from bot.engine.incidents import Incidents, trace_of
from storage.database import Database

_log = structlog.get_logger("stoa")
logging.getLogger("apscheduler").setLevel(logging.ERROR)
"""It warns of each ring that is left out while a tick lasts longer, which is as it should be."""
_BELL = timedelta(seconds=1)


class Schedule:
    """Calls each periodic handler when its period has passed, in a transaction of its own.

    Nothing is kept here across a restart: every handler runs soon after the start, and what is due lives in SQL.
    """

    def __init__(
        self, database: Database, cogs: Iterable[Cog], incidents: Incidents, clock: Clock, wake: Callable[[], None]
    ) -> None:
        """`wake` is called after each handler, since something may be owed."""
        self._database, self._incidents, self._clock, self._wake = database, incidents, clock, wake
        self._next: dict[str, datetime] = {}
        self._periodics = tuple(periodic for cog in cogs for periodic in periodics_of(cog))
        self._ticking = asyncio.Lock()
        self.last_tick: float | None = None
        """When the last tick ended, in seconds of `Clock.monotonic`: the watchdog looks here."""

    async def tick(self, now: datetime) -> None:
        """Run what is due at a moment (aware, UTC)."""
        async with self._ticking:
            for periodic in self._periodics:
                if self._next.get(periodic.name, now) <= now:
                    self._next[periodic.name] = now + periodic.period
                    await self._run(periodic, now)
            self.last_tick = self._clock.monotonic()

    async def run(self) -> None:
        """Ring until cancelled."""
        bell = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}, timezone="UTC"
        )
        bell.add_job(self._ring, "interval", seconds=_BELL.total_seconds())
        bell.start()
        try:
            await asyncio.Event().wait()
        finally:
            bell.pause()
            async with self._ticking:
                # A tick that has begun is finished: shutting down would cancel it.
                bell.shutdown(wait=False)

    async def _ring(self) -> None:
        await self.tick(self._clock.now())

    async def _run(self, periodic: Periodic, now: datetime) -> None:
        try:
            async with self._database.transaction() as tx:
                await periodic.run(now, tx)
        except Exception as error:  # noqa: BLE001 - the boundary: a broken cog must not stop the clock
            await self._report(periodic, error, now)
        self._wake()

    async def _report(self, periodic: Periodic, error: Exception, now: datetime) -> None:
        trace = trace_of(f"{periodic.name}:{now.isoformat()}")
        try:
            async with self._database.transaction() as tx:
                await self._incidents.report(tx, periodic.name, error, trace)
        except Exception:  # noqa: BLE001 - the database itself is away: the log is all that is left
            _log.exception("not reported", where=periodic.name, trace=trace)

"""The tick: each periodic in its own transaction, at its own pace, and none stops another."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from bot.core.cog import Cog, every
from bot.core.delivery import Delivery
from storage import outbox
from storage.database import Database, Tx
from tests.engine.world import ADMINS, LEFT, ROOMS, World, two_platforms
from tests.fakes import START


class Ticker(Cog):
    """Counts, and breaks where it is told to."""

    name = "ticker"

    def __init__(self) -> None:
        self.fast: list[datetime] = []
        self.slow: list[datetime] = []
        self.heard = asyncio.Event()

    @every(timedelta(seconds=5))
    async def break_down(self, now: datetime, tx: Tx) -> None:
        await outbox.put(tx, Delivery(f"half:{now}", LEFT), now)
        raise RuntimeError("bug")

    @every(timedelta(seconds=5))
    async def often(self, now: datetime, tx: Tx) -> None:
        self.fast.append(now)
        self.heard.set()

    @every(timedelta(hours=1))
    async def seldom(self, now: datetime, tx: Tx) -> None:
        self.slow.append(now)


async def test_each_runs_at_start_and_then_after_its_period(database: Database) -> None:
    ticker = Ticker()
    world = World(database, [ticker], two_platforms(), ROOMS)
    for second in range(12):
        await world.schedule.tick(START + timedelta(seconds=second))
    assert ticker.fast == [START + timedelta(seconds=second) for second in (0, 5, 10)]
    assert ticker.slow == [START]


async def test_one_that_breaks_is_undone_and_reported_and_the_others_go_on(database: Database) -> None:
    ticker = Ticker()
    world = World(database, [ticker], two_platforms(), ROOMS)
    await world.schedule.tick(START)
    assert ticker.fast
    async with world.up():
        await world.outbox.idle()
    assert world.texts(LEFT) == []
    assert "ticker.break_down" in world.texts(ADMINS)[0]


async def test_the_bell_rings(database: Database) -> None:
    ticker = Ticker()
    world = World(database, [ticker], two_platforms(), ROOMS)
    running = asyncio.create_task(world.schedule.run())
    await ticker.heard.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert world.schedule.last_tick is not None

"""What is good only for a time: said otherwise when it is late, and dropped when its time is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.errors import InDoubt, TryLater
from bot.core.ports import Capabilities
from bot.core.text import RichText
from storage import outbox
from storage.database import Database
from tests.engine.test_outbox import deliver_through_waits, owe, say
from tests.engine.world import RIGHT, ROOMS, World
from tests.fakes import START, FakePlatform

SOON = START + timedelta(seconds=20)
REMINDER = replace(say("now"), late_from=SOON, late=RichText.plain("late"), good_until=SOON + timedelta(seconds=60))


async def test_in_time_it_says_what_it_says(world: World) -> None:
    await owe(world, REMINDER)
    await world.outbox.idle()
    assert world.texts(RIGHT) == ["now"]


async def test_what_waited_too_long_says_that_it_is_late(world: World) -> None:
    world.platforms["right"].faults += [lambda part: TryLater("down", 30)]
    await owe(world, REMINDER)
    await deliver_through_waits(world)
    assert world.texts(RIGHT) == ["late"]


async def test_what_waited_until_its_time_was_over_is_dropped_and_holds_up_nothing(world: World) -> None:
    world.platforms["right"].faults += [lambda part: TryLater("down", 90)]
    await owe(world, REMINDER, say("next"))
    await deliver_through_waits(world)
    assert world.texts(RIGHT) == ["next"]


async def test_what_may_have_been_said_is_looked_for_as_it_was(database: Database) -> None:
    forgetful = FakePlatform("right", capabilities=Capabilities(remembers_tokens=False))
    world = World(database, [], [FakePlatform("left"), forgetful], ROOMS)
    await owe(world, REMINDER)
    async with database.transaction() as tx:
        await outbox.claim(tx, [1], world.clock.now())
    await world.clock.advance(40)
    async with world.up():
        forgetful.lost_answers.append(InDoubt("no answer"))
        await deliver_through_waits(world)
    assert world.texts(RIGHT) == ["now"]

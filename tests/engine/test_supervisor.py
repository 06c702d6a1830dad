"""Start, fall, restart, refusal and graceful stop of the platforms."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.errors import LoginRefused, OperatorError, PlatformDown
from cogs.bridge import Bridge
from storage.database import Database
from tests.engine.world import ADMINS, LEFT, RIGHT, ROOMS, World, two_platforms
from tests.fakes import person, posted, settle


@pytest.fixture
def world(database: Database) -> World:
    return World(database, [Bridge(ROOMS)], two_platforms(), ROOMS)


def states(world: World) -> dict[str, str]:
    return {status.name: status.state for status in world.supervisor.status()}


async def test_a_platform_that_falls_is_started_again_while_the_others_go_on(world: World) -> None:
    world.platforms["right"].falls = [PlatformDown("no route"), PlatformDown("no route")]
    stop = asyncio.Event()
    running = asyncio.create_task(world.supervisor.run(stop))
    await until(lambda: states(world) == {"left": "up", "right": "down"})
    await world.platforms["left"].hear(posted(LEFT, "καλημέρα", person("teacher-17", "left")))
    assert world.texts(RIGHT) == []
    while states(world)["right"] != "up":
        await world.clock.advance(1)
        await settle()
    await until(lambda: world.texts(RIGHT) == ["καλημέρα"])
    stop.set()
    await running
    assert set(states(world).values()) == {"stopped"}


async def test_one_refused_platform_is_told_and_the_other_serves(world: World) -> None:
    world.platforms["right"].falls = [LoginRefused("wrong token")]
    stop = asyncio.Event()
    running = asyncio.create_task(world.supervisor.run(stop))
    await until(lambda: bool(world.texts(ADMINS)))
    assert "wrong token" in world.texts(ADMINS)[0]
    assert states(world) == {"left": "up", "right": "refused"}
    stop.set()
    await running


async def test_when_all_are_refused_the_operator_is_told_every_reason(world: World) -> None:
    for platform in world.platforms.values():
        platform.falls = [LoginRefused(f"{platform.name}: wrong token")]
    with pytest.raises(OperatorError, match="left: wrong token\nright: wrong token"):
        await world.supervisor.run(asyncio.Event())


async def test_it_ends_by_itself_when_every_platform_has_ended(world: World) -> None:
    running = asyncio.create_task(world.supervisor.run(asyncio.Event()))
    await until(lambda: set(states(world).values()) == {"up"})
    for platform in world.platforms.values():
        await platform.stop()
    await running


async def until(holds: object) -> None:
    """Wait until something holds; the test's own time limit bounds it."""
    assert callable(holds)
    while not holds():  # noqa: ASYNC110 - whatever happens in between
        await asyncio.sleep(0)

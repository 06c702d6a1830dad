"""Slow mode: set where a platform has one; elsewhere what is written too fast waits for its turn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.core.errors import NotLetIn, PlatformDown
from bot.core.events import MessagePosted, Person
from bot.core.ids import RoomRef
from bot.core.ports import Capabilities
from bot.core.rights import Rights
from bot.core.rooms import Room, Rooms
from bot.engine.places import Places
from cogs.bridge import Bridge, BridgeAdmin, Echoes, SlowMode
from cogs.running import Running
from storage.database import Database
from tests.cogs.asking import Facilitator
from tests.engine.world import LEFT, RIGHT, World
from tests.fakes import START, FakePlatform, deleted, edited, person, posted, reacted

ROOMS = Rooms((Room("genika", "Γενικά", (LEFT, RIGHT), language="en"),))
TEACHER, OTHER = person("teacher-17", "left"), person("teacher-23", "left")
DIRECT = RoomRef.direct(TEACHER.ref)


@pytest.fixture
async def world(database: Database, running: Running) -> AsyncIterator[World]:
    """The bridge between a platform without slow mode (left) and one that has it (right)."""
    right = FakePlatform("right", capabilities=Capabilities(remembers_tokens=True, slow_mode=True))
    pace = SlowMode(ROOMS, running, Rights.of(facilitators=["left:facilitator-1"]))
    world = World(database, [Bridge(ROOMS, pace=pace), pace], [FakePlatform("left"), right], ROOMS)
    running.places = Places(world.platforms)
    async with world.up():
        yield world


@pytest.fixture
def running() -> Running:
    return Running()


@pytest.fixture
def pace(world: World) -> SlowMode:
    (found,) = (cog for cog in world.cogs if isinstance(cog, SlowMode))
    return found


@pytest.fixture
def facilitator(database: Database, pace: SlowMode) -> Facilitator:
    return Facilitator(database, pace, language="en")


async def says(world: World, number: int, by: Person = TEACHER, room: RoomRef = LEFT) -> MessagePosted:
    event = posted(room, f"{by.name[-2:]}-{number}", by, id=f"{by.name}-{number}", at=world.clock.now())
    await world.hear(event)
    return event


async def passes(world: World, seconds: float) -> None:
    await world.clock.advance(seconds)
    await world.schedule.tick(world.clock.now())
    await world.outbox.idle()


async def test_a_person_speaks_in_the_other_places_once_in_the_time_and_all_of_it_arrives(
    world: World, facilitator: Facilitator
) -> None:
    assert (await facilitator.says("bridge slow genika 30", START)).splitlines() == [
        "Γενικά · Left: what a person writes goes on every 30 s.",
        "Γενικά · Right: a person may write every 30 s.",
    ]
    assert world.platforms["right"].slowed == {RIGHT: 30}
    for number in (1, 2, 3):
        await says(world, number)
    await says(world, 1, OTHER)
    assert world.texts(RIGHT) == ["17-1", "23-1"]
    await passes(world, 29)
    assert world.texts(RIGHT) == ["17-1", "23-1"]
    await passes(world, 1)
    assert world.texts(RIGHT) == ["17-1", "23-1", "17-2", "17-3"]
    await says(world, 4)
    assert world.texts(RIGHT)[-1] == "17-3", "the turn was just taken"
    await passes(world, 30)
    assert world.texts(RIGHT)[-1] == "17-4"
    assert world.texts(DIRECT) == [
        "Γενικά is in slow mode: what you write there goes to its other places every 30 seconds. Nothing is lost."
    ]


async def test_who_helps_bots_and_what_the_platform_holds_back_itself_are_not_slowed(
    world: World, facilitator: Facilitator
) -> None:
    await facilitator.says("bridge slow genika 30", START)
    for number in (1, 2):
        await says(world, number, person("facilitator-1", "left"))
        await says(world, number, person("robot-77", "left", bot=True))
        await says(world, number, person("teacher-31", "right"), RIGHT)
    assert len(world.texts(RIGHT)) == 4
    assert len(world.texts(LEFT)) == 2


async def test_what_changes_a_waiting_message_waits_behind_it_and_a_deleted_one_goes_nowhere(
    world: World, facilitator: Facilitator
) -> None:
    await facilitator.says("bridge slow genika 30", START)
    await says(world, 1)
    second, third = await says(world, 2), await says(world, 3)
    await world.hear(edited(second, "διορθωμένο"), reacted(second.ref, "👍", OTHER), deleted(third))
    await passes(world, 30)
    assert world.texts(RIGHT) == ["17-1", "διορθωμένο"]
    assert world.platforms["right"].last(RIGHT).reactions == ["👍"]


async def test_it_survives_a_restart_and_what_waits_goes_when_it_ends(
    world: World, facilitator: Facilitator, pace: SlowMode, running: Running
) -> None:
    await facilitator.says("bridge slow genika 300", START)
    await says(world, 1)
    await says(world, 2)
    pace._slow = {}
    async with world.database.transaction() as tx:
        await pace.start(START, tx)
    await says(world, 3)
    assert world.texts(RIGHT) == ["17-1"]
    admin = Facilitator(world.database, BridgeAdmin(ROOMS, running, Echoes()), language="en")
    assert "Γενικά is in slow mode: one message a person every 300 s." in await admin.says("bridge status", START)
    assert (await facilitator.says("bridge slow genika 0", START)).splitlines() == [
        "Γενικά · Left: slow mode is off.",
        "Γενικά · Right: slow mode is off.",
    ]
    await passes(world, 1)
    assert world.texts(RIGHT) == ["17-1", "17-2", "17-3"]
    assert "slow mode" not in await admin.says("bridge status", START)


@pytest.mark.parametrize(
    ("line", "error", "answer"),
    [
        ("genika 21601", None, "Please give a number of seconds from 0 to 21600."),
        ("genika -1", None, "Please give a number of seconds from 0 to 21600."),
        ("nowhere 5", None, "There is no room named nowhere."),
        (
            "genika 5",
            NotLetIn("“Manage Channels”"),
            "right:room does not let me set slow mode. What is missing there: “Ma",
        ),
        ("genika 5", PlatformDown("no answer"), "Right does not answer now."),
    ],
)
async def test_what_cannot_be_set(
    world: World, facilitator: Facilitator, line: str, error: Exception | None, answer: str
) -> None:
    if error:
        world.platforms["right"].entries = {RIGHT: error}
    assert (await facilitator.says(f"bridge slow {line}", START)).startswith(answer)
    for number in (1, 2):
        await says(world, number)
    assert world.texts(RIGHT) == ["17-1", "17-2"], "nothing is slow"


async def test_a_person_has_a_right_to_what_waits(world: World, facilitator: Facilitator, pace: SlowMode) -> None:
    await facilitator.says("bridge slow genika 30", START)
    await says(world, 1)
    await says(world, 2)
    async with world.database.transaction() as tx:
        assert await pace.export(TEACHER.ref, tx) == {"waiting_for_slow_mode": ["17-2"]}
        assert await pace.export(OTHER.ref, tx) == {}
        await pace.forget(TEACHER.ref, tx)
        assert await pace.export(TEACHER.ref, tx) == {}
    await passes(world, timedelta(minutes=1).total_seconds())
    assert world.texts(RIGHT) == ["17-1"]

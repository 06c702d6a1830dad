"""Places that are added and taken out while the bot runs: at once and after a restart, each refusal in one sentence."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.core.errors import NoSuchPlace, NotLetIn, PlatformDown
from bot.core.ids import RoomRef
from bot.core.rooms import Purpose, Room, Rooms
from bot.core.status import PlatformStatus
from bot.engine.places import Places
from cogs.bridge import Bridge, BridgeAdmin, BridgePlaces, Echoes
from cogs.running import Running
from storage.database import Database
from tests.cogs.asking import Facilitator
from tests.engine.world import ADMINS, LEFT, RIGHT, World, two_platforms
from tests.fakes import START, FakePlatform, person, posted

NEW = RoomRef("right", "new")


def directory() -> Rooms:
    general = Room("genika", "Γενικά", (LEFT, RIGHT))
    return Rooms((general, Room("diacheirisi", "Διαχείριση", (ADMINS,), Purpose.ADMINS, language="en")))


@pytest.fixture
def rooms() -> Rooms:
    return directory()


@pytest.fixture
async def world(database: Database, rooms: Rooms) -> AsyncIterator[World]:
    world = World(database, [Bridge(rooms)], two_platforms(), rooms)
    async with world.up():
        yield world


@pytest.fixture
def right(world: World) -> FakePlatform:
    return world.platforms["right"]


@pytest.fixture
def cog(world: World, rooms: Rooms) -> BridgePlaces:
    running = Running()
    up = tuple(PlatformStatus(name, "up", START, "") for name in world.platforms)
    running.follow((), lambda: up, world.clock)
    running.places = Places(world.platforms)
    return BridgePlaces(rooms, running)


@pytest.fixture
def coordinator(world: World, cog: BridgePlaces) -> Facilitator:
    return Facilitator(world.database, cog, language="en")


async def say(world: World, number: int) -> None:
    await world.hear(posted(LEFT, f"μήνυμα {number}", person("teacher-17", "left"), id=str(number)))


async def test_a_place_that_is_added_is_bridged_at_once_and_after_a_restart(
    world: World, cog: BridgePlaces, coordinator: Facilitator
) -> None:
    await say(world, 1)
    answer = await coordinator.says("bridge add #genika right:new", START)
    assert answer == "The room #genika lives in right:new too from now on."
    await say(world, 2)
    assert world.texts(NEW) == ["μήνυμα 2"]
    restarted = directory()
    async with world.database.transaction() as tx:
        await BridgePlaces(restarted, Running()).start(START, tx)
    assert restarted.others(LEFT) == (RIGHT, NEW)


async def test_a_new_room_is_made_with_its_title(rooms: Rooms, coordinator: Facilitator) -> None:
    assert await coordinator.says("bridge add kafeneio <right:new> Το καφενείο μας", START) == (
        "The new room #kafeneio lives in right:new."
    )
    assert await coordinator.says("bridge add kafeneio left:cafe", START) == (
        "The room #kafeneio lives in left:cafe too from now on."
    )
    assert rooms.named("kafeneio") == Room("kafeneio", "Το καφενείο μας", (NEW, RoomRef("left", "cafe")))


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("genika telex:1", "I do not know what place “telex:1” is. Write it as platform:id; the platforms are: "),
        ("genika right:", "I do not know what place “right:” is."),
        ("genika right:dm:teacher-17", "I do not know what place “right:dm:teacher-17” is."),
        ("genika left:admins", "left:admins is already a place of the room #diacheirisi."),
        ("genika right:alias", "right:room is already a place of the room #genika."),
        ("genika right:gone", "There is no such place: right:gone."),
        ("genika right:closed", "I may not read in right:closed. What is missing there: “View Channel”."),
        ("genika right:silent", "Right does not answer now. Please try again later."),
        ("Γενικά right:new", "A room's name has small Latin letters, digits and hyphens only, not “Γενικά”."),
    ],
)
async def test_what_cannot_be_added_is_told_in_one_sentence(
    coordinator: Facilitator, right: FakePlatform, rooms: Rooms, line: str, answer: str
) -> None:
    right.entries = {
        RoomRef("right", "alias"): RIGHT,
        RoomRef("right", "gone"): NoSuchPlace("gone"),
        RoomRef("right", "closed"): NotLetIn("“View Channel”"),
        RoomRef("right", "silent"): PlatformDown("no answer"),
    }
    assert (await coordinator.says(f"bridge add {line}", START)).startswith(answer)
    assert rooms.on("right") == (RIGHT,)


async def test_what_is_taken_out_receives_nothing_more_and_what_was_owed_is_counted(
    world: World, coordinator: Facilitator, right: FakePlatform, rooms: Rooms
) -> None:
    await coordinator.says("bridge add genika right:new", START)
    await say(world, 1)
    await right.stop()
    for number in (2, 3):
        await world.host.receive("left", [posted(LEFT, "χάνεται", person("t", "left"), id=str(number))], {})
    assert await coordinator.says("bridge remove right:new", START) == (
        "Nothing goes to Γενικά · Right new any more. 2 messages that were still owed to it are dropped."
    )
    assert rooms.others(LEFT) == (RIGHT,)
    assert world.texts(NEW) == ["μήνυμα 1"]
    async with world.database.transaction() as tx:
        again = directory()
        await BridgePlaces(again, Running()).start(START, tx)
    assert again.others(LEFT) == (RIGHT,)


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        ("right:nowhere", "No room lives in right:nowhere. See the places with bridge list."),
        ("right:room", "right:room stands in the settings' file: take it out there and start me again."),
    ],
)
async def test_what_cannot_be_taken_out(coordinator: Facilitator, place: str, answer: str) -> None:
    assert await coordinator.says(f"bridge remove {place}", START) == answer


async def test_a_command_that_fails_changes_no_room(world: World, cog: BridgePlaces, rooms: Rooms) -> None:
    asked = Facilitator(world.database, cog).asked(START)
    with pytest.raises(ZeroDivisionError):
        async with world.database.transaction() as tx:
            await cog.add(asked, tx, "genika", "right:new")
            raise ZeroDivisionError
    assert rooms.on("right") == (RIGHT,)


async def test_what_the_bot_lacks_is_told_once_until_it_changes(
    world: World, cog: BridgePlaces, right: FakePlatform, rooms: Rooms
) -> None:
    async def look() -> list[str]:
        await world.clock.advance(60)
        async with world.database.transaction() as tx:
            await cog.look(world.clock.now(), tx)
        await world.outbox.idle()
        return world.texts(ADMINS)

    right.lacking = {RIGHT: ("Manage Webhooks", "Add Reactions")}
    told = ["⚠️ In Γενικά · Right I lack: Manage Webhooks, Add Reactions."]
    assert await look() == await look() == told
    right.lacking = {RIGHT: ("Add Reactions",)}
    told.append("⚠️ In Γενικά · Right I lack: Add Reactions.")
    assert await look() == await look() == told
    right.lacking = {}
    assert await look() == told
    right.lacking = {RIGHT: ("Add Reactions",)}
    assert await look() == [*told, told[1]]


async def test_status_names_what_is_missing(world: World, cog: BridgePlaces, right: FakePlatform, rooms: Rooms) -> None:
    right.lacking = {RIGHT: ("Manage Webhooks",)}
    admin = Facilitator(world.database, BridgeAdmin(rooms, cog._running, Echoes()), language="en")
    assert "In Γενικά · Right I lack: Manage Webhooks." in await admin.says("bridge status", START)
    greek = Facilitator(world.database, admin.cog, language="el")
    assert "Στο Γενικά · Right μου λείπει: Manage Webhooks." in await greek.says("bridge status", START)

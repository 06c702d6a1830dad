"""Looking after the bridge: its rooms, how each place stands, a message's story, and what was given up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.cli import demo
from bot.core.delivery import Delivery, Part
from bot.core.errors import TryLater, Undeliverable
from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.ports import Limit
from bot.core.text import RichText
from bot.engine.incidents import trace_of
from cogs.bridge import Bridge, BridgeAdmin, Echoes
from cogs.running import Running
from storage import outbox, retention
from storage.database import Database
from tests.cogs.asking import Facilitator
from tests.engine.test_outbox import deliver_through_waits
from tests.engine.world import LEFT, RIGHT, ROOMS, THIRD, World, two_platforms
from tests.fakes import START, FakeClock, deleted, edited, person, posted, reacted

TEACHER = person("teacher-17", "left")
FIRST = posted(LEFT, "Καλημέρα", TEACHER)
DIRECT = RoomRef.direct(PersonRef("right", "teacher-31"))


@pytest.fixture
def echoes() -> Echoes:
    return Echoes()


@pytest.fixture
async def world(database: Database, echoes: Echoes) -> AsyncIterator[World]:
    """The engine with the bridge, its platforms up."""
    world = World(database, [Bridge(ROOMS, echoes)], two_platforms(), ROOMS)
    async with world.up():
        yield world


@pytest.fixture
def running(world: World) -> Running:
    running = Running()
    platforms = world.platforms.values()
    running.follow(
        (),
        world.supervisor.status,
        world.clock,
        messages_at=lambda written: [ref for platform in platforms for ref in platform.messages_at(written)],
    )
    return running


@pytest.fixture
def facilitator(world: World, running: Running, echoes: Echoes) -> Facilitator:
    return Facilitator(world.database, BridgeAdmin(ROOMS, running, echoes), language="en")


def greek(facilitator: Facilitator) -> Facilitator:
    return Facilitator(facilitator.database, facilitator.cog, language="el")


async def owe(database: Database, *rooms: RoomRef, at: datetime = START) -> None:
    async with database.transaction() as tx:
        for number, room in enumerate(rooms):
            await outbox.put(tx, Delivery(f"k{at}{number}", room, text=RichText.plain("x")), at)


async def test_rooms_are_listed_with_their_places(facilitator: Facilitator, world: World) -> None:
    world.supervisor._note("right", "up")
    assert (await facilitator.says("bridge list", START)).splitlines() == [
        "Γενικά #genika: Left room: is starting · Right room: works · Right other: works",
        "Διαχείριση #diacheirisi: Left admins: is starting (in one place only: nothing to bridge)",
    ]
    world.supervisor._note("left", "down", "no answer")
    assert "Left room: δεν απαντά · Right room: λειτουργεί" in await greek(facilitator).says("bridge list", START)


async def test_a_place_of_a_platform_that_is_off_is_named_so(database: Database) -> None:
    alone = Facilitator(database, BridgeAdmin(ROOMS, Running(), Echoes()), language="en")
    assert "Left room: is not switched on" in await alone.says("bridge list", START)


async def test_status_of_a_bridge_that_does_well(facilitator: Facilitator, world: World) -> None:
    await world.hear(FIRST)
    assert (await facilitator.says("bridge status", START + timedelta(minutes=3))).splitlines() == [
        "0 messages wait to be delivered.",
        "Γενικά · Left: 0 messages wait to be delivered. Nothing has arrived lately.",
        "Γενικά · Right room: 0 messages wait to be delivered. The last one arrived 3 minutes ago.",
        "Γενικά · Right other: 0 messages wait to be delivered. The last one arrived 3 minutes ago.",
        "Διαχείριση · Left: 0 messages wait to be delivered. Nothing has arrived lately.",
    ]


async def test_status_tells_what_waits_and_what_was_given_up(facilitator: Facilitator) -> None:
    database = facilitator.database
    await owe(database, RIGHT, RIGHT, DIRECT)
    await owe(database, THIRD, LEFT, RoomRef("right", "gone"), at=START + timedelta(minutes=1))
    async with database.transaction() as tx:
        await outbox.bury(tx, 4, START, "the room is gone")
        await outbox.sent(tx, [5, 6], START)
    later = START + timedelta(minutes=5)
    assert (await facilitator.says("bridge status", later)).splitlines() == [
        "3 messages wait to be delivered. The oldest was written 5 minutes ago.",
        "I gave up 1 message: bridge buried",
        "Γενικά · Left: 0 messages wait to be delivered. The last one arrived 5 minutes ago.",
        (
            "Γενικά · Right room: 2 messages wait to be delivered. The oldest was written 5 minutes ago."
            " Nothing has arrived lately."
        ),
        (
            "Γενικά · Right other: 0 messages wait to be delivered. Nothing has arrived lately."
            " I gave up 1 message: bridge buried"
        ),
        "Διαχείριση · Left: 0 messages wait to be delivered. Nothing has arrived lately.",
        (
            "a private conversation · Right: 1 message waits to be delivered. The oldest was written 5 minutes ago."
            " Nothing has arrived lately."
        ),
    ]
    assert "2 μηνύματα περιμένουν να παραδοθούν." in await greek(facilitator).says("bridge status", later)


async def test_status_tells_of_echoes(facilitator: Facilitator, world: World) -> None:
    await world.hear(FIRST)
    echo = posted(RIGHT, "Καλημέρα", Person(PersonRef("right", "9"), "teacher-17", bot=True), id="9")
    await world.hear(echo)
    assert (await facilitator.says("bridge status", START)).splitlines()[-1] == (
        "I did not pass on 1 message that another bridge had made of one of these."
    )


async def test_a_message_tells_its_whole_story(facilitator: Facilitator, world: World) -> None:
    await world.clock.advance(2)
    await world.hear(FIRST, edited(FIRST, "Καλημέρα!"), reacted(FIRST.ref, "👍", TEACHER))
    copy, other = (world.platforms["right"].last(room).ref for room in (RIGHT, THIRD))
    story = (await facilitator.says("bridge trace left:room/1", START)).splitlines()
    assert story == [
        "Γενικά · Left left:room/1",
        "Received and stored: Tuesday 12 January 2027, 12:00:02.",
        "Γενικά · Right room",
        "Message: arrived 2 s after it was written, at attempt 1.",
        "Edit: arrived 2 s after it was written, at attempt 1.",
        "Reaction 👍: arrived 2 s after it was written, at attempt 1.",
        f"It is there as {copy}.",
        "Γενικά · Right other",
        "Message: arrived 2 s after it was written, at attempt 1.",
        "Edit: arrived 2 s after it was written, at attempt 1.",
        "Reaction 👍: arrived 2 s after it was written, at attempt 1.",
        f"It is there as {other}.",
        f"The log has it under {trace_of(FIRST.id)}.",
    ]
    for written in (str(copy), f"https://right.example/{copy.room.id}/{copy.id}", "<https://left.example/room/1>"):
        assert (await facilitator.says(f"bridge trace {written}", START)).splitlines() == story


async def test_the_story_of_what_has_not_arrived(facilitator: Facilitator, world: World) -> None:
    def fault(part: Part) -> Exception:
        return TryLater("slow down", after=90) if part.to == RIGHT else Undeliverable("the room is gone")

    world.platforms["right"].faults += [fault, fault]
    await world.host.receive("left", [FIRST, deleted(FIRST)], {})
    delivering = asyncio.create_task(world.outbox.idle())
    while not world.clock.sleeping or world.platforms["right"].faults:  # noqa: ASYNC110 - whatever happens in between
        await asyncio.sleep(0)
    story = (await greek(facilitator).says("bridge trace left:room/1", START)).splitlines()
    assert story[3:5] + story[6:8] == [
        "Μήνυμα: νέα προσπάθεια: Τρίτη 12 Ιανουαρίου 2027, 12:01:30. Προσπάθειες ως τώρα: 1. Αιτία: slow down",
        "Διαγραφή: περιμένει τη σειρά του.",
        (
            "Μήνυμα: δεν παραδόθηκε, προσπάθειες: 1. Αιτία: the room is gone. Για να προσπαθήσω ξανά, γράψτε"
            " bridge retry 2."
        ),
        "Διαγραφή: δεν χρειάστηκε να γίνει κάτι.",
    ]
    await world.clock.advance(90)
    await delivering
    story = (await facilitator.says("bridge trace left:room/1", START)).splitlines()
    assert story[3:5] == [
        "Message: arrived 90 s after it was written, at attempt 2.",
        "Deletion: arrived 90 s after it was written, at attempt 1.",
    ]
    assert await facilitator.says("bridge retry 2", START)
    await world.outbox.idle()
    assert world.texts(THIRD) == [], "its deletion is done again after it"


async def test_a_story_that_is_long_past(facilitator: Facilitator, world: World) -> None:
    await world.hear(FIRST)
    async with world.database.transaction() as tx:
        later = START + timedelta(days=40)
        await retention.clear(tx, delivered=later, received=later, merged=later)
    copy = world.platforms["right"].last(THIRD).ref
    assert (await facilitator.says("bridge trace left:room/1", START)).splitlines()[-3:] == [
        "Γενικά · Right other",
        "Nothing is noted any more.",
        f"It is there as {copy}.",
    ]


async def test_a_message_of_the_bots_own(facilitator: Facilitator, world: World) -> None:
    await owe(world.database, RIGHT)
    await world.outbox.idle()
    own = world.platforms["right"].last(RIGHT).ref
    assert (await facilitator.says(f"bridge trace {own}", START)).splitlines() == [
        f"Γενικά · Right room {own}",
        "I wrote it myself.",
        "Γενικά · Right room",
        "Message: arrived 0 s after it was written, at attempt 1.",
        f"It is there as {own}.",
    ]


async def test_the_running_bot_asks_every_platform_what_a_link_means(tmp_path: Path) -> None:
    platforms = {platform.name: platform for platform in two_platforms()}
    running = await App.open(demo.configuration(tmp_path / "stoa.db"), clock=FakeClock(), platforms=platforms)
    assert running.running.messages_at("https://right.example/room/1") == (MessageRef(RIGHT, "1"),)
    assert running.running.messages_at("https://elsewhere.example/room/1") == ()
    await running.close()


@pytest.mark.parametrize("written", ["left:room/2", "nonsense", "https://left.example/room/2", "https://example.org/a"])
async def test_an_unknown_message_has_no_story(facilitator: Facilitator, world: World, written: str) -> None:
    await world.hear(FIRST)
    assert await facilitator.says(f"bridge trace {written}", START) == (
        "I know of no such message. Copy its link and give me that."
    )


async def test_what_was_given_up_is_listed_and_raised_again(facilitator: Facilitator) -> None:
    database = facilitator.database
    assert await facilitator.says("bridge buried", START) == "Everything was delivered: there is nothing here."
    await owe(database, RIGHT, DIRECT, RoomRef("right", "99"))
    async with database.transaction() as tx:
        for number in (1, 2, 3):
            await outbox.bury(tx, number, START, "403 *Forbidden*")
    later = START + timedelta(days=1)
    assert (await facilitator.says("bridge buried", later)).splitlines() == [
        "#3, for 99 on Right, 1 day ago: 403 *Forbidden*",
        "#2, for a private conversation on Right, 1 day ago: 403 *Forbidden*",
        "#1, for Γενικά on Right, 1 day ago: 403 *Forbidden*",
        "Have one delivered again with bridge retry <number>.",
    ]
    assert await greek(facilitator).says("bridge retry #1", later) == "Θα προσπαθήσω ξανά να παραδώσω το μήνυμα #1."
    async with database.reading() as tx:
        (raised,) = await outbox.queue(tx, RIGHT, 9)
    assert (raised.state, raised.due_at) == ("pending", later)
    assert await facilitator.says("bridge retry 1", later) == (
        "I have given up no message with number 1. See them with bridge buried."
    )


async def test_what_the_admins_are_told_names_the_command(world: World) -> None:
    world.platforms["right"].faults.append(lambda part: Undeliverable("the room is gone"))
    await owe(world.database, RIGHT)
    await world.outbox.idle()
    assert "/bridge retry 1" in world.texts(RoomRef("left", "admins"))[0]
    async with world.database.transaction() as tx:
        assert await outbox.raise_buried(tx, 1, START)
    await world.outbox.idle()
    assert world.texts(RIGHT) == ["x"]


async def test_when_much_is_said_the_status_and_the_story_tell_of_digests(
    facilitator: Facilitator, world: World
) -> None:
    right = world.platforms["right"]
    right.limits = {True: (Limit(1, 10.0),), False: (Limit(1, 10.0),)}
    crowd = [posted(LEFT, f"message {n}", person(f"teacher-{n}", "left"), id=str(n)) for n in range(1, 5)]
    await world.host.receive("left", crowd, {})
    await deliver_through_waits(world)
    status = await facilitator.says("bridge status", world.clock.now())
    assert "So much is being said that I send several messages as one." in status
    story = await facilitator.says("bridge trace left:room/2", world.clock.now())
    assert "It was sent together with others, as one message." in story
    assert "It is there as right:room/own-" in story
    later = world.clock.now() + timedelta(minutes=2)
    assert "several messages as one" not in await facilitator.says("bridge status", later)

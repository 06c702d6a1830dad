"""Replies, threads, edits and deletions in a room of three places, two of them on the same platform."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.core.events import MessagePosted
from bot.core.ids import MessageRef, RoomRef
from bot.core.ports import Capabilities
from cogs.bridge import Bridge
from storage.database import Database
from tests.engine.conftest import world as world
from tests.engine.world import LEFT, RIGHT, ROOMS, THIRD, World
from tests.fakes import FakePlatform, Shown, deleted, edited, person, posted

PLACES = (LEFT, RIGHT, THIRD)
TEACHER = person("teacher-17", "left")


def at(world: World, room: RoomRef, number: int) -> Shown:
    """Return a message of a place, by its number from 0."""
    return world.platforms[room.platform].shown[room][number]


async def happens(world: World, event: MessagePosted) -> None:
    """Have a message written in its place, and copied to the others."""
    await world.platforms[event.ref.room.platform].happen(event, str(event.text))
    await world.outbox.idle()


@pytest.mark.parametrize("first", PLACES)
@pytest.mark.parametrize("second", PLACES)
@pytest.mark.parametrize("light", [True, False])
async def test_a_thread_hangs_under_the_same_message_in_every_place(
    database: Database, first: RoomRef, second: RoomRef, light: bool
) -> None:
    can = Capabilities(remembers_tokens=True, light_threads=light)
    platforms = FakePlatform("left", capabilities=can), FakePlatform("right", capabilities=can)
    world = World(database, [Bridge(ROOMS)], platforms, ROOMS)
    async with world.up():
        await happens(world, posted(first, "Ποιοι έρχονται;", person("teacher-17", first.platform), id="root"))
        who = person("teacher-23", second.platform)
        root = at(world, second, 0).ref
        await happens(world, posted(second, "Εγώ", who, id="a", thread=root))
        within = at(world, second, 1).ref
        await happens(world, posted(second, "Και εγώ", who, id="b", thread=root, reply_to=within))
        await happens(world, posted(second, "Πότε;", who, id="c", thread=root, reply_to=root))
    for place in (place for place in PLACES if place != second):
        there = [at(world, place, number) for number in range(4)]
        assert [shown.part.thread for shown in there[1:]] == [there[0].ref] * 3
        assert [shown.part.reply_to for shown in there[1:]] == [None, there[1].ref, there[0].ref]


async def test_a_thread_that_was_never_bridged_is_talk_of_the_room(world: World) -> None:
    await happens(world, posted(LEFT, "Εδώ", TEACHER, thread=MessageRef(LEFT, "older")))
    assert at(world, RIGHT, 0).part.thread is None
    assert at(world, THIRD, 0).part.thread is None


@pytest.mark.parametrize("answered", PLACES)
@pytest.mark.parametrize("answering", PLACES)
async def test_a_reply_finds_what_it_answers_in_every_place(
    world: World, answered: RoomRef, answering: RoomRef
) -> None:
    await happens(world, posted(answered, "Πότε;", person("teacher-17", answered.platform), id="1"))
    about = at(world, answering, 0).ref
    await happens(world, posted(answering, "Αύριο", person("teacher-23", answering.platform), id="2", reply_to=about))
    last = at(world, RIGHT, 1).ref
    await happens(world, posted(RIGHT, "Ωραία", person("teacher-31", "right"), id="3", reply_to=last))
    for place in PLACES:
        there = world.platforms[place.platform].shown[place]
        assert [shown.text for shown in there] == ["Πότε;", "Αύριο", "Ωραία"]
        if place != answering:
            assert there[1].part.reply_to == there[0].ref
        if place != RIGHT:
            assert there[2].part.reply_to == there[1].ref


async def test_an_original_in_the_second_place_of_a_platform_is_edited_and_deleted_everywhere(world: World) -> None:
    first = posted(THIRD, "πρωτο", person("teacher-31", "right"))
    await happens(world, first)
    await world.hear(edited(first, "πρώτο"))
    assert world.texts(LEFT) == world.texts(RIGHT) == ["πρώτο"]
    await world.hear(deleted(first))
    assert world.texts(LEFT) == world.texts(RIGHT) == []
    assert world.texts(THIRD) == ["πρωτο"], "what people wrote is theirs to change"


async def test_a_reply_that_is_edited_still_answers(world: World) -> None:
    await happens(world, posted(LEFT, "Πότε;", TEACHER))
    answer = posted(RIGHT, "Αυριο", person("teacher-23", "right"), id="2", reply_to=at(world, RIGHT, 0).ref)
    await happens(world, answer)
    await world.hear(edited(answer, "Αύριο"))
    shown = at(world, THIRD, 1)
    assert (shown.text, shown.edits, shown.part.reply_to) == ("Αύριο", 1, at(world, THIRD, 0).ref)


async def gone(world: World, shown: Shown) -> None:
    """Have a copy deleted by a moderator."""
    shown.deleted = True
    await world.hear(deleted(posted(shown.ref.room, "", person("moderator", "right"), id=shown.ref.id)))


async def test_a_copy_that_was_deleted_by_hand_is_let_alone(world: World) -> None:
    first = posted(LEFT, "πρωτο", TEACHER)
    await happens(world, first)
    await gone(world, at(world, RIGHT, 0))
    await world.hear(edited(first, "πρώτο"))
    assert (at(world, RIGHT, 0).edits, at(world, THIRD, 0).edits) == (0, 1)
    answer = posted(THIRD, "Ναι", person("teacher-23", "right"), id="2", reply_to=at(world, THIRD, 0).ref)
    await happens(world, answer)
    assert at(world, RIGHT, 1).part.reply_to is None
    assert at(world, LEFT, 1).part.reply_to == first.ref
    await world.hear(deleted(first))
    assert world.texts(THIRD) == ["Ναι"]


@pytest.fixture
async def small(database: Database) -> AsyncIterator[World]:
    """A world in which the right takes ten characters a message."""
    world = World(database, [Bridge(ROOMS)], [FakePlatform("left"), FakePlatform("right", limit=10)], ROOMS)
    async with world.up():
        yield world


async def test_what_an_edit_adds_stands_in_the_thread_too(small: World) -> None:
    await happens(small, posted(LEFT, "root", TEACHER, id="root"))
    reply = posted(LEFT, "one", TEACHER, id="2", thread=MessageRef(LEFT, "root"))
    await happens(small, reply)
    await small.hear(edited(reply, "one two three four"))
    root, *there = (at(small, RIGHT, number) for number in range(3))
    assert [shown.text.strip() for shown in there] == ["one two", "three four"]
    assert [shown.part.thread for shown in there] == [root.ref, root.ref]
    await small.hear(edited(reply, "five", "2"))
    assert small.texts(RIGHT) == ["root", "five"]


async def test_an_edit_finds_the_parts_that_are_left_of_a_long_copy(small: World) -> None:
    long = posted(LEFT, "one two three four five six", TEACHER)
    await happens(small, long)
    assert len(small.texts(RIGHT)) == 3
    await gone(small, at(small, RIGHT, 0))
    await small.hear(edited(long, "seven eight nine ten eleven"))
    assert [text.strip() for text in small.texts(RIGHT)] == ["seven", "eight nine", "ten eleven"]
    await small.hear(edited(long, "twelve", "2"))
    assert small.texts(RIGHT) == ["twelve"]
    await small.hear(deleted(long))
    assert small.texts(RIGHT) == small.texts(THIRD) == []

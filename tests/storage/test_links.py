"""Which messages we made, and what a message is in another room."""

import pytest

from bot.core.ids import MessageRef, RoomRef
from storage import links
from storage.database import Database

DISCORD, MATRIX, THIRD, ELSEWHERE = (
    RoomRef("discord", "7"),
    RoomRef("matrix", "#general:example.org"),
    RoomRef("console", "general"),
    RoomRef("matrix", "!other"),
)
ORIGINAL = MessageRef(DISCORD, "55")
COPY = MessageRef(MATRIX, "$first")
SECOND_PART = MessageRef(MATRIX, "$second")
THIRD_COPY = MessageRef(THIRD, "3")
OWN = MessageRef(MATRIX, "$own")
UNKNOWN = MessageRef(MATRIX, "$unknown")


@pytest.fixture
async def linked(database: Database) -> Database:
    """Link a Discord message with a copy of two parts in Matrix and one in the console; one message is our own."""
    async with database.transaction() as tx:
        await links.record_all(tx, [(SECOND_PART, "to matrix", 1, ORIGINAL)])
        await links.record_all(tx, [(COPY, "to matrix", 0, ORIGINAL)])
        await links.record_all(tx, [(THIRD_COPY, "to console", 0, ORIGINAL)])
        await links.record_all(tx, [(OWN, "said", 0, None)])
    return database


@pytest.mark.parametrize(
    ("message", "room", "expected"),
    [
        (ORIGINAL, DISCORD, ORIGINAL),  # itself
        (COPY, MATRIX, COPY),
        (UNKNOWN, MATRIX, UNKNOWN),
        (ORIGINAL, MATRIX, COPY),  # its copy, by the first part
        (ORIGINAL, THIRD, THIRD_COPY),
        (COPY, DISCORD, ORIGINAL),  # its origin
        (SECOND_PART, DISCORD, ORIGINAL),
        (COPY, THIRD, THIRD_COPY),  # another copy of its origin
        (THIRD_COPY, MATRIX, COPY),
        (OWN, DISCORD, None),  # what is nowhere else
        (UNKNOWN, DISCORD, None),
        (ORIGINAL, ELSEWHERE, None),
        (COPY, ELSEWHERE, None),
    ],
)
async def test_counterpart(linked: Database, message: MessageRef, room: RoomRef, expected: MessageRef | None) -> None:
    async with linked.reading() as tx:
        assert await links.counterpart(tx, message, room) == expected


async def test_what_is_known_of_our_messages(linked: Database) -> None:
    async with linked.reading() as tx:
        assert await links.parts(tx, "to matrix") == {0: COPY, 1: SECOND_PART}
        assert await links.parts(tx, "never") == {}
        assert await links.key_of(tx, SECOND_PART) == "to matrix"
        assert await links.key_of(tx, ORIGINAL) is None
        assert await links.origin_of(tx, SECOND_PART) == ORIGINAL
        assert await links.origin_of(tx, OWN) is None
        assert await links.origin_of(tx, UNKNOWN) is None
        assert await links.copies(tx, ORIGINAL) == [(THIRD, "to console"), (MATRIX, "to matrix")]
        assert await links.copies(tx, OWN) == []


async def test_a_part_is_recorded_once(linked: Database) -> None:
    async with linked.transaction() as tx:
        await links.record_all(tx, [(UNKNOWN, "to matrix", 0, ORIGINAL)])
        assert await links.parts(tx, "to matrix") == {0: COPY, 1: SECOND_PART}


async def test_one_message_may_be_the_copy_of_several(database: Database) -> None:
    another = MessageRef(DISCORD, "56")
    async with database.transaction() as tx:
        merged = [(COPY, "one", 0, ORIGINAL), (COPY, "digest", 0, None), (COPY, "two", 0, another)]
        await links.record_all(tx, merged)
        assert await links.key_of(tx, COPY) == "digest"
        assert await links.origin_of(tx, COPY) is None, "it has no single one"
        assert await links.is_copy(tx, COPY)
        assert await links.counterpart(tx, another, MATRIX) == COPY
        assert await links.counterpart(tx, COPY, DISCORD) is None
        await links.forget(tx, "two", 0)
        assert await links.origin_of(tx, COPY) == ORIGINAL, "one is left"
        await links.forget_message(tx, COPY)
        assert await links.parts(tx, "one") == {}
        assert not await links.is_copy(tx, COPY)


async def test_what_we_said_in_several_places_is_the_same_there(database: Database) -> None:
    here, there = MessageRef(DISCORD, "60"), MessageRef(MATRIX, "$60")
    async with database.transaction() as tx:
        await links.record_all(tx, [(here, f"ticket:1:new>{DISCORD}", 0, None)])
        assert await links.counterpart(tx, here, MATRIX) is None, "it is not there yet"
        await links.record_all(tx, [(there, f"ticket:1:new>{MATRIX}", 0, None)])
        assert await links.counterpart(tx, here, MATRIX) == there
        assert await links.counterpart(tx, there, DISCORD) == here
        assert await links.counterpart(tx, there, THIRD) is None


async def test_a_deleted_part_is_forgotten(linked: Database) -> None:
    async with linked.transaction() as tx:
        await links.forget(tx, "to matrix", 0)
        assert await links.parts(tx, "to matrix") == {1: SECOND_PART}
        assert await links.counterpart(tx, ORIGINAL, MATRIX) == SECOND_PART
        await links.forget_message(tx, SECOND_PART)
        assert await links.counterpart(tx, ORIGINAL, MATRIX) is None
        assert await links.copies(tx, ORIGINAL) == [(THIRD, "to console")]

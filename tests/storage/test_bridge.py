"""Who reacted with what: noted once, by message, emoji, person and place."""

from datetime import datetime, timedelta

from bot.core.ids import MessageRef, PersonRef, RoomRef
from storage import bridge
from storage.bridge import Reaction
from storage.database import Database, Tx

ROOM, OTHER = RoomRef("discord", "7"), RoomRef("matrix", "!r:t")
MESSAGE, LATER = MessageRef(ROOM, "55"), MessageRef(ROOM, "56")
TEACHER, FAR = PersonRef("discord", "17"), PersonRef("matrix", "@teacher-31:t")


async def places(tx: Tx) -> set[RoomRef]:
    """Return where somebody gives a thumb to the message."""
    return {giver.place for giver in await bridge.givers(tx, MESSAGE, "👍")}


async def test_each_person_counts_once_in_each_place(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        for _ in range(2):
            await bridge.react(tx, MESSAGE, "👍", TEACHER, ROOM, now)
        await bridge.react(tx, MESSAGE, "👍", FAR, OTHER, now)
        assert await places(tx) == {ROOM, OTHER}
        await bridge.unreact(tx, MESSAGE, "👍", TEACHER, OTHER)
        assert await places(tx) == {ROOM, OTHER}
        await bridge.unreact(tx, MESSAGE, "👍", TEACHER, ROOM)
        assert await places(tx) == {OTHER}
        assert await bridge.givers(tx, MESSAGE, "🎉") == frozenset()
        assert await bridge.givers(tx, LATER, "👍") == frozenset()


async def test_a_message_and_a_person_are_forgotten(database: Database, now: datetime) -> None:
    hour = timedelta(hours=1)
    async with database.transaction() as tx:
        await bridge.react(tx, LATER, "🎉", TEACHER, ROOM, now + hour)
        await bridge.react(tx, MESSAGE, "👍", TEACHER, ROOM, now)
        await bridge.react(tx, MESSAGE, "👍", FAR, OTHER, now)
        assert await bridge.reactions_of(tx, TEACHER) == [
            Reaction(MESSAGE, "👍", now),
            Reaction(LATER, "🎉", now + hour),
        ]
        await bridge.forget_message(tx, LATER)
        assert await bridge.reactions_of(tx, TEACHER) == [Reaction(MESSAGE, "👍", now)]
        await bridge.forget(tx, TEACHER)
        assert await bridge.reactions_of(tx, TEACHER) == []
        assert await places(tx) == {OTHER}

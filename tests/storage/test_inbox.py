"""What was received, who was met, and how long it is kept."""

from datetime import datetime, timedelta

import pytest

from bot.core.delivery import Choice, Delivery
from bot.core.ids import MessageRef, PersonRef, RoomRef
from storage import inbox, offers, outbox, people, retention
from storage.database import Database

ROOM = RoomRef("discord", "7")
TEACHER = PersonRef("discord", "17")
DAY = timedelta(days=1)


async def test_an_event_is_new_once(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        assert await inbox.first_time(tx, ["a", "b", "a"], now) == {"a", "b"}
        assert await inbox.first_time(tx, ["b", "c"], now + DAY) == {"c"}
        assert await inbox.received_at(tx, "b") == now
        assert await inbox.received_at(tx, "d") is None
        assert await inbox.first_time(tx, [], now) == set()


async def test_the_messages_that_were_received_are_listed_by_their_room_and_ids(
    database: Database, now: datetime
) -> None:
    messages = [MessageRef(ROOM, str(number)) for number in (100, 105, 110, 120)]
    events = [f"posted:{message}" for message in messages]
    async with database.transaction() as tx:
        await inbox.first_time(tx, [*events, "deleted:discord:7/106", "posted:discord:71/107"], now)
        assert await inbox.posted(tx, messages[1], messages[2]) == messages[1:3]
        assert await inbox.posted(tx, messages[2], messages[1]) == []


async def test_what_was_rolled_back_is_new_again(database: Database, now: datetime) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as tx:
            await inbox.first_time(tx, ["a"], now)
            raise ZeroDivisionError
    async with database.transaction() as tx:
        assert await inbox.first_time(tx, ["a"], now) == {"a"}


async def test_a_great_many_events_at_once(database: Database, now: datetime) -> None:
    many = [f"event {number}" for number in range(2001)]
    async with database.transaction() as tx:
        assert await inbox.first_time(tx, many[:1000], now) == set(many[:1000])
        assert await inbox.first_time(tx, many, now) == set(many[1000:])


async def test_how_far_each_platform_was_read(database: Database) -> None:
    async with database.transaction() as tx:
        await inbox.advance(tx, "discord", {"7": "100", "8": "100"})
        await inbox.advance(tx, "matrix", {"sync": "s1"})
        await inbox.advance(tx, "discord", {"7": "101"})
        await inbox.advance(tx, "discord", {})
        assert await inbox.cursors(tx, "discord") == {"7": "101", "8": "100"}
        assert await inbox.cursors(tx, "matrix") == {"sync": "s1"}
        assert await inbox.cursors(tx, "console") == {}


async def test_a_person_is_known_as_last_seen(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        assert await people.met(tx, TEACHER) is None
        await people.seen(tx, TEACHER, "teacher-17", now)
        await people.seen(tx, TEACHER, "Teacher 17", now + DAY)
        assert await people.met(tx, TEACHER) == people.Met(TEACHER, "Teacher 17", now, now + DAY)
        await people.forget(tx, TEACHER)
        assert await people.met(tx, TEACHER) is None


async def test_only_what_is_old_and_done_is_cleared_away(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        for key, at in [("old", now - 9 * DAY), ("new", now), ("owed", now - 99 * DAY), ("buried", now - 99 * DAY)]:
            await outbox.put(tx, Delivery(key, ROOM), at)
            owed = await outbox.with_key(tx, key)
            assert owed is not None
            if key == "buried":
                await outbox.bury(tx, owed.id, at, "gone")
            elif key != "owed":
                await outbox.sent(tx, [owed.id], at)
        for name, at in [("old", now - 31 * DAY), ("new", now)]:
            await inbox.first_time(tx, [name], at)
            await offers.put(tx, name, (Choice("Ναι", "yes"),), ROOM, None, at)
        await retention.clear(tx, delivered=now - 7 * DAY, received=now - 30 * DAY, merged=now - 365 * DAY)
        assert await outbox.with_key(tx, "old") is None
        assert {key for key in ("new", "owed", "buried") if await outbox.with_key(tx, key)} == {"new", "owed", "buried"}
        assert await inbox.first_time(tx, ["old", "new"], now) == {"old"}
        assert await offers.with_token(tx, "old") == []
        assert len(await offers.with_token(tx, "new")) == 1

"""Hashtags in the store."""

from datetime import datetime, timedelta

from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from storage import hashtags
from storage.database import Database
from storage.hashtags import Count, Use

ROOM = RoomRef("discord", "11")
ONE, TWO = (Person(PersonRef("discord", number), f"teacher-{number}") for number in ("17", "18"))


def use(id: str, person: Person, at: datetime, room: str = "genika") -> Use:
    return Use(MessageRef(ROOM, id), room, at.date().isoformat(), person, at)


async def test_the_same_message_counts_once(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        for _ in range(2):
            await hashtags.put(tx, use("1", ONE, now), {"a": "A"})
        assert await hashtags.total(tx, "a") == Count("a", 1, 1)
        assert await hashtags.tags_of(tx, MessageRef(ROOM, "1")) == {"a"}
        assert await hashtags.when(tx, MessageRef(ROOM, "1")) == (now.date().isoformat(), now)
        assert await hashtags.when(tx, MessageRef(ROOM, "2")) is None


async def test_the_first_spelling_stays(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await hashtags.put(tx, use("1", ONE, now), {"a": "Ά"})
        await hashtags.put(tx, use("2", ONE, now), {"a": "α"})
        assert await hashtags.spellings(tx) == {"a": "Ά"}


async def test_counts(database: Database, now: datetime) -> None:
    today, before = now.date().isoformat(), (now - timedelta(days=2)).date().isoformat()
    async with database.transaction() as tx:
        await hashtags.put(tx, use("1", ONE, now), {"a": "a", "b": "b"})
        await hashtags.put(tx, use("2", ONE, now, "labs"), {"b": "b"})
        await hashtags.put(tx, use("3", TWO, now - timedelta(days=2)), {"a": "a"})
        assert await hashtags.top(tx, before, None, 10) == [Count("a", 2, 2), Count("b", 2, 1)]
        assert await hashtags.top(tx, today, None, 10) == [Count("b", 2, 1), Count("a", 1, 1)]
        assert await hashtags.top(tx, before, "labs", 10) == [Count("b", 1, 1)]
        assert await hashtags.by_day(tx, "a", before) == {today: 1, before: 1}
        assert await hashtags.by_room(tx, "b") == [Count("genika", 1, 1), Count("labs", 1, 1)]
        assert await hashtags.by_person(tx, "b", 5) == [Count("teacher-17", 2, 1)]


async def test_a_person_is_shown_by_their_last_name(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await hashtags.put(tx, use("1", ONE, now), {"a": "a"})
        renamed = Person(ONE.ref, "teacher-17-new")
        await hashtags.put(tx, use("2", renamed, now + timedelta(minutes=1)), {"b": "b"})
        assert await hashtags.by_person(tx, "a", 5) == [Count("teacher-17-new", 1, 1)]


async def test_removing_one_tag_or_all(database: Database, now: datetime) -> None:
    message = MessageRef(ROOM, "1")
    async with database.transaction() as tx:
        await hashtags.put(tx, use("1", ONE, now), {"a": "a", "b": "b", "c": "c"})
        await hashtags.remove(tx, message, "a")
        assert await hashtags.tags_of(tx, message) == {"b", "c"}
        await hashtags.remove(tx, message)
        assert await hashtags.tags_of(tx, message) == set()


async def test_forget(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await hashtags.put(tx, use("1", ONE, now), {"a": "a"})
        await hashtags.put(tx, use("2", TWO, now), {"a": "a"})
        await hashtags.forget(tx, ONE.ref)
        assert await hashtags.export(tx, ONE.ref) == []
        assert await hashtags.total(tx, "a") == Count("a", 1, 1)

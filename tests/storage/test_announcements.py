"""Announcements as they are kept."""

from dataclasses import replace
from datetime import datetime

from bot.core.ids import MessageRef, PersonRef, RoomRef
from storage import announcements
from storage.announcements import Announcement
from storage.database import Database

AUTHOR = PersonRef("discord", "42")
SOURCE = MessageRef(RoomRef("matrix", "!1:t"), "$7")
PLACES = [RoomRef("matrix", "!2:t"), RoomRef("discord", "1"), RoomRef("console", "a")]


def announcement(now: datetime, author: PersonRef | None = AUTHOR, source: MessageRef | None = SOURCE) -> Announcement:
    return Announcement(0, "**Νέα** ώρα", author, "facilitator-2", source, now)


async def test_an_announcement_comes_back_as_it_was_kept_with_its_places_in_order(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as tx:
        kept = await announcements.add(tx, announcement(now), PLACES)
        slashed = await announcements.add(tx, announcement(now, source=None), [])
    async with database.reading() as tx:
        assert await announcements.get(tx, kept.id) == kept == replace(announcement(now), id=kept.id)
        assert await announcements.places(tx, kept.id) == PLACES
        assert await announcements.places(tx, slashed.id) == []
        assert await announcements.of_source(tx, SOURCE) == kept
        assert await announcements.get(tx, 99) is None
        assert await announcements.of_source(tx, MessageRef(SOURCE.room, "$8")) is None
        assert await announcements.latest(tx, 1) == [slashed]
        assert await announcements.latest(tx, 5) == [slashed, kept]


async def test_changes_are_counted_and_only_one_announcement_changes(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        first = await announcements.add(tx, announcement(now), PLACES)
        other = await announcements.add(tx, announcement(now, source=None), PLACES)
        assert await announcements.change(tx, first.id, "Άλλα") == 1
        assert await announcements.change(tx, first.id, "Νέα") == 2
        assert await announcements.get(tx, first.id) == replace(first, text="Νέα", revision=2)
        assert await announcements.withdraw(tx, first.id)
        assert not await announcements.withdraw(tx, first.id)
        assert await announcements.get(tx, first.id) == replace(first, text="Νέα", revision=2, withdrawn=True)
        assert await announcements.get(tx, other.id) == other


async def test_forgetting_a_person_leaves_the_text_without_them(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        theirs = await announcements.add(tx, announcement(now), PLACES)
        others = await announcements.add(tx, announcement(now, PersonRef("matrix", "@t:t"), None), PLACES)
        assert await announcements.by(tx, AUTHOR) == [theirs]
        await announcements.forget(tx, AUTHOR)
        assert await announcements.by(tx, AUTHOR) == []
        assert await announcements.get(tx, theirs.id) == replace(theirs, author=None, author_name="", source=None)
        assert await announcements.get(tx, others.id) == others

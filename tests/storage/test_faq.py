"""The FAQ in the store: import, export, and the version that tells of changes."""

from datetime import datetime, timedelta

from bot.core.ids import PersonRef
from config.content import FaqEntry
from storage import faq
from storage.database import Database
from storage.faq import Entry

GREEK = Entry("a", "Τι;", "Αυτό.", ("ποιο;", "τι «ακριβώς»;"), "πηγή", "θέμα", "el")
ENGLISH = Entry("a", "What?", "This.", lang="en")
OTHER = Entry("b", "", "Ένα κείμενο.")
WHO = PersonRef("discord", "2")


async def test_what_is_put_in_comes_out_the_same_and_in_order(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        assert await faq.merge(tx, [OTHER, GREEK, ENGLISH], now) == 3
        assert await faq.all_entries(tx) == [OTHER, GREEK, ENGLISH]
        assert await faq.versions_of(tx, "a") == [GREEK, ENGLISH]
        assert await faq.versions_of(tx, "c") == []


async def test_entries_of_a_communitys_folder_can_be_stored(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await faq.merge(tx, [FaqEntry(id="a", question="Τι;", answer="Αυτό.", variants=("ποιο;",))], now)
        assert await faq.all_entries(tx) == [Entry("a", "Τι;", "Αυτό.", ("ποιο;",))]


async def test_merge_keeps_others_and_their_order(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await faq.merge(tx, [GREEK, OTHER], now)
        newer = Entry("a", "Τι νέο;", "Εκείνο.")
        await faq.merge(tx, [newer], now + timedelta(days=1))
        assert await faq.all_entries(tx) == [newer, OTHER]


async def test_every_change_counts(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        seen = [await faq.version(tx)]
        for change in (
            faq.merge(tx, [GREEK], now),
            faq.put(tx, OTHER, now, WHO),
            faq.remove(tx, "b"),
        ):
            await change
            seen.append(await faq.version(tx))
    assert len(set(seen)) == 4


async def test_remove_tells_whether_there_was_one(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await faq.merge(tx, [GREEK, ENGLISH], now)
        assert await faq.remove(tx, "a")
        assert not await faq.remove(tx, "a")


async def test_who_wrote_it(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await faq.put(tx, GREEK, now, WHO)
        assert await faq.written_by(tx, WHO) == ["a"]
        await faq.forget(tx, WHO)
        assert await faq.written_by(tx, WHO) == []
        assert await faq.versions_of(tx, "a") == [GREEK]

"""Canned replies in the store: by name and language, and without their author's name once that is forgotten."""

from datetime import datetime

from bot.core.ids import PersonRef
from storage import canned
from storage.canned import Canned
from storage.database import Database

AUTHOR = PersonRef("discord", "2")
GREEK, ENGLISH = Canned("zoom", "el", "Δοκιμάστε ξανά."), Canned("zoom", "en", "Try again.")


async def test_found_in_the_language_or_in_another(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await canned.put(tx, Canned("zoom", "el", "παλιό"), AUTHOR, now)
        for each in (GREEK, ENGLISH, Canned("mic", "en", "Check it.")):
            await canned.put(tx, each, AUTHOR, now)
        assert [await canned.get(tx, "zoom", language) for language in ("el", "en")] == [GREEK, ENGLISH]
        assert await canned.get(tx, "mic", "el") == Canned("mic", "en", "Check it.")
        assert await canned.get(tx, "sound", "el") is None
        assert [(each.name, each.language) for each in await canned.everything(tx)] == [
            ("mic", "en"),
            ("zoom", "el"),
            ("zoom", "en"),
        ]


async def test_removed_in_one_language_or_in_all(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        for each in (GREEK, ENGLISH):
            await canned.put(tx, each, AUTHOR, now)
        assert [await canned.remove(tx, *which) for which in (("zoom", "el"), ("zoom",), ("zoom",))] == [1, 1, 0]


async def test_who_wrote_them_is_forgotten(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await canned.put(tx, GREEK, AUTHOR, now)
        assert await canned.written_by(tx, AUTHOR) == ["zoom"]
        await canned.forget(tx, AUTHOR)
        assert await canned.written_by(tx, AUTHOR) == []
        assert await canned.everything(tx) == [GREEK]

"""Files that the bot made itself: delivered like any other, also after a restart, and dropped after a week."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.delivery import Delivery
from bot.core.errors import NoFile
from bot.core.text import RichText
from bot.engine.files import Files
from storage import made_files, outbox, retention
from storage.database import Database
from tests.engine.world import LEFT, World
from tests.fakes import START, FakeClock


async def test_a_file_of_the_bots_own_is_delivered(world: World) -> None:
    async with world.database.transaction() as tx:
        file = await made_files.keep(tx, "λίστα.csv", "text/csv", b"a;b\r\n" * 40_000, START)
        await outbox.put(tx, Delivery("k", LEFT, text=RichText.plain("Η λίστα"), attachments=(file,)), START)
    await world.hear()
    shown = world.platforms["left"].shown[LEFT]
    assert {name: data for each in shown for name, data in each.files.items()} == {"λίστα.csv": b"a;b\r\n" * 40_000}


async def test_what_a_file_is_made_from_is_kept_and_it_is_made_when_it_is_wanted(database: Database) -> None:
    async with database.transaction() as tx:
        file = await made_files.keep(tx, "a.png", "image/png", b"3", START, made_from="application/x-dots")
        again = await made_files.keep(tx, "a.png", "image/png", b"3", START, made_from="application/x-dots")
    assert (again, file.size) == (file, None)
    files = Files({}, FakeClock(), database=database, recipes={"application/x-dots": lambda data: b"." * int(data)})
    async with files.file(file, 10) as made:
        assert made.data.read() == b"..."


async def test_what_a_file_is_made_from_is_never_sent_itself(database: Database) -> None:
    async with database.transaction() as tx:
        file = await made_files.keep(tx, "a.png", "image/png", b"3", START, made_from="application/x-dots")
    with pytest.raises(NoFile):
        async with Files({}, FakeClock(), database=database).file(file, 10):
            pass


async def test_a_file_is_dropped_after_its_time(database: Database) -> None:
    async with database.transaction() as tx:
        file = await made_files.keep(tx, "a.txt", "text/plain", b"a", START)
        later = START + timedelta(days=8)
        await retention.clear(tx, delivered=later, received=START, merged=START)
    files = Files({}, FakeClock(), database=database)
    with pytest.raises(NoFile):
        async with files.file(file, 10):
            pass

"""A file on the web is there as long as its message stands and its author does not ask to be forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from bot.adapters.web.media import Gallery
from bot.adapters.web.server import WebServer
from bot.core.events import Person
from bot.core.ids import RoomRef
from bot.core.public import Addresses
from bot.core.text import Attachment
from bot.engine.files import Files
from cogs.bridge import Bridge
from cogs.privacy import Privacy
from cogs.served_files import ServedFiles
from storage import people, served_files
from storage.database import Database
from storage.people import Account
from tests.engine.world import LEFT, RIGHT, ROOMS, World, two_platforms
from tests.fakes import deleted, edited, person, posted

BASE = "https://stoa.example.org"
FILM, BOOK = b"film" * 500, b"book" * 500
TEACHER, FAR, OTHER = person("teacher-17", "left"), person("teacher-31", "right"), person("teacher-23", "left")


class Stage(World):
    """A bridge over which files come that are too large for the other side, and the web where they stand."""

    def __init__(self, database: Database) -> None:
        cogs = (Bridge(ROOMS), ServedFiles())
        super().__init__(database, [*cogs, Privacy(cogs)], two_platforms(), ROOMS)
        self.minder = cogs[1]
        addresses = Addresses(BASE, bytes(32))
        self.web = Files(self.platforms, self.clock, addresses=addresses, database=database)
        self.server = WebServer("127.0.0.1:0", "web.listen")
        Gallery(addresses, self.web).join(self.server)
        self.here = ""
        self.film, self.book = (
            self.platforms["left"].hold(name, data) for name, data in (("film.mp4", FILM), ("book.pdf", BOOK))
        )

    async def share(self, *files: Attachment, by: Person = TEACHER, id: str = "1") -> list[str]:
        """Have files come with a message; return the addresses with which they are named on the other side."""
        before = len(self.platforms["right"].shown.get(RIGHT, []))
        await self.hear(posted(LEFT, "δείτε", by, id=id, attachments=files))
        copies = self.platforms["right"].shown[RIGHT][before:]
        return [await self.address(file) for copy in copies for file in copy.part.attachments]

    async def address(self, file: Attachment) -> str:
        """Return where a file stands on the web, as a platform asks that does not take it."""
        address = await self.web.public(file)
        assert address
        return address

    async def get(self, address: str) -> bytes | int:
        """Return what stands at an address, or the number of the refusal."""
        async with ClientSession() as client, client.get(self.here + address.removeprefix(BASE)) as answer:
            return await answer.read() if answer.status == 200 else answer.status

    async def says(self, line: str, by: Person, id: str) -> str:
        """Say something to the bot in private, and return what it has said there."""
        room = RoomRef.direct(by.ref)
        await self.hear(posted(room, line, by, id=id, at=self.clock.now()))
        return "\n".join(self.texts(room))


@pytest.fixture
async def stage(database: Database) -> AsyncIterator[Stage]:
    stage = Stage(database)
    async with stage.up(), stage.server.served() as stage.here:
        yield stage


async def test_a_deleted_message_takes_its_files_off_the_web_at_once(stage: Stage) -> None:
    film, book = await stage.share(stage.film, stage.book)
    (kept,) = await stage.share(stage.film, by=OTHER, id="2")
    assert [await stage.get(address) for address in (film, book, kept)] == [FILM, BOOK, FILM]
    await stage.hear(deleted(posted(LEFT, "", id="1")))
    assert [await stage.get(address) for address in (film, book, kept)] == [404, 404, FILM]


async def test_what_an_edit_takes_out_of_a_message_is_off_the_web(stage: Stage) -> None:
    film, book = await stage.share(stage.film, stage.book)
    await stage.hear(edited(posted(LEFT, "", TEACHER, id="1"), "δείτε το βιβλίο", attachments=(stage.book,)))
    assert [await stage.get(address) for address in (film, book)] == [404, BOOK]


async def test_a_deletion_that_is_heard_while_the_file_is_on_its_way_counts(stage: Stage) -> None:
    await stage.share(stage.film)
    (under_way,) = stage.platforms["right"].last(RIGHT).part.attachments
    await stage.hear(deleted(posted(LEFT, "", id="1")))
    assert await stage.web.public(under_way) is None


async def test_who_asks_to_be_forgotten_has_no_file_on_the_web_from_any_account(stage: Stage) -> None:
    near = await stage.share(stage.film)
    far = await stage.share(stage.book, by=FAR, id="2")
    others = await stage.share(stage.film, by=OTHER, id="3")
    now = stage.clock.now()
    async with stage.database.transaction() as tx:
        await people.link(tx, Account(TEACHER.ref, TEACHER.name, now), Account(FAR.ref, FAR.name, now))
    assert '"on the web": [\n        "film.mp4"' in await stage.says("privacy export", TEACHER, "4")
    await stage.says("privacy forget", TEACHER, "5")
    assert [await stage.get(address) for address in (*near, *far, *others)] == [FILM, BOOK, FILM]
    await stage.says("1", TEACHER, "6")
    assert [await stage.get(address) for address in (*near, *far, *others)] == [404, 404, FILM]


async def test_rows_go_with_their_time(stage: Stage) -> None:
    (film,) = await stage.share(stage.film)
    (file,) = stage.platforms["right"].last(RIGHT).part.attachments
    assert await stage.address(file) == film
    later = stage.clock.now() + timedelta(days=30)
    for moment, left in ((later, ["film.mp4"]), (later + timedelta(seconds=1), [])):
        async with stage.database.transaction() as tx:
            await stage.minder.clear(moment, tx)
            assert names(await served_files.of_person(tx, TEACHER.ref)) == left


def names(files: Collection[Attachment]) -> list[str]:
    return [file.name for file in files]


async def test_an_address_says_nothing_about_the_file_and_its_author(stage: Stage) -> None:
    secret = replace(stage.film, extra=(("key", "geheim"),))
    (one,) = await stage.share(secret)
    (other,) = await stage.share(secret, id="2")
    assert one != other
    assert one.startswith(f"{BASE}/media/")
    assert one.endswith("/film.mp4")
    assert len(one) == len(f"{BASE}/media//film.mp4") + 22

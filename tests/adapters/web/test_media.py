"""Pictures and files over HTTP: only what Stoa made an address for, and never anything that a browser would run."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession

from bot.adapters.web.key import key_in
from bot.adapters.web.media import Gallery
from bot.adapters.web.server import WebServer
from bot.core.errors import NoFile
from bot.core.events import Person
from bot.core.ids import PersonRef
from bot.core.public import Addresses
from bot.core.text import Attachment
from bot.engine.files import Files
from storage.database import Database
from tests.fakes import FakeClock, FakePlatform

PNG = b"\x89PNG\r\n\x1a\n" + bytes(5000)
BASE = "https://stoa.example.org"


class Web:
    """A gallery that is served, and a client in front of it."""

    def __init__(self, database: Database) -> None:
        self.clock, self.shelf = FakeClock(), FakePlatform("shelf")
        self.addresses = Addresses(BASE, bytes(32))
        self.files = Files({"shelf": self.shelf}, self.clock, addresses=self.addresses, database=database)
        self.server = WebServer("127.0.0.1:0", "web.listen")
        Gallery(self.addresses, self.files).join(self.server)
        self.here = ""

    async def get(self, address: str | None) -> tuple[int, dict[str, str], bytes]:
        assert address is not None
        url = self.here + address.removeprefix(BASE)
        async with ClientSession() as client, client.get(url) as answer:
            return answer.status, dict(answer.headers), await answer.read()


def teacher(avatar: str | None) -> Person:
    return Person(PersonRef("shelf", "teacher-17"), "teacher-17", avatar)


@pytest.fixture
async def web(database: Database) -> AsyncIterator[Web]:
    web = Web(database)
    async with web.server.served() as web.here:
        yield web


async def test_a_picture_in_use_is_shown_and_kept(web: Web) -> None:
    file = web.shelf.hold("a", PNG, "text/html")
    address = web.files.picture(teacher(file.url))
    status, headers, body = await web.get(address)
    assert (status, headers["Content-Type"], body) == (200, "image/png", PNG)
    assert headers["Cache-Control"] == "public, max-age=86400"
    web.shelf.files.clear()
    assert (await web.get(address))[2] == PNG
    assert web.files.picture(teacher(file.url)) == address


async def test_what_is_no_picture_or_too_large_or_gone_is_not_shown(web: Web) -> None:
    page = web.shelf.hold("page", b"<svg onload='x'/>", "image/svg+xml")
    large = web.shelf.hold("large", PNG + bytes(2_000_000))
    for url in (page.url, large.url, "shelf://gone"):
        assert (await web.get(web.files.picture(teacher(url))))[0] == 404
    ill = web.shelf.hold("ill", PNG)
    web.shelf.lost_files = [NoFile("broken off", passing=True)]
    assert (await web.get(web.files.picture(teacher(ill.url))))[0] == 503


async def test_nobody_can_make_an_address(web: Web) -> None:
    file = web.shelf.hold("a", PNG)
    picture = str(web.files.picture(teacher(file.url)))
    media = str(await web.files.public(file))
    other = Addresses(BASE, b"x" * 32)
    wrong = [
        f"{BASE}/",
        f"{BASE}/avatars/a.png",
        f"{BASE}/avatars/.png",
        f"{BASE}/avatars/%00.é.png",
        f"{BASE}/media/a.b/c",
        str(other.picture(teacher(file.url))),
        other.file(other.name_of(file), file),
        other.file(web.addresses.name_of(web.shelf.hold("b", PNG)), file),
        media.replace("/media/", "/avatars/").rpartition("/")[0] + ".png",
        picture.replace("/avatars/", "/media/").replace(".png", "/a"),
    ]
    for address in wrong:
        assert (await web.get(address))[0] == 404, address


async def test_a_large_file_is_given_out_for_thirty_days_and_never_opened(web: Web) -> None:
    file = web.shelf.hold("ταινία <1>.html", b"<script>" + bytes(3_000_000), "text/html")
    address = await web.files.public(file)
    status, headers, body = await web.get(address)
    assert (status, len(body), headers["Content-Type"]) == (200, 3_000_008, "application/octet-stream")
    assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%CF%84")
    assert headers["X-Content-Type-Options"] == "nosniff"
    await web.clock.advance(timedelta(days=31).total_seconds())
    assert (await web.get(address))[0] == 404


async def test_what_breaks_off_does_not_look_whole(web: Web) -> None:
    file = web.shelf.hold("a.bin", bytes(3000))
    web.shelf.lost_files = [NoFile("broken off", passing=True)]
    with pytest.raises(ClientError):
        await web.get(await web.files.public(file))
    web.shelf.files.clear()
    assert (await web.get(await web.files.public(file)))[0] == 404


async def test_without_an_address_only_public_pictures_are_shown() -> None:
    files = Files({}, FakeClock())
    assert files.picture(teacher("mxc://x/y")) is None
    assert files.picture(teacher("https://cdn.example.org/a.png")) == "https://cdn.example.org/a.png"
    assert await files.public(Attachment("a", "mxc://x/y", held_by="matrix")) is None


def test_the_key_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    first = key_in(tmp_path / "web.key")
    assert key_in(tmp_path / "web.key") == first
    assert stat.S_IMODE((tmp_path / "web.key").stat().st_mode) == 0o600
    (tmp_path / "web.key").write_bytes(b"cut")
    assert len(key_in(tmp_path / "web.key")) == 32 != len(b"cut")

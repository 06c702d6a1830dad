"""Files on their way: fetched onto the disk, counted, known by their bytes, and given up when they cannot be had."""

from __future__ import annotations

import asyncio
import os
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.errors import NoFile, TooLarge, TryLater
from bot.core.text import Attachment
from bot.engine.files import Files
from tests.fakes import FakeClock, FakePlatform

PNG = b"\x89PNG\r\n\x1a\n" + bytes(5000)
MEGABYTE = 1024 * 1024


@pytest.fixture
def shelf() -> FakePlatform:
    return FakePlatform("shelf")


@pytest.fixture
def files(shelf: FakePlatform, tmp_path: Path) -> Files:
    return Files({"shelf": shelf}, FakeClock(), tmp_path)


async def test_a_file_is_fetched_whole_and_nothing_of_it_stays(
    shelf: FakePlatform, files: Files, tmp_path: Path
) -> None:
    async with files.file(shelf.hold("a.png", PNG, "image/png"), 10_000) as file:
        assert (file.data.read(), file.size, file.type) == (PNG, len(PNG), "image/png")
    assert file.data.closed
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - nothing to wait for


@pytest.mark.parametrize(
    ("data", "declared", "shown"),
    [
        (PNG, "text/html", "image/png"),
        (b"<html><script>", "image/png", "application/octet-stream"),
        (b"<svg onload='x'>", "image/svg+xml", "application/octet-stream"),
        (b"<html>", "text/html; charset=utf-8", "application/octet-stream"),
        (b"hello", "text/plain; charset=utf-8", "text/plain"),
        (b"hello", "no type at all\r\nX: y", "application/octet-stream"),
        (b"%PDF-1.7", "application/octet-stream", "application/pdf"),
        (b"OggS\x00\x02", "audio/ogg; codecs=opus", "audio/ogg"),
        (b"RIFF1234WEBPVP8 ", "video/mp4", "image/webp"),
        (b"\x00\x00\x00\x18ftypisom", "image/jpeg", "video/mp4"),
        (b"", "image/png", "application/octet-stream"),
    ],
)
async def test_a_type_that_lies_is_not_believed(
    shelf: FakePlatform, files: Files, data: bytes, declared: str, shown: str
) -> None:
    async with files.file(shelf.hold("a", data, declared), 10_000) as file:
        assert file.type == shown


async def test_two_gigabytes_are_not_even_asked_for(shelf: FakePlatform, files: Files) -> None:
    with pytest.raises(TooLarge):
        async with files.file(Attachment("a.iso", "shelf://nowhere", size=2 * 1024**3, held_by="shelf"), MEGABYTE):
            pass


async def test_a_size_that_lies_is_found_out(shelf: FakePlatform, files: Files) -> None:
    with pytest.raises(TooLarge):
        async with files.file(shelf.hold("a.bin", bytes(20_000), size=3), 10_000):
            pass


async def test_what_nobody_holds_is_no_file(files: Files) -> None:
    for file in (Attachment("a", "https://example.org/a"), Attachment("a", "shelf://gone", held_by="shelf")):
        with pytest.raises(NoFile):
            async with files.file(file, 10):
                pass


async def test_a_platform_in_trouble_is_asked_again_but_not_for_ever(shelf: FakePlatform, files: Files) -> None:
    file = shelf.hold("a", bytes(3000))
    shelf.lost_files = [NoFile("broken off", passing=True) for _ in range(5)]
    for _ in range(4):
        with pytest.raises(TryLater):
            async with files.file(file, 10_000):
                pass
    for _ in range(2):
        with pytest.raises(NoFile):
            async with files.file(file, 10_000):
                pass


async def test_a_file_that_came_at_last_has_no_past(shelf: FakePlatform, files: Files) -> None:
    file = shelf.hold("a", bytes(3000))
    for _ in range(4):
        shelf.lost_files = [NoFile("broken off", passing=True)] * 3
        for _ in range(3):
            with pytest.raises(TryLater):
                async with files.file(replace(file, url=file.url), 10_000):
                    pass
        async with files.file(file, 10_000) as fetched:
            assert fetched.size == 3000


async def test_a_file_that_takes_too_long_is_given_up(files: Files, shelf: FakePlatform) -> None:
    class Slow(FakePlatform):
        @asynccontextmanager
        async def open(self, file: Attachment) -> AsyncIterator[AsyncIterator[bytes]]:
            await asyncio.Event().wait()
            yield self._pieces(b"")

    slow = Files({"shelf": Slow("shelf")}, FakeClock())
    for _ in range(3):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0), slow.file(shelf.hold("a", b"x"), 10):
                pass
    with pytest.raises(NoFile):
        async with slow.file(shelf.hold("a", b"x"), 10):
            pass


async def test_a_large_file_is_never_whole_in_memory(tmp_path: Path) -> None:
    class Large(FakePlatform):
        @asynccontextmanager
        async def open(self, file: Attachment) -> AsyncIterator[AsyncIterator[bytes]]:
            yield self._megabytes()

        async def _megabytes(self) -> AsyncIterator[bytes]:
            for number in range(64):
                yield bytes([number]) * MEGABYTE

    files = Files({"shelf": Large("shelf")}, FakeClock(), tmp_path)
    tracemalloc.start()
    try:
        async with files.file(Attachment("a.bin", "shelf://a", held_by="shelf"), 100 * MEGABYTE) as file:
            assert file.size == 64 * MEGABYTE
            file.data.seek(-1, 2)
            assert file.data.read() == b"\x3f"
        assert tracemalloc.get_traced_memory()[1] < 8 * MEGABYTE
    finally:
        tracemalloc.stop()

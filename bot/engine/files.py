"""Files on their way from the platform that holds them to the one that shows them: through the disk, never memory."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from io import BufferedIOBase
from pathlib import Path
from tempfile import TemporaryFile
from typing import cast

from bot.core.errors import NoFile, TooLarge, TryLater
from bot.core.events import Person
from bot.core.files import HEAD, OWN, LocalFile, shown_as
from bot.core.ports import ChatPlatform, Clock
from bot.core.public import Addresses
from bot.core.text import Attachment
from bot.core.urls import is_web
from storage import made_files, served_files
from storage.database import Database

_SERVED = timedelta(days=30)
"""How long a file stands on the web."""
_TRIES = 5
"""How often a file is asked for whose platform has trouble with it; what comes after it waits as long."""
_SLOW = 2
"""Tries for which one counts that ran out of the delivery's time."""
_REMEMBERED = 1000
_PIECE = 64 * 1024

Recipes = Mapping[str, Callable[[bytes], bytes]]
"""What makes a file, by the type of what it is made from. It is called in a thread of its own."""


class Files:
    """Knows every platform by its name."""

    def __init__(
        self,
        platforms: Mapping[str, ChatPlatform],
        clock: Clock,
        folder: Path | None = None,
        addresses: Addresses | None = None,
        database: Database | None = None,
        recipes: Recipes | None = None,
    ) -> None:
        """Take the folder for what is on its way (None: the system's), and what makes web addresses, if anything.

        The database holds the files that the bot itself made, or what the recipes make them from, and which files stand
        on the web.
        """
        self._platforms, self._clock, self._folder, self._addresses = platforms, clock, folder, addresses
        self._database, self._recipes = database, recipes or {}
        self._failures: Counter[str] = Counter()

    async def public(self, file: Attachment) -> str | None:
        """See `Host.public`; `served` then returns the file for 30 days."""
        if self._addresses is None or self._database is None or not file.held_by:
            return None
        name = self._addresses.name_of(file)
        async with self._database.transaction() as tx:
            served = await served_files.serve(tx, name, file, self._clock.now() + _SERVED)
        return self._addresses.file(name, file) if served else None

    async def served(self, name: str) -> Attachment | None:
        """Return the file that stands on the web under the last part but one of its address; None for no file."""
        if self._database is None:
            return None
        async with self._database.glancing() as tx:
            return await served_files.find(tx, name, self._clock.now())

    def picture(self, person: Person) -> str | None:
        """See `Host.picture`."""
        if self._addresses is None:
            return person.avatar if person.avatar and is_web(person.avatar) else None
        return self._addresses.picture(person)

    @asynccontextmanager
    async def opened(self, file: Attachment) -> AsyncIterator[AsyncIterator[bytes]]:
        """Give a file's bytes piece by piece; raises NoFile or TryLater, and so does the stream."""
        if file.held_by == OWN:
            yield _pieces(await self._made(file))
            return
        platform = self._platforms.get(file.held_by)
        if platform is None:
            raise NoFile("no platform holds it")
        async with platform.open(file) as stream:
            yield stream

    async def _made(self, file: Attachment) -> bytes:
        found = None
        if self._database is not None:
            async with self._database.glancing() as tx:
                found = await made_files.find(tx, file)
        if found is None:
            raise NoFile("it is kept no longer")
        kind, data = found
        if kind == file.content_type:
            return data
        if kind not in self._recipes:
            raise NoFile(f"nothing is made of {kind}")
        return await asyncio.to_thread(self._recipes[kind], data)

    @asynccontextmanager
    async def file(self, file: Attachment, limit: int) -> AsyncIterator[LocalFile]:
        """See `Host.file`. A file that fails again and again is given up, so that what comes after it can pass."""
        if file.size is not None and file.size > limit:
            raise TooLarge(f"{file.size} bytes of {limit}")
        # It has no name in the folder, so that a kill leaves nothing behind.
        with TemporaryFile(dir=self._folder) as data:
            fetched = await self._fetched(file, limit, cast("BufferedIOBase", data))
            self._failures.pop(file.id, None)
            yield fetched

    async def _fetched(self, file: Attachment, limit: int, data: BufferedIOBase) -> LocalFile:
        try:
            return await self._copied(file, limit, data)
        except (NoFile, asyncio.CancelledError) as error:
            if isinstance(error, NoFile) and not error.passing:
                raise
            if len(self._failures) > _REMEMBERED:
                self._failures.clear()
            self._failures[file.id] += 1 if isinstance(error, NoFile) else _SLOW
            if isinstance(error, NoFile) and self._failures[file.id] < _TRIES:
                raise TryLater(str(error)) from error
            raise
        except OSError as error:
            raise TryLater(f"a file cannot be kept on the disk ({type(error).__name__})") from error

    async def _copied(self, file: Attachment, limit: int, data: BufferedIOBase) -> LocalFile:
        if self._failures[file.id] >= _TRIES:
            raise NoFile("it could not be fetched in time")
        size, head = 0, b""
        async with self.opened(file) as stream:
            async for chunk in stream:
                size += len(chunk)
                if size > limit:
                    raise TooLarge(f"more than {limit} bytes")
                head = head if len(head) >= HEAD else (head + chunk)[:HEAD]
                await asyncio.to_thread(data.write, chunk)
        await asyncio.to_thread(data.seek, 0)
        return LocalFile(data, size, shown_as(head, file.content_type))


async def _pieces(data: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(data), _PIECE):
        yield data[start : start + _PIECE]

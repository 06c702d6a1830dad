"""Files on their way from the platform that holds them to the one that shows them: through the disk, never memory."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from io import BufferedIOBase
from pathlib import Path
from tempfile import TemporaryFile
from typing import cast

from bot.core.errors import NoFile, TooLarge, TryLater
from bot.core.files import HEAD, LocalFile, shown_as
from bot.core.ports import ChatPlatform
from bot.core.text import Attachment

_TRIES = 5
"""How often a file is asked for whose platform has trouble with it; what comes after it waits as long."""
_SLOW = 2
"""Tries for which one counts that ran out of the delivery's time."""
_REMEMBERED = 1000

Publish = Callable[[Attachment], str | None]


class Files:
    """Knows every platform by its name."""

    def __init__(
        self, platforms: Mapping[str, ChatPlatform], folder: Path | None = None, publish: Publish | None = None
    ) -> None:
        """Take the folder for what is on its way (None: the system's); `publish` gives a file a web address."""
        self._platforms, self._folder, self._publish = platforms, folder, publish
        self._failures: Counter[str] = Counter()

    def public(self, file: Attachment) -> str | None:
        """See `Host.public`."""
        return self._publish(file) if self._publish else None

    @asynccontextmanager
    async def opened(self, file: Attachment) -> AsyncIterator[AsyncIterator[bytes]]:
        """Give a file's bytes piece by piece; raises NoFile or TryLater, and so does the stream."""
        platform = self._platforms.get(file.held_by)
        if platform is None:
            raise NoFile("no platform holds it")
        async with platform.open(file) as stream:
            yield stream

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

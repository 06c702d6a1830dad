"""Files that have no address of their own: put onto the disk, where whoever sits at the terminal can open them."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from bot.core.delivery import Part
from bot.core.errors import NoFile
from bot.core.files import file_name
from bot.core.ports import Host
from bot.core.text import Attachment
from bot.core.urls import is_web

_MOST = 100_000_000
"""Bytes of a file."""


class Saver:
    """Saves files into a folder that only the user of the terminal can read, and that stays when the bot ends."""

    def __init__(self, host: Host) -> None:
        """Fetch files through the host."""
        self._host = host
        self._folder: Path | None = None

    async def saved(self, part: Part) -> Part:
        """Return a part in which every file has an address; raises TryLater where one cannot be fetched now."""
        return replace(part, attachments=tuple([await self._reachable(file) for file in part.attachments]))

    async def _reachable(self, file: Attachment) -> Attachment:
        if file.home or not file.url or is_web(file.url):
            return file
        try:
            async with self._host.file(file, _MOST) as local:
                path = await asyncio.to_thread(self._path, file_name(file.name, local.type))
                with path.open("wb") as copy:
                    await asyncio.to_thread(shutil.copyfileobj, local.data, copy)
        except NoFile:
            return replace(file, url="")
        return replace(file, url=str(path))

    def _path(self, name: str) -> Path:
        if self._folder is None:
            self._folder = Path(mkdtemp(prefix="stoa-"))
        path, number = self._folder / name, 1
        while path.exists():
            number += 1
            path = self._folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
        return path

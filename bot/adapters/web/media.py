"""Pictures and files over HTTP, for those who may not ask the platform that holds them: Discord, and its people.

Only what Stoa made an address for can be had: a small picture of a person whose words it passed on, and a file that was
too large for the other side.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Protocol
from urllib.parse import quote

from aiohttp import web

from bot.adapters.web.server import WebServer
from bot.core.errors import NoFile, TryLater
from bot.core.files import LocalFile
from bot.core.public import Addresses
from bot.core.text import Attachment

_PICTURE_LIMIT = 1024 * 1024
_PICTURES_KEPT = 200
_AT_ONCE = 8
"""Files that are given out at the same time; whoever comes then is asked to come again."""
_GUARDED = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


class Files(Protocol):
    """What gives out the files of the platforms (the engine's `Files`)."""

    async def served(self, name: str) -> Attachment | None:
        """Return the file that stands on the web under a name, None where none does."""
        ...

    def opened(self, file: Attachment) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """Give a file's bytes piece by piece; the context and the stream raise NoFile or TryLater."""
        ...

    def file(self, file: Attachment, limit: int) -> AbstractAsyncContextManager[LocalFile]:
        """Fetch a file of at most so many bytes onto the disk; raises NoFile or TryLater."""
        ...


class Gallery:
    """Answers for the addresses of `bot.core.public.Addresses`."""

    def __init__(self, addresses: Addresses, files: Files) -> None:
        """Fetch through the engine's files."""
        self._addresses, self._files = addresses, files
        self._pictures: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._turns = asyncio.Semaphore(_AT_ONCE)

    def join(self, server: WebServer) -> None:
        """Add the routes to a server."""
        server.add_route("GET", "/avatars/{name}.png", self._picture)
        server.add_route("GET", "/media/{name}/{shown}", self._file)

    async def _picture(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        picture = self._addresses.pictured(name)
        if picture is None:
            raise web.HTTPNotFound
        found = self._pictures.get(name) or await self._fetched(picture)
        self._pictures[name] = found
        self._pictures.move_to_end(name)
        if len(self._pictures) > _PICTURES_KEPT:
            self._pictures.popitem(last=False)
        headers = {"Cache-Control": "public, max-age=86400", **_GUARDED}
        return web.Response(body=found[1], content_type=found[0], headers=headers)

    async def _fetched(self, picture: Attachment) -> tuple[str, bytes]:
        try:
            async with self._files.file(picture, _PICTURE_LIMIT) as local:
                if not local.type.startswith("image/"):
                    raise web.HTTPNotFound
                return local.type, await asyncio.to_thread(local.data.read)
        except NoFile as error:
            raise web.HTTPNotFound from error
        except TryLater as error:
            raise web.HTTPServiceUnavailable from error

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = await self._files.served(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        if self._turns.locked():
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "30"})
        async with self._turns:
            return await self._given(request, file)

    async def _given(self, request: web.Request, file: Attachment) -> web.StreamResponse:
        named = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        headers = {"Content-Disposition": named, "Cache-Control": "private, no-store", **_GUARDED}
        response = web.StreamResponse(headers=headers)
        response.content_type = "application/octet-stream"
        try:
            async with self._files.opened(file) as stream:
                await response.prepare(request)
                async for piece in stream:
                    await response.write(piece)
        except (NoFile, TryLater) as error:
            if response.prepared:
                # What was cut short must not look whole.
                if request.transport is not None:
                    request.transport.abort()
                return response
            raise (web.HTTPNotFound if isinstance(error, NoFile) else web.HTTPServiceUnavailable) from error
        await response.write_eof()
        return response

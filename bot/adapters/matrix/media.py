"""The homeserver's media: files fetched and put there piece by piece, encrypted where the room is.

Client-server API, "Content repository" (authenticated media, since 1.11) and "Sending encrypted attachments".
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BufferedIOBase
from typing import Any
from urllib.parse import quote, urlencode

from aiohttp import ClientConnectorError, ClientError, ClientResponse, ClientTimeout, ConnectionTimeoutError
from Crypto.Cipher import AES
from nio import AsyncClient
from unpaddedbase64 import decode_base64

from bot.adapters.matrix.answers import Refused, ask, call
from bot.core.errors import NoFile, TooLarge, TryLater
from bot.core.files import UNKNOWN, LocalFile
from bot.core.text import Attachment

_PIECE = 256 * 1024
_USUAL_LIMIT = 50 * 1024 * 1024
"""Bytes that Synapse takes unless it is told otherwise, for homeservers that do not say."""
_PATIENCE = ClientTimeout(total=None, sock_connect=10, sock_read=60)
_THUMBNAIL = {"width": "128", "height": "128", "method": "crop"}
_TOO_LARGE = 413


class Media:
    """The media repository over one connection."""

    def __init__(self, client: AsyncClient) -> None:
        """Take a connection that is logged in."""
        self._client = client
        self._limit: int | None = None

    async def limit(self) -> int:
        """Return how many bytes a file may have; raises as `answers.ask` does."""
        if self._limit is None:
            try:
                said = (await call(self._client, "GET", "v1", "media", "config")).get("m.upload.size")
            except Refused as refusal:
                if refusal.passing:
                    raise
                said = None
            self._limit = said if isinstance(said, int) else _USUAL_LIMIT
        return self._limit

    async def put(self, file: LocalFile, name: str, *, encrypt: bool) -> dict[str, Any]:
        """Upload a file; return the part of an event that says where it is: ``url``, or ``file`` when encrypted.

        Raises TooLarge where the homeserver takes no file of this size, else as `answers.ask` does.
        """
        keys: dict[str, Any] | None = None

        async def sending() -> Any:
            nonlocal keys
            kind = UNKNOWN if encrypt else file.type
            given = lambda *tries: _pieces_of(file.data)  # noqa: E731 - nio tells an open file from a function
            answer, keys = await self._client.upload(given, kind, None if encrypt else name, encrypt, None, file.size)
            return answer

        try:
            uri = (await ask(sending())).content_uri
        except Refused as refusal:
            if refusal.status == _TOO_LARGE or refusal.code == "M_TOO_LARGE":
                raise TooLarge(str(refusal)) from refusal
            raise
        return {"file": {"url": uri, **keys}} if keys else {"url": uri}

    @asynccontextmanager
    async def opened(self, file: Attachment) -> AsyncIterator[AsyncIterator[bytes]]:
        """Give a file piece by piece; see `ChatPlatform.open`."""
        known = dict(file.extra)
        response = await self._asked(file.url, thumbnail="thumbnail" in known)
        try:
            if response.status != 200:
                passing = response.status == 429 or response.status >= 500
                raise NoFile(f"The Matrix homeserver answers {response.status} for a file", passing=passing)
            pieces = _read(response)
            yield _decrypted(pieces, known) if "key" in known else pieces
        finally:
            response.close()

    async def _asked(self, uri: str, *, thumbnail: bool) -> ClientResponse:
        server, _, name = uri.removeprefix("mxc://").partition("/")
        if not (uri.startswith("mxc://") and server and name):
            raise NoFile("it has no address of Matrix's")
        what = "thumbnail" if thumbnail else "download"
        path = f"/_matrix/client/v1/media/{what}/{quote(server, safe=':[]')}/{quote(name, safe='')}"
        query = f"?{urlencode(_THUMBNAIL)}" if thumbnail else ""
        session = self._client.client_session
        if session is None:
            raise TryLater("Matrix is not connected now")
        try:
            response: ClientResponse = await session.get(
                f"{self._client.homeserver}{path}{query}",
                headers={"Authorization": f"Bearer {self._client.access_token}"},
                timeout=_PATIENCE,
            )
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise TryLater(f"The Matrix homeserver cannot be reached ({type(error).__name__})") from error
        except (ClientError, OSError) as error:
            # It may wait in vain for another homeserver, which holds the file.
            reason = f"The Matrix homeserver does not answer for a file ({type(error).__name__})"
            raise NoFile(reason, passing=True) from error
        return response


async def _pieces_of(data: BufferedIOBase) -> AsyncIterator[bytes]:
    while piece := await asyncio.to_thread(data.read, _PIECE):
        yield piece


async def _read(response: ClientResponse) -> AsyncIterator[bytes]:
    try:
        async for piece in response.content.iter_chunked(_PIECE):
            yield piece
    except (ClientError, OSError) as error:
        raise NoFile(f"The Matrix homeserver broke off a file ({type(error).__name__})", passing=True) from error


async def _decrypted(pieces: AsyncIterator[bytes], known: dict[str, str]) -> AsyncIterator[bytes]:
    """Decrypt a stream (AES-CTR with 256 bits); raises NoFile at its end where it is not what was sent."""
    try:
        key, start, wanted = (decode_base64(known[name]) for name in ("key", "iv", "hash"))
        cipher = AES.new(key, AES.MODE_CTR, nonce=start[:8], initial_value=start[8:])
    except (KeyError, ValueError) as error:
        raise NoFile("its key is none") from error
    seen = hashlib.sha256()
    async for piece in pieces:
        seen.update(piece)
        yield cipher.decrypt(piece)
    if seen.digest() != wanted:
        raise NoFile("its bytes are not those that were sent")

"""Files as Discord gives them out: from its CDN, under addresses that are signed for about a day.

Discord API, "Signed Attachment CDN URLs": an address that has run out is answered with 404 (403 in some cases), and the
message asked for again carries new ones.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import discord

from bot.adapters.discord.inbound import files_of
from bot.adapters.discord.problems import FAILURES
from bot.core.errors import NoFile, TryLater
from bot.core.text import Attachment

_PIECE = 256 * 1024
_PATIENCE = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=30)
_RUN_OUT = (403, 404)

Renew = Callable[[Attachment], Awaitable[str]]


@asynccontextmanager
async def opened(file: Attachment, renew: Renew) -> AsyncIterator[AsyncIterator[bytes]]:
    """Give a file piece by piece; `renew` finds its new address. See `ChatPlatform.open`."""
    async with aiohttp.ClientSession(timeout=_PATIENCE) as http:
        response = await _asked(http, file.url)
        if response.status in _RUN_OUT and file.extra:
            response.release()
            response = await _asked(http, await renew(file))
        if response.status != 200:
            # A limit or a trouble of the CDN's own passes.
            passing = response.status == 429 or response.status >= 500
            raise NoFile(f"Discord's CDN answers {response.status}", passing=passing)
        yield _pieces(response)


async def renewed(client: discord.Client, file: Attachment) -> str:
    """Return a file's present address from the message that it came with; raises NoFile or TryLater."""
    known = dict(file.extra)
    channel = client.get_partial_messageable(int(known.get("channel", 0)))
    try:
        message = await channel.fetch_message(int(known.get("message", 0)))
    except (discord.NotFound, discord.Forbidden) as error:
        raise NoFile("its message on Discord is gone") from error
    except FAILURES as error:
        raise TryLater(f"Discord cannot be asked for a file ({type(error).__name__})") from error
    for found in files_of(message):
        if str(found.id) == file.id:
            return found.url
    raise NoFile("it was taken out of its message on Discord")


async def _asked(http: aiohttp.ClientSession, url: str) -> aiohttp.ClientResponse:
    try:
        return await http.get(url, allow_redirects=False)
    except aiohttp.InvalidURL as error:
        raise NoFile("its address is none") from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise TryLater(f"Discord's CDN cannot be reached ({type(error).__name__})") from error
    except (aiohttp.ClientError, OSError) as error:
        raise NoFile(f"Discord's CDN does not answer ({type(error).__name__})", passing=True) from error


async def _pieces(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    try:
        async for piece in response.content.iter_chunked(_PIECE):
            yield piece
    except (aiohttp.ClientError, OSError) as error:
        raise NoFile(f"Discord's CDN broke off ({type(error).__name__})", passing=True) from error

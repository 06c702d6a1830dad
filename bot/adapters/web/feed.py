"""A small server that gives out documents: the calendar of the events."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from bot.core.errors import OperatorError

_log = structlog.get_logger("stoa")

Page = Callable[[str], Awaitable[tuple[str, bytes] | None]]
"""Returns what a path holds, with a tag that changes when it does, or None where there is nothing."""


@asynccontextmanager
async def served(listen: str, media_type: str, page: Page) -> AsyncIterator[str]:
    """Serve pages of one media type (UTF-8) at ``host:port`` until the end of the block; yield the address in use.

    Only GET and HEAD are answered, and nothing is logged of who asks. Raises OperatorError where the address cannot be
    listened on.
    """

    async def answer(request: web.Request) -> web.Response:
        found = await page(request.path)
        if found is None:
            raise web.HTTPNotFound
        tag, body = found
        headers = {"ETag": f'"{tag}"', "Cache-Control": "max-age=300", "X-Content-Type-Options": "nosniff"}
        if any(known.value in (tag, "*") for known in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        return web.Response(body=body, content_type=media_type, charset="utf-8", headers=headers)

    application = web.Application()
    application.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    host, _, port = listen.rpartition(":")
    try:
        site = web.TCPSite(runner, host.strip("[]"), int(port))
        try:
            await site.start()
        except OSError as error:
            raise OperatorError(f"calendar.listen = {listen!r} cannot be listened on: {error.strerror}.") from error
        address = f"http://{host}:{runner.addresses[0][1]}"
        _log.info("calendar served", address=address)
        yield address
    finally:
        await runner.cleanup()

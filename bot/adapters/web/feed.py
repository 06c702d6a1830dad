"""Documents over HTTP: the calendar of the events."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.adapters.web.server import Handler

Page = Callable[[str], Awaitable[tuple[str, bytes] | None]]
"""Returns what a path holds, with a tag that changes when it does, or None where there is nothing."""


def pages(media_type: str, page: Page) -> Handler:
    """Return what answers GET and HEAD with pages of one media type (UTF-8), and 304 to who has them already."""

    async def answer(request: web.Request) -> web.Response:
        found = await page(request.path)
        if found is None:
            raise web.HTTPNotFound
        tag, body = found
        headers = {"ETag": f'"{tag}"', "Cache-Control": "max-age=300", "X-Content-Type-Options": "nosniff"}
        if any(known.value in (tag, "*") for known in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        return web.Response(body=body, content_type=media_type, charset="utf-8", headers=headers)

    return answer

"""A homeserver's answers: the thing that was asked for, or one of two exceptions."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from aiohttp import ClientError
from nio import AsyncClient, ErrorResponse

from bot.core.errors import PlatformDown

_RATE_LIMITED = 429


class Refused(Exception):
    """The homeserver answered with an error (client-server API, "Standard error response").

    `status` is the HTTP status, `code` the Matrix error code or empty, `retry_after` the wait in seconds that the
    homeserver asked for, if it did.
    """

    def __init__(self, status: int, code: str, message: str, retry_after: float | None = None) -> None:
        """Keep what was answered."""
        super().__init__(f"{code or status}: {message}")
        self.status = status
        self.code = code
        self.retry_after = retry_after

    @property
    def passing(self) -> bool:
        """Whether the same request may succeed later: a rate limit, or a trouble of the server's own."""
        return self.code == "M_LIMIT_EXCEEDED" or self.status == _RATE_LIMITED or not 400 <= self.status < 500


async def ask(request: Awaitable[Any]) -> Any:
    """Return the answer to one of nio's requests; raises Refused, or PlatformDown where no answer came."""
    try:
        answer = await request
    except (ClientError, TimeoutError, OSError) as error:
        raise _unreachable(error) from error
    if isinstance(answer, ErrorResponse):
        status = answer.transport_response.status if answer.transport_response else 0
        wait = answer.retry_after_ms
        raise Refused(status, answer.status_code or "", answer.message, wait / 1000 if wait else None)
    return answer


async def call(
    client: AsyncClient,
    method: str,
    *path: str,
    body: object = None,
    query: Mapping[str, str] | None = None,
    token: str | None = None,
) -> Any:
    """Make a request that nio has no word for, under ``/_matrix/client/v1`` or ``v3`` as `path` begins.

    `path` holds the unquoted parts after ``client``, `token` stands in for the bot's own. Returns the decoded JSON;
    raises as `ask` does.
    """
    address = "/_matrix/client/" + "/".join(quote(part, safe="") for part in path)
    headers = {"Authorization": f"Bearer {token or client.access_token}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body)
    try:
        async with await client.send(method, f"{address}?{urlencode(query or {})}", data, headers) as response:
            status, text = response.status, await response.text()
    except (ClientError, TimeoutError, OSError) as error:
        raise _unreachable(error) from error
    answer = _decoded(text)
    if status != 200:
        wait = answer.get("retry_after_ms")
        raise Refused(
            status, str(answer.get("errcode", "")), str(answer.get("error", "")), wait / 1000 if wait else None
        )
    return answer


def _unreachable(error: Exception) -> PlatformDown:
    return PlatformDown(f"The Matrix homeserver does not answer ({type(error).__name__})")


def _decoded(text: str) -> dict[str, Any]:
    try:
        answer = json.loads(text)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}

"""Requests to a homeserver with one user's token, over plain aiohttp."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from io import BytesIO
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlencode

import aiohttp
from yarl import URL

from tests.servers.synapse.content import Event
from tests.servers.synapse.errors import MatrixRefused

Query = Mapping[str, str | int]

_PAGE = 100


class MatrixClient:
    """One user's connection to a homeserver; an async context manager that closes it."""

    def __init__(self, url: str, access_token: str) -> None:
        """Take the base URL of the homeserver and the user's token. Needs a running event loop."""
        self._url = url
        self._http = aiohttp.ClientSession(
            headers={"Authorization": f"Bearer {access_token}"}, timeout=aiohttp.ClientTimeout(total=60)
        )

    async def __aenter__(self) -> Self:
        """Return self."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        await self.close()

    async def close(self) -> None:
        """Close the connection."""
        await self._http.close()

    async def call(
        self, method: str, *path: str, body: Mapping[str, Any] | None = None, query: Query | None = None
    ) -> dict[str, Any]:
        """Make a request under `/_matrix/client/v3/` and return the answer.

        Args:
            method: The HTTP method.
            path: The parts of the path, unquoted: `call("GET", "rooms", room, "event", event_id)`.
            body: The JSON body.
            query: The query parameters.

        Raises:
            MatrixRefused: The answer was an error.
            aiohttp.ClientError: There was no answer.
        """
        data = None if body is None else json.dumps(body).encode()
        return await self.request(method, ("_matrix", "client", "v3", *path), data=data, query=query)

    async def request(
        self,
        method: str,
        path: tuple[str, ...],
        *,
        data: bytes | None = None,
        mimetype: str = "application/json",
        query: Query | None = None,
    ) -> dict[str, Any]:
        """Make a request under any path and return the JSON of the answer; the errors are those of `call`."""
        answer: dict[str, Any] = json.loads(await self.raw(method, path, data=data, mimetype=mimetype, query=query))
        return answer

    async def raw(
        self,
        method: str,
        path: tuple[str, ...],
        *,
        data: bytes | None = None,
        mimetype: str = "application/json",
        query: Query | None = None,
    ) -> bytes:
        """Make a request under any path and return the body of the answer; the errors are those of `call`."""
        # Ids carry !, #, : and /, so the parts are quoted here and aiohttp must not do it once more.
        quoted = "/".join(quote(part, safe="") for part in path)
        url = URL(f"{self._url}/{quoted}?{urlencode(query or {})}", encoded=True)
        headers = {} if data is None else {"Content-Type": mimetype}
        body = None if data is None else BytesIO(data)
        async with self._http.request(method, url, data=body, headers=headers) as response:
            answer = await response.read()
        if response.status >= HTTPStatus.BAD_REQUEST:
            raise MatrixRefused(response.status, json.loads(answer))
        return answer

    async def page(self, room: str, query: Query) -> list[Event]:
        """Return all events that `/messages` gives for a query, page after page, in its direction."""
        events: list[Event] = []
        at: dict[str, str] | None = {}
        while at is not None:
            answer = await self.call("GET", "rooms", room, "messages", query={"limit": _PAGE, **query, **at})
            events += answer["chunk"]
            at = {"from": answer["end"]} if answer["chunk"] and "end" in answer else None
        return events

"""Where the homeserver brings what happened: the part of the Application Service API that is ours to serve.

Sources: Application Service API, "Pushing events" and "Pinging".
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from aiohttp import web

from bot.core.errors import PlatformDown
from config.settings import AppServiceSettings

_log = structlog.get_logger("stoa")

_API = "/_matrix/app/v1"
_LARGEST = 32 * 1024 * 1024
_SHUTDOWN_SECONDS = 5.0

Take = Callable[[str, Sequence[dict[str, Any]]], Awaitable[None]]
"""Commits the events of a transaction; raises where that is not possible now."""


class Transactions:
    """Listens for one homeserver while the block lasts; a transaction is acknowledged once it is committed."""

    def __init__(self, settings: AppServiceSettings, take: Take) -> None:
        """Take where to listen, and who commits."""
        self._settings, self._take = settings, take
        self._token = settings.hs_token.get_secret_value().encode() if settings.hs_token else b""
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen; raises PlatformDown where the address is not free."""
        app = web.Application(client_max_size=_LARGEST, middlewares=[self._guarded])
        app.router.add_put(f"{_API}/transactions/{{id}}", self._transaction)
        app.router.add_post(f"{_API}/ping", self._ping)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS)
        await self._runner.setup()
        host, _, port = self._settings.listen.rpartition(":")
        try:
            await web.TCPSite(self._runner, host, int(port)).start()
        except OSError as error:
            await self.stop()
            sentence = f"Stoa cannot listen for the Matrix homeserver at {self._settings.listen} ({error.strerror})"
            raise PlatformDown(sentence) from error

    async def stop(self) -> None:
        """Listen no more; what is being committed is finished first."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    @web.middleware
    async def _guarded(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        kind, _, given = request.headers.get("Authorization", "").partition(" ")
        if kind != "Bearer" or not given:
            return _refused(401, "M_UNAUTHORIZED", "No token")
        if not self._token or not hmac.compare_digest(given.encode(), self._token):
            return _refused(403, "M_FORBIDDEN", "Wrong token")
        try:
            return await handler(request)
        except web.HTTPNotFound:
            # Users and aliases of ours are made when they are needed, never because somebody asks for them.
            return _refused(404, "M_NOT_FOUND", "There is no such thing")

    async def _ping(self, request: web.Request) -> web.Response:
        return web.json_response({})

    async def _transaction(self, request: web.Request) -> web.Response:
        try:
            body = await request.json()
            events = [event for event in body["events"] if isinstance(event, dict)]
        except (ValueError, KeyError, TypeError):
            return _refused(400, "M_NOT_JSON", "A transaction is an object with events")
        try:
            await self._take(request.match_info["id"], events)
        except Exception as error:  # noqa: BLE001 - the boundary: what was not committed must be brought again
            _log.warning("matrix transaction not taken", transaction=request.match_info["id"], error=repr(error))
            return _refused(503, "M_UNKNOWN", "Not now")
        return web.json_response({})


def _refused(status: int, code: str, error: str) -> web.Response:
    return web.json_response({"errcode": code, "error": error}, status=status)

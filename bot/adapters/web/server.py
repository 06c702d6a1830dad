"""A small HTTP server for whoever of Stoa has something to give out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from bot.core.errors import OperatorError

_log = structlog.get_logger("stoa")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WebServer:
    """Listens at one address; nothing but the routes that were added is answered, and nobody's asking is logged."""

    def __init__(self, listen: str, setting: str) -> None:
        """Take ``host:port``, and the name of the setting that holds it, for when it cannot be listened on."""
        self.listen, self._setting = listen, setting
        self._application = web.Application()

    def add_route(self, method: str, path: str, handler: Handler) -> None:
        """Have a handler answer a method at a path (aiohttp's form, such as ``/avatars/{name}``); before `served`."""
        self._application.router.add_route(method, path, handler)

    @asynccontextmanager
    async def served(self) -> AsyncIterator[str]:
        """Serve until the end of the block; yield the address in use.

        Raises OperatorError where the address cannot be listened on.
        """
        host, _, port = self.listen.rpartition(":")
        runner = web.AppRunner(self._application, access_log=None)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, host.strip("[]"), int(port)).start()
            except OSError as error:
                reason = f"{self._setting} = {self.listen!r} cannot be listened on: {error.strerror}."
                raise OperatorError(reason) from error
            address = f"http://{host}:{runner.addresses[0][1]}"
            _log.info("web server listens", address=address)
            yield address
        finally:
            await runner.cleanup()

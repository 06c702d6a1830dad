"""Points discord.py at the loopback server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Protocol

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


class Addresses(Protocol):
    """What DiscordServer and ControlClient both know."""

    @property
    def api_url(self) -> str:
        """The address of the REST API."""

    @property
    def gateway_url(self) -> str:
        """The address of the gateway."""

    @property
    def cdn_url(self) -> str:
        """The address of the CDN."""


@contextmanager
def discord_py_at(server: Addresses) -> Iterator[None]:
    """Let every discord.py client of this process speak to the server, and to Discord again afterwards."""
    former = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE
    Route.BASE = server.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
    discord.Asset.BASE = server.cdn_url
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE = former


@asynccontextmanager
async def connected(client: discord.Client, token: str) -> AsyncIterator[None]:
    """Run a client until it is ready, and close it at the end of the block."""
    await client.login(token)
    running = asyncio.create_task(client.connect())
    try:
        await client.wait_until_ready()
        yield
    finally:
        await client.close()
        await running

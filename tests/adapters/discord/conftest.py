"""A loopback Discord with a community on it, and the bot in it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.adapters.discord.platform import DiscordPlatform
from tests.adapters.discord.support import Community
from tests.fakes import FakeClock
from tests.servers.discord import DiscordServer


@pytest.fixture
async def server(clock: FakeClock) -> AsyncIterator[DiscordServer]:
    """Start a loopback Discord on the test's clock."""
    async with DiscordServer(clock=clock) as server:
        yield server


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock that stands still."""
    return FakeClock()


@pytest.fixture
async def community(server: DiscordServer, clock: FakeClock) -> Community:
    """Return a community, the bot not running."""
    return Community.on(server, clock)


@pytest.fixture
async def bot(community: Community) -> AsyncIterator[DiscordPlatform]:
    """Run the bot."""
    async with community.up() as platform:
        yield platform

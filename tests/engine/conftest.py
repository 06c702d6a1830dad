from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from cogs.bridge import Bridge
from storage.database import Database
from tests.engine.world import ROOMS, World, two_platforms


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    """Two fake platforms that are up, with the bridge between their rooms."""
    world = World(database, [Bridge(ROOMS)], two_platforms(), ROOMS)
    async with world.up():
        yield world

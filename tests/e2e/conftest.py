"""The sample community for whoever needs nothing special of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from secrets import token_hex

import pytest

from tests.e2e.community import Community, community
from tests.servers.synapse import SynapseServer


@pytest.fixture
async def both(synapse: SynapseServer, tmp_path: Path) -> AsyncIterator[Community]:
    """Open a community that is both on a Discord and on a Synapse."""
    async with community(synapse, tmp_path, token_hex(4)) as both:
        yield both

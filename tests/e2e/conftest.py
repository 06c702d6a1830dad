"""The sample community for whoever needs nothing special of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from secrets import token_hex

import pytest

from tests.e2e.community import Community, community
from tests.servers.synapse import MatrixUser, SynapseServer


@pytest.fixture
async def both(synapse: SynapseServer, tmp_path: Path) -> AsyncIterator[Community]:
    """Open a community that is both on a Discord and on a Synapse."""
    async with community(synapse, tmp_path, token_hex(4)) as both:
        yield both


@pytest.fixture
async def asker(both: Community, synapse: SynapseServer) -> AsyncIterator[MatrixUser]:
    """Have somebody in the helpdesk's room on Matrix."""
    account = synapse.register(f"teacher-{token_hex(4)}", displayname="teacher-23")
    async with MatrixUser(synapse.url, account) as user:
        await both.owner.invite(both.matrix["helpdesk"], user.user_id)
        await user.join(both.matrix["helpdesk"])
        yield user

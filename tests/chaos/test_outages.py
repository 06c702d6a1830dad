"""Each server goes away for a while in the middle of a burst: nothing is lost, nothing doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos import troubles
from tests.chaos.play import Scenario, Trouble, play
from tests.servers.synapse import SynapseServer

OUTAGES = {
    "Synapse is killed": troubles.synapse_away(1.0, killed=True),
    "Discord is stopped": troubles.discord_away(2.0),
}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("trouble", OUTAGES.values(), ids=OUTAGES)
async def test_an_outage_loses_nothing(trouble: Trouble, synapse: SynapseServer, tmp_path: Path) -> None:
    result = await play(Scenario("an outage", 40, 5, 2.0, trouble=trouble, within=120.0), synapse, tmp_path)
    assert result.sound, result

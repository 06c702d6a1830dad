"""The bot is killed at each named point, on its way to each side, and starts again: nothing lost, nothing doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.bot import POINTS
from tests.chaos.play import Scenario, play
from tests.chaos.scenarios import deaths_at
from tests.servers.synapse import SynapseServer


@pytest.mark.timeout(120)
@pytest.mark.parametrize("point", POINTS)
async def test_a_kill_loses_nothing(point: str, synapse: SynapseServer, tmp_path: Path) -> None:
    deaths = deaths_at(point, 2)
    scenario = Scenario(point, messages=55, announcements=11, seconds=0.5, deaths=deaths, within=60.0)
    result = await play(scenario, synapse, tmp_path)
    assert result.killed == len(deaths)
    assert result.sound, result

"""The bot is killed at each named point, on its way to each side, and starts again: nothing lost, nothing doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos import troubles
from tests.chaos.bot import POINTS
from tests.chaos.play import Scenario, play
from tests.chaos.scenarios import deaths_at
from tests.servers.synapse import SynapseServer


@pytest.mark.timeout(300)
@pytest.mark.parametrize("points", [POINTS[:4], POINTS[4:]], ids=", ".join)
async def test_kills_lose_nothing(points: tuple[str, ...], synapse: SynapseServer, tmp_path: Path) -> None:
    deaths = tuple(death for point in points for death in deaths_at(point, 1))
    scenario = Scenario("kills", 55, seconds=2.0, deaths=deaths, trouble=troubles.discord_slow, within=120.0)
    result = await play(scenario, synapse, tmp_path)
    assert result.killed == len(deaths), "every point was reached"
    assert result.sound, result

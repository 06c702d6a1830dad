"""The bot is killed in the middle of digests and starts again: nothing lost, nothing doubled, all in order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.chaos.play import play
from tests.chaos.scenarios import LIVE
from tests.servers.synapse import SynapseServer


@pytest.mark.timeout(300)
async def test_kills_in_the_middle_of_digests_lose_nothing(synapse: SynapseServer, tmp_path: Path) -> None:
    result = await play(replace(LIVE, messages=60, seconds=3.0, deaths=LIVE.deaths[:2]), synapse, tmp_path)
    assert result.killed == 2, "both points were reached"
    assert result.sound, result
    assert not result.tallies["matrix → discord"].doubled

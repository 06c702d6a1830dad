"""A short live event in each direction, with both servers' limits on: nothing lost, doubled or mixed up, little lag."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.load.flood import TO_DISCORD, TO_MATRIX, Seen, flood, tide

MESSAGES, PEOPLE, SECONDS = 120, 12, 8.0
MOST_LAG = 15.0


@pytest.mark.timeout(240)
async def test_a_short_live_event_both_ways(tmp_path: Path) -> None:
    size = {"messages": MESSAGES, "people": PEOPLE}
    to_discord, to_matrix = await asyncio.gather(
        flood(TO_DISCORD, tmp_path / "a", **size, within=SECONDS),
        flood(TO_MATRIX, tmp_path / "b", **size, within=SECONDS),
    )
    for found in (to_discord, to_matrix):
        assert found.sound, found
        assert found.said == MESSAGES
        assert found.digests > 0, "there was more to say than the place takes"
        assert found.p99 < MOST_LAG, found


def test_what_goes_wrong_is_counted() -> None:
    seen = Seen({f"s1n{number}p0": 0.0 for number in range(4)})
    seen.note("s1n0p0 first")
    seen.note("teacher-1: s1n3p0 late\ns1n1p0 early")
    seen.note("s1n3p0 again")
    found = tide(TO_DISCORD, seen, 1.0, 1.0)
    assert (found.lost, found.doubled, found.reordered, found.messages, found.digests) == (1, 1, 1, 3, 1)
    assert not found.sound

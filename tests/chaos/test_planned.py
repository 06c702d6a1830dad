"""The bot is killed over events and announcements: each reminder comes once, none early, and all changes arrive."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.chaos.bot import STAGES
from tests.chaos.play import play
from tests.chaos.promises import Event, Heard, kept
from tests.chaos.scenarios import PLANNED, occasions_at
from tests.fakes import START
from tests.servers.synapse import SynapseServer

DEATHS = (
    ("announcement committed", "", 1),
    ("withdrawal sent", "discord", 1),
    ("reminder sent", "discord", 1),
    ("reminder owed", "", 1),
)


@pytest.mark.timeout(120)
async def test_kills_lose_and_double_no_reminder_and_no_announcement(synapse: SynapseServer, tmp_path: Path) -> None:
    scenario = replace(PLANNED, messages=3, announcements=3, seconds=2.0, deaths=DEATHS, within=60.0)
    result = await play(scenario, synapse, tmp_path)
    assert result.killed == len(DEATHS), "every point was reached"
    assert result.sound, result
    assert all(one.said for one in result.tallies.values())


@pytest.mark.timeout(120)
async def test_kills_double_none_of_discords_own_events(synapse: SynapseServer, tmp_path: Path) -> None:
    deaths = tuple(death for stage in STAGES for death in occasions_at(stage, 1))
    scenario = replace(PLANNED, messages=3, announcements=0, seconds=2.0, deaths=deaths, within=60.0)
    result = await play(scenario, synapse, tmp_path)
    assert result.killed == len(deaths), "every point was reached"
    assert result.sound, result
    assert result.tallies["events → the guild's own"].said == 3


STAYS = Event("e0x", START, listeners=("teacher-1",))
MOVED = Event("e1x", START, "moved", START - timedelta(minutes=1))
LATE = Event("e2x", START, "cancelled", START + timedelta(seconds=1))
SOON, BEGINS = Heard("🔔 Σε 9 λεπτά: «e0x»", START - timedelta(minutes=9)), Heard("🔔 Ξεκινάμε τώρα: «e0x»", START)
CHANGE, OTHER = Heard("🔔 Νέα ημερομηνία: «e1x»", START), Heard("🔔 Ακυρώθηκε: «e2x»", START)
RIGHT = [SOON, BEGINS, CHANGE, OTHER]
GONE_WRONG = {
    "nothing": (RIGHT, {}),
    "nothing, and one was cancelled too late for its start": (
        [*RIGHT, replace(BEGINS, text="🔔 Ξεκινάμε τώρα: «e2x»")],
        {},
    ),
    "a reminder is missing": ([SOON, CHANGE, OTHER], {"lost": 1}),
    "a change is missing": ([SOON, BEGINS, OTHER], {"lost": 1}),
    "a reminder came twice": ([*RIGHT, BEGINS], {"doubled": 1}),
    "an earlier reminder came twice": ([*RIGHT, SOON], {"doubled": 1}),
    "a change came twice": ([*RIGHT, CHANGE], {"doubled": 1}),
    "one came early": ([SOON, replace(BEGINS, at=START - timedelta(seconds=1)), CHANGE, OTHER], {"reordered": 1}),
    "a void one was said": ([*RIGHT, replace(BEGINS, text="🔔 Ξεκινάμε τώρα: «e1x»", at=START)], {"undeleted": 1}),
}


@pytest.mark.parametrize(("heard", "wrong"), GONE_WRONG.values(), ids=GONE_WRONG)
def test_what_went_wrong_is_counted(heard: list[Heard], wrong: dict[str, int]) -> None:
    found = kept([STAYS, MOVED, LATE], heard)
    assert found.said == 3
    assert {name: getattr(found, name) for name in ("lost", "doubled", "reordered", "undeleted")} == {
        "lost": 0,
        "doubled": 0,
        "reordered": 0,
        "undeleted": 0,
    } | wrong


def test_in_private_only_what_was_asked_for_is_said() -> None:
    answer = Heard("🔔 Θα σας γράψω: «e0x»", START - timedelta(minutes=5))
    assert kept([STAYS, MOVED], [answer, BEGINS], "teacher-1").complete
    assert kept([STAYS, MOVED], [answer], "teacher-1").lost == 1
    assert kept([STAYS, MOVED], [answer, BEGINS, CHANGE], "teacher-1").undeleted == 1
    assert kept([STAYS, MOVED], [BEGINS], "teacher-6").undeleted == 1

"""The way of an announcement in English: what is asked and answered at each step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cogs.announcements import Announcements
from storage.database import Database
from tests.cogs.announcing import NOW, arrive, cog, tick
from tests.cogs.asking import Facilitator

MORNING = datetime(2026, 10, 22, 7, 0, tzinfo=UTC)


@pytest.fixture
def team(database: Database) -> tuple[Facilitator, Facilitator]:
    shared = cog(approval=True)
    return Facilitator(database, shared, "en"), Facilitator(database, shared, "en", name="facilitator-3")


async def test_planned_approved_sent_changed_and_withdrawn(team: tuple[Facilitator, Facilitator]) -> None:
    author, other = team
    assert await author.says('announce rooms=international when="tomorrow 10:00" Good morning', NOW) == (
        "Preview of announcement #1\nWhere: International (Discord)\n"
        "When: Thursday 22 October 2026, 10:00 (Athens time), tomorrow\n"
        "A second person of the team will be asked to approve it.\n"
        "Shall I send it? It will read like this:\n📣 Announcement · facilitator-2\nGood morning\n[✅ Yes]\n[❌ No]"
    )
    assert await author.chooses(1, NOW) == "✅ Announcement #1 waits for the approval of a second person."
    assert await author.says("announcement approve 1", NOW) == "Somebody else must approve it: you wrote it yourself."
    assert await other.says("announcement approve 1", NOW) == (
        "✅ Announcement #1 will be sent: Thursday 22 October 2026, 10:00 (Athens time), tomorrow."
        " Until then you can change it with announcement edit 1."
    )
    assert (await author.says("announcement show 1", NOW)).startswith(
        "#1 Wednesday 21 October 2026, 12:00: Good morning (planned)\nWhere: International (Discord)\nWhen: Thursday 22"
    )
    await tick(author, MORNING)
    await arrive(author.database, MORNING)
    assert await author.says("announcement edit 1 Good evening", MORNING) == (
        "Change of announcement #1\nA second person of the team will be asked to approve it.\n"
        "Shall I change it wherever it went? It will read like this:\nGood evening\n[✅ Yes]\n[❌ No]"
    )
    assert await author.chooses(1, MORNING) == "✅ Announcement #1 waits for the approval of a second person."
    assert await other.says("announcement approve 1", MORNING) == (
        "✅ Announcement #1 is being changed wherever it went."
    )
    assert await author.says("announcement show 1", MORNING) == (
        "#1 Thursday 22 October 2026, 10:00: Good evening\nInternational (Discord): ✅ sent · changed: ⏳ waiting"
    )
    assert await author.says("announcement withdraw 1", MORNING) == (
        "✅ Announcement #1 is being taken back wherever it went."
    )
    assert await author.says("announcement edit 1 Again", MORNING) == "Announcement #1 has been taken back."


async def test_what_is_sent_back_or_kept_as_it_was(team: tuple[Facilitator, Facilitator]) -> None:
    author, other = team
    await author.says("announce preview=no rooms=international Hello", NOW)
    assert await other.says("announcement return 1 0", NOW) == "Announcement #1 has been sent back."
    assert await other.says("announcement return 1 1", NOW) == "Announcement #1 does not wait for an approval."
    assert (await author.says("announcement list", NOW)).endswith("Hello (draft)")
    assert await author.says("announcement confirm 1 0", NOW) == (
        "Announcement #1 has been changed in the meantime. Look at it with announcement show 1."
    )
    assert await author.says("announcement cancel 1", NOW) == "✅ Announcement #1 will not be sent."


async def test_a_late_one_is_held_and_a_passed_moment_refused(database: Database) -> None:
    author = Facilitator(database, cog(), "en")
    assert isinstance(author.cog, Announcements)
    await author.says('announce when="tomorrow 10:00" Hello', NOW)
    await author.chooses(1, NOW)
    await tick(author, MORNING + timedelta(days=3))
    assert "(too late, waits for your decision)" in await author.says("announcement list", NOW)
    assert await author.says("announcement cancel 1", NOW) == "✅ Announcement #1 will not be sent."
    await author.says('announce when="tomorrow 10:00" Hello', NOW)
    assert await author.chooses(1, MORNING) == (
        "The moment for announcement #2 has passed. Give it another with announcement plan 2."
    )

"""A survey for those who were at an event: each is asked once, when it is over, whoever checks in late, too."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.ids import PersonRef
from cogs.events import Attendance, Events, Feedback
from config.settings import EventsSettings
from storage import people, surveys
from storage.database import Database
from storage.people import Account
from storage.surveys import Survey
from tests.cogs.asking import ROOMS, Facilitator, seen_by

NOW = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
STARTS = datetime(2026, 10, 23, 15, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def team(database: Database) -> Facilitator:
    planner = Facilitator(database, Events(ROOMS, EventsSettings(), ()))
    await planner.says('event add "Γνωριμία" "Παρασκευή 18:00" 60', NOW)
    await planner.chooses(1, NOW)
    async with database.transaction() as tx:
        for title, kind, state in (
            ("Πώς πήγε;", "survey", "open"),
            ("Α ή Β;", "poll", "open"),
            ("Παλιά", "", "closed"),
        ):
            await surveys.add(tx, Survey(0, title, (), "Europe/Athens", kind=kind or "survey", state=state))
    return Facilitator(database, Feedback(ROOMS, EventsSettings()))


async def here(team: Facilitator, number: int, at: datetime) -> None:
    cog = Attendance(ROOMS, EventsSettings())
    said = await Facilitator(team.database, cog, name=f"teacher-{number}").says("event here 1", at)
    assert said.startswith("✅")


async def tick(team: Facilitator, at: datetime) -> list[str]:
    """Let the cog do what is due; return who was ever asked."""
    assert isinstance(team.cog, Feedback)
    async with team.database.transaction() as tx:
        await team.cog.ask(at, tx)
        return [person.id for _, person in await surveys.to_ask(tx, 100)]


async def test_whoever_was_there_is_asked_once_it_is_over(team: Facilitator) -> None:
    assert await team.says("event survey 1 1", NOW) == (
        "✅ Όταν τελειώσει η εκδήλωση «Γνωριμία», όσοι έχουν δηλώσει παρουσία θα λάβουν την έρευνα «Πώς πήγε;»."
    )
    await here(team, 1, STARTS)
    await here(team, 2, STARTS + MINUTE)
    assert await tick(team, ENDS - MINUTE) == []
    assert await tick(team, ENDS) == ["teacher-1", "teacher-2"]
    assert await tick(team, ENDS + MINUTE) == ["teacher-1", "teacher-2"]
    await here(team, 3, ENDS + 5 * MINUTE)
    await here(team, 1, ENDS + 6 * MINUTE)
    assert await tick(team, ENDS + 7 * MINUTE) == ["teacher-1", "teacher-2", "teacher-3"]


async def test_a_person_with_two_accounts_is_asked_once(team: Facilitator) -> None:
    await team.says("event survey 1 1", NOW)
    await here(team, 1, STARTS)
    await here(team, 9, STARTS + MINUTE)
    one, two = PersonRef("discord", "teacher-1"), PersonRef("discord", "teacher-9")
    async with team.database.transaction() as tx:
        await people.link(tx, Account(one, "teacher-1", NOW), Account(two, "teacher-9", NOW))
    assert len(await tick(team, ENDS)) == 1


async def test_another_survey_or_none_can_be_chosen(team: Facilitator) -> None:
    said = await seen_by(team, "en").says("event survey 1 1", NOW)
    assert said == "✅ When “Γνωριμία” is over, I will ask whoever has checked in to answer “Πώς πήγε;”."
    await here(team, 1, STARTS)
    assert await team.says("event survey 1 0", STARTS) == (
        "✅ Όσοι παρακολουθήσουν την εκδήλωση «Γνωριμία» δεν θα λάβουν έρευνα."
    )
    assert await tick(team, ENDS) == []


@pytest.mark.parametrize("number", [2, 3, 7])
async def test_only_a_survey_that_can_be_answered(team: Facilitator, number: int) -> None:
    said = f"Δεν υπάρχει έρευνα με αριθμό {number} που να μπορεί ακόμη να απαντηθεί."
    assert await team.says(f"event survey 1 {number}", NOW) == said


async def test_nobody_is_asked_about_what_was_cancelled(team: Facilitator) -> None:
    await team.says("event survey 1 1", NOW)
    await here(team, 1, STARTS - MINUTE)
    await Facilitator(team.database, Events(ROOMS, EventsSettings(), ())).says("event cancel 1", STARTS)
    assert await tick(team, ENDS) == []
    assert await team.says("event survey 1 1", ENDS) == "Η εκδήλωση #1 έχει ακυρωθεί."

"""Reminders that come late by kind, the pace of those to people over restarts, and each in the reader's own zone."""

from datetime import datetime, timedelta

import pytest

from bot.core.delivery import Delivery
from cogs.events import Events
from cogs.me import Me
from config.settings import EventsSettings
from storage import outbox
from storage.database import Database
from tests.cogs.asking import ROOMS, Facilitator, owed, words
from tests.cogs.planning import NOW, STARTS, planned, planner, teacher

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def team(database: Database) -> Facilitator:
    return planner(database)


async def tick(database: Database, at: datetime) -> list[Delivery]:
    """Say what is due as a bot that has just started does."""
    before = len(await owed(database))
    async with database.transaction() as tx:
        await Events(ROOMS, EventsSettings(), ()).remind(at, tx)
    return (await owed(database))[before:]


async def test_a_reminder_before_the_start_is_dropped_where_another_follows(team: Facilitator) -> None:
    await planned(team)
    for lead in (24 * HOUR, HOUR, 10 * MINUTE):
        for each in await tick(team.database, STARTS - lead):
            assert (each.good_until, each.late_from) == (STARTS, None)
    for each in await tick(team.database, STARTS):
        assert (each.good_until, each.late_from) == (STARTS + HOUR, STARTS + 2 * MINUTE)
        assert str(each.late) == (
            "🔔 Άργησα, συγγνώμη: η εκδήλωση «Γνωριμία» ξεκίνησε στις 18:00 και είναι ακόμη σε εξέλιξη."
        )


async def test_the_last_one_to_somebody_says_that_it_is_late(team: Facilitator) -> None:
    await planned(team)
    await teacher(team.database, 1).says("remind me 1 2 ώρες, 1 ώρα", NOW)
    due = [await tick(team.database, STARTS - hours * HOUR) for hours in (2, 1)]
    first, last = (next(each for each in several if each.to.person) for several in due)
    assert (first.good_until, first.late_from) == (STARTS, None)
    assert (last.good_until, last.late_from) == (STARTS + HOUR, STARTS)


async def test_a_deadline_that_is_over_is_never_mentioned(team: Facilitator) -> None:
    await planned(team, "kind=deadline")
    assert {each.good_until for each in await tick(team.database, STARTS - 3 * HOUR)} == {STARTS}
    (now, *_) = await tick(team.database, STARTS)
    assert (now.good_until, now.late_from) == (STARTS + 2 * MINUTE, None)


async def test_the_pace_of_private_reminders_survives_a_restart(team: Facilitator) -> None:
    await planned(team)
    for number in range(30):
        await teacher(team.database, number).says(f"remind me 1 {'1h' if number < 20 else '59m'}", NOW)
    first = [each for each in await tick(team.database, STARTS - HOUR) if each.to.person]
    second = [
        each for each in await tick(team.database, STARTS - 59 * MINUTE - timedelta(seconds=58)) if each.to.person
    ]
    assert (len(first), len(second)) == (20, 0)
    async with team.database.transaction() as tx:
        await tx.execute("UPDATE reminders SET due_at = due_at - 58000000 WHERE state = 'pending' AND lead = 3540")
    at = STARTS - HOUR + timedelta(seconds=2)
    second = [each for each in await tick(team.database, at) if each.to.person]
    async with team.database.reading() as tx:
        rows = [await outbox.with_key(tx, each.key) for each in (*first, *second)]
    dues = sorted((row.due_at - (STARTS - HOUR)).total_seconds() for row in rows if row)
    assert dues == pytest.approx([number * 0.2 for number in range(30)])


async def test_who_is_told_of_a_new_date_reads_it_in_their_own_zone(team: Facilitator) -> None:
    await planned(team)
    await Facilitator(team.database, Me(), name="teacher-1").says("me zone Βρυξέλλες", NOW)
    await teacher(team.database, 1).says("remind me 1", NOW)
    await team.says("event edit 1 when Σάββατο 18:00", NOW)
    await team.chooses(1, NOW)
    (told,) = await words(team.database)
    assert told == (
        "discord:dm:teacher-1: 🔔 Νέα ημερομηνία για την εκδήλωση «Γνωριμία»: Σάββατο 24 Οκτωβρίου 2026, 17:00"
        " (ώρα ζώνης Europe/Brussels)."
    )

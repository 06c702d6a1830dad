"""What nobody answered is told to the facilitators on Monday morning, once, and answered from there for all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.ids import RoomRef
from cogs.helpdesk.unanswered import last_monday
from storage import people
from storage.database import Database
from storage.people import Account
from tests.cogs.helpdesk_world import MATRIX, TEAM, TEAM_TOO
from tests.cogs.learning_world import LearningWorld, teacher

MONDAY = datetime(2027, 1, 18, 7, 0, tzinfo=UTC)
"""Nine in the morning in Athens."""


@pytest.fixture
async def world(database: Database, now: datetime) -> LearningWorld:
    """Five people asked two things on a Tuesday and a Wednesday; one of the five has two accounts."""
    world = await LearningWorld.begin(database, now)
    await world.tick(now)
    one, other = teacher(2), teacher(3, "matrix")
    async with world.tx() as tx:
        await people.link(tx, Account(one.ref, one.name, now), Account(other.ref, other.name, now))
    await world.ask("πότε αρχίζει η επόμενη εκδήλωση του μουσείου;", teacher(9))
    await world.ask("Καλημέρα! Δεν ανοίγει ο σύνδεσμος του zoom, είμαι η Αγνώστη Ά.", teacher(1))
    await world.ask("ο σύνδεσμος του zoom δεν λειτουργεί", one)
    world.later(days=1)
    await world.ask("den anoigei o sindesmos tou zoom", other, MATRIX)
    await world.ask("δεν ανοίγει ο σύνδεσμος του zoom", teacher(4), RoomRef.direct(teacher(4).ref))
    await world.ask("Πότε εκδίδεται η βεβαίωση;", teacher(5))
    await world.owed()
    return world


def test_monday_morning_is_by_the_communitys_clock() -> None:
    athens = "Europe/Athens"
    assert last_monday(MONDAY, athens) == MONDAY
    assert last_monday(MONDAY - timedelta(seconds=1), athens) == MONDAY - timedelta(weeks=1)
    assert last_monday(MONDAY + timedelta(days=6, hours=23), athens) == MONDAY
    summer = datetime(2027, 3, 29, 6, 0, tzinfo=UTC)
    assert last_monday(summer, athens) == summer, "the clocks went forward the day before"
    assert last_monday(summer - timedelta(seconds=1), athens) == datetime(2027, 3, 22, 7, 0, tzinfo=UTC)


async def test_they_are_told_by_how_many_people_asked(world: LearningWorld) -> None:
    assert await world.tick(MONDAY - timedelta(minutes=1)) == []
    owed = await world.tick(MONDAY)
    assert [each.to for each in owed] == [TEAM, TEAM_TOO]
    assert str(owed[0].text) == (
        "❓ Ερωτήσεις χωρίς απάντηση, την τελευταία εβδομάδα:\n"
        "«Δεν ανοίγει ο σύνδεσμος του zoom» — 3 άτομα\n"
        "«πότε αρχίζει η επόμενη εκδήλωση του μουσείου;» — 1 άτομο\n"
        "Επιλέξτε μία για να γράψετε την απάντησή της: γίνεται συχνή ερώτηση και τη μαθαίνουν όσοι ρώτησαν."
    )
    assert [choice.command for choice in owed[0].choices] == ["helpdesk write 2", "helpdesk write 1"]


async def test_they_are_told_once_a_week_also_after_a_restart(world: LearningWorld, database: Database) -> None:
    assert len(await world.tick(MONDAY)) == 2
    assert await world.tick(MONDAY + timedelta(minutes=1)) == []
    again = LearningWorld(database, MONDAY)
    await again.owed()
    assert await again.tick(MONDAY + timedelta(hours=1)) == []
    assert await again.tick(MONDAY + timedelta(days=6)) == []
    assert await again.tick(MONDAY + timedelta(weeks=1)) == [], "nothing new was asked in vain"


async def test_a_bot_that_was_away_on_monday_tells_when_it_is_back(world: LearningWorld) -> None:
    assert len(await world.tick(MONDAY + timedelta(days=1))) == 2


async def test_a_new_bot_does_not_begin_with_old_questions(database: Database, now: datetime) -> None:
    world = LearningWorld(database, now)
    await world.ask("δεν ανοίγει ο σύνδεσμος του zoom", teacher(1))
    await world.owed()
    assert await world.tick(now) == []
    assert len(await world.tick(MONDAY)) == 2


async def test_one_answer_becomes_an_entry_and_reaches_all(world: LearningWorld) -> None:
    reply = await world.run("helpdesk write 2", by=teacher(0), room=TEAM)
    assert str(reply.text) == "Γράψτε την απάντηση στο «Δεν ανοίγει ο σύνδεσμος του zoom» με /helpdesk answer 2 …"
    assert reply.form is not None
    assert (reply.form.command, reply.form.arguments) == ("helpdesk answer", {"number": 2})
    said = await world.team("helpdesk answer 2 Ανοίγει από το **ημερολόγιο**.")
    assert said.startswith("✅ Το έμαθα: den-anigi-o-sidesmos-tu-zom.")
    assert said.endswith("Ενημέρωσα 3 άτομα που είχαν ρωτήσει το ίδιο. Έτσι έκλεισαν τα αιτήματα: #2, #3, #4, #5.")
    told = [str(each.text) for each in await world.owed() if "learned" in each.key]
    assert all("Ανοίγει από το ημερολόγιο." in text for text in told)
    assert await world.team("helpdesk answer 2 ξανά") == "Η ερώτηση 2 έχει ήδη απάντηση."
    async with world.tx() as tx:
        found = await tx.one("SELECT question, variants FROM faq WHERE id = 'den-anigi-o-sidesmos-tu-zom'")
    assert found is not None
    assert found["question"] == "Δεν ανοίγει ο σύνδεσμος του zoom"
    assert "den anoigei" not in found["variants"], "sounds the same"
    assert "ο σύνδεσμος του zoom δεν λειτουργεί" in found["variants"]
    assert "«πότε αρχίζει" in await world.team("helpdesk unanswered")


async def test_the_command_looks_back_so_many_weeks(world: LearningWorld) -> None:
    world.later(days=10)
    assert await world.team("helpdesk unanswered") == "Όλες οι ερωτήσεις αυτού του διαστήματος έχουν απάντηση."
    assert (await world.team("helpdesk unanswered 2", "en")).startswith(
        "❓ Questions without an answer, in the last 2 weeks:\n“Δεν ανοίγει ο σύνδεσμος του zoom” — 3 people\n"
    )
    assert await world.team("helpdesk unanswered 99") == "Οι εβδομάδες πρέπει να είναι από 1 έως 12."


async def test_a_number_that_is_in_no_list(world: LearningWorld) -> None:
    for command in ("helpdesk answer 99 ναι", "helpdesk write 99"):
        said = await world.team(command, "en")
        assert said == "There is no question with number 99. See them with /helpdesk unanswered."
    assert await world.team("helpdesk answer 6 ναι") == "Η ερώτηση 6 έχει ήδη απάντηση."


async def test_drafts_that_wait_are_mentioned(world: LearningWorld) -> None:
    await world.solve(1, "Στις 20 του μήνα.")
    await world.learn()
    (first, _) = await world.tick(MONDAY)
    assert str(first.text).endswith("1 πρόχειρο περιμένει τη γνώμη σας. /draft list")

"""The helpdesk's numbers: by week and topic, to be read and as CSV."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.commands import Asked, Reply
from bot.core.errors import BadArgument
from bot.core.ids import RoomRef
from bot.core.rights import Role
from cogs.helpdesk.numbers import HelpdeskNumbers
from storage import desk_numbers, faq, made_files, questions, tickets
from storage.database import Database
from storage.faq import Entry
from storage.questions import Outcome, Question
from tests.cogs.asking import owed
from tests.cogs.helpdesk_world import DISCORD, FACILITATOR, TEACHER

ROOM = RoomRef("discord", "14")


@pytest.fixture
async def filled(database: Database, now: datetime) -> Database:
    """Return a store in which five questions were asked in two weeks, two of them passed on."""
    async with database.transaction() as tx:
        await faq.merge(tx, [Entry("a", "Α;", "α", topic="mooc"), Entry("b", "Β;", "β", topic="zoom")], now)
        week = timedelta(days=7)
        rows: list[tuple[datetime, Outcome, str | None]] = [
            (now - 5 * week, "answered", "a"),
            (now - week, "answered", "a"),
            (now - week, "passed on", "b"),
            (now, "suggested", "b"),
            (now, "passed on", None),
            (now, "limited", None),
        ]
        for number, (at, outcome, entry) in enumerate(rows):
            new = Question(f"q{number}", TEACHER.ref, TEACHER.name, DISCORD, "el", f"ερώτηση {number}", at)
            kept = await questions.add(tx, new, outcome, entry, 0.5)
            if number == 1:
                await questions.rate(tx, kept.id, "a", TEACHER.ref, at, helped=True)
            if outcome == "passed on":
                ticket = await tickets.add(tx, kept, entry, 0.2)
                if entry:
                    await tickets.answer(tx, ticket.number, FACILITATOR, "Έτσι.", at + timedelta(minutes=30))
                    await tickets.close(tx, ticket.number, "", at + timedelta(hours=5))
    return database


async def run(database: Database, now: datetime, weeks: int = 4, language: str = "en", *, csv: bool = False) -> str:
    """Return what is told of some weeks."""
    asked = Asked(FACILITATOR, ROOM, now, Role.FACILITATOR, language, id="c")
    async with database.transaction() as tx:
        cog = HelpdeskNumbers()
        reply = await (cog.export_csv if csv else cog.stats)(asked, tx, weeks)
    assert isinstance(reply, Reply)
    return str(reply.text)


async def test_the_numbers_are_told_in_all_by_week_and_by_topic(filled: Database, now: datetime) -> None:
    told = await run(filled, now)
    assert "In all: 4 asked, 1 answered at once, 1 helped, 2 passed on" in told
    assert "half had a first answer within 30 minutes · half were solved within 5 hours" in told
    assert told.count("Week of") == 2
    assert "Topic “mooc”: 1 asked, 1 answered at once" in told
    assert "Topic “without a topic”: 1 asked" in told


async def test_only_the_weeks_that_were_asked_for_count(filled: Database, now: datetime) -> None:
    assert "In all: 2 asked" in await run(filled, now, 1)
    assert "In all: 5 asked" in await run(filled, now, 10)
    assert await run(filled, now + timedelta(days=400), 2) == "Nothing was asked in this time."


async def test_the_numbers_are_told_in_greek(filled: Database, now: datetime) -> None:
    assert "Συνολικά: ερωτήσεις 4, άμεσες απαντήσεις 1, βοήθησαν 1, πέρασαν σε ανθρώπους 2" in await run(
        filled, now, language="el"
    )


@pytest.mark.parametrize(
    ("language", "heads", "row"),
    [
        (
            "el",
            (
                "Εβδομάδα από;Θέμα;Ερωτήσεις;Άμεσες απαντήσεις;Βοήθησαν;Πέρασαν σε ανθρώπους;"
                "Λεπτά έως την πρώτη απάντηση (διάμεσος);Λεπτά έως τη λύση (διάμεσος)"
            ),
            "2027-01-04;zoom;1;0;0;1;30;300",
        ),
        (
            "en",
            (
                "Week from,Topic,Asked,Answered at once,Helped,Passed on,Minutes to the first answer (median),"
                "Minutes to the solution (median)"
            ),
            "2027-01-04,zoom,1,0,0,1,30,300",
        ),
    ],
)
async def test_the_numbers_come_in_private_as_a_table(
    filled: Database, now: datetime, language: str, heads: str, row: str
) -> None:
    said = {"el": "Σας τα έστειλα ιδιωτικά.", "en": "I have sent it to you in private."}
    assert await run(filled, now, language=language, csv=True) == said[language]
    (sent,) = await owed(filled)
    assert sent.to == RoomRef.direct(FACILITATOR.ref)
    async with filled.reading() as tx:
        kind, data = await made_files.find(tx, sent.attachments[0]) or ("", b"")
    lines = data.decode("utf-8-sig").splitlines()
    assert (kind, sent.attachments[0].name, lines[0], lines[2]) == ("text/csv", "helpdesk.csv", heads, row)
    assert len(lines) == 5


async def test_without_questions_there_is_no_table(database: Database, now: datetime) -> None:
    assert await run(database, now, csv=True) == "Nothing was asked in this time."
    assert await owed(database) == []


@pytest.mark.parametrize("weeks", [0, -3, 105])
async def test_a_number_of_weeks_that_makes_no_sense_is_told(database: Database, weeks: int) -> None:
    with pytest.raises(BadArgument):
        await run(database, datetime(2027, 1, 12, tzinfo=UTC), weeks)


async def test_what_was_joined_is_answered_with_its_main_request_and_what_has_no_answer_is_not_solved(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as tx:
        for number in range(4):
            new = Question(f"q{number}", TEACHER.ref, TEACHER.name, DISCORD, "el", f"ερώτηση {number}", now)
            await tickets.add(tx, await questions.add(tx, new, "passed on"), None, 0.0)
        for number in (2, 3):
            await tickets.merge(tx, number, 1, now + timedelta(minutes=1))
        await tickets.answer(tx, 1, FACILITATOR, "Έτσι.", now + timedelta(minutes=30))
        await tickets.close(tx, 1, "", now + timedelta(hours=1))
        await tickets.close(tx, 4, "Δεν γνωρίζουμε", now + timedelta(minutes=2))
        handled = await desk_numbers.since(tx, now)
    half, hour = timedelta(minutes=30), timedelta(hours=1)
    assert [(each.first, each.solved) for each in handled] == [(half, hour)] * 3 + [(None, None)]


async def test_what_an_entry_answered_later_was_not_answered_at_once(filled: Database, now: datetime) -> None:
    async with filled.transaction() as tx:
        passed_on = await questions.of_message(tx, "q2")
        assert passed_on is not None
        await questions.became(tx, passed_on.id, "answered")
    assert "In all: 4 asked, 1 answered at once, 1 helped, 2 passed on" in await run(filled, now)

"""Surveys in the store: who was asked, one answer for each person, and anonymous answers that are nobody's."""

from datetime import datetime, timedelta

import pytest

from bot.core.ids import PersonRef
from storage import people, survey_answers, surveys
from storage.database import Database, Tx
from storage.people import Account
from storage.surveys import Question, Survey

ONE, OTHER, THIRD = PersonRef("discord", "17"), PersonRef("matrix", "@teacher-17:t"), PersonRef("discord", "23")
HOUR = timedelta(hours=1)


async def _made(tx: Tx, *, anonymous: bool = False) -> tuple[Survey, Question]:
    survey = Survey(0, "Αξιολόγηση", ("genika",), "Europe/Athens", anonymous=anonymous, state="open")
    survey = await surveys.add(tx, survey)
    return survey, await surveys.ask(tx, Question(0, survey.id, "single", "Ναι ή όχι;", ("Ναι", "Όχι")))


async def _answers(tx: Tx, survey: Survey, question: Question, who: PersonRef, value: int, at: datetime) -> None:
    sheet = await survey_answers.begin(tx, survey, who, at)
    await survey_answers.answer(tx, sheet, question.id, value, at)
    await survey_answers.hand_in(tx, survey, sheet, at)


async def _tie(tx: Tx, at: datetime) -> None:
    await people.link(tx, Account(ONE, "teacher-17", at), Account(OTHER, "teacher-17", at))


async def test_a_survey_and_its_questions_are_read_back(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        survey, question = await _made(tx)
        assert await surveys.get(tx, survey.id) == survey
        assert await surveys.questions(tx, survey.id) == [question]
        assert len(survey.key) == 64
        await surveys.take_out(tx, question)
        assert await surveys.questions(tx, survey.id) == []
        assert await surveys.get(tx, 99) is None


async def test_who_answers_again_has_changed_their_answer(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        survey, question = await _made(tx)
        await _answers(tx, survey, question, ONE, 0, now)
        await _answers(tx, survey, question, ONE, 1, now + HOUR)
        await _answers(tx, survey, question, THIRD, 0, now)
        assert await survey_answers.counted(tx, survey) == survey_answers.Counted(
            ((THIRD, {question.id: 0}), (ONE, {question.id: 1}))
        )


async def test_tied_accounts_answer_on_one_sheet(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        survey, question = await _made(tx)
        await _tie(tx, now)
        await _answers(tx, survey, question, ONE, 0, now)
        await _answers(tx, survey, question, OTHER, 1, now + HOUR)
        assert (await survey_answers.counted(tx, survey)).sheets == ((ONE, {question.id: 1}),)


async def test_the_later_answer_counts_where_accounts_are_tied_afterwards(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        survey, question = await _made(tx)
        await _answers(tx, survey, question, OTHER, 0, now)
        await _answers(tx, survey, question, ONE, 1, now + HOUR)
        assert (await survey_answers.counted(tx, survey)).people == 2
        await _tie(tx, now)
        counted = await survey_answers.counted(tx, survey)
        assert (counted.people, counted.sheets) == (1, ((ONE, {question.id: 1}),))


async def test_an_anonymous_answer_is_nobodys(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        survey, question = await _made(tx, anonymous=True)
        await _answers(tx, survey, question, ONE, 1, now)
        (sheet,) = await tx.all("SELECT * FROM survey_sheets")
        assert (sheet["person"], sheet["changed_at"], sheet["done"]) == (None, None, True)
        assert (await survey_answers.counted(tx, survey)).sheets == ((None, {question.id: 1}),)
        (seal,) = await tx.all("SELECT * FROM survey_seals")
        assert set(seal.keys()) == {"survey", "hash", "answered"}
        assert await survey_answers.sealed(tx, survey, ONE)
        assert not await survey_answers.sealed(tx, survey, OTHER)


async def test_the_hashes_of_two_surveys_tell_nothing_of_each_other(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        for _ in range(2):
            survey, question = await _made(tx, anonymous=True)
            await _answers(tx, survey, question, ONE, 1, now)
        assert len({row["hash"] for row in await tx.all("SELECT hash FROM survey_seals")}) == 2


async def test_tied_accounts_answer_an_anonymous_survey_once(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        survey, question = await _made(tx, anonymous=True)
        await _tie(tx, now)
        await _answers(tx, survey, question, ONE, 0, now)
        assert await survey_answers.sealed(tx, survey, OTHER)
        assert (await survey_answers.counted(tx, survey)).people == 1


async def test_anonymous_answers_of_accounts_that_are_tied_afterwards_are_told_as_one_person(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as tx:
        survey, question = await _made(tx, anonymous=True)
        for who in (ONE, OTHER, THIRD):
            await _answers(tx, survey, question, who, 0, now)
        await _tie(tx, now)
        counted = await survey_answers.counted(tx, survey)
        assert (len(counted.sheets), counted.twice, counted.people) == (3, 1, 2)


async def test_people_are_invited_once_with_all_their_accounts(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        survey, _ = await _made(tx)
        await _tie(tx, now)
        assert await surveys.invite(tx, survey.id, [ONE, OTHER, THIRD, THIRD], now) == 2
        assert await surveys.invite(tx, survey.id, [OTHER], now) == 0
        assert [person for _, person in await surveys.to_ask(tx, 10)] == [ONE, THIRD]
        await surveys.asked(tx, survey.id, ONE, now)
        assert await surveys.to_ask(tx, 10) == [(survey, THIRD)]


async def test_whoever_has_not_answered_is_known(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        survey, question = await _made(tx)
        await surveys.invite(tx, survey.id, [ONE, THIRD], now)
        for person in (ONE, THIRD):
            await surveys.asked(tx, survey.id, person, now)
        assert await surveys.unanswered(tx, survey.id, now) == []
        assert await surveys.unanswered(tx, survey.id, now + HOUR) == [ONE, THIRD]
        await _tie(tx, now)
        await _answers(tx, survey, question, OTHER, 0, now)
        assert await surveys.unanswered(tx, survey.id, now + HOUR) == [THIRD]
        await surveys.reminded(tx, survey.id, THIRD, now + HOUR)
        assert await surveys.unanswered(tx, survey.id, now + HOUR) == []


@pytest.mark.parametrize("anonymous", [False, True])
async def test_a_person_is_given_what_is_theirs_and_forgotten(
    database: Database, now: datetime, anonymous: bool
) -> None:
    async with database.transaction() as tx:
        survey, question = await _made(tx, anonymous=anonymous)
        await surveys.invite(tx, survey.id, [ONE], now)
        await _answers(tx, survey, question, ONE, 1, now)
        told: dict[str, object] = {"survey": survey.id, "title": "Αξιολόγηση", "done": True}
        if not anonymous:
            told["answers"] = [{"question": "Ναι ή όχι;", "answer": 1}]
        assert await survey_answers.of_person(tx, ONE) == [told, {"survey": survey.id, "asked": True}]
        await survey_answers.forget(tx, ONE)
        assert await survey_answers.of_person(tx, ONE) == []
        assert (await survey_answers.counted(tx, survey)).people == (1 if anonymous else 0)


async def test_open_texts_are_cleared_after_their_time(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        survey, question = await _made(tx)
        text = await surveys.ask(tx, Question(0, survey.id, "text", "Τι να αλλάξει;"))
        sheet = await survey_answers.begin(tx, survey, ONE, now)
        await survey_answers.answer(tx, sheet, question.id, 0, now)
        await survey_answers.answer(tx, sheet, text.id, "Τίποτε", now)
        await tx.execute("UPDATE surveys SET state = 'closed', closes_at = 0")
        await survey_answers.clear_texts(tx, now)
        assert await survey_answers.answers(tx, sheet) == {question.id: 0}

"""Tickets in the store: numbers, who has them, and who is first."""

from datetime import datetime, timedelta

from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from storage import questions, tickets
from storage.database import Database, Tx
from storage.questions import Question

ASKER = PersonRef("discord", "17")
FIRST = Person(PersonRef("discord", "2"), "facilitator-2")
SECOND = Person(PersonRef("matrix", "@f:example.org"), "facilitator-3")
ROOM = RoomRef("discord", "11")


async def ask(tx: Tx, now: datetime, id: str = "100") -> Question:
    message = MessageRef(ROOM, id)
    new = Question(str(message), ASKER, "teacher-17", ROOM, "el", "πότε;", now, message)
    return await questions.add(tx, new, "passed on")


async def test_numbers_count_up_and_a_question_has_one_ticket(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        first, second = await ask(tx, now, "100"), await ask(tx, now, "101")
        opened = [await tickets.add(tx, question, "a", 0.41) for question in (first, first, second)]
        assert [ticket.number for ticket in opened] == [1, 1, 2]
        assert opened[0].question == first
        assert (opened[0].state, opened[0].nearest, opened[0].score, opened[0].holder) == ("open", "a", 0.41, None)
        assert await tickets.get(tx, 3) is None
        assert [ticket.number for ticket in await tickets.waiting(tx, 10)] == [1, 2]
        assert await tickets.count_waiting(tx) == 2


async def test_one_wins(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await tickets.add(tx, await ask(tx, now), None, 0.0)
        assert await tickets.take(tx, 1, FIRST)
        assert not await tickets.take(tx, 1, SECOND)
        ticket = await tickets.get(tx, 1)
        assert ticket
        assert (ticket.state, ticket.holder, ticket.holder_name) == ("taken", FIRST.ref, "facilitator-2")


async def test_from_answer_to_follow_up(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await tickets.add(tx, await ask(tx, now), None, 0.0)
        assert await tickets.answer(tx, 1, FIRST, "τότε", now) == 1
        assert [each.number for each in await tickets.answered_for(tx, ASKER, now)] == [1]
        assert await tickets.answered_for(tx, ASKER, now + timedelta(seconds=1)) == []
        assert await tickets.answered_for(tx, FIRST.ref, now) == []
        assert await tickets.follow_up(tx, 1, ASKER, "ακόμη;", now) == 2
        ticket = await tickets.get(tx, 1)
        assert ticket
        assert (ticket.state, ticket.holder, ticket.answered_at) == ("taken", FIRST.ref, None)
        assert [(each.kind, each.text) for each in await tickets.messages(tx, 1)] == [
            ("answer", "τότε"),
            ("follow-up", "ακόμη;"),
        ]


async def test_a_thread_finds_its_askers_ticket(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        question = await ask(tx, now)
        await tickets.add(tx, question, None, 0.0)
        assert question.message
        found = await tickets.in_thread(tx, question.message, ASKER)
        assert found
        assert found.number == 1
        assert await tickets.in_thread(tx, question.message, FIRST.ref) is None
        assert await tickets.in_thread(tx, MessageRef(ROOM, "9"), ASKER) is None


async def test_the_same_message_is_one_question(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        first, again = await ask(tx, now), await ask(tx, now)
        assert first.id == again.id
        assert await questions.counts_since(tx, ASKER, now - timedelta(minutes=1)) == (1, 0)
        assert await questions.counts_since(tx, ASKER, now) == (0, 0)


async def test_forgetting_erases_words_and_names(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await tickets.add(tx, await ask(tx, now), None, 0.0)
        await tickets.answer(tx, 1, FIRST, "αγαπητή teacher-17, τότε", now)
        await tickets.follow_up(tx, 1, ASKER, "εγώ πάλι", now)
        await tickets.forget(tx, ASKER)
        await questions.forget(tx, ASKER)
        ticket = await tickets.get(tx, 1)
        assert ticket
        assert (ticket.state, ticket.question.text, ticket.question.person) == ("closed", "", None)
        assert [each.text for each in await tickets.messages(tx, 1)] == ["", ""]
        assert (await tickets.export(tx, ASKER)) == {"asked": [], "held": [], "written": []}
        assert (await tickets.export(tx, FIRST.ref))["held"] == [1]

"""Tickets in the store: numbers, who has them, and who is first."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from storage import questions, ticket_messages, tickets
from storage.database import Database, Tx
from storage.questions import Question

ASKER = PersonRef("discord", "17")
FIRST = Person(PersonRef("discord", "2"), "facilitator-2")
SECOND = Person(PersonRef("matrix", "@f:example.org"), "facilitator-3")
ROOM = RoomRef("discord", "11")
DAY = timedelta(days=1)


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
        assert [each.number for each in await tickets.asked_by(tx, ASKER, now)] == [1]
        assert await tickets.asked_by(tx, ASKER, now + timedelta(seconds=1)) == []
        assert await tickets.asked_by(tx, FIRST.ref, now) == []
        assert await tickets.follow_up(tx, 1, ASKER, "ακόμη;", now) == 2
        ticket = await tickets.get(tx, 1)
        assert ticket
        assert (ticket.state, ticket.holder, ticket.answered_at) == ("taken", FIRST.ref, None)
        assert (ticket.first_answered_at, ticket.reopened) == (now, 1)
        assert [each.number for each in await tickets.asked_by(tx, ASKER, now + DAY)] == [1]
        assert [(each.kind, each.text) for each in await tickets.messages(tx, 1)] == [
            ("answer", "τότε"),
            ("follow-up", "ακόμη;"),
        ]


async def test_handed_over_and_back_to_all(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await tickets.add(tx, await ask(tx, now), None, 0.0)

        async def stands() -> tuple[str, PersonRef | None, str]:
            ticket = await tickets.get(tx, 1)
            assert ticket
            return ticket.state, ticket.holder, ticket.holder_name

        await tickets.assign(tx, 1, SECOND.ref, SECOND.name)
        assert await stands() == ("taken", SECOND.ref, "facilitator-3")
        await tickets.assign(tx, 1, None)
        assert await stands() == ("open", None, "")
        await tickets.answer(tx, 1, FIRST, "τότε", now)
        await tickets.assign(tx, 1, SECOND.ref, SECOND.name)
        assert await stands() == ("answered", SECOND.ref, "facilitator-3")


async def test_solved_and_opened_again(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await tickets.add(tx, await ask(tx, now), None, 0.0)
        await tickets.solve(tx, 1, now)
        ticket = await tickets.get(tx, 1)
        assert ticket
        assert (ticket.state, ticket.closed_at, ticket.solved_at, ticket.waiting) == ("closed", now, now, False)
        await tickets.reopen(tx, 1)
        await tickets.reopen(tx, 1)
        ticket = await tickets.get(tx, 1)
        assert ticket
        assert (ticket.state, ticket.closed_at, ticket.solved_at, ticket.reopened) == ("open", None, None, 1)


async def test_what_was_merged_stands_for_the_other(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        for message in ("100", "101", "102"):
            await tickets.add(tx, await ask(tx, now, message), None, 0.0)
        await tickets.merge(tx, 1, 2, now)
        await tickets.merge(tx, 2, 3, now)
        found = [await tickets.current(tx, number) for number in (1, 2, 3, 4)]
        assert [each and each.number for each in found] == [3, 3, 3, None]
        assert [each.number for each in await tickets.family(tx, 3)] == [3, 1, 2]
        assert [each.number for each in await tickets.waiting(tx, 9)] == [3]
        assert [each.number for each in await tickets.asked_by(tx, ASKER, now + DAY)] == [3, 2, 1]


async def test_what_is_said_in_a_ticket(database: Database, now: datetime) -> None:
    source = MessageRef(ROOM, "200")
    async with database.transaction() as tx:
        await tickets.add(tx, await ask(tx, now), None, 0.0)
        await tickets.set_topic(tx, 1, "zoom")
        await tickets.set_institution(tx, 1, "uoa")
        await tickets.answer(tx, 1, FIRST, "μόνο σε εσάς", now, source=source, private=True, opening=False)
        await tickets.note(tx, 1, SECOND, "το ξέρω", now)
        ticket = await tickets.get(tx, 1)
        assert ticket
        assert (ticket.topic, ticket.institution) == ("zoom", "uoa")
        said = await ticket_messages.written_in(tx, source)
        assert said == await ticket_messages.last(tx, 1)
        assert said
        assert (said.number, said.kind, said.name, said.private, said.opening) == (
            1,
            "private answer",
            "facilitator-2",
            True,
            False,
        )
        await ticket_messages.reword(tx, said, "σε όλους")
        assert [(each.kind, each.text) for each in await tickets.messages(tx, 1)] == [
            ("private answer", "σε όλους"),
            ("note", "το ξέρω"),
        ]
        await tickets.forget(tx, SECOND.ref)
        assert [(each.name, each.text) for each in await tickets.messages(tx, 1)][1] == ("", "το ξέρω")


async def test_an_anonymous_question_stays_so(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        question = await ask(tx, now)
        assert not (await tickets.add(tx, question, None, 0.0)).anonymous
        await questions.keep_anonymous(tx, question.id)
        await questions.reword(tx, question.id, "ποτέ;", ())
        kept = await questions.of_message(tx, question.asked)
        assert kept
        assert (kept.anonymous, kept.text) == (True, "ποτέ;")
        other = await questions.add(tx, replace(question, asked="ask:9", anonymous=True), "passed on")
        assert (await tickets.add(tx, other, None, 0.0)).anonymous


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


async def texts(tx: Tx) -> list[str]:
    return [row["text"] for row in await tx.all("SELECT text FROM questions ORDER BY id")]


async def test_questions_are_cleared_by_age_unless_somebody_waits(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        asked = [await ask(tx, now, str(number)) for number in range(100, 105)]
        await ask(tx, now + DAY, "105")
        for question in asked[1:]:
            await tickets.add(tx, question, None, 0.0)
        await tickets.take(tx, 2, FIRST)
        await tickets.answer(tx, 3, FIRST, "τότε", now)
        await tickets.close(tx, 4, "λάθος", now)
        assert await questions.clear_texts(tx, now) == 0
        assert await questions.clear_texts(tx, now + DAY) == 3
        assert await texts(tx) == ["", "πότε;", "πότε;", "", "", "πότε;"]
        assert await questions.clear_texts(tx, now + DAY) == 0
        assert (
            await tx.value("SELECT COUNT(*) FROM questions WHERE person = ? AND outcome = 'passed on'", str(ASKER)) == 6
        )
        assert [each.text for each in await tickets.messages(tx, 3)] == ["τότε"]


async def test_many_questions_are_cleared_in_several_turns(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await tx.many(
            "INSERT INTO questions (asked, name, room, private, language, text, at, outcome)"
            " VALUES (?, '', 'discord:11', FALSE, 'el', 'πότε;', 0, 'answered')",
            [(str(number),) for number in range(5001)],
        )
        assert [await questions.clear_texts(tx, now) for _ in range(3)] == [5000, 1, 0]


async def test_tickets_are_cleared_when_they_are_long_done(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        for message in ("100", "101", "102", "103"):
            await tickets.add(tx, await ask(tx, now, message), None, 0.0)
        await tickets.follow_up(tx, 1, ASKER, "γράφει 403", now)
        await tickets.answer(tx, 2, FIRST, "τότε", now)
        await tickets.answer(tx, 3, FIRST, "τότε", now)
        await tickets.close(tx, 3, "έγινε", now + DAY)
        await tickets.answer(tx, 4, FIRST, "τότε", now)
        await tickets.follow_up(tx, 4, ASKER, "ακόμη;", now)

        async def kept() -> list[tuple[str, str, list[str]]]:
            found = [await tickets.get(tx, number) for number in (1, 2, 3, 4)]
            return [
                (each.question.text, each.reason, [said.text for said in await tickets.messages(tx, each.number)])
                for each in found
                if each
            ]

        before = await kept()
        await tickets.clear_texts(tx, now)
        assert await kept() == before
        await tickets.clear_texts(tx, now + DAY)
        assert await kept() == [before[0], ("", "", [""]), before[2], before[3]]
        await tickets.clear_texts(tx, now + 2 * DAY)
        assert await kept() == [before[0], ("", "", [""]), ("", "", [""]), before[3]]
        assert await tx.value("SELECT COUNT(*) FROM tickets WHERE state IN ('answered', 'closed')") == 2


async def test_forgetting_erases_what_was_said_before_requests_were_joined(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        other = Question("m2", SECOND.ref, "teacher-18", ROOM, "el", "πότε;", now)
        await tickets.add(tx, await questions.add(tx, other, "passed on"), None, 0.0)
        await tickets.add(tx, await ask(tx, now), None, 0.0)
        await tickets.note(tx, 2, FIRST, "λέει ότι είναι άρρωστη", now)
        await tickets.answer(tx, 2, FIRST, "ο κωδικός σας άλλαξε", now, private=True)
        await tickets.merge(tx, 2, 1, now)
        await tickets.answer(tx, 1, FIRST, "για όλους", now)
        await tickets.forget(tx, ASKER)
        assert [each.text for each in await tickets.messages(tx, 2)] == ["", ""]
        assert [each.text for each in await tickets.messages(tx, 1)] == ["για όλους"]

"""Tickets: taken by one, answered to where they were asked, opened again by their asker."""

from datetime import datetime

import pytest

from bot.core.events import MessagePosted
from bot.core.text import Mention
from storage.database import Database
from tests.cogs.helpdesk_world import (
    DISCORD,
    ENGLISH,
    FACILITATOR,
    MATRIX,
    OTHER,
    SECOND,
    TEACHER,
    TEAM,
    TEAM_TOO,
    by_place,
    reactions,
)
from tests.cogs.ticket_world import PRIVATE, UNKNOWN, TicketWorld


@pytest.fixture
async def world(database: Database, now: datetime) -> TicketWorld:
    return await TicketWorld.begin(database, now)


@pytest.fixture
async def asked(world: TicketWorld) -> MessagePosted:
    return await world.ask()


async def test_one_takes_it_and_the_other_is_told_who(world: TicketWorld, asked: MessagePosted) -> None:
    reply = await world.run("ticket take 1", by=FACILITATOR, room=TEAM)
    assert str(reply.text) == "✅ Αναλάβατε το αίτημα #1. Απαντήστε με /ticket answer 1 …"
    assert by_place(await world.owed()) == dict.fromkeys((TEAM, TEAM_TOO), "Το αίτημα #1 το ανέλαβε: facilitator-2.")
    assert await world.says("ticket take 1", SECOND) == "Το αίτημα #1 το έχει ήδη αναλάβει: facilitator-2."
    assert await world.says("ticket take 1") == "Το αίτημα #1 το έχετε ήδη αναλάβει."


@pytest.mark.parametrize("line", ["ticket show 999", "ticket take 999", "ticket answer 999 ναι", "ticket close 999"])
async def test_a_number_that_does_not_exist(world: TicketWorld, line: str) -> None:
    assert await world.says(line) == "Δεν υπάρχει αίτημα με αριθμό 999. Δείτε τα ανοιχτά με /ticket list."


async def test_the_answer_goes_to_every_place_and_mentions_the_asker(world: TicketWorld, asked: MessagePosted) -> None:
    owed = {delivery.to: delivery for delivery in await world.answer()}
    assert set(owed) == {DISCORD, MATRIX, TEAM, TEAM_TOO}
    assert str(owed[DISCORD].text) == (
        "teacher-17\nΑπάντηση στο αίτημά σας #1 από την ομάδα υποστήριξης:\n"
        "Ο νέος σύνδεσμος είναι στο κανάλι.\n"
        "Αν κάτι λείπει, απαντήστε σε αυτό το μήνυμα και το αίτημα ανοίγει ξανά."
    )
    assert next(owed[DISCORD].text.inlines()) == Mention("person", "teacher-17", str(TEACHER.ref))
    assert owed[MATRIX].text == owed[DISCORD].text
    assert (owed[DISCORD].reply_to, owed[DISCORD].thread) == (None, asked.ref)
    assert [choice.label for choice in owed[DISCORD].choices] == ["✅ Λύθηκε", "❌ Χρειάζομαι κι άλλη βοήθεια"]
    assert str(owed[TEAM_TOO].text) == "Στο αίτημα #1 απάντησε: facilitator-2.\nΟ νέος σύνδεσμος είναι στο κανάλι."
    assert owed[TEAM_TOO].under == f"helpdesk:ticket:1:new>{TEAM_TOO}"


async def test_a_private_question_is_answered_privately(world: TicketWorld) -> None:
    await world.run(f"ask {UNKNOWN}")
    await world.owed()
    reply = next(delivery for delivery in await world.answer() if delivery.to == PRIVATE)
    assert str(reply.text).startswith("Απάντηση στο αίτημά σας #1 από την ομάδα υποστήριξης:")
    assert str(reply.text).endswith("Αν κάτι λείπει, γράψτε εδώ και το αίτημα ανοίγει ξανά.")
    assert (reply.thread, reply.reply_to) == (None, None)


async def test_in_english(world: TicketWorld) -> None:
    await world.ask("my microphone is broken, help", room=ENGLISH)
    reply = next(delivery for delivery in await world.answer("Try another one.") if delivery.to == ENGLISH)
    assert str(reply.text) == (
        "teacher-17\nAnswer to your request #1 from the support team:\nTry another one.\n"
        "If something is missing, reply to this message and the request opens again."
    )


async def test_no_second_answer_by_another_but_an_addition_by_the_same(
    world: TicketWorld, asked: MessagePosted
) -> None:
    await world.answer()
    assert await world.says("ticket answer 1 κι εγώ", SECOND) == "Στο αίτημα #1 έχει ήδη απαντήσει: facilitator-2."
    assert await world.says("ticket take 1", SECOND) == "Στο αίτημα #1 έχει ήδη απαντήσει: facilitator-2."
    assert {delivery.to for delivery in await world.answer("Και κάτι ακόμη.")} >= {DISCORD, MATRIX}


async def test_closing_without_an_answer_tells_the_asker_why(world: TicketWorld, asked: MessagePosted) -> None:
    await world.run("ticket close 1 Έγινε από λάθος", by=FACILITATOR, room=TEAM)
    owed = by_place(await world.owed())
    assert owed[DISCORD] == ("teacher-17\nΗ ομάδα υποστήριξης έκλεισε το αίτημά σας #1. Αιτία: Έγινε από λάθος")
    assert await world.says("ticket answer 1 αργά") == (
        "Το αίτημα #1 είναι κλειστό. Ανοίγει ξανά αν γράψει όποιος ρώτησε."
    )
    assert await world.says("ticket close 1") == "Το αίτημα #1 είναι ήδη κλειστό."
    assert await world.says("ticket take 1") == "Το αίτημα #1 είναι ήδη κλειστό."


async def test_closing_after_the_answer_is_silent(world: TicketWorld, asked: MessagePosted) -> None:
    await world.answer()
    await world.run("ticket close 1", by=FACILITATOR, room=TEAM)
    assert set(by_place(await world.owed())) == {TEAM, TEAM_TOO}


async def test_a_reason_reaches_the_asker_after_an_answer_too(world: TicketWorld, asked: MessagePosted) -> None:
    await world.answer()
    await world.run('ticket close 1 "Το εργαστήριο ακυρώθηκε"', by=FACILITATOR, room=TEAM)
    assert by_place(await world.owed())[DISCORD].endswith("Αιτία: Το εργαστήριο ακυρώθηκε")


async def test_a_reason_after_a_private_answer_stays_private(world: TicketWorld, asked: MessagePosted) -> None:
    await world.run("ticket whisper 1 Ο κωδικός σας άλλαξε.", by=FACILITATOR, room=TEAM)
    await world.owed()
    await world.run('ticket close 1 "Νέος κωδικός"', by=FACILITATOR, room=TEAM)
    owed = by_place(await world.owed())
    assert set(owed) == {TEAM, TEAM_TOO, PRIVATE}
    assert owed[PRIVATE] == "Η ομάδα υποστήριξης έκλεισε το αίτημά σας #1. Αιτία: Νέος κωδικός"


async def test_a_reply_to_the_answer_opens_it_again(world: TicketWorld, asked: MessagePosted) -> None:
    said = await world.sent(next(delivery for delivery in await world.answer() if delivery.to == DISCORD))
    world.later(days=6)
    owed = by_place(await world.hear(world.posted("ακόμη δεν ανοίγει", reply_to=said)))
    assert owed[TEAM] == "facilitator-2\n❓ Το αίτημα #1 άνοιξε ξανά. Από: teacher-17\nακόμη δεν ανοίγει"
    assert (
        owed[DISCORD]
        == owed[MATRIX]
        == (
            "Ενημέρωσα την ομάδα υποστήριξης· το αίτημα #1 άνοιξε ξανά. "
            "Συνήθως απαντούν μέσα σε 3 ώρες, εργάσιμες ημέρες 9:00–17:00."
        )
    )
    listed = await world.says("ticket list")
    assert "#1 «δεν ανοίγει ο σύνδεσμος του zoom» — το έχει: facilitator-2" in listed


async def test_after_seven_days_or_from_another_person_it_does_not(world: TicketWorld, asked: MessagePosted) -> None:
    said = await world.sent(next(delivery for delivery in await world.answer() if delivery.to == DISCORD))
    await world.hear(world.posted("ούτε σε εμένα ανοίγει", by=OTHER, reply_to=said))
    world.later(days=8)
    await world.hear(world.posted("ακόμη δεν ανοίγει", reply_to=said))
    shown = await world.says("ticket show 1")
    assert "απάντησε: facilitator-2" in shown


@pytest.mark.parametrize("thanks", ["Ευχαριστώ πολύ!", "👍", "οκ"])
async def test_thanks_open_nothing(world: TicketWorld, asked: MessagePosted, thanks: str) -> None:
    said = await world.sent(next(delivery for delivery in await world.answer() if delivery.to == DISCORD))
    assert await world.hear(world.posted(thanks, reply_to=said)) == []
    assert await world.hear(world.posted(thanks, thread=asked.ref)) == []


async def test_what_the_asker_adds_in_the_thread_joins_the_ticket(world: TicketWorld, asked: MessagePosted) -> None:
    added = world.posted("γράφει σφάλμα 403", thread=asked.ref)
    owed = await world.hear(added)
    assert reactions(owed) == [(added.ref, "✅")]
    assert by_place(owed) == dict.fromkeys(
        (TEAM, TEAM_TOO), "Συμπλήρωση στο αίτημα #1, από: teacher-17\nγράφει σφάλμα 403"
    )
    await world.answer()
    world.later(hours=2)
    again = by_place(await world.hear(world.posted("πάλι τα ίδια", thread=asked.ref)))
    assert set(again) == {DISCORD, MATRIX, TEAM, TEAM_TOO}


async def test_in_private_the_next_words_open_it_again_unless_they_are_a_new_question(world: TicketWorld) -> None:
    await world.run(f"ask {UNKNOWN}")
    world.later(hours=1)
    await world.answer()
    world.later(minutes=5)
    assert await world.hear(world.posted("ευχαριστώ", PRIVATE)) == []
    sure = await world.hear(world.posted("Ποιο hashtag βάζω στο έργο μου;", PRIVATE))
    assert str(sure[0].text).startswith("Προσθέστε το #SkillsLabs")


async def test_in_private_what_comes_next_belongs_to_the_ticket(world: TicketWorld) -> None:
    await world.run(f"ask {UNKNOWN}")
    world.later(hours=1)
    await world.answer()
    world.later(minutes=90)
    owed = by_place(await world.hear(world.posted("μπήκα αλλά δεν ακούω", PRIVATE)))
    assert owed[TEAM] == "facilitator-2\n❓ Το αίτημα #1 άνοιξε ξανά. Από: teacher-17\nμπήκα αλλά δεν ακούω"
    assert owed[PRIVATE].startswith("Ενημέρωσα την ομάδα υποστήριξης")


async def test_list_and_show(world: TicketWorld, asked: MessagePosted) -> None:
    assert "#1 «δεν ανοίγει ο σύνδεσμος του zoom» — ανοιχτό" in await world.says("ticket list")
    await world.answer("Δοκιμάστε τώρα.")
    assert await world.says("ticket list") == "Κανένα αίτημα δεν περιμένει απάντηση."
    shown = await world.says("ticket show 1")
    assert "Αίτημα #1 — απάντησε: facilitator-2" in shown
    assert "teacher-17, από το κανάλι #helpdesk (Discord), Τρίτη 12 Ιανουαρίου 2027, 12:00:" in shown
    assert "Δοκιμάστε τώρα." in shown


async def test_a_long_list_says_how_many_more(world: TicketWorld) -> None:
    for number in range(22):
        person = type(TEACHER)(type(TEACHER.ref)("discord", f"9{number}"), f"teacher-9{number}")
        await world.ask(by=person)
        world.later(hours=1)
    assert str((await world.run("ticket list", by=FACILITATOR)).text).endswith("… και 2 ακόμη.")


async def test_a_facilitator_who_leaves_is_forgotten(world: TicketWorld, asked: MessagePosted) -> None:
    await world.answer()
    async with world.tx() as tx:
        assert (await world.helpdesk.export(FACILITATOR.ref, tx))["tickets"]["held"] == [1]
        await world.helpdesk.forget(FACILITATOR.ref, tx)
        assert (await world.helpdesk.export(FACILITATOR.ref, tx))["tickets"] == {"asked": [], "held": [], "written": []}
    shown = await world.run("ticket show 1", by=SECOND, room=TEAM)
    assert "facilitator-2" not in str(shown.text)


async def test_an_answer_to_someone_forgotten_mentions_nobody(world: TicketWorld, asked: MessagePosted) -> None:
    async with world.tx() as tx:
        await world.helpdesk.forget(TEACHER.ref, tx)
    assert await world.says("ticket answer 1 ορίστε") == (
        "Το αίτημα #1 είναι κλειστό. Ανοίγει ξανά αν γράψει όποιος ρώτησε."
    )
    shown = await world.says("ticket show 1")
    assert "άτομο που ζήτησε να διαγραφούν τα στοιχεία του" in shown

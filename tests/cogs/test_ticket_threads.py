"""The facilitators' threads: what they write reaches the asker, and what the asker writes reaches them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.delivery import Action, Delivery
from bot.core.events import Left, MessageDeleted, MessageEdited, MessagePosted, Person
from bot.core.ids import MessageRef, PersonRef
from bot.core.text import Attachment, RichText
from storage import links, outbox, people
from storage.database import Database
from storage.people import Account
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

FILE = Attachment("guide.pdf", "https://example.org/guide.pdf")


@pytest.fixture
async def world(database: Database, now: datetime) -> TicketWorld:
    return await TicketWorld.begin(database, now)


@pytest.fixture
async def asked(world: TicketWorld) -> MessagePosted:
    return world.posted(UNKNOWN)


@pytest.fixture
async def root(world: TicketWorld, asked: MessagePosted) -> MessageRef:
    return await world.note_of(await world.hear(asked))


async def private_root(world: TicketWorld, line: str = f"ask {UNKNOWN}") -> MessageRef:
    await world.run(line, room=PRIVATE, message=MessageRef(PRIVATE, "1"))
    return await world.note_of(await world.owed())


async def test_the_first_words_open_the_conversation_and_the_next_ones_are_short(
    world: TicketWorld, asked: MessagePosted, root: MessageRef
) -> None:
    written = replace(world.posted("Δοκιμάστε ξανά.", TEAM, FACILITATOR, thread=root), attachments=(FILE,))
    owed = await world.hear(written)
    assert reactions(owed) == [(written.ref, "✅")]
    said = [delivery for delivery in owed if delivery.action is Action.POST]
    assert {delivery.to for delivery in said} == {DISCORD, MATRIX}
    assert all(delivery.attachments == (FILE,) and delivery.thread == asked.ref for delivery in said)
    assert by_place(owed)[DISCORD].startswith("teacher-17\nΑπάντηση στο αίτημά σας #1 από την ομάδα υποστήριξης:")
    world.later(minutes=3)
    again = by_place(
        await world.hear(world.posted("Ή ανανεώστε.", TEAM_TOO, SECOND, reply_to=written.ref, thread=root))
    )
    assert again[DISCORD] == "teacher-17\nΟμάδα υποστήριξης (αίτημα #1):\nΉ ανανεώστε."
    assert again[MATRIX] == again[DISCORD]


async def test_a_reply_to_the_note_is_an_answer_too(world: TicketWorld, root: MessageRef) -> None:
    assert DISCORD in by_place(await world.hear(world.posted("Τώρα;", TEAM, FACILITATOR, reply_to=root)))


@pytest.mark.parametrize("mark", ["//", "σημ:", "ΣΗΜ: ", "Note:"])
async def test_a_marked_line_stays_among_the_facilitators(world: TicketWorld, root: MessageRef, mark: str) -> None:
    written = world.posted(f"{mark} μάλλον ξέχασε τον κωδικό", TEAM, FACILITATOR, thread=root)
    owed = await world.hear(written)
    assert [(each.action, each.to, each.emoji) for each in owed] == [(Action.REACT, TEAM, "📝")]
    assert "Σημείωση από: facilitator-2, " in await world.says("ticket show 1")
    assert "\nμάλλον ξέχασε τον κωδικό" in await world.says("ticket show 1")


async def test_what_is_no_answer_is_left_alone(world: TicketWorld, root: MessageRef) -> None:
    answer = world.posted("Δοκιμάστε ξανά.", TEAM, FACILITATOR, thread=root)
    bot = replace(answer, author=replace(FACILITATOR, bot=True))
    elsewhere = world.posted("καλημέρα", TEAM, FACILITATOR)
    beside = world.posted("συμφωνώ", TEAM, FACILITATOR, reply_to=elsewhere.ref)
    for event in (bot, replace(answer, command="ticket list"), replace(answer, addressed=True), elsewhere, beside):
        assert not [each for each in await world.hear(event) if each.to in (DISCORD, MATRIX)]


async def test_who_is_no_facilitator_answers_nothing(world: TicketWorld, root: MessageRef) -> None:
    owed = by_place(await world.hear(world.posted("Κι εγώ!", TEAM, OTHER, thread=root)))
    assert owed == {TEAM: "Στα αιτήματα απαντούν μόνο οι διευκολυντές. Το μήνυμά σας δεν πήγε αλλού."}


async def test_to_a_closed_request_nothing_is_said(world: TicketWorld, root: MessageRef) -> None:
    await world.run("ticket close 1", by=FACILITATOR, room=TEAM)
    await world.owed()
    owed = by_place(await world.hear(world.posted("Κάτι ακόμη", TEAM, FACILITATOR, thread=root)))
    assert owed == {TEAM: "Το αίτημα #1 είναι κλειστό. Ανοίγει ξανά αν γράψει όποιος ρώτησε."}


async def test_what_a_facilitator_changes_and_takes_back_changes_for_the_asker(
    world: TicketWorld, root: MessageRef
) -> None:
    written = world.posted("Στις 5 το πρωί", TEAM, FACILITATOR, thread=root)
    said = {each.to: each for each in await world.hear(written) if each.action is Action.POST}
    edit = MessageEdited(written.ref, FACILITATOR, world.now, "1", RichText.plain("Στις 5 το απόγευμα"), (FILE,))
    changes = {each.to: each for each in await world.happen(edit)}
    assert {to: (each.action, each.target) for to, each in changes.items()} == {
        to: (Action.EDIT, each.key) for to, each in said.items()
    }
    assert "Στις 5 το απόγευμα" in str(changes[DISCORD].text)
    assert changes[DISCORD].choices == said[DISCORD].choices
    assert changes[DISCORD].attachments == (FILE,)
    gone = await world.happen(MessageDeleted(written.ref, world.now))
    assert {(each.to, each.target) for each in gone if each.action is Action.DELETE} == {
        (to, each.key) for to, each in said.items()
    }
    assert await world.state() == ("taken", "facilitator-2"), "nobody has been answered now"
    assert "(το κείμενο έχει διαγραφεί)" in await world.says("ticket show 1")


async def test_what_the_asker_changes_and_takes_back_changes_for_the_facilitators(
    world: TicketWorld, asked: MessagePosted, root: MessageRef
) -> None:
    added = world.posted("σφάλμα 403", thread=asked.ref)
    told = {each.to: each for each in await world.hear(added) if each.action is Action.POST}
    assert set(told) == {TEAM, TEAM_TOO}
    edit = MessageEdited(added.ref, TEACHER, world.now, "1", RichText.plain("σφάλμα 404"))
    changes = {each.to: each for each in await world.happen(edit)}
    assert {to: each.target for to, each in changes.items()} == {to: each.key for to, each in told.items()}
    assert str(changes[TEAM].text) == "Συμπλήρωση στο αίτημα #1, από: teacher-17\nσφάλμα 404"
    gone = await world.happen(MessageDeleted(added.ref, world.now))
    assert {each.target for each in gone} == {each.key for each in told.values()}


async def test_the_question_itself_is_changed_and_taken_back(
    world: TicketWorld, asked: MessagePosted, root: MessageRef
) -> None:
    edit = MessageEdited(asked.ref, TEACHER, world.now, "1", RichText.plain("δεν ανοίγει ο σύνδεσμος του Teams"))
    changes = {each.to: each for each in await world.happen(edit)}
    assert {each.target for each in changes.values()} == {f"helpdesk:ticket:1:new>{to}" for to in (TEAM, TEAM_TOO)}
    assert "«δεν ανοίγει ο σύνδεσμος του Teams»" in str(changes[TEAM].text)
    assert [choice.command for choice in changes[TEAM].choices] == ["ticket take 1"]
    owed = await world.happen(MessageDeleted(asked.ref, world.now))
    gone = by_place([each for each in owed if each.action is Action.EDIT])
    assert "«το απέσυρε όποιος ρώτησε»" in gone[TEAM]
    assert await world.happen(MessageDeleted(asked.ref, world.now)) == []


async def test_files_come_with_the_question_and_with_what_is_added(world: TicketWorld) -> None:
    question = replace(world.posted(UNKNOWN), attachments=(FILE,))
    owed = await world.hear(question)
    assert {each.to: each.attachments for each in owed if each.to in (TEAM, TEAM_TOO)} == dict.fromkeys(
        (TEAM, TEAM_TOO), (FILE,)
    )
    only_a_file = replace(world.posted("", thread=question.ref), attachments=(FILE,))
    added = {each.to: each for each in await world.hear(only_a_file) if each.action is Action.POST}
    assert str(added[TEAM].text) == "Συμπλήρωση στο αίτημα #1, από: teacher-17"
    assert added[TEAM].attachments == (FILE,)


async def test_in_private_the_next_words_are_added_while_it_waits(world: TicketWorld) -> None:
    root = await private_root(world)
    added = world.posted("γράφει σφάλμα 403", PRIVATE)
    owed = await world.hear(added)
    assert reactions(owed) == [(added.ref, "✅")]
    assert set(by_place(owed)) == {TEAM, TEAM_TOO}
    assert all(each.under == f"helpdesk:ticket:1:new>{each.to}" for each in owed if each.action is Action.POST)
    answer = by_place(await world.hear(world.posted("Δοκιμάστε ξανά.", TEAM, FACILITATOR, thread=root)))
    assert set(answer) == {PRIVATE}


async def test_after_what_was_solved_the_next_words_are_something_new(world: TicketWorld) -> None:
    root = await private_root(world)
    await world.hear(world.posted("Δοκιμάστε ξανά.", TEAM, FACILITATOR, thread=root))
    world.later(minutes=5)
    await world.run("ticket solved 1", room=PRIVATE)
    await world.owed()
    world.later(hours=1)
    owed = by_place(await world.hear(world.posted("δεν ακούω το μικρόφωνο, τι να κάνω;", PRIVATE)))
    assert owed[TEAM].startswith("❓ Νέο αίτημα #2")


async def test_the_conversation_in_english(world: TicketWorld) -> None:
    question = world.posted("my microphone is broken, help", ENGLISH)
    root = await world.note_of(await world.hear(question))
    first = by_place(await world.hear(world.posted("Try another one.", TEAM, FACILITATOR, thread=root)))
    assert first[ENGLISH].startswith("teacher-17\nAnswer to your request #1 from the support team:\nTry another one.")
    next_words = by_place(await world.hear(world.posted("Or a headset.", TEAM, FACILITATOR, thread=root)))
    assert next_words[ENGLISH] == "teacher-17\nSupport team (request #1):\nOr a headset."
    world.later(hours=2)
    again = by_place(await world.hear(world.posted("still silent", ENGLISH, thread=question.ref)))
    assert again[ENGLISH].startswith("I told the support team; request #1 is open again.")


async def test_a_whisper_answered_in_private_goes_on_in_private(
    world: TicketWorld, asked: MessagePosted, root: MessageRef
) -> None:
    await world.run("ticket whisper 1 Ποιος είναι ο κωδικός σας;", by=FACILITATOR, room=TEAM)
    await world.owed()
    world.later(minutes=1)
    added = await world.hear(world.posted("είναι ο 1234", PRIVATE))
    assert set(by_place(added)) == {TEAM, TEAM_TOO}
    next_words = world.posted("Τον άλλαξα.", TEAM, FACILITATOR, thread=root)
    owed = await world.hear(next_words)
    assert set(by_place(owed)) == {PRIVATE}
    assert reactions(owed) == [(next_words.ref, "🔒")]
    await world.hear(world.posted("και δημόσια;", thread=asked.ref))
    assert set(by_place(await world.hear(world.posted("Ναι.", TEAM, FACILITATOR, thread=root)))) == {DISCORD, MATRIX}


@pytest.mark.parametrize("where", ["thread", "reply_to"])
async def test_a_facilitator_who_answers_under_the_question_has_answered(
    world: TicketWorld, asked: MessagePosted, root: MessageRef, where: str
) -> None:
    written = replace(world.posted("Τώρα ανοίγει.", DISCORD, FACILITATOR), **{where: asked.ref})  # type: ignore[arg-type]
    owed = await world.hear(written)
    assert by_place(owed) == dict.fromkeys((TEAM, TEAM_TOO), "Στο αίτημα #1 απαντά: facilitator-2\nΤώρα ανοίγει.")
    assert "απάντησε: facilitator-2" in await world.says("ticket show 1")
    edit = MessageEdited(written.ref, FACILITATOR, world.now, "1", RichText.plain("Τώρα ανοίγει;"))
    await world.happen(edit)
    assert "Τώρα ανοίγει;" in await world.says("ticket show 1")


async def test_on_the_other_side_of_the_bridge_too(world: TicketWorld, asked: MessagePosted, root: MessageRef) -> None:
    copy = MessageRef(MATRIX, "$copy")
    async with world.tx() as tx:
        await links.record_all(tx, [(copy, f"bridge:{asked.ref}>{MATRIX}", 0, asked.ref)])
    assert await world.hear(world.posted("Τώρα ανοίγει.", MATRIX, SECOND, thread=copy))
    assert "απάντησε: facilitator-3" in await world.says("ticket show 1")


async def test_others_under_the_question_answer_nothing(
    world: TicketWorld, asked: MessagePosted, root: MessageRef
) -> None:
    assert await world.hear(world.posted("Κι εγώ το ίδιο.", by=OTHER, thread=asked.ref)) == []
    assert "ανοιχτό" in await world.says("ticket show 1")


async def buried(world: TicketWorld, key: str) -> None:
    async with world.tx() as tx:
        row = await tx.one("SELECT id FROM outbox WHERE key = ?", key)
        assert row
        await outbox.bury(tx, row["id"], world.now, "gone")


async def minute(world: TicketWorld) -> list[Delivery]:
    world.later(minutes=1)
    async with world.tx() as tx:
        await world.threads.look(world.now, tx)
    return await world.owed()


async def test_an_answer_that_cannot_arrive_is_told_once(world: TicketWorld) -> None:
    root = await private_root(world)
    (answer,) = [
        e for e in await world.hear(world.posted("Έτοιμο.", TEAM, FACILITATOR, thread=root)) if e.to == PRIVATE
    ]
    await buried(world, answer.key)
    sentence = "⚠️ Αίτημα #1: όσα είχα να πω σε όποιον ρώτησε δεν έφτασαν. Ίσως έχει φύγει."
    assert by_place(await minute(world)) == dict.fromkeys((TEAM, TEAM_TOO), sentence)
    assert await minute(world) == []


async def test_what_is_lost_beside_the_asker_is_not_theirs(world: TicketWorld, root: MessageRef) -> None:
    await world.hear(world.posted("Έτοιμο.", TEAM, FACILITATOR, thread=root))
    await buried(world, f"helpdesk:ticket:1:answer:1>{MATRIX}")
    assert await minute(world) == []


async def test_an_asker_who_leaves_the_room_is_told_of_once(world: TicketWorld, root: MessageRef) -> None:
    for instance in ("1", "2"):
        owed = await world.happen(Left(DISCORD, TEACHER, world.now, instance))
        assert len(owed) == (2 if instance == "1" else 0)
    assert await world.happen(Left(DISCORD, OTHER, world.now, "3")) == []
    await world.run("ticket close 1", by=FACILITATOR, room=TEAM)
    await world.owed()
    assert await world.happen(Left(DISCORD, TEACHER, world.now + timedelta(days=1), "4")) == []


async def test_the_asker_goes_on_in_the_thread_of_another_place_with_another_account(
    world: TicketWorld, asked: MessagePosted, root: MessageRef
) -> None:
    copy, there = MessageRef(MATRIX, "copy"), Person(PersonRef("matrix", "@teacher-17:example.org"), "teacher-17")
    async with world.tx() as tx:
        await links.record_all(tx, [(copy, "bridge:1", 0, asked.ref)])
        await people.link(tx, Account(TEACHER.ref, "teacher-17", world.now), Account(there.ref, "", world.now))
    owed = await world.hear(world.posted("ούτε έτσι", MATRIX, there, thread=copy))
    assert "ούτε έτσι" in by_place(owed)[TEAM]
    stranger = Person(PersonRef("matrix", "@teacher-18:example.org"), "teacher-18")
    assert "ούτε έτσι" not in by_place(await world.hear(world.posted("ούτε έτσι", MATRIX, stranger, thread=copy))).get(
        TEAM, ""
    )

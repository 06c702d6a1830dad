"""A request through real clients and servers: its thread under the question, its mirror in the facilitators' rooms.

What is said in one is read in the other, once, with files; so are edits and deletions; notes stay inside.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.community import Community, new_on_matrix, reacts, said_in, thread_under
from tests.servers.discord import Channel, Message, Upload

QUESTION = "δεν ανοίγει ο σύνδεσμος του zoom"
PRIVATE = "δεν ακούω τίποτε στο μάθημα, τι να κάνω;"
UNSURE = "πότε τελειώνει κάτι στο μάθημα;"
DESK, TEAM = "helpdesk", "diefkolyntes"


@pytest.mark.timeout(240)
async def test_a_request_from_its_question_to_its_solution(both: Community) -> None:
    async with both.running() as app:
        asked, root = await a_question_opens_a_thread_on_both_sides(both)
        room = await what_a_facilitator_writes_in_discord_reaches_the_asker(both, asked, root)
        await a_note_stays_among_the_facilitators(both, asked, root)
        await what_a_facilitator_writes_on_matrix_reaches_the_asker(both, asked, root)
        await an_edit_and_a_deletion_follow(both, asked, room)
        await what_the_asker_writes_reaches_the_facilitators(both, asked, root)
        await the_asker_says_that_it_is_solved(both, asked, root)
        await app.idle()
        await nothing_came_twice(both, asked, room)


@pytest.mark.timeout(180)
async def test_a_question_in_private_is_answered_in_private(both: Community) -> None:
    home = both.discord.dm(both.teacher)
    async with both.running() as app:
        await both.discord.post(home, both.teacher, PRIVATE)
        root = await both.on_matrix(TEAM, "Νέο αίτημα #1", PRIVATE)
        await both.owner.send(both.matrix[TEAM], "Ανοίξτε τον ήχο.", reply_to=root["event_id"])
        await said_in(both, home, "Ανοίξτε τον ήχο.", "από την ομάδα υποστήριξης")
        await both.discord.post(home, both.teacher, "ούτε έτσι ακούγεται", attachments=[Upload("sound.png", b"png")])
        event = await both.on_matrix(TEAM, "teacher-17", "ούτε έτσι ακούγεται")
        assert in_thread(event, root["event_id"])
        (note,) = [m for m in both.discord.messages(both.channels[TEAM]) if m.content.startswith("❓ Νέο αίτημα")]
        inside = await said_in(both, thread_under(both, note), "ούτε έτσι ακούγεται")
        assert [file.filename for file in inside.attachments] == ["sound.png"]
        await app.idle()
        assert both.count_on_discord(DESK, "ούτε έτσι") == both.count_on_discord(DESK, "Ανοίξτε τον ήχο") == 0


@pytest.mark.timeout(180)
async def test_a_picture_waits_with_its_question_until_that_is_passed_on(both: Community) -> None:
    async with both.running() as app:
        asked = await both.discord.post(
            both.channels[DESK], both.teacher, UNSURE, attachments=[Upload("screen.png", b"png")]
        )
        await both.on_matrix(DESK, "Μήπως εννοείτε")
        offered = await both.discord.wait_for(
            lambda: [
                m for each in both.discord.world.channels.values() for m in both.discord.messages(each) if asks(m)
            ],
            20,
        )
        later = await both.discord.post(
            both.channels[DESK], both.teacher, "", reply_to=asked, attachments=[Upload("later.png", b"png")]
        )
        await both.discord.wait_for(lambda: "📎" in [found.name for found in later.reactions], 20)
        buttons = [button for row in offered[0].components for button in row["components"]]
        person = next(button["custom_id"] for button in buttons if "ρωτήστε" in button["label"])
        await (await both.discord.press(offered[0], person, both.teacher)).response
        note = await both.on_discord(TEAM, "Νέο αίτημα #1", UNSURE)
        assert [file.filename for file in note.attachments] == ["screen.png", "later.png"]
        for name in ("screen.png", "later.png"):
            await both.on_matrix(TEAM, name)
        await app.idle()


def asks(message: Message) -> bool:
    """Tell whether a message offers entries to choose from."""
    return message.content.startswith("Μήπως εννοείτε") and bool(message.components)


@pytest.mark.timeout(180)
async def test_a_question_that_is_taken_back_goes_with_its_picture(both: Community) -> None:
    async with both.running() as app:
        picture = Upload("screenshot.png", b"png")
        asked = await both.discord.post(both.channels[DESK], both.teacher, QUESTION, attachments=[picture])
        note = await both.on_discord(TEAM, "Νέο αίτημα #1", QUESTION)
        await both.on_matrix(TEAM, "screenshot.png")
        assert [file.filename for file in note.attachments] == ["screenshot.png"]
        await both.discord.delete(asked)
        await both.discord.wait_for(lambda: "το απέσυρε όποιος ρώτησε" in note.content, 20)
        await both.on_matrix(TEAM, "το απέσυρε όποιος ρώτησε")
        await app.idle()
        assert note.attachments == []
        assert await both.count_on_matrix(TEAM, "screenshot.png") == 0


@pytest.mark.timeout(180)
async def test_what_is_answered_by_a_typed_command_changes_with_it(both: Community) -> None:
    async with both.running() as app:
        asked, _ = await a_question_opens_a_thread_on_both_sides(both)
        team = both.channels[TEAM]
        typed = await both.discord.post(team, both.facilitator, "!stoa ticket answer 1 Στις 5 το πρωί")
        answer = await said_in(both, thread_under(both, asked), "Στις 5 το πρωί")
        told = await both.on_discord(TEAM, "Στέλνω την απάντηση")
        await both.discord.edit(typed, "!stoa ticket answer 1 Στις **5** το απόγευμα")
        await both.discord.wait_for(lambda: "Στις **5** το απόγευμα" in answer.content, 20)
        await both.on_matrix(DESK, "Στις 5 το απόγευμα")
        await both.on_matrix(TEAM, "Στις 5 το απόγευμα")
        await both.discord.delete(typed)
        await both.discord.wait_for(lambda: answer.deleted, 20)
        await both.discord.wait_for(lambda: "Ό,τι γράψατε για το αίτημα #1 αποσύρθηκε." in told.content, 20)
        await app.idle()
        for room in (DESK, TEAM):
            assert await new_on_matrix(both, room, "το απόγευμα") == 0


@pytest.mark.timeout(240)
async def test_threads_that_are_deleted_stop_nothing(both: Community) -> None:
    async with both.running() as app:
        asked, root = await a_question_opens_a_thread_on_both_sides(both)
        there = (await both.on_matrix(TEAM, "Νέο αίτημα #1"))["event_id"]
        room = await both.discord.start_thread(root, both.facilitator, "αίτημα")
        await both.discord.post(room, both.facilitator, "πρώτη απάντηση")
        await said_in(both, thread_under(both, asked), "πρώτη απάντηση")
        await app.idle()
        for thread in (room, thread_under(both, asked)):
            await both.discord.delete_channel(thread)
        await both.owner.send(both.matrix[TEAM], "δεύτερη απάντηση", thread=there)
        await both.on_discord(DESK, "δεύτερη απάντηση")
        await both.on_discord(TEAM, "δεύτερη απάντηση")
        await both.discord.delete(root)
        await both.discord.delete(asked)
        await both.on_matrix(TEAM, "το απέσυρε όποιος ρώτησε")
        await both.owner.send(both.matrix[TEAM], "τρίτη απάντηση", thread=there)
        await both.on_discord(DESK, "τρίτη απάντηση")
        await both.on_discord(TEAM, "τρίτη απάντηση")
        await app.idle()


async def a_question_opens_a_thread_on_both_sides(both: Community) -> tuple[Message, Message]:
    asked = await both.discord.post(both.channels[DESK], both.teacher, QUESTION)
    thread = await both.discord.wait_for(lambda: both.discord.world.channels.get(asked.id), 20)
    assert thread is not None
    await said_in(both, thread, "αίτημα #1")
    copy = await both.on_matrix(DESK, "teacher-17", QUESTION)
    assert in_thread(await both.on_matrix(DESK, "αίτημα #1"), copy["event_id"])
    await both.on_matrix(TEAM, "Νέο αίτημα #1", QUESTION)
    return asked, await both.on_discord(TEAM, "Νέο αίτημα #1", QUESTION)


async def what_a_facilitator_writes_in_discord_reaches_the_asker(
    both: Community, asked: Message, root: Message
) -> Channel:
    thread = await both.discord.start_thread(root, both.facilitator, "αίτημα")
    written = await both.discord.post(
        thread, both.facilitator, "Δοκιμάστε ξανά τώρα", attachments=[Upload("guide.pdf", b"%PDF-1.7")]
    )
    answer = await said_in(both, thread_under(both, asked), "Δοκιμάστε ξανά τώρα", "από την ομάδα υποστήριξης")
    assert [file.filename for file in answer.attachments] == ["guide.pdf"]
    copy = await both.on_matrix(DESK, "teacher-17", QUESTION)
    assert in_thread(await both.on_matrix(DESK, "Δοκιμάστε ξανά τώρα"), copy["event_id"])
    mirrored = await both.on_matrix(TEAM, "Δοκιμάστε ξανά τώρα")
    assert in_thread(mirrored, (await both.on_matrix(TEAM, "Νέο αίτημα #1"))["event_id"])
    await both.discord.wait_for(lambda: "✅" in [found.name for found in written.reactions], 20)
    return thread


async def a_note_stays_among_the_facilitators(both: Community, asked: Message, root: Message) -> None:
    there = (await both.on_matrix(TEAM, "Νέο αίτημα #1"))["event_id"]
    note = await both.owner.send(both.matrix[TEAM], "// μάλλον ξέχασε τον κωδικό", thread=there)
    await said_in(both, thread_under(both, root), "μάλλον ξέχασε τον κωδικό")
    await both.owner.wait_for(both.matrix[TEAM], lambda event: reacts(event, note, "📝"), 20)
    assert not [m for m in both.discord.messages(thread_under(both, asked)) if "κωδικό" in m.content]


async def what_a_facilitator_writes_on_matrix_reaches_the_asker(both: Community, asked: Message, root: Message) -> None:
    there = (await both.on_matrix(TEAM, "Νέο αίτημα #1"))["event_id"]
    await both.owner.send(both.matrix[TEAM], "Πατήστε και ανανέωση", thread=there)
    await said_in(both, thread_under(both, asked), "Ομάδα υποστήριξης", "Πατήστε και ανανέωση")
    await said_in(both, thread_under(both, root), "Πατήστε και ανανέωση")


async def an_edit_and_a_deletion_follow(both: Community, asked: Message, room: Channel) -> None:
    wrong = await both.discord.post(room, both.facilitator, "Στις 5 το πρωί")
    gone = await both.discord.post(room, both.facilitator, "Αυτό το παίρνω πίσω")
    answer = await said_in(both, thread_under(both, asked), "Στις 5 το πρωί")
    taken_back = await said_in(both, thread_under(both, asked), "Αυτό το παίρνω πίσω")
    await both.on_matrix(DESK, "Αυτό το παίρνω πίσω")
    await both.discord.edit(wrong, "Στις 5 το απόγευμα")
    await both.discord.wait_for(lambda: "Στις 5 το απόγευμα" in answer.content, 20)
    await both.on_matrix(DESK, "Στις 5 το απόγευμα")
    await both.discord.delete(gone)
    await both.discord.wait_for(lambda: taken_back.deleted, 20)
    assert not answer.deleted


async def what_the_asker_writes_reaches_the_facilitators(both: Community, asked: Message, root: Message) -> None:
    written = await both.discord.post(thread_under(both, asked), both.teacher, "γράφει σφάλμα 403")
    told = await said_in(both, thread_under(both, root), "teacher-17", "γράφει σφάλμα 403")
    there = (await both.on_matrix(TEAM, "Νέο αίτημα #1"))["event_id"]
    assert in_thread(await both.on_matrix(TEAM, "teacher-17", "γράφει σφάλμα 403"), there)
    await both.discord.wait_for(lambda: "✅" in [found.name for found in written.reactions], 20)
    await both.discord.edit(written, "γράφει σφάλμα 404")
    await both.discord.wait_for(lambda: "γράφει σφάλμα 404" in told.content, 20)


async def the_asker_says_that_it_is_solved(both: Community, asked: Message, root: Message) -> None:
    thread = thread_under(both, asked)
    answer = await said_in(both, thread, "Δοκιμάστε ξανά τώρα")
    button = answer.components[0]["components"][0]["custom_id"]
    await (await both.discord.press(answer, button, both.teacher)).response
    await said_in(both, thread_under(both, root), "Αίτημα #1", "λύθηκε")
    await both.on_matrix(TEAM, "Αίτημα #1", "λύθηκε")


async def nothing_came_twice(both: Community, asked: Message, room: Channel) -> None:
    for words in ("Δοκιμάστε ξανά τώρα", "Πατήστε και ανανέωση", "γράφει σφάλμα 40"):
        assert sum(words in m.content for m in both.discord.messages(thread_under(both, asked))) == 1, words
        assert sum(words in m.content for m in both.discord.messages(room)) == 1, words
        assert await new_on_matrix(both, DESK, words) == 1, words
        assert await new_on_matrix(both, TEAM, words) == 1, words
    assert both.count_on_discord(TEAM, "κωδικό") == both.count_on_discord(DESK, "κωδικό") == 0
    assert await both.count_on_matrix(DESK, "κωδικό") == 0


def in_thread(event: dict[str, Any], root: str) -> bool:
    """Tell whether a Matrix event stands in the thread under another."""
    relation = event["content"].get("m.relates_to") or {}
    return relation.get("rel_type") == "m.thread" and relation.get("event_id") == root

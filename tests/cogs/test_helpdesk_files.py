"""The files of a question reach the facilitators whenever it is passed on: at once, later, in private, anonymously."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.delivery import Action, Delivery
from bot.core.events import MessageDeleted, MessageEdited, MessagePosted
from bot.core.ids import MessageRef, RoomRef
from bot.core.text import Attachment, RichText
from config.settings import HelpdeskSettings
from storage import inbox, questions, tickets
from storage.database import Database
from tests.cogs.helpdesk_world import (
    DISCORD,
    ENGLISH,
    OTHER,
    SECOND,
    TEACHER,
    TEAM,
    TEAM_TOO,
    World,
    by_place,
    reactions,
)

UNKNOWN = "δεν ανοίγει ο σύνδεσμος του zoom"
UNSURE = "πότε θα δω τη βεβαίωση μου;"
KNOWN = "Ποιο hashtag βάζω στο έργο μου;"
PRIVATE = RoomRef.direct(TEACHER.ref)


def file(name: str, said_in: MessageRef | None = None) -> Attachment:
    return Attachment(name, f"https://example.org/{name}", home="discord:11:5", said_in=said_in)


SCREEN, MORE = file("screen.png"), file("more.png")


@pytest.fixture
async def world(database: Database, now: datetime) -> World:
    return await World.begin(database, now)


def sent(world: World, text: str, room: RoomRef = DISCORD, **how: object) -> MessagePosted:
    """Return a message with a file."""
    return replace(world.posted(text, room), attachments=(SCREEN,), **how)  # type: ignore[arg-type]


async def chosen(world: World, owed: list[Delivery], command: str, room: RoomRef = DISCORD) -> list[Delivery]:
    """Take the choice that runs a command; return what is owed since."""
    offered = [choice.command for each in owed for choice in each.choices]
    await world.run(next(each for each in offered if each.startswith(command)), room=room)
    return await world.owed()


def told(owed: list[Delivery]) -> dict[RoomRef, list[str]]:
    """Return the names of the files that the facilitators' places are owed."""
    return {each.to: [one.name for one in each.attachments] for each in owed if each.to in (TEAM, TEAM_TOO)}


def both(*names: str) -> dict[RoomRef, list[str]]:
    return {TEAM: list(names), TEAM_TOO: list(names)}


async def test_after_did_you_mean(world: World) -> None:
    owed = await world.hear(sent(world, UNSURE))
    assert by_place(owed)[DISCORD].startswith("Μήπως εννοείτε")
    assert told(await chosen(world, owed, "helpdesk person")) == both("screen.png")


async def test_after_it_did_not_help(world: World) -> None:
    owed = await world.hear(sent(world, KNOWN))
    question = next(choice.command for each in owed for choice in each.choices).split()[2]
    reply = await world.run(f"helpdesk unhelpful {question} hashtag-ergou")
    assert reply.choices[-1].command == f"helpdesk person {question}"
    await world.run(reply.choices[-1].command)
    assert told(await world.owed()) == both("screen.png")


async def test_in_private_and_anonymously_without_where_it_was_said(world: World) -> None:
    owed = await world.hear(sent(world, UNSURE, PRIVATE))
    passed_on = await chosen(world, owed, "helpdesk anonymously", PRIVATE)
    assert told(passed_on) == both("screen.png")
    assert all(not one.home for each in passed_on if each.to == TEAM for one in each.attachments)
    world.later(minutes=20)
    assert told(await world.hear(sent(world, UNKNOWN, PRIVATE))) == both("screen.png")


async def test_with_the_command(world: World) -> None:
    message = MessageRef(PRIVATE, "1")
    await world.run(f'ask "{UNKNOWN}" anonymous=yes', room=PRIVATE, message=message, files=(SCREEN,))
    assert told(await world.owed()) == both("screen.png")


@pytest.mark.parametrize("where", ["thread", "reply_to", "reply to the bot", "next"])
async def test_what_is_sent_before_it_is_passed_on_is_collected(world: World, where: str) -> None:
    asked = world.posted(UNSURE)
    owed = await world.hear(asked)
    answer = await world.sent(next(each for each in owed if each.to == DISCORD))
    world.later(minutes=2)
    added = sent(world, "")
    if where != "next":
        added = replace(added, **{where: asked.ref} if where in ("thread", "reply_to") else {"reply_to": answer})  # type: ignore[arg-type]
    assert reactions(await world.hear(added)) == [(added.ref, "📎")]
    assert told(await chosen(world, owed, "helpdesk person")) == both("screen.png")


async def test_the_words_beside_it_are_collected_too(world: World) -> None:
    asked = world.posted(UNSURE)
    owed = await world.hear(asked)
    for text in ("είναι για το πρώτο μάθημα", "το δεύτερο το έχω"):
        assert await world.hear(world.posted(text, thread=asked.ref)) == []
    await world.hear(sent(world, "αυτό βλέπω", thread=asked.ref))
    passed_on = await chosen(world, owed, "helpdesk person")
    assert told(passed_on) == both("screen.png")
    assert "Συμπλήρωσε: «είναι για το πρώτο μάθημα το δεύτερο το έχω αυτό βλέπω»." in by_place(passed_on)[TEAM]


async def test_in_english(world: World) -> None:
    asked = sent(world, "project hashtag", ENGLISH, addressed=True)
    owed = await world.hear(asked)
    question = next(choice.command for each in owed for choice in each.choices).split()[2]
    await world.hear(replace(world.posted("this is what I see", ENGLISH, thread=asked.ref), attachments=(MORE,)))
    await world.run(f"helpdesk person {question}", room=ENGLISH, language="en")
    assert told(await world.owed()) == both("screen.png", "more.png")


async def test_a_picture_that_comes_next_belongs_to_the_request(world: World) -> None:
    await world.hear(world.posted(UNKNOWN))
    world.later(minutes=1)
    assert told(await world.hear(sent(world, ""))) == both("screen.png")
    world.later(minutes=1)
    assert told(await world.hear(replace(sent(world, ""), author=OTHER))) == {}, "it is another's"
    world.later(minutes=20)
    assert await world.hear(sent(world, "")) == [], "it is too late to tell"


async def test_in_private_a_picture_alone_is_asked_about(world: World) -> None:
    said = by_place(await world.hear(sent(world, "", PRIVATE)))
    assert said[PRIVATE].startswith("Δεν μπορώ να διαβάσω εικόνες και αρχεία.")


async def test_what_was_collected_stays_when_the_question_is_changed(world: World) -> None:
    asked = sent(world, UNSURE)
    owed = await world.hear(asked)
    later = world.posted("", thread=asked.ref)
    await world.hear(replace(later, attachments=(file("later.png", later.ref),)))
    await world.happen(MessageEdited(asked.ref, TEACHER, world.now, "1", RichText.plain(UNSURE), (MORE,)))
    assert told(await chosen(world, owed, "helpdesk person")) == both("more.png", "later.png")


async def test_what_is_changed_or_taken_back_meanwhile_is_not_told(world: World) -> None:
    asked = sent(world, UNSURE)
    owed = await world.hear(asked)
    edit = MessageEdited(asked.ref, TEACHER, world.now, "1", RichText.plain(UNSURE), (MORE,))
    assert await world.happen(edit) == []
    gone = world.posted("", thread=asked.ref)
    await world.hear(replace(gone, attachments=(file("secret.png", gone.ref),)))
    deletion = MessageDeleted(gone.ref, world.now)
    async with world.tx() as tx:
        await inbox.first_time(tx, [deletion.id], world.now)
    await world.happen(deletion)
    assert told(await chosen(world, owed, "helpdesk person")) == both("more.png")


async def test_who_joins_an_incident_with_a_picture_shows_it(database: Database, now: datetime) -> None:
    world = await World.begin(database, now, HelpdeskSettings(incident_people=2))
    await world.hear(world.posted(UNKNOWN, by=OTHER))
    owed = await world.hear(sent(world, UNKNOWN))
    shown = [each for each in owed if each.to == TEAM and each.action is Action.POST]
    assert [str(each.text) for each in shown] == [f"Με αυτό ενώθηκε και το αίτημα #2: «{UNKNOWN}»."]
    assert told(owed) == both("screen.png")


async def test_files_are_given_out_and_cleared_with_the_words(world: World) -> None:
    asked = sent(world, UNSURE)
    await world.hear(asked)
    await world.hear(world.posted("είναι για το πρώτο μάθημα", thread=asked.ref))
    async with world.tx() as tx:
        (kept,) = (await questions.export(tx, TEACHER.ref))["questions"]
        assert (kept["files"], kept["added"]) == (["screen.png"], "είναι για το πρώτο μάθημα")
        await questions.clear_texts(tx, world.now.replace(year=2100))
        found = await questions.of_message(tx, str(asked.ref))
    assert found is not None
    assert (found.text, found.added, found.files) == ("", "", ())


async def test_with_the_ticket_they_are_cleared_and_forgotten(world: World) -> None:
    asked = sent(world, UNKNOWN)
    await world.hear(asked)
    await world.run("ticket answer 1 Έτοιμο.", by=SECOND, room=TEAM)
    async with world.tx() as tx:
        ticket = await tickets.get(tx, 1)
        assert ticket is not None
        assert ticket.question.files == (SCREEN,)
        await tickets.clear_texts(tx, world.now.replace(year=2100))
        cleared = await tickets.get(tx, 1)
    assert cleared is not None
    assert cleared.question.files == ()

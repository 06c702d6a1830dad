"""Commands about requests that are typed in a message: what they said changes with it, and goes with it."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.core import markup
from bot.core.delivery import Action, Delivery
from bot.core.events import MessageDeleted, MessageEdited
from bot.core.ids import MessageRef
from bot.core.text import Attachment
from storage.database import Database
from tests.cogs.helpdesk_world import DISCORD, FACILITATOR, IN_ENGLISH, MATRIX, OTHER, TEAM, TEAM_TOO
from tests.cogs.ticket_world import PRIVATE, UNKNOWN, TicketWorld

TYPED = MessageRef(TEAM, "777")
REPLY = f"helpdesk:ticket:1:said:{TYPED}"
FILE = Attachment("guide.pdf", "https://example.org/guide.pdf")


class EnglishWorld(TicketWorld):
    """A community that speaks English."""

    rooms = IN_ENGLISH


@pytest.fixture
async def world(database: Database, now: datetime) -> TicketWorld:
    return await asked(TicketWorld, database, now)


async def asked(kind: type[TicketWorld], database: Database, now: datetime) -> TicketWorld:
    world = await kind.begin(database, now)
    await world.ask()
    return world


async def types(world: TicketWorld, line: str, files: tuple[Attachment, ...] = ()) -> list[Delivery]:
    """Give a command in a message; return what was said by it."""
    await world.run(line, FACILITATOR, TEAM, message=TYPED, id=str(TYPED), files=files)
    return [each for each in await world.owed() if each.action is Action.POST]


async def edits(world: TicketWorld, line: str, files: tuple[Attachment, ...] = ()) -> list[Delivery]:
    """Change that message; return what is owed since."""
    return await world.happen(MessageEdited(TYPED, FACILITATOR, world.now, "1", markup.parse(line), files))


@pytest.mark.parametrize(
    "line",
    ["!stoa ticket answer 1 Στις **5** το απόγευμα", "ticket answer 1 Στις **5** το απόγευμα"],
)
async def test_an_answer_that_was_typed_is_changed_where_it_is_read(world: TicketWorld, line: str) -> None:
    said = await types(world, "ticket answer 1 Στις 5 το πρωί", (FILE,))
    assert {each.to for each in said} == {DISCORD, MATRIX, TEAM, TEAM_TOO}
    assert all(each.attachments == (FILE,) for each in said)
    changes = await edits(world, line, (FILE,))
    assert {(each.to, each.action, each.target) for each in changes} == {
        (each.to, Action.EDIT, each.key) for each in said
    }
    before = {each.key: each for each in said}
    for each in changes:
        was = before[each.target or ""]
        assert str(each.text) == str(was.text).replace("πρωί", "απόγευμα")
        assert (each.choices, each.attachments) == (was.choices, (FILE,))
        assert "**5**" in markup.render(each.text)
    assert "Στις 5 το απόγευμα" in await world.says("ticket show 1")


@pytest.mark.parametrize(
    ("kind", "taken", "waits"),
    [
        (
            TicketWorld,
            "Ό,τι γράψατε για το αίτημα #1 αποσύρθηκε.",
            "Το αίτημα #1 περιμένει ξανά απάντηση: αυτή που δόθηκε αποσύρθηκε.",
        ),
        (
            EnglishWorld,
            "What you wrote about request #1 was taken back.",
            "Request #1 waits for an answer again: the one that was given was taken back.",
        ),
    ],
)
async def test_an_answer_that_was_typed_is_taken_back(
    database: Database, now: datetime, kind: type[TicketWorld], taken: str, waits: str
) -> None:
    world = await asked(kind, database, now)
    said = await types(world, "ticket answer 1 Δοκιμάστε ξανά.")
    gone = await world.happen(MessageDeleted(TYPED, world.now))
    assert {each.target for each in gone if each.action is Action.DELETE} == {each.key for each in said}
    assert [(each.to, each.target, str(each.text)) for each in gone if each.action is Action.EDIT] == [
        (TEAM, REPLY, taken)
    ]
    assert {(each.to, str(each.text)) for each in gone if each.action is Action.POST} == {
        (TEAM, waits),
        (TEAM_TOO, waits),
    }
    assert await world.state() == ("taken", "facilitator-2")
    assert "Δοκιμάστε ξανά." not in await world.says("ticket show 1")
    assert await edits(world, "ticket answer 1 Πάλι εδώ.") == [], "what was taken back does not come again"


@pytest.mark.parametrize(
    "line",
    [
        "!stoa ticket answer 2 Δοκιμάστε ξανά.",
        "!stoa ticket answer 99 Δοκιμάστε ξανά.",
        "!stoa ticket answer 1 Δοκιμάστε ξανά. private=yes",
        "!stoa ticket note 1 Δοκιμάστε ξανά.",
        "!stoa ticket answer 1",
        "!stoa ticket answer 1 canned:kati",
        "!stoa ticket take 1",
        "άκυρο",
    ],
)
async def test_a_command_that_says_something_else_now_takes_back_what_it_said(world: TicketWorld, line: str) -> None:
    await world.ask("πού βρίσκω το πρόγραμμα των συναντήσεων;", OTHER)
    said = await types(world, "ticket answer 1 Δοκιμάστε ξανά.")
    owed = await edits(world, line)
    assert {each.target for each in owed if each.action is Action.DELETE} == {each.key for each in said}
    told = {each.target: str(each.text) for each in owed if each.action is Action.EDIT}
    assert told == {
        REPLY: "Ό,τι γράψατε για το αίτημα #1 αποσύρθηκε, επειδή το μήνυμά σας λέει πλέον κάτι άλλο. "
        "Αν αφορά άλλο αίτημα, δώστε ξανά την εντολή."
    }


async def test_in_english_it_says_so_too(database: Database, now: datetime) -> None:
    world = await asked(EnglishWorld, database, now)
    await types(world, "ticket answer 1 Try again.")
    told = [str(each.text) for each in await edits(world, "never mind") if each.action is Action.EDIT]
    (sentence,) = told
    assert sentence == (
        "What you wrote about request #1 was taken back, since your message says something else now. "
        "If it is for another request, give the command again."
    )


@pytest.mark.parametrize("line", ["ticket whisper 1 {}", "ticket answer 1 {} private=yes"])
async def test_a_private_answer_changes_in_private(world: TicketWorld, line: str) -> None:
    said = {each.to: each for each in await types(world, line.format("πρώτα"))}
    assert set(said) == {PRIVATE, TEAM, TEAM_TOO}
    changes = {each.to: each for each in await edits(world, f"!stoa {line.format('ύστερα')}")}
    assert {to: each.target for to, each in changes.items()} == {to: each.key for to, each in said.items()}
    assert "ύστερα" in str(changes[PRIVATE].text)


async def test_a_note_changes_among_the_facilitators(world: TicketWorld) -> None:
    said = {each.to: each for each in await types(world, "ticket note 1 ξέχασε τον κωδικό")}
    changes = {each.to: each for each in await edits(world, "!stoa ticket note 1 ξέχασε το όνομα")}
    assert {to: each.target for to, each in changes.items()} == {to: each.key for to, each in said.items()}
    assert set(said) == {TEAM, TEAM_TOO}
    assert str(changes[TEAM].text) == "📝 Αίτημα #1, σημείωση από: facilitator-2\nξέχασε το όνομα"


async def test_after_a_merge_the_command_may_name_either_request(world: TicketWorld) -> None:
    await types(world, "ticket answer 1 πρώτα")
    await world.ask(UNKNOWN, OTHER)
    await world.says("ticket merge 1 2")
    await world.owed()
    changes = await edits(world, "!stoa ticket answer 1 ύστερα")
    assert changes
    assert {each.action for each in changes} == {Action.EDIT}


async def test_a_canned_reply_is_filled_in_again_and_the_number_that_sent_it_may_go(world: TicketWorld) -> None:
    await world.says("canned add kodikos Ζητήστε νέο κωδικό, {name}.")
    await types(world, "ticket answer 1 Δοκιμάστε.")
    changed = {each.to: str(each.text) for each in await edits(world, "!stoa ticket answer 1 canned:kodikos")}
    assert "Ζητήστε νέο κωδικό, teacher-17." in changed[DISCORD]
    await world.ask("πού βρίσκω το πρόγραμμα των συναντήσεων;", OTHER)
    shown = await world.run("ticket canned 2 kodikos", FACILITATOR, TEAM)
    number = MessageRef(TEAM, "778")
    await world.owed()
    await world.run(shown.choices[0].command, FACILITATOR, TEAM, message=number, id=str(number))
    assert "Ζητήστε νέο κωδικό, teacher-18." in str((await world.owed())[0].text)
    assert await world.happen(MessageDeleted(number, world.now)) == []


async def test_a_request_with_another_answer_stays_answered(world: TicketWorld) -> None:
    await types(world, "ticket answer 1 πρώτα")
    await world.says("ticket answer 1 ύστερα")
    await world.owed()
    gone = await world.happen(MessageDeleted(TYPED, world.now))
    assert not [each for each in gone if each.action is Action.POST]
    assert (await world.state())[0] == "answered"


async def test_what_is_answered_after_that_begins_a_conversation(world: TicketWorld) -> None:
    await types(world, "ticket answer 1 πρώτα")
    await world.happen(MessageDeleted(TYPED, world.now))
    root = await world.sent(Delivery("helpdesk:ticket:1:new>discord:14", TEAM))
    world.later(minutes=5)
    owed = await world.hear(world.posted("ύστερα", TEAM, FACILITATOR, thread=root))
    (answer,) = [each for each in owed if each.to == DISCORD]
    assert str(answer.text).startswith("teacher-17\nΑπάντηση στο αίτημά σας #1 από την ομάδα υποστήριξης:")


async def test_a_closed_request_is_not_opened_by_an_answer_that_goes(world: TicketWorld) -> None:
    await types(world, "ticket answer 1 πρώτα")
    await world.says("ticket close 1")
    await world.owed()
    gone = await world.happen(MessageDeleted(TYPED, world.now))
    assert not [each for each in gone if each.action is Action.POST]
    assert (await world.state())[0] == "closed"

"""What is taken back is taken back everywhere: questions that were changed or deleted, and people who are forgotten."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.core.delivery import Action, Delivery
from bot.core.events import MessageDeleted, MessageEdited
from bot.core.ids import MessageRef, RoomRef
from bot.core.text import RichText
from storage import tickets
from storage.database import Database
from tests.cogs.helpdesk_world import (
    DISCORD,
    ENGLISH,
    FACILITATOR,
    IN_ENGLISH,
    OTHER,
    SECOND,
    TEACHER,
    TEAM,
    TEAM_TOO,
    World,
    by_place,
)

UNKNOWN = "δεν ανοίγει ο σύνδεσμος του zoom"
TOO = "ο σύνδεσμος του zoom δεν δουλεύει"
TYPED = MessageRef(DISCORD, "777")


@pytest.fixture
async def world(database: Database, now: datetime) -> World:
    return await World.begin(database, now)


async def says(world: World, line: str, language: str = "el") -> str:
    """Give a command as a facilitator; return the words of its answer."""
    return str((await world.run(line, FACILITATOR, TEAM, language)).text)


def words(owed: list[Delivery], place: RoomRef) -> list[str]:
    """Return what is owed to a place."""
    return [str(each.text) for each in owed if each.to == place]


class EnglishWorld(World):
    """A community that speaks English."""

    rooms = IN_ENGLISH


WORLDS = {"el": World, "en": EnglishWorld}


async def typed(world: World, question: str = UNKNOWN) -> None:
    """Ask with a command that is typed in a message; as the engine does, it is known by its message."""
    await world.run(f"ask {question}", message=TYPED, id=str(TYPED))
    await world.owed()


@pytest.mark.parametrize("line", [f"!stoa ask {TOO}", f"!stoa /ask «{TOO}»", f"ask question=«{TOO}»", f"!stoa {TOO}"])
async def test_a_question_by_command_is_changed(world: World, line: str) -> None:
    await typed(world)
    changes = by_place(await world.happen(MessageEdited(TYPED, TEACHER, world.now, "1", RichText.plain(line))))
    assert set(changes) == {TEAM, TEAM_TOO}
    assert f"«{TOO}»" in changes[TEAM]


@pytest.mark.parametrize("line", ["", "!stoa ask ", "κάτι άλλο"])
async def test_a_question_by_command_is_taken_back(world: World, line: str) -> None:
    await typed(world)
    event = (
        MessageEdited(TYPED, TEACHER, world.now, "1", RichText.plain(line))
        if line
        else MessageDeleted(TYPED, world.now)
    )
    note, closed = words(await world.happen(event), TEAM)
    assert "«το απέσυρε όποιος ρώτησε»" in note
    assert closed == "Το αίτημα #1 έκλεισε: όποιος ρώτησε απέσυρε την ερώτηση."
    async with world.tx() as tx:
        assert [row["text"] for row in await tx.all("SELECT text FROM questions")] == [""]


@pytest.mark.parametrize(
    ("language", "listed"),
    [
        ("el", "#1 «το απέσυρε όποιος ρώτησε» — το έχει: facilitator-2"),
        ("en", "#1 “taken back by its asker” — facilitator-2 has it"),
    ],
)
async def test_what_was_taken_back_is_listed_as_that(world: World, language: str, listed: str) -> None:
    asked = world.posted(UNKNOWN)
    await world.hear(asked)
    await says(world, "ticket take 1")
    await world.happen(MessageDeleted(asked.ref, world.now))
    assert listed in await says(world, "ticket list", language)


async def test_what_was_taken_back_is_no_longer_quoted_where_it_was_joined(world: World) -> None:
    await world.hear(world.posted(UNKNOWN))
    asked = world.posted(TOO, by=OTHER)
    await world.hear(asked)
    await says(world, "ticket merge 2 1")
    told = [each for each in await world.owed() if each.to == TEAM and TOO in str(each.text)]
    assert [str(each.text) for each in told] == [f"Με αυτό ενώθηκε και το αίτημα #2: «{TOO}»."]
    taken = {each.target: str(each.text) for each in await world.happen(MessageDeleted(asked.ref, world.now))}
    assert taken[told[0].key] == "Με αυτό ενώθηκε και το αίτημα #2: «το απέσυρε όποιος ρώτησε»."


async def test_marks_that_turn_the_writing_are_not_repeated(world: World) -> None:
    turned = "\u202eδεν ανοίγει\u2066 ο σύνδεσμος του zoom"
    note = by_place([each for each in await world.hear(world.posted(turned)) if each.to == TEAM])[TEAM]
    assert f"«{UNKNOWN}»" in note
    for line in ("ticket list", "ticket show 1"):
        assert UNKNOWN in await says(world, line)


async def test_who_is_forgotten_takes_no_answer_from_others_who_asked_the_same(world: World) -> None:
    await world.hear(world.posted(UNKNOWN))
    await world.hear(world.posted(TOO, ENGLISH, OTHER))
    await says(world, "ticket merge 2 1")
    await says(world, "ticket answer 1 Δοκιμάστε ξανά.")
    await world.hear(world.posted("ούτε τώρα ανοίγει", RoomRef.direct(TEACHER.ref)))
    await world.owed()
    async with world.tx() as tx:
        await world.helpdesk.forget(TEACHER.ref, tx)
    shown = await says(world, "ticket show 1")
    assert "Δοκιμάστε ξανά." in shown
    assert "teacher-17" not in shown
    assert UNKNOWN not in shown
    await says(world, "ticket answer 1 Τώρα ανοίγει.")
    told = by_place([each for each in await world.owed() if each.to not in (TEAM, TEAM_TOO)])
    assert set(told) == {ENGLISH}
    assert "Τώρα ανοίγει." in told[ENGLISH]


async def test_what_was_repeated_of_somebody_who_is_forgotten_is_taken_back(world: World) -> None:
    private = RoomRef.direct(TEACHER.ref)
    told = await world.hear(world.posted(UNKNOWN, private))
    told += await world.hear(world.posted("γράφει σφάλμα", private))
    notes = {each.key: each for each in told if each.to in (TEAM, TEAM_TOO)}
    async with world.tx() as tx:
        await world.helpdesk.unsay(TEACHER.ref, world.now, tx)
        await world.helpdesk.forget(TEACHER.ref, tx)
    owed = await world.owed()
    taken = {each.target: each for each in owed if each.action is not Action.POST}
    assert set(taken) == set(notes)
    (closed,) = {str(each.text) for each in owed if each.action is Action.POST}
    assert closed == "Το αίτημα #1 έκλεισε: διαγράφηκαν τα στοιχεία του ατόμου που ρώτησε."
    for key, note in notes.items():
        if "γράφει σφάλμα" in str(note.text):
            assert taken[key].action is Action.DELETE
        else:
            assert "«το απέσυρε όποιος ρώτησε»" in str(taken[key].text)


async def test_the_request_of_whoever_asked_alone_ends_with_them(world: World) -> None:
    await world.hear(world.posted(UNKNOWN))
    await world.hear(world.posted(TOO, ENGLISH, OTHER))
    await says(world, "ticket merge 2 1")
    states = []
    for person in (TEACHER, OTHER):
        async with world.tx() as tx:
            await world.helpdesk.forget(person.ref, tx)
            states += [ticket.state for ticket in await tickets.family(tx, 1) if ticket.parent is None]
    assert states == ["open", "closed"]


@pytest.mark.parametrize(
    ("language", "asker", "added"),
    [
        (
            "el",
            "άτομο που ζήτησε να διαγραφούν τα στοιχεία του, Τρίτη 12 Ιανουαρίου 2027, 12:00:",
            "Συμπλήρωση από: άτομο",
        ),
        ("en", "someone who was forgotten, Tuesday 12 January 2027, 12:00:", "someone who was forgotten added"),
    ],
)
async def test_a_request_of_somebody_who_is_forgotten(world: World, language: str, asker: str, added: str) -> None:
    private = RoomRef.direct(TEACHER.ref)
    await world.hear(world.posted(UNKNOWN, private))
    await world.hear(world.posted("γράφει σφάλμα", private))
    async with world.tx() as tx:
        await world.helpdesk.forget(TEACHER.ref, tx)
    shown = await says(world, "ticket show 1", language)
    assert asker in shown
    assert added in shown


@pytest.mark.parametrize(
    ("language", "asker"),
    [("el", "ανώνυμο μέλος (Discord), Τρίτη 12"), ("en", "an anonymous member (Discord), Tuesday 12")],
)
async def test_an_anonymous_asker_is_named_once(world: World, language: str, asker: str) -> None:
    await world.run(f"ask {UNKNOWN} anonymous=yes")
    shown = await says(world, "ticket show 1", language)
    assert shown.splitlines()[1].startswith(asker)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("el", "Το αίτημα #1 έκλεισε: όποιος ρώτησε απέσυρε την ερώτηση."),
        ("en", "Request #1 is closed: its asker took the question back."),
    ],
)
async def test_a_question_that_is_taken_back_ends_its_request(
    database: Database, now: datetime, language: str, told: str
) -> None:
    world = await WORLDS[language].begin(database, now)
    asked = world.posted(UNKNOWN)
    await world.hear(asked)
    owed = await world.happen(MessageDeleted(asked.ref, world.now))
    said = [each for each in owed if each.action is Action.POST]
    assert [(each.to, str(each.text), each.under) for each in said] == [
        (place, told, f"helpdesk:ticket:1:new>{place}") for place in (TEAM, TEAM_TOO)
    ]
    assert "#1" not in await says(world, "ticket list", language)
    async with world.tx() as tx:
        (ticket,) = await tickets.family(tx, 1)
    assert (ticket.state, ticket.closed_at) == ("closed", world.now)
    assert ticket.reason == {"el": "το απέσυρε όποιος ρώτησε", "en": "taken back by its asker"}[language]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("el", "facilitator-2\nΑίτημα #1: όποιος ρώτησε απέσυρε την ερώτηση. Μένει ανοιχτό ώσπου να το κλείσετε."),
        ("en", "facilitator-2\nRequest #1: its asker took the question back. It stays open until you close it."),
    ],
)
async def test_a_request_in_hand_stays_when_its_question_is_taken_back(
    database: Database, now: datetime, language: str, told: str
) -> None:
    world = await WORLDS[language].begin(database, now)
    asked = world.posted(UNKNOWN)
    await world.hear(asked)
    await says(world, "ticket take 1")
    await world.owed()
    owed = await world.happen(MessageDeleted(asked.ref, world.now))
    assert words([each for each in owed if each.action is Action.POST], TEAM) == [told]
    async with world.tx() as tx:
        assert [ticket.state for ticket in await tickets.family(tx, 1)] == ["taken"]


async def test_a_request_stays_whose_asker_said_more_than_the_question(world: World) -> None:
    asked = world.posted(UNKNOWN)
    await world.hear(asked)
    more = world.posted("γράφει σφάλμα 403", thread=asked.ref)
    await world.hear(more)
    owed = words(await world.happen(MessageDeleted(asked.ref, world.now)), TEAM)
    assert owed[-1] == "Αίτημα #1: όποιος ρώτησε απέσυρε την ερώτηση. Μένει ανοιχτό ώσπου να το κλείσετε."


async def test_of_an_answered_request_nothing_more_is_said(world: World) -> None:
    asked = world.posted(UNKNOWN)
    await world.hear(asked)
    await says(world, "ticket answer 1 Δοκιμάστε ξανά.")
    await world.owed()
    assert {each.action for each in await world.happen(MessageDeleted(asked.ref, world.now))} == {Action.EDIT}


@pytest.mark.parametrize(
    ("language", "withdrawn", "forgotten"),
    [
        (
            "el",
            "Αίτημα #1: ένα από τα άτομα που ρώτησαν απέσυρε την ερώτησή του. Τα υπόλοιπα περιμένουν ακόμη.",
            "Αίτημα #1: διαγράφηκαν τα στοιχεία ενός από τα άτομα που ρώτησαν. Για τα υπόλοιπα το αίτημα συνεχίζεται.",
        ),
        (
            "en",
            "Request #1: one of its askers took their question back. The others still wait.",
            "Request #1: all that was kept about one of its askers was erased. The request goes on for the others.",
        ),
    ],
)
async def test_a_request_of_several_goes_on_for_the_others(
    database: Database, now: datetime, language: str, withdrawn: str, forgotten: str
) -> None:
    world = await WORLDS[language].begin(database, now)
    asked = world.posted(TOO, by=OTHER)
    await world.hear(world.posted(UNKNOWN))
    await world.hear(asked)
    await says(world, "ticket merge 2 1")
    await world.owed()
    owed = await world.happen(MessageDeleted(asked.ref, world.now))
    assert words([each for each in owed if each.action is Action.POST], TEAM) == [withdrawn]
    async with world.tx() as tx:
        await world.helpdesk.unsay(OTHER.ref, world.now, tx)
        await world.helpdesk.forget(OTHER.ref, tx)
        assert (await tickets.family(tx, 1))[0].state == "open"
    told = [each for each in await world.owed() if each.action is Action.POST]
    assert words(told, TEAM) == [forgotten]
    assert {each.under for each in told} == {f"helpdesk:ticket:1:new>{place}" for place in (TEAM, TEAM_TOO)}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("el", "Το αίτημα #{} έκλεισε: διαγράφηκαν τα στοιχεία του ατόμου που ρώτησε."),
        ("en", "Request #{} is closed: all that was kept about its asker was erased."),
    ],
)
async def test_of_each_request_that_ends_with_somebody_the_facilitators_are_told(
    database: Database, now: datetime, language: str, told: str
) -> None:
    world = await WORLDS[language].begin(database, now)
    await world.hear(world.posted(UNKNOWN))
    await world.hear(world.posted("πού βρίσκω το πρόγραμμα των συναντήσεων;", RoomRef.direct(TEACHER.ref)))
    await world.hear(world.posted("τι ώρα αρχίζει η συνάντηση της Πέμπτης;"))
    await says(world, "ticket close 3")
    await world.owed()
    async with world.tx() as tx:
        await world.helpdesk.unsay(TEACHER.ref, world.now, tx)
        await world.helpdesk.forget(TEACHER.ref, tx)
    said = words([each for each in await world.owed() if each.action is Action.POST], TEAM)
    assert said == [told.format(1), told.format(2)]
    assert not any("teacher-17" in each for each in said)


@pytest.mark.parametrize(
    ("language", "told", "taken"),
    [
        (
            "el",
            "Το αίτημα #1 είναι ελεύθερο: διαγράφηκαν τα στοιχεία όποιου το είχε αναλάβει.",
            "✅ Αναλάβατε το αίτημα #1.",
        ),
        (
            "en",
            "Request #1 is free to take: all that was kept about who had it was erased.",
            "✅ Request #1 is yours.",
        ),
    ],
)
async def test_what_somebody_had_in_hand_who_is_forgotten_is_free(
    database: Database, now: datetime, language: str, told: str, taken: str
) -> None:
    world = await WORLDS[language].begin(database, now)
    await world.hear(world.posted(UNKNOWN))
    await says(world, "ticket take 1")
    await world.owed()
    async with world.tx() as tx:
        await world.helpdesk.unsay(FACILITATOR.ref, world.now, tx)
        await world.helpdesk.forget(FACILITATOR.ref, tx)
    owed = [each for each in await world.owed() if each.to == TEAM]
    assert [(str(each.text), [choice.command for choice in each.choices]) for each in owed] == [
        (told, ["ticket take 1"])
    ]
    reply = await world.run("ticket take 1", SECOND, TEAM, language)
    assert str(reply.text).startswith(taken)

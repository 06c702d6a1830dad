"""The helpdesk through the whole engine: bridged, numbered choices, reactions and an answer that comes back."""

from collections.abc import AsyncIterator

import pytest

from bot.core import markup
from bot.core.ids import MessageRef, RoomRef
from bot.core.rights import Rights
from bot.core.rooms import Purpose, Room, Rooms
from cogs.bridge import Bridge
from cogs.helpdesk import Faq, Helpdesk, TicketAnswers, TicketEnds, Tickets, TicketThreads
from config.settings import HelpdeskSettings, SupportSettings
from storage.database import Database
from tests.cogs.helpdesk_world import ENTRIES
from tests.engine.world import World
from tests.fakes import FakePlatform, edited, person, posted, reacted

LEFT, RIGHT, TEAM = RoomRef("left", "help"), RoomRef("right", "help"), RoomRef("left", "team")
ROOMS = Rooms(
    (
        Room("helpdesk", "Βοήθεια", (LEFT, RIGHT), Purpose.HELPDESK),
        Room("diefkolyntes", "Διευκολυντές", (TEAM,), Purpose.FACILITATORS),
    )
)
TEACHER = person("teacher-17", "left")
FACILITATOR = person("facilitator-1", "left")


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    rights = Rights.of(facilitators=["left:facilitator-1"])
    helpdesk = Helpdesk(ROOMS, HelpdeskSettings(), SupportSettings(), ENTRIES, rights)
    cogs = (
        Bridge(ROOMS),
        helpdesk,
        Tickets(ROOMS, rights),
        TicketAnswers(ROOMS),
        TicketEnds(ROOMS),
        TicketThreads(ROOMS, rights=rights),
        Faq(),
    )
    world = World(database, cogs, (FakePlatform("left"), FakePlatform("right")), ROOMS)
    async with database.transaction() as tx:
        await helpdesk.start(world.clock.now(), tx)
    async with world.up():
        yield world


async def test_an_answer_stands_under_the_question_in_both_places(world: World) -> None:
    await world.hear(posted(LEFT, "ποιο χασταγκ βάζω στον τίτλο;", TEACHER))
    assert world.texts(LEFT)[0].startswith("Προσθέστε το #SkillsLabs")
    assert world.texts(RIGHT)[0] == "ποιο χασταγκ βάζω στον τίτλο;"
    assert world.texts(RIGHT)[1].startswith("Προσθέστε το #SkillsLabs")
    answer = world.platforms["left"].last(LEFT)
    await world.hear(reacted(answer.ref, "✅", TEACHER))
    assert world.texts(LEFT)[-1] == "✅ Ευχαριστώ, το σημείωσα."


async def test_from_doubt_to_a_person_and_back(world: World) -> None:
    await world.hear(posted(LEFT, "πότε θα δω τη βεβαίωση μου;", TEACHER))
    choices = len(world.platforms["left"].last(LEFT).part.choices)
    await world.hear(posted(LEFT, str(choices), TEACHER, id="2"))
    assert "αίτημα #1" in world.texts(LEFT)[-1]
    assert "αίτημα #1" in world.texts(RIGHT)[-1]
    assert "Νέο αίτημα #1" in world.texts(TEAM)[-1]

    await world.hear(reacted(world.platforms["left"].last(TEAM).ref, "✋", FACILITATOR))
    assert "Αναλάβατε το αίτημα #1" in world.texts(TEAM)[-1]
    answering = markup.parse("!stoa ticket answer 1 Τη **Δευτέρα**.")
    typed = posted(TEAM, answering, FACILITATOR, id="3")
    await world.hear(typed)
    for place in (LEFT, RIGHT):
        assert "Τη Δευτέρα." in world.texts(place)[-1]
    await world.hear(edited(typed, "!stoa ticket answer 1 Την Τρίτη."))
    for place in (LEFT, RIGHT):
        assert "Την Τρίτη." in world.texts(place)[-1]

    answer = world.platforms["left"].last(LEFT)
    await world.hear(posted(LEFT, "ποια Δευτέρα;", TEACHER, id="4", reply_to=answer.ref))
    assert world.texts(TEAM)[-1] == "facilitator-1\nΣυμπλήρωση στο αίτημα #1, από: teacher-17\nποια Δευτέρα;"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (None, "✅ Αναλάβατε το αίτημα #1."),
        ("!stoa ticket take 1", "✅ Αναλάβατε το αίτημα #1."),
        ("!stoa ticket show 1", "Αίτημα #1"),
        ("!stoa ticket answer 1 Τη Δευτέρα.", "✅ Στέλνω την απάντηση στο αίτημα #1."),
        ("!stoa ticket note 1 Το είδα.", "📝 Το σημείωσα στο αίτημα #1."),
    ],
)
async def test_a_reply_to_what_a_command_was_answered_reaches_the_asker(
    world: World, line: str | None, told: str
) -> None:
    await world.hear(posted(LEFT, "δεν ανοίγει ο σύνδεσμος του zoom", TEACHER))
    note = world.platforms["left"].last(TEAM)
    await world.hear(posted(TEAM, line, FACILITATOR, id="2") if line else reacted(note.ref, "✋", FACILITATOR))
    said = next(shown for shown in reversed(world.platforms["left"].shown[TEAM]) if told in str(shown.part.text))
    await world.hear(posted(TEAM, "// ποιος το ξέρει;", FACILITATOR, id="3", reply_to=said.ref))
    assert not any("ποιος το ξέρει" in text for text in world.texts(LEFT))
    await world.hear(posted(TEAM, "Δοκιμάστε τώρα.", FACILITATOR, id="4", reply_to=said.ref))
    for place in (LEFT, RIGHT):
        assert "Δοκιμάστε τώρα." in world.texts(place)[-1]


async def test_an_ask_that_is_typed_in_a_room_is_answered_in_its_thread_and_stays_there(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa ask ποιο χασταγκ βάζω στον τίτλο;", TEACHER))
    assert world.texts(LEFT)[-1].startswith("Προσθέστε το #SkillsLabs")
    assert world.platforms["left"].last(LEFT).part.thread == MessageRef(LEFT, "1")
    assert world.texts(RIGHT) == []


async def test_an_ask_that_is_typed_in_a_thread_is_answered_in_that_thread(world: World) -> None:
    root = MessageRef(LEFT, "1")
    await world.hear(posted(LEFT, "καλημέρα σε όλους", TEACHER))
    await world.hear(posted(LEFT, "!stoa ask δεν ανοίγει ο σύνδεσμος του zoom", TEACHER, id="2", thread=root))
    await world.hear(posted(TEAM, "!stoa ticket answer 1 Τώρα ανοίγει.", FACILITATOR, id="3"))
    asked, answered = (shown.part for shown in world.platforms["left"].shown[LEFT][-2:])
    assert "αίτημα #1" in str(asked.text)
    assert "Τώρα ανοίγει." in str(answered.text)
    assert (asked.thread, answered.thread) == (root, root)


async def test_a_participant_may_not_answer_requests(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa ticket list", TEACHER))
    assert world.texts(LEFT)[-1].startswith("Αυτό μπορούν να το κάνουν μόνο οι διευκολυντές και οι πρεσβευτές.")

"""Events and announcements through the whole engine: words typed in a room, answers and reminders in every room."""

from collections.abc import AsyncIterator

import pytest

from bot.core import markup
from bot.core.events import MessageEdited
from bot.core.rooms import Purpose, Room, Rooms
from cogs.announcements import Announcements
from cogs.bridge import Bridge
from cogs.events import Events
from config.settings import EventsSettings
from storage.database import Database
from tests.engine.world import ADMINS, LEFT, RIGHT, THIRD, World, two_platforms
from tests.fakes import START, person, posted, reacted

ROOMS = Rooms(
    (
        Room("ekdiloseis", "Εκδηλώσεις", (LEFT, RIGHT), Purpose.EVENTS),
        Room("anakoinoseis", "Ανακοινώσεις", (THIRD,), Purpose.ANNOUNCEMENTS),
        Room("diacheirisi", "Διαχείριση", (ADMINS,), Purpose.ADMINS),
    )
)
FACILITATOR = person("facilitator-1", "left")
TEACHER = person("teacher-17", "left")


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    cogs = [Bridge(ROOMS), Events(ROOMS, EventsSettings(), ()), Announcements(ROOMS)]
    world = World(database, cogs, two_platforms(), ROOMS)
    async with world.up():
        yield world


async def test_an_event_from_the_typed_line_to_the_start(world: World) -> None:
    line = '!stoa event add "Γνωριμία" "σήμερα στις 1 μμ" 30 link=https://example.org/a_b'
    await world.hear(posted(ADMINS, line, FACILITATOR))
    question = world.platforms["left"].last(ADMINS)
    assert question.text.startswith("Κατάλαβα: Τρίτη 12 Ιανουαρίου 2027, 13:00 (ώρα Ελλάδας), σε μία ώρα. Σωστά;")
    await world.hear(reacted(question.ref, "✅", FACILITATOR))
    assert "Η εκδήλωση #1 προγραμματίστηκε" in world.platforms["left"].last(ADMINS).text
    await world.hear(posted(LEFT, "!stoa event list", TEACHER, id="2"))
    assert "#1 Τρίτη 12 Ιανουαρίου 2027, 13:00 (ώρα Ελλάδας): «Γνωριμία»" in world.texts(LEFT)
    before = len(world.texts(RIGHT))
    for minutes in (0, 49, 1, 10, 30):
        await world.clock.advance(minutes * 60)
        await world.schedule.tick(world.clock.now())
        await world.outbox.idle()
    assert [text.partition(",")[0].partition(":")[0] for text in world.texts(RIGHT)[before:]] == [
        "🔔 Σε μία ώρα",
        "🔔 Σε 10 λεπτά",
        "🔔 Ξεκινάμε τώρα",
    ]
    assert all("https://example.org/a_b" in text for text in world.texts(RIGHT)[before:])


async def test_a_teacher_plans_nothing(world: World) -> None:
    await world.hear(posted(LEFT, '!stoa event add "Γ" "αύριο 18:00"', TEACHER))
    await world.hear(posted(LEFT, "!stoa announce Γεια", TEACHER, id="2"))
    await world.hear(posted(LEFT, "!stoa event confirm 1", FACILITATOR, id="3"))
    async with world.database.reading() as tx:
        assert await tx.value("SELECT (SELECT COUNT(*) FROM events) + (SELECT COUNT(*) FROM announcements)") == 0
    assert world.texts(THIRD) == []


async def test_an_announcement_follows_the_message_that_made_it(world: World) -> None:
    said = posted(
        ADMINS,
        markup.parse("!stoa announce preview=no rooms=anakoinoseis,ekdiloseis Στις **18:00**\nΜε νέο σύνδεσμο"),
        FACILITATOR,
    )
    await world.hear(said)
    heading = "📣 Ανακοίνωση · facilitator-1\n"
    for room in (THIRD, LEFT, RIGHT):
        assert world.texts(room) == [f"{heading}Στις 18:00\nΜε νέο σύνδεσμο"]
    bold = world.platforms["right"].last(THIRD).part.text
    assert bold.blocks[1:] == markup.parse("Στις **18:00**\nΜε νέο σύνδεσμο").blocks
    unchanged = MessageEdited(said.ref, FACILITATOR, START, "1", said.text)
    await world.hear(unchanged)
    assert world.platforms["right"].last(THIRD).edits == 0
    text = markup.parse("!stoa announce preview=no rooms=anakoinoseis,ekdiloseis Στις **19:00**")
    await world.hear(MessageEdited(said.ref, FACILITATOR, START, "2", text))
    for room in (THIRD, LEFT, RIGHT):
        assert world.texts(room) == [f"{heading}Στις 19:00"]
    await world.hear(posted(ADMINS, "!stoa announcement show 1", FACILITATOR, id="2"))
    assert "Ανακοινώσεις (Right): ✅ στάλθηκε · αλλαγή: ✅ στάλθηκε" in world.platforms["left"].last(ADMINS).text
    await world.hear(posted(ADMINS, "!stoa announcement withdraw 1", FACILITATOR, id="3"))
    for room in (THIRD, LEFT, RIGHT):
        assert world.texts(room) == []

"""Announcements through the whole engine: made of messages, sent once over crashes, passed on, and followed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.core import markup
from bot.core.events import MessageDeleted, MessageEdited, MessagePosted
from bot.core.ids import MessageRef
from bot.core.rooms import Purpose, Room, Rooms
from bot.core.text import Attachment
from bot.engine.places import Places
from cogs.announcements import Announcements
from cogs.bridge import Bridge
from cogs.running import Running
from config.settings import AnnouncementsSettings
from storage import announcements, originals
from storage.database import Database
from tests.engine.world import ADMINS, LEFT, RIGHT, RIGHTS, THIRD, World, two_platforms
from tests.fakes import START, FakePlatform, edited, person, posted, reacted

ROOMS = Rooms(
    (
        Room("anakoinoseis", "Ανακοινώσεις", (LEFT, RIGHT), Purpose.ANNOUNCEMENTS),
        Room("omada", "Ομάδα", (ADMINS, THIRD), Purpose.FACILITATORS),
    )
)
FACILITATOR = person("facilitator-1", "left")
TEACHER = person("teacher-17", "left")
HEADING = "📣 Ανακοίνωση · facilitator-1\n"
WORDS = "Στις **18:00**\nμε νέο [σύνδεσμο](<https://example.org/a_b>)"


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    platforms = two_platforms()
    running = Running()
    running.places = Places({platform.name: platform for platform in platforms})
    cog = Announcements(ROOMS, AnnouncementsSettings(), rights=RIGHTS, running=running)
    world = World(database, [Bridge(ROOMS), cog], platforms, ROOMS)
    async with world.up():
        yield world


def last(world: World) -> str:
    """Return the newest words of the team's room."""
    return world.platforms["left"].last(ADMINS).text


async def pass_time(world: World, seconds: float, step: float = 5) -> None:
    """Let time pass as the bot sees it."""
    for _ in range(int(seconds / step)):
        await world.clock.advance(step)
        await world.schedule.tick(world.clock.now())
        await world.outbox.idle()


def word_of(said: MessagePosted, id: str = "2", line: str = "!stoa announce this") -> MessagePosted:
    """Return the answer that has a message announced."""
    return posted(ADMINS, line, FACILITATOR, id=id, reply_to=said.ref)


async def test_a_message_of_the_team_is_announced_by_answering_it(world: World) -> None:
    file = world.platforms["left"].hold("afisa.png", b"png", "image/png")
    said = posted(ADMINS, markup.parse(WORDS), FACILITATOR, attachments=(file,))
    await world.hear(said)
    await world.hear(word_of(said))
    assert last(world).startswith(
        "Προεπισκόπηση της ανακοίνωσης #1\nΠού: Ανακοινώσεις (Left, Right)\nΑρχεία: afisa.png\n"
    )
    assert last(world).endswith(f"{HEADING}Στις 18:00\nμε νέο σύνδεσμο")
    await world.hear(posted(ADMINS, "1", FACILITATOR, id="3"))
    for room in (LEFT, RIGHT):
        (text, shown) = (world.texts(room)[0], world.platforms[room.platform].shown[room])
        assert text == f"{HEADING}Στις 18:00\nμε νέο σύνδεσμο"
        assert [each.files for each in shown if each.files] == [{"afisa.png": b"png"}]
    assert markup.render(world.platforms["right"].shown[RIGHT][0].part.text).endswith(WORDS), "with its formatting"


async def test_its_copy_on_the_other_platform_may_be_answered_and_rooms_named(world: World) -> None:
    said = posted(ADMINS, "Νέα ώρα", FACILITATOR)
    await world.hear(said)
    copy = world.platforms["right"].last(THIRD)
    await world.host.receive(
        "left", [posted(ADMINS, "!stoa announce αυτό #anakoinoseis", FACILITATOR, id="2", reply_to=copy.ref)], {}
    )
    await world.outbox.idle()
    assert "Πού: Ανακοινώσεις (Left, Right)\n" in last(world)
    assert last(world).endswith(f"{HEADING}Νέα ώρα")


async def test_words_that_only_begin_with_this_are_a_text(world: World) -> None:
    said = posted(ADMINS, "Νέα ώρα", FACILITATOR)
    await world.hear(said)
    await world.hear(word_of(said, line="!stoa announce this week we meet online"))
    assert last(world).endswith(f"{HEADING}this week we meet online")


async def test_what_a_teacher_wrote_or_stands_elsewhere_is_not_kept(world: World) -> None:
    elsewhere = posted(LEFT, "Νέα ώρα", FACILITATOR, id="8")
    teachers = posted(ADMINS, "Νέα ώρα", TEACHER, id="9")
    await world.hear(elsewhere, teachers)
    for number, said in enumerate((elsewhere, teachers)):
        await world.hear(word_of(said, id=str(20 + number)))
        assert last(world) == (
            "Δεν έχω αυτό το μήνυμα. Κρατώ για λίγες ημέρες όσα γράφουν οι διευκολυντές στη δική τους αίθουσα."
        )
    async with world.database.reading() as tx:
        assert await tx.value("SELECT COUNT(*) FROM originals") == 0


async def test_a_megaphone_of_its_author_makes_an_announcement_of_a_message_once(world: World) -> None:
    said = posted(ADMINS, "Νέα ώρα", FACILITATOR)
    await world.hear(said)
    await world.hear(reacted(said.ref, "📣", TEACHER))
    before = len(world.texts(ADMINS))
    for instance in ("1", "2"):
        await world.hear(reacted(said.ref, "📣", FACILITATOR, instance=instance))
    assert len(world.texts(ADMINS)) == before + 1
    preview = world.platforms["left"].last(ADMINS)
    assert preview.text.endswith(f"{HEADING}Νέα ώρα")
    await world.hear(reacted(preview.ref, "✅", FACILITATOR))
    assert world.texts(LEFT) == [f"{HEADING}Νέα ώρα"]
    await world.hear(edited(said, "Νέα ώρα: 19:00"))
    assert world.texts(RIGHT) == [f"{HEADING}Νέα ώρα: 19:00"], "who edits the message edits the announcement"


async def test_a_draft_follows_its_message_and_is_shown_anew(world: World) -> None:
    said = posted(ADMINS, "!stoa announce Στις 18:00", FACILITATOR)
    await world.hear(said)
    former = world.platforms["left"].last(ADMINS)
    await world.hear(MessageEdited(said.ref, FACILITATOR, START, "1", markup.parse("!stoa announce Στις 19:00")))
    assert last(world).endswith(f"{HEADING}Στις 19:00")
    latest = world.platforms["left"].last(ADMINS)
    await world.hear(reacted(former.ref, "✅", FACILITATOR, instance="8"))
    assert world.texts(LEFT) == []
    assert "άλλαξε στο μεταξύ" in last(world)
    await world.hear(reacted(latest.ref, "✅", FACILITATOR, instance="9"))
    assert world.texts(LEFT) == [f"{HEADING}Στις 19:00"]


async def test_what_is_taken_back_or_old_is_no_longer_kept(world: World) -> None:
    first, second = (posted(ADMINS, "Νέα ώρα", FACILITATOR, id=number) for number in ("8", "9"))
    await world.hear(first, second)
    await world.hear(MessageDeleted(first.ref, START))
    await world.clock.advance(timedelta(days=15).total_seconds())
    async with world.database.reading() as tx:
        assert await originals.get(tx, first.ref) is None
        assert await originals.get(tx, second.ref) is not None
    await world.schedule.tick(world.clock.now())
    async with world.database.reading() as tx:
        assert await originals.get(tx, second.ref) is None


async def test_a_tick_that_breaks_down_at_any_point_loses_and_doubles_nothing(world: World) -> None:
    await world.hear(posted(ADMINS, '!stoa announce when="σε 1 ώρα" Καλημέρα', FACILITATOR))
    await world.hear(posted(ADMINS, "1", FACILITATOR, id="2"))
    cog = next(each for each in world.cogs if isinstance(each, Announcements))
    await world.clock.advance(3600)
    for _ in range(2):
        with pytest.raises(ConnectionError):
            async with world.database.transaction() as tx:
                await cog.send_due(world.clock.now(), tx)
                raise ConnectionError
    assert world.texts(LEFT) == []
    for _ in range(3):
        async with world.database.transaction() as tx:
            await cog.send_due(world.clock.now(), tx)
        await world.outbox.idle()
    assert world.texts(LEFT) == [f"{HEADING}Καλημέρα"] == world.texts(RIGHT)


async def test_what_arrived_is_passed_on_ten_times_an_hour_and_nothing_is_lost(world: World) -> None:
    right = world.platforms["right"]
    assert isinstance(right, FakePlatform)
    right.followed.add(RIGHT)
    for number in range(12):
        await world.hear(posted(ADMINS, f"!stoa announce preview=no Νέο {number}", FACILITATOR, id=str(number)))
    await pass_time(world, 60)
    assert sum(shown.published for shown in right.shown[RIGHT]) == 10
    assert not any(shown.published for shown in world.platforms["left"].shown[LEFT])
    await pass_time(world, 3660, step=60)
    assert all(shown.published for shown in right.shown[RIGHT])
    await world.hear(posted(ADMINS, "!stoa announcement show 1", FACILITATOR, id="50"))
    assert "Ανακοινώσεις (Right): ✅ στάλθηκε · προώθηση σε όσους την ακολουθούν: ✅ στάλθηκε" in last(world)


async def test_the_team_hears_that_it_has_arrived(world: World) -> None:
    await world.hear(posted(ADMINS, "!stoa announce preview=no Καλημέρα", FACILITATOR))
    await pass_time(world, 10)
    assert last(world) == "✅ Η ανακοίνωση #1 έφτασε: Ανακοινώσεις (Left), Ανακοινώσεις (Right)."
    count = len(world.texts(ADMINS))
    await pass_time(world, 10)
    assert len(world.texts(ADMINS)) == count


async def test_a_long_one_says_where_it_is_cut(world: World) -> None:
    text = "\n\n".join(f"{number}. " + "λέξη " * 150 for number in range(1, 5))
    await world.hear(posted(ADMINS, f"!stoa announce {text}", FACILITATOR))
    shown = "\n".join(world.texts(ADMINS))
    assert "Στο Left γίνεται 2 μηνύματα· κόβεται πριν από: “" in shown


async def test_files_of_the_command_go_along_and_stay_with_an_edit(world: World) -> None:
    file: Attachment = world.platforms["left"].hold("afisa.png", b"png", "image/png")
    await world.hear(posted(ADMINS, "!stoa announce preview=no Δείτε", FACILITATOR, attachments=(file,)))
    await world.hear(posted(ADMINS, "!stoa announcement edit 1 Κοιτάξτε", FACILITATOR, id="2"))
    await world.hear(posted(ADMINS, "1", FACILITATOR, id="3"))
    shown = [each for each in world.platforms["right"].shown[RIGHT] if not each.deleted]
    assert [each.text for each in shown if each.text] == [f"{HEADING}Κοιτάξτε"]
    assert [each.files for each in shown if each.files] == [{"afisa.png": b"png"}]


async def test_only_who_leads_announces(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa announce Γεια", TEACHER))
    await world.hear(posted(LEFT, "!stoa announcement confirm 1", FACILITATOR, id="2"))
    async with world.database.reading() as tx:
        assert await announcements.latest(tx, 1) == []
        assert await announcements.of_source(tx, MessageRef(LEFT, "1")) is None

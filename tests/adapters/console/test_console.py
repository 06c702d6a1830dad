"""A script is played by several people in several rooms, and each room sees what it should, in one order."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.adapters.console.platform import ConsolePlatform
from bot.core import markup
from bot.core.delivery import Action, Choice, Delivery, Part
from bot.core.errors import Undeliverable
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import EMPTY, RichText
from storage.database import Database
from tests.adapters.console.stage import ROOMS, engine, lines_of, play
from tests.fakes import START, FakeClock, person, settle

ONE, HELP = RoomRef("console", "one"), RoomRef("console", "help")
MARIA = person("teacher-23", "console")


def console(written: list[str], **options: object) -> ConsolePlatform:
    return ConsolePlatform(ROOMS, FakeClock(), write=written.append, terminal=False, **options)  # type: ignore[arg-type]


async def test_two_people_in_two_rooms(database: Database) -> None:
    assert await play(
        database,
        """\
#one
Γεια **σας**
@teacher-23 #two καλώς ήρθατε
/reply κι εσείς
@teacher-23
/edit τίποτα
#two
/edit καλώς τους
@teacher-17 #one /delete
""",
    ) == [
        "· You are teacher-17 and in one now.",
        "[one] teacher-17: Γεια **σας**",
        "[two] teacher-17: Γεια **σας**",
        "[two] teacher-23: καλώς ήρθατε",
        "[one] teacher-23: καλώς ήρθατε",
        "[one] teacher-17: ↳ κι εσείς",
        "[two] teacher-17 ↳ teacher-23: κι εσείς",
        "· You are teacher-23 now (participant).",
        "[one] teacher-23: ✎ τίποτα",
        "· There is no message here for that, or the words are missing. See /?.",
        "· You are teacher-23 and in two now.",
        "[two] teacher-23: ✎ καλώς τους",
        "[one] ✎ teacher-23: καλώς τους",
        "[one] teacher-17: 🗑",
        "[two] 🗑 teacher-17: κι εσείς",
    ]


async def test_commands_and_choices(database: Database) -> None:
    assert await play(
        database,
        """\
/say it to   all
!stoa say it
@stoa is this so?
1
/react ❌
/whisper
@facilitator-1
/whisper
2
!stoa whisper
""",
    ) == [
        "[help] teacher-17: /say it to   all",
        "[help] Stoa 🤖 ↳ teacher-17: **it to   all**",
        "[help] teacher-17: !stoa say it",
        "[help] Stoa 🤖 ↳ teacher-17: **it**",
        "[help] teacher-17: @stoa is this so?",
        "[help] Stoa 🤖 ↳ teacher-17: Did you say *is this so?*?",
        "  1. ✅ Yes",
        "  2. ❌ No",
        "[help] teacher-17: 1",
        "[help] Stoa 🤖 ↳ teacher-17: **yes**",
        "[help] teacher-17: ☺ ❌",
        "[help] Stoa 🤖 ↳ Stoa 🤖: **no**",
        "[help] teacher-17: /whisper",
        "[help] 🔒 Stoa 🤖 ↳ teacher-17: Only facilitators can do this. If you need something, write me your question.",
        "· You are facilitator-1 now (facilitator).",
        "[help] facilitator-1: /whisper",
        "[help] 🔒 Stoa 🤖 ↳ facilitator-1: Between us.",
        "  1. ✅ Yes",
        "  2. Not now",
        "[help] facilitator-1: 2",
        "[help] Stoa 🤖 ↳ facilitator-1: **no**",
        "[help] facilitator-1: !stoa whisper",
        "[🔒 facilitator-1] Stoa 🤖: Between us.",
        "  1. ✅ Yes",
        "  2. Not now",
    ]


async def test_bad_input_is_answered(database: Database) -> None:
    lines = await play(
        database,
        "/room nowhere\n/as no body\n/as Stoa\n\n/nothing here\n/react\n@new-1\n#nowhere\n/reply\n/quit\nnever said",
    )
    assert lines == [
        "· There is no room “nowhere” here. See them with /rooms.",
        "· Nobody can be called “no body” here: letters, digits, dots and hyphens.",
        "· Nobody can be called “Stoa” here: letters, digits, dots and hyphens.",
        "[help] teacher-17: /nothing here",
        "[help] 🔒 Stoa 🤖 ↳ teacher-17: I do not know the command “nothing here”. See what I can do with help.",
        "[help] teacher-17: ☺ ",
        "· There is no message here for that, or the words are missing. See /?.",
        "· You are new-1 now, who has just come (participant).",
        "[help] new-1: #nowhere",
        "[help] new-1: ↳ ",
        "· There is no message here for that, or the words are missing. See /?.",
    ]


async def test_rooms_people_and_help_are_listed(database: Database) -> None:
    lines = await play(database, "#genika\n@new-1 #two hello\n/rooms\n/people\n/?")
    assert lines[0] == "· You are teacher-17 and in one now."
    assert lines[3:11] == [
        "· → Γενικά: #one, #two",
        "·   Help: #help",
        "· → @teacher-17: participant",
        "·   @teacher-23: participant",
        "·   @facilitator-1: facilitator",
        "·   @facilitator-2: participant",
        "·   @coordinator-1: participant",
        "·   @new-1: participant",
    ]
    assert all(line.startswith("· ") for line in lines[11:])
    assert sum("/quit" in line for line in lines) == 1


async def test_private_conversations_follow_who_speaks(database: Database) -> None:
    lines = await play(database, "#dm\nhello\n@teacher-23\nme too\nsay it")
    assert lines == [
        "· You are teacher-17 and in dm:teacher-17 now.",
        "[🔒 teacher-17] teacher-17: hello",
        "[🔒 teacher-17] Stoa 🤖 ↳ teacher-17: Did you say *hello*?",
        "  1. ✅ Yes",
        "  2. ❌ No",
        "· You are teacher-23 now (participant).",
        "[🔒 teacher-23] teacher-23: me too",
        "[🔒 teacher-23] Stoa 🤖 ↳ teacher-23: Did you say *me too*?",
        "  1. ✅ Yes",
        "  2. ❌ No",
        "[🔒 teacher-23] teacher-23: say it",
        "[🔒 teacher-23] Stoa 🤖 ↳ teacher-23: **it**",
    ]


async def test_ids_are_new_after_a_restart(database: Database) -> None:
    clock = FakeClock()
    assert (await play(database, "#one\nfirst", clock=clock))[-1] == "[two] teacher-17: first"
    await clock.advance(0.01)
    assert (await play(database, "#one\nsecond", clock=clock))[-1] == "[two] teacher-17: second"


async def test_nothing_is_printed_twice_under_one_token() -> None:
    written: list[str] = []
    platform = console(written)
    part = Part("token.0", HELP, Action.POST, RichText.plain("once"), choices=(Choice("✅ Yes", "say yes"),))
    ref = await platform.deliver(part)
    assert await platform.deliver(part) == ref
    assert await platform.find_delivered(part, START) == ref
    assert await platform.find_delivered(Part("other.0", HELP, Action.POST), START - timedelta(1)) is None
    assert written == ["[help] Stoa 🤖: once\n  1. ✅ Yes"]


async def test_every_action_is_shown() -> None:
    written: list[str] = []
    platform = console(written)
    ref = await platform.deliver(Part("a.0", ONE, Action.POST, markup.parse("**first**"), MARIA))
    reply = await platform.deliver(Part("b.0", ONE, Action.POST, RichText.plain("second"), reply_to=ref))
    assert await platform.deliver(Part("c.0", ONE, Action.EDIT, RichText.plain("new"), MARIA, target=ref)) == ref
    assert await platform.deliver(Part("d.0", ONE, Action.REACT, target=ref, emoji="👍")) == ref
    await platform.deliver(Part("e.0", ONE, Action.UNREACT, EMPTY, MARIA, target=reply, emoji="👍"))
    assert await platform.deliver(Part("f.0", ONE, Action.DELETE, target=ref)) == ref
    unknown = MessageRef(ONE, "1")
    await platform.deliver(Part("g.0", ONE, Action.DELETE, target=unknown))
    await platform.deliver(Part("h.0", ONE, Action.EDIT, RichText.plain("late"), target=unknown))
    assert written == [
        "[one] teacher-23: **first**",
        "[one] Stoa 🤖 ↳ teacher-23: second",
        "[one] ✎ teacher-23: new",
        "[one] Stoa 🤖 👍 → teacher-23: new",
        "[one] teacher-23 −👍 → Stoa 🤖: second",
        "[one] 🗑 teacher-23: new",
        "[one] 🗑 Stoa 🤖: ",
        "[one] ✎ Stoa 🤖: late",
    ]


async def test_a_room_that_is_not_there_is_undeliverable() -> None:
    platform = console([])
    with pytest.raises(Undeliverable, match="nowhere"):
        await platform.deliver(Part("a.0", RoomRef("console", "nowhere"), Action.POST))
    await platform.deliver(Part("b.0", RoomRef.direct(PersonRef("console", "anybody")), Action.POST))


def test_a_text_of_any_length_is_one_message() -> None:
    text = RichText.plain("long " * 10_000)
    assert console([]).split(Delivery("k", ONE, text=text)) == (text,)


async def test_stop_ends_it_while_nobody_types(database: Database) -> None:
    typing = asyncio.Event()

    async def silence() -> AsyncIterator[str]:
        typing.set()
        await asyncio.Event().wait()
        yield ""

    written: list[str] = []
    platform = console(written, lines=silence(), greeting="Hello\nthere")
    host, _ = engine(database, platform, FakeClock())
    running = asyncio.create_task(platform.run(host))
    await platform.ready()
    await typing.wait()
    await platform.stop()
    await running
    assert written == ["Hello\nthere"]


async def test_a_database_that_fails_is_not_hidden(database: Database) -> None:
    platform = console([], lines=lines_of("hello"))
    host, _ = engine(database, platform, FakeClock())
    async with database.transaction() as tx:
        await tx.execute("DROP TABLE inbox")
    with pytest.raises(Exception, match="inbox"):
        await platform.run(host)
    await settle()


async def test_deliveries_wait_until_it_runs(database: Database) -> None:
    platform = console([], lines=lines_of(""))
    host, _ = engine(database, platform, FakeClock())
    waiting = asyncio.create_task(platform.ready())
    await settle()
    assert not waiting.done()
    await platform.run(host)
    await waiting

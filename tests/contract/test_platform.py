"""What every platform keeps: the same suite for Discord, Matrix (with ghosts, too), the console and the fake."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core import markup
from bot.core.delivery import Action, Delivery, Part
from bot.core.errors import TooLarge, Undeliverable
from bot.core.events import MessageDeleted, MessageEdited, MessagePosted, Person, Reacted
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.ports import ChatPlatform
from bot.core.text import RichText
from bot.engine.clock import SystemClock
from tests.contract.sides import TEACHER, ConsoleSide, FakeSide, Side, discord_side, matrix_side, served_side
from tests.recording import RecordingHost, running

PDF = b"%PDF-1.7\n" + bytes(300_000)
ELSEWHERE = Person(PersonRef("elsewhere", "teacher-23"), "teacher-23")


@pytest.fixture(params=["fake", "discord", "matrix", "matrix-appservice", "console"])
async def side(request: pytest.FixtureRequest, tmp_path: Path, host: RecordingHost) -> AsyncIterator[Side]:
    """Each platform in turn."""
    match request.param:
        case "fake":
            yield FakeSide()
        case "discord":
            async with discord_side() as side:
                yield side
        case "matrix":
            async with matrix_side(request.getfixturevalue("synapse"), tmp_path) as side:
                yield side
        case "matrix-appservice":
            async with served_side(request.getfixturevalue("served_synapse"), tmp_path) as side:
                yield side
        case "console":
            yield ConsoleSide(host)


@pytest.fixture
async def host() -> RecordingHost:
    return RecordingHost()


@pytest.fixture
async def platform(side: Side, host: RecordingHost) -> AsyncIterator[ChatPlatform]:
    """The platform, running, with nothing heard so far."""
    platform = side.platform()
    async with running(platform, host):
        yield platform


def post(room: RoomRef, text: str, key: str = "k", **others: object) -> Part:
    """Return a part that posts our own markdown."""
    token = Delivery(key, room).token + ".0"
    return Part(token, room, Action.POST, markup.parse(text), **others)  # type: ignore[arg-type]


async def test_what_a_person_writes_is_heard(platform: ChatPlatform, side: Side, host: RecordingHost) -> None:
    said = await side.say("Καλημέρα σε όλους")
    heard = await host.until_said("Καλημέρα σε όλους")
    assert heard.ref == MessageRef(side.room, said)
    assert heard.author.name == TEACHER
    assert heard.author.ref.platform == platform.name
    assert not heard.author.bot
    assert heard.at.utcoffset() == timedelta(0)
    assert not heard.addressed


async def test_an_edit_a_deletion_and_a_reaction_are_heard(
    platform: ChatPlatform, side: Side, host: RecordingHost
) -> None:
    said = await side.say("πρωτο")
    await host.until_said("πρωτο")
    await side.edit(said, "πρώτο")
    edited = await host.until(MessageEdited)
    assert (edited.ref, str(edited.text)) == (MessageRef(side.room, said), "πρώτο")
    await side.react(said, "✅")
    reacted = await host.until(Reacted)
    assert (reacted.ref.id, reacted.emoji, reacted.person.name) == (said, "✅", TEACHER)
    await side.delete(said)
    assert (await host.until(MessageDeleted)).ref == MessageRef(side.room, said)


async def test_a_reply_names_what_it_replies_to(platform: ChatPlatform, side: Side, host: RecordingHost) -> None:
    first = await side.say("Πότε είναι;")
    await side.say("Την Τετάρτη", reply_to=first)
    assert (await host.until_said("Την Τετάρτη")).reply_to == MessageRef(side.room, first)


async def test_what_we_post_is_read_and_not_heard(platform: ChatPlatform, side: Side, host: RecordingHost) -> None:
    ref = await platform.deliver(post(side.room, "Η εκδήλωση ξεκινά"))
    assert ref.room == side.room
    await side.reads("Η εκδήλωση ξεκινά")
    await side.say("ευχαριστούμε")
    await host.until_said("ευχαριστούμε")
    assert host.said() == ["ευχαριστούμε"]


async def test_a_post_for_somebody_shows_who_spoke_and_is_not_heard(
    platform: ChatPlatform, side: Side, host: RecordingHost
) -> None:
    await platform.deliver(post(side.room, "από την άλλη πλευρά", as_person=ELSEWHERE))
    assert "teacher-23" in await side.reads("από την άλλη πλευρά")
    await side.say("σε ακούμε")
    await host.until_said("σε ακούμε")
    assert host.said() == ["σε ακούμε"]


@pytest.mark.parametrize("as_person", [None, ELSEWHERE])
async def test_our_posts_are_edited_and_deleted(platform: ChatPlatform, side: Side, as_person: Person | None) -> None:
    ref = await platform.deliver(post(side.room, "αρχικό", as_person=as_person))
    edit = Part("e.0", side.room, Action.EDIT, markup.parse("διορθωμένο"), as_person, target=ref)
    assert await platform.deliver(edit) == ref
    assert "διορθωμένο" in str(await side.shown(ref.id))
    await platform.deliver(Part("d.0", side.room, Action.DELETE, as_person=as_person, target=ref))
    assert await side.shown(ref.id) is None
    await platform.deliver(Part("d.0", side.room, Action.DELETE, as_person=as_person, target=ref))


async def test_we_react_to_a_message(platform: ChatPlatform, side: Side, host: RecordingHost) -> None:
    said = await side.say("όλα καλά;")
    await host.until_said("όλα καλά;")
    await platform.deliver(Part("r.0", side.room, Action.REACT, target=MessageRef(side.room, said), emoji="✅"))
    await side.say("τέλος")
    await host.until_said("τέλος")
    assert not [event for event in host.events if isinstance(event, Reacted)], "our own reaction is not heard"


async def test_a_token_is_remembered_or_its_message_is_found(platform: ChatPlatform, side: Side) -> None:
    part = post(side.room, "μία φορά")
    since = SystemClock().now() - timedelta(minutes=1)
    first = await platform.deliver(part)
    if platform.capabilities.remembers_tokens:
        assert await platform.deliver(part) == first
    else:
        assert await platform.find_delivered(part, since) == first
        assert await platform.find_delivered(post(side.room, "άλλο", "other"), since) is None
    assert await side.count("μία φορά") == 1


async def test_a_long_text_is_cut_and_nothing_is_lost(platform: ChatPlatform, side: Side) -> None:
    text = RichText.plain("\n".join(f"Γραμμή {number}: καλημέρα σε όλες και όλους." for number in range(200)))
    parts = platform.split(Delivery("long", side.room, text=text))
    assert "".join("".join(map(str, parts)).split()) == "".join(str(text).split())
    for number, part in enumerate(parts):
        await platform.deliver(Part(f"long.{number}", side.room, Action.POST, part))
    await side.reads("Γραμμή 199")


async def test_formatting_survives_there_and_back(platform: ChatPlatform, side: Side, host: RecordingHost) -> None:
    await side.say("απλό κείμενο με <γωνίες> & σύμβολα")
    assert await host.until_said("απλό κείμενο με <γωνίες> & σύμβολα")
    await platform.deliver(post(side.room, "**έντονα** και `κώδικας` και 2 \\* 3"))
    shown = await side.reads("κώδικας")
    assert "έντονα" in shown


async def test_nobody_is_pinged_by_what_others_wrote(platform: ChatPlatform, side: Side) -> None:
    ref = await platform.deliver(post(side.room, "@everyone @here ελάτε", as_person=ELSEWHERE))
    assert "ελάτε" in str(await side.shown(ref.id))


async def test_a_private_conversation(platform: ChatPlatform, side: Side, host: RecordingHost) -> None:
    await side.whisper("μια ερώτηση μόνο για εσάς")
    heard = await host.until_said("μια ερώτηση μόνο για εσάς")
    assert heard.ref.room == side.direct
    assert heard.ref.room.person == heard.author.ref
    answer = await platform.deliver(post(side.direct, "μια απάντηση μόνο για εσάς"))
    assert answer.room == side.direct
    await side.reads("μια απάντηση μόνο για εσάς")


async def test_what_was_said_while_we_were_away_is_heard_once_and_in_order(side: Side, host: RecordingHost) -> None:
    async with running(side.platform(), host):
        await side.say("πριν")
        await host.until_said("πριν")
    for number in range(5):
        await side.say(f"όσο λείπατε {number}")
    async with running(side.platform(), host):
        await side.say("μετά")
        await host.until_said("μετά")
    assert host.said() == ["πριν", *(f"όσο λείπατε {number}" for number in range(5)), "μετά"]


async def test_a_room_that_is_not_there_is_a_reason_to_bury(platform: ChatPlatform, side: Side) -> None:
    nowhere = RoomRef(platform.name, "999999999999999999")
    if platform.name != "fake":
        with pytest.raises(Undeliverable):
            await platform.deliver(post(nowhere, "χάθηκε"))


async def test_the_first_start_replays_nothing_old(side: Side, host: RecordingHost) -> None:
    if not side.has_past:
        pytest.skip("what waits in a terminal was typed to the bot")
    await side.say("παλιό, πριν έρθει το bot")
    async with running(side.platform(), host):
        await side.say("νέο")
        heard = await host.until(MessagePosted)
    assert str(heard.text) == "νέο"


async def test_a_file_that_a_person_sends_is_heard_and_given_out(
    platform: ChatPlatform, side: Side, host: RecordingHost
) -> None:
    if not side.has_files:
        pytest.skip("nobody sends files in a terminal")
    await side.attach("plan.pdf", PDF, "το σχέδιο")
    (file,) = (await host.until_said("το σχέδιο")).attachments
    assert (file.name, file.held_by, file.size) == ("plan.pdf", platform.name, len(PDF))
    host.platforms[platform.name] = platform
    async with host.file(file, 1_000_000) as local:
        assert (local.data.read(), local.type) == (PDF, "application/pdf")
    with pytest.raises(TooLarge):
        async with host.file(replace(file, size=None), len(PDF) - 1):
            pass


@pytest.mark.parametrize("as_person", [None, ELSEWHERE])
async def test_a_file_from_elsewhere_is_seen_or_named(
    platform: ChatPlatform, side: Side, host: RecordingHost, as_person: Person | None
) -> None:
    file = host.shelf.hold("plan.pdf", PDF, "application/pdf")
    ref = await platform.deliver(post(side.room, "", as_person=as_person, attachments=(file,)))
    assert ref.room == side.room
    if side.has_files:
        assert await side.fetches("plan.pdf") == PDF
    else:
        assert "plan.pdf" in await side.reads("plan.pdf")

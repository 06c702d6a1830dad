"""Files on Discord, both ways: heard with all that is said of them, given out piece by piece, uploaded or named."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.adapters.discord.platform import DiscordPlatform
from bot.core.delivery import Action
from bot.core.errors import NoFile, TryLater
from bot.core.events import MessageEdited, MessagePosted
from bot.core.text import Attachment
from tests.adapters.discord.support import Community, somebody
from tests.servers.discord import Looks, Message, Upload

PEOPLE = pytest.mark.parametrize("person", [None, somebody()], ids=["bot", "webhook"])
PNG = b"\x89PNG\r\n\x1a\n" + bytes(600_000)


async def sent(community: Community, *files: Upload, text: str = "") -> tuple[Message, tuple[Attachment, ...]]:
    """Have the teacher post files; return the message and what was heard of them."""
    message = await community.server.post(community.channel, community.teacher, text, attachments=files)
    heard = await community.host.until(MessagePosted, lambda event: event.ref == community.ref(message))
    return message, heard.attachments


async def read(platform: DiscordPlatform, file: Attachment) -> bytes:
    """Return a file's bytes as the platform gives them."""
    async with platform.open(file) as stream:
        return b"".join([piece async for piece in stream])


async def test_a_file_is_heard_with_what_is_said_of_it(bot: DiscordPlatform, community: Community) -> None:
    looks = Looks(width=640, height=480)
    message, (file,) = await sent(community, Upload("SPOILER_φύλλο.png", PNG, "image/png", "ένα φύλλο", looks))
    assert (file.name, file.description, file.spoiler) == ("φύλλο.png", "ένα φύλλο", True)
    assert (file.content_type, file.size, file.width, file.height) == ("image/png", len(PNG), 640, 480)
    assert file.home.endswith(f"/{community.channel.id}/{message.id}")
    assert await read(bot, file) == PNG


async def test_a_voice_message_is_heard_as_one(bot: DiscordPlatform, community: Community) -> None:
    looks = Looks(duration_secs=2.5, waveform="AAF//w==")
    _, (file,) = await sent(community, Upload("voice-message.ogg", b"OggS\x00", "audio/ogg", looks=looks))
    assert (file.voice, file.seconds, dict(file.extra)["waveform"]) == (True, 2.5, "00017fff")


async def test_an_address_that_has_run_out_is_asked_for_anew(bot: DiscordPlatform, community: Community) -> None:
    _, (file,) = await sent(community, Upload("a.png", PNG))
    await community.clock.advance(timedelta(days=2).total_seconds())
    assert await read(bot, file) == PNG


async def test_what_was_taken_back_is_no_file_any_more(bot: DiscordPlatform, community: Community) -> None:
    message, (first, second) = await sent(community, Upload("a.png", PNG), Upload("b.png", PNG))
    community.server.world.signatures.run_out()
    await community.server.take_file(message)
    edited = await community.host.until(MessageEdited)
    assert [file.id for file in edited.attachments] == [second.id]
    with pytest.raises(NoFile, match="taken out"):
        await read(bot, first)
    await community.server.delete(message)
    with pytest.raises(NoFile, match="gone"):
        await read(bot, second)


async def test_a_cdn_that_is_away_or_in_trouble_is_asked_later(community: Community) -> None:
    async with community.up() as platform:
        _, (file,) = await sent(community, Upload("a.png", PNG))
        community.server.world.signatures.run_out()
        community.server.fail("GET /channels/*/messages/*", status=503)
        with pytest.raises(TryLater):
            await read(platform, file)
    with pytest.raises(TryLater, match="not connected"):
        await read(platform, file)
    await community.server.stop()
    with pytest.raises(TryLater, match="cannot be reached"):
        await read(platform, file)


@PEOPLE
async def test_files_are_uploaded_with_the_text(bot: DiscordPlatform, community: Community, person: object) -> None:
    shelf = community.host.shelf
    files = (
        shelf.hold("φύλλο.pdf", b"%PDF", description="άσκηση"),
        shelf.hold("λύση", PNG, "text/html", spoiler=True),
    )
    shown = community.shown(await bot.deliver(community.post("δείτε", as_person=person, attachments=files)))
    assert shown.content == "δείτε"
    assert [(file.data, file.description) for file in shown.attachments] == [(b"%PDF", "άσκηση"), (PNG, None)]
    assert shown.attachments[0].title == "φύλλο"
    assert shown.attachments[1].filename.startswith("SPOILER_")
    assert shown.attachments[1].filename.endswith(".png")


@PEOPLE
async def test_files_alone_are_a_message(bot: DiscordPlatform, community: Community, person: object) -> None:
    file = community.host.shelf.hold("a.pdf", b"%PDF")
    shown = community.shown(await bot.deliver(community.post("", as_person=person, attachments=(file,))))
    assert (shown.content, [found.filename for found in shown.attachments]) == ("", ["a.pdf"])


async def test_what_cannot_be_uploaded_is_named_with_the_way_to_it(bot: DiscordPlatform, community: Community) -> None:
    home = "https://matrix.to/#/!room:example.org/$event?via=example.org"
    files = (
        Attachment("ταινία.mp4", "mxc://a/b", size=2_000_000_000, held_by="matrix", home=home),
        community.host.shelf.hold("lies.bin", bytes(11 * 1024 * 1024), size=3),
        Attachment("gone.png", "shelf://gone", held_by="shelf"),
    )
    part = community.post("δείτε", as_person=somebody(), attachments=files)
    ref = await bot.deliver(part)
    shown = community.shown(ref)
    first, *lines = shown.content.split("\n")
    assert (first, shown.attachments) == ("δείτε", [])
    assert f"ταινία.mp4 (2 GB): [δείτε το στο Matrix](<{home}>)" in "".join(lines)
    assert "lies.bin" in shown.content
    assert "gone.png" in shown.content
    assert await bot.find_delivered(part, community.clock.now()) == ref
    await bot.deliver(community.part(Action.EDIT, "ιδού", target=ref, as_person=somebody()))
    assert community.shown(ref).content.split("\n") == ["ιδού", *lines]


async def test_what_discord_finds_too_large_is_named(bot: DiscordPlatform, community: Community) -> None:
    await bot.deliver(community.post("αρχή", as_person=somebody()))
    community.server.fail("POST /webhooks/*", status=413, times=1)
    file = community.host.shelf.hold("a.pdf", b"%PDF")
    ref = await bot.deliver(community.post("δείτε", as_person=somebody(), attachments=(file,)))
    assert "a.pdf" in community.shown(ref).content
    assert community.shown(ref).attachments == []


async def test_a_file_that_cannot_be_fetched_now_is_sent_later(bot: DiscordPlatform, community: Community) -> None:
    file = community.host.shelf.hold("a.pdf", b"%PDF" + bytes(5000))
    community.host.shelf.lost_files = [NoFile("broken off", passing=True)]
    part = community.post("δείτε", as_person=somebody(), attachments=(file,))
    with pytest.raises(TryLater):
        await bot.deliver(part)
    assert community.server.messages(community.channel) == []
    assert len(community.shown(await bot.deliver(part)).attachments) == 1


@PEOPLE
async def test_an_edit_leaves_the_files(bot: DiscordPlatform, community: Community, person: object) -> None:
    file = community.host.shelf.hold("a.pdf", b"%PDF")
    ref = await bot.deliver(community.post("δειτε", as_person=person, attachments=(file,)))
    await bot.deliver(community.part(Action.EDIT, "δείτε", target=ref, as_person=person))
    shown = community.shown(ref)
    assert (shown.content, [found.filename for found in shown.attachments]) == ("δείτε", ["a.pdf"])


@PEOPLE
async def test_an_edit_that_is_bare_takes_the_files_away(
    bot: DiscordPlatform, community: Community, person: object
) -> None:
    file = community.host.shelf.hold("a.pdf", b"%PDF")
    ref = await bot.deliver(community.post("δείτε", as_person=person, attachments=(file,)))
    await bot.deliver(community.part(Action.EDIT, "το απέσυρε", target=ref, as_person=person, bare=True))
    shown = community.shown(ref)
    assert (shown.content, shown.attachments) == ("το απέσυρε", [])


async def test_what_was_uploaded_without_an_answer_is_found_again(bot: DiscordPlatform, community: Community) -> None:
    await bot.deliver(community.post("αρχή", as_person=somebody()))
    file = community.host.shelf.hold("a.pdf", b"%PDF")
    part = community.post("", as_person=somebody(), attachments=(file,))
    since = community.clock.now()
    await bot.deliver(part)
    found = await bot.find_delivered(part, since)
    assert found == community.ref(community.last)


async def test_a_cdn_that_breaks_off_may_give_it_out_later(bot: DiscordPlatform) -> None:
    server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(NoFile, match="does not answer") as failed:
            await read(bot, Attachment("a", f"http://127.0.0.1:{port}/a", held_by="discord"))
    assert failed.value.passing

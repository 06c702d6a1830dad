"""Files and pictures through real clients and servers, with one bot in between; a reader can open what stands there."""

from __future__ import annotations

import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.e2e.community import Community, community
from tests.servers.discord import Looks, Message, Upload
from tests.servers.discord.rest_channels import PIXEL
from tests.servers.synapse import SynapseServer

ROOM = "genika"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(50_000)
LARGE = 30 * 1024 * 1024


@pytest.fixture
async def both(synapse: SynapseServer, tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[Community]:
    address = f"127.0.0.1:{unused_tcp_port}"
    web = f'[web]\nlisten = "{address}"\naddress = "http://{address}"\n'
    async with community(synapse, tmp_path, token_hex(4), more=web) as both:
        yield both


@pytest.mark.timeout(240)
async def test_files_and_pictures(both: Community) -> None:
    await both.owner.set_avatar(PIXEL)
    both.teacher.user.avatar = "0123456789abcdef"
    async with both.running() as app:
        await what_is_posted_on_discord_stands_on_matrix(both)
        await an_edit_and_a_deletion_follow(both)
        await what_is_posted_on_matrix_stands_on_discord(both)
        await what_is_too_large_can_be_fetched_all_the_same(both)
        await pictures_are_seen_on_the_other_side(both)
        await a_large_file_is_never_whole_in_memory(both)
        await app.idle()
    await both.discord.post(
        both.channels[ROOM], both.teacher, "όσο έλειπε", attachments=[Upload("away.pdf", b"%PDF-1.7")]
    )
    async with both.running() as app:
        both.discord.world.signatures.run_out()
        assert await both.owner.download((await on_matrix(both, "away.pdf"))["url"]) == b"%PDF-1.7"
        await app.idle()
        events = await both.owner.messages(both.matrix[ROOM])
        ours = [event["content"].get("filename") for event in events if event["sender"] == both.bot.user_id]
        assert [name for name in ours if name] == [
            "φύλλο.png", "voice-message.ogg", "λύση.png", "page.png", "large.bin", "away.pdf",
        ]  # fmt: skip


async def on_matrix(both: Community, name: str) -> dict[str, Any]:
    """Wait for the event of a file; return its content."""
    event = await both.owner.wait_for(
        both.matrix[ROOM], lambda event: event["content"].get("filename") == name and "m.relates_to" not in event, 20
    )
    return dict(event["content"])


async def with_file(both: Community, title: str) -> Message:
    """Wait for a message on Discord that the bot passed on with a file or with a line that names one."""
    found = await both.discord.wait_for(
        lambda: [
            message
            for message in both.discord.messages(both.channels[ROOM])
            if message.webhook_id
            and (title in message.content or any(title in (f.title or f.filename) for f in message.attachments))
        ],
        20,
    )
    return found[0]


async def say(both: Community, uri: str, name: str, kind: str = "m.file", body: str = "", **more: Any) -> str:
    """Send a file on Matrix, with a caption where there is one."""
    content = {"msgtype": kind, "filename": name, "url": uri, **more}
    return await both.owner.send(both.matrix[ROOM], body or name, content=content)


async def what_is_posted_on_discord_stands_on_matrix(both: Community) -> None:
    looks = Looks(duration_secs=1.5, waveform="AP8=")
    files = [
        Upload("φύλλο.png", PNG, "image/png", "ένα φύλλο", Looks(width=640, height=480)),
        Upload("σχέδιο.pdf", b"%PDF-1.7", "application/pdf"),
        Upload("voice-message.ogg", b"OggS\x00", "audio/ogg", looks=looks),
        Upload("SPOILER_λύση.png", PNG, "image/png"),
        Upload("page.png", b"<html><script>", "image/png"),
    ]
    await both.discord.post(both.channels[ROOM], both.teacher, "δείτε τα", attachments=files)
    picture, voice = await on_matrix(both, "φύλλο.png"), await on_matrix(both, "voice-message.ogg")
    assert (picture["msgtype"], picture["info"]["w"], picture["body"]) == ("m.image", 640, "teacher-17: ένα φύλλο")
    assert await both.owner.download(picture["url"]) == PNG
    assert (await on_matrix(both, "σχέδιο.pdf"))["info"]["mimetype"] == "application/pdf"
    assert voice["org.matrix.msc1767.audio"] == {"duration": 1500, "waveform": [0, 1024]}
    assert "page.codeberg.everypizza.msc4193.spoiler" in await on_matrix(both, "λύση.png")
    assert (await on_matrix(both, "page.png"))["msgtype"] == "m.file"
    shown = picture["com.beeper.per_message_profile"]["avatar_url"]
    assert (await both.owner.download(shown), voice["com.beeper.per_message_profile"]["avatar_url"]) == (PIXEL, shown)
    assert await both.count_on_matrix(ROOM, "δείτε τα") == 1


async def an_edit_and_a_deletion_follow(both: Community) -> None:
    message = both.discord.messages(both.channels[ROOM])[0]
    await both.discord.edit(message, "δείτε τα όλα")
    await both.on_matrix(ROOM, "δείτε τα όλα")
    await both.discord.take_file(message, 1)
    await both.owner.wait_for(both.matrix[ROOM], lambda event: event["type"] == "m.room.redaction", 60)


async def what_is_posted_on_matrix_stands_on_discord(both: Community) -> None:
    uri = await both.owner.upload(PNG, "image/png", "x")
    said = await say(both, uri, "photo.png", "m.image", "μια φωτογραφια")
    message = await with_file(both, "photo")
    assert (message.content, message.attachments[0].data) == ("μια φωτογραφια", PNG)
    replaced = {"m.relates_to": {"rel_type": "m.replace", "event_id": said}}
    new = {"msgtype": "m.image", "url": uri, "filename": "photo.png", "body": "μια φωτογραφία"}
    await both.owner.send_event(both.matrix[ROOM], "m.room.message", {**new, **replaced, "m.new_content": new})
    await both.discord.wait_for(lambda: message.content == "μια φωτογραφία", 60)
    assert len(message.attachments) == 1
    spoiler: dict[str, Any] = {"page.codeberg.everypizza.msc4193.spoiler": True}
    await say(both, uri, "secret.png", "m.image", **spoiler)
    assert (await with_file(both, "secret")).attachments[0].filename == "SPOILER_secret.png"


async def what_is_too_large_can_be_fetched_all_the_same(both: Community) -> None:
    data = bytes(11 * 1024 * 1024) + b"end"
    uri = await both.owner.upload(data, "video/mp4", "x")
    said = await say(both, uri, "film.mp4", "m.video", info={"size": len(data)})
    message = await with_file(both, "film.mp4")
    assert "film.mp4 (12 MB)" in message.content
    address = message.content.partition("(<")[2].partition(">)")[0]
    async with ClientSession() as client:
        async with client.get(address) as answer:
            assert await answer.read() == data
        await both.owner.redact(both.matrix[ROOM], said)
        await both.discord.wait_for(lambda: message not in both.discord.messages(both.channels[ROOM]), 20)
        async with client.get(address) as answer:
            assert answer.status == 404


async def pictures_are_seen_on_the_other_side(both: Community) -> None:
    message = await with_file(both, "photo")
    assert message.avatar_url
    async with ClientSession() as client, client.get(message.avatar_url) as answer:
        assert (answer.status, answer.content_type) == (200, "image/png")


async def a_large_file_is_never_whole_in_memory(both: Community) -> None:
    upload = Upload("large.bin", bytes(LARGE))
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        await both.discord.post(both.channels[ROOM], both.teacher, "", attachments=[upload])
        content = await on_matrix(both, "large.bin")
        assert tracemalloc.get_traced_memory()[1] - before < LARGE / 3
    finally:
        tracemalloc.stop()
    assert content["info"]["size"] == LARGE

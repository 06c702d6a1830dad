"""Files on Matrix, both ways over a real homeserver: heard, given out piece by piece, put there, encrypted or named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from nio.crypto import decrypt_attachment

from bot.core.delivery import Action, Part
from bot.core.errors import NoFile, TryLater
from bot.core.events import MessagePosted, Person
from bot.core.ids import PersonRef
from bot.core.ports import ChatPlatform
from bot.core.text import Attachment
from tests.adapters.matrix.conftest import Stage
from tests.adapters.matrix.support import (
    RecordingHost,
    directory,
    matrix_room,
    password_settings,
    platform_for,
    running,
)
from tests.servers.synapse import MatrixAccount, MatrixUser, SynapseServer

PNG = b"\x89PNG\r\n\x1a\n" + bytes(600_000)
SOMEBODY = Person(PersonRef("discord", "7"), "teacher-5")


async def read(platform: ChatPlatform, file: Attachment) -> bytes:
    """Return a file's bytes as the platform gives them."""
    async with platform.open(file) as stream:
        return b"".join([piece async for piece in stream])


async def heard(stage: Stage, **content: Any) -> Attachment:
    """Have the teacher send a file; return what was heard of it."""
    await stage.teacher.send(stage.room_id, "look", content={"filename": "photo.png", **content})
    return (await stage.host.until_said("look")).attachments[0]


async def sent(stage: Stage, file: Attachment, person: Person | None = SOMEBODY) -> dict[str, Any]:
    """Deliver a file; return the event's content."""
    part = Part(f"{file.name}.0", stage.room, Action.POST, as_person=person, attachments=(file,))
    ref = await stage.platform.deliver(part)
    return dict((await stage.teacher.event(stage.room_id, ref.id))["content"])


async def test_a_picture_is_heard_and_given_out(stage: Stage) -> None:
    uri = await stage.teacher.upload(PNG, "image/png", "photo.png")
    info = {"mimetype": "image/png", "size": len(PNG), "w": 640, "h": 480}
    file = await heard(stage, msgtype="m.image", url=uri, info=info)
    assert (file.name, file.content_type, file.size, file.width, file.height) == (
        "photo.png", "image/png", len(PNG), 640, 480,
    )  # fmt: skip
    assert file.home.startswith("https://matrix.to/#/!")
    assert await read(stage.platform, file) == PNG


async def test_spoilers_and_recorded_messages_are_heard_as_such(stage: Stage) -> None:
    uri = await stage.teacher.upload(b"OggS\x00", "audio/ogg", "voice.ogg")
    voice = {"org.matrix.msc3245.voice": {}, "org.matrix.msc1767.audio": {"duration": 2500}}
    file = await heard(stage, msgtype="m.audio", url=uri, **voice, **{"page.codeberg.everypizza.msc4193.spoiler": True})
    assert (file.voice, file.seconds, file.spoiler) == (True, 2.5, True)


async def test_what_is_not_there_is_no_file(stage: Stage) -> None:
    with pytest.raises(NoFile):
        await read(stage.platform, Attachment("a", "mxc://stoa.test/nothing", held_by="matrix"))
    with pytest.raises(NoFile):
        await read(stage.platform, Attachment("a", "https://example.org/a", held_by="matrix"))


async def test_a_platform_that_is_not_connected_gives_no_file_now(stage: Stage, tmp_path: Path) -> None:
    settings = password_settings("http://127.0.0.1:9", stage.account)
    with pytest.raises(TryLater):
        await read(platform_for(settings, directory(), tmp_path / "x"), Attachment("a", "mxc://x/y"))


async def test_a_picture_is_shown_with_its_looks_its_text_and_its_sender(stage: Stage) -> None:
    file = stage.host.shelf.hold("φύλλο.png", PNG, "image/png", description="ένα φύλλο", width=640, height=480)
    content = await sent(stage, file)
    assert (content["msgtype"], content["filename"]) == ("m.image", "φύλλο.png")
    assert content["info"] == {"mimetype": "image/png", "size": len(PNG), "w": 640, "h": 480}
    assert content["body"] == "teacher-5: ένα φύλλο"
    assert content["com.beeper.per_message_profile"]["displayname"] == "teacher-5"
    assert await stage.teacher.download(content["url"]) == PNG


async def test_a_file_is_put_there_once_however_often_its_event_is_sent(stage: Stage) -> None:
    file = stage.host.shelf.hold("plan.pdf", b"%PDF-1.7", "application/pdf")
    first = await sent(stage, file, None)
    stage.host.shelf.files.clear()
    assert await sent(stage, file, None) == first
    assert (first["msgtype"], first["body"], first["info"]["mimetype"]) == ("m.file", "plan.pdf", "application/pdf")
    events = await stage.teacher.messages(stage.room_id)
    assert sum(event["content"].get("body") == "plan.pdf" for event in events) == 1


async def test_a_recorded_message_is_one_and_a_spoiler_is_opened_by_hand(stage: Stage) -> None:
    waves = (("waveform", "00ff"),)
    voice = stage.host.shelf.hold("v.ogg", b"OggS\x00", "audio/ogg", seconds=2.5, voice=True, extra=waves)
    content = await sent(stage, voice)
    assert (content["msgtype"], content["info"]["duration"]) == ("m.audio", 2500)
    assert content["org.matrix.msc3245.voice"] == {}
    assert content["org.matrix.msc1767.audio"] == {"duration": 2500, "waveform": [0, 1024]}
    content = await sent(stage, stage.host.shelf.hold("s.png", PNG, "image/png", spoiler=True))
    assert content["msgtype"] == "m.file"
    assert content["page.codeberg.everypizza.msc4193.spoiler"] is True


async def test_a_type_that_lies_is_not_shown(stage: Stage) -> None:
    page = stage.host.shelf.hold("photo.png", b"<html><script>", "image/png", width=9, height=9)
    content = await sent(stage, page)
    assert (content["msgtype"], content["filename"]) == ("m.file", "photo.png")
    assert content["info"] == {"mimetype": "application/octet-stream", "size": 14}


async def test_what_cannot_be_put_there_is_named_with_the_way_to_it(stage: Stage) -> None:
    home = "https://discord.com/channels/1/2/3"
    large = Attachment("ταινία.mp4", "shelf://x", size=2_000_000_000, held_by="discord", home=home)
    content = await sent(stage, large)
    assert content["msgtype"] == "m.text"
    assert "ταινία.mp4 (2 GB)" in content["body"]
    assert f'href="{home}"' in content["formatted_body"]
    assert content["body"].startswith("teacher-5: ")
    assert "gone.png" in (await sent(stage, Attachment("gone.png", "shelf://gone", held_by="shelf")))["body"]


async def test_what_has_more_bytes_than_the_homeserver_takes_is_named(stage: Stage) -> None:
    content = await sent(stage, stage.host.shelf.hold("lies.bin", bytes(51 * 1024 * 1024), size=3))
    assert (content["msgtype"], "lies.bin" in content["body"]) == ("m.text", True)


async def test_in_an_encrypted_room_files_are_encrypted(
    synapse: SynapseServer,
    matrix_user: Callable[[str], Any],
    matrix_account: Callable[[str], MatrixAccount],
    tmp_path: Path,
) -> None:
    owner: MatrixUser = await matrix_user("teacher-17")
    accounts = [matrix_account("Stoa"), matrix_account("Stoa-2")]
    room = await owner.create_room("Under the rose", invite=[account.user_id for account in accounts])
    await owner.set_state(room, "m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
    hosts = [RecordingHost(), RecordingHost()]
    one, two = (
        platform_for(password_settings(synapse.url, account, device_id=device), directory(room), tmp_path / device)
        for account, device in zip(accounts, ("STOA", "STOA-2"), strict=True)
    )
    async with running(two, hosts[1]), running(one, hosts[0]):
        for words in ("γεια", "και πάλι"):
            await owner.send(room, words)
            for host in hosts:
                await host.until_said(words)
        file = hosts[0].shelf.hold("a.png", PNG, "image/png")
        await one.deliver(Part("t.0", matrix_room(room), Action.POST, attachments=(file,)))
        found = (await hosts[1].until(MessagePosted, lambda event: bool(event.attachments))).attachments[0]
        assert await read(two, found) == PNG
        known, stored = dict(found.extra), await owner.download(found.url)
        assert stored != PNG
        assert decrypt_attachment(stored, known["key"], known["hash"], known["iv"]) == PNG
        for name in ("hash", "key", "iv"):
            wrong = tuple((key, "AAAA" if key == name else value) for key, value in found.extra)
            with pytest.raises(NoFile):
                await read(two, replace(found, extra=wrong))

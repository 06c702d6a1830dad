"""Encrypted rooms: read and written through nio, also after a restart; what cannot be read harms nobody."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from nio import AsyncClient

from bot.adapters.matrix.platform import MatrixPlatform
from tests.adapters.matrix.support import (
    RecordingHost,
    directory,
    matrix_room,
    password_settings,
    platform_for,
    post,
    running,
)
from tests.servers.synapse import MatrixAccount, MatrixUser, SynapseServer


class EncryptingPerson:
    """A person whose client encrypts."""

    def __init__(self, url: str, account: MatrixAccount, store: Path) -> None:
        store.mkdir()
        self.client = AsyncClient(url, account.user_id, account.device_id, str(store))
        self.client.restore_login(account.user_id, account.device_id, account.access_token)

    async def begin(self) -> None:
        """Publish this device's keys and learn the rooms."""
        await self.client.keys_upload()
        await self.client.sync(full_state=True)

    async def say(self, room: str, text: str) -> None:
        """Say something encrypted."""
        await self.client.sync()
        if self.client.should_query_keys:
            await self.client.keys_query()
        content = {"msgtype": "m.text", "body": text}
        await self.client.room_send(room, "m.room.message", content, ignore_unverified_devices=True)

    async def hear(self, text: str) -> None:
        """Return as soon as somebody has said this, encrypted."""
        async with asyncio.timeout(10):
            while True:
                answer = await self.client.sync(timeout=5000)
                events = [event for room in answer.rooms.join.values() for event in room.timeline.events]
                if any(getattr(event, "body", None) == text and event.decrypted for event in events):
                    return


@pytest.fixture
async def teacher(
    synapse: SynapseServer, matrix_account: Callable[[str], MatrixAccount], tmp_path: Path
) -> AsyncIterator[EncryptingPerson]:
    """Connect a teacher with an encrypting client."""
    person = EncryptingPerson(synapse.url, matrix_account("teacher-17"), tmp_path / "teacher")
    await person.begin()
    yield person
    await person.client.close()


@pytest.fixture
async def room(synapse: SynapseServer, teacher: EncryptingPerson) -> str:
    """Make an encrypted room."""
    encryption = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
    rule = {"type": "m.room.join_rules", "state_key": "", "content": {"join_rule": "public"}}
    return str((await teacher.client.room_create(initial_state=[encryption, rule])).room_id)


async def test_both_ways_and_after_a_restart(
    synapse: SynapseServer,
    matrix_account: Callable[[str], MatrixAccount],
    teacher: EncryptingPerson,
    room: str,
    tmp_path: Path,
) -> None:
    account, host = matrix_account("Stoa"), RecordingHost()

    def bot() -> MatrixPlatform:
        return platform_for(password_settings(synapse.url, account), directory(room), tmp_path / "bot")

    async with running(bot(), host) as platform:
        await teacher.say(room, "under the rose")
        await host.until_said("under the rose")
        await platform.deliver(post(matrix_room(room), "as you wish", "token.0"))
        await teacher.hear("as you wish")
    await teacher.say(room, "said while you were away")
    async with running(bot(), host) as platform:
        await host.until_said("said while you were away")
        await platform.deliver(post(matrix_room(room), "I am back", "token.1"))
        await teacher.hear("I am back")

    assert host.said() == ["under the rose", "said while you were away"]


async def test_what_cannot_be_decrypted_is_passed_over(
    synapse: SynapseServer,
    matrix_account: Callable[[str], MatrixAccount],
    matrix_user: Callable[[str], Any],
    room: str,
    tmp_path: Path,
) -> None:
    account, host = matrix_account("Stoa"), RecordingHost()
    pupil: MatrixUser = await matrix_user("participant-3")
    await pupil.join(room)
    unreadable = {
        "algorithm": "m.megolm.v1.aes-sha2",
        "ciphertext": "AwgAEnACgAkLmt6qF84IK++J7UDH2Za1YVchHyprqTqsg",
        "device_id": "GONE",
        "sender_key": "IlRMeOPX2e0MurIyfWEucYBRVOEEUMrOHqn/8mLqMjA",
        "session_id": "X3lUlvLELLYxeTx4yOVu6UDpasGEVO0Jbu+QFnm0cKQ",
    }
    settings = password_settings(synapse.url, account)
    async with running(platform_for(settings, directory(room), tmp_path / "bot"), host):
        await pupil.send_event(room, "m.room.encrypted", unreadable)
        await pupil.send(room, "I forgot to encrypt")
        await host.until_said("I forgot to encrypt")

    assert len(host.events) == 1

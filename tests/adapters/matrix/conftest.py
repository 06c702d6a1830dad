"""A room with a teacher in it, and the bot running there."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp
import pytest

from bot.adapters.matrix.platform import MatrixPlatform
from bot.core.ids import RoomRef
from tests.adapters.matrix.encrypting import Den, EncryptingPerson
from tests.adapters.matrix.served import Service, at_home
from tests.adapters.matrix.support import (
    RecordingHost,
    directory,
    matrix_room,
    password_settings,
    platform_for,
    running,
)
from tests.servers.fixtures_synapse import ServedSynapse
from tests.servers.synapse import MatrixAccount, MatrixUser, SynapseServer


@dataclass(frozen=True)
class Stage:
    """A room, the teacher who made it, and the bot that is at home in it."""

    teacher: MatrixUser
    account: MatrixAccount
    room_id: str
    room: RoomRef
    host: RecordingHost
    platform: MatrixPlatform


@pytest.fixture
async def stage(
    synapse: SynapseServer,
    matrix_user: Callable[[str], Awaitable[MatrixUser]],
    matrix_account: Callable[[str], MatrixAccount],
    tmp_path: Path,
) -> AsyncIterator[Stage]:
    """Run the bot in a room that a teacher made; password login, a fresh store."""
    teacher, account = await matrix_user("teacher-17"), matrix_account("Stoa")
    room_id = await teacher.create_room("Staff room", invite=[account.user_id])
    host = RecordingHost()
    platform = platform_for(password_settings(synapse.url, account), directory(room_id), tmp_path / "matrix")
    async with running(platform, host):
        yield Stage(teacher, account, room_id, matrix_room(room_id), host, platform)


def joined(user_id: str) -> Callable[[dict[str, object]], bool]:
    """Return a test for the event with which somebody comes into a room."""

    def is_join(event: dict[str, object]) -> bool:
        content = event["content"]
        return event.get("state_key") == user_id and isinstance(content, dict) and content.get("membership") == "join"

    return is_join


@pytest.fixture
async def encrypting(
    synapse: SynapseServer, matrix_account: Callable[[str], MatrixAccount], tmp_path: Path
) -> AsyncIterator[Callable[..., Awaitable[EncryptingPerson]]]:
    """Connect people with encrypting clients, by name."""
    people: list[EncryptingPerson] = []

    async def connect(name: str, account: MatrixAccount | None = None) -> EncryptingPerson:
        person = EncryptingPerson(synapse.url, account or matrix_account(name), tmp_path / name)
        people.append(person)
        await person.begin()
        return person

    yield connect
    for person in people:
        await person.client.close()
        person.client.store.database.close()


@pytest.fixture
async def den(
    synapse: SynapseServer,
    matrix_account: Callable[[str], MatrixAccount],
    secretive: EncryptingPerson,
    tmp_path: Path,
) -> Den:
    """Prepare the bot of two encrypted rooms that a teacher made."""
    rooms = [await secretive.make_room() for _ in range(2)]
    return Den(synapse.url, matrix_account("Stoa"), tmp_path / "bot", *rooms)


@pytest.fixture
async def secretive(encrypting: Callable[[str], Awaitable[EncryptingPerson]]) -> EncryptingPerson:
    """Connect a teacher with an encrypting client."""
    return await encrypting("teacher-17")


@pytest.fixture
async def sibling(den: Den, encrypting: Callable[..., Awaitable[EncryptingPerson]]) -> EncryptingPerson:
    """Connect another device of the bot's own account."""
    async with aiohttp.ClientSession() as http:
        identifier = {"type": "m.id.user", "user": den.account.user_id}
        login = {"type": "m.login.password", "identifier": identifier, "password": den.account.password}
        async with http.post(f"{den.url}/_matrix/client/v3/login", json={**login, "device_id": "SIBLING"}) as answer:
            token = (await answer.json())["access_token"]
    return await encrypting("sibling", replace(den.account, access_token=token, device_id="SIBLING"))


@pytest.fixture
async def service(served_synapse: ServedSynapse, tmp_path: Path) -> AsyncIterator[Service]:
    """A room that the bot may join; the bot is not running."""
    async with at_home(served_synapse, tmp_path / "matrix") as service:
        yield service

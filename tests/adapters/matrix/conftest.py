"""A room with a teacher in it, and the bot running there."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.adapters.matrix.platform import MatrixPlatform
from bot.core.ids import RoomRef
from tests.adapters.matrix.support import (
    RecordingHost,
    directory,
    matrix_room,
    password_settings,
    platform_for,
    running,
)
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

"""What the tests of the Matrix adapter share: an engine that may fail, a clock that holds, and a bot that runs."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.adapters.matrix.platform import MatrixPlatform
from bot.core.delivery import Action, Part
from bot.core.events import Event
from bot.core.ids import PersonRef, RoomRef
from bot.core.ports import Clock
from bot.core.rooms import Room, Rooms
from bot.core.text import RichText
from bot.engine.clock import SystemClock
from config.settings import MatrixSettings
from tests import recording
from tests.servers.synapse import MatrixAccount


class RecordingHost(recording.RecordingHost):
    """A host that keeps every event it is told, those told twice too, and that may fail to commit."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[Exception] = []
        """What the next calls of `receive` raise."""

    async def receive(self, platform: str, events: Sequence[Event], cursors: Mapping[str, str]) -> None:
        if self.faults:
            raise self.faults.pop(0)
        async with self._changed:
            self.events += events
            self.saved |= cursors
            self._changed.notify_all()

    async def until_told(self, number: int = 1) -> list[str]:
        """Return what the admins were told, once they were told so many things; fails after 30 seconds."""
        async with asyncio.timeout(30), self._changed:
            await self._changed.wait_for(lambda: len(self.warned) >= number)
            return list(self.warned.values())


class LaterClock(SystemClock):
    """A clock that the test puts forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead

    def monotonic(self) -> float:
        return super().monotonic() + self.ahead.total_seconds()


class HeldClock(SystemClock):
    """A clock whose sleepers are woken by the test: `asleep` tells that somebody sleeps, `woken` lets all go on."""

    def __init__(self) -> None:
        self.asleep = asyncio.Event()
        self.woken = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.asleep.set()
        await self.woken.wait()


def directory(*places: str) -> Rooms:
    """Return one room for each place, named by its number."""
    return Rooms(tuple(Room(f"room-{n}", f"Room {n}", (RoomRef("matrix", place),)) for n, place in enumerate(places)))


def password_settings(url: str, account: MatrixAccount, **others: Any) -> MatrixSettings:
    """Return settings that log an account in by its password."""
    return MatrixSettings(homeserver=url, user=account.user_id, password=account.password, **others)


def token_settings(url: str, account: MatrixAccount, **others: Any) -> MatrixSettings:
    """Return settings with an account's token."""
    return MatrixSettings(homeserver=url, user=account.user_id, token=account.access_token, **others)


def platform_for(
    settings: MatrixSettings, rooms: Rooms, store: Path, clock: Clock | None = None, **others: Any
) -> MatrixPlatform:
    """Return a platform that is not running yet."""
    return MatrixPlatform(settings, rooms, clock or SystemClock(), store, **others)


@asynccontextmanager
async def running(platform: MatrixPlatform, host: RecordingHost) -> AsyncIterator[MatrixPlatform]:
    """Run a platform until the end of the block, as `tests.recording.running`, and give it."""
    async with recording.running(platform, host):
        yield platform


async def run_to_its_end(platform: MatrixPlatform, host: RecordingHost, act: Callable[[], Awaitable[object]]) -> None:
    """Run a platform, act as soon as it is ready, and wait until it ends by itself; raises what ended it."""
    run = asyncio.create_task(platform.run(host))
    try:
        await platform.ready()
        await act()
        await asyncio.wait_for(run, 60)
    finally:
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)


def post(room: RoomRef, text: str, token: str, **others: Any) -> Part:
    """Return a part that posts a plain text."""
    return Part(token, room, Action.POST, RichText.plain(text), **others)


def matrix_room(id: str) -> RoomRef:
    """Return a room by its configured name."""
    return RoomRef("matrix", id)


def matrix_person(user_id: str) -> PersonRef:
    """Return a person by user id."""
    return PersonRef("matrix", user_id)


LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)

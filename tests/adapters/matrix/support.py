"""What the tests of the Matrix adapter share: an engine that remembers what it was told, and a bot that runs."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.adapters.matrix.platform import MatrixPlatform
from bot.core.commands import Asked, CommandSpec, Reply
from bot.core.delivery import Action, Part
from bot.core.events import Event, MessagePosted
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.ports import Clock, CommandCall
from bot.core.rooms import Room, Rooms
from bot.core.text import RichText
from bot.engine.clock import SystemClock
from config.settings import MatrixSettings
from tests.servers.synapse import MatrixAccount


class RecordingHost:
    """A `bot.core.ports.Host` that keeps events and cursors in memory, as they come and not deduplicated."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.saved: dict[str, str] = {}
        self.faults: list[Exception] = []
        """What the next calls of `receive` raise."""
        self._changed = asyncio.Condition()

    async def receive(self, platform: str, events: Sequence[Event], cursors: Mapping[str, str]) -> None:
        assert platform == "matrix"
        async with self._changed:
            self._changed.notify_all()
            if self.faults:
                raise self.faults.pop(0)
            self.events += events
            self.saved |= cursors

    async def cursors(self, platform: str) -> Mapping[str, str]:
        assert platform == "matrix"
        return dict(self.saved)

    async def command(self, id: str, line: str | CommandCall, asked: Asked) -> Reply:
        raise LookupError(f"no command {line}")

    async def choose(self, token: str, number: int, asked: Asked) -> Reply:
        raise LookupError(f"no choice {number}")

    def specs(self) -> tuple[CommandSpec, ...]:
        return ()

    def translate(self, language: str, message: str) -> str:
        return message

    async def delivered(self, ref: MessageRef) -> bool:
        return False

    async def until(self, fits: Callable[[Event], bool], within: float = 10.0) -> Any:
        """Return the first event that fits, now or as soon as it comes."""
        async with asyncio.timeout(within), self._changed:
            while (found := next(filter(fits, self.events), None)) is None:
                await self._changed.wait()
            return found

    async def until_said(self, text: str) -> MessagePosted:
        """Return the first message with this text."""
        found = await self.until(lambda event: isinstance(event, MessagePosted) and str(event.text) == text)
        assert isinstance(found, MessagePosted)
        return found

    def said(self) -> list[str]:
        """Return the texts of all messages, in their order."""
        return [str(event.text) for event in self.events if isinstance(event, MessagePosted)]


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
    """Run a platform until the end of the block; ready when the block begins. Raises what ended it before."""
    run = asyncio.create_task(platform.run(host))
    ready = asyncio.create_task(platform.ready())
    try:
        await asyncio.wait({run, ready}, return_when=asyncio.FIRST_COMPLETED)
        if run.done():
            run.result()
        yield platform
    finally:
        ready.cancel()
        await platform.stop()
        await asyncio.gather(run, ready, return_exceptions=True)
    await run


async def run_to_its_end(platform: MatrixPlatform, host: RecordingHost, act: Callable[[], Awaitable[object]]) -> None:
    """Run a platform, act as soon as it is ready, and wait until it ends by itself; raises what ended it."""
    run = asyncio.create_task(platform.run(host))
    try:
        await platform.ready()
        await act()
        await asyncio.wait_for(run, 20)
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

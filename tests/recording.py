"""An engine that remembers what it was told: the other side of a platform in the tests of the adapters."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypeVar

from bot.core.commands import Asked, CommandSpec, Reply
from bot.core.emoji import qualified
from bot.core.events import Event, MessagePosted, Person, Reacted, Unreacted
from bot.core.files import LocalFile
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.ports import ChatPlatform, CommandCall
from bot.core.text import Attachment
from bot.engine.clock import SystemClock
from bot.engine.files import Files
from tests.fakes import FakePlatform

_Kind = TypeVar("_Kind", bound=Event)


class RecordingHost:
    """A `bot.core.ports.Host` that keeps cursors, and each event once, in memory."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.saved: dict[str, str] = {}
        self.warned: dict[str, str] = {}
        """What the admins were told, by what it was about."""
        self.typed: list[RoomRef] = []
        """Where somebody typed."""
        self._changed = asyncio.Condition()
        self.shelf = FakePlatform("shelf")
        """Holds the files that a test delivers; `platforms` may hold others."""
        self.platforms: dict[str, ChatPlatform] = {"shelf": self.shelf}
        self._files = Files(self.platforms, SystemClock())

    async def receive(self, platform: str, events: Sequence[Event], cursors: Mapping[str, str]) -> None:
        async with self._changed:
            known = {event.id for event in self.events}
            self.events += [event for event in events if event.id not in known]
            self.saved |= cursors
            self._changed.notify_all()

    async def cursors(self, platform: str) -> Mapping[str, str]:
        return dict(self.saved)

    async def command(self, id: str, line: str | CommandCall, asked: Asked) -> Reply:
        raise LookupError(f"no command {line}")

    async def choose(self, token: str, number: int, asked: Asked) -> Reply:
        raise LookupError(f"no choice {number}")

    def specs(self) -> tuple[CommandSpec, ...]:
        return ()

    def typing(self, place: RoomRef) -> None:
        self.typed.append(place)

    def translate(self, language: str, message: str, /, **values: object) -> str:
        return message.format(**values)

    async def delivered(self, ref: MessageRef) -> bool:
        return False

    async def heard(self, first: MessageRef, last: MessageRef) -> Sequence[MessageRef]:
        told = [event.ref for event in self.events if isinstance(event, MessagePosted)]
        return [ref for ref in told if str(first) <= str(ref) <= str(last)]

    async def reactions(self, messages: Sequence[MessageRef]) -> Mapping[MessageRef, frozenset[tuple[PersonRef, str]]]:
        given: dict[MessageRef, set[tuple[PersonRef, str]]] = {ref: set() for ref in messages}
        for event in self.events:
            if isinstance(event, Reacted) and event.ref in given:
                given[event.ref].add((event.person.ref, qualified(event.emoji)))
            elif isinstance(event, Unreacted) and event.ref in given:
                given[event.ref].discard((event.person.ref, qualified(event.emoji)))
        return {ref: frozenset(found) for ref, found in given.items()}

    async def warn(self, about: str, sentence: str, /, **values: object) -> None:
        async with self._changed:
            self.warned.setdefault(about, sentence.format(**values))
            self._changed.notify_all()

    async def until_warned(self) -> str:
        """Return the first thing that the admins were told, now or as soon as they are; fails after 30 seconds."""
        async with asyncio.timeout(30), self._changed:
            await self._changed.wait_for(lambda: self.warned)
        return next(iter(self.warned.values()))

    def file(self, file: Attachment, limit: int) -> AbstractAsyncContextManager[LocalFile]:
        return self._files.file(file, limit)

    async def public(self, file: Attachment) -> str | None:
        return await self._files.public(file)

    def picture(self, person: Person) -> str | None:
        return self._files.picture(person)

    async def until(self, kind: type[_Kind], fits: Callable[[_Kind], bool] = lambda event: True) -> _Kind:
        """Return the first event of a kind that fits, now or as soon as it comes; fails after 30 seconds."""
        async with asyncio.timeout(30), self._changed:
            while True:
                for event in self.events:
                    if isinstance(event, kind) and fits(event):
                        return event
                await self._changed.wait()

    async def until_said(self, text: str) -> MessagePosted:
        """Return the first message whose visible characters are these."""
        return await self.until(MessagePosted, lambda event: str(event.text) == text)

    async def until_more_than(self, number: int) -> None:
        """Return when more than so many events have come; fails after 30 seconds."""
        async with asyncio.timeout(30), self._changed:
            await self._changed.wait_for(lambda: len(self.events) > number)

    def said(self) -> list[str]:
        """Return the visible characters of every message, in order."""
        return [str(event.text) for event in self.events if isinstance(event, MessagePosted)]


@asynccontextmanager
async def running(platform: ChatPlatform, host: RecordingHost) -> AsyncIterator[None]:
    """Run a platform until the end of the block; it is ready when the block begins. Raises what ended it before."""
    run = asyncio.create_task(platform.run(host))
    ready = asyncio.create_task(platform.ready())
    try:
        await asyncio.wait({run, ready}, return_when=asyncio.FIRST_COMPLETED)
        if run.done():
            run.result()
        yield
    finally:
        ready.cancel()
        await platform.stop()
        await asyncio.gather(run, ready, return_exceptions=True)
    await run

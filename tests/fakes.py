"""Our own two ports, played: a clock that the test moves, and a platform without a network."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from bot.core.delivery import Action, Delivery, Part
from bot.core.errors import NoFile
from bot.core.events import Event, MessageDeleted, MessageEdited, MessagePosted, Person, Reacted, Unreacted
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.occasions import Occasion
from bot.core.ports import Allowance, Capabilities, Host, Limit
from bot.core.split import split
from bot.core.text import Attachment, RichText

START = datetime(2027, 1, 12, 10, 0, tzinfo=UTC)


class FakeClock:
    """Time stands still until `advance`."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now
        self._began = now
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._numbers = count()

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return (self._now - self._began).total_seconds()

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + timedelta(seconds=seconds), next(self._numbers), woken))
        await woken

    async def advance(self, seconds: float) -> None:
        """Let time pass and wake whoever slept so long, in order."""
        until = self._now + timedelta(seconds=seconds)
        while self._sleepers and self._sleepers[0][0] <= until:
            self._now, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                woken.set_result(None)
            await settle()
        self._now = until

    def passed(self, seconds: float) -> None:
        """Let time pass while nobody sleeps; from any thread."""
        self._now += timedelta(seconds=seconds)

    @property
    def sleeping(self) -> bool:
        """Whether anybody sleeps."""
        return any(not woken.done() for *_, woken in self._sleepers)


async def settle() -> None:
    """Let every task go on until it waits for something outside the loop."""
    for _ in range(20):
        await asyncio.sleep(0)


@dataclass
class Shown:
    """A message in a room of the fake platform."""

    ref: MessageRef
    part: Part
    text: str
    edits: int = 0
    deleted: bool = False
    reactions: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    pinned: bool = False
    published: bool = False


class FakePlatform:
    """A platform in memory: rooms as lists of what was shown in them."""

    def __init__(self, name: str = "fake", *, limit: int = 2000, capabilities: Capabilities | None = None) -> None:
        self.name = name
        self.capabilities = capabilities or Capabilities(remembers_tokens=True, light_threads=True, pins=True)
        self.shown: dict[RoomRef, list[Shown]] = {}
        self.faults: list[Callable[[Part], Exception | None]] = []
        """The next deliveries: each may raise before anything is shown."""
        self.lost_answers: list[Exception] = []
        """The next deliveries are shown, but their answer is this error."""
        self.limits: dict[bool, tuple[Limit, ...]] = {True: (), False: ()}
        """What may be said as somebody (True) and as the bot."""
        self.one_budget = True
        self._limit, self._file_limit = limit, 1_000_000
        self._tokens: dict[str, MessageRef] = {}
        self._ids = count(1)
        self._up, self._stopped = asyncio.Event(), asyncio.Event()
        self.host: Host | None = None
        self.unheard: list[Event] = []
        """What happened while nobody listened; a first start does not hear of it."""
        self.reacts_as_people = False
        self.groups: dict[PersonRef, frozenset[str]] = {}
        """What is known of people who have not spoken."""
        self.entries: dict[RoomRef, RoomRef | Exception] = {}
        """What comes of going into a room, where it is not simply that room."""
        self.followed: set[RoomRef] = set()
        """Rooms from which messages can be passed on."""
        self.slowed: dict[RoomRef, int] = {}
        self.lacking: dict[RoomRef, tuple[str, ...]] = {}
        self.typing_shown: list[RoomRef] = []
        self.typing_fails: set[RoomRef] = set()
        self.falls: list[Exception] = []
        """The next runs end at once with these."""
        self.files: dict[str, bytes] = {}
        """The files that the platform holds, by their address."""
        self.occasions: dict[str, Occasion] = {}
        """What the platform's own calendar shows, by id."""
        self.lost_files: list[Exception] = []
        """What the next streams of files end with, after the first piece."""

    async def run(self, host: Host) -> None:
        if self.falls:
            raise self.falls.pop(0)
        missed, self.unheard = self.unheard, []
        await host.receive(self.name, missed if await host.cursors(self.name) else [], {"heard": "1"})
        self.host = host
        self._up.set()
        await self._stopped.wait()
        self._up.clear()
        self.host = None

    async def ready(self) -> None:
        await self._up.wait()

    async def stop(self) -> None:
        self._stopped.set()

    def split(self, delivery: Delivery) -> tuple[RichText, ...]:
        return split(delivery.text, self._limit, lambda text: len(str(text))) or (delivery.text,)

    def allowance(self, to: RoomRef, *, as_person: bool) -> Allowance:
        who = "account" if self.one_budget else "person" if as_person else "bot"
        return Allowance(f"{who} {to.id}", self.limits[as_person])

    def link_to(self, message: MessageRef) -> str:
        return f"https://{self.name}.example/{message.room.id}/{message.id}"

    async def typing(self, place: RoomRef) -> None:
        self.typing_shown.append(place)
        if place in self.typing_fails:
            raise OSError("not now")

    def reacts_for_each(self, place: RoomRef) -> bool:
        return self.reacts_as_people

    def publishes(self, place: RoomRef) -> bool:
        return place in self.followed

    def messages_at(self, written: str) -> tuple[MessageRef, ...]:
        here = f"https://{self.name}.example/"
        return (MessageRef.parse(f"{self.name}:{written.removeprefix(here)}"),) if written.startswith(here) else ()

    def place_at(self, written: str) -> RoomRef | None:
        here = f"<{self.name}:"
        return RoomRef(self.name, written.removeprefix(here).rstrip(">")) if written.startswith(here) else None

    async def enter(self, place: RoomRef) -> RoomRef:
        found = self.entries.get(place, place)
        if isinstance(found, Exception):
            raise found
        return found

    async def slow(self, place: RoomRef, seconds: int) -> None:
        if isinstance(error := self.entries.get(place), Exception):
            raise error
        self.slowed[place] = seconds

    def missing(self, place: RoomRef) -> tuple[str, ...]:
        return self.lacking.get(place, ())

    def groups_of(self, person: PersonRef) -> frozenset[str]:
        return self.groups.get(person, frozenset())

    async def deliver(self, part: Part) -> MessageRef:
        if self.faults and (error := self.faults.pop(0)(part)):
            raise error
        files = await self._fetched(part)
        ref = self._do(part)
        if files:
            self.last(part.to).files |= files
        if self.lost_answers:
            raise self.lost_answers.pop(0)
        return ref

    async def find_delivered(self, part: Part, since: datetime) -> MessageRef | None:
        if part.occasion is not None:
            marks = {shown.mark: MessageRef(part.to, number) for number, shown in self.occasions.items()}
            return marks.get(part.occasion.mark)
        found = (s.ref for s in self.shown.get(part.to, []) if s.part.token == part.token)
        return next(found, None)

    @asynccontextmanager
    async def open(self, file: Attachment) -> AsyncIterator[AsyncIterator[bytes]]:
        if file.url not in self.files:
            raise NoFile("gone")
        yield self._pieces(self.files[file.url])

    async def _pieces(self, data: bytes) -> AsyncIterator[bytes]:
        for start in range(0, len(data), 1024):
            yield data[start : start + 1024]
            if self.lost_files:
                raise self.lost_files.pop(0)

    async def _fetched(self, part: Part) -> dict[str, bytes]:
        """Return the bytes of a part's files by name, as far as they can be had."""
        host, fetched = self.host, dict[str, bytes]()
        for file in part.attachments:
            if host is None:
                break
            with suppress(NoFile):
                async with host.file(file, self._file_limit) as local:
                    fetched[file.name] = local.data.read()
        return fetched

    def hold(self, name: str, data: bytes, content_type: str = "application/octet-stream", **more: Any) -> Attachment:
        """Keep a file; return it as it comes with a message."""
        url = f"{self.name}://{name}"
        self.files[url] = data
        return Attachment(name, url, content_type, more.pop("size", len(data)), held_by=self.name, **more)

    def texts(self, room: RoomRef) -> list[str]:
        """Return what stands in a room now."""
        return [shown.text for shown in self.shown.get(room, []) if not shown.deleted]

    def last(self, room: RoomRef) -> Shown:
        """Return the newest message of a room."""
        return self.shown[room][-1]

    async def hear(self, *events: Event, **cursors: str) -> None:
        """Report events to the host, as if they had happened."""
        assert self.host is not None
        await self.host.receive(self.name, events, cursors)

    async def happen(self, event: Event, text: str | None = None) -> None:
        """Let something happen in a room, heard now or at the next start; `text` is what is shown of a message."""
        if text is not None and isinstance(event, MessagePosted):
            room = event.ref.room
            part = Part("", room, Action.POST, event.text, event.author)
            self.shown.setdefault(room, []).append(Shown(event.ref, part, text))
        if self.host is None:
            self.unheard.append(event)
        else:
            await self.host.receive(self.name, [event], {})

    def _do(self, part: Part) -> MessageRef:
        if part.action is Action.SCHEDULE:
            return self._schedule(part)
        if part.action is not Action.POST:
            return self._change(part)
        if self.capabilities.remembers_tokens and part.token in self._tokens:
            return self._tokens[part.token]
        ref = MessageRef(part.to, f"own-{next(self._ids)}")
        self._tokens[part.token] = ref
        self.shown.setdefault(part.to, []).append(Shown(ref, part, str(part.text)))
        return ref

    def _schedule(self, part: Part) -> MessageRef:
        assert part.occasion is not None
        ref = part.target or MessageRef(part.to, f"occasion-{next(self._ids)}")
        self.occasions[ref.id] = part.occasion
        return ref

    def _change(self, part: Part) -> MessageRef:
        assert part.target is not None
        shown = next((s for s in self.shown.get(part.to, []) if s.ref == part.target), None)
        if shown is not None and part.action is Action.EDIT:
            shown.text, shown.edits = str(part.text), shown.edits + 1
            if part.bare:
                shown.part = replace(shown.part, attachments=())
        elif shown is not None and part.action is Action.DELETE:
            shown.deleted = True
        elif shown is not None and part.action is Action.PUBLISH:
            shown.published = True
        elif shown is not None and part.action in (Action.PIN, Action.UNPIN):
            shown.pinned = part.action is Action.PIN
        elif shown is not None and part.action is Action.UNREACT:
            shown.reactions.remove(_given(part))
        elif shown is not None and _given(part) not in shown.reactions:
            shown.reactions.append(_given(part))
        return part.target


def _given(part: Part) -> str:
    return f"{part.emoji} {part.as_person.name}" if part.as_person else part.emoji


def person(name: str = "teacher-17", platform: str = "fake", *groups: str, bot: bool = False) -> Person:
    """Return a person whose account is named like them."""
    return Person(PersonRef(platform, name), name, groups=frozenset(groups), bot=bot)


def posted(
    room: RoomRef,
    text: str | RichText,
    by: Person | None = None,
    *,
    id: str = "1",
    at: datetime = START,
    reply_to: MessageRef | None = None,
    thread: MessageRef | None = None,
    addressed: bool = False,
    attachments: tuple[Attachment, ...] = (),
) -> MessagePosted:
    """Return a message as a platform reports it."""
    rich = RichText.plain(text) if isinstance(text, str) else text
    author = by or person(platform=room.platform)
    return MessagePosted(MessageRef(room, id), author, at, rich, reply_to, thread, attachments, addressed)


def edited(
    before: MessagePosted, text: str, revision: str = "1", attachments: tuple[Attachment, ...] | None = None
) -> MessageEdited:
    """Return the edit of a message; its files are as they were unless they are given."""
    files = before.attachments if attachments is None else attachments
    return MessageEdited(before.ref, before.author, before.at, revision, RichText.plain(text), files)


def deleted(before: MessagePosted) -> MessageDeleted:
    """Return the deletion of a message."""
    return MessageDeleted(before.ref, before.at)


def reacted(ref: MessageRef, emoji: str, by: Person, *, at: datetime = START, instance: str = "1") -> Reacted:
    """Return a reaction to a message."""
    return Reacted(ref, by, emoji, at, instance)


def unreacted(ref: MessageRef, emoji: str, by: Person, *, at: datetime = START, instance: str = "2") -> Unreacted:
    """Return that a reaction was taken back."""
    return Unreacted(ref, by, emoji, at, instance)

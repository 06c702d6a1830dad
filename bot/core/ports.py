"""The ports: what is asked of a platform, of time and of a model, and what a platform may ask of the engine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.commands import Asked, CommandSpec, Reply
from bot.core.delivery import Delivery, Part
from bot.core.events import Event, Person
from bot.core.files import LocalFile
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import Attachment, RichText


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds on a clock that never goes back, for measuring waits."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return when so many seconds have passed."""
        ...


class Embedder(Protocol):
    """A model that turns texts into vectors: the nearer two texts in meaning, the greater the product of the two."""

    @property
    def name(self) -> str:
        """What makes vectors comparable: those of one name are of one model, used in one way."""
        ...

    def embed(self, texts: Sequence[str], *, asked: bool) -> list[bytes]:
        """Return each text's vector, of unit length, as little-endian half-precision floats.

        `asked` for questions, otherwise for what answers them. It takes milliseconds a text and may be called from any
        thread, but not in the event loop.
        """
        ...


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do; the engine and the cogs ask here and never by the platform's name.

    `remembers_tokens`: sending the same token twice is sending once, whoever it is shown as. Where that is false, a
    part whose outcome is unknown is looked for with `find_delivered` before it is sent again. `light_threads`: a thread
    under a message costs nobody anything, so that answers open one; elsewhere they are plain replies. `free_reactions`:
    a reaction may be any text, such as the ``:name:`` of another platform's own emoji; elsewhere it is an emoji of
    Unicode or one of the platform's own. `files_with_text`: how many files go into one message with its text; where
    that is 0, each file is a message of its own after those of the text. `native_events`: there is a calendar of the
    platform's own (`RoomRef.calendar`) that takes a SCHEDULE; who is interested in an occasion there is reported as
    reacting to it with `INTERESTED`. `slow_mode`: a room can itself hold people back who write too fast.
    """

    buttons: bool = False
    reactions: bool = True
    remembers_tokens: bool = False
    light_threads: bool = False
    free_reactions: bool = False
    slow_mode: bool = False
    pins: bool = False
    native_events: bool = False
    files_with_text: int = 0


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` messages in so many seconds."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much may be said in a room: `bucket` names what the platform counts together.

    `limits` are those that are known beforehand; where there are none, a refusal (`TryLater` with its wait) tells.
    """

    bucket: str
    limits: tuple[Limit, ...] = ()


class Host(Protocol):
    """What a platform is given when it runs: where to bring what it hears, and what it may ask."""

    async def receive(self, platform: str, events: Sequence[Event], cursors: Mapping[str, str]) -> None:
        """Take events in their order together with the cursors that cover them; returns once both are committed.

        Events that were seen before are dropped. Raises on a database error: the platform must then not advance.
        """
        ...

    async def cursors(self, platform: str) -> Mapping[str, str]:
        """Return the cursors last committed, by name (a sync token, a channel's last message)."""
        ...

    async def command(self, id: str, line: str | CommandCall, asked: Asked) -> Reply:
        """Run a command that must be answered at once (a slash command); `id` makes a redelivery run it once."""
        ...

    async def choose(self, token: str, number: int, asked: Asked) -> Reply:
        """Run the choice with a number (from 1) that was offered with the message of a delivery's token."""
        ...

    def specs(self) -> tuple[CommandSpec, ...]:
        """Return every command."""
        ...

    def typing(self, place: RoomRef) -> None:
        """Take that somebody types in a room now, to be shown in its other places; returns at once."""
        ...

    def translate(self, language: str, message: str, /, **values: object) -> str:
        """Return a sentence of the catalogues (such as a command's description) in a language, with its values."""
        ...

    async def delivered(self, ref: MessageRef) -> bool:
        """Tell whether a message is one of our own deliveries (for a platform that cannot tell by the sender)."""
        ...

    async def heard(self, first: MessageRef, last: MessageRef) -> Sequence[MessageRef]:
        """Return the messages received lately whose ids stand from one to another, in the order of their characters."""
        ...

    async def reactions(self, messages: Sequence[MessageRef]) -> Mapping[MessageRef, frozenset[tuple[PersonRef, str]]]:
        """Return who gives which emoji to each message in its place, as far as we were told.

        Messages whose reactions nobody follows are left out, as are emoji in any but their qualified form.
        """
        ...

    def file(self, file: Attachment, limit: int) -> AbstractAsyncContextManager[LocalFile]:
        """Fetch a file from the platform that holds it onto the disk, at most so many bytes; it goes with the context.

        Raises NoFile (TooLarge beyond the limit), or TryLater where its platform cannot be reached.
        """
        ...

    async def public(self, file: Attachment) -> str | None:
        """Return a web address where anybody who has it may fetch a file; None where there is none.

        It is good for some weeks, but not once the message that the file came with is deleted, or its author forgotten.
        """
        ...

    def picture(self, person: Person) -> str | None:
        """Return a web address where anybody may see a person's picture; None where there is none."""
        ...

    async def warn(self, about: str, sentence: str, /, **values: object) -> None:
        """Tell the admins' rooms a sentence (a msgid) once for what it is about, also over restarts, for a week.

        `values` fill its ``{placeholders}``: a datetime (aware) is written as a moment in the room's zone, a `RoomRef`
        by its room's name.
        """
        ...


@dataclass(frozen=True, slots=True)
class CommandCall:
    """A command whose arguments the platform has already taken apart, by parameter name."""

    name: str
    arguments: Mapping[str, object]


class ChatPlatform(Protocol):
    """A chat platform, seen from the engine."""

    name: str
    capabilities: Capabilities

    async def run(self, host: Host) -> None:
        """Connect, catch up from the cursors, report events until `stop`; raises PlatformError when it cannot."""
        ...

    async def ready(self) -> None:
        """Return once deliveries are possible."""
        ...

    async def stop(self) -> None:
        """Stop receiving and close; `run` returns soon after."""
        ...

    def split(self, delivery: Delivery) -> tuple[RichText, ...]:
        """Cut a text into as many messages as the platform's length limit needs; at least one. Pure."""
        ...

    def allowance(self, to: RoomRef, *, as_person: bool) -> Allowance:
        """Return how much may be said in a room, shown as somebody's or as the bot's own. Pure."""
        ...

    def link_to(self, message: MessageRef) -> str:
        """Return the address under which people read a message; empty where it has none. Pure."""
        ...

    async def typing(self, place: RoomRef) -> None:
        """Show in a room for some seconds that somebody types; where that cannot be, nothing happens or it raises."""
        ...

    def reacts_for_each(self, place: RoomRef) -> bool:
        """Tell whether a REACT `as_person` is shown in a place as that person's own, not as the bot's. Pure."""
        ...

    def publishes(self, place: RoomRef) -> bool:
        """Tell whether what is posted in a place can be passed on to those who follow it from elsewhere (PUBLISH).

        False also where that is not known now.
        """
        ...

    def messages_at(self, written: str) -> tuple[MessageRef, ...]:
        """Return the messages that a link or an id, as people copy it here, may mean; empty for anything else. Pure.

        They are several where it does not say in which of our rooms the message is.
        """
        ...

    def place_at(self, written: str) -> RoomRef | None:
        """Return the room that a link, a mention or an id, as people copy it here, means; None for anything else. Pure.

        Whether there is such a room is not asked.
        """
        ...

    async def enter(self, place: RoomRef) -> RoomRef:
        """Go into a room that is to be one of the community's, and count what is said there from now on.

        Returns the room as it is known already, where it is known under another name. Raises NoSuchPlace, NotLetIn or
        PlatformDown.
        """
        ...

    async def slow(self, place: RoomRef, seconds: int) -> None:
        """Have everybody wait so many seconds between two messages in a room, or with 0 no longer.

        Asked only where `Capabilities` tell of a slow mode. Raises NoSuchPlace, NotLetIn or PlatformDown.
        """
        ...

    def missing(self, place: RoomRef) -> tuple[str, ...]:
        """Return what the bot may not do in a room but should, by the names that the platform's settings show.

        Nothing is asked; empty also where nothing is known now, such as while the platform is down.
        """
        ...

    def groups_of(self, person: PersonRef) -> frozenset[str]:
        """Return in which groups (see `Person.groups`) somebody is now, as far as is known without asking anybody.

        Where groups belong to rooms, those of the community's rooms together.
        """
        ...

    async def deliver(self, part: Part) -> MessageRef:
        """Do what the part says; return the message that was made (POST) or concerned.

        Raises TryLater, InDoubt or Undeliverable. The engine alone retries.
        """
        ...

    def open(self, file: Attachment) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """Give the bytes of a file that this platform holds, piece by piece.

        The context and the stream raise NoFile, or TryLater where the platform cannot be reached.
        """
        ...

    async def find_delivered(self, part: Part, since: datetime) -> MessageRef | None:
        """Look in the room for a part that may have been sent at or after a moment; None where it is not there."""
        ...

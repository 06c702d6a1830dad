"""What happens in the rooms: the events that platforms report and cogs handle."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.occasions import Occasion
from bot.core.text import EMPTY, Attachment, RichText


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the platform shows them now.

    `groups` are what the platform says of their standing, in the words of the settings: Discord ``role:<id>``, Matrix
    ``power:<level>``. `avatar` is where the platform has their picture (see
    `Host.picture`), or None.
    """

    ref: PersonRef
    name: str
    avatar: str | None = None
    groups: frozenset[str] = frozenset()
    bot: bool = False


@dataclass(frozen=True, slots=True)
class MessagePosted:
    """A message was written.

    `ref.room` is the channel or room; `thread` is the message under which a thread hangs, if it was written in one.
    `addressed` tells that the bot was mentioned (the mention is taken out of `text`). Private conversations
    (`ref.room.person` is set) are always addressed to the bot. `at` is aware, UTC. `command` is the command line that
    the message turned out to be (the engine fills it in), empty for ordinary talk. `quote` stands for `reply_to` or
    `thread` where that message is not: a line that names it and links to it (see `bot.core.quotation`).
    """

    ref: MessageRef
    author: Person
    at: datetime
    text: RichText = EMPTY
    reply_to: MessageRef | None = None
    thread: MessageRef | None = None
    attachments: tuple[Attachment, ...] = ()
    addressed: bool = False
    command: str = ""
    quote: RichText = EMPTY

    @property
    def id(self) -> str:
        """What the inbox knows the event by."""
        return posted_id(self.ref)


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """A message was changed; `revision` is the platform's own id or time of this change."""

    ref: MessageRef
    author: Person
    at: datetime
    revision: str
    text: RichText = EMPTY
    attachments: tuple[Attachment, ...] = ()

    @property
    def id(self) -> str:
        """What the inbox knows the event by."""
        return f"edited:{self.ref}:{self.revision}"


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """A message was taken back, by its author or by a moderator."""

    ref: MessageRef
    at: datetime

    @property
    def id(self) -> str:
        """What the inbox knows the event by."""
        return deleted_id(self.ref)


@dataclass(frozen=True, slots=True)
class Reacted:
    """A person put an emoji under a message; `emoji` is the characters, or ``:name:`` of a platform's own.

    `instance` tells one reaction from the same one given again after it was taken back. `command` is the command line
    of the choice that the emoji stands for on this message (the engine fills it in), empty for ordinary reactions.
    """

    ref: MessageRef
    person: Person
    emoji: str
    at: datetime
    instance: str
    command: str = ""

    @property
    def id(self) -> str:
        """What the inbox knows the event by."""
        return f"reacted:{self.ref}:{self.person.ref}:{self.emoji}:{self.instance}"


@dataclass(frozen=True, slots=True)
class Unreacted:
    """A person took a reaction back; `instance` as in `Reacted`, but of this event."""

    ref: MessageRef
    person: Person
    emoji: str
    at: datetime
    instance: str

    @property
    def id(self) -> str:
        """What the inbox knows the event by."""
        return f"unreacted:{self.ref}:{self.person.ref}:{self.emoji}:{self.instance}"


@dataclass(frozen=True, slots=True)
class Joined:
    """A person came into a room; `instance` is the platform's own id or time of it."""

    room: RoomRef
    person: Person
    at: datetime
    instance: str

    @property
    def id(self) -> str:
        """What the inbox knows the event by."""
        return f"joined:{self.room}:{self.person.ref}:{self.instance}"


@dataclass(frozen=True, slots=True)
class Left:
    """A person went out of a room; `instance` is the platform's own id or time of it."""

    room: RoomRef
    person: Person
    at: datetime
    instance: str

    @property
    def id(self) -> str:
        """What the inbox knows the event by."""
        return f"left:{self.room}:{self.person.ref}:{self.instance}"


@dataclass(frozen=True, slots=True)
class Pinned:
    """A message was pinned in its room; `instance` is the platform's own id or time of it."""

    ref: MessageRef
    at: datetime
    instance: str

    @property
    def id(self) -> str:
        """What the inbox knows the event by."""
        return f"pinned:{self.ref}:{self.instance}"


@dataclass(frozen=True, slots=True)
class Unpinned:
    """A message is no longer pinned; `instance` as in `Pinned`."""

    ref: MessageRef
    at: datetime
    instance: str

    @property
    def id(self) -> str:
        """What the inbox knows the event by."""
        return f"unpinned:{self.ref}:{self.instance}"


@dataclass(frozen=True, slots=True)
class OccasionChanged:
    """Something was done to an occasion in a platform's own calendar, perhaps by us.

    `occasion` is how it stands now, None where it is no more or was ended before its time. `instance` is the platform's
    own id or time of it.
    """

    ref: MessageRef
    at: datetime
    instance: str
    occasion: Occasion | None = None

    @property
    def id(self) -> str:
        """What the inbox knows the event by."""
        return f"occasion:{self.ref}:{self.instance}"


Event = (
    MessagePosted
    | MessageEdited
    | MessageDeleted
    | Reacted
    | Unreacted
    | Joined
    | Left
    | Pinned
    | Unpinned
    | OccasionChanged
)


_Said = TypeVar("_Said", bound=MessagePosted | MessageEdited)


def posted_id(message: MessageRef) -> str:
    """Return what the inbox knows the writing of a message by."""
    return f"posted:{message}"


def deleted_id(message: MessageRef) -> str:
    """Return what the inbox knows the deletion of a message by."""
    return f"deleted:{message}"


def sourced(event: _Said) -> _Said:
    """Return a message whose files know that they came with it."""
    files = (replace(file, said_in=event.ref, said_by=event.author.ref) for file in event.attachments)
    return replace(event, attachments=tuple(files))

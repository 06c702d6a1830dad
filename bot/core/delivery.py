"""What we owe to a room, and the token by which a platform knows it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from bot.core.events import Person
from bot.core.ids import MessageRef, RoomRef
from bot.core.occasions import Occasion
from bot.core.text import EMPTY, Attachment, RichText

_TOKEN_LENGTH = 22
"""With a dot and a part number of two digits it stays within the 25 characters of a Discord nonce
(Discord API, Create Message)."""


class Action(StrEnum):
    """What is to be done."""

    POST = "post"
    EDIT = "edit"
    DELETE = "delete"
    REACT = "react"
    UNREACT = "unreact"
    PIN = "pin"
    UNPIN = "unpin"
    SCHEDULE = "schedule"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the reader may choose: choosing it runs `command` (a command line without prefix) as the chooser.

    A label starts with the emoji that stands for it where there is one ("✅ Yes"). One that `takes_text` gives what
    the reader writes next in the private conversation to the command's `LongText`, which has a default; without it the
    command may answer with a form.
    """

    label: str
    command: str
    takes_text: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something owed to a room.

    `key` is unique for ever: owing the same key twice is owing it once. A POST says `text`; `as_person` has it shown as
    somebody else's. `origin` is the message it is a copy of, if any: the two are linked. EDIT and DELETE name in
    `target` the key of the POST that they change, the others in `reply_to` the message they concern. SCHEDULE has a
    calendar (see `RoomRef.calendar`) show `occasion` as it is here: `target` is what the occasion is known by from the
    first one on, which makes it; one that is not there is only made while it is to come.
    `reply_to` and `thread` may name a message in any room: its counterpart in the destination is found at delivery, and
    where there is none they are left out. `under` is the key of a POST to the same room that was owed before: this one
    goes into its thread. A `thread` that is the very message of `reply_to` is opened only where threads are light (see
    `Capabilities`), unless this is a copy: then the thread is there. `quote` is put above the text where `reply_to` and
    `thread` have no counterpart.
    `offered_to` restricts the choices to one person. `said_at` is when the original was written: one that arrives late
    says so. What has not been tried by `good_until` is dropped, and what has not been by `late_from` says `late`
    instead. All are aware, UTC.
    `notify` names whom the platform is to notify beside the people that the text mentions: ``everyone``, or groups in
    the words of the settings (``discord:role:7``); no text can do that by itself. PUBLISH has what was posted under the
    key in `target` passed on to whoever follows the room from elsewhere (see `ChatPlatform.publishes`).
    """

    key: str
    to: RoomRef
    action: Action = Action.POST
    text: RichText = EMPTY
    as_person: Person | None = None
    origin: MessageRef | None = None
    target: str | None = None
    reply_to: MessageRef | None = None
    thread: MessageRef | None = None
    emoji: str = ""
    choices: tuple[Choice, ...] = ()
    offered_to: str | None = None
    attachments: tuple[Attachment, ...] = ()
    quote: RichText = EMPTY
    said_at: datetime | None = None
    good_until: datetime | None = None
    late_from: datetime | None = None
    late: RichText = EMPTY
    under: str = ""
    occasion: Occasion | None = None
    notify: tuple[str, ...] = ()

    @property
    def token(self) -> str:
        """The idempotency token: the same for the same key, on every attempt and after every restart."""
        return token_of(self.key)


@dataclass(frozen=True, slots=True)
class Part:
    """One message's worth of a delivery, with every reference resolved to the destination room.

    `token` is the delivery's, a dot and the part's number from 0. `target` is the message that EDIT, DELETE, REACT and
    UNREACT concern; for SCHEDULE, the occasion that is there already. For POST, `reply_to`, `thread` and `after` (the
    part before) are messages of the same room or None.
    `token` is the delivery's, a dot and the part's number from 0. `target` is the message that any action but POST
    concerns. For POST, `reply_to`, `thread` and `after` (the part before) are messages of the same room or
    None.
    An EDIT that is `bare` takes the files off a message that shares them with its text; others leave them.
    """

    token: str
    to: RoomRef
    action: Action
    text: RichText = EMPTY
    as_person: Person | None = None
    target: MessageRef | None = None
    reply_to: MessageRef | None = None
    thread: MessageRef | None = None
    emoji: str = ""
    choices: tuple[Choice, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    after: MessageRef | None = None
    occasion: Occasion | None = None
    notify: tuple[str, ...] = ()
    bare: bool = False


def token_of(key: str) -> str:
    """Return the token of a delivery's key: 22 hexadecimal digits."""
    return sha256(key.encode()).hexdigest()[:_TOKEN_LENGTH]

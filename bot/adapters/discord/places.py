"""Where on Discord something is: channels as rooms, and message ids that tell the thread they lie in.

A message of a thread can only be reached through the thread's own channel id, so its reference carries both ids,
``thread-message``. A thread hangs under the message that has the thread's id (Discord API, "Threads"): that message is
referred to by its plain id, as it lies in the room itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.ids import MessageRef, PersonRef, RoomRef

PLATFORM = "discord"

_LINK = re.compile(r"https://(?:\w+\.)?discord(?:app)?\.com/channels/[0-9]+/([0-9]+)/([0-9]+)/?")
_CHANNEL = re.compile(r"<#([0-9]+)>|https://(?:\w+\.)?discord(?:app)?\.com/channels/[0-9]+/([0-9]+)/?")
_COPIED = re.compile(r"(?:([0-9]+)-)?([0-9]+)")
"""What “Copy Message Link” and “Copy Message ID” give (with Shift, the latter begins with the channel or thread)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A room, and the thread in it if it is one."""

    room: RoomRef
    thread: int | None = None

    def message(self, id: int) -> MessageRef:
        """Return the reference of a message that lies here; what opens a forum post has the post's own id."""
        return MessageRef(self.room, str(id) if self.thread in (None, id) else f"{self.thread}-{id}")

    @property
    def starter(self) -> MessageRef | None:
        """The message under which this thread hangs; None outside threads."""
        return None if self.thread is None else MessageRef(self.room, str(self.thread))


def channel_room(id: int) -> RoomRef:
    """Return the room that a guild's channel is."""
    return RoomRef(PLATFORM, str(id))


def direct_room(user: int) -> RoomRef:
    """Return the private conversation with a user."""
    return RoomRef.direct(PersonRef(PLATFORM, str(user)))


def messages_at(written: str, rooms: Iterable[RoomRef]) -> tuple[MessageRef, ...]:
    """Return the messages of our rooms that a copied link or id may mean; a thread may hang in any of them."""
    found = _LINK.fullmatch(written) or _COPIED.fullmatch(written)
    if found is None:
        return ()
    channel, message = found.groups()
    ours = tuple(rooms)
    if channel is not None and (room := channel_room(int(channel))) in ours:
        return (MessageRef(room, message),)
    return tuple(Place(room, int(channel) if channel else None).message(int(message)) for room in ours)


def place_at(written: str) -> RoomRef | None:
    """Return the room that a channel's mention or link (“Copy Link”) means; None for anything else."""
    found = _CHANNEL.fullmatch(written)
    return channel_room(int(found[1] or found[2])) if found else None


def link_to(message: MessageRef, guild: int) -> str:
    """Return what “Copy Message Link” gives of a message; empty for one of a private conversation."""
    if message.room.person is not None:
        return ""
    thread, number = located(message)
    return f"https://discord.com/channels/{guild}/{thread or message.room.id}/{number}"


def located(ref: MessageRef) -> tuple[int | None, int]:
    """Return (thread id or None, message id); raises ValueError for what is no message of Discord's."""
    thread, _, message = ref.id.rpartition("-")
    return (int(thread) if thread else None), int(message)


def thread_under(ref: MessageRef) -> int:
    """Return the id of the thread that hangs under a message, or that the message lies in; raises ValueError."""
    thread, message = located(ref)
    return message if thread is None else thread

"""The bridge: what is said in one place of a room is said in its other places."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.cog import Cog, on
from bot.core.delivery import Action, Delivery
from bot.core.events import MessageDeleted, MessageEdited, MessagePosted
from bot.core.ids import MessageRef, RoomRef
from bot.core.rooms import Rooms
from storage import links, outbox
from storage.database import Tx


class Bridge(Cog):
    """Relays posts, edits and deletions between the places of each room; commands to the bot stay where they are."""

    name = "bridge"

    def __init__(self, rooms: Rooms) -> None:
        """Bridge the places of each of these rooms."""
        self._rooms = rooms

    @on(MessagePosted)
    async def relay(self, event: MessagePosted, tx: Tx) -> None:
        """Owe a copy of a message to every other place."""
        if not event.command:
            for delivery in copies(event, self._rooms.others(event.ref.room)):
                await outbox.put(tx, delivery, event.at)

    @on(MessageEdited)
    async def follow_edit(self, event: MessageEdited, tx: Tx) -> None:
        """Owe the new text to every copy."""
        for delivery in edits(event, self._rooms.others(event.ref.room)):
            await outbox.put(tx, delivery, event.at)

    @on(MessageDeleted)
    async def follow_deletion(self, event: MessageDeleted, tx: Tx) -> None:
        """Owe the deletion of every copy; where a copy is deleted by hand, only that copy goes."""
        if await links.origin_of(tx, event.ref) is None:
            for delivery in deletions(event, self._rooms.others(event.ref.room)):
                await outbox.put(tx, delivery, event.at)


def copies(event: MessagePosted, places: tuple[RoomRef, ...]) -> Iterator[Delivery]:
    """Yield what a new message is to become in other places."""
    for place in places:
        yield Delivery(
            _key(event.ref, place),
            place,
            text=event.text,
            as_person=event.author,
            origin=event.ref,
            reply_to=event.reply_to,
            thread=event.thread,
            attachments=event.attachments,
        )


def edits(event: MessageEdited, places: tuple[RoomRef, ...]) -> Iterator[Delivery]:
    """Yield what an edit is to become in other places."""
    for place in places:
        yield Delivery(
            f"{_key(event.ref, place)}:edit:{event.revision}",
            place,
            Action.EDIT,
            text=event.text,
            as_person=event.author,
            target=_key(event.ref, place),
            attachments=event.attachments,
        )


def deletions(event: MessageDeleted, places: tuple[RoomRef, ...]) -> Iterator[Delivery]:
    """Yield what a deletion is to become in other places."""
    for place in places:
        key = _key(event.ref, place)
        yield Delivery(f"{key}:delete", place, Action.DELETE, target=key)


def _key(message: MessageRef, place: RoomRef) -> str:
    return f"bridge:{message}>{place}"

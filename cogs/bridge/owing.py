"""What is owed to the other places of a room for what happened in one. Pure.

Every key begins with what `key_of` returns, so that all that was owed for a message in a place is found by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.core.delivery import Action, Delivery
from bot.core.errors import N_
from bot.core.events import (
    Joined,
    Left,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    Pinned,
    Reacted,
    Unpinned,
    Unreacted,
)
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.rooms import Room
from cogs.speech import say
from config.words import translator
from storage.bridge import Giver


def key_of(message: MessageRef, place: RoomRef) -> str:
    """Return the key under which the copy of a message is owed to a place."""
    return f"bridge:{message}>{place}"


def copies(event: MessagePosted, places: Collection[RoomRef]) -> Iterator[Delivery]:
    """Yield what a new message is to become in other places."""
    for place in places:
        yield Delivery(
            key_of(event.ref, place),
            place,
            text=event.text,
            as_person=event.author,
            origin=event.ref,
            reply_to=event.reply_to,
            thread=event.thread,
            attachments=event.attachments,
            quote=event.quote,
            said_at=event.at,
        )


def edits(event: MessageEdited, places: Collection[RoomRef]) -> Iterator[Delivery]:
    """Yield what an edit is to become in other places."""
    for place in places:
        key = key_of(event.ref, place)
        yield Delivery(
            f"{key}:edit:{event.revision}",
            place,
            Action.EDIT,
            text=event.text,
            as_person=event.author,
            target=key,
            attachments=event.attachments,
        )


def deletions(event: MessageDeleted, places: Collection[RoomRef]) -> Iterator[Delivery]:
    """Yield what a deletion is to become in other places."""
    for place in places:
        key = key_of(event.ref, place)
        yield Delivery(f"{key}:delete", place, Action.DELETE, target=key)


def reactions(
    event: Reacted | Unreacted,
    message: MessageRef,
    emoji: str,
    places: Collection[RoomRef],
    before: Collection[Giver],
    after: Collection[Giver],
) -> Iterator[Delivery]:
    """Yield what a reaction changes: a place shows the bot's emoji while somebody gives it in another place.

    Who gives it in both counts once: by what they gave themselves.

    Args:
        event: the reaction, given to the original or to a copy.
        message: the original.
        emoji: the emoji as it is counted and shown.
        places: the places of the room.
        before: who gave the emoji, and where, before the event.
        after: who gives it now.
    """
    for place in places:
        was_shown, is_shown = (_is_given_elsewhere(place, given) for given in (before, after))
        if was_shown != is_shown:
            action = Action.REACT if is_shown else Action.UNREACT
            yield Delivery(f"{key_of(message, place)}:{event.id}", place, action, reply_to=event.ref, emoji=emoji)


def own_reactions(
    event: Reacted | Unreacted,
    message: MessageRef,
    emoji: str,
    places: Collection[RoomRef],
    giver: PersonRef,
    before: Collection[Giver],
    after: Collection[Giver],
) -> Iterator[Delivery]:
    """Yield what a reaction changes in places that show each person's own; as `reactions`, `giver` is who gave it.

    Those who gave it in another place of the same platform are there themselves already: the bot stands for them.
    """
    for place in places:
        if event.person.ref.platform == place.platform:
            near = [[one for one in given if one.place.platform == place.platform] for given in (before, after)]
            yield from reactions(event, message, emoji, (place,), *near)
            continue
        was_shown, is_shown = (_gives_elsewhere(giver, place, given) for given in (before, after))
        if was_shown != is_shown:
            action, key = Action.REACT if is_shown else Action.UNREACT, f"{key_of(message, place)}:{event.id}"
            yield Delivery(key, place, action, as_person=event.person, reply_to=event.ref, emoji=emoji)


def _gives_elsewhere(giver: PersonRef, place: RoomRef, given: Collection[Giver]) -> bool:
    places = {one.place for one in given if one.person == giver}
    return bool(places) and place not in places


def _is_given_elsewhere(place: RoomRef, given: Collection[Giver]) -> bool:
    here = {giver.person for giver in given if giver.place == place}
    return any(giver.person not in here for giver in given)


def pins(event: Pinned | Unpinned, places: Collection[RoomRef]) -> Iterator[Delivery]:
    """Yield what a pin, or its end, is to become in other places; where it stands already nothing is done."""
    action = Action.PIN if isinstance(event, Pinned) else Action.UNPIN
    for place in places:
        yield Delivery(f"{key_of(event.ref, place)}:{event.id}", place, action, reply_to=event.ref)


def comings(event: Joined | Left, room: Room) -> Iterator[Delivery]:
    """Yield the line that tells the other places of a room that somebody came in or left."""
    came, went = N_("*{name} came in on {platform}.*"), N_("*{name} left on {platform}.*")
    sentence = came if isinstance(event, Joined) else went
    platform = event.room.platform.capitalize()
    line = say(translator(room.language), sentence, name=event.person.name, platform=platform)
    for place in room.places:
        if place != event.room:
            yield Delivery(f"bridge:{event.id}>{place}", place, text=line)

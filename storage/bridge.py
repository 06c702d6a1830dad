"""Who reacted with which emoji to which message, and in which place of its room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import MessageRef, PersonRef, RoomRef
from storage.database import Tx, micros, moment


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji that somebody gave; `message` is the original, wherever it was given. `at` is aware, UTC."""

    message: MessageRef
    emoji: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Giver:
    """Somebody who gives an emoji in a place."""

    person: PersonRef
    place: RoomRef


async def react(tx: Tx, message: MessageRef, emoji: str, person: PersonRef, place: RoomRef, at: datetime) -> None:
    """Note that a person gave an emoji to a message in a place; doing so twice is doing it once."""
    await tx.execute(
        "INSERT INTO bridge_reactions (message, emoji, person, place, given_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        str(message),
        emoji,
        str(person),
        str(place),
        micros(at),
    )


async def unreact(tx: Tx, message: MessageRef, emoji: str, person: PersonRef, place: RoomRef) -> None:
    """Note that a person took an emoji back in a place."""
    await tx.execute(
        "DELETE FROM bridge_reactions WHERE message = ? AND emoji = ? AND person = ? AND place = ?",
        str(message),
        emoji,
        str(person),
        str(place),
    )


async def givers(tx: Tx, message: MessageRef, emoji: str) -> frozenset[Giver]:
    """Return who gives an emoji to a message, and in which place; all accounts of a person are one."""
    rows = await tx.all(
        "SELECT DISTINCT COALESCE(linked.person, given.person) AS person, place FROM bridge_reactions AS given"
        " LEFT JOIN linked_accounts AS linked ON linked.account = given.person WHERE message = ? AND emoji = ?",
        str(message),
        emoji,
    )
    return frozenset(Giver(PersonRef.parse(row["person"]), RoomRef.parse(row["place"])) for row in rows)


async def given(tx: Tx, message: MessageRef, place: RoomRef) -> frozenset[tuple[PersonRef, str]]:
    """Return who gives which emoji to a message in a place."""
    rows = await tx.all(
        "SELECT person, emoji FROM bridge_reactions WHERE message = ? AND place = ?", str(message), str(place)
    )
    return frozenset((PersonRef.parse(row["person"]), row["emoji"]) for row in rows)


async def is_given_beside(tx: Tx, message: MessageRef, place: RoomRef, emoji: str) -> bool:
    """Tell whether somebody in another place gives an emoji to what shares a copy with a message (see `digests`)."""
    found = await tx.one(
        "SELECT 1 FROM links AS one JOIN links AS other ON other.message = one.message AND other.origin <> one.origin"
        " JOIN bridge_reactions AS given ON given.message = other.origin"
        " WHERE one.origin = ? AND one.room = ? AND given.emoji = ? AND given.place <> ?",
        str(message),
        str(place),
        emoji,
        str(place),
    )
    return found is not None


async def forget_message(tx: Tx, message: MessageRef) -> None:
    """Drop the reactions to a message that is no more."""
    await tx.execute("DELETE FROM bridge_reactions WHERE message = ?", str(message))


async def reactions_of(tx: Tx, person: PersonRef) -> list[Reaction]:
    """Return what a person reacted with, in the order of time."""
    rows = await tx.all("SELECT * FROM bridge_reactions WHERE person = ? ORDER BY given_at, message", str(person))
    return [Reaction(MessageRef.parse(row["message"]), row["emoji"], moment(row["given_at"])) for row in rows]


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase what a person reacted with."""
    await tx.execute("DELETE FROM bridge_reactions WHERE person = ?", str(person))

"""Digests: which deliveries were sent as one message, and what each of them says now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter

from bot.core.delivery import Delivery
from bot.core.ids import PersonRef, RoomRef
from bot.core.text import EMPTY, RichText
from storage import outbox
from storage.database import Row, Tx, micros, moment

_TEXT = TypeAdapter(RichText)
_MEMBERS = (
    "SELECT d.room, d.heading, d.made_at, m.* FROM digest_members AS one JOIN digests AS d ON d.key = one.digest"
    " JOIN digest_members AS m ON m.digest = d.key"
)


class Place(StrEnum):
    """How a delivery is in its digest: shown, only counted there, or taken out of it."""

    SHOWN = "shown"
    COUNTED = "counted"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Member:
    """A delivery in a digest, as it is to be read now; `answers` is the name of whom it answers, or empty."""

    delivery: Delivery
    place: Place = Place.SHOWN
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """Deliveries that are one message; `made_at` (aware, UTC) is when it was put together."""

    key: str
    room: RoomRef
    made_at: datetime
    members: tuple[Member, ...]
    heading: RichText = EMPTY

    @property
    def left(self) -> tuple[Member, ...]:
        """The members that were not taken out."""
        return tuple(member for member in self.members if member.place is not Place.GONE)


async def put(tx: Tx, digest: Digest) -> None:
    """Keep a digest with its members, before the first attempt to send it."""
    heading = _TEXT.dump_json(digest.heading).decode()
    await tx.execute(
        "INSERT INTO digests (key, room, heading, made_at) VALUES (?, ?, ?, ?)",
        digest.key,
        str(digest.room),
        heading,
        micros(digest.made_at),
    )
    rows = (
        (
            one.delivery.key,
            digest.key,
            position,
            one.place,
            _author(one.delivery),
            outbox.dump(one.delivery),
            one.answers,
        )
        for position, one in enumerate(digest.members)
    )
    await tx.many(
        "INSERT INTO digest_members (key, digest, position, state, person, payload, answers)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


async def of(tx: Tx, key: str) -> Digest | None:
    """Return the digest to which the delivery with a key belongs; None where it was sent by itself."""
    rows = await tx.all(_MEMBERS + " WHERE one.key = ? ORDER BY m.position", key)
    return _digest(rows) if rows else None


async def place_of(tx: Tx, key: str) -> tuple[str, Member] | None:
    """Return the key of the digest to which a delivery belongs, and how it is there; None where it is in none."""
    row = await tx.one("SELECT * FROM digest_members WHERE key = ?", key)
    return (row["digest"], _member(row)) if row else None


async def shown(tx: Tx, key: str) -> Digest | None:
    """Return a digest with only those members that are shown; None where there are none."""
    rows = await tx.all(
        _MEMBERS + " WHERE d.key = ? AND one.key = m.key AND m.state = 'shown' ORDER BY m.position", key
    )
    return _digest(rows) if rows else None


async def is_empty(tx: Tx, key: str) -> bool:
    """Tell whether everything was taken out of a digest."""
    return await tx.one("SELECT 1 FROM digest_members WHERE digest = ? AND state <> 'gone'", key) is None


async def change(tx: Tx, delivery: Delivery, place: Place) -> None:
    """Have a member read otherwise from now on, or take it out."""
    await tx.execute(
        "UPDATE digest_members SET payload = ?, state = ? WHERE key = ?", outbox.dump(delivery), place, delivery.key
    )


async def undo(tx: Tx, key: str) -> None:
    """Drop a digest that was surely not sent: its members wait by themselves again."""
    await tx.execute("DELETE FROM digests WHERE key = ?", key)


async def said_by(tx: Tx, person: PersonRef) -> list[Delivery]:
    """Return what a person said that is kept with digests, in the order in which it was sent."""
    rows = await tx.all(
        "SELECT payload FROM digest_members WHERE person = ? AND state <> 'gone' ORDER BY rowid", str(person)
    )
    return [outbox.load(row["payload"]) for row in rows]


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase what a person said: a digest that is written anew for another reason does without it."""
    for said in await said_by(tx, person):
        await change(tx, replace(said, text=EMPTY, attachments=(), as_person=None), Place.GONE)
    await tx.execute("UPDATE digest_members SET person = '' WHERE person = ?", str(person))


async def clear(tx: Tx, before: datetime, most: int) -> None:
    """Drop digests from before a moment, at most so many; what was in them can then no longer be changed there."""
    old = (
        "SELECT key FROM digests WHERE made_at < ? AND NOT EXISTS (SELECT 1 FROM digest_members AS m JOIN outbox"
        " ON outbox.key = m.key WHERE m.digest = digests.key AND outbox.state IN ('pending', 'sending'))"
        " ORDER BY made_at LIMIT ?"
    )
    keys = [(row["key"],) for row in await tx.all(old, micros(before), most)]
    await tx.many("DELETE FROM links WHERE key IN (SELECT key FROM digest_members WHERE digest = ?)", keys)
    await tx.many("DELETE FROM digests WHERE key = ?", keys)


async def last_made(tx: Tx, room: RoomRef) -> datetime | None:
    """Return when a digest was last put together for a room; None where none was lately."""
    found = await tx.value("SELECT MAX(made_at) FROM digests WHERE room = ?", str(room))
    return None if found is None else moment(found)


def _author(delivery: Delivery) -> str:
    return str(delivery.as_person.ref) if delivery.as_person else ""


def _digest(rows: Sequence[Row]) -> Digest:
    first, members = rows[0], tuple(map(_member, rows))
    heading = _TEXT.validate_json(first["heading"])
    return Digest(first["digest"], RoomRef.parse(first["room"]), moment(first["made_at"]), members, heading)


def _member(row: Row) -> Member:
    return Member(outbox.load(row["payload"]), Place(row["state"]), row["answers"])

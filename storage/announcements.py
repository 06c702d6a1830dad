"""Announcements: their words, when they are due, and the places to which each went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import Attachment
from storage.attachments import dump_files, load_files
from storage.database import Row, Tx, micros, moment

State = Literal["draft", "waiting", "planned", "held", "sent", "withdrawn", "cancelled", "over"]
UNSENT = ("draft", "waiting", "planned", "held")
"""The states of what nobody has read yet."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """An announcement: `text` is markdown, `at` (aware, UTC) when it was written or, once it is sent, sent.

    `source` is the message that carried its command or its words, `home` where it was written. `proposal` is a new text
    for what is sent already, `proposed_by` who changed it last. `revision` counts the changes, `edited` is the last
    that went out. `rooms` are names, `zone` (IANA) the one of its dates, `series` the repeated announcement that it is
    one time of. `settled` tells that its author knows what became of it.
    """

    id: int
    text: str
    author: PersonRef | None
    author_name: str
    source: MessageRef | None
    at: datetime
    state: State = "sent"
    revision: int = 0
    edited: int = 0
    proposal: str | None = None
    proposed_by: PersonRef | None = None
    rooms: tuple[str, ...] = ()
    mention: str = ""
    attachments: tuple[Attachment, ...] = ()
    home: RoomRef | None = None
    zone: str = ""
    series: int | None = None
    approved_by: PersonRef | None = None
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of an announcement: `edit` is the last change owed to it, `dropped` that it was never sent there.

    `published_at` (aware, UTC) is when it was passed on to those who follow the place.
    """

    place: RoomRef
    edit: int = 0
    dropped: bool = False
    published_at: datetime | None = None


async def add(tx: Tx, announcement: Announcement, places: Iterable[RoomRef] = ()) -> Announcement:
    """Keep a new announcement (its `id` is ignored) and its places; return it with its number."""
    number = await tx.value(
        "INSERT INTO announcements (text, author_name, announced_at) VALUES ('', '', ?) RETURNING id",
        micros(announcement.at),
    )
    kept = replace(announcement, id=number)
    await save(tx, kept)
    await go_to(tx, number, places)
    return kept


async def save(tx: Tx, announcement: Announcement) -> None:
    """Keep an announcement as it is now; its dates and places have words of their own."""
    columns = _columns(announcement)
    setting = ", ".join(f"{name} = ?" for name in columns)
    await tx.execute(f"UPDATE announcements SET {setting} WHERE id = ?", *columns.values(), announcement.id)  # noqa: S608


async def go_to(tx: Tx, number: int, places: Iterable[RoomRef]) -> None:
    """Note the places to which an announcement goes, in order."""
    await tx.many(
        "INSERT INTO announcement_places (announcement, place, position) VALUES (?, ?, ?)",
        [(number, str(place), position) for position, place in enumerate(places)],
    )


async def get(tx: Tx, number: int) -> Announcement | None:
    """Return the announcement with a number, or None."""
    row = await tx.one("SELECT * FROM announcements WHERE id = ?", number)
    return _announcement(row) if row else None


async def of_source(tx: Tx, message: MessageRef) -> Announcement | None:
    """Return the announcement that was last made of a message, or None."""
    row = await tx.one("SELECT * FROM announcements WHERE source = ? ORDER BY id DESC LIMIT 1", str(message))
    return _announcement(row) if row else None


async def latest(tx: Tx, limit: int) -> list[Announcement]:
    """Return the newest announcements, the newest first."""
    return [_announcement(row) for row in await tx.all("SELECT * FROM announcements ORDER BY id DESC LIMIT ?", limit)]


async def unsettled(tx: Tx) -> list[Announcement]:
    """Return the announcements whose authors wait to hear what became of them."""
    rows = await tx.all("SELECT * FROM announcements WHERE NOT settled ORDER BY id")
    return [_announcement(row) for row in rows]


async def by(tx: Tx, author: PersonRef) -> list[Announcement]:
    """Return everything that a person announced, in order."""
    rows = await tx.all("SELECT * FROM announcements WHERE author = ? ORDER BY id", str(author))
    return [_announcement(row) for row in rows]


async def touched_by(tx: Tx, person: PersonRef) -> list[int]:
    """Return the numbers of the announcements that a person was the last to change or approved as the second one."""
    rows = await tx.all(
        "SELECT id FROM announcements WHERE approved_by = ? OR proposed_by = ? ORDER BY id", str(person), str(person)
    )
    return [row["id"] for row in rows]


async def spots(tx: Tx, number: int) -> list[Spot]:
    """Return the places to which an announcement went, in order."""
    rows = await tx.all("SELECT * FROM announcement_places WHERE announcement = ? ORDER BY position", number)
    return [
        Spot(
            RoomRef.parse(row["place"]),
            row["edit"],
            bool(row["dropped"]),
            moment(row["published_at"]) if row["published_at"] is not None else None,
        )
        for row in rows
    ]


async def note_edit(tx: Tx, number: int, place: RoomRef, revision: int) -> None:
    """Note that a change was owed to a place."""
    await tx.execute(
        "UPDATE announcement_places SET edit = ? WHERE announcement = ? AND place = ?", revision, number, str(place)
    )


async def note_dropped(tx: Tx, number: int, place: RoomRef) -> None:
    """Note that an announcement was taken back from a place before it was sent there."""
    await tx.execute(
        "UPDATE announcement_places SET dropped = TRUE WHERE announcement = ? AND place = ?", number, str(place)
    )


async def unpublished(tx: Tx, since: datetime) -> list[tuple[int, RoomRef]]:
    """Return what was sent since a moment and has not been passed on to those who follow the place, in order."""
    rows = await tx.all(
        "SELECT announcement, place FROM announcement_places JOIN announcements ON id = announcement"
        " WHERE state = 'sent' AND announced_at >= ? AND published_at IS NULL AND NOT dropped"
        " ORDER BY announcement, position",
        micros(since),
    )
    return [(row["announcement"], RoomRef.parse(row["place"])) for row in rows]


async def published(tx: Tx, place: RoomRef, since: datetime) -> int:
    """Return how many messages of a place have been passed on since a moment."""
    found = await tx.value(
        "SELECT COALESCE(SUM(published), 0) FROM announcement_places WHERE place = ? AND published_at > ?",
        str(place),
        micros(since),
    )
    return int(found)


async def note_published(tx: Tx, number: int, place: RoomRef, messages: int, now: datetime) -> None:
    """Note that so many messages of an announcement are passed on now."""
    await tx.execute(
        "UPDATE announcement_places SET published = ?, published_at = ? WHERE announcement = ? AND place = ?",
        messages,
        micros(now),
        number,
        str(place),
    )


async def plan(tx: Tx, number: int, dates: Iterable[datetime]) -> None:
    """Have an announcement be due at these moments (aware) instead of any others."""
    await tx.execute("DELETE FROM announcement_dates WHERE announcement = ?", number)
    await tx.many(
        "INSERT INTO announcement_dates (announcement, due_at) VALUES (?, ?)", [(number, micros(at)) for at in dates]
    )


async def dates(tx: Tx, number: int, *, done: bool | None = None) -> list[datetime]:
    """Return when an announcement is due, in order; with `done`, only what has (or has not) come."""
    rows = await tx.all(
        "SELECT due_at, done FROM announcement_dates WHERE announcement = ? ORDER BY due_at",
        number,
    )
    return [moment(row["due_at"]) for row in rows if done is None or bool(row["done"]) == done]


async def due(tx: Tx, now: datetime) -> dict[int, list[datetime]]:
    """Return the planned announcements that are due, each with the moments that have come, in order."""
    rows = await tx.all(
        "SELECT announcement, due_at FROM announcement_dates JOIN announcements ON id = announcement"
        " WHERE NOT done AND due_at <= ? AND state = 'planned' ORDER BY due_at, announcement",
        micros(now),
    )
    found: dict[int, list[datetime]] = {}
    for row in rows:
        found.setdefault(row["announcement"], []).append(moment(row["due_at"]))
    return found


async def pass_by(tx: Tx, number: int, moments: Sequence[datetime]) -> None:
    """Note that moments of an announcement have come."""
    await tx.many(
        "UPDATE announcement_dates SET done = TRUE WHERE announcement = ? AND due_at = ?",
        [(number, micros(at)) for at in moments],
    )


async def clear_drafts(tx: Tx, before: datetime) -> None:
    """Give up what was written before a moment and never sent, planned or cancelled since; its words go."""
    await tx.execute(
        "UPDATE announcements SET text = '', attachments = '[]', source = NULL, state = 'cancelled'"
        " WHERE (state IN ('draft', 'waiting', 'held') OR (state = 'cancelled' AND text <> '')) AND announced_at < ?",
        micros(before),
    )


async def forget(tx: Tx, author: PersonRef) -> None:
    """Take a person's account, name and message off what they announced; the texts are the community's."""
    written = await tx.all("SELECT id, attachments FROM announcements WHERE author = ?", str(author))
    unnamed = [
        (
            dump_files(tuple(replace(file, said_in=None, said_by=None) for file in load_files(row["attachments"]))),
            row["id"],
        )
        for row in written
    ]
    await tx.many("UPDATE announcements SET attachments = ? WHERE id = ?", unnamed)
    await tx.execute(
        "UPDATE announcements SET author = NULL, author_name = '', source = NULL,"
        " home = CASE WHEN home = ? THEN NULL ELSE home END WHERE author = ?",
        str(RoomRef.direct(author)),
        str(author),
    )
    for column in ("approved_by", "proposed_by"):
        await tx.execute(f"UPDATE announcements SET {column} = NULL WHERE {column} = ?", str(author))  # noqa: S608


def _columns(announcement: Announcement) -> dict[str, object]:
    return {
        "text": announcement.text,
        "author": _written(announcement.author),
        "author_name": announcement.author_name,
        "source": _written(announcement.source),
        "announced_at": micros(announcement.at),
        "state": announcement.state,
        "revision": announcement.revision,
        "edited": announcement.edited,
        "proposal": announcement.proposal,
        "proposed_by": _written(announcement.proposed_by),
        "rooms": ",".join(announcement.rooms),
        "mention": announcement.mention,
        "attachments": dump_files(announcement.attachments),
        "home": _written(announcement.home),
        "zone": announcement.zone,
        "series": announcement.series,
        "approved_by": _written(announcement.approved_by),
        "settled": announcement.settled,
    }


def _written(ref: PersonRef | MessageRef | RoomRef | None) -> str | None:
    return str(ref) if ref else None


def _announcement(row: Row) -> Announcement:
    return Announcement(
        row["id"],
        row["text"],
        PersonRef.parse(row["author"]) if row["author"] else None,
        row["author_name"],
        MessageRef.parse(row["source"]) if row["source"] else None,
        moment(row["announced_at"]),
        row["state"],
        row["revision"],
        row["edited"],
        row["proposal"],
        PersonRef.parse(row["proposed_by"]) if row["proposed_by"] else None,
        tuple(filter(None, row["rooms"].split(","))),
        row["mention"],
        load_files(row["attachments"]),
        RoomRef.parse(row["home"]) if row["home"] else None,
        row["zone"],
        row["series"],
        PersonRef.parse(row["approved_by"]) if row["approved_by"] else None,
        bool(row["settled"]),
    )

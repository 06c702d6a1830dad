"""Live events: drafts that wait for their date to be confirmed, planned ones, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from storage.database import Row, Tx, micros, moment


@dataclass(frozen=True, slots=True)
class Event:
    """A live event. `starts` is aware, UTC; `wall` is the same moment as ISO 8601 without offset in `zone` (IANA).

    `rooms` are names of rooms. `state` is draft, planned, cancelled or discarded. `version` counts the dates it had.
    """

    id: int
    title: str
    starts: datetime
    wall: str
    zone: str
    length: timedelta
    rooms: tuple[str, ...]
    link: str = ""
    description: str = ""
    slug: str | None = None
    state: str = "draft"
    version: int = 1

    @property
    def ends(self) -> datetime:
        """The moment at which it is over."""
        return self.starts + self.length


async def add(tx: Tx, event: Event) -> Event:
    """Keep a new event (its `id` is ignored); return it with its number. Numbers are never used again."""
    number = await tx.value(
        "INSERT INTO events"
        " (slug, title, description, wall, zone, starts_at, length_minutes, rooms, link, state, version)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        event.slug,
        event.title,
        event.description,
        event.wall,
        event.zone,
        micros(event.starts),
        event.length // timedelta(minutes=1),
        ",".join(event.rooms),
        event.link,
        event.state,
        event.version,
    )
    return replace(event, id=number)


async def save(tx: Tx, event: Event) -> None:
    """Write an event that exists as it now is."""
    await tx.execute(
        "UPDATE events SET title = ?, description = ?, wall = ?, zone = ?, starts_at = ?, length_minutes = ?,"
        " rooms = ?, link = ?, state = ?, version = ? WHERE id = ?",
        event.title,
        event.description,
        event.wall,
        event.zone,
        micros(event.starts),
        event.length // timedelta(minutes=1),
        ",".join(event.rooms),
        event.link,
        event.state,
        event.version,
        event.id,
    )


async def get(tx: Tx, number: int) -> Event | None:
    """Return the event with a number, whatever its state, or None."""
    row = await tx.one("SELECT * FROM events WHERE id = ?", number)
    return event_of(row) if row else None


async def upcoming(tx: Tx, now: datetime) -> list[Event]:
    """Return the planned events that are not over at a moment, the next one first."""
    rows = await tx.all(
        "SELECT * FROM events WHERE state = 'planned' AND starts_at + length_minutes * 60000000 > ?"
        " ORDER BY starts_at, id",
        micros(now),
    )
    return [event_of(row) for row in rows]


async def slugs(tx: Tx) -> set[str]:
    """Return the slugs of all events that came from the community's files."""
    return {row["slug"] for row in await tx.all("SELECT slug FROM events WHERE slug IS NOT NULL")}


def event_of(row: Row) -> Event:
    """Read an event from a row that has all columns of the table."""
    return Event(
        row["id"],
        row["title"],
        moment(row["starts_at"]),
        row["wall"],
        row["zone"],
        timedelta(minutes=row["length_minutes"]),
        _names(row["rooms"]),
        row["link"],
        row["description"],
        row["slug"],
        row["state"],
        row["version"],
    )


def _names(stored: str) -> tuple[str, ...]:
    return tuple(name for name in stored.split(",") if name)

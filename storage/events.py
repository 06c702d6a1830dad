"""Live events: drafts that wait for their date to be confirmed, planned ones, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from storage.database import Row, Tx, micros, moment

_COLUMNS = (
    "slug",
    "title",
    "description",
    "wall",
    "zone",
    "starts_at",
    "length_minutes",
    "rooms",
    "link",
    "state",
    "version",
    "kind",
    "speakers",
    "capacity",
    "series",
    "place",
    "link_from",
)
# Nothing but the names of the columns is put into these two.
_INSERT = f"INSERT INTO events ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) RETURNING id"  # noqa: S608
_SET = ", ".join(f"{column} = ?" for column in _COLUMNS)
_UPDATE = f"UPDATE events SET {_SET}, revision = revision + 1 WHERE id = ?"  # noqa: S608

LONGEST = timedelta(days=7)
"""No event is longer."""


@dataclass(frozen=True, slots=True)
class Event:
    """A live event. `starts` is aware, UTC; `wall` is the same moment as ISO 8601 without offset in `zone` (IANA).

    `rooms` are names of rooms. `state` is draft, planned, cancelled or discarded. `version` counts the dates it had,
    `revision` how often it was changed. `kind` is webinar, workshop, conference or deadline. `series` is the number of
    the first event of its series. Without a `capacity` everybody has a place. `place` is where it is held beside its
    `link`, which is shown from `link_from` before the start on (None: always).
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
    kind: str = "webinar"
    speakers: str = ""
    capacity: int | None = None
    series: int | None = None
    revision: int = 0
    place: str = ""
    link_from: timedelta | None = None

    def link_at(self, now: datetime) -> str:
        """Return the link as it may be shown at a moment (aware): nothing before its time."""
        return self.link if self.link_from is None or now >= self.starts - self.link_from else ""

    @property
    def ends(self) -> datetime:
        """The moment at which it is over."""
        return self.starts + self.length


async def add(tx: Tx, event: Event) -> Event:
    """Keep a new event (its `id` is ignored); return it with its number. Numbers are never used again."""
    return replace(event, id=await tx.value(_INSERT, *_values(event)))


async def save(tx: Tx, event: Event) -> None:
    """Write an event that exists as it now is; its `revision` counts on by itself."""
    await tx.execute(_UPDATE, *_values(event), event.id)


async def get(tx: Tx, number: int) -> Event | None:
    """Return the event with a number, whatever its state, or None."""
    row = await tx.one("SELECT * FROM events WHERE id = ?", number)
    return event_of(row) if row else None


async def upcoming(tx: Tx, now: datetime) -> list[Event]:
    """Return the planned events that are not over at a moment, the next one first."""
    return await _not_over(tx, now, "state = 'planned'")


async def next_ones(tx: Tx, now: datetime, until: datetime, limit: int) -> list[Event]:
    """Return so many planned events that are not over at a moment and begin before another, the next one first."""
    rows = await tx.all(
        "SELECT * FROM events WHERE state = 'planned' AND starts_at > ? AND starts_at < ?"
        " AND starts_at + length_minutes * 60000000 > ? ORDER BY starts_at, id LIMIT ?",
        micros(now - LONGEST),
        micros(until),
        micros(now),
        limit,
    )
    return [event_of(row) for row in rows]


async def of_series(tx: Tx, series: int) -> list[Event]:
    """Return the events of a series, in the order of their dates."""
    rows = await tx.all("SELECT * FROM events WHERE series = ? ORDER BY starts_at, id", series)
    return [event_of(row) for row in rows]


async def since(tx: Tx, moment: datetime) -> list[Event]:
    """Return the planned and the cancelled events that end after a moment, the first one first."""
    return await _not_over(tx, moment, "state IN ('planned', 'cancelled')")


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
        tuple(name for name in row["rooms"].split(",") if name),
        row["link"],
        row["description"],
        row["slug"],
        row["state"],
        row["version"],
        row["kind"],
        row["speakers"],
        row["capacity"],
        row["series"],
        row["revision"],
        row["place"],
        None if row["link_from"] is None else timedelta(minutes=row["link_from"]),
    )


def _values(event: Event) -> tuple[object, ...]:
    return (
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
        event.kind,
        event.speakers,
        event.capacity,
        event.series,
        event.place,
        None if event.link_from is None else event.link_from // timedelta(minutes=1),
    )


async def _not_over(tx: Tx, at: datetime, condition: str) -> list[Event]:
    # The condition is one of ours and not a parameter, so that the index of planned events serves it.
    rows = await tx.all(
        f"SELECT * FROM events WHERE {condition} AND starts_at + length_minutes * 60000000 > ?"  # noqa: S608
        " ORDER BY starts_at, id",
        micros(at),
    )
    return [event_of(row) for row in rows]

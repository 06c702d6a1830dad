"""How events were last shown in the platforms' own calendars."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.ids import RoomRef
from storage.database import Row, Tx


@dataclass(frozen=True, slots=True)
class Native:
    """An event in a calendar.

    `stamp` tells one showing from another; `serial` counts the occasions made for it before this one; `state` is shown,
    taken (away by somebody) or over. `mended` is the revision in which somebody else's change was put right.
    """

    event: int
    calendar: RoomRef
    stamp: str
    serial: int = 0
    state: str = "shown"
    mended: int | None = None

    @property
    def key(self) -> str:
        """What the occasion is known by in the outbox and among the links."""
        return f"events:native:{self.event}:{self.serial}>{self.calendar}"


async def save(tx: Tx, native: Native) -> None:
    """Keep how an event is shown in a calendar now."""
    await tx.execute(
        "INSERT INTO native_events (event, calendar, stamp, serial, state, mended) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (event, calendar) DO UPDATE SET stamp = excluded.stamp, serial = excluded.serial,"
        " state = excluded.state, mended = excluded.mended",
        native.event,
        str(native.calendar),
        native.stamp,
        native.serial,
        native.state,
        native.mended,
    )


async def still_open(tx: Tx, calendar: RoomRef) -> dict[int, Native]:
    """Return what a calendar shows, or would if nobody had taken it away, by the events' numbers."""
    rows = await tx.all("SELECT * FROM native_events WHERE calendar = ? AND state <> 'over'", str(calendar))
    return {row["event"]: _native(row) for row in rows}


async def get(tx: Tx, event: int, calendar: RoomRef) -> Native | None:
    """Return how an event is shown in a calendar, None where it never was."""
    row = await tx.one("SELECT * FROM native_events WHERE event = ? AND calendar = ?", event, str(calendar))
    return _native(row) if row else None


def _native(row: Row) -> Native:
    return Native(
        row["event"],
        RoomRef.parse(row["calendar"]),
        row["stamp"],
        row["serial"],
        row["state"],
        row["mended"],
    )

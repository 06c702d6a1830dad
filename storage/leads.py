"""How long before an event rooms and people are reminded of it, where it is not as its kind says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.core.ids import PersonRef
from storage.database import Tx
from storage.people import ACCOUNTS

_SECOND = timedelta(seconds=1)


async def choose(tx: Tx, event: int, audience: str, leads: Iterable[timedelta]) -> None:
    """Keep the times before an event at which a room (its name) or a person (their account) is reminded."""
    await tx.execute(
        "INSERT INTO event_leads (event, audience, leads) VALUES (?, ?, ?)"
        " ON CONFLICT (event, audience) DO UPDATE SET leads = excluded.leads",
        event,
        audience,
        ",".join(str(lead // _SECOND) for lead in leads),
    )


async def of_event(tx: Tx, event: int) -> dict[str, tuple[timedelta, ...]]:
    """Return what was chosen for an event, by audience."""
    rows = await tx.all("SELECT audience, leads FROM event_leads WHERE event = ? ORDER BY audience", event)
    return {row["audience"]: tuple(int(lead) * _SECOND for lead in row["leads"].split(",") if lead) for row in rows}


async def of_person(tx: Tx, person: PersonRef) -> list[int]:
    """Return the numbers of the events of which a person is reminded, on any of their accounts."""
    rows = await tx.all(
        f"SELECT DISTINCT event FROM event_leads WHERE audience IN {ACCOUNTS} ORDER BY event",  # noqa: S608
        str(person),
        str(person),
    )
    return [row["event"] for row in rows]


async def forget(tx: Tx, audience: str) -> None:
    """Drop every choice of an audience."""
    await tx.execute("DELETE FROM event_leads WHERE audience = ?", audience)


async def drop(tx: Tx, event: int, audience: str) -> None:
    """Have an audience reminded as the event's kind says; a person, no more."""
    await tx.execute("DELETE FROM event_leads WHERE event = ? AND audience = ?", event, audience)

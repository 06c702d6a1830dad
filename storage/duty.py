"""Who is on duty, who is away, and whom tickets are for. A person is all of their accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.core.ids import PersonRef
from storage.database import Row, Tx, micros, moment
from storage.people import ACCOUNTS

Mode = Literal["on", "off", "hours"]
_MINE = f"person IN {ACCOUNTS}"
_HAS = f"COALESCE(holder, routes.person) IN {ACCOUNTS}"
_FROM = "FROM tickets LEFT JOIN ticket_routes AS routes ON routes.ticket = tickets.number"
_WAITING = "tickets.state IN ('open', 'taken')"


@dataclass(frozen=True, slots=True)
class Absence:
    """From when until when (aware, UTC) a person is away, and who has their tickets meanwhile, if that was said."""

    person: PersonRef
    begins: datetime
    ends: datetime
    hand_to: PersonRef | None = None


async def set_mode(tx: Tx, person: PersonRef, mode: Mode, hours: str, now: datetime) -> None:
    """Keep when a person is given tickets; `hours` is JSON."""
    await tx.execute(
        "INSERT INTO duty (person, mode, hours, changed_at) VALUES (?, ?, ?, ?) ON CONFLICT (person)"
        " DO UPDATE SET mode = excluded.mode, hours = excluded.hours, changed_at = excluded.changed_at",
        str(person),
        mode,
        hours,
        micros(now),
    )


async def mode_of(tx: Tx, person: PersonRef) -> tuple[Mode, str]:
    """Return what a person chose last, with their hours as JSON; who chose nothing is on duty."""
    sql = f"SELECT mode, hours FROM duty WHERE {_MINE} ORDER BY changed_at DESC LIMIT 1"  # noqa: S608
    row = await tx.one(sql, str(person), str(person))
    return (row["mode"], row["hours"]) if row else ("on", "")


async def go(tx: Tx, absence: Absence) -> None:
    """Keep an absence, in place of any other that the person has."""
    await come_back(tx, absence.person)
    await tx.execute(
        "INSERT INTO absences (person, begins_at, ends_at, hand_to) VALUES (?, ?, ?, ?)",
        str(absence.person),
        micros(absence.begins),
        micros(absence.ends),
        str(absence.hand_to) if absence.hand_to else None,
    )


async def come_back(tx: Tx, person: PersonRef) -> bool:
    """End a person's absence; return whether there was one."""
    return await tx.execute(f"DELETE FROM absences WHERE {_MINE}", str(person), str(person)) > 0  # noqa: S608


async def absence_of(tx: Tx, person: PersonRef, now: datetime) -> Absence | None:
    """Return the absence of a person that has begun or is to come."""
    sql = f"SELECT * FROM absences WHERE {_MINE} AND ends_at > ?"  # noqa: S608
    row = await tx.one(sql, str(person), str(person), micros(now))
    return _absence(row) if row else None


async def beginning(tx: Tx, now: datetime) -> list[Absence]:
    """Return the absences that have begun and whose tickets are still to be handed over."""
    rows = await tx.all(
        "SELECT * FROM absences WHERE begins_at <= ? AND ends_at > ? AND NOT handed ORDER BY begins_at, person",
        micros(now),
        micros(now),
    )
    return [_absence(row) for row in rows]


async def handed(tx: Tx, person: PersonRef) -> None:
    """Note that an absent person's tickets were handed over."""
    await tx.execute("UPDATE absences SET handed = TRUE WHERE person = ?", str(person))


async def route(tx: Tx, ticket: int, person: PersonRef | None, now: datetime) -> None:
    """Keep whom a ticket is for; None is everyone."""
    await tx.execute("DELETE FROM ticket_routes WHERE ticket = ?", ticket)
    if person is not None:
        await tx.execute(
            "INSERT INTO ticket_routes (ticket, person, routed_at) VALUES (?, ?, ?)", ticket, str(person), micros(now)
        )


async def routed(tx: Tx, ticket: int) -> PersonRef | None:
    """Return whom a ticket is for."""
    found = await tx.value("SELECT person FROM ticket_routes WHERE ticket = ?", ticket)
    return PersonRef.parse(found) if found else None


async def waiting_for(tx: Tx, person: PersonRef) -> list[int]:
    """Return the waiting tickets that a person holds, or that are for them and nobody holds."""
    sql = f"SELECT tickets.number {_FROM} WHERE {_WAITING} AND {_HAS} ORDER BY tickets.number"
    return [row["number"] for row in await tx.all(sql, str(person), str(person))]


async def in_hand(tx: Tx, person: PersonRef, answered_since: datetime) -> list[tuple[int, datetime | None]]:
    """Return the tickets that wait for a person or that they answered since a moment, the oldest first.

    With each comes when it was given to somebody (aware, UTC), if it was.
    """
    sql = (
        f"SELECT tickets.number, routed_at {_FROM} WHERE {_HAS}"
        f" AND ({_WAITING} OR (tickets.state = 'answered' AND tickets.answered_at >= ?)) ORDER BY tickets.number"
    )
    rows = await tx.all(sql, str(person), str(person), micros(answered_since))
    return [(row["number"], moment(row["routed_at"]) if row["routed_at"] else None) for row in rows]


async def burden(tx: Tx, person: PersonRef) -> tuple[int, int]:
    """Return how many tickets wait for a person, and when they were last given one (microseconds; 0 for never)."""
    last = f"SELECT COALESCE(MAX(routed_at), 0) FROM ticket_routes WHERE {_MINE}"  # noqa: S608
    given: int = await tx.value(last, str(person), str(person))
    return len(await waiting_for(tx, person)), given


async def export(tx: Tx, person: PersonRef) -> dict[str, Any]:
    """Return what is kept of an account's duty, absence and tickets, ready for JSON."""
    duty = await tx.one("SELECT mode, hours FROM duty WHERE person = ?", str(person))
    away = await tx.one("SELECT * FROM absences WHERE person = ?", str(person))
    routes = await tx.all("SELECT ticket FROM ticket_routes WHERE person = ? ORDER BY ticket", str(person))
    kept: dict[str, Any] = {"duty": dict(duty)} if duty else {}
    if away:
        absence = _absence(away)
        kept["absence"] = {"begins": absence.begins.isoformat(), "ends": absence.ends.isoformat()}
    return kept | ({"tickets": [row["ticket"] for row in routes]} if routes else {})


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase what is kept of an account."""
    await tx.execute("DELETE FROM duty WHERE person = ?", str(person))
    await tx.execute("DELETE FROM absences WHERE person = ?", str(person))
    await tx.execute("UPDATE absences SET hand_to = NULL WHERE hand_to = ?", str(person))
    await tx.execute("DELETE FROM ticket_routes WHERE person = ?", str(person))


def _absence(row: Row) -> Absence:
    return Absence(
        PersonRef.parse(row["person"]),
        moment(row["begins_at"]),
        moment(row["ends_at"]),
        PersonRef.parse(row["hand_to"]) if row["hand_to"] else None,
    )

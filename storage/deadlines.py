"""How long tickets have waited for us, and what is due: each deadline is a row, and is met once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.database import Row, Tx, micros, moment

Kind = Literal["answer soon", "answer", "solution soon", "solution", "idle", "close"]

_WAITS = "tickets.state IN ('open', 'taken')"
_TURN = "LEFT JOIN ticket_turns AS turns ON turns.ticket = tickets.number AND turns.turn = tickets.reopened"
_HOLDS = f"""(
    (deadlines.kind IN ('answer soon', 'answer') AND {_WAITS} AND deadlines.since = turns.since)
    OR (deadlines.kind IN ('solution soon', 'solution') AND {_WAITS})
    OR (deadlines.kind IN ('idle', 'close') AND tickets.state = 'answered' AND deadlines.since = tickets.answered_at)
)"""
_FROM = f"FROM ticket_deadlines AS deadlines JOIN tickets ON tickets.number = deadlines.ticket {_TURN}"
_END_TURNS = (
    "UPDATE ticket_turns SET ended = (SELECT COALESCE(answered_at, closed_at, ?) FROM tickets WHERE number = ticket)"  # noqa: S608
    " WHERE ended IS NULL"
    f" AND EXISTS (SELECT 1 FROM tickets WHERE number = ticket AND (reopened > turn OR NOT {_WAITS}))"
)
_DROP_PAST = (
    "DELETE FROM ticket_deadlines WHERE done_at IS NULL AND due_at <= ? AND (ticket, kind, since) NOT IN"  # noqa: S608
    f" (SELECT deadlines.ticket, deadlines.kind, deadlines.since {_FROM}"
    f" WHERE deadlines.done_at IS NULL AND {_HOLDS})"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A time that a ticket waited for us, from when until when (aware, UTC); None while it does."""

    ticket: int
    number: int
    since: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is due for a ticket, and the beginning of what has lasted too long by then; moments are aware, UTC."""

    ticket: int
    kind: Kind
    since: datetime
    due: datetime


async def begin_turns(tx: Tx, now: datetime) -> list[int]:
    """Note which tickets wait for us; return those whose deadlines are to be set, or set anew for another topic."""
    await tx.execute(_END_TURNS, micros(now))
    rows = await tx.all(
        f"SELECT tickets.number FROM tickets {_TURN} WHERE {_WAITS}"  # noqa: S608
        " AND (turns.topic IS NULL OR turns.topic <> COALESCE(tickets.topic, '')) ORDER BY tickets.number"
    )
    await tx.many(
        "INSERT INTO ticket_turns (ticket, turn, since, topic)"
        " SELECT number, reopened, CASE WHEN reopened = 0 THEN opened_at ELSE ? END, COALESCE(topic, '')"
        " FROM tickets WHERE number = ? ON CONFLICT (ticket, turn) DO UPDATE SET topic = excluded.topic",
        [(micros(now), row["number"]) for row in rows],
    )
    return [row["number"] for row in rows]


async def turns(tx: Tx, ticket: int) -> list[Turn]:
    """Return the times that a ticket waited for us, in order."""
    rows = await tx.all("SELECT * FROM ticket_turns WHERE ticket = ? ORDER BY turn", ticket)
    return [_turn(row) for row in rows]


async def unasked(tx: Tx) -> list[tuple[int, datetime]]:
    """Return the answered tickets of which it is not set when they are asked about, with when they were answered."""
    rows = await tx.all(
        "SELECT number, answered_at FROM tickets WHERE state = 'answered' AND parent IS NULL"
        " AND answered_at IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM ticket_deadlines WHERE ticket = number AND kind = 'idle' AND since = answered_at)"
    )
    return [(row["number"], moment(row["answered_at"])) for row in rows]


async def put(tx: Tx, deadline: Deadline) -> None:
    """Set a deadline, or another moment for one that is not met yet."""
    await tx.execute(
        "INSERT INTO ticket_deadlines (ticket, kind, since, due_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (ticket, kind, since) DO UPDATE SET due_at = excluded.due_at"
        " WHERE ticket_deadlines.done_at IS NULL",
        deadline.ticket,
        deadline.kind,
        micros(deadline.since),
        micros(deadline.due),
    )


async def due(tx: Tx, now: datetime) -> list[Deadline]:
    """Return what is due at a moment and still holds, the earliest first."""
    rows = await tx.all(
        f"SELECT deadlines.* {_FROM} WHERE deadlines.done_at IS NULL AND deadlines.due_at <= ?"
        f" AND tickets.parent IS NULL AND {_HOLDS} ORDER BY deadlines.due_at, deadlines.ticket, deadlines.kind",
        micros(now),
    )
    return [_deadline(row) for row in rows]


async def done(tx: Tx, deadline: Deadline, now: datetime) -> None:
    """Note that a deadline was met."""
    await tx.execute(
        "UPDATE ticket_deadlines SET done_at = ? WHERE ticket = ? AND kind = ? AND since = ? AND done_at IS NULL",
        micros(now),
        deadline.ticket,
        deadline.kind,
        micros(deadline.since),
    )


async def drop_past(tx: Tx, now: datetime) -> None:
    """Drop what is due and no longer holds, so that nobody looks at it again."""
    await tx.execute(_DROP_PAST, micros(now))


async def forget_unmet(tx: Tx) -> None:
    """Drop the deadlines that are not met yet, to set them anew: the settings may be others now."""
    await tx.execute("DELETE FROM ticket_deadlines WHERE done_at IS NULL AND kind <> 'close'")
    await tx.execute("UPDATE ticket_turns SET topic = NULL WHERE ended IS NULL")


async def late(tx: Tx, now: datetime) -> set[int]:
    """Return the waiting tickets whose answer or solution should have been there by now."""
    rows = await tx.all(
        f"SELECT DISTINCT deadlines.ticket {_FROM} WHERE deadlines.kind IN ('answer', 'solution')"
        f" AND deadlines.due_at <= ? AND {_HOLDS}",
        micros(now),
    )
    return {row["ticket"] for row in rows}


def _turn(row: Row) -> Turn:
    return Turn(row["ticket"], row["turn"], moment(row["since"]), moment(row["ended"]) if row["ended"] else None)


def _deadline(row: Row) -> Deadline:
    return Deadline(row["ticket"], row["kind"], moment(row["since"]), moment(row["due_at"]))

"""Incidents: tickets that stand for many which ask the same, where they are shown, and who asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import PersonRef, RoomRef
from storage import learning
from storage.database import Row, Tx, micros, moment
from storage.learning import Unanswered

_COMPARED = 20
"""So many of the first questions of an incident say what it is about."""
_FAMILY = "tickets JOIN questions ON questions.id = tickets.question WHERE (tickets.number = ? OR tickets.parent = ?)"
_ASKERS = _FAMILY.replace(" WHERE", " LEFT JOIN linked_accounts ON linked_accounts.account = questions.person WHERE")
_WHO = "COALESCE(linked_accounts.person, questions.person)"


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident by the number of the ticket that stands for all; moments are aware, UTC.

    `words` are what facilitators call it, empty where they said nothing; `ended_at` is None while it goes on.
    """

    ticket: int
    opened_at: datetime
    words: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Recent:
    """A question as it was asked lately; `at` is aware, UTC."""

    id: int
    text: str
    at: datetime


async def begin(tx: Tx, ticket: int, now: datetime) -> None:
    """Have a ticket stand for an incident; one that ended goes on."""
    await tx.execute(
        "INSERT INTO incidents (ticket, opened_at) VALUES (?, ?)"
        " ON CONFLICT (ticket) DO UPDATE SET ended_at = NULL, opened_at = excluded.opened_at, words = ''",
        ticket,
        micros(now),
    )
    await tx.execute("DELETE FROM incident_places WHERE ticket = ?", ticket)


async def end(tx: Tx, ticket: int, now: datetime) -> bool:
    """End an incident; False where it had ended."""
    changed = await tx.execute(
        "UPDATE incidents SET ended_at = ? WHERE ticket = ? AND ended_at IS NULL", micros(now), ticket
    )
    return changed > 0


async def reword(tx: Tx, ticket: int, words: str) -> None:
    """Keep what facilitators call an incident; nothing for its askers' words."""
    await tx.execute("UPDATE incidents SET words = ? WHERE ticket = ?", words, ticket)


async def clear_words(tx: Tx, before: datetime) -> None:
    """Clear what the incidents were called that ended before a moment."""
    await tx.execute("UPDATE incidents SET words = '' WHERE words <> '' AND ended_at < ?", micros(before))


async def going(tx: Tx) -> list[Incident]:
    """Return the incidents that have not ended, the oldest first."""
    return [_incident(row) for row in await tx.all("SELECT * FROM incidents WHERE ended_at IS NULL ORDER BY ticket")]


async def ended_since(tx: Tx, since: datetime) -> list[Incident]:
    """Return the incidents that ended since a moment, the last first."""
    rows = await tx.all("SELECT * FROM incidents WHERE ended_at >= ? ORDER BY ended_at DESC", micros(since))
    return [_incident(row) for row in rows]


async def of_ticket(tx: Tx, ticket: int) -> list[Incident]:
    """Return the incidents for which a ticket stands now, which may have ended."""
    rows = await tx.all(
        "SELECT incidents.* FROM incidents JOIN tickets ON tickets.number = incidents.ticket"
        " WHERE COALESCE(tickets.parent, tickets.number) = ? ORDER BY incidents.ticket",
        ticket,
    )
    return [_incident(row) for row in rows]


async def about(tx: Tx, ticket: int) -> list[str]:
    """Return the words of the first questions of the ticket that stands for an incident."""
    rows = await tx.all(
        f"SELECT questions.text AS text FROM {_FAMILY} AND questions.text <> '' ORDER BY tickets.number LIMIT ?",  # noqa: S608
        ticket,
        ticket,
        _COMPARED,
    )
    return [row["text"] for row in rows]


async def wordings(tx: Tx, ticket: int, *, besides: PersonRef | None = None) -> tuple[list[str], list[str], list[str]]:
    """Return how an incident was first asked in public and in private, and the names of those who asked.

    One account may be left out.
    """
    rows = await tx.all(
        f"SELECT questions.text AS text, name, private FROM {_FAMILY} AND questions.text <> ''"  # noqa: S608
        " AND COALESCE(questions.person, '') <> ? ORDER BY private, tickets.number LIMIT ?",
        ticket,
        ticket,
        str(besides or "-"),
        _COMPARED,
    )
    public, private = ([row["text"] for row in rows if bool(row["private"]) is secret] for secret in (False, True))
    return public, private, [row["name"] for row in rows]


async def people(tx: Tx, ticket: int) -> int:
    """Return how many people asked in a ticket and those merged into it; several accounts of a person are one."""
    found: int = await tx.value(f"SELECT COUNT(DISTINCT {_WHO}) FROM {_ASKERS}", ticket, ticket)  # noqa: S608
    return found


async def has_asked(tx: Tx, ticket: int, person: PersonRef) -> bool:
    """Tell whether a person, known by this account, asked in a ticket or in one that was merged into it."""
    found = await tx.value(f"SELECT 1 FROM {_ASKERS} AND {_WHO} = ?", ticket, ticket, str(person))  # noqa: S608
    return found is not None


async def asked_in(tx: Tx, ticket: int) -> list[RoomRef]:
    """Return the rooms where all could read the questions of a ticket and of those merged into it."""
    rows = await tx.all(
        f"SELECT DISTINCT questions.room AS room FROM {_FAMILY} AND NOT questions.private ORDER BY questions.room",  # noqa: S608
        ticket,
        ticket,
    )
    return [RoomRef.parse(row["room"]) for row in rows if row["room"]]


async def shown(tx: Tx, ticket: int) -> dict[RoomRef, int]:
    """Return where an incident is shown, and how many people were counted there last."""
    rows = await tx.all("SELECT place, people FROM incident_places WHERE ticket = ? ORDER BY place", ticket)
    return {RoomRef.parse(row["place"]): row["people"] for row in rows}


async def show(tx: Tx, ticket: int, place: RoomRef, count: int) -> None:
    """Note that an incident is shown in a place with so many people."""
    await tx.execute(
        "INSERT INTO incident_places (ticket, place, people) VALUES (?, ?, ?)"
        " ON CONFLICT (ticket, place) DO UPDATE SET people = excluded.people",
        ticket,
        str(place),
        count,
    )


async def asked_lately(tx: Tx, since: datetime, after: int) -> list[Recent]:
    """Return the questions asked since a moment whose numbers are above one, in the order of their numbers."""
    rows = await tx.all(
        "SELECT id, text, at FROM questions WHERE at >= ? AND id > ? AND outcome IN ('suggested', 'passed on')"
        " ORDER BY id",
        micros(since),
        after,
    )
    return [Recent(row["id"], row["text"], moment(row["at"])) for row in rows]


async def unanswered_among(tx: Tx, ids: Collection[int], since: datetime) -> list[Unanswered]:
    """Return which of some questions have no answer, the oldest first."""
    return [each for each in await learning.unanswered(tx, since) if each.question.id in ids]


def _incident(row: Row) -> Incident:
    ended = row["ended_at"]
    return Incident(row["ticket"], moment(row["opened_at"]), row["words"], None if ended is None else moment(ended))

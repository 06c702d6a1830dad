"""Which survey those who were at an event are asked to answer, and since when they have been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import PersonRef
from storage.database import Row, Tx, micros, moment


@dataclass(frozen=True, slots=True)
class Feedback:
    """That an event has a survey (both by number); `invited` is when people were asked (aware, UTC), None for not yet.

    Whoever checks in later is asked then.
    """

    event: int
    survey: int
    invited: datetime | None


async def choose(tx: Tx, event: int, survey: int) -> None:
    """Have those who were at an event asked to answer a survey, in place of any other."""
    await tx.execute(
        "INSERT INTO event_surveys (event, survey) VALUES (?, ?) ON CONFLICT (event) DO UPDATE"
        " SET survey = excluded.survey, invited_at = NULL WHERE event_surveys.survey <> excluded.survey",
        event,
        survey,
    )


async def drop(tx: Tx, event: int) -> None:
    """Ask nobody who was at an event."""
    await tx.execute("DELETE FROM event_surveys WHERE event = ?", event)


async def of_event(tx: Tx, event: int) -> Feedback | None:
    """Return an event's survey, None where it has none."""
    row = await tx.one("SELECT * FROM event_surveys WHERE event = ?", event)
    return _feedback(row) if row else None


async def due(tx: Tx, now: datetime) -> list[Feedback]:
    """Return the events that are over at a moment, took place, and whose people have still to be asked."""
    rows = await tx.all(
        "SELECT event_surveys.* FROM event_surveys JOIN events ON events.id = event_surveys.event"
        " WHERE invited_at IS NULL AND events.state = 'planned'"
        " AND events.starts_at + events.length_minutes * 60000000 <= ? ORDER BY event",
        micros(now),
    )
    return [_feedback(row) for row in rows]


async def invited(tx: Tx, event: int, now: datetime) -> None:
    """Note that the people of an event were asked."""
    await tx.execute("UPDATE event_surveys SET invited_at = ? WHERE event = ?", micros(now), event)


async def attendees(tx: Tx, event: int) -> list[PersonRef]:
    """Return who checked in to an event, a person once, in the order in which they did."""
    rows = await tx.all(
        "SELECT here.person FROM event_checkins AS here LEFT JOIN linked_accounts AS tied ON tied.account = here.person"
        " WHERE here.event = ? GROUP BY COALESCE(tied.person, here.person) ORDER BY MIN(here.at)",
        event,
    )
    return [PersonRef.parse(row["person"]) for row in rows]


def _feedback(row: Row) -> Feedback:
    at = row["invited_at"]
    return Feedback(row["event"], row["survey"], None if at is None else moment(at))

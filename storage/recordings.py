"""Where the recordings of events are, who wants them, and who has them. A person counts once, with any account."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.ids import PersonRef
from storage.database import Tx
from storage.people import ACCOUNTS


@dataclass(frozen=True, slots=True)
class Recording:
    """Where an event's recording is; `revision` counts the links that there were, from 1."""

    link: str
    revision: int


async def of_event(tx: Tx, event: int) -> Recording | None:
    """Return an event's recording, None where there is none yet."""
    row = await tx.one("SELECT link, revision FROM event_recordings WHERE event = ?", event)
    return Recording(row["link"], row["revision"]) if row else None


async def put(tx: Tx, event: int, link: str) -> Recording:
    """Say where an event's recording is; another link than before is a new revision."""
    await tx.execute(
        "INSERT INTO event_recordings (event, link) VALUES (?, ?) ON CONFLICT (event) DO UPDATE SET"
        " link = excluded.link, revision = event_recordings.revision + 1 WHERE event_recordings.link <> excluded.link",
        event,
        link,
    )
    row = await tx.one("SELECT revision FROM event_recordings WHERE event = ?", event)
    return Recording(link, row["revision"] if row else 1)


async def want(tx: Tx, event: int, person: PersonRef, sent: int) -> None:
    """Note that a person wants an event's recording, and which revision they have been sent (0: none)."""
    known = await tx.execute(
        f"UPDATE recording_wishes SET sent = ? WHERE event = ? AND person IN {ACCOUNTS}",  # noqa: S608 - a constant
        sent,
        event,
        str(person),
        str(person),
    )
    if not known:
        await tx.execute("INSERT INTO recording_wishes VALUES (?, ?, ?)", event, str(person), sent)


async def owed(tx: Tx, event: int, revision: int) -> list[tuple[PersonRef, bool]]:
    """Return who wants an event's recording and was not sent this revision, and whether they were sent another.

    From then on they count as sent this one. People come in the order of their accounts.
    """
    rows = await tx.all(
        "SELECT MIN(wish.person) AS person, MAX(wish.sent) AS sent FROM recording_wishes AS wish"
        " LEFT JOIN linked_accounts AS tied ON tied.account = wish.person"
        " WHERE wish.event = ? GROUP BY COALESCE(tied.person, wish.person) HAVING MAX(wish.sent) < ? ORDER BY person",
        event,
        revision,
    )
    await tx.execute("UPDATE recording_wishes SET sent = ? WHERE event = ?", revision, event)
    return [(PersonRef.parse(row["person"]), row["sent"] > 0) for row in rows]


async def of_person(tx: Tx, person: PersonRef) -> list[int]:
    """Return the numbers of the events whose recording a person wants, with any of their accounts."""
    rows = await tx.all(
        f"SELECT DISTINCT event FROM recording_wishes WHERE person IN {ACCOUNTS} ORDER BY event",  # noqa: S608
        str(person),
        str(person),
    )
    return [row["event"] for row in rows]


async def drop(tx: Tx, event: int, person: PersonRef) -> bool:
    """Note that a person does not want an event's recording; return whether they did."""
    dropped = await tx.execute(
        f"DELETE FROM recording_wishes WHERE event = ? AND person IN {ACCOUNTS}",  # noqa: S608 - a constant
        event,
        str(person),
        str(person),
    )
    return dropped > 0


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase which recordings an account wants."""
    await tx.execute("DELETE FROM recording_wishes WHERE person = ?", str(person))

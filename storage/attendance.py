"""Who was at an event: the code to check in with, who did, and the names for their certificates.

A person counts once, with whichever account they said that they come and whichever they came with.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.events import Person
from bot.core.ids import PersonRef
from storage.database import Row, Tx, micros, moment
from storage.people import ACCOUNTS

_ROLL = """
SELECT COALESCE(tied.person, present.person) AS whose, present.* FROM (
    SELECT person, name, waiting, NULL AS at, FALSE AS by_code FROM event_guests WHERE event = ?
    UNION ALL SELECT person, name, NULL, at, by_code FROM event_checkins WHERE event = ?
) AS present
LEFT JOIN linked_accounts AS tied ON tied.account = present.person
ORDER BY present.at IS NULL, present.at, present.name
"""
_NAMES = """
SELECT COALESCE(tied.person, wanted.person) AS whose, wanted.name FROM certificate_names AS wanted
LEFT JOIN linked_accounts AS tied ON tied.account = wanted.person ORDER BY wanted.used_at
"""
_PAST = "SELECT id FROM events WHERE starts_at + length_minutes * 60000000 < ?"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """That somebody was at an event; `at` is aware, UTC."""

    event: int
    person: PersonRef
    name: str
    by_code: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was to come to an event or came: `came` is when (aware, UTC), None for who did not.

    `waiting` is whether they were still waiting for a place, None where they had not said that they come.
    `certificate` is the name for their certificate, None where they want none.
    """

    person: PersonRef
    name: str
    waiting: bool | None
    came: datetime | None
    by_code: bool
    certificate: str | None


async def code(tx: Tx, event: int) -> str | None:
    """Return an event's code, None where it has none yet."""
    found: str | None = await tx.value("SELECT code FROM event_codes WHERE event = ?", event)
    return found


async def give_code(tx: Tx, event: int, code: str) -> bool:
    """Give an event that has none a code; False where another event has this one."""
    return await tx.execute("INSERT INTO event_codes VALUES (?, ?) ON CONFLICT DO NOTHING", event, code) > 0


async def with_code(tx: Tx, code: str) -> int | None:
    """Return the number of the event with a code, None where there is none."""
    found: int | None = await tx.value("SELECT event FROM event_codes WHERE code = ?", code)
    return found


async def check_in(tx: Tx, event: int, person: Person, at: datetime, *, by_code: bool) -> CheckIn:
    """Note that somebody is at an event; return the note, which is the first one with any of their accounts."""
    found = next((each for each in await of_person(tx, person.ref) if each.event == event), None)
    if found is None:
        found = CheckIn(event, person.ref, person.name, by_code, at)
        await tx.execute(
            "INSERT INTO event_checkins (event, person, name, by_code, at) VALUES (?, ?, ?, ?, ?)",
            event,
            str(person.ref),
            person.name,
            by_code,
            micros(at),
        )
    return found


async def of_person(tx: Tx, person: PersonRef) -> list[CheckIn]:
    """Return where a person was, with any of their accounts."""
    rows = await tx.all(
        f"SELECT * FROM event_checkins WHERE person IN {ACCOUNTS} ORDER BY at, event",  # noqa: S608 - a constant
        str(person),
        str(person),
    )
    return [_check_in(row) for row in rows]


async def roll(tx: Tx, event: int) -> list[Attendee]:
    """Return everybody who came to an event, in the order in which they did, and then who only was to come."""
    names = {row["whose"]: row["name"] for row in await tx.all(_NAMES)}
    found: dict[str, Attendee] = {}
    for row in await tx.all(_ROLL, event, event):
        known = found.setdefault(row["whose"], _attendee(row, names.get(row["whose"])))
        if row["waiting"] is not None:
            waiting = bool(row["waiting"]) and known.waiting is not False
            found[row["whose"]] = replace(known, waiting=waiting)
    return list(found.values())


async def wish(tx: Tx, person: PersonRef, name: str, at: datetime) -> None:
    """Keep the name for a person's certificates."""
    await tx.execute(
        "INSERT INTO certificate_names (person, name, used_at) VALUES (?, ?, ?)"
        " ON CONFLICT (person) DO UPDATE SET name = excluded.name, used_at = excluded.used_at",
        str(person),
        name,
        micros(at),
    )


async def certificate_name(tx: Tx, person: PersonRef) -> str | None:
    """Return the name for a person's certificates, given with any of their accounts; None where they want none."""
    found: str | None = await tx.value(
        f"SELECT name FROM certificate_names WHERE person IN {ACCOUNTS} ORDER BY used_at DESC LIMIT 1",  # noqa: S608
        str(person),
        str(person),
    )
    return found


async def unwish(tx: Tx, person: PersonRef) -> None:
    """Drop the name for a person's certificates, whichever account it was given with."""
    await tx.execute(
        f"DELETE FROM certificate_names WHERE person IN {ACCOUNTS}",  # noqa: S608 - a constant
        str(person),
        str(person),
    )


async def clear_codes(tx: Tx, before: datetime) -> None:
    """Drop the codes of events that ended before a moment (aware)."""
    await tx.execute(f"DELETE FROM event_codes WHERE event IN ({_PAST})", micros(before))  # noqa: S608 - a constant


async def clear(tx: Tx, before: datetime) -> None:
    """Drop who came, and was to come, to events that ended before a moment, and names not used since."""
    for table in ("event_checkins", "event_guests", "event_interest", "recording_wishes"):
        await tx.execute(f"DELETE FROM {table} WHERE event IN ({_PAST})", micros(before))  # noqa: S608 - our own names
    await tx.execute("DELETE FROM certificate_names WHERE used_at < ?", micros(before))


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase where an account was, and the name for its certificates."""
    await tx.execute("DELETE FROM event_checkins WHERE person = ?", str(person))
    await tx.execute("DELETE FROM certificate_names WHERE person = ?", str(person))


def _check_in(row: Row) -> CheckIn:
    return CheckIn(row["event"], PersonRef.parse(row["person"]), row["name"], bool(row["by_code"]), moment(row["at"]))


def _attendee(row: Row, certificate: str | None) -> Attendee:
    return Attendee(
        PersonRef.parse(row["person"]),
        row["name"],
        None,
        None if row["at"] is None else moment(row["at"]),
        bool(row["by_code"]),
        certificate,
    )

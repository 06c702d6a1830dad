"""The choices that were offered with a delivery or an answer, and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.delivery import Choice, Delivery
from bot.core.ids import PersonRef, RoomRef
from storage.database import Row, Tx, micros
from storage.people import ACCOUNTS

_PUT = (
    "INSERT INTO offers (token, number, label, command, takes_text, room, person, offered_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)

_LATEST = (
    f"SELECT token FROM offers WHERE room = ? AND person IN {ACCOUNTS} AND offered_at >= ?"  # noqa: S608
    " AND NOT passed ORDER BY offered_at DESC LIMIT 1"
)
_PASSED = "UPDATE offers SET passed = TRUE WHERE room = ? AND person = ? AND offered_at >= ? AND offered_at < ?"


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice: `number` counts from 1, `person` (written ``platform:id``) is the only one who may choose, if set."""

    token: str
    number: int
    choice: Choice
    person: str | None


async def put(tx: Tx, token: str, choices: Sequence[Choice], room: RoomRef, person: str | None, now: datetime) -> None:
    """Keep the choices offered under a token."""
    if choices:
        await tx.many(_PUT, _rows(token, choices, room, person, now))


async def put_all(tx: Tx, deliveries: Iterable[Delivery], now: datetime) -> None:
    """Keep the choices of many deliveries, as `put` does one by one."""
    rows = [row for each in deliveries for row in _rows(each.token, each.choices, each.to, each.offered_to, now)]
    if rows:
        await tx.many(_PUT, rows)


def _rows(
    token: str, choices: Sequence[Choice], room: RoomRef, person: str | None, now: datetime
) -> list[tuple[object, ...]]:
    return [
        (token, number, choice.label, choice.command, choice.takes_text, str(room), person, micros(now))
        for number, choice in enumerate(choices, start=1)
    ]


async def with_token(tx: Tx, token: str) -> list[Offer]:
    """Return what was offered under a token, in order."""
    return [_offer(row) for row in await tx.all("SELECT * FROM offers WHERE token = ? ORDER BY number", token)]


async def latest(tx: Tx, room: RoomRef, person: PersonRef, since: datetime) -> list[Offer]:
    """Return what was last offered to a person, by any account, in a room since a moment; empty where nothing was.

    What they have passed over does not count.
    """
    token = await tx.value(_LATEST, str(room), str(person), str(person), micros(since))
    return await with_token(tx, token) if token else []


async def pass_over(tx: Tx, room: RoomRef, person: PersonRef, since: datetime, before: datetime) -> None:
    """Note that an account went on to something else than what it was offered in a room between two moments."""
    await tx.later(_PASSED, [(str(room), str(person), micros(since), micros(before))], sure=True)


async def renew(tx: Tx, token: str, now: datetime) -> None:
    """Keep what was offered under a token as long as if it had been offered now."""
    await tx.execute("UPDATE offers SET offered_at = ? WHERE token = ?", micros(now), token)


async def forget(tx: Tx, person: PersonRef) -> None:
    """Drop what was offered to a person alone."""
    await tx.execute("DELETE FROM offers WHERE person = ?", str(person))


def _offer(row: Row) -> Offer:
    choice = Choice(row["label"], row["command"], bool(row["takes_text"]))
    return Offer(row["token"], row["number"], choice, row["person"])

"""What is owed, to which room, in which order, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, lru_cache

import structlog
from pydantic import TypeAdapter

from bot.core.delivery import Action, Delivery
from bot.core.ids import PersonRef, RoomRef
from storage import offers
from storage.database import Row, Tx, micros, moment

_PUT = (
    "INSERT INTO outbox (key, token, room, payload, owed_at, due_at, trace) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (key) DO NOTHING"
)
_NEVER = 2**62
"""Later than any moment, in microseconds."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A row of the outbox; moments are aware, UTC.

    `claimed_at` is of the first attempt that is still undecided, `done_at` of when it arrived or was given up. What
    needed no attempt to be done concerned a message that was not there. `trace` is what the log has its story under.
    """

    id: int
    delivery: Delivery
    state: str
    attempts: int
    owed_at: datetime
    due_at: datetime
    claimed_at: datetime | None
    done_at: datetime | None
    reason: str | None
    trace: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a room stands: how much waits for it, since when (aware, UTC) the oldest does, and how much was given up."""

    waiting: int = 0
    oldest: datetime | None = None
    buried: int = 0


async def put(tx: Tx, delivery: Delivery, now: datetime, *, due: datetime | None = None) -> None:
    """Owe a delivery and offer its choices; where its key was owed before, that is left as it is.

    It is not tried before `due` (aware), which is now if not given, nor is what is owed to its room after it. The trace
    that the log is bound to now is kept with it.
    """
    row = _row(delivery, now, due)
    tx.owed.add(RoomRef.parse(_queue_of(delivery)))
    if not delivery.choices:
        # Whatever cannot be stored of a delivery could not be written as JSON either.
        await tx.later(_PUT, [row], sure=True)
    elif await tx.execute(_PUT, *row):
        await offers.put(tx, delivery.token, delivery.choices, delivery.to, delivery.offered_to, now)


async def last_private(tx: Tx, keys: str) -> datetime | None:
    """Return when the last of what waits untried for private conversations is due, None where nothing does.

    It is looked for among the keys that begin so, with a colon behind.
    """
    found = await tx.value(
        "SELECT MAX(due_at) FROM outbox WHERE state IN ('pending', 'sending') AND attempts = 0"
        " AND key > ? AND key < ? AND room LIKE '%:dm:%'",
        f"{keys}:",
        f"{keys};",  # the semicolon comes next after the colon
    )
    return _moment(found)


async def put_all(tx: Tx, deliveries: Iterable[tuple[Delivery, datetime | None]], now: datetime) -> None:
    """Owe many deliveries, each with its `due`, as `put` does one by one, in few walks to the database.

    Those that were owed before must offer what they offered then.
    """
    several = list(deliveries)
    tx.owed.update(RoomRef.parse(_queue_of(delivery)) for delivery, _ in several)
    await tx.many(_PUT, [_row(delivery, now, due) for delivery, due in several])
    await offers.put_all(tx, [delivery for delivery, _ in several], now)


def _row(delivery: Delivery, now: datetime, due: datetime | None) -> tuple[object, ...]:
    return (
        delivery.key,
        delivery.token,
        _queue_of(delivery),
        dump(delivery),
        micros(now),
        micros(due or now),
        structlog.contextvars.get_contextvars().get("trace", ""),
    )


def _queue_of(delivery: Delivery) -> str:
    """Return where a delivery stands in line: in its room, but what is only passed on must not hold the room up."""
    return f"{delivery.to}/publish" if delivery.action is Action.PUBLISH else str(delivery.to)


def dump(delivery: Delivery) -> str:
    """Write a delivery as JSON."""
    return _adapter().dump_json(delivery, exclude_defaults=False).decode()


@lru_cache(maxsize=256)
def load(stored: str) -> Delivery:
    """Read a delivery from JSON; what stands in line is looked at again for each that goes before it."""
    return _adapter().validate_json(stored)


@cache
def _adapter() -> TypeAdapter[Delivery]:
    return TypeAdapter(Delivery)


def _owed(row: Row) -> Owed:
    return Owed(
        row["id"],
        load(row["payload"]),
        row["state"],
        row["attempts"],
        moment(row["owed_at"]),
        moment(row["due_at"]),
        _moment(row["claimed_at"]),
        _moment(row["done_at"]),
        row["reason"],
        row["trace"],
    )


def _moment(stored: int | None) -> datetime | None:
    return None if stored is None else moment(stored)


# A loose index scan: one step a room however much is owed, where DISTINCT would read every row.
_ROOMS = """
WITH RECURSIVE owed (room) AS (
    SELECT MIN(room) FROM outbox WHERE state IN ('pending', 'sending')
    UNION ALL
    SELECT (SELECT MIN(room) FROM outbox WHERE state IN ('pending', 'sending') AND room > owed.room)
    FROM owed WHERE owed.room IS NOT NULL
)
SELECT room FROM owed WHERE room IS NOT NULL
"""


async def rooms(tx: Tx) -> list[RoomRef]:
    """Return every room to which something is owed."""
    rows = await tx.all(_ROOMS)
    return [RoomRef.parse(row["room"]) for row in rows]


async def queue(tx: Tx, room: RoomRef, limit: int, after: int = 0) -> list[Owed]:
    """Return what is owed first to a room, due or not, in order: nothing overtakes what stands before it.

    Give the number of the last one of a page to read the next page.
    """
    rows = await tx.all(
        "SELECT * FROM outbox WHERE room = ? AND state IN ('pending', 'sending') AND id > ? ORDER BY id LIMIT ?",
        str(room),
        after,
        limit,
    )
    return [_owed(row) for row in rows]


async def waiting(tx: Tx, room: RoomRef, owed_before: datetime | None = None) -> int:
    """Return how much is owed to a room; only what was owed before a moment, if one is given."""
    found = await tx.value(
        "SELECT COUNT(*) FROM outbox WHERE room = ? AND state IN ('pending', 'sending') AND owed_at < ?",
        str(room),
        _NEVER if owed_before is None else micros(owed_before),
    )
    return int(found)


async def merged(tx: Tx, digest: str) -> list[Owed]:
    """Return what is still owed and is in the digest with a key, in order."""
    rows = await tx.all(
        "SELECT * FROM outbox WHERE key IN (SELECT key FROM digest_members WHERE digest = ?)"
        " AND state IN ('pending', 'sending') ORDER BY id",
        digest,
    )
    return [_owed(row) for row in rows]


async def reword(tx: Tx, owed: Owed) -> None:
    """Have a delivery that was not tried yet say what it says here."""
    await tx.execute("UPDATE outbox SET payload = ? WHERE id = ?", dump(owed.delivery), owed.id)


async def claim(tx: Tx, ids: Sequence[int], now: datetime) -> None:
    """Note, before they are tried, that deliveries may from now on have been sent."""
    await tx.later(
        "UPDATE outbox SET state = 'sending', attempts = attempts + 1, claimed_at = COALESCE(claimed_at, ?)"
        " WHERE id = ?",
        [(micros(now), one) for one in ids],
    )


async def release(tx: Tx, owed: Sequence[Owed]) -> None:
    """Take back the claim on deliveries that were not tried: they are as they were before it."""
    await tx.many(
        "UPDATE outbox SET state = ?, attempts = ?, claimed_at = ? WHERE id = ?",
        [(one.state, one.attempts, micros(one.claimed_at) if one.claimed_at else None, one.id) for one in owed],
    )


async def sent(tx: Tx, ids: Sequence[int], now: datetime) -> None:
    """Note that deliveries arrived."""
    await tx.later(
        "UPDATE outbox SET state = 'sent', done_at = ?, reason = NULL WHERE id = ?", [(micros(now), one) for one in ids]
    )


async def retry(tx: Tx, id: int, due: datetime, reason: str, *, in_doubt: bool) -> None:
    """Have it tried again at a moment; `in_doubt` keeps the first claim, because it may have been sent since."""
    await tx.execute(
        "UPDATE outbox SET state = ?, due_at = ?, reason = ?, claimed_at = CASE WHEN ? THEN claimed_at END"
        " WHERE id = ?",
        "sending" if in_doubt else "pending",
        micros(due),
        reason,
        in_doubt,
        id,
    )


async def of_person(tx: Tx, person: PersonRef) -> list[dict[str, str]]:
    """Return what is kept of what was shown as a person's or told to them in private: where, when and the text."""
    rows = await tx.all(f"SELECT room, owed_at, payload FROM outbox WHERE {_THEIRS} ORDER BY id", *_theirs(person))  # noqa: S608
    return [
        {"to": row["room"], "at": moment(row["owed_at"]).isoformat(), "text": str(load(row["payload"]).text)}
        for row in rows
    ]


async def forget(tx: Tx, person: PersonRef) -> None:
    """Drop what was, or was still, to be shown as a person's or told to them in private."""
    await tx.execute(f"DELETE FROM outbox WHERE {_THEIRS}", *_theirs(person))  # noqa: S608


_THEIRS = "(room = ? OR payload LIKE ? ESCAPE '!')"


def _theirs(person: PersonRef) -> tuple[str, str]:
    """Return what `_THEIRS` is filled with: a delivery is written without blanks, its person's account first."""
    shown = json.dumps(
        {"ref": {"platform": person.platform, "id": person.id}}, ensure_ascii=False, separators=(",", ":")
    )
    for special in ("!", "%", "_"):
        shown = shown.replace(special, f"!{special}")
    return str(RoomRef.direct(person)), f'%"as!_person":{shown[:-1]}%'


async def withdraw(tx: Tx, beginning: str, now: datetime) -> int:
    """Be done, without an attempt, with what was not tried yet and has a key that begins so, up to a colon.

    Returns how much that was.
    """
    return await tx.execute(
        "UPDATE outbox SET state = 'sent', done_at = ?"
        " WHERE key > ? AND key < ? AND state = 'pending' AND claimed_at IS NULL",
        micros(now),
        f"{beginning}:",
        f"{beginning};",  # the semicolon comes next after the colon
    )


async def drop(tx: Tx, room: RoomRef) -> int:
    """Owe a room nothing any more; return how much was still owed to it."""
    return await tx.execute("DELETE FROM outbox WHERE room = ? AND state IN ('pending', 'sending')", str(room))


async def take_back(tx: Tx, id: int) -> bool:
    """Owe a delivery no longer that surely has not been sent; False for any other, which is left as it is."""
    taken = await tx.execute(
        "DELETE FROM outbox WHERE id = ? AND state = 'pending' AND claimed_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM links WHERE links.key = outbox.key)",
        id,
    )
    return taken > 0


async def bury(tx: Tx, id: int, now: datetime, reason: str, *, in_doubt: bool = False) -> None:
    """Give it up, with the reason; `in_doubt` keeps the first claim, if any, because it may have been sent since."""
    await tx.execute(
        "UPDATE outbox SET state = 'buried', done_at = ?, reason = ?, claimed_at = CASE WHEN ? THEN claimed_at END"
        " WHERE id = ?",
        micros(now),
        reason,
        in_doubt,
        id,
    )


async def raise_buried(tx: Tx, id: int, now: datetime) -> bool:
    """Owe a buried delivery again; False where no buried one has this number.

    Where it was given up in doubt, it is so again, and looked for before it is sent. What changes it (its key begins
    with this one's and a colon) and found nothing there meanwhile is owed again, too.
    """
    raised = await tx.one(
        "UPDATE outbox SET state = 'pending', attempts = 0, due_at = ?, done_at = NULL"
        " WHERE id = ? AND state = 'buried' RETURNING key, room",
        micros(now),
        id,
    )
    if raised:
        changes = await story(tx, raised["key"], RoomRef.parse(raised["room"]))
        needless = [(micros(now), one.id) for one in changes if one.state == "sent" and not one.attempts]
        await tx.many("UPDATE outbox SET state = 'pending', due_at = ?, done_at = NULL WHERE id = ?", needless)
    return raised is not None


async def buried(tx: Tx, limit: int = 20) -> list[Owed]:
    """Return what was given up, newest first."""
    return [
        _owed(row)
        for row in await tx.all("SELECT * FROM outbox WHERE state = 'buried' ORDER BY id DESC LIMIT ?", limit)
    ]


async def buried_of(tx: Tx, prefix: str, since: datetime) -> list[Delivery]:
    """Return what was given up since a moment of all whose key begins with a prefix, in order."""
    rows = await tx.all(
        "SELECT payload FROM outbox WHERE state = 'buried' AND done_at >= ? AND substr(key, 1, ?) = ? ORDER BY id",
        micros(since),
        len(prefix),
        prefix,
    )
    return [load(row["payload"]) for row in rows]


async def standings(tx: Tx) -> dict[RoomRef, Standing]:
    """Return how every room stands for which something waits or was given up."""
    waiting = await tx.all(
        "SELECT room, COUNT(*) AS number, MIN(owed_at) AS oldest FROM outbox"
        " WHERE state IN ('pending', 'sending') GROUP BY room"
    )
    buried = await tx.all("SELECT room, COUNT(*) AS number FROM outbox WHERE state = 'buried' GROUP BY room")
    found = {row["room"]: Standing(row["number"], moment(row["oldest"])) for row in waiting}
    for row in buried:
        found[row["room"]] = replace(found.get(row["room"], Standing()), buried=row["number"])
    return {RoomRef.parse(room): standing for room, standing in found.items()}


async def last_arrival(tx: Tx, room: RoomRef) -> datetime | None:
    """Return when something last arrived in a room; None where nothing did lately."""
    return _moment(await tx.value("SELECT MAX(done_at) FROM outbox WHERE room = ? AND state = 'sent'", str(room)))


async def last_lag(tx: Tx, room: RoomRef) -> timedelta:
    """Return how long what last arrived in a room had waited; nothing where nothing did lately."""
    found = await tx.value(
        "SELECT done_at - owed_at FROM outbox WHERE room = ? AND state = 'sent' AND attempts > 0"
        " ORDER BY done_at DESC LIMIT 1",
        str(room),
    )
    return timedelta(microseconds=found or 0)


async def story(tx: Tx, key: str, room: RoomRef) -> list[Owed]:
    """Return the delivery with a key to a room and all that was owed to change it, in order (see `raise_buried`)."""
    rows = await tx.all(
        "SELECT * FROM outbox WHERE (key = ? OR (key > ? AND key < ?)) AND room = ? ORDER BY id",
        key,
        f"{key}:",
        f"{key};",  # the semicolon comes next after the colon
        str(room),
    )
    return [_owed(row) for row in rows]


async def with_key(tx: Tx, key: str) -> Owed | None:
    """Return the delivery with a key, or None where it was never owed (or is long done and cleared away)."""
    row = await tx.one("SELECT * FROM outbox WHERE key = ?", key)
    return _owed(row) if row else None

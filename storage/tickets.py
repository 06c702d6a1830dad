"""Tickets: questions that were passed on to the facilitators, who has them, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef
from storage import people, questions
from storage.database import Row, Tx, micros, moment
from storage.questions import Question

State = Literal["open", "taken", "answered", "closed"]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A question that was passed on. `nearest` is the FAQ entry that came closest, with its score (0 to 1).

    `holder` is who took or answered it; moments are aware, UTC.
    """

    number: int
    question: Question
    state: State
    nearest: str | None
    score: float
    holder: PersonRef | None
    holder_name: str
    opened_at: datetime
    answered_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class TicketMessage:
    """What was said in a ticket after its question; `at` is aware, UTC."""

    number: int
    kind: Literal["answer", "follow-up"]
    text: str
    at: datetime


_SELECT = (
    "SELECT tickets.number, state, nearest, score, holder, holder_name, opened_at, answered_at, reason, questions.*"
    " FROM tickets JOIN questions ON questions.id = tickets.question"
)


async def add(tx: Tx, question: Question, nearest: str | None, score: float) -> Ticket:
    """Open a ticket for a question; one that has a ticket keeps it."""
    await tx.execute(
        "INSERT INTO tickets (question, nearest, score, opened_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        question.id,
        nearest,
        score,
        micros(question.at),
    )
    return _ticket(await tx.one(f"{_SELECT} WHERE tickets.question = ?", question.id))


async def get(tx: Tx, number: int) -> Ticket | None:
    """Return a ticket, or None where no ticket has this number."""
    row = await tx.one(f"{_SELECT} WHERE tickets.number = ?", number)
    return _ticket(row) if row else None


async def of_question(tx: Tx, question: int) -> Ticket | None:
    """Return the ticket of a question."""
    row = await tx.one(f"{_SELECT} WHERE tickets.question = ?", question)
    return _ticket(row) if row else None


async def waiting(tx: Tx, limit: int) -> list[Ticket]:
    """Return the open and the taken tickets, oldest first."""
    rows = await tx.all(f"{_SELECT} WHERE state IN ('open', 'taken') ORDER BY tickets.number LIMIT ?", limit)
    return [_ticket(row) for row in rows]


async def count_waiting(tx: Tx) -> int:
    """Return how many tickets wait for an answer."""
    found: int = await tx.value("SELECT COUNT(*) FROM tickets WHERE state IN ('open', 'taken')")
    return found


async def answered_for(tx: Tx, person: PersonRef, since: datetime) -> list[Ticket]:
    """Return a person's tickets that were answered since a moment, the last answer first."""
    rows = await tx.all(
        f"{_SELECT} WHERE person IN {people.ACCOUNTS} AND answered_at >= ? ORDER BY answered_at DESC",
        str(person),
        str(person),
        micros(since),
    )
    return [_ticket(row) for row in rows]


async def in_thread(tx: Tx, root: MessageRef, person: PersonRef) -> Ticket | None:
    """Return a person's newest ticket that was asked in a message or in the thread under it."""
    row = await tx.one(
        f"{_SELECT} WHERE (message = ? OR thread = ?) AND person IN {people.ACCOUNTS}"
        " ORDER BY tickets.number DESC LIMIT 1",
        str(root),
        str(root),
        str(person),
        str(person),
    )
    return _ticket(row) if row else None


async def take(tx: Tx, number: int, by: Person) -> bool:
    """Give an open ticket to a facilitator; False where somebody has it already or it is done."""
    changed = await tx.execute(
        "UPDATE tickets SET state = 'taken', holder = ?, holder_name = ? WHERE number = ? AND state = 'open'",
        str(by.ref),
        by.name,
        number,
    )
    return changed > 0


async def answer(tx: Tx, number: int, by: Person, text: str, now: datetime) -> int:
    """Keep an answer; return its number within the ticket."""
    await tx.execute(
        "UPDATE tickets SET state = 'answered', holder = ?, holder_name = ?, answered_at = ? WHERE number = ?",
        str(by.ref),
        by.name,
        micros(now),
        number,
    )
    return await _say(tx, number, "answer", by.ref, text, now)


async def follow_up(tx: Tx, number: int, by: PersonRef, text: str, now: datetime) -> int:
    """Keep what the asker adds; it opens the ticket again, for who answered it. Return the message's number."""
    await tx.execute(
        "UPDATE tickets SET state = CASE WHEN holder IS NULL THEN 'open' ELSE 'taken' END, answered_at = NULL,"
        " closed_at = NULL, reason = '' WHERE number = ?",
        number,
    )
    return await _say(tx, number, "follow-up", by, text, now)


async def close(tx: Tx, number: int, reason: str, now: datetime) -> None:
    """Close a ticket."""
    await tx.execute(
        "UPDATE tickets SET state = 'closed', reason = ?, closed_at = ? WHERE number = ?", reason, micros(now), number
    )


async def messages(tx: Tx, number: int) -> list[TicketMessage]:
    """Return what was said in a ticket after its question, in order."""
    rows = await tx.all("SELECT * FROM ticket_messages WHERE ticket = ? ORDER BY number", number)
    return [TicketMessage(row["number"], row["kind"], row["text"], moment(row["at"])) for row in rows]


async def clear_texts(tx: Tx, before: datetime) -> None:
    """Clear what was asked and said in tickets that were answered or closed, for the last time, before a moment."""
    rows = await tx.all(
        "SELECT tickets.number, tickets.question FROM tickets JOIN questions ON questions.id = tickets.question"
        " WHERE state IN ('answered', 'closed') AND COALESCE(closed_at, answered_at, opened_at) < ?"
        " AND (questions.text <> '' OR reason <> '' OR EXISTS"
        " (SELECT 1 FROM ticket_messages WHERE ticket = tickets.number AND ticket_messages.text <> ''))",
        micros(before),
    )
    if rows:
        done = [(row["number"],) for row in rows]
        await tx.many("UPDATE ticket_messages SET text = '' WHERE ticket = ?", done)
        await tx.many("UPDATE tickets SET reason = '' WHERE number = ?", done)
        await tx.many("UPDATE questions SET text = '' WHERE id = ?", [(row["question"],) for row in rows])


async def export(tx: Tx, person: PersonRef) -> dict[str, Any]:
    """Return what is kept of a person's tickets: asked, held, and written in; ready for JSON."""
    asked = await tx.all(f"{_SELECT} WHERE person = ? ORDER BY tickets.number", str(person))
    held = await tx.all("SELECT number FROM tickets WHERE holder = ? ORDER BY number", str(person))
    written = await tx.all(
        "SELECT ticket, kind, text, at FROM ticket_messages WHERE person = ? ORDER BY ticket, number", str(person)
    )
    return {
        "asked": [{"number": row["number"], "state": row["state"], "question": row["text"]} for row in asked],
        "held": [row["number"] for row in held],
        "written": [dict(row) | {"at": moment(row["at"]).isoformat()} for row in written],
    }


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase a person's words and name from all tickets, and close those they asked; call before their questions go."""
    await tx.execute(
        "UPDATE tickets SET state = 'closed' WHERE question IN (SELECT id FROM questions WHERE person = ?)",
        str(person),
    )
    await tx.execute(
        "UPDATE ticket_messages SET text = '' WHERE kind = 'answer' AND ticket IN (SELECT number FROM tickets"
        " JOIN questions ON questions.id = tickets.question WHERE questions.person = ?)",
        str(person),
    )
    await tx.execute(
        "UPDATE ticket_messages SET person = NULL, text = CASE WHEN kind = 'answer' THEN text ELSE '' END"
        " WHERE person = ?",
        str(person),
    )
    await tx.execute("UPDATE tickets SET holder = NULL, holder_name = '' WHERE holder = ?", str(person))


async def _say(tx: Tx, ticket: int, kind: str, by: PersonRef, text: str, now: datetime) -> int:
    number: int = await tx.value("SELECT COALESCE(MAX(number), 0) + 1 FROM ticket_messages WHERE ticket = ?", ticket)
    await tx.execute(
        "INSERT INTO ticket_messages (ticket, number, kind, person, text, at) VALUES (?, ?, ?, ?, ?, ?)",
        ticket,
        number,
        kind,
        str(by),
        text,
        micros(now),
    )
    return number


def _ticket(row: Row | None) -> Ticket:
    if row is None:
        raise LookupError("no such ticket")
    return Ticket(
        row["number"],
        questions.from_row(row),
        row["state"],
        row["nearest"],
        row["score"] or 0.0,
        PersonRef.parse(row["holder"]) if row["holder"] else None,
        row["holder_name"],
        moment(row["opened_at"]),
        moment(row["answered_at"]) if row["answered_at"] is not None else None,
        row["reason"],
    )

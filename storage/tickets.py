"""Tickets: questions that were passed on to the facilitators, who has them, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef
from storage import people, questions, ticket_messages
from storage.database import Row, Tx, micros, moment
from storage.questions import Question
from storage.ticket_messages import TicketMessage

State = Literal["open", "taken", "answered", "closed"]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A question that was passed on. `nearest` is the FAQ entry that came closest, with its score (0 to 1).

    `holder` is who took, was given or answered it; `parent` the ticket that it was merged into. `answered_at` is of the
    last answer, None since the asker wrote again. `solved_at` is when the asker said so. Moments are aware, UTC.
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
    topic: str | None = None
    institution: str | None = None
    parent: int | None = None
    first_answered_at: datetime | None = None
    closed_at: datetime | None = None
    solved_at: datetime | None = None
    reopened: int = 0

    @property
    def anonymous(self) -> bool:
        """Whether nobody but the asker is to know whose question it is."""
        return self.question.anonymous

    @property
    def waiting(self) -> bool:
        """Whether an answer is awaited."""
        return self.state in ("open", "taken")


_SELECT = (
    "SELECT tickets.number, tickets.state, nearest, score, holder, holder_name, opened_at, tickets.answered_at, reason,"
    " tickets.topic, institution, parent, first_answered_at, tickets.closed_at, solved_at, reopened, questions.*"
    " FROM tickets JOIN questions ON questions.id = tickets.question"
)
_ASKED = f"{_SELECT} WHERE person IN {people.ACCOUNTS}"
_CURRENT = f"{_SELECT} WHERE tickets.number = (SELECT COALESCE(parent, number) FROM tickets WHERE number = ?)"  # noqa: S608
_UNFINISHED = (
    f"{_SELECT} WHERE person = ? AND EXISTS (SELECT 1 FROM tickets AS now"  # noqa: S608
    " WHERE now.number = COALESCE(tickets.parent, tickets.number) AND now.state <> 'closed') ORDER BY tickets.number"
)
_STILL_ASKED = (
    f"{_ASKED} AND EXISTS (SELECT 1 FROM tickets AS now WHERE now.number = COALESCE(tickets.parent, tickets.number)"  # noqa: S608
    " AND (now.state IN ('open', 'taken') OR now.answered_at >= ? OR now.closed_at >= ?))"
    " ORDER BY tickets.number DESC"
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


async def current(tx: Tx, number: int) -> Ticket | None:
    """Return the ticket that a number stands for now: the one it was merged into, if it was."""
    row = await tx.one(_CURRENT, number)
    return _ticket(row) if row else None


async def family(tx: Tx, number: int) -> list[Ticket]:
    """Return a ticket and all that were merged into it: whoever asked one of them has the answers."""
    rows = await tx.all(
        f"{_SELECT} WHERE tickets.number = ? OR parent = ? ORDER BY parent IS NOT NULL, tickets.number", number, number
    )
    return [_ticket(row) for row in rows]


async def of_question(tx: Tx, question: int) -> Ticket | None:
    """Return the ticket of a question."""
    row = await tx.one(f"{_SELECT} WHERE tickets.question = ?", question)
    return _ticket(row) if row else None


async def waiting(tx: Tx, limit: int) -> list[Ticket]:
    """Return the open and the taken tickets, oldest first."""
    rows = await tx.all(f"{_SELECT} WHERE state IN ('open', 'taken') ORDER BY tickets.number LIMIT ?", limit)
    return [_ticket(row) for row in rows]


async def asked_by(tx: Tx, person: PersonRef, since: datetime) -> list[Ticket]:
    """Return a person's tickets that wait or were answered or closed since a moment, the newest first.

    One that was merged counts as the one it was merged into.
    """
    who, when = str(person), micros(since)
    rows = await tx.all(_STILL_ASKED, who, who, when, when)
    return [_ticket(row) for row in rows]


async def all_asked_by(tx: Tx, person: PersonRef) -> list[Ticket]:
    """Return the tickets that an account asked and whose question is still kept."""
    rows = await tx.all(f"{_SELECT} WHERE person = ? AND questions.text <> '' ORDER BY tickets.number", str(person))
    return [_ticket(row) for row in rows]


async def unfinished_of(tx: Tx, person: PersonRef) -> list[Ticket]:
    """Return the tickets that an account asked and that are not closed; of one that was merged, the other counts."""
    rows = await tx.all(_UNFINISHED, str(person))
    return [_ticket(row) for row in rows]


async def in_thread(tx: Tx, root: MessageRef, person: PersonRef) -> Ticket | None:
    """Return a person's newest ticket that was asked in a message or in the thread under it."""
    row = await tx.one(
        f"{_ASKED} AND (message = ? OR thread = ?) ORDER BY tickets.number DESC LIMIT 1",
        str(person),
        str(person),
        str(root),
        str(root),
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


async def assign(tx: Tx, number: int, to: PersonRef | None, name: str = "") -> None:
    """Hand a ticket over to a person, whoever had it, or back to all with None; what is done stays done."""
    await tx.execute(
        "UPDATE tickets SET holder = ?, holder_name = ?, state = CASE WHEN state IN ('open', 'taken') THEN ? ELSE state"
        " END WHERE number = ?",
        str(to) if to else None,
        name if to else "",
        "taken" if to else "open",
        number,
    )


async def set_topic(tx: Tx, number: int, topic: str | None) -> None:
    """Keep what a ticket is about."""
    await tx.execute("UPDATE tickets SET topic = ? WHERE number = ?", topic, number)


async def set_institution(tx: Tx, number: int, institution: str | None) -> None:
    """Keep whose matter a ticket is."""
    await tx.execute("UPDATE tickets SET institution = ? WHERE number = ?", institution, number)


async def answer(
    tx: Tx,
    number: int,
    by: Person,
    text: str,
    now: datetime,
    *,
    source: MessageRef | None = None,
    private: bool = False,
    opening: bool = True,
    typed: bool = False,
) -> int:
    """Keep an answer, with which the ticket is its author's; return its number within the ticket."""
    await tx.execute(
        "UPDATE tickets SET state = 'answered', holder = ?, holder_name = ?, answered_at = ?,"
        " first_answered_at = COALESCE(first_answered_at, ?) WHERE number = ?",
        str(by.ref),
        by.name,
        micros(now),
        micros(now),
        number,
    )
    kind: ticket_messages.Kind = "private answer" if private else "answer"
    said = TicketMessage(number, 0, kind, by.ref, by.name, text, now, source, private, opening, typed)
    return await ticket_messages.add(tx, said)


async def note(
    tx: Tx,
    number: int,
    by: Person,
    text: str,
    now: datetime,
    source: MessageRef | None = None,
    *,
    typed: bool = False,
) -> int:
    """Keep what is for the facilitators alone; return its number within the ticket."""
    said = TicketMessage(number, 0, "note", by.ref, by.name, text, now, source, private=True, typed=typed)
    return await ticket_messages.add(tx, said)


async def follow_up(
    tx: Tx,
    number: int,
    by: PersonRef,
    text: str,
    now: datetime,
    *,
    name: str = "",
    source: MessageRef | None = None,
    private: bool = False,
    opening: bool = True,
) -> int:
    """Keep what the asker adds; it opens the ticket again, for who answered it. Return the message's number."""
    await reopen(tx, number)
    said = TicketMessage(number, 0, "follow-up", by, name, text, now, source, private, opening)
    return await ticket_messages.add(tx, said)


async def reopen(tx: Tx, number: int) -> None:
    """Have a ticket wait for an answer again, from who had it; one that waits stays as it is."""
    await tx.execute(
        "UPDATE tickets SET state = CASE WHEN holder IS NULL THEN 'open' ELSE 'taken' END, answered_at = NULL,"
        " closed_at = NULL, solved_at = NULL, reason = '', reopened = reopened + 1"
        " WHERE number = ? AND state IN ('answered', 'closed')",
        number,
    )


async def unanswer(tx: Tx, number: int) -> bool:
    """Have an answered ticket wait as if it had not been, from who answered it; False where it is not answered."""
    changed = await tx.execute(
        "UPDATE tickets SET state = CASE WHEN holder IS NULL THEN 'open' ELSE 'taken' END, answered_at = NULL,"
        " first_answered_at = NULL, reopened = reopened + 1 WHERE number = ? AND state = 'answered'",
        number,
    )
    return changed > 0


async def close(tx: Tx, number: int, reason: str, now: datetime) -> None:
    """Close a ticket."""
    await tx.execute(
        "UPDATE tickets SET state = 'closed', reason = ?, closed_at = ? WHERE number = ?", reason, micros(now), number
    )


async def solve(tx: Tx, number: int, now: datetime) -> None:
    """Close a ticket because its asker says that it is solved."""
    await close(tx, number, "", now)
    await tx.execute("UPDATE tickets SET solved_at = ? WHERE number = ?", micros(now), number)


async def merge(tx: Tx, number: int, into: int, now: datetime) -> None:
    """Have a ticket, and all that were merged into it, stand for another from now on; it is closed."""
    await tx.execute("UPDATE tickets SET parent = ? WHERE number = ? OR parent = ?", into, number, number)
    await close(tx, number, "", now)


async def messages(tx: Tx, number: int) -> list[TicketMessage]:
    """Return what was said in a ticket after its question, in order."""
    return await ticket_messages.of(tx, number)


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
        done = [row["number"] for row in rows]
        await ticket_messages.clear(tx, done)
        await tx.many("UPDATE tickets SET reason = '' WHERE number = ?", [(number,) for number in done])
        cleared = f"UPDATE questions SET {questions.CLEARED} WHERE id = ?"  # noqa: S608
        await tx.many(cleared, [(row["question"],) for row in rows])


async def export(tx: Tx, person: PersonRef) -> dict[str, Any]:
    """Return what is kept of a person's tickets: asked, held, and written in; ready for JSON."""
    asked = await tx.all(f"{_SELECT} WHERE person = ? ORDER BY tickets.number", str(person))
    held = await tx.all("SELECT number FROM tickets WHERE holder = ? ORDER BY number", str(person))
    return {
        "asked": [{"number": row["number"], "state": row["state"], "question": row["text"]} for row in asked],
        "held": [row["number"] for row in held],
        "written": await ticket_messages.export(tx, person),
    }


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase a person's words and name from all tickets, and close those that nobody else asked, too.

    What they had in hand is anybody's to take.
    Call before their questions go.
    """
    who = str(person)
    await tx.execute(
        f"UPDATE tickets SET state = 'closed' WHERE number IN {ticket_messages.ASKED_BY_ONE_ALONE}",  # noqa: S608
        who,
        who,
    )
    await ticket_messages.forget(tx, person)
    await tx.execute(
        "UPDATE tickets SET holder = NULL, holder_name = '',"
        " state = CASE WHEN state = 'taken' THEN 'open' ELSE state END WHERE holder = ?",
        who,
    )


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
        _moment(row["answered_at"]),
        row["reason"],
        row["topic"],
        row["institution"],
        row["parent"],
        _moment(row["first_answered_at"]),
        _moment(row["closed_at"]),
        _moment(row["solved_at"]),
        row["reopened"],
    )


def _moment(stored: int | None) -> datetime | None:
    return None if stored is None else moment(stored)

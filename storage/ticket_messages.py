"""What is said in tickets after their questions: answers, internal notes, and what the askers add."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.core.ids import MessageRef, PersonRef
from storage.database import Row, Tx, micros, moment
from storage.people import ACCOUNTS

Kind = Literal["answer", "note", "private answer", "follow-up"]

_ASKED = (
    "SELECT COALESCE(parent, number) FROM tickets JOIN questions ON questions.id = tickets.question WHERE person = ?"
)
_JOINED = (
    "SELECT number FROM tickets JOIN questions ON questions.id = tickets.question"
    " WHERE person = ? AND parent IS NOT NULL"
)
"""A person's tickets that were joined with others: what was said in them before that was about theirs alone."""
ASKED_BY_ONE_ALONE = (
    f"({_ASKED} EXCEPT SELECT COALESCE(parent, number) FROM tickets"  # noqa: S608
    " JOIN questions ON questions.id = tickets.question WHERE person <> ?)"
)
"""The tickets that a person asked, by the numbers that stand for them, but not those that others asked as well."""


@dataclass(frozen=True, slots=True)
class TicketMessage:
    """Something that was said in a ticket; `number` counts from 1 within it, `at` is aware, UTC.

    `name` is who said it, as shown then; empty where they are forgotten. `source` is the message in which it was
    written, in a command if it was `typed`. A `private` one is between the asker and the facilitators alone. An
    `opening` answer begins a conversation: it says whose it is, and asks whether all is solved.
    """

    ticket: int
    number: int
    kind: Kind
    person: PersonRef | None
    name: str
    text: str
    at: datetime
    source: MessageRef | None = None
    private: bool = False
    opening: bool = True
    typed: bool = False


async def add(tx: Tx, said: TicketMessage) -> int:
    """Keep what was said; return its number, whatever it says itself."""
    number: int = await tx.value(
        "SELECT COALESCE(MAX(number), 0) + 1 FROM ticket_messages WHERE ticket = ?", said.ticket
    )
    await tx.execute(
        "INSERT INTO ticket_messages (ticket, number, kind, person, name, text, at, source, private, opening,"
        " typed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        said.ticket,
        number,
        said.kind,
        str(said.person) if said.person else None,
        said.name,
        said.text,
        micros(said.at),
        str(said.source) if said.source else None,
        said.private,
        said.opening,
        said.typed,
    )
    return number


async def of(tx: Tx, ticket: int) -> list[TicketMessage]:
    """Return what was said in a ticket, in order."""
    return [
        _message(row) for row in await tx.all("SELECT * FROM ticket_messages WHERE ticket = ? ORDER BY number", ticket)
    ]


async def last(tx: Tx, ticket: int) -> TicketMessage | None:
    """Return what was last said between the asker and the facilitators; notes do not count."""
    row = await tx.one(
        "SELECT * FROM ticket_messages WHERE ticket = ? AND kind <> 'note' ORDER BY number DESC LIMIT 1", ticket
    )
    return _message(row) if row else None


async def last_follow_up(tx: Tx, ticket: int) -> TicketMessage | None:
    """Return what an asker added last."""
    row = await tx.one(
        "SELECT * FROM ticket_messages WHERE ticket = ? AND kind = 'follow-up' ORDER BY number DESC LIMIT 1", ticket
    )
    return _message(row) if row else None


async def follow_ups_since(tx: Tx, person: PersonRef, since: datetime) -> int:
    """Return how often a person, by any account, added something to their questions after a moment."""
    counted = f"SELECT COUNT(*) FROM ticket_messages WHERE person IN {ACCOUNTS} AND at > ? AND kind = 'follow-up'"  # noqa: S608
    found: int = await tx.value(counted, str(person), str(person), micros(since))
    return found


async def follow_ups_by(tx: Tx, person: PersonRef) -> list[TicketMessage]:
    """Return what an account added to its questions, as far as it is still kept."""
    rows = await tx.all(
        "SELECT * FROM ticket_messages WHERE person = ? AND kind = 'follow-up' AND text <> '' ORDER BY ticket, number",
        str(person),
    )
    return [_message(row) for row in rows]


async def whispered(tx: Tx, ticket: int) -> bool:
    """Tell whether the last answer to a ticket was given in private."""
    kind = await tx.value(
        "SELECT kind FROM ticket_messages WHERE ticket = ? AND kind IN ('answer', 'private answer')"
        " ORDER BY number DESC LIMIT 1",
        ticket,
    )
    return bool(kind == "private answer")


async def written_in(tx: Tx, source: MessageRef) -> TicketMessage | None:
    """Return what was said by writing a message."""
    row = await tx.one("SELECT * FROM ticket_messages WHERE source = ?", str(source))
    return _message(row) if row else None


async def reword(tx: Tx, said: TicketMessage, text: str) -> None:
    """Keep what a message says since it was changed; empty for one that was taken back."""
    await tx.execute(
        "UPDATE ticket_messages SET text = ? WHERE ticket = ? AND number = ?", text, said.ticket, said.number
    )


async def clear(tx: Tx, tickets: list[int]) -> None:
    """Clear the texts of tickets."""
    await tx.many("UPDATE ticket_messages SET text = '' WHERE ticket = ?", [(number,) for number in tickets])


async def export(tx: Tx, person: PersonRef) -> list[dict[str, Any]]:
    """Return what a person wrote in tickets, ready for JSON."""
    rows = await tx.all(
        "SELECT ticket, kind, text, at FROM ticket_messages WHERE person = ? ORDER BY ticket, number", str(person)
    )
    return [dict(row) | {"at": moment(row["at"]).isoformat()} for row in rows]


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase a person's name, what they added to their questions, and what was said about those.

    What was said to all who asked the same stays for the others.
    """
    who = str(person)
    await tx.execute(
        f"UPDATE ticket_messages SET text = '' WHERE ticket IN {ASKED_BY_ONE_ALONE}"  # noqa: S608
        f" OR (kind = 'private answer' AND ticket IN ({_ASKED})) OR ticket IN ({_JOINED})",
        who,
        who,
        who,
        who,
    )
    await tx.execute(
        "UPDATE ticket_messages SET person = NULL, name = '', source = NULL,"
        " text = CASE WHEN kind = 'follow-up' THEN '' ELSE text END WHERE person = ?",
        who,
    )


def _message(row: Row) -> TicketMessage:
    return TicketMessage(
        row["ticket"],
        row["number"],
        row["kind"],
        PersonRef.parse(row["person"]) if row["person"] else None,
        row["name"],
        row["text"],
        moment(row["at"]),
        MessageRef.parse(row["source"]) if row["source"] else None,
        bool(row["private"]),
        bool(row["opening"]),
        bool(row["typed"]),
    )

"""What there is to learn from: solved tickets, questions whose answer helped, and those that nobody answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import PersonRef
from storage import questions
from storage.database import Row, Tx, micros, moment
from storage.questions import Question


@dataclass(frozen=True, slots=True)
class Helped:
    """A question whose asker said that an entry helped with it."""

    question: Question
    entry: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that has no answer; `who` is the account by which its asker is known, `ticket` the one to answer."""

    question: Question
    who: PersonRef
    ticket: int | None


async def solved(tx: Tx, limit: int) -> list[int]:
    """Return the numbers of the tickets that were answered and closed and from which nothing was learned yet."""
    rows = await tx.all(
        "SELECT number FROM tickets WHERE state = 'closed' AND parent IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM faq_draft_sources WHERE question = tickets.question)"
        " AND EXISTS (SELECT 1 FROM ticket_messages WHERE ticket = tickets.number AND kind = 'answer' AND text <> '')"
        " ORDER BY number LIMIT ?",
        limit,
    )
    return [row["number"] for row in rows]


async def helped(tx: Tx, limit: int) -> list[Helped]:
    """Return the questions that an entry helped with and from which nothing was learned yet, the oldest first."""
    rows = await tx.all(
        "SELECT faq_feedback.entry AS entry, questions.* FROM faq_feedback"
        " JOIN questions ON questions.id = faq_feedback.question WHERE helped AND text <> ''"
        " AND NOT EXISTS (SELECT 1 FROM faq_draft_sources WHERE faq_draft_sources.question = questions.id)"
        " AND EXISTS (SELECT 1 FROM faq WHERE faq.id = faq_feedback.entry)"
        " ORDER BY questions.id LIMIT ?",
        limit,
    )
    return [Helped(questions.from_row(row), row["entry"]) for row in rows]


async def unanswered(tx: Tx, since: datetime) -> list[Unanswered]:
    """Return the questions asked since a moment that nobody and nothing answered, the oldest first.

    A ticket that was merged into another waits as long as that one does. Who is forgotten is left out.
    """
    return [_unanswered(row) for row in await tx.all(_UNANSWERED, micros(since))]


_UNANSWERED = """
SELECT chief.number AS ticket, COALESCE(linked_accounts.person, questions.person) AS who, questions.*
FROM questions
LEFT JOIN tickets ON tickets.question = questions.id
LEFT JOIN tickets AS chief ON chief.number = COALESCE(tickets.parent, tickets.number)
LEFT JOIN linked_accounts ON linked_accounts.account = questions.person
WHERE questions.at >= ? AND outcome IN ('suggested', 'passed on') AND questions.text <> ''
AND questions.person IS NOT NULL
AND (chief.number IS NULL OR (chief.state IN ('open', 'taken') AND chief.first_answered_at IS NULL))
AND NOT EXISTS (SELECT 1 FROM faq_feedback WHERE faq_feedback.question = questions.id AND helped)
ORDER BY questions.at, questions.id
"""


async def told_until(tx: Tx) -> datetime | None:
    """Return until when (aware, UTC) questions without an answer were told of; None where they never were."""
    found = await tx.value("SELECT at FROM unanswered_told")
    return moment(found) if found is not None else None


async def tell_until(tx: Tx, until: datetime) -> None:
    """Note until when questions without an answer were told of."""
    await tx.execute(
        "INSERT INTO unanswered_told (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at",
        micros(until),
    )


def _unanswered(row: Row) -> Unanswered:
    return Unanswered(questions.from_row(row), PersonRef.parse(row["who"]), row["ticket"])

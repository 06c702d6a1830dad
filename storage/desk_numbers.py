"""What became of the questions since a moment, for the helpdesk's numbers: no names and no texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Row, Tx, micros, moment
from storage.questions import Outcome


@dataclass(frozen=True, slots=True)
class Handled:
    """A question: when it was asked (UTC), its topic if one is known, what became of it, whether an answer helped.

    `first` and `solved` are how long its ticket waited for the first answer and for the end; None without a ticket,
    while it waits, and where it ended without an answer and its asker did not call it solved. One that was merged into
    another has the answers of that one, but none before it was merged.
    """

    at: datetime
    topic: str
    outcome: Outcome
    helped: bool
    first: timedelta | None
    solved: timedelta | None


async def since(tx: Tx, start: datetime) -> list[Handled]:
    """Return the questions asked since a moment, the oldest first; those of people told to wait are left out.

    What went to people was passed on, also when an entry that was learned later answered it.
    """
    rows = await tx.all(
        "SELECT questions.at AS at, CASE WHEN tickets.number IS NULL THEN outcome ELSE 'passed on' END AS outcome,"
        " tickets.opened_at AS opened, main.answered_at AS answered,"
        " main.closed_at AS closed, main.solved_at AS solved, main.first_answered_at AS first,"
        " tickets.first_answered_at AS own_first,"
        " CASE WHEN tickets.parent IS NULL THEN 0 ELSE tickets.closed_at END AS merged,"
        " COALESCE(tickets.topic, (SELECT MAX(faq.topic) FROM faq"
        " WHERE faq.id = COALESCE(questions.best_entry, tickets.nearest))) AS topic,"
        " (SELECT MAX(CASE WHEN helped THEN 1 ELSE 0 END) FROM faq_feedback WHERE question = questions.id) AS helped"
        " FROM questions LEFT JOIN tickets ON tickets.question = questions.id"
        " LEFT JOIN tickets AS main ON main.number = COALESCE(tickets.parent, tickets.number)"
        " WHERE questions.at >= ? AND outcome <> 'limited' ORDER BY questions.at, questions.id",
        micros(start),
    )
    return [_handled(row) for row in rows]


def _handled(row: Row) -> Handled:
    done = row["closed"] or row["answered"]
    first = row["own_first"] or _not_before(row["merged"], row["first"])
    solved = _not_before(row["merged"], done) if first or row["solved"] else None
    return Handled(
        moment(row["at"]),
        row["topic"] or "",
        row["outcome"],
        bool(row["helped"]),
        _between(row["opened"], first),
        _between(row["opened"], solved),
    )


def _not_before(start: int | None, moment: int | None) -> int | None:
    return None if moment is None else max(start or 0, moment)


def _between(start: int | None, end: int | None) -> timedelta | None:
    return timedelta(microseconds=end - start) if start is not None and end is not None else None

"""Drafts of what the FAQ may learn, and the questions that each comes from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from bot.core.events import Person
from bot.core.ids import PersonRef
from storage.database import Row, Tx, micros, moment

Kind = Literal["entry", "variant"]
State = Literal["open", "approved", "added", "dropped"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What may become an entry, or a variant of one. `entry` is the nearest, with its score (0 to 1), or its own.

    `ticket` is where it comes from, None for a variant; texts hold nothing personal. `by` is who decided, `at` when it
    was made (aware, UTC).
    """

    kind: Kind
    language: str
    question: str
    answer: str
    at: datetime
    variants: tuple[str, ...] = ()
    entry: str | None = None
    score: float = 0.0
    ticket: int | None = None
    state: State = "open"
    by: str = ""
    number: int = 0


async def add(tx: Tx, draft: Draft) -> Draft:
    """Keep a new draft; return it with its number."""
    number = await tx.value(
        "INSERT INTO faq_drafts (kind, ticket, entry, score, language, question, answer, variants, opened_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number",
        draft.kind,
        draft.ticket,
        draft.entry,
        draft.score,
        draft.language,
        draft.question,
        draft.answer,
        _json(draft.variants),
        micros(draft.at),
    )
    return replace(draft, number=number)


async def get(tx: Tx, number: int) -> Draft | None:
    """Return the draft with a number, or None."""
    row = await tx.one("SELECT * FROM faq_drafts WHERE number = ?", number)
    return _draft(row) if row else None


async def waiting(tx: Tx, limit: int) -> list[Draft]:
    """Return the drafts that nobody decided on, the oldest first."""
    rows = await tx.all("SELECT * FROM faq_drafts WHERE state = 'open' ORDER BY number LIMIT ?", limit)
    return [_draft(row) for row in rows]


async def count_waiting(tx: Tx) -> int:
    """Return how many drafts nobody decided on."""
    found: int = await tx.value("SELECT COUNT(*) FROM faq_drafts WHERE state = 'open'")
    return found


async def not_taken(tx: Tx) -> list[Draft]:
    """Return the drafts that are open or were dropped, while their texts are kept: the same is not offered again."""
    rows = await tx.all(
        "SELECT * FROM faq_drafts WHERE state IN ('open', 'dropped') AND question <> '' ORDER BY number"
    )
    return [_draft(row) for row in rows]


async def change(tx: Tx, draft: Draft) -> None:
    """Keep what became of an open draft's texts."""
    await tx.execute(
        "UPDATE faq_drafts SET question = ?, answer = ?, variants = ? WHERE number = ? AND state = 'open'",
        draft.question,
        draft.answer,
        _json(draft.variants),
        draft.number,
    )


async def decide(
    tx: Tx, number: int, state: State, by: Person | None, now: datetime, *, entry: str | None = None
) -> bool:
    """Decide on a draft, which names its `entry` from then on, if any; False where it was decided before."""
    changed = await tx.execute(
        "UPDATE faq_drafts SET state = ?, decided_by = ?, decided_name = ?, decided_at = ?, entry = COALESCE(?, entry)"
        " WHERE number = ? AND state = 'open'",
        state,
        str(by.ref) if by else None,
        by.name if by else "",
        micros(now),
        entry,
        number,
    )
    return changed > 0


async def learn_from(tx: Tx, questions: Iterable[int], draft: int | None) -> None:
    """Note that a draft comes from these questions, or that there was nothing to learn from them."""
    await tx.many(
        "INSERT INTO faq_draft_sources (question, draft) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(question, draft) for question in questions],
    )


async def people_behind(tx: Tx, draft: int) -> int:
    """Return how many people a draft's questions come from; several accounts of a person are one."""
    found: int = await tx.value(
        "SELECT COUNT(DISTINCT COALESCE(linked_accounts.person, questions.person)) FROM faq_draft_sources"
        " JOIN questions ON questions.id = faq_draft_sources.question"
        " LEFT JOIN linked_accounts ON linked_accounts.account = questions.person WHERE draft = ?",
        draft,
    )
    return found


async def clear_texts(tx: Tx, before: datetime) -> None:
    """Clear the texts of what was dropped before a moment."""
    await tx.execute(
        "UPDATE faq_drafts SET question = '', answer = '', variants = '[]' WHERE state = 'dropped' AND decided_at < ?",
        micros(before),
    )


async def export(tx: Tx, person: PersonRef) -> dict[str, Any]:
    """Return what a person decided on, and the drafts that come from their questions; ready for JSON."""
    decided = await tx.all("SELECT number FROM faq_drafts WHERE decided_by = ? ORDER BY number", str(person))
    theirs = await tx.all(
        "SELECT DISTINCT number, faq_drafts.question FROM faq_drafts JOIN faq_draft_sources ON draft = number"
        " JOIN questions ON questions.id = faq_draft_sources.question WHERE person = ? ORDER BY number",
        str(person),
    )
    kept: dict[str, list[Any]] = {
        "decided": [row["number"] for row in decided],
        "from your questions": [{"number": row["number"], "question": row["question"]} for row in theirs],
    }
    return {name: found for name, found in kept.items() if found}


async def forget(tx: Tx, person: PersonRef) -> None:
    """Forget who decided, and drop what is still to be decided on and comes from a person's questions.

    Call it before their questions are forgotten. What became part of the FAQ stays: it holds nothing personal.
    """
    await tx.execute(
        "UPDATE faq_drafts SET state = 'dropped', question = '', answer = '', variants = '[]' WHERE state = 'open'"
        " AND number IN (SELECT draft FROM faq_draft_sources"
        " JOIN questions ON questions.id = faq_draft_sources.question WHERE person = ?)",
        str(person),
    )
    await tx.execute("UPDATE faq_drafts SET decided_by = NULL, decided_name = '' WHERE decided_by = ?", str(person))


def _json(texts: Iterable[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)


def _draft(row: Row) -> Draft:
    return Draft(
        row["kind"],
        row["language"],
        row["question"],
        row["answer"],
        moment(row["opened_at"]),
        tuple(json.loads(row["variants"])),
        row["entry"],
        row["score"],
        row["ticket"],
        row["state"],
        row["decided_name"],
        row["number"],
    )

"""How sure the helpdesk has to be, as set from the community's own judged questions, and those questions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from storage import faq
from storage.database import Tx, micros, moment


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The weights of the confidence by their kind, the thresholds (0 to 1), from how many questions, and when (UTC)."""

    confidence: dict[str, tuple[float, ...]]
    answer_from: float
    suggest_from: float
    questions: int
    at: datetime


@dataclass(frozen=True, slots=True)
class JudgedByAsker:
    """A question, and the entry that helped its asker; None where what was offered did not help."""

    question: str
    right: str | None


async def current(tx: Tx) -> Calibrated | None:
    """Return what was set last; None where nothing was."""
    row = await tx.one("SELECT * FROM helpdesk_calibration")
    if row is None:
        return None
    weights = {kind: tuple(each) for kind, each in json.loads(row["confidence"]).items()}
    return Calibrated(weights, row["answer_from"], row["suggest_from"], row["questions"], moment(row["at"]))


async def put(tx: Tx, calibrated: Calibrated) -> None:
    """Keep it in place of what was set before; the bot takes it up with the next question."""
    await tx.execute(
        "INSERT INTO helpdesk_calibration (id, confidence, answer_from, suggest_from, questions, at)"
        " VALUES (1, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET confidence = excluded.confidence,"
        " answer_from = excluded.answer_from, suggest_from = excluded.suggest_from, questions = excluded.questions,"
        " at = excluded.at",
        json.dumps(calibrated.confidence),
        calibrated.answer_from,
        calibrated.suggest_from,
        calibrated.questions,
        micros(calibrated.at),
    )
    await faq.touched(tx)


async def remove(tx: Tx) -> None:
    """Go back to what is shipped."""
    await tx.execute("DELETE FROM helpdesk_calibration")
    await faq.touched(tx)


async def judged_by_askers(tx: Tx) -> list[JudgedByAsker]:
    """Return the questions whose askers said what helped, the oldest first, and those that nothing helped."""
    rows = await tx.all(
        "SELECT questions.text AS text, MAX(CASE WHEN helped THEN entry END) AS entry FROM faq_feedback"
        " JOIN questions ON questions.id = faq_feedback.question WHERE questions.text <> ''"
        " AND (entry IN (SELECT id FROM faq) OR NOT helped)"
        " GROUP BY questions.id, questions.text ORDER BY questions.id"
    )
    return [JudgedByAsker(row["text"], row["entry"]) for row in rows]

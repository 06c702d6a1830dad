"""Measuring a helpdesk: files read, questions tried, figures as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.table import Table

from bot.core.ports import Embedder
from cogs.helpdesk.calibration import calibrated, rescored
from cogs.helpdesk.decision import SHIPPED, Thresholds
from cogs.helpdesk.evaluation import Measured, Tried, measure, try_out
from cogs.helpdesk.search import Found, Index
from config.judged import read_judged, read_measured_faq
from config.load import load

_SHARES = ("recall_at_1", "recall_at_3", "mrr_at_10", "coverage", "precision", "answered_unanswerable")
_MEANING = {
    "recall_at_1": "answerable questions whose entry is found first",
    "recall_at_3": "… among the first three",
    "mrr_at_10": "mean of 1 / place of the entry, among the first ten",
    "coverage": "right automatic answers / answerable questions",
    "precision": "right automatic answers / automatic answers",
    "answered_unanswerable": "questions without an answer that got one all the same",
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out, and the thresholds by which questions were answered."""

    measured: Measured
    thresholds: Thresholds
    calibrated: bool

    def document(self) -> dict[str, Any]:
        """Return it ready for JSON; shares are from 0 to 1."""
        measured = self.measured
        return {
            **{name: round(getattr(measured, name), 6) for name in _SHARES},
            "wrong": [_wrong(each) for each in measured.wrong],
            "thresholds": {
                "answer_from": round(self.thresholds.answer_from, 6),
                "suggest_from": round(self.thresholds.suggest_from, 6),
                "calibrated": self.calibrated,
            },
            "questions": measured.questions,
            "answerable": measured.answerable,
            "suggested": round(measured.suggested, 6),
        }

    def tables(self) -> list[Table]:
        """Return the figures, and what was answered wrongly, to be read."""
        figures = Table("figure", "share", "of what", highlight=False)
        for name in _SHARES:
            figures.add_row(name, f"{getattr(self.measured, name):.3f}", _MEANING[name])
        figures.add_row("answer_from", f"{self.thresholds.answer_from:.3f}", "the score from which it answers")
        figures.add_row(
            "suggest_from",
            f"{self.thresholds.suggest_from:.3f}",
            "the score of one of the first from which it asks back",
        )
        wrong = Table("answered wrongly", "right", "answered", "score", highlight=False)
        for each in self.measured.wrong:
            best = each.found[0]
            wrong.add_row(escape(each.question[:100]), escape(each.right or "-"), escape(best.id), f"{best.score:.3f}")
        return [figures, wrong] if self.measured.wrong else [figures]


def evaluate(faq: Path, questions: Path, calibrating: Path | None, embedder: Embedder | None = None) -> Evaluation:
    """Measure an FAQ with judged questions, its thresholds set from others if given; raises ConfigError."""
    entries = read_measured_faq(faq)
    known = {entry.id for entry in entries}
    judged, others = read_judged(questions, known), read_judged(calibrating, known) if calibrating else None
    index = Index(entries, embedder)
    index.read()
    search = index.search
    calibration = calibrated(try_out(search, others)) if others else SHIPPED
    tried = rescored(try_out(search, judged), calibration.confidence)
    return Evaluation(measure(tried, calibration.thresholds), calibration.thresholds, others is not None)


def sample_faq() -> Sequence[Any]:
    """Return the sample community's entries."""
    return load(None, {"STOA_COMMUNITY": "etwinning", "STOA_CONSOLE__ENABLED": "true"}).faq


def asked_table(found: Iterable[Found], entries: Iterable[Any]) -> Table:
    """Return the entries that were found, to be read. That one of the first fits is what decides on asking back."""
    titles: dict[str, str] = {}
    for entry in entries:
        titles.setdefault(entry.id, entry.question or " ".join(entry.answer.split()))
    table = Table("score", "or the next two", "entry", "question", highlight=False)
    for each in found:
        sure = (f"{score:.3f}" for score in (each.score, each.among))
        table.add_row(*sure, escape(each.id), escape(titles.get(each.id, "")[:100]))
    return table


def _wrong(each: Tried) -> dict[str, Any]:
    best = each.found[0]
    return {"question": each.question, "right": each.right, "answered": best.id, "score": round(best.score, 6)}

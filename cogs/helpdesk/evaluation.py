"""How well judged questions are answered: by the same search, score and thresholds as the bot's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cogs.helpdesk.decision import Band, Thresholds, is_asked
from cogs.helpdesk.search import Found

DEPTH = 10
"""How many entries are looked at for the mean reciprocal rank."""


class JudgedQuestion(Protocol):
    """A question, and the id of the entry that answers it; None where it must not be answered."""

    @property
    def question(self) -> str:
        """As somebody typed it."""

    @property
    def right(self) -> str | None:
        """The entry's id."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A judged question and what was found for it, the best first. `asked` is False for a greeting and the like."""

    question: str
    right: str | None
    found: tuple[Found, ...]
    asked: bool

    @property
    def right_first(self) -> bool:
        """Whether the right entry was found first."""
        return self.rank == 1

    @property
    def rank(self) -> int | None:
        """The place of the right entry, from 1; None where it was not found."""
        return next((place for place, found in enumerate(self.found, 1) if found.id == self.right), None)

    def answered(self, thresholds: Thresholds) -> str | None:
        """Return the entry that answers it at once, if one does."""
        return self.found[0].id if self.asked and thresholds.band(self.found) is Band.ANSWER else None


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures, all of them shares from 0 to 1. `precision` is 1 where nothing was answered."""

    questions: int
    answerable: int
    recall_at_1: float
    recall_at_3: float
    mrr_at_10: float
    coverage: float
    precision: float
    answered_unanswerable: float
    suggested: float
    wrong: tuple[Tried, ...]


def try_out(search: Callable[[str, int], tuple[Found, ...]], judged: Iterable[JudgedQuestion]) -> list[Tried]:
    """Search for every question."""
    return [Tried(each.question, each.right, search(each.question, DEPTH), is_asked(each.question)) for each in judged]


def measure(tried: Sequence[Tried], thresholds: Thresholds) -> Measured:
    """Return the figures of what was found, with the automatic answers that these thresholds give."""
    answerable = [each for each in tried if each.right is not None]
    ranks = [each.rank for each in answerable]
    answers = [(each, answer) for each in tried if (answer := each.answered(thresholds)) is not None]
    wrong = tuple(each for each, answer in answers if answer != each.right)
    right = len(answers) - len(wrong)
    return Measured(
        questions=len(tried),
        answerable=len(answerable),
        recall_at_1=_share(sum(rank == 1 for rank in ranks), len(ranks)),
        recall_at_3=_share(sum(rank is not None and rank <= 3 for rank in ranks), len(ranks)),
        mrr_at_10=_share(sum(1 / rank for rank in ranks if rank), len(ranks)),
        coverage=_share(right, len(answerable)),
        precision=_share(right, len(answers)) if answers else 1.0,
        answered_unanswerable=_share(sum(each.right is None for each in wrong), len(tried) - len(answerable)),
        suggested=_share(sum(thresholds.band(each.found) is Band.SUGGEST for each in tried), len(tried)),
        wrong=wrong,
    )


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0

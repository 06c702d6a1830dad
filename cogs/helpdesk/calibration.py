"""Thresholds from judged questions: as many answers as possible, of which the demanded share is right."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.helpdesk.decision import SHIPPED, Thresholds
from cogs.helpdesk.evaluation import Tried
from cogs.helpdesk.search import Found

PRECISION = 0.95
"""The share of answers that must be right, and so the share that calibration aims a little above."""
FEWEST = 20
"""With fewer judged questions than this nothing can be said."""


def calibrated(tried: Sequence[Tried], precision: float = PRECISION) -> Thresholds:
    """Return the thresholds that judged questions call for; the shipped ones where too few were judged."""
    asked = sorted((each for each in tried if each.asked and each.found), key=lambda each: -each.found[0].score)
    if len(asked) < FEWEST:
        return SHIPPED
    answer_from = _lowest(asked, precision)
    return Thresholds(answer_from, min(SHIPPED.suggest_from, answer_from))


def _lowest(asked: Sequence[Tried], precision: float) -> float:
    """Return the lowest score above which the share of right answers stays at or above `precision`.

    A question is counted as wrong in advance, so that a few lucky answers set no threshold.
    """
    best, right = 1.0, 0
    for number, each in enumerate(asked, 1):
        right += each.found[0].id == each.right
        following = asked[number].found if number < len(asked) else ()
        if right / (number + 1) >= precision and _below(following, each.found[0].score):
            best = each.found[0].score
    return best


def _below(following: Sequence[Found], score: float) -> bool:
    return not following or following[0].score < score

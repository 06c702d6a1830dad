"""Confidence and thresholds from judged questions: as many answers as possible, the demanded share of them right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cogs.helpdesk.confidence import FITTED, Confidence
from cogs.helpdesk.decision import SHIPPED, Calibration, Thresholds
from cogs.helpdesk.evaluation import Tried
from cogs.helpdesk.logistic import fit

PRECISION = 0.97
"""The share of answers that must be right on the questions that are judged; on others it is a little less."""
FEWEST = 20
"""With fewer judged questions than this nothing can be said."""
_PULL = 1.0
_NEVER = 1.0
_SLACK = 0.02


def calibrated(tried: Sequence[Tried]) -> Calibration:
    """Return what judged questions call for; what is shipped where too few were judged.

    The weights of the confidence are held to the fitted ones, so that few questions move them little.
    """
    asked = [each for each in tried if each.asked and each.found]
    if len(asked) < FEWEST:
        return SHIPPED
    confidence = Confidence(
        _fitted(asked, FITTED.entries, passage=False),
        _fitted(asked, FITTED.passages, passage=True),
    )
    scores = sorted(((each.found[0].score, each.right_first) for each in rescored(asked, confidence)), reverse=True)
    answer_from = _lowest(scores)
    return Calibration(confidence, Thresholds(answer_from, min(SHIPPED.thresholds.suggest_from, answer_from)))


def rescored(tried: Iterable[Tried], confidence: Confidence) -> list[Tried]:
    """Return questions that were tried with the scores that a confidence gives."""
    return [replace(each, found=tuple(found.scored(confidence) for found in each.found)) for each in tried]


def _fitted(asked: Iterable[Tried], before: Sequence[float], *, passage: bool) -> tuple[float, ...]:
    first = ((each.found[0].evidence, each.right_first) for each in asked)
    rows = [(known.features, right) for known, right in first if known is not None and known.passage is passage]
    return fit(rows, before, _PULL)


def _lowest(scores: Sequence[tuple[float, bool]]) -> float:
    """Return the lowest score above which the share of right answers is high enough.

    The expected share decides, so that a few lucky answers set nothing; the seen one may be a little less.
    """
    best, expected, right = _NEVER, 0.0, 0
    for number, (score, is_right) in enumerate(scores, 1):
        expected, right = expected + score, right + is_right
        following = scores[number][0] if number < len(scores) else -1.0
        if following < score and expected / number >= PRECISION and right / number >= PRECISION - _SLACK:
            best = score
    return best

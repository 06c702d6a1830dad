"""Thresholds from judged questions: as many answers as possible, the demanded share of them right.

The weights of the confidence stay what they are: fitted anew to some hundred questions of one community, they answered
its other questions less rightly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cogs.helpdesk.confidence import Confidence
from cogs.helpdesk.decision import SHIPPED, Calibration, Thresholds
from cogs.helpdesk.evaluation import Tried

PRECISION = 0.96
"""The share of answers that are to be right. On judged questions that set nothing it was about 95 of 100."""
FEWEST = 20
"""With fewer judged questions than this nothing can be said."""
_NEVER = 1.0
_LOWEST = 0.4
_TRUST = 200
"""For how many answers the expected share counts beside the seen one: one wrong answer of few says little."""
_DOUBT = 0.1
"""How much the share of wrong answers grows with what the score falls short of 1, in communities not fitted to."""


def calibrated(tried: Sequence[Tried]) -> Calibration:
    """Return what judged questions call for; what is shipped where too few were judged."""
    asked = [each for each in rescored(tried, SHIPPED.confidence) if each.asked and each.found]
    if len(asked) < FEWEST:
        return SHIPPED
    answer_from = _lowest(sorted(((each.found[0].score, each.right_first) for each in asked), reverse=True))
    return Calibration(SHIPPED.confidence, Thresholds(answer_from, min(SHIPPED.thresholds.suggest_from, answer_from)))


def rescored(tried: Iterable[Tried], confidence: Confidence) -> list[Tried]:
    """Return questions that were tried with the scores that a confidence gives."""
    return [replace(each, found=tuple(found.scored(confidence) for found in each.found)) for each in tried]


def _lowest(scores: Sequence[tuple[float, bool]]) -> float:
    """Return the lowest score above which the share of right answers, as seen and as expected, is high enough."""
    best, right = _NEVER, 0
    for number, (score, is_right) in enumerate(scores, 1):
        if score < _LOWEST:
            break
        right += is_right
        following = scores[number][0] if number < len(scores) else -1.0
        share = (right + _TRUST * (1 - _DOUBT * (1 - score))) / (number + _TRUST)
        if following < score and share >= PRECISION:
            best = score
    return best

"""Confidence and thresholds from judged questions: as many answers as possible, the demanded share of them right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import pairwise

from cogs.helpdesk.confidence import FITTED, Confidence
from cogs.helpdesk.decision import SHIPPED, Calibration, Thresholds
from cogs.helpdesk.evaluation import Tried
from cogs.helpdesk.logistic import fit

PRECISION = 0.955
"""The share of answers that are to be right, as their scores have it.

On judged questions that set nothing it was about 94 of 100 for passages and 97 of 100 for entries with a question.
"""
FEWEST = 20
"""With fewer judged questions than this nothing can be said."""
_PULL = 10.0
_NEVER = 1.0
_SLACK = 0.01
_TRUST = 20
"""For how many questions the expected share counts beside the seen one: one wrong answer of few says little."""
_PARTS = 5


def calibrated(tried: Sequence[Tried]) -> Calibration:
    """Return what judged questions call for; what is shipped where too few were judged.

    The weights of the confidence are held to the fitted ones, so that few questions move them little.
    """
    asked = [each for each in tried if each.asked and each.found]
    if len(asked) < FEWEST:
        return SHIPPED
    confidence = _confidence(asked)
    answer_from = _lowest(sorted(_judged(asked), reverse=True))
    return Calibration(confidence, Thresholds(answer_from, min(SHIPPED.thresholds.suggest_from, answer_from)))


def rescored(tried: Iterable[Tried], confidence: Confidence) -> list[Tried]:
    """Return questions that were tried with the scores that a confidence gives."""
    return [replace(each, found=tuple(found.scored(confidence) for found in each.found)) for each in tried]


def _judged(asked: Sequence[Tried]) -> Iterator[tuple[float, bool]]:
    """Yield each question's score and whether it was right, by the others alone: nobody is sure of what they have seen.

    Neighbours are left out together, since questions about one thing often stand together.
    """
    ends = [len(asked) * number // _PARTS for number in range(_PARTS + 1)]
    for start, end in pairwise(ends):
        others = _confidence([*asked[:start], *asked[end:]])
        yield from ((each.found[0].score, each.right_first) for each in rescored(asked[start:end], others))


def _confidence(asked: Sequence[Tried]) -> Confidence:
    return Confidence(**{kind: _fitted(asked, kind, before) for kind, before in asdict(FITTED).items()})


def _fitted(asked: Iterable[Tried], kind: str, before: Sequence[float]) -> tuple[float, ...]:
    first = ((each.found[0].evidence, each.right_first) for each in asked)
    rows = [(known.features, right) for known, right in first if known is not None and known.kind == kind]
    return fit(rows, before, _PULL)


def _lowest(scores: Sequence[tuple[float, bool]]) -> float:
    """Return the lowest score above which the share of right answers is high enough.

    The expected share decides, so that a few lucky answers set nothing; the seen one may be a little less.
    """
    best, expected, right = _NEVER, 0.0, 0
    for number, (score, is_right) in enumerate(scores, 1):
        expected, right = expected + score, right + is_right
        following = scores[number][0] if number < len(scores) else -1.0
        seen = (right + _TRUST * expected / number) / (number + _TRUST)
        if following < score and expected / number >= PRECISION and seen >= PRECISION - _SLACK:
            best = score
    return best

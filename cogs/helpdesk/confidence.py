"""How sure it is that an entry answers a question: a probability, from a few features of the question and the entry.

The features, each from 0 to about 1 but for the length:

- aligned: how much of the question's weight the best phrasing, or the best sentence of the answer, has;
- close: the geometric mean of how much of the question the best-fitting phrasing has, and of the phrasing the question;
- sounds: how much of the question the entry has, in stretches of sounds instead of words;
- length: the logarithm of how many different words the question has;
- ahead: how far the entry is ahead of the next one, times the sounds: to be the first of strangers is nothing.

The weights were fitted by ``python -m tests.quality --fit``. Passages, which have no phrasing, have their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt

from cogs.helpdesk.asked import AskedWords, Match
from cogs.helpdesk.logistic import probability
from cogs.helpdesk.postings import Posting

FEATURES = ("aligned", "close", "sounds", "length", "ahead")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an entry, in the order of `FEATURES`; a `passage` has no question."""

    features: tuple[float, ...]
    passage: bool


@dataclass(frozen=True, slots=True)
class Confidence:
    """The weights of the features, and of the constant at their end: for entries with a question, and for passages."""

    entries: tuple[float, ...]
    passages: tuple[float, ...]

    def of(self, evidence: Evidence) -> float:
        """Return the probability that the entry answers the question."""
        return probability(self.passages if evidence.passage else self.entries, evidence.features)


FITTED = Confidence(
    entries=(2.747, 3.071, -0.521, 0.911, 5.619, -5.514),
    passages=(5.972, 0.0, -1.771, 0.994, 10.578, -5.473),
)
"""Where a community's own judgements begin from."""

_CARE = 1.2
"""With the fitted constant 93 of 100 answers from passages were right on the public sets; so many less make it 96."""

SHIPPED_CONFIDENCE = Confidence(FITTED.entries, (*FITTED.passages[:-1], FITTED.passages[-1] - _CARE))
"""What holds for a community that has judged no questions of its own: a wrong answer is worse than none."""


def evidence_for(asked: AskedWords, entry: Posting, lead: float) -> Evidence:
    """Return what speaks for an entry; `lead` is how far it is ahead of the next one, as a share of its own rank."""
    match = Match(asked, entry.asked)
    aligned = max(match.best_weight(), Match(asked, entry.answer).best_weight()) / (asked.weight or 1.0)
    sounds = asked.gram_share({*entry.asked.sounds, *entry.answer.sounds})
    length = log(1 + len(asked.weights))
    return Evidence((aligned, _closeness(match), sounds, length, lead * sounds), passage=not entry.asked.length)


def _closeness(match: Match) -> float:
    return max((_closeness_of(match, part, times) for part, times in match.parts.items()), default=0.0)


def _closeness_of(match: Match, part: int, times: dict[str, int]) -> float:
    asked = match.asked
    whole = sum(map(asked.weight_of, set(match.field.part(part))))
    met = sum(asked.weight_of(term) * max(alike for _, alike in asked.finds[term]) for term in times)
    return sqrt(asked.weight_in(times) / asked.weight * met / whole) if whole and asked.weight else 0.0

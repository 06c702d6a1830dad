"""How sure it is that an entry answers a question: a probability, from a few features of the question and the entry.

The features, each from 0 to about 1 but for the length:

- aligned: how much of the question's weight the best phrasing, or the best sentence of the answer, has;
- close: the geometric mean of how much of the question the best-fitting phrasing has, and of the phrasing the question;
- sounds: how much of the question the entry has, in stretches of sounds instead of words;
- length: the logarithm of how many different words the question has;
- ahead: how far the entry is ahead of the next one, times the sounds: to be the first of strangers is nothing;
- clear: the same as a share of what the question weighs;
- sounding: how far an entry with a question is ahead of any other by stretches of sounds alone.

With a model, three more, all in standard deviations: how near the entry is in meaning, how far it is ahead of the next
one with all that ranks them, and how far it is ahead of the nearest other one.

The weights were fitted by ``python -m tests.quality --fit``. Passages, which have no phrasing, have their own.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import log, sqrt

from cogs.helpdesk.asked import AskedWords, Match
from cogs.helpdesk.logistic import probability
from cogs.helpdesk.postings import Posting

FEATURES = ("aligned", "close", "sounds", "length", "ahead", "clear", "sounding")
MEANT = ("near", "total ahead", "near ahead")


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entry stands among the others.

    Its lead as a share of its rank, of what the question weighs, and by sounds; with a model what `MEANT` names.
    """

    lead: float
    clear: float
    sounding: float
    meant: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an entry, in the order of `FEATURES` and `MEANT`; a `passage` has no question."""

    features: tuple[float, ...]
    passage: bool

    @property
    def kind(self) -> str:
        """The field of `Confidence` that has the weights for it."""
        return ("meant_" if len(self.features) > len(FEATURES) else "") + ("passages" if self.passage else "entries")


@dataclass(frozen=True, slots=True)
class Confidence:
    """The weights of the features, and of the constant at their end: for entries with a question, and for passages.

    Each with a model, too.
    """

    entries: tuple[float, ...]
    passages: tuple[float, ...]
    meant_entries: tuple[float, ...]
    meant_passages: tuple[float, ...]

    def of(self, evidence: Evidence) -> float:
        """Return the probability that the entry answers the question."""
        return probability(getattr(self, evidence.kind), evidence.features)


FITTED = Confidence(
    entries=(3.067, 2.764, -0.656, 0.957, 3.826, 0.271, 0.392, -5.534),
    passages=(4.411, 0.0, -0.245, 0.985, 2.82, 1.8, 0.0, -5.601),
    meant_entries=(0.488, 4.096, -1.277, 1.023, 4.314, -0.438, -0.515, 0.896, 0.572, -0.376, -7.835),
    meant_passages=(5.573, 0.0, -3.51, 0.091, 9.084, -0.951, 0.0, 1.607, 0.339, -0.521, -7.26),
)
"""Where a community's own judgements begin from."""

_CARE = {"entries": 0.0, "passages": 1.5, "meant_entries": 0.0, "meant_passages": 1.8}
"""By how much the constants are less: with them 95 of 100 answers from passages that were not fitted are right."""

SHIPPED_CONFIDENCE = Confidence(
    **{kind: (*weights[:-1], weights[-1] - _CARE[kind]) for kind, weights in asdict(FITTED).items()}
)
"""What holds for a community that has judged no questions of its own: a wrong answer is worse than none."""


def evidence_for(asked: AskedWords, entry: Posting, standing: Standing) -> Evidence:
    """Return what speaks for an entry that stands so among the others."""
    match = Match(asked, entry.asked)
    aligned = max(match.best_weight(), Match(asked, entry.answer).best_weight()) / (asked.weight or 1.0)
    sounds = asked.gram_share({*entry.asked.sounds, *entry.answer.sounds})
    length, passage = log(1 + len(asked.weights)), not entry.asked.length
    leads = (standing.lead * sounds, standing.clear, 0.0 if passage else standing.sounding)
    return Evidence((aligned, _closeness(match), sounds, length, *leads, *standing.meant), passage)


def _closeness(match: Match) -> float:
    return max((_closeness_of(match, part, times) for part, times in match.parts.items()), default=0.0)


def _closeness_of(match: Match, part: int, times: dict[str, int]) -> float:
    asked = match.asked
    whole = sum(map(asked.weight_of, set(match.field.part(part))))
    met = sum(asked.weight_of(term) * max(alike for _, alike in asked.finds[term]) for term in times)
    return sqrt(asked.weight_in(times) / asked.weight * met / whole) if whole and asked.weight else 0.0

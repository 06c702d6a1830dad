"""How sure it is that an entry answers a question: a probability, from a few features of the question and the entry.

The features, each from 0 to about 1 but for the length, clear and apart:

- close: the geometric mean of how much of the question the best-fitting phrasing has, and of the phrasing the question;
- fitting: that, times how much of the question's weight the whole entry has;
- sounds: how much of the question the entry has, in stretches of sounds instead of words, unless these are translated;
- length: the logarithm of how many different words the question has;
- clear: how far the entry is ahead of the next one, as a share of what the question weighs;
- ahead: the same as a share of its own rank, times how much of the question one of the next has: to be the first of
  strangers is nothing;
- apart: how far it is ahead of all the next ones together, times the logarithm of what its best part weighs;
- unsaid: how heavy a word of the question is missing from an entry whose best part says little else;
- missing: how many of the question's telling words the best part (a phrasing, or a sentence of the answer) has not;
- foreign: how much of the question is in another language than the entries.

With a model, three more, all in standard deviations: how near the entry is in meaning, how far it is ahead of the next
one with all that ranks them, and how far it is ahead of the nearest other one.

The weights were fitted by ``python -m tests.quality --fit``. Passages, which have no phrasing, have their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from math import log, sqrt

from cogs.helpdesk.asked import AskedWords, Match
from cogs.helpdesk.logistic import probability
from cogs.helpdesk.postings import Posting

FEATURES = ("close", "fitting", "sounds", "length", "clear", "ahead", "apart", "unsaid", "missing", "foreign")
MEANT = ("near", "total ahead", "near ahead")


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entry stands among the others: its part in `FEATURES`, and what `MEANT` names where there is a model."""

    clear: float = 0.0
    ahead: float = 0.0
    apart: float = 0.0
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
        most = _MOST_OF_PASSAGE if evidence.passage else 1.0
        return most * probability(getattr(self, evidence.kind), evidence.features)


FITTED = Confidence(
    entries=(0.186, 4.239, 1.176, 1.035, 0.277, 0.444, 2.287, 0.712, -0.274, 0.787, -7.364),
    passages=(0.0, 0.0, 3.062, -0.182, 0.708, 5.49, 1.219, 5.263, -2.284, 1.133, -3.618),
    meant_entries=(-2.373, 6.226, 0.962, 0.934, 0.274, -0.719, 1.62, 1.016, -0.424, 0.944, 0.097, 0.007, 0.397, -5.901),
    meant_passages=(0.0, 0.0, 2.55, -0.281, -0.412, 2.05, 0.606, 4.952, -3.065, 1.184, 0.129, 0.335, 0.389, -2.192),
)
"""What the regression over the public set and all communities found."""

_MOST_OF_PASSAGE = 0.99
"""How sure one can be of a passage: another one that has each word of a question may still answer something else."""

_CARE = {"entries": 0.0, "passages": 1.63, "meant_entries": 0.0, "meant_passages": 1.7}
"""By how much the constants are less: with them 95 of 100 answers from passages that were not fitted are right."""

SHIPPED_CONFIDENCE = Confidence(
    **{kind: (*weights[:-1], weights[-1] - _CARE[kind]) for kind, weights in asdict(FITTED).items()}
)
"""What holds: a wrong answer is worse than none."""


def evidence_for(asked: AskedWords, entry: Posting, standings: Iterable[Standing]) -> list[Evidence]:
    """Return what speaks for an entry that stands so among some others, and so among others."""
    match, told, whole = asked.match(entry.asked), asked.match(entry.answer), asked.weight or 1.0
    best = max(match, told, key=Match.best_weight)
    weight, part = best.best_part()
    close, everywhere = _closeness(match), asked.finds.keys() & entry.terms()
    fitting, sounds = close * asked.weight_in(everywhere) / whole, asked.share_heard(entry)
    length, apart = log(1 + len(asked.weights)), log(1 + weight)
    unsaid = _heaviest_missing(asked, everywhere) * weight / (_weight_of_part(best, part) or 1.0)
    missing, foreign = _missing(asked, best.parts.get(part, ())), asked.share_foreign
    return [
        Evidence(
            (
                *(close, fitting, sounds, length, each.clear, each.ahead, each.apart * apart, unsaid, missing, foreign),
                *each.meant,
            ),
            passage=not entry.asked.length,
        )
        for each in standings
    ]


def _heaviest_missing(asked: AskedWords, terms: Iterable[str]) -> float:
    """Return how heavy the heaviest telling word is that is not met, as a share of the heaviest one."""
    met = asked.met(terms)
    missing = (asked.weights[number] for number in asked.telling if number not in met)
    return max(missing, default=0.0) / (max(asked.weights, default=0.0) or 1.0)


def _missing(asked: AskedWords, terms: Iterable[str]) -> float:
    """Return the share of the telling words that are not met."""
    met = asked.met(terms)
    return sum(number not in met for number in asked.telling) / (len(asked.telling) or 1)


def _weight_of_part(match: Match, part: int) -> float:
    return sum(map(match.asked.weight_of, set(match.field.part(part)))) if part >= 0 else 0.0


def _closeness(match: Match) -> float:
    return max((_closeness_of(match, part, times) for part, times in match.parts.items()), default=0.0)


def _closeness_of(match: Match, part: int, times: dict[str, int]) -> float:
    asked, whole = match.asked, _weight_of_part(match, part)
    met = sum(asked.weight_of(term) * max(alike for _, alike in asked.finds[term]) for term in times)
    return sqrt(asked.weight_in(times) / asked.weight * met / whole) if whole and asked.weight else 0.0

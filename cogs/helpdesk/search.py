"""Search in the FAQ: pure, in memory, one index for all languages and scripts.

An entry is ranked by BM25 over the stems of its best-fitting phrasing (weight 2), of all its phrasings together (1) and
of its answer (0.5), to the last two of which is added what one sentence has of the question and which of its
neighbouring words stand near each other; and by BM25 over stretches of 3 and 4 sounds. A word of the question also
finds words that look like it (`cogs.helpdesk.likeness`) and, if it is English, the Greek ones for it.

How sure a find is, `cogs.helpdesk.confidence` says. A question in the very words of a phrasing is sure. The words are
compared by their keys, without what parts them and without the courtesy around them. Of two entries that share a
phrasing neither is.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from cogs.helpdesk.asked import MOST_WORDS, AskedWords, Match
from cogs.helpdesk.confidence import SHIPPED_CONFIDENCE, Confidence, Evidence, evidence_for
from cogs.helpdesk.postings import Posting, Postings, Searchable

_PHRASE, _ASKED, _ANSWER, _PASSAGE = 2.0, 1.0, 0.5, 2.0
_SENTENCE, _NEIGHBOURS, _GRAMS = 0.5, 0.5, 0.07
_SURE, _SHARED, _DIGITS = 1.0, 0.5, 9
_POSTINGS, _CANDIDATES, _CLOSER = 10_000, 60, 25


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that was found, and how sure that is (0 to 1); without evidence where the question is its very words."""

    id: str
    score: float
    evidence: Evidence | None = None

    def scored(self, confidence: Confidence) -> Found:
        """Return it as sure as a confidence says."""
        return self if self.evidence is None else replace(self, score=round(confidence.of(self.evidence), _DIGITS))


class Index:
    """The entries, ready to be searched."""

    def __init__(self, entries: Iterable[Searchable] = ()) -> None:
        """Read the entries in."""
        self._known = Postings()
        versions: dict[str, list[Searchable]] = {}
        for entry in entries:
            versions.setdefault(entry.id, []).append(entry)
        for name, each in versions.items():
            self._known.put(name, each)

    def put(self, name: str, versions: Iterable[Searchable]) -> None:
        """Read an entry in, all its languages together, in place of what was known by its name."""
        self._known.put(name, versions)

    def remove(self, name: str) -> None:
        """Know an entry no longer, if it was known."""
        self._known.remove(name)

    def search(self, question: str, limit: int = 3, confidence: Confidence = SHIPPED_CONFIDENCE) -> tuple[Found, ...]:
        """Return the entries that fit best, the best first; of a very long question the first words count."""
        asked = AskedWords(question, self._known)
        ranked = self._ranked(asked)
        found = [
            _found(entry, evidence_for(asked, entry, _lead(ranked, place)), confidence)
            for place, (_, entry) in enumerate(ranked[:limit])
        ]
        worded = self._known.worded(asked.wording) if len(asked.wording) <= MOST_WORDS else frozenset()
        return _with_first(worded, found)[:limit]

    def _ranked(self, asked: AskedWords) -> list[tuple[float, Posting]]:
        """Return the entries with their rank, the best first."""
        first = [(self._words(asked, entry), entry) for entry in self._candidates(asked)]
        closer = heapq.nlargest(_CLOSER, first, key=lambda pair: (pair[0], pair[1].id))
        return sorted(
            ((rank + self._closely(asked, entry), entry) for rank, entry in closer),
            key=lambda pair: (-round(pair[0], _DIGITS), pair[1].id),
        )

    def _candidates(self, asked: AskedWords) -> list[Posting]:
        """Return the entries that share the most weight with the question; its rarest finds are looked at first."""
        scores: defaultdict[int, float] = defaultdict(float)
        seen = 0
        for term in sorted(asked.finds, key=lambda term: len(self._known.having(term))):
            seen += len(self._known.having(term))
            if seen > _POSTINGS and scores:
                break
            worth = max(asked.weights[number] * alike for number, alike in asked.finds[term])
            for entry in self._known.having(term):
                scores[entry] += worth
        return [self._known.entries[number] for number in heapq.nlargest(_CANDIDATES, scores, key=scores.__getitem__)]

    def _words(self, asked: AskedWords, entry: Posting) -> float:
        answer = _rank(Match(asked, entry.answer), self._known.answers.length)
        if not entry.asked.length:
            return _PASSAGE * answer
        match = Match(asked, entry.asked)
        phrase = match.best_bm25(self._known.phrases.length)
        return _PHRASE * phrase + _ASKED * _rank(match, self._known.asked.length) + _ANSWER * answer

    def _closely(self, asked: AskedWords, entry: Posting) -> float:
        answer = asked.gram_bm25(entry.answer, self._known.answers.length)
        if not entry.asked.length:
            return _GRAMS * _PASSAGE * answer
        together = asked.gram_bm25(entry.asked, self._known.asked.length)
        return _GRAMS * ((_PHRASE + _ASKED) * together + _ANSWER * answer)


def _rank(match: Match, mean: float) -> float:
    if not match.places:
        return 0.0
    return match.bm25(mean) + _SENTENCE * match.best_weight() + _NEIGHBOURS * match.neighbours()


def _found(entry: Posting, evidence: Evidence, confidence: Confidence) -> Found:
    return Found(entry.id, 0.0, evidence).scored(confidence)


def _with_first(worded: AbstractSet[str], found: Sequence[Found]) -> tuple[Found, ...]:
    """Return the entries that are asked in just these words before the others, and as sure as they are few."""
    if not worded:
        return tuple(found)
    score = _SURE if len(worded) == 1 else _SHARED
    others = (replace(each, score=min(each.score, score)) for each in found if each.id not in worded)
    return (*(Found(name, score) for name in sorted(worded)), *others)


def _lead(ranked: Sequence[tuple[float, Posting]], place: int) -> float:
    """Return how far the first is ahead of the second, as a share of its rank; nobody else leads."""
    if place or not ranked[0][0]:
        return 0.0
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    return 1 - second / ranked[0][0]

"""Search in the FAQ: pure, in memory, one index for all languages and scripts.

An entry is ranked by BM25 over the stems of its best-fitting phrasing (weight 2), of all its phrasings together (1)
and of its answer (0.5). A word of the question also finds words that look like it: they share stretches of 3 to 5
sounds of their key (see `cogs.helpdesk.key`), which bridges typing mistakes and word families.

How sure a find is, from 0 to 1, is the mean of three shares: how much of the question the entry's phrasings know, how
close the best-fitting phrasing is to the question in both directions, and how far the entry is ahead of the next one
(which counts the less, the less of the question is known: to be the first of strangers is nothing).

A question in the very words of a phrasing is sure. The words are compared by their keys, without what parts them and
without the courtesy around them. Of two entries that share a phrasing neither is.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import sqrt

from cogs.helpdesk.key import stem, words
from cogs.helpdesk.postings import Field, Posting, Postings, Searchable
from cogs.helpdesk.stopwords import PLEASANTRIES, STOP_WORDS

_K1, _B = 0.9, 0.6
_PHRASE, _ASKED, _ANSWER = 2.0, 1.0, 0.5
_STOP_WORD = 0.5
_QUESTION_WORDS = 60
_SURE, _SHARED = 1.0, 0.5
_POSTINGS, _CANDIDATES = 10_000, 60


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that was found, and how sure that is (0 to 1)."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the question: what it weighs by itself (a stop word less), and with its rarity."""

    factor: float
    weight: float


@dataclass(frozen=True, slots=True)
class _Question:
    """The words of a question, and which of them find a stem of the index, with how much each is alike (up to 1)."""

    words: tuple[_Word, ...]
    finds: Mapping[str, Sequence[tuple[int, float]]]

    def best_in(self, field: Field, worth: Callable[[str], float]) -> dict[int, float]:
        """Return for each word that finds something in a field the best of likeness times what the stem is worth."""
        best: dict[int, float] = {}
        for term in self.finds.keys() & field.terms.keys():
            value = worth(term)
            for number, alike in self.finds[term]:
                if alike * value > best.get(number, 0.0):
                    best[number] = alike * value
        return best

    def coverage(self, field: Field) -> float:
        """Return how much of the question's weight a field has."""
        whole = sum(word.weight for word in self.words)
        best = self.best_in(field, lambda _: 1.0)
        return sum(self.words[number].weight * alike for number, alike in best.items()) / whole if whole else 0.0


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

    def search(self, question: str, limit: int = 3) -> tuple[Found, ...]:
        """Return the entries that fit best, the best first; of a very long question the first words count."""
        sounds = words(question)
        asked = self._read(sounds)
        ranked = sorted(
            ((self._rank(asked, entry), entry) for entry in self._candidates(asked)),
            key=lambda pair: (-round(pair[0], 9), pair[1].id),
        )[: limit + 1]
        found = (
            Found(entry.id, self._sureness(asked, entry, _lead(ranked, place)))
            for place, (_, entry) in enumerate(ranked[:limit])
        )
        worded = self._known.worded(sounds) if len(sounds) <= _QUESTION_WORDS else frozenset()
        return _with_first(worded, found)[:limit]

    def _read(self, sounds: Sequence[str]) -> _Question:
        stems = dict.fromkeys(map(stem, sounds))
        distinct = [term for term in stems if term not in PLEASANTRIES][:_QUESTION_WORDS]
        finds: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, term in enumerate(distinct):
            for other, alike in self._known.alike(term).items():
                finds[other].append((number, alike))
        return _Question(tuple(_Word(_factor(term), self._weight(term)) for term in distinct), finds)

    def _weight(self, term: str) -> float:
        return _factor(term) * self._known.rarity(term)

    def _candidates(self, asked: _Question) -> list[Posting]:
        """Return the entries that share the most weight with the question; its rarest finds are looked at first."""
        scores: defaultdict[int, float] = defaultdict(float)
        seen = 0
        for term in sorted(asked.finds, key=lambda term: len(self._known.having(term))):
            seen += len(self._known.having(term))
            if seen > _POSTINGS and scores:
                break
            worth = max(asked.words[number].weight * alike for number, alike in asked.finds[term])
            for entry in self._known.having(term):
                scores[entry] += worth
        return [self._known.entries[number] for number in heapq.nlargest(_CANDIDATES, scores, key=scores.__getitem__)]

    def _rank(self, asked: _Question, entry: Posting) -> float:
        phrase = max((self._bm25(asked, phrase, self._known.phrases.length) for phrase in entry.phrases), default=0.0)
        together = self._bm25(asked, entry.asked, self._known.asked.length)
        answer = self._bm25(asked, entry.answer, self._known.answers.length)
        return _PHRASE * phrase + _ASKED * together + _ANSWER * answer

    def _bm25(self, asked: _Question, field: Field, mean: float) -> float:
        norm = _K1 * (1 - _B + _B * field.length / mean)

        def worth(term: str) -> float:
            times = field.terms[term]
            return self._known.rarity(term) * times * (_K1 + 1) / (times + norm)

        return sum(asked.words[number].factor * value for number, value in asked.best_in(field, worth).items())

    def _sureness(self, asked: _Question, entry: Posting, lead: float) -> float:
        if not entry.phrases:
            coverage = asked.coverage(entry.answer)
            return coverage * (2 + lead) / 3
        closeness = max(self._closeness(asked, phrase) for phrase in entry.phrases)
        coverage = asked.coverage(entry.asked)
        return (coverage + closeness + lead * sqrt(coverage)) / 3

    def _closeness(self, asked: _Question, phrase: Field) -> float:
        """Return the geometric mean of how much of the question the phrase has, and of the phrase the question."""
        weights = {term: self._weight(term) for term in phrase.terms}
        met = (
            weights[term] * max(alike for _, alike in asked.finds[term])
            for term in asked.finds.keys() & phrase.terms.keys()
        )
        whole = sum(weights.values())
        return sqrt(asked.coverage(phrase) * sum(met) / whole) if whole else 0.0


def _with_first(worded: AbstractSet[str], found: Iterable[Found]) -> tuple[Found, ...]:
    """Return the entries that are asked in just these words before the others, and as sure as they are few."""
    if not worded:
        return tuple(found)
    score = _SURE if len(worded) == 1 else _SHARED
    others = (Found(each.id, min(each.score, score)) for each in found if each.id not in worded)
    return (*(Found(name, score) for name in sorted(worded)), *others)


def _factor(term: str) -> float:
    return _STOP_WORD if term in STOP_WORDS else 1.0


def _lead(ranked: Sequence[tuple[float, Posting]], place: int) -> float:
    """Return how far the first is ahead of the second, doubled and at most 1; nobody else leads."""
    if place or not ranked[0][0]:
        return 0.0
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    return min(1.0, 2 * (1 - second / ranked[0][0]))

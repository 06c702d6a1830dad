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
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log, sqrt
from typing import Protocol

from cogs.helpdesk.key import grams, stem, words
from cogs.helpdesk.phrases import sequence_of, without_courtesy_around
from cogs.helpdesk.stopwords import PLEASANTRIES, STOP_WORDS

_K1, _B = 0.9, 0.6
_PHRASE, _ASKED, _ANSWER = 2.0, 1.0, 0.5
_STOP_WORD = 0.5
_ALIKE, _ALIKE_FROM, _ALIKE_MOST = 0.9, 0.5, 8
_QUESTION_WORDS = 60
_SURE, _SHARED = 1.0, 0.5
_POSTINGS, _CANDIDATES = 10_000, 60


class Searchable(Protocol):
    """What is searched in: an entry in one language; the entries of one id belong together."""

    @property
    def id(self) -> str:
        """The name of the entry."""

    @property
    def question(self) -> str:
        """The question, empty for a passage."""

    @property
    def variants(self) -> Sequence[str]:
        """Other ways to ask it."""

    @property
    def answer(self) -> str:
        """The answer, or the passage."""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that was found, and how sure that is (0 to 1)."""

    id: str
    score: float


@dataclass(slots=True)
class _Field:
    terms: Counter[str] = field(default_factory=Counter)
    length: int = 0

    def add(self, stems: Sequence[str]) -> None:
        self.terms.update(stems)
        self.length += len(stems)


@dataclass(slots=True)
class _Entry:
    id: str
    phrases: list[_Field] = field(default_factory=list)
    asked: _Field = field(default_factory=_Field)
    answer: _Field = field(default_factory=_Field)
    wordings: set[str] = field(default_factory=set)


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

    def best_in(self, field: _Field, worth: Callable[[str], float]) -> dict[int, float]:
        """Return for each word that finds something in a field the best of likeness times what the stem is worth."""
        best: dict[int, float] = {}
        for term in self.finds.keys() & field.terms.keys():
            value = worth(term)
            for number, alike in self.finds[term]:
                if alike * value > best.get(number, 0.0):
                    best[number] = alike * value
        return best

    def coverage(self, field: _Field) -> float:
        """Return how much of the question's weight a field has."""
        whole = sum(word.weight for word in self.words)
        best = self.best_in(field, lambda _: 1.0)
        return sum(self.words[number].weight * alike for number, alike in best.items()) / whole if whole else 0.0


class Index:
    """The entries, ready to be searched. A new one is built when they change."""

    def __init__(self, entries: Iterable[Searchable]) -> None:
        """Read the entries in."""
        self._entries = _gathered(entries)
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        self._worded: defaultdict[str, set[str]] = defaultdict(set)
        for number, entry in enumerate(self._entries):
            for term in entry.asked.terms.keys() | entry.answer.terms.keys():
                self._having[term].append(number)
            for wording in entry.wordings:
                self._worded[wording].add(entry.id)
        self._rarity = {term: self._idf(len(having)) for term, having in self._having.items()}
        self._with_gram: defaultdict[str, list[str]] = defaultdict(list)
        for term in self._having:
            for gram in grams(term):
                self._with_gram[gram].append(term)
        self._known: dict[str, dict[str, float]] = {}
        self._mean_phrase = _mean(phrase.length for entry in self._entries for phrase in entry.phrases)
        self._mean_asked = _mean(entry.asked.length for entry in self._entries)
        self._mean_answer = _mean(entry.answer.length for entry in self._entries)

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
        return _with_first(self._in_these_words(sounds), found)[:limit]

    def _idf(self, having: int) -> float:
        return log(1 + (len(self._entries) - having + 0.5) / (having + 0.5))

    def _in_these_words(self, sounds: Sequence[str]) -> set[str]:
        """Return the entries that are asked in just these words; in the whole of them before the bare ones."""
        if len(sounds) > _QUESTION_WORDS:
            return set()
        return next(filter(None, (self._worded.get(wording, set()) for wording in _wordings(sounds))), set())

    def _read(self, sounds: Sequence[str]) -> _Question:
        stems = dict.fromkeys(map(stem, sounds))
        distinct = [term for term in stems if term not in PLEASANTRIES][:_QUESTION_WORDS]
        finds: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, term in enumerate(distinct):
            for other, alike in self._alike(term).items():
                finds[other].append((number, alike))
        return _Question(tuple(_Word(_factor(term), self._weight(term)) for term in distinct), finds)

    def _weight(self, term: str) -> float:
        return _factor(term) * (self._rarity[term] if term in self._rarity else self._idf(0))

    def _alike(self, term: str) -> dict[str, float]:
        known = self._known.get(term)
        if known is None:
            known = self._look_alikes(term)
            if term in self._having:
                known[term] = 1.0
                self._known[term] = known
        return known

    def _look_alikes(self, term: str) -> dict[str, float]:
        own = grams(term)
        shared = Counter(chain.from_iterable(self._with_gram.get(gram, ()) for gram in own))
        dice = ((2 * both / (len(own) + len(grams(other))), other) for other, both in shared.items() if other != term)
        best = heapq.nlargest(_ALIKE_MOST, (pair for pair in dice if pair[0] >= _ALIKE_FROM))
        return {other: _ALIKE * share for share, other in best}

    def _candidates(self, asked: _Question) -> list[_Entry]:
        """Return the entries that share the most weight with the question; its rarest finds are looked at first."""
        scores: defaultdict[int, float] = defaultdict(float)
        seen = 0
        for term in sorted(asked.finds, key=lambda term: len(self._having[term])):
            seen += len(self._having[term])
            if seen > _POSTINGS and scores:
                break
            worth = max(asked.words[number].weight * alike for number, alike in asked.finds[term])
            for entry in self._having[term]:
                scores[entry] += worth
        return [self._entries[number] for number in heapq.nlargest(_CANDIDATES, scores, key=scores.__getitem__)]

    def _rank(self, asked: _Question, entry: _Entry) -> float:
        phrase = max((self._bm25(asked, phrase, self._mean_phrase) for phrase in entry.phrases), default=0.0)
        together = self._bm25(asked, entry.asked, self._mean_asked)
        return _PHRASE * phrase + _ASKED * together + _ANSWER * self._bm25(asked, entry.answer, self._mean_answer)

    def _bm25(self, asked: _Question, field: _Field, mean: float) -> float:
        norm = _K1 * (1 - _B + _B * field.length / mean)

        def worth(term: str) -> float:
            times = field.terms[term]
            return self._rarity[term] * times * (_K1 + 1) / (times + norm)

        return sum(asked.words[number].factor * value for number, value in asked.best_in(field, worth).items())

    def _sureness(self, asked: _Question, entry: _Entry, lead: float) -> float:
        if not entry.phrases:
            coverage = asked.coverage(entry.answer)
            return coverage * (2 + lead) / 3
        closeness = max(self._closeness(asked, phrase) for phrase in entry.phrases)
        coverage = asked.coverage(entry.asked)
        return (coverage + closeness + lead * sqrt(coverage)) / 3

    def _closeness(self, asked: _Question, phrase: _Field) -> float:
        """Return the geometric mean of how much of the question the phrase has, and of the phrase the question."""
        weights = {term: self._weight(term) for term in phrase.terms}
        met = (
            weights[term] * max(alike for _, alike in asked.finds[term])
            for term in asked.finds.keys() & phrase.terms.keys()
        )
        whole = sum(weights.values())
        return sqrt(asked.coverage(phrase) * sum(met) / whole) if whole else 0.0


def _gathered(entries: Iterable[Searchable]) -> list[_Entry]:
    found: dict[str, _Entry] = {}
    for given in entries:
        entry = found.setdefault(given.id, _Entry(given.id))
        for phrase in filter(None, (given.question, *given.variants)):
            sounds = words(phrase)
            stems = [stem(sound) for sound in sounds]
            entry.wordings.update(_wordings(sounds))
            entry.phrases.append(_Field())
            entry.phrases[-1].add(stems)
            entry.asked.add(stems)
        entry.answer.add([stem(sound) for sound in words(given.answer)])
    return list(found.values())


def _wordings(sounds: Sequence[str]) -> Iterator[str]:
    """Yield by what a phrasing is known, in one piece ("e-twinning" is "etwinning"): whole, and without courtesy."""
    whole = sequence_of(sounds)
    for sequence in (whole, without_courtesy_around(whole)):
        joined = sequence.replace(" ", "")
        if joined:
            yield joined


def _with_first(worded: set[str], found: Iterable[Found]) -> tuple[Found, ...]:
    """Return the entries that are asked in just these words before the others, and as sure as they are few."""
    if not worded:
        return tuple(found)
    score = _SURE if len(worded) == 1 else _SHARED
    others = (Found(each.id, min(each.score, score)) for each in found if each.id not in worded)
    return (*(Found(name, score) for name in sorted(worded)), *others)


def _factor(term: str) -> float:
    return _STOP_WORD if term in STOP_WORDS else 1.0


def _lead(ranked: Sequence[tuple[float, _Entry]], place: int) -> float:
    """Return how far the first is ahead of the second, doubled and at most 1; nobody else leads."""
    if place or not ranked[0][0]:
        return 0.0
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    return min(1.0, 2 * (1 - second / ranked[0][0]))


def _mean(lengths: Iterable[int]) -> float:
    counted = list(lengths)
    return max(1.0, sum(counted) / len(counted)) if counted else 1.0

"""What the search knows of the entries: their stems, and by each stem who has it. Pure, in memory.

An entry that changes is put in anew, which costs no more than that entry, however many others there are.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain, count
from math import log
from typing import Protocol, TypeVar

from cogs.helpdesk.key import grams, stem, words
from cogs.helpdesk.phrases import sequence_of, without_courtesy_around

_ALIKE, _ALIKE_FROM, _ALIKE_MOST = 0.9, 0.5, 8

_Member = TypeVar("_Member", int, str)


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


@dataclass(slots=True)
class Field:
    """A stretch of text as stems; `length` counts them all."""

    terms: Counter[str] = field(default_factory=Counter)
    length: int = 0

    def add(self, stems: Sequence[str]) -> None:
        """Add more of them."""
        self.terms.update(stems)
        self.length += len(stems)


class Posting:
    """An entry as it is searched for, all its languages together.

    `phrases` are its phrasings, `asked` the same in one; `wordings` are by what the phrasings are known to the letter.
    """

    def __init__(self, name: str, versions: Iterable[Searchable]) -> None:
        """Read the entry in each language."""
        self.id = name
        self.phrases: list[Field] = []
        self.asked, self.answer = Field(), Field()
        self.wordings: set[str] = set()
        for version in versions:
            for phrase in filter(None, (version.question, *version.variants)):
                self._add(words(phrase))
            self.answer.add([stem(sound) for sound in words(version.answer)])

    def _add(self, sounds: Sequence[str]) -> None:
        stems = [stem(sound) for sound in sounds]
        self.wordings.update(wordings(sounds))
        self.phrases.append(Field())
        self.phrases[-1].add(stems)
        self.asked.add(stems)

    @property
    def terms(self) -> AbstractSet[str]:
        """Every stem that it has."""
        return self.asked.terms.keys() | self.answer.terms.keys()


@dataclass(slots=True)
class Mean:
    """The mean length of some fields."""

    total: int = 0
    count: int = 0

    def add(self, fields: Iterable[Field], times: int) -> None:
        """Count fields in (1) or out (-1)."""
        for each in fields:
            self.total += times * each.length
            self.count += times

    @property
    def length(self) -> float:
        """The mean, at least 1."""
        return max(1.0, self.total / self.count) if self.count else 1.0


class Postings:
    """The entries by number, and where each stem and each phrasing stands."""

    def __init__(self) -> None:
        """Know none."""
        self.entries: dict[int, Posting] = {}
        self.phrases, self.asked, self.answers = Mean(), Mean(), Mean()
        self._numbers: dict[str, int] = {}
        self._new_numbers = count()
        self._having: dict[str, set[int]] = {}
        self._worded: dict[str, set[str]] = {}
        self._with_gram: dict[str, set[str]] = {}
        self._known: dict[str, dict[str, float]] = {}

    def put(self, name: str, versions: Iterable[Searchable]) -> None:
        """Read an entry in, all its languages together, in place of what was known by its name."""
        self.remove(name)
        entry = Posting(name, versions)
        number = self._numbers[name] = next(self._new_numbers)
        self.entries[number] = entry
        for term in entry.terms:
            if term not in self._having:
                for gram in grams(term):
                    self._with_gram.setdefault(gram, set()).add(term)
            self._having.setdefault(term, set()).add(number)
        for wording in entry.wordings:
            self._worded.setdefault(wording, set()).add(name)
        self._changed(entry, 1)

    def remove(self, name: str) -> None:
        """Know an entry no longer, if it was known."""
        number = self._numbers.pop(name, None)
        if number is None:
            return
        entry = self.entries.pop(number)
        for term in entry.terms:
            _take_out(self._having, term, number)
            if term not in self._having:
                for gram in grams(term):
                    _take_out(self._with_gram, gram, term)
        for wording in entry.wordings:
            _take_out(self._worded, wording, name)
        self._changed(entry, -1)

    def having(self, term: str) -> AbstractSet[int]:
        """Return the numbers of the entries that have a stem."""
        return self._having.get(term, frozenset())

    def worded(self, sounds: Sequence[str]) -> AbstractSet[str]:
        """Return the names of the entries that are asked in just these words, courtesy included if so."""
        known = (self._worded.get(wording) for wording in wordings(sounds))
        return next(filter(None, known), frozenset())

    def rarity(self, term: str) -> float:
        """Return how much it says to have a stem: the logarithm of the inverse of how often entries do."""
        having = len(self.having(term))
        return log(1 + (len(self.entries) - having + 0.5) / (having + 0.5))

    def alike(self, term: str) -> dict[str, float]:
        """Return the known stems that look like one, with how much (up to 1)."""
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

    def _changed(self, entry: Posting, times: int) -> None:
        self.phrases.add(entry.phrases, times)
        self.asked.add([entry.asked], times)
        self.answers.add([entry.answer], times)
        self._known.clear()


def wordings(sounds: Sequence[str]) -> Iterator[str]:
    """Yield by what a phrasing is known, in one piece ("e-twinning" is "etwinning"): whole, and without courtesy."""
    whole = sequence_of(sounds)
    for sequence in (whole, without_courtesy_around(whole)):
        joined = sequence.replace(" ", "")
        if joined:
            yield joined


def _take_out(sets: dict[str, set[_Member]], key: str, member: _Member) -> None:
    sets[key].discard(member)
    if not sets[key]:
        del sets[key]

"""What the search knows of the entries: their words, and by each word who has it. Pure, in memory.

An entry that changes is put in anew, which costs no more than that entry, however many others there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import count
from math import log
from typing import Protocol

from cogs.helpdesk.field import Field
from cogs.helpdesk.key import stem, words
from cogs.helpdesk.likeness import Vocabulary
from cogs.helpdesk.phrases import COURTESY, sequence_of, without_courtesy_around


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


class Posting:
    """An entry as it is searched for, all its languages together.

    `asked` has its phrasings, each as a part; `wordings` are by what they are known to the letter.
    """

    __slots__ = ("answer", "asked", "id", "wordings")

    def __init__(self, name: str, versions: Iterable[Searchable]) -> None:
        """Read the entry in each language."""
        self.id = name
        each = list(versions)
        phrases = [words(phrase) for version in each for phrase in (version.question, *version.variants)]
        self.asked = Field(phrases)
        self.answer = Field.of_sentences(version.answer for version in each)
        self.wordings = tuple(dict.fromkeys(wording for phrase in phrases for wording in wordings(phrase)))

    def sounds(self) -> set[str]:
        """Return every word that it has."""
        return {*self.asked.sounds, *self.answer.sounds}

    def terms(self) -> set[str]:
        """Return every stem that it has."""
        return {*self.asked.stems, *self.answer.stems}


@dataclass(slots=True)
class Mean:
    """The mean length of some fields."""

    total: int = 0
    count: int = 0

    def add(self, length: int, fields: int, times: int) -> None:
        """Count fields of a length together in (1) or out (-1)."""
        self.total += times * length
        self.count += times * fields

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
        self.vocabulary = Vocabulary()
        self._numbers: dict[str, int] = {}
        self._new_numbers = count()
        self._having: defaultdict[str, set[int]] = defaultdict(set)
        self._worded: defaultdict[str, set[str]] = defaultdict(set)

    def put(self, name: str, versions: Iterable[Searchable]) -> None:
        """Read an entry in, all its languages together, in place of what was known by its name."""
        self.remove(name)
        entry = Posting(name, versions)
        number = self._numbers[name] = next(self._new_numbers)
        self.entries[number] = entry
        self.vocabulary.add(entry.sounds())
        for term in entry.terms():
            self._having[term].add(number)
        for wording in entry.wordings:
            self._worded[wording].add(name)
        self._count(entry, 1)

    def remove(self, name: str) -> None:
        """Know an entry no longer, if it was known."""
        number = self._numbers.pop(name, None)
        if number is None:
            return
        entry = self.entries.pop(number)
        self.vocabulary.remove(entry.sounds())
        for term in entry.terms():
            self._having[term].discard(number)
            if not self._having[term]:
                del self._having[term]
        for wording in entry.wordings:
            self._worded[wording].discard(name)
            if not self._worded[wording]:
                del self._worded[wording]
        self._count(entry, -1)

    def entry(self, name: str) -> Posting:
        """Return a known entry by its name."""
        return self.entries[self._numbers[name]]

    def having(self, term: str) -> AbstractSet[int]:
        """Return the numbers of the entries that have a stem."""
        return self._having.get(term, frozenset())

    def alike(self, sound: str, *, foreign: bool = False) -> dict[str, float]:
        """Return the known stems that look like a word's, with how much (up to 1); a `foreign` one is not mistyped."""
        return self.vocabulary.alike(sound, known=foreign or stem(sound) in self._having)

    def worded(self, sounds: Sequence[str]) -> AbstractSet[str]:
        """Return the names of the entries that are asked in just these words, courtesy included if so."""
        known = (self._worded.get(wording) for wording in wordings(sounds))
        return next(filter(None, known), frozenset())

    def rarity(self, term: str) -> float:
        """Return how much it says to have a stem: the logarithm of the inverse of how often entries do."""
        return rarity(len(self.having(term)), len(self.entries))

    def _count(self, entry: Posting, times: int) -> None:
        self.phrases.add(entry.asked.length, len(entry.asked.ends), times)
        self.asked.add(entry.asked.length, 1, times)
        self.answers.add(entry.answer.length, 1, times)


def rarity(having: int, all_of: int) -> float:
    """Return the inverse document frequency of what so many of all entries have."""
    return log(1 + (all_of - having + 0.5) / (having + 0.5))


def wordings(sounds: Sequence[str]) -> Iterator[str]:
    """Yield by what a phrasing is known, in one piece ("e-twinning" is "etwinning"): whole, and without courtesy."""
    whole = sequence_of(sounds)
    if joined_up := whole.replace(" ", ""):
        yield joined_up
    if COURTESY.may_be_among(sounds) and (joined_up := without_courtesy_around(whole).replace(" ", "")):
        yield joined_up

"""A stretch of text as it is searched in: its words, and the parts (sentences, phrasings) that they stand in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain

from cogs.helpdesk.key import grams, stem, words

_FIELDS_KEPT = 500
_SENTENCE_ENDS = re.compile(r"[.;!?·:]\s|\n")


class Field:
    """The keys and the stems of the words in their order. Plain tuples: thousands of them are kept for long."""

    __slots__ = ("ends", "sounds", "stems")

    def __init__(self, parts: Iterable[Sequence[str]]) -> None:
        """Take the keys of the words of each part."""
        listed = [part for part in parts if part]
        self.sounds = tuple(chain.from_iterable(listed))
        self.stems = tuple(map(stem, self.sounds))
        self.ends = tuple(accumulate(map(len, listed)))

    @classmethod
    def of_sentences(cls, texts: Iterable[str]) -> Field:
        """Read texts, each of several sentences."""
        return cls(words(sentence) for text in texts for sentence in _SENTENCE_ENDS.split(text))

    @property
    def length(self) -> int:
        """How many words it has."""
        return len(self.stems)

    def part_of(self, place: int) -> int:
        """Return the number of the part in which the word at a place stands."""
        return bisect_right(self.ends, place)

    def part(self, number: int) -> tuple[str, ...]:
        """Return the stems of a part."""
        return self.stems[self.ends[number - 1] if number else 0 : self.ends[number]]

    def length_of(self, number: int) -> int:
        """Return how many words a part has."""
        return self.ends[number] - (self.ends[number - 1] if number else 0)


@lru_cache(maxsize=_FIELDS_KEPT)
def gram_times(field: Field) -> Mapping[str, int]:
    """Return how often each stretch of sounds is in a field: what is often asked about need not be read each time."""
    # A plain dict of plain values, unlike a Counter, is nothing for the garbage collector to look at.
    return dict(Counter(chain.from_iterable(map(grams, field.sounds))))

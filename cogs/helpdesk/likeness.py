"""Words that look alike: they share stretches of sounds, or a typing mistake lies between them. Pure, in memory."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from itertools import chain

from cogs.helpdesk.key import grams, stem

_ALIKE, _ALIKE_FROM, _ALIKE_MOST = 0.9, 0.5, 8
_SLIP, _SLIPS_FROM, _SLIPS_AMONG = 0.85, 0.2, 40
_TWO_SLIPS_LENGTH, _ONE_SLIP_LENGTH = 8, 4
_WORDS_LOOKED_AT, _WORDS_COMPARED = 5_000, 200
_NONE: frozenset[str] = frozenset()


class Vocabulary:
    """The words of the entries as keys, and how many entries have each."""

    def __init__(self) -> None:
        """Know none."""
        self._counts = Counter[str]()
        self._with_gram: defaultdict[str, set[str]] = defaultdict(set)
        self._alike: dict[str, dict[str, float]] = {}
        self._having_gram: dict[str, int] = {}

    def add(self, sounds: Collection[str]) -> None:
        """Know the words of an entry, each named once."""
        for sound in [sound for sound in sounds if sound not in self._counts]:
            for gram in grams(sound):
                self._with_gram[gram].add(sound)
        self._counts.update(sounds)
        self._changed()

    def remove(self, sounds: Collection[str]) -> None:
        """Know the words of an entry no longer."""
        for sound in sounds:
            self._counts[sound] -= 1
            if not self._counts[sound]:
                del self._counts[sound]
                for gram in grams(sound):
                    self._with_gram[gram].discard(sound)
                    if not self._with_gram[gram]:
                        del self._with_gram[gram]
        self._changed()

    def having_gram(self, gram: str) -> int:
        """Return about how many entries have a stretch of sounds: as if no entry had it in two words."""
        known = self._having_gram.get(gram)
        if known is None:
            known = self._having_gram[gram] = sum(self._counts[sound] for sound in self._with_gram.get(gram, ()))
        return known

    def alike(self, sound: str, *, known: bool) -> dict[str, float]:
        """Return the stems of the words that look like one, with how much (up to 1); `known` if its own is one."""
        if sound not in self._counts:
            return self._look_alikes(sound, known)
        if sound not in self._alike:
            self._alike[sound] = self._look_alikes(sound, known)
        return self._alike[sound]

    def nearest(self, sound: str) -> str | None:
        """Return the known word from which one differs by the fewest typing mistakes; None if there is none."""
        slips = _slips(sound, self._shares(sound))
        return min(slips, key=lambda other: (slips_between(sound, other), other), default=None)

    def _look_alikes(self, sound: str, known: bool) -> dict[str, float]:
        shares = self._shares(sound)
        near = [(share, other) for other, share in shares.items() if share >= _ALIKE_FROM]
        found: dict[str, float] = {}
        for share, other in heapq.nlargest(_ALIKE_MOST, near):
            found[stem(other)] = max(found.get(stem(other), 0.0), _ALIKE * share)
        if known:
            found[stem(sound)] = 1.0
        else:
            for other in _slips(sound, shares):
                found[stem(other)] = max(found.get(stem(other), 0.0), _SLIP)
        return found

    def _shares(self, sound: str) -> dict[str, float]:
        """Return the other words that share stretches of sounds with one, and how large a share of both it is.

        The rarest stretches are looked at first, and no more words than a search has time for: what thousands of words
        share tells none of them apart.
        """
        own = grams(sound)
        looked_at: list[AbstractSet[str]] = []
        room = _WORDS_LOOKED_AT
        for having in sorted((self._with_gram.get(gram, _NONE) for gram in sorted(own)), key=len):
            room -= len(having)
            if room < 0:
                break
            looked_at.append(having)
        shared = Counter(chain.from_iterable(looked_at))
        if room < 0:
            among = heapq.nlargest(_WORDS_COMPARED, ((both, other) for other, both in shared.items()))
            shared = Counter({other: len(own & grams(other)) for _, other in among})
        return {other: 2 * both / (len(own) + len(grams(other))) for other, both in shared.items() if other != sound}

    def _changed(self) -> None:
        self._alike.clear()
        self._having_gram.clear()


def _slips(sound: str, shares: dict[str, float]) -> list[str]:
    """Return the words from which one differs by a typing mistake, a long one by two."""
    most = 2 if len(sound) >= _TWO_SLIPS_LENGTH else 1 if len(sound) >= _ONE_SLIP_LENGTH else 0
    if not most:
        return []
    near = [(share, other) for other, share in shares.items() if abs(len(other) - len(sound)) <= most]
    among = heapq.nlargest(_SLIPS_AMONG, (pair for pair in near if pair[0] >= _SLIPS_FROM))
    return [other for _, other in among if slips_between(sound, other, most) <= most]


def slips_between(one: str, other: str, most: int | None = None) -> int:
    """Return how many letters are left out, put in, changed or swapped (with the next) between two words.

    With more than `most` of them (as many as the words are long, unless given) the number may be any above it.
    """
    width = len(one) + len(other) if most is None else most
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        # What lies further from the diagonal than `most` took more than that many mistakes to reach.
        first, end = max(1, at - width), min(len(other), at + width)
        row = [at] * first + [width + at] * (len(other) + 1 - first)
        for to in range(first, end + 1):
            cost = min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (char != other[to - 1]))
            if at > 1 and to > 1 and char == other[to - 2] and one[at - 2] == other[to - 1]:
                cost = min(cost, before[to - 2] + 1)
            row[to] = cost
        before, last = last, row
    return last[-1]

"""Many questions, of which those that ask the same are found without comparing each with each. Pure, in memory."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from cogs.helpdesk.meaning import SAME, Meaning, likeness

_Item = TypeVar("_Item")
_CLOSER, _SURELY = 15, 100
_NEARLY = SAME - 0.4
"""What two questions share word by word, before typing mistakes are looked for, if they may ask the same at all."""


class Meanings:
    """Questions by number, and which of them tell of a thing."""

    def __init__(self) -> None:
        """Know none."""
        self._known: dict[int, Meaning] = {}
        self._telling: dict[str, set[int]] = {}
        self._worded: dict[str, set[int]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def add(self, number: int, meaning: Meaning) -> None:
        """Know a question under a number; one that is known stays as it is."""
        if self._known.setdefault(number, meaning) is meaning:
            self._worded.setdefault(meaning.wording, set()).add(number)
            for concept in meaning.telling():
                self._telling.setdefault(concept, set()).add(number)

    def remove(self, number: int) -> None:
        """Know a question no longer, if it was known."""
        meaning = self._known.pop(number, None)
        if meaning is not None:
            _discard(self._worded, meaning.wording, number)
            for concept in meaning.telling():
                _discard(self._telling, concept, number)

    def same_as(self, meaning: Meaning) -> list[int]:
        """Return the numbers of the questions that ask the same, in their order; of very many the newest."""
        worded = self._worded.get(meaning.wording, set())
        shared = Counter[int]()
        for concept in set(meaning.telling()):
            shared.update(self._telling.get(concept, ()))
        own = len(meaning.words)
        surely: list[int] = []
        perhaps: list[tuple[float, int]] = []
        for number, both in shared.items():
            if number not in worded:
                share = 2 * both / (own + len(self._known[number].words))
                (surely.append(number) if share >= SAME else perhaps.append((share, -number)))
        nearly = [-number for share, number in heapq.nlargest(_CLOSER, perhaps) if share >= _NEARLY]
        newest = heapq.nlargest(_SURELY, surely)
        found = (number for number in (*newest, *nearly) if likeness(meaning, self._known[number]) >= SAME)
        return sorted({*worded, *found})


def _discard(index: dict[str, set[int]], key: str, number: int) -> None:
    index[key].discard(number)
    if not index[key]:
        del index[key]


def grouped(questions: Iterable[tuple[_Item, Meaning]]) -> list[list[_Item]]:
    """Return questions in groups that ask the same: each joins the first whose first question it is like."""
    seeds, groups = Meanings(), list[list[_Item]]()
    for item, meaning in questions:
        like = seeds.same_as(meaning)
        if like:
            groups[like[0]].append(item)
        else:
            seeds.add(len(groups), meaning)
            groups.append([item])
    return groups

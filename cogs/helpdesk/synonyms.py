"""Which Greek stems stand for a stem: the other forms of its word, and words of nearly the same meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from types import MappingProxyType

from cogs.helpdesk.families import FAMILIES
from cogs.helpdesk.families_of_computers import FAMILIES_OF_COMPUTERS
from cogs.helpdesk.families_of_office import FAMILIES_OF_OFFICE
from cogs.helpdesk.families_of_school import FAMILIES_OF_SCHOOL
from cogs.helpdesk.families_of_things import FAMILIES_OF_THINGS
from cogs.helpdesk.key import stem, words

_FORM, _SYNONYM = 0.95, 0.75
_LISTS = FAMILIES, FAMILIES_OF_THINGS, FAMILIES_OF_COMPUTERS, FAMILIES_OF_OFFICE, FAMILIES_OF_SCHOOL
_NONE: Mapping[str, float] = MappingProxyType({})

Notion = Sequence[Sequence[str]]
"""The words of a notion, each as the stems of its forms."""


def related(term: str) -> Mapping[str, float]:
    """Return what stands for the stem of a key: other stems, with how much they do (up to 1); empty if unknown."""
    return _related().get(term, _NONE)


def notions() -> Iterator[Notion]:
    """Yield what the lists hold, in their order."""
    for line in chain.from_iterable(text.splitlines() for text in _LISTS):
        for item in filter(None, map(str.strip, line.split(";"))):
            yield [[stem(sound) for sound in words(word)] for word in item.split("|")]


def prepare() -> None:
    """Read the lists, which takes about a fifth of a second, before somebody waits for what they say."""
    _related()


@cache
def _related() -> Mapping[str, Mapping[str, float]]:
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for notion in notions():
        for one in notion:
            for other in notion:
                _relate(found, one, other, _FORM if one is other else _SYNONYM)
    return {term: MappingProxyType(others) for term, others in found.items()}


def _relate(found: defaultdict[str, dict[str, float]], one: Sequence[str], other: Sequence[str], worth: float) -> None:
    for term in one:
        for standing in other:
            if standing != term:
                found[term][standing] = max(worth, found[term].get(standing, 0.0))

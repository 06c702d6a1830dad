"""A question as it is searched for: what its words weigh, what they find, and how well a field answers to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain, pairwise

from cogs.helpdesk import english
from cogs.helpdesk.field import Field, gram_times
from cogs.helpdesk.key import grams, key, spelled, stem
from cogs.helpdesk.postings import Posting, Postings, rarity
from cogs.helpdesk.stopwords import PLEASANTRIES, telling
from cogs.helpdesk.synonyms import related
from cogs.plain import fold

_K1, _B = 0.9, 0.6
_GRAMS_K1, _GRAMS_B = 1.2, 0.5
MOST_WORDS = 60
_NEAR = 3
_TRANSLATED = 0.85
_MET = 0.8

Finds = Mapping[str, Sequence[tuple[int, float]]]


class AskedWords:
    """The words of a question, and which of them find a stem of the index, with how much each is alike (up to 1).

    A word weighs what it says: its rarity, of which a stop word has the half. Of a very long question the first words
    count. `foreign` are the numbers of the words that are only known in another language.
    """

    def __init__(self, question: str, known: Postings) -> None:
        """Read a question against what is known."""
        self._known = known
        spellings = spelled(fold(question))
        self.wording = [key(word) for word in spellings]
        numbers: dict[str, int] = {}
        sounds: list[str] = []
        self.foreign: set[int] = set()
        self.order: list[int] = []
        finds: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for word, sound in zip(spellings, self.wording, strict=True):
            term = stem(sound)
            if term in PLEASANTRIES or (term not in numbers and len(numbers) > MOST_WORDS - 1):
                continue
            if term not in numbers:
                numbers[term] = len(numbers)
                sounds.append(sound)
                translated = english.greek_of(word)
                if translated and not known.having(term):
                    self.foreign.add(numbers[term])
                for other, alike in self._found_by(sound, translated).items():
                    finds[other].append((numbers[term], alike))
            self.order.append(numbers[term])
        self.finds: Finds = finds
        self.sounds = sounds
        self.factors = [telling(term) for term in numbers]
        self.weights = [factor * known.rarity(term) for term, factor in zip(numbers, self.factors, strict=True)]
        self.weight = sum(self.weights)
        self.telling = [number for number, factor in enumerate(self.factors) if factor == 1.0]
        self._rarities = {term: known.rarity(term) for term in finds}
        self._found_weights = {
            term: [(number, self.weights[number] * alike) for number, alike in found] for term, found in finds.items()
        }
        self._matches: dict[Field, Match] = {}
        self._times: dict[Field, dict[str, int]] = {}

    def _found_by(self, sound: str, translated: Sequence[str]) -> dict[str, float]:
        found = dict(self._known.alike(sound, foreign=bool(translated)))
        for other, worth in _standing_for(stem(sound), translated):
            if self._known.having(other):
                found[other] = max(found.get(other, 0.0), worth)
        return found

    def weight_in(self, terms: Iterable[str]) -> float:
        """Return how much of the question's weight some of the stems that it finds have."""
        return sum(self._weights_in(terms).values())

    def _weights_in(self, terms: Iterable[str]) -> dict[int, float]:
        best: dict[int, float] = {}
        for term in terms:
            for number, weight in self._found_weights[term]:
                if weight > best.get(number, 0.0):
                    best[number] = weight
        return best

    def met(self, terms: Iterable[str]) -> set[int]:
        """Return the words that some of the stems that it finds are, be it in another form, language or mistyped."""
        return {number for term in terms for number, alike in self.finds[term] if alike >= _MET}

    def share_met(self, terms: AbstractSet[str]) -> float:
        """Return the share of the question's weight that the words have which some stems are."""
        met = self.met(self.finds.keys() & terms)
        return sum(self.weights[number] for number in met) / (self.weight or 1.0)

    def weight_of(self, term: str) -> float:
        """Return what a stem of an entry weighs, as if it were a word of the question."""
        return telling(term) * self._known.rarity(term)

    def bm25(self, times: Mapping[str, int], length: int, mean: float) -> float:
        """Return BM25 of the stems that are found so many times in a text; `mean` is the mean length of such texts."""
        norm = _K1 * (1 - _B + _B * length / mean)
        best: dict[int, float] = {}
        for term, many in times.items():
            worth = self._rarities[term] * many * (_K1 + 1) / (many + norm)
            for number, alike in self.finds[term]:
                if alike * worth > best.get(number, 0.0):
                    best[number] = alike * worth
        return sum(self.factors[number] * worth for number, worth in best.items())

    @cached_property
    def grams(self) -> dict[str, float]:
        """The stretches of sounds of the words, with what each is worth."""
        every, worth = len(self._known.entries), defaultdict[str, float](float)
        for sound, factor in zip(self.sounds, self.factors, strict=True):
            for gram in grams(sound):
                worth[gram] += factor
        having = {gram: min(every, self._known.vocabulary.having_gram(gram)) for gram in worth}
        return {gram: factor * rarity(having[gram], every) for gram, factor in worth.items()}

    def match(self, field: Field) -> Match:
        """Return where its words are found in a field."""
        if field not in self._matches:
            self._matches[field] = Match(self, field)
        return self._matches[field]

    def gram_bm25(self, field: Field, mean: float) -> float:
        """Return BM25 of a field over stretches of sounds instead of words."""
        norm = _GRAMS_K1 * (1 - _GRAMS_B + _GRAMS_B * field.length / mean)
        times = self._gram_times(field)
        return sum(self.grams[gram] * many * (_GRAMS_K1 + 1) / (many + norm) for gram, many in times.items())

    def gram_share(self, fields: Iterable[Field], among: Mapping[str, float] | None = None) -> float:
        """Return how much of the weight of the question's stretches of sounds some fields have, from 0 to 1.

        With `among` only these stretches count.
        """
        worth = self.grams if among is None else among
        have = dict.fromkeys(chain.from_iterable(map(self._gram_times, fields)))
        return sum(worth[gram] for gram in have if gram in worth) / (sum(worth.values()) or 1.0)

    @cached_property
    def share_foreign(self) -> float:
        """The share of the question's weight that the words have which are only known in another language."""
        return sum(self.weights[number] for number in self.foreign) / (self.weight or 1.0)

    def share_heard(self, entry: Posting) -> float:
        """Return how much of the question an entry has, from 0 to 1: in stretches of sounds, unless it is translated.

        Words of another language sound like nothing here, so that what is found for them counts instead.
        """
        found = self._weights_in(self.finds.keys() & entry.terms()) if self.foreign else {}
        translated = sum(weight for number, weight in found.items() if number in self.foreign)
        heard = self.gram_share((entry.asked, entry.answer), self._own_grams)
        return heard * (1 - self.share_foreign) + translated / (self.weight or 1.0)

    @cached_property
    def _own_grams(self) -> Mapping[str, float]:
        """The stretches of sounds of the words that are not another language's, with what each is worth."""
        own = (sound for number, sound in enumerate(self.sounds) if number not in self.foreign)
        return {gram: self.grams[gram] for gram in dict.fromkeys(chain.from_iterable(map(grams, own)))}

    def _gram_times(self, field: Field) -> Mapping[str, int]:
        """Return how often a field has each of the question's stretches of sounds."""
        times = self._times.get(field)
        if times is None:
            every = gram_times(field)
            times = self._times[field] = {gram: every[gram] for gram in self.grams if gram in every}
        return times


class Match:
    """Where a question's words are found in a field: by each stem its places, and by each part how often."""

    __slots__ = ("_best_part", "asked", "field", "parts", "places")

    def __init__(self, asked: AskedWords, field: Field) -> None:
        """Look for them."""
        self.asked, self.field = asked, field
        self._best_part: tuple[float, int] | None = None
        self.places: dict[str, list[int]] = {}
        self.parts: dict[int, dict[str, int]] = {}
        for place, term in enumerate(field.stems):
            if term in asked.finds:
                self.places.setdefault(term, []).append(place)
                times = self.parts.setdefault(field.part_of(place), {})
                times[term] = times.get(term, 0) + 1

    def bm25(self, mean: float) -> float:
        """Return BM25 of the whole field."""
        times = {term: len(places) for term, places in self.places.items()}
        return self.asked.bm25(times, self.field.length, mean)

    def best_bm25(self, mean: float) -> float:
        """Return BM25 of the best part."""
        asked, length = self.asked, self.field.length_of
        return max((asked.bm25(times, length(part), mean) for part, times in self.parts.items()), default=0.0)

    def best_weight(self) -> float:
        """Return the weight that the best part has."""
        return self.best_part()[0]

    def best_part(self) -> tuple[float, int]:
        """Return the most of the question's weight that one part has, and that part's number (-1: none has any)."""
        if self._best_part is None:
            weights = ((self.asked.weight_in(times), -part) for part, times in self.parts.items())
            weight, part = max(weights, default=(0.0, 1))
            self._best_part = weight, -part
        return self._best_part

    def neighbours(self) -> float:
        """Return the weight of the question's pairs of neighbouring words that stand near each other in the field."""
        weights, order = self.asked.weights, self.asked.order
        places: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        for term, at in self.places.items():
            for number, alike in self.asked.finds[term]:
                places[number] += [(place, alike) for place in at]
        return sum(
            _nearness(places[one], places[other]) * min(weights[one], weights[other])
            for one, other in pairwise(order)
            if one in places and other in places and one != other
        )


def _standing_for(term: str, translated: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Yield the stems that mean what a word does, with how much (up to 1)."""
    yield from related(term).items()
    for greek in translated:
        yield greek, _TRANSLATED
        yield from ((other, _TRANSLATED * worth) for other, worth in related(greek).items())


def _nearness(ones: Sequence[tuple[int, float]], others: Sequence[tuple[int, float]]) -> float:
    return max(
        (
            alike * also / abs(place - beside)
            for place, alike in ones
            for beside, also in others
            if 0 < abs(place - beside) <= _NEAR
        ),
        default=0.0,
    )

"""Search in the FAQ: pure, in memory, one index for all languages and scripts.

An entry is ranked by BM25 over the stems of its best-fitting phrasing (weight 2), of all its phrasings together (1) and
of its answer (0.5), to the last two of which is added what one sentence has of the question and which of its
neighbouring words stand near each other; by BM25 over stretches of 3 and 4 sounds; and by how much of the question,
in words and in sounds, it has anywhere. A word of the question also finds words that look like it
(`cogs.helpdesk.likeness`), other forms of it and words that mean nearly the same (`cogs.helpdesk.synonyms`) and, if it
is English, the Greek ones for it.

With a model (`cogs.helpdesk.semantic`) entries that are near in meaning are ranked among them: by how near they are and
by their rank as a share of what the question weighs.

How sure a find is, `cogs.helpdesk.confidence` says. A question in the very words of a phrasing is sure. The words are
compared by their keys, without what parts them and without the courtesy around them. Of two entries that share a
phrasing neither is.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.core.ports import Embedder
from cogs.helpdesk import synonyms
from cogs.helpdesk.asked import MOST_WORDS, AskedWords, Match
from cogs.helpdesk.confidence import SHIPPED_CONFIDENCE, Confidence, Evidence, Standing, evidence_for
from cogs.helpdesk.postings import Posting, Postings, Searchable

if TYPE_CHECKING:
    from cogs.helpdesk.semantic import Meanings

_PHRASE, _ASKED, _ANSWER, _PASSAGE = 2.0, 1.0, 0.5, 2.0
_SENTENCE, _NEIGHBOURS, _ANYWHERE = 0.5, 0.5, 1.0
_GRAMS, _GRAMS_ANYWHERE, _GRAMS_IN_PASSAGE = 0.07, 2.0, 1.0
_SURE, _SHARED, _DIGITS = 1.0, 0.5, 9
_POSTINGS, _CANDIDATES, _CLOSER = 10_000, 60, 25
_BY_WORDS, _NEAREST = 3.0, 8
_NEXT_ONES, _RIVALS, _TOGETHER = 14, 8, 3


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that was found, and how sure that is (0 to 1); without evidence where the question is its very words.

    `among` is how sure it is that it or one of the two after it answers, if none before it does.
    """

    id: str
    score: float
    evidence: Evidence | None = None
    among: float = 0.0
    evidence_among: Evidence | None = None

    def scored(self, confidence: Confidence) -> Found:
        """Return it as sure as a confidence says."""
        if self.evidence is None:
            return self
        score = round(confidence.of(self.evidence), _DIGITS)
        among = round(confidence.of(self.evidence_among), _DIGITS) if self.evidence_among else 0.0
        return replace(self, score=score, among=among)


@dataclass(frozen=True, slots=True)
class _Ranked:
    """An entry, its rank by its words, and how near it is in meaning (if known).

    They are ordered by their `total`.
    """

    entry: Posting
    rank: float
    near: float | None
    total: float


class Index:
    """The entries, ready to be searched."""

    def __init__(self, entries: Iterable[Searchable] = (), embedder: Embedder | None = None) -> None:
        """Read the entries in; a model has to `read` them yet, and until then the words alone decide."""
        self._known = Postings()
        self.meanings = _meanings(embedder, self._known) if embedder else None
        versions: dict[str, list[Searchable]] = {}
        for entry in entries:
            versions.setdefault(entry.id, []).append(entry)
        for name, each in versions.items():
            self.put(name, each)

    def put(self, name: str, versions: Iterable[Searchable]) -> None:
        """Read an entry in, all its languages together, in place of what was known by its name."""
        synonyms.prepare()
        each = list(versions)
        self._known.put(name, each)
        if self.meanings:
            self.meanings.put(name, each)

    def remove(self, name: str) -> None:
        """Know an entry no longer, if it was known."""
        self._known.remove(name)
        if self.meanings:
            self.meanings.remove(name)

    def read(self) -> None:
        """Have the model, if there is one, read what it has not read yet: milliseconds a text."""
        if self.meanings:
            for vectors in self.meanings.read(self.meanings.unread()):
                self.meanings.learn(vectors)

    def search(
        self, question: str, limit: int = 3, confidence: Confidence = SHIPPED_CONFIDENCE, *, by_meaning: bool = True
    ) -> tuple[Found, ...]:
        """Return the entries that fit best, the best first; of a very long question the first words count.

        Without `by_meaning` a model is not asked.
        """
        asked = AskedWords(question, self._known)
        near = self.meanings.nearness(question) if self.meanings and by_meaning else {}
        ranked = self._ranked(asked, near)
        found = [_found(asked, ranked, place).scored(confidence) for place in range(min(limit, len(ranked)))]
        worded = self._known.worded(asked.wording) if len(asked.wording) <= MOST_WORDS else frozenset()
        return _with_first(worded, found)[:limit]

    def _ranked(self, asked: AskedWords, near: Mapping[str, float]) -> list[_Ranked]:
        """Return the entries with their rank, the best first."""
        first = [(self._words(asked, entry), entry) for entry in self._candidates(asked)]
        closer = heapq.nlargest(_CLOSER, first, key=lambda pair: (pair[0], pair[1].id))
        known = {entry.id for _, entry in closer}
        nearest = (self._known.entry(name) for name in heapq.nlargest(_NEAREST, near, key=near.__getitem__))
        closer += [(self._words(asked, entry), entry) for entry in nearest if entry.id not in known]
        weight = asked.weight or 1.0
        ranked = []
        for by_words, entry in closer:
            rank, meant = by_words + self._closely(asked, entry), near.get(entry.id)
            total = rank if meant is None else meant + _BY_WORDS * rank / weight
            ranked.append(_Ranked(entry, rank, meant, total))
        return sorted(ranked, key=lambda each: (-round(each.total, _DIGITS), each.entry.id))

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
        told = asked.match(entry.answer)
        answer = _rank(told, self._known.answers.length)
        if not entry.asked.length:
            return _PASSAGE * answer
        match = asked.match(entry.asked)
        phrase = match.best_bm25(self._known.phrases.length)
        anywhere = asked.weight_in({*match.places, *told.places})
        together = _rank(match, self._known.asked.length)
        return _PHRASE * phrase + _ASKED * together + _ANSWER * answer + _ANYWHERE * anywhere

    def _closely(self, asked: AskedWords, entry: Posting) -> float:
        answer = asked.gram_bm25(entry.answer, self._known.answers.length)
        anywhere = asked.weight * asked.gram_share((entry.asked, entry.answer))
        if not entry.asked.length:
            return _GRAMS * _PASSAGE * answer + _GRAMS_IN_PASSAGE * anywhere
        together = asked.gram_bm25(entry.asked, self._known.asked.length)
        return _GRAMS * ((_PHRASE + _ASKED) * together + _ANSWER * answer) + _GRAMS_ANYWHERE * anywhere


def _rank(match: Match, mean: float) -> float:
    if not match.places:
        return 0.0
    return match.bm25(mean) + _SENTENCE * match.best_weight() + _NEIGHBOURS * match.neighbours()


def _found(asked: AskedWords, ranked: Sequence[_Ranked], place: int) -> Found:
    """Return the entry at a place. Nobody but the first leads."""
    this = ranked[place]
    first = _standing(this, ranked[1:], asked) if not place else Standing(meant=_meant(this))
    later = _standing(this, ranked[place + _TOGETHER :], asked)
    evidence, among = evidence_for(asked, this.entry, (first, later))
    return Found(this.entry.id, 0.0, evidence, 0.0, among)


def _meant(this: _Ranked) -> tuple[float, ...]:
    return () if this.near is None else (this.near, 0.0, 0.0)


def _with_first(worded: AbstractSet[str], found: Sequence[Found]) -> tuple[Found, ...]:
    """Return the entries that are asked in just these words before the others, and as sure as they are few."""
    if not worded:
        return tuple(found)
    score = _SURE if len(worded) == 1 else _SHARED
    others = (replace(each, score=min(each.score, score)) for each in found if each.id not in worded)
    return (*(Found(name, score, among=_SURE) for name in sorted(worded)), *others)


def _standing(this: _Ranked, others: Sequence[_Ranked], asked: AskedWords) -> Standing:
    """Return how an entry stands before others, the best of them first."""
    rank = max((each.rank for each in others), default=0.0)
    next_ones = [each.rank for each in others[:_NEXT_ONES]]
    return Standing(
        clear=(this.rank - rank) / (asked.weight or 1.0),
        ahead=_lead(this.rank, rank)
        * max((asked.share_met(each.entry.terms()) for each in others[:_RIVALS]), default=0.0),
        apart=_lead(this.rank, sum(next_ones) / (len(next_ones) or 1)),
        meant=_leads_in_meaning(this, others),
    )


def _leads_in_meaning(this: _Ranked, others: Sequence[_Ranked]) -> tuple[float, ...]:
    if this.near is None:
        return ()
    nearest = max((each.near for each in others if each.near is not None), default=0.0)
    total = others[0].total if others else 0.0
    return this.near, this.total - total, this.near - nearest


def _lead(one: float, other: float) -> float:
    """Return how far one is ahead of another as a share of itself, -1 at the least."""
    return max(-1.0, 1 - other / one) if one else 0.0


def _meanings(embedder: Embedder, known: Postings) -> Meanings:
    from cogs.helpdesk.semantic import Meanings  # it needs numpy, which the search by words does without

    return Meanings(embedder, known.vocabulary)

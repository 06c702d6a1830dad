"""Fitting the shipped confidence: what speaks for the best entry, over questions that have an answer or have none.

Every question is asked twice: as it is, and with its own entry taken out. Passages are those of the public sets;
entries are the sample community's, asked its judged questions, and each entry's variants one by one without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.core.ports import Embedder
from cogs.helpdesk.confidence import FITTED, Confidence, Evidence
from cogs.helpdesk.logistic import fit
from cogs.helpdesk.search import Index
from config.content import read_faq
from config.judged import read_judged
from tests.quality.sets import Sets

COMMUNITY = Path(__file__).parents[2] / "config" / "communities" / "etwinning"
_PULL = 0.1

Row = tuple[Evidence, bool]


def fitted(sets: Sets, embedder: Embedder | None) -> Confidence:
    """Return the confidence that fits the public sets and the sample community, with the model or without one."""
    rows = [*_entries(embedder), *(row for form in sets.forms for row in rows_of_form(sets, form, embedder))]
    kinds: dict[str, list[tuple[tuple[float, ...], bool]]] = {}
    for evidence, right in rows:
        kinds.setdefault(evidence.kind, []).append((evidence.features, right))
    found = {kind: fit(each, (0.0,) * (1 + len(each[0][0])), _PULL) for kind, each in kinds.items()}
    return Confidence(**{**asdict(FITTED), **found})


def rows_of_form(sets: Sets, form: str, embedder: Embedder | None = None) -> Iterator[Row]:
    """Yield what speaks for the best passage, and whether it is the right one, with and without the right one."""
    index = ready(sets.passages, embedder)
    known = {each.id: [each] for each in sets.passages}
    asked = [(each.text, each.right) for each in sets.forms[form]]
    yield from _twice(index, asked, known)


def ready(entries: Iterable[Any], embedder: Embedder | None) -> Index:
    """Return an index of entries that the model, if there is one, has read."""
    index = Index(entries, embedder)
    index.read()
    return index


def _entries(embedder: Embedder | None) -> Iterator[Row]:
    greek, english = read_faq(COMMUNITY / "faq.el.yaml"), read_faq(COMMUNITY / "faq.en.yaml")
    judged = read_judged(COMMUNITY / "questions.el.tsv", {entry.id for entry in greek})
    for entries in (greek, (*greek, *english)):
        known = _by_id(entries)
        index = ready(entries, embedder)
        yield from _twice(index, [(each.question, each.right) for each in judged if each.right], known)
        yield from (row for each in judged if not each.right for row in _row(index, each.question, None))
    index, known = ready(greek, embedder), _by_id(greek)
    yield from _twice(
        index, [(text, entry.id) for entry in english for text in (entry.question, *entry.variants)], known
    )
    for entry in greek:
        for variant in entry.variants:
            others = tuple(each for each in entry.variants if each != variant)
            index.put(entry.id, [entry.model_copy(update={"variants": others})])
            yield from _row(index, variant, entry.id)
        index.put(entry.id, known[entry.id])


def _by_id(entries: Iterable[Any]) -> dict[str, list[Any]]:
    known: dict[str, list[Any]] = {}
    for entry in entries:
        known.setdefault(entry.id, []).append(entry)
    return known


def _twice(index: Index, asked: Sequence[tuple[str, str]], known: dict[str, list[Any]]) -> Iterator[Row]:
    for text, right in asked:
        yield from _row(index, text, right)
        index.remove(right)
        yield from _row(index, text, None)
        index.put(right, known[right])


def _row(index: Index, text: str, right: str | None) -> Iterator[Row]:
    found = index.search(text, 1)
    if found and found[0].evidence is not None:
        yield found[0].evidence, found[0].id == right

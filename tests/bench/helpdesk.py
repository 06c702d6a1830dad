"""How long the helpdesk's search takes: one question over 10,000 entries, and reading them in. No model, one core."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

from cogs.helpdesk.grouping import Meanings
from cogs.helpdesk.meaning import meaning_of
from cogs.helpdesk.search import Index
from config.content import FaqEntry
from tests.bench.figures import Figure, seconds

ENTRIES, QUESTIONS, RECENT = 10_000, 200, 2_500
_WORDS = 8_000
_SYLLABLES = tuple(one + other for one in "βγδζθκλμνξπρστφχψ" for other in "αειοωυ")


async def helpdesk(folder: Path) -> list[Figure]:
    """Measure building the index and searching it, with words as rare and as frequent as in a language (Zipf)."""
    chance = random.Random(7)
    vocabulary = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(_WORDS)]
    often = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))

    def text(words: int) -> str:
        return " ".join(chance.choices(vocabulary, cum_weights=often, k=words))

    entries = [
        FaqEntry(id=f"e{number}", question=text(9), variants=(text(7), text(7)), answer=text(35))
        for number in range(ENTRIES)
    ]
    began = seconds()
    index = Index(entries)
    built = seconds() - began
    times = sorted(_time(index, _asked(chance.choice(entries), chance)) for _ in range(QUESTIONS))
    alike = _alike(chance, text)
    note = f"{QUESTIONS} questions over {ENTRIES:,} entries, without the optional model"
    return [
        Figure("helpdesk: index built", built, "s", "< 3 s", f"{ENTRIES:,} entries"),
        Figure("helpdesk: one question p50", 1000 * times[QUESTIONS // 2], "ms", "", note),
        Figure("helpdesk: one question p99", 1000 * times[QUESTIONS * 99 // 100], "ms", "< 50 ms", note),
        Figure("helpdesk: who asks alike p50", 1000 * alike, "ms", "< 5 ms", f"one among {RECENT:,} recent questions"),
    ]


def _alike(chance: random.Random, text: Callable[[int], str]) -> float:
    """Return the median of finding those among many recent questions that ask the same as another."""
    known = Meanings()
    for number in range(RECENT):
        known.add(number, meaning_of(text(chance.randint(3, 9))))
    times = []
    for _ in range(101):
        question = text(chance.randint(3, 9))
        began = seconds()
        known.same_as(meaning_of(question))
        times.append(seconds() - began)
    return sorted(times)[50]


def _asked(entry: FaqEntry, chance: random.Random) -> str:
    """Return a question in other words than the entry's: some left out, one mistyped."""
    words = [word for word in f"{entry.question} {entry.variants[0]}".split() if chance.random() < 0.6] or ["τι"]
    at = chance.randrange(len(words))
    words[at] = words[at][:-2] + words[at][-1:]
    return " ".join(words)


def _time(index: Index, question: str) -> float:
    began = seconds()
    index.search(question)
    return seconds() - began

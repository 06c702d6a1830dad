"""The public question sets: XQuAD's paragraphs as passages, its questions in every form.

They are read from ``../shared/data`` beside the project and never become part of it (google-deepmind/xquad,
CC BY-SA 4.0).
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.content import FaqEntry
from tests.quality.derive import bare, greeklish, mistyped

FOLDER = Path(os.environ.get("STOA_SETS") or Path(__file__).parents[2].parent / "shared" / "data")
_SEED = 20_261


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the paragraph that answers it, and the number of the article that the paragraph is of."""

    text: str
    right: str
    article: int


@dataclass(frozen=True, slots=True)
class Sets:
    """The paragraphs, and every question in each form by the form's name."""

    passages: tuple[FaqEntry, ...]
    forms: dict[str, tuple[Asked, ...]]


def missing() -> str:
    """Return why the sets cannot be read; empty where they can."""
    absent = [name for name in ("xquad.el.dev.json", "xquad.en.dev.json") if not (FOLDER / name).is_file()]
    return (
        f"The public question sets are not here: {', '.join(absent)} in shared/data beside the project."
        if absent
        else ""
    )


def read() -> Sets:
    """Read the sets and derive every form; the same each time."""
    greek, english = (_articles(f"xquad.{language}.dev.json") for language in ("el", "en"))
    passages = tuple(
        FaqEntry(id=f"a{a}-p{p}", answer=paragraph["context"])
        for a, article in enumerate(greek)
        for p, paragraph in enumerate(article)
    )
    asked = tuple(_questions(greek))
    return Sets(
        passages,
        {
            "Greek": asked,
            "without accents": _changed(asked, lambda text, _: bare(text)),
            "Greeklish": _changed(asked, greeklish),
            "typing mistakes": _changed(asked, mistyped),
            "English": tuple(_questions(english)),
        },
    )


def _articles(name: str) -> list[list[dict[str, Any]]]:
    document = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return [article["paragraphs"] for article in document["data"]]


def _questions(articles: Sequence[Sequence[dict[str, Any]]]) -> Iterable[Asked]:
    for a, article in enumerate(articles):
        for p, paragraph in enumerate(article):
            for question in paragraph["qas"]:
                yield Asked(" ".join(question["question"].split()), f"a{a}-p{p}", a)


def _changed(asked: Iterable[Asked], change: Callable[[str, random.Random], str]) -> tuple[Asked, ...]:
    chance = random.Random(_SEED)
    return tuple(Asked(change(each.text, chance), each.right, each.article) for each in asked)

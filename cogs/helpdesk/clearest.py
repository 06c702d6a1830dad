"""The clearest of several wordings of one question, as all may read it: without what is personal, and calm. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cogs.helpdesk.english import is_english
from cogs.helpdesk.identifiers import GONE
from cogs.helpdesk.personal import stripped
from cogs.plain import fold

_GREEK = re.compile(r"[Ͱ-Ͽἀ-῿]")
_WORD = re.compile(r"[^\W\d_]+")
_AGAIN = re.compile(r"([!?;…])[!?;….\s]*[!?;…]")
_FEW = 4
"""With fewer words a question says too little by itself, where another says more."""


def clearest(wordings: Iterable[str], names: Sequence[str], language: str) -> str:
    """Return the wording that most will understand, cleaned; empty where none says anything but what is personal.

    `names` are those of all who asked. In `language`, properly written, comes before anything else; then what is not
    shouted, has enough words and nothing left out; and of those the shortest, the first of several.
    """
    cleaned = [" ".join(stripped(text, names).split()) for text in wordings]
    said = [text for text in cleaned if _WORD.search(text.replace(GONE, ""))]
    return _calm(min(said, key=lambda text: _worse(text, language))) if said else ""


def _worse(text: str, language: str) -> tuple[int, bool, bool, bool, int]:
    few = len(_WORD.findall(text.replace(GONE, ""))) < _FEW
    return -_fitness(text, language), text.isupper() or "!" in text, few, GONE in text, len(text)


def _fitness(text: str, language: str) -> int:
    """Return how properly a text is written in a language: proper Greek has accents."""
    words = _WORD.findall(text.casefold())
    if language != "el":
        return 2 * sum(map(is_english, words)) >= len(words)
    if 2 * len(_GREEK.findall(text)) < sum(map(len, words)):
        return 0
    return 2 if any(fold(word) != word for word in words) else 1


def _calm(text: str) -> str:
    """Return a text that does not shout."""
    text = _AGAIN.sub(r"\1", text).rstrip("!. ")
    return text.capitalize() if text.isupper() and len(text.split()) > 1 else text

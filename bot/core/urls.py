"""Web addresses inside texts: where a bare one ends, and which ones may be followed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.text import Link, Text

_ADDRESS = re.compile(r"https?://(?:(?!\|\||\]\()[^\s<>`\\])+", re.IGNORECASE)
_START = re.compile(r"(?<![^\W_])https?://", re.IGNORECASE)
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s<>\x00-\x1f]+", re.IGNORECASE)
_NEVER_LAST = frozenset(".,;:!?'\"…·»”’")
_MARKERS = frozenset("*_~|")
_LOOKED_BACK = 200
"""How far before an address its opening markers are looked for: a bound, so that long lines cost no square."""


def is_safe(url: str) -> bool:
    """Tell whether an address is a whole http, https or mailto one, with no blank or control character."""
    return _SAFE.fullmatch(url) is not None


def is_web(url: str) -> bool:
    """Tell whether an address is a whole http or https one."""
    return is_safe(url) and not url.lower().startswith("mailto:")


def end_of_address(text: str, start: int) -> int:
    """Return where the bare address at `start` ends, without closing punctuation; `start` itself where none is."""
    match = _ADDRESS.match(text, start)
    if not match:
        return start
    shortest = text.index("//", start) + 3
    end = match.end()
    unbalanced = match[0].count(")") - match[0].count("(")
    while end >= shortest and _is_outside(text, start, end - 1, unbalanced):
        unbalanced -= text[end - 1] == ")"
        end -= 1
    return end if end >= shortest else start


def _is_outside(text: str, start: int, last: int, unbalanced: int) -> bool:
    character = text[last]
    if character == ")":
        return unbalanced > 0
    if character in _MARKERS:
        return character in text[max(0, start - _LOOKED_BACK) : start]
    return character in _NEVER_LAST


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Find the bare addresses of a text, as (start, end)."""
    position = 0
    while match := _START.search(text, position):
        end = end_of_address(text, match.start())
        if end > match.start():
            yield match.start(), end
        position = max(end, match.end())


def linked(text: str) -> Iterator[Text | Link]:
    """Take a text apart into characters and bare links."""
    position = 0
    for start, end in addresses(text):
        if start > position:
            yield Text(text[position:start])
        yield Link(text[start:end])
        position = end
    if position < len(text):
        yield Text(text[position:])

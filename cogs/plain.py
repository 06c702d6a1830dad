"""Reading what somebody wrote: their own words, and words compared without case and accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from bot.core.text import (
    Block,
    Code,
    Heading,
    Inline,
    Link,
    Listing,
    Mention,
    Paragraph,
    RichText,
    Styled,
    Text,
    inline_text,
)

_GREEK = tuple((accented.casefold(), bare) for accented, bare in zip("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ", strict=True))
_BARE = re.compile("[\x00-\x7fα-ω«»·–—‘-”☀-➿\ufe0f\U0001f300-\U0001faff]*")
"""Characters that are folded already: ASCII and Greek letters without accents, quotation marks, dashes, emoji."""
_BY_LETTER = re.compile("[\x00-\x7fΆΈ-ΊΌΎ-ΡΣ-ώ«»·–—‘-”…]*")
"""Characters of which each is folded alone, a letter to a letter: ASCII, modern Greek, the marks around its words."""


def own_words(text: RichText) -> str:
    """Return a message's visible characters without code, quotations, mentions and bare addresses."""
    return "\n".join(_lines(text.blocks))


def fold(text: str) -> str:
    """Return a text in lower case without accents, ς as σ, wide and joined characters as ordinary ones."""
    # What is written in modern Greek needs no more than this; normalising costs several times as much.
    lower = text.casefold().replace("…", "...")
    if lower.isascii():
        return lower
    for accented, bare in _GREEK:
        lower = lower.replace(accented, bare)
    return lower if _BARE.fullmatch(lower) else _folded(text)


def folds_by_letter(text: str) -> bool:
    """Tell whether a text may be folded word by word: the same words are found in it before and after."""
    return _BY_LETTER.fullmatch(text) is not None


def _folded(text: str) -> str:
    lower = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", lower)
    return "".join([char for char in apart if not unicodedata.combining(char)]).replace("ς", "σ")


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Listing):
            for item in block.items:
                yield from _lines(item)
        elif isinstance(block, Paragraph | Heading):
            yield _characters(block.children)


def _characters(children: Iterable[Inline]) -> str:
    return "".join([child.text if isinstance(child, Text) else _characters_of(child) for child in children])


def _characters_of(inline: Inline) -> str:
    if isinstance(inline, Styled | Link):
        return _characters(inline.children)
    return " " if isinstance(inline, Code | Mention) else inline_text((inline,))

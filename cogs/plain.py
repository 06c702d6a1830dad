"""Reading what somebody wrote: their own words, and words compared without case and accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from bot.core.text import Block, Code, Heading, Inline, Link, Listing, Mention, Paragraph, RichText, Styled, inline_text


def own_words(text: RichText) -> str:
    """Return a message's visible characters without code, quotations, mentions and bare addresses."""
    return "\n".join(_lines(text.blocks))


def fold(text: str) -> str:
    """Return a text in lower case without accents, ς as σ, wide and joined characters as ordinary ones."""
    lower = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", lower)
    return "".join(char for char in apart if not unicodedata.combining(char)).replace("ς", "σ")


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Listing):
            for item in block.items:
                yield from _lines(item)
        elif isinstance(block, Paragraph | Heading):
            yield "".join(map(_characters, RichText((block,)).inlines()))


def _characters(inline: Inline) -> str:
    if isinstance(inline, Styled | Link):
        return ""  # what stands in them is walked by itself
    return " " if isinstance(inline, Code | Mention) else inline_text((inline,))

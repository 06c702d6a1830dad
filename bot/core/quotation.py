"""The line that says which message another one answers, where a platform cannot say so itself."""

from __future__ import annotations

from bot.core.split import cut
from bot.core.text import Link, Paragraph, Quote, RichText, Text

MARK = "↩"

_NAME = 32
_WORDS = 60


def quotation(name: str, address: str, words: str) -> RichText:
    """Return a quote of one line: whose message is answered, with a link to it, and its first words, if any.

    Names and words are cut between graphemes.
    """
    shown = " ".join(words.split())
    link = Link(address, (Text(f"{MARK} {cut(name, _NAME) if name else ''}".rstrip()),))
    return RichText((Quote((Paragraph((link, Text(f": {cut(shown, _WORDS)}")) if shown else (link,)),)),))

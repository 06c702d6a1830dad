"""Emoji as characters: what is one, and the form in which every platform knows it again."""

from __future__ import annotations

import regex

_ONE = r"(?:\p{RI}\p{RI}|\p{Emoji}(?:\p{Emoji_Modifier}|\u20e3|[\U000E0020-\U000E007E]+\U000E007F)?)"
_EMOJI = regex.compile(rf"{_ONE}(?:\u200D{_ONE})*")
"""UTS #51, "EBNF and Regex", with the variation selectors taken out."""
_SHOWN_AS_TEXT = regex.compile(r"(?!\p{Emoji_Presentation})\p{Emoji}(?!\p{Emoji_Modifier})")
_VARIATION = "\ufe0f"


KEYCAPS = tuple(f"{number}\ufe0f\u20e3" for number in range(1, 10))
"""The keys with the numbers from 1 to 9."""


def is_emoji(text: str) -> bool:
    """Tell whether a text is one emoji of Unicode, with or without its variation selectors."""
    return not text.isascii() and _EMOJI.fullmatch(text.replace(_VARIATION, "")) is not None


def qualified(text: str) -> str:
    """Return an emoji with a variation selector wherever one belongs (UTS #51, "fully-qualified"); others as they are.

    Clients differ in whether they send the selectors, although they should (client-server API, "Event annotations").
    """
    if not is_emoji(text):
        return text
    return str(_SHOWN_AS_TEXT.sub(rf"\g<0>{_VARIATION}", text.replace(_VARIATION, "")))


def emoji_of(label: str, number: int) -> str | None:
    """Return the emoji by which a choice is made: the one its label begins with, or else the key of its number.

    None where neither is: only 1 to 9 have keys.
    """
    first = label.split(" ")[0]
    if is_emoji(first):
        return qualified(first)
    return KEYCAPS[number - 1] if 1 <= number <= len(KEYCAPS) else None

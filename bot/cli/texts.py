"""Turning a message's text from one dialect into another: what the bridge does to it, for trying and bug reports."""

from __future__ import annotations

from enum import StrEnum

from bot.adapters.discord import text as discord_text
from bot.adapters.matrix import text as matrix_text
from bot.core.text import RichText


class Dialect(StrEnum):
    """How a text is written: Discord's markdown, or Matrix's HTML (`formatted_body`)."""

    DISCORD = "discord"
    MATRIX = "matrix"


def convert(written: str, source: Dialect, target: Dialect, *, zone: str, language: str) -> str:
    """Return a text as the other side would get it.

    `zone` (IANA) and `language` are those in which Matrix readers see a moment. A text without formatting is for Matrix
    its plain body.
    """
    text = _read(written, source)
    if target is Dialect.DISCORD:
        return discord_text.render(text)
    body, formatted = matrix_text.render(text, zone=zone, language=language)
    return body if formatted is None else formatted


def _read(written: str, source: Dialect) -> RichText:
    if source is Dialect.DISCORD:
        return discord_text.parse(written, {})
    return matrix_text.parse("", written, {})

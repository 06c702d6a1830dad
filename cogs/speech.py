"""Saying a sentence of the catalogues: what fills its placeholders is taken literally, never as markdown."""

from __future__ import annotations

from bot.core import markup
from bot.core.text import RichText
from config.words import Translator


def worded(t: Translator, message: str, /, **values: object) -> str:
    """Translate a sentence and fill its placeholders so that they read literally in markdown."""
    return t(message, **{name: markup.escape(str(value)) for name, value in values.items()})


def say(t: Translator, message: str, /, **values: object) -> RichText:
    """Translate a sentence, fill its placeholders literally, and read its own markdown."""
    return markup.parse(worded(t, message, **values))

"""Saying sentences of the catalogues: what fills their placeholders is taken literally, never as markdown."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar

from babel.dates import format_timedelta

from bot.core import markup
from bot.core.commands import Reply
from bot.core.errors import BadArgument
from bot.core.text import RichText
from config.words import Translator

_Found = TypeVar("_Found")


def worded(t: Translator, message: str, /, **values: object) -> str:
    """Translate a sentence and fill its placeholders so that they read literally in markdown."""
    return t(message, **{name: markup.escape(str(value)) for name, value in values.items()})


def say(t: Translator, message: str, /, **values: object) -> RichText:
    """Translate a sentence, fill its placeholders literally, and read its own markdown."""
    return markup.parse(worded(t, message, **values))


def ago(then: datetime, now: datetime, t: Translator) -> str:
    """Write how long before now (both aware) something was: "2 hours ago"."""
    return format_timedelta(min(then - now, timedelta(seconds=-1)), add_direction=True, locale=t.language)


def private(markdown: str) -> Reply:
    """Return an answer for the asker alone."""
    return Reply(markup.parse(markdown), private=True)


def required(found: _Found | None, message: str, /, **values: object) -> _Found:
    """Return what was found for an argument; raises BadArgument with a sentence of the catalogues for nothing."""
    if found is None:
        raise BadArgument(message, **values)
    return found

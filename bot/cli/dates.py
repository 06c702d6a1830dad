"""Showing how a date is read, for ``stoa when``."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.errors import OperatorError, UserError
from cogs.events import questions
from cogs.events.when import When, read
from config.words import translator


def shown(text: str, *, now: datetime, zone: str, language: str) -> tuple[str, bool]:
    """Return how a text is read at a moment (aware) in an IANA zone, and whether that is certain.

    What is certain is the moment in ISO 8601 with the zone's offset; what is not is the question that the person would
    be asked and, a line each, the moments that may be meant. Raises OperatorError for a text that cannot be read.
    """
    t = translator(language)
    try:
        found = read(text, now, zone)
    except UserError as error:
        raise OperatorError(error.said(t)) from error
    if isinstance(found, When):
        return _iso(found, zone), True
    names = zip(found.readings, questions.answered(t, found), strict=True)
    lines = [f"{number}. {_iso(each, zone)}  {name}" for number, (each, name) in enumerate(names, 1)]
    return "\n".join([questions.question(t, found), *lines]), False


def moment_of(written: str, zone: str) -> datetime:
    """Read a moment in ISO 8601, in an IANA zone where it has no offset; raises OperatorError."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise OperatorError(f"{written!r} is not a moment in ISO 8601 such as 2026-10-21T12:00+03:00.") from None
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))


def _iso(found: When, zone: str) -> str:
    return found.at.astimezone(ZoneInfo(zone)).isoformat()

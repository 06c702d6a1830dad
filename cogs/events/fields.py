"""What may be written into the fields of an event."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import get_args

from bot.core.errors import N_, BadArgument, Msgid
from cogs.events.words import meaning, plain
from config.settings import Kind

_TITLE = 200
_MINUTES = 7 * 24 * 60
_PLACES = 100_000
_LEADS = 10
_FARTHEST = timedelta(days=90)
_LETTERS = {"d": 1440, "h": 60, "m": 1}
_NOTHING = "-"


def title(written: str) -> str:
    """Return a title in one line; raises BadArgument for an empty one and for one of more than 200 characters."""
    found = " ".join(written.split())
    if not found:
        raise BadArgument(N_("Please give the event a title."))
    if len(found) > _TITLE:
        raise BadArgument(
            N_("A title may have up to {most} characters; this one has {number}."), most=_TITLE, number=len(found)
        )
    return found


def length(written: str) -> timedelta:
    """Return a length given in minutes; raises BadArgument outside of a minute to a week."""
    digits = written.strip()
    minutes = int(digits) if re.fullmatch(r"[0-9]{1,6}", digits) else 0
    if not 1 <= minutes <= _MINUTES:
        raise BadArgument(
            N_("The length is given in whole minutes, from 1 to {most}, not “{value}”."), most=_MINUTES, value=digits
        )
    return timedelta(minutes=minutes)


def link(written: str) -> str:
    """Return a web address, or nothing for nothing or a dash; raises BadArgument for anything else."""
    found = written.strip().removeprefix("<").removesuffix(">")
    if found in ("", _NOTHING):
        return ""
    if not re.fullmatch(r"https?://[^\s<>]+", found, re.IGNORECASE):
        raise BadArgument(N_("A link begins with https:// or http://, unlike “{value}”."), value=found)
    return found


def place(written: str) -> str:
    """Return a place in one line, or nothing for a dash; raises BadArgument for one of more than 200 characters."""
    found = "" if written.strip() == _NOTHING else " ".join(written.split())
    if len(found) > _TITLE:
        raise BadArgument(
            N_("A place may have up to {most} characters; this one has {number}."), most=_TITLE, number=len(found)
        )
    return found


def link_from(written: str) -> timedelta | None:
    """Return from how long before the start a link is shown, 0 at the start; None (always) for nothing or a dash.

    Raises BadArgument for what cannot be read or is several times.
    """
    if written.strip() in ("", _NOTHING):
        return None
    found = leads(written)
    if len(found) > 1:
        raise _not_leads(written)
    return found[0]


def description(written: str) -> str:
    """Return a description (markdown), or nothing for a dash."""
    return "" if written.strip() == _NOTHING else written.strip()


def kind(written: str) -> Kind:
    """Return a kind of event; raises BadArgument for any other word."""
    found = next((each for each in get_args(Kind) if each == written.strip().casefold()), None)
    if found is None:
        raise BadArgument(
            N_("“{value}” is not one of the choices for “{argument}”: {options}."),
            value=written.strip(),
            argument=Msgid("What kind of event it is"),
            options=", ".join(get_args(Kind)),
        )
    return found  # type: ignore[no-any-return]


def capacity(written: str) -> int | None:
    """Return how many people have a place, None for nothing or a dash; raises BadArgument for anything below 1."""
    digits = written.strip()
    if digits in ("", _NOTHING):
        return None
    number = int(digits) if re.fullmatch(r"[0-9]{1,6}", digits) else 0
    if not 1 <= number <= _PLACES:
        raise BadArgument(
            N_("The capacity is a whole number of places from 1 to {most}, not “{value}”; - lifts the limit."),
            most=_PLACES,
            value=digits,
        )
    return number


def leads(written: str) -> tuple[timedelta, ...]:
    """Return times before an event, the longest first, as in "1 day, 2 hours, 10m"; 0 is the start itself.

    Raises BadArgument for one that cannot be read, for more than ten and for more than 90 days.
    """
    parts = [part for part in re.split(r"[,;]|\s(?:και|and)\s", written.strip()) if part.strip()]
    found = sorted({_lead(part) for part in parts}, reverse=True)
    if not found or len(found) > _LEADS or found[0] > _FARTHEST:
        raise _not_leads(written)
    return tuple(found)


def _lead(part: str) -> timedelta:
    match = re.fullmatch(r"([0-9]{1,5}|[a-z]+)\s*([a-z]+)?", plain(part).strip())
    if match is None:
        raise _not_leads(part)
    amount = match[1] if match[1].isdigit() else (meaning(match[1]) or "")[1:]
    unit = match[2] or ""
    minutes = _LETTERS.get(unit) or (meaning(unit) or "").removeprefix("u")
    if amount == "0" and not unit:
        return timedelta()
    if not amount.isdigit() or not str(minutes).isdigit():
        raise _not_leads(part)
    return timedelta(minutes=int(amount) * int(minutes))


def _not_leads(written: str) -> BadArgument:
    return BadArgument(
        N_(
            "I could not read “{value}” as times before an event. Write up to ten, such as: 1 day, 2 hours, 10 minutes."
        ),
        value=written.strip()[:80],
    )

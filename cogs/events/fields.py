"""What may be written into the fields of an event."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.core.errors import N_, BadArgument

_TITLE = 200
_MINUTES = 7 * 24 * 60
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


def description(written: str) -> str:
    """Return a description (markdown), or nothing for a dash."""
    return "" if written.strip() == _NOTHING else written.strip()

"""When an announcement is to be sent: once, or again and again by the clock on the wall."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.core.commands import Asked
from bot.core.errors import N_, BadArgument
from cogs.events.recurrence import repeated
from cogs.events.series import at_wall, clear
from cogs.events.when import Ambiguity, When, read

_RULES = {
    "FREQ=DAILY": ("daily", "every day", "καθε μερα", "καθημερινα", "kathe mera", "kathimerina"),
    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR": (
        *("weekdays", "on weekdays", "every weekday", "τις εργασιμες", "εργασιμες", "τις καθημερινες", "καθημερινες"),
        *("ergasimes", "kathimerines"),
    ),
    "FREQ=WEEKLY": ("weekly", "every week", "καθε εβδομαδα", "καθε βδομαδα", "εβδομαδιαια", "kathe evdomada"),
    "FREQ=MONTHLY": ("monthly", "every month", "καθε μηνα", "μηνιαια", "kathe mina"),
}


def planned(asked: Asked, when: str, repeat: str, until: str) -> list[When] | Ambiguity:
    """Read when something is to be sent; empty for now. `asked` brings the moment and the zone of the words.

    Raises BadArgument for what cannot be read or has passed, for a repetition without a beginning or an end or with too
    many dates, and for a repeated date that is not clear or that the clocks skip or show twice.
    """
    if not when.strip():
        if repeat.strip() or until.strip():
            raise BadArgument(N_("Please also give the first date, for example: when=“Monday 10:00”."))
        return []
    if not repeat.strip():
        if until.strip():
            raise BadArgument(N_("Please also say how it is repeated: daily, weekdays, weekly or monthly."))
        found = read(when, asked.at, asked.zone)
        return [found] if isinstance(found, When) else found
    first = clear(asked, when)
    walls = repeated(datetime.fromisoformat(first.wall), _rule(asked, repeat, until))
    if not walls:
        raise BadArgument(N_("It would end before it begins. Please check the last day."))
    return [at_wall(wall, first.zone) for wall in walls]


@cache
def _rules() -> dict[str, str]:
    return {folded(word): rule for rule, words in _RULES.items() for word in words}


def _rule(asked: Asked, repeat: str, until: str) -> str:
    written = repeat.strip()
    rule = _rules().get(folded(written), written)
    if re.fullmatch(r"\d+", rule):
        rule = f"FREQ=WEEKLY;COUNT={rule}"
    return f"{rule};UNTIL={_last(asked, until):%Y%m%d}" if until.strip() else rule


def _last(asked: Asked, until: str) -> date:
    last = clear(asked, f"{until} 23:59")
    return last.at.astimezone(ZoneInfo(last.zone)).date()


def folded(written: str) -> str:
    """Return words without case, accents and needless blanks, for comparing."""
    apart = unicodedata.normalize("NFD", written.casefold())
    return " ".join("".join(char for char in apart if not unicodedata.combining(char)).split())

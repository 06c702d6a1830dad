"""Asking which moment is meant: the question and the names of its answers, in one language."""

from __future__ import annotations

from babel.dates import format_date

from bot.core.errors import N_
from cogs.events import phrases
from cogs.events.when import Ambiguity, Why
from config.words import Translator


def question(t: Translator, found: Ambiguity) -> str:
    """Say what is not clear about a date."""
    sentences = {
        Why.PART: N_("Morning or afternoon? Which one do you mean?"),
        Why.NIGHT: N_("The night before that day or the one after it? Which one do you mean?"),
        Why.TWICE: N_("On {day} the hour {clock} comes twice, because the clocks change. Which one do you mean?"),
        Why.SKIPPED: N_("On {day} there is no {clock}: the clocks go forward then. Which time do you mean?"),
        Why.WEEKDAY: N_("{date} is a {weekday}. Which day do you mean?"),
    }
    return t(
        sentences[found.why],
        day=format_date(found.said, "EEEE d MMMM", locale=t.language),
        date=f"{found.said.day}/{found.said.month}/{found.said.year}",
        weekday=format_date(found.said, "EEEE", locale=t.language),
        clock=f"{found.said:%H:%M}",
    )


def labels(t: Translator, found: Ambiguity) -> tuple[str, ...]:
    """Name the moments that may be meant, in their order."""
    if found.why is Why.TWICE and len(found.readings) == 2:
        return t("before the change"), t("after the change")
    return tuple(t.moment(each.at, each.zone) for each in found.readings)


def answered(t: Translator, found: Ambiguity) -> tuple[str, ...]:
    """Name the moments with weekday, date, time, zone and, where the hour comes twice, which of the two."""
    names = [phrases.dated(t, each.at, each.zone) for each in found.readings]
    if found.why is Why.TWICE and len(names) == 2:
        return tuple(f"{name}, {label}" for name, label in zip(names, labels(t, found), strict=True))
    return tuple(names)

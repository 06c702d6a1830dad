"""Weekly hours, as a person types them and as they are shown: «Δευ-Παρ 9-13, Τετ 17-20», "weekdays 9:00-17:00"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from babel.dates import get_day_names
from pydantic import ValidationError

from bot.core.errors import N_, BadArgument
from cogs.events.grammar import NotUnderstood, said
from cogs.events.words import plain
from cogs.helpdesk.key import words
from cogs.plain import fold
from config.support import SupportSettings, Weekday
from config.words import Translator

_WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(r"(?P<days>[^\d,;]*?)\s*(?P<spans>\d[\d:\s–-]*)")
_SPAN = re.compile(r"(\d{1,2})(?::(\d\d))?\s*[-–]\s*(\d{1,2})(?::(\d\d))?")
_SHOWN = 80
_SETS = {
    " ".join(words(name)): days
    for name, days in (
        ("καθημερινά", range(5)),
        ("καθημερινές", range(5)),
        ("weekdays", range(5)),
        ("κάθε μέρα", range(7)),
        ("every day", range(7)),
        ("daily", range(7)),
    )
}


def read_week(text: str) -> dict[str, list[str]]:
    """Return the spans ("09:00-13:00") by weekday ("mon"); raises BadArgument for what is no week."""
    week: dict[str, list[str]] = {}
    days: list[int] = []
    try:
        for part in re.split(r"[,;]", fold(text)):
            found = _PART.fullmatch(part.strip())
            if found is None:
                raise NotUnderstood
            days = list(_days(found["days"])) if found["days"].strip() else days
            if not days:
                raise NotUnderstood
            for day in days:
                week.setdefault(_WEEK[day], []).extend(_spans(found["spans"]))
        SupportSettings.model_validate({"hours": week})
    except (NotUnderstood, ValidationError):
        raise BadArgument(
            N_("I could not read “{text}” as weekly hours. Write for example: Mon-Fri 9-13, Wed 17:00-20:00."),
            text=text.strip()[:_SHOWN],
        ) from None
    return week


def week_written(t: Translator, week: Mapping[str, Sequence[str]]) -> str:
    """Write the spans ("09:00-13:00") of each weekday ("mon"); neighbouring days with the same ones as one."""
    names = get_day_names("abbreviated", locale=t.language)
    days = ((number, tuple(sorted(week.get(day, ())))) for number, day in enumerate(_WEEK))
    written = []
    for spans, group in groupby(days, key=lambda day: day[1]):
        numbers = [number for number, _ in group]
        if spans:
            ends = dict.fromkeys(str(names[number]) for number in (numbers[0], numbers[-1]))
            written.append(f"{'–'.join(ends)} {' '.join(span.replace('-', '–') for span in spans)}")
    return ", ".join(written)


def _days(written: str) -> Iterator[int]:
    written = written.strip(" :.")
    together = " ".join(words(written))
    if together in _SETS:
        yield from _SETS[together]
        return
    named = re.split(r"\s*[-–]\s*|\s+(?:εωσ|ωσ|μεχρι|eos|os|mexri|to|until)\s+", written)
    ends = [_weekday(each) for each in named if each]
    if not 1 <= len(ends) <= 2:
        raise NotUnderstood
    yield from ((ends[0] + number) % 7 for number in range((ends[-1] - ends[0]) % 7 + 1))


def _weekday(word: str) -> int:
    found = said(plain(word)).weekday
    if found is None:
        raise NotUnderstood
    return found


def _spans(written: str) -> Iterator[str]:
    found = list(_SPAN.finditer(written))
    if not found or _SPAN.sub("", written).strip():
        raise NotUnderstood
    for begins, past, ends, over in (each.groups() for each in found):
        yield f"{int(begins):02}:{past or '00'}-{int(ends):02}:{over or '00'}"

"""From words to what was said of a date: which day, which hour, or how long from now; no calendar is looked at.

The text becomes a line of marks, each followed by a blank: n6 a number, c18:00 a time, y2027-1-27 a date, d27/1 a day
and month, p19.30 either of the two, m11 a month, w4 a weekday (Monday is 0), s1 days from today, u60 a unit in minutes,
tpm a part of the day. Each rule takes its marks out of the line; the text is understood when nothing is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from cogs.events.words import meaning, plain

_MARKS = re.compile(
    r"(?P<y>\d{4}([-/.])\d{1,2}\2\d{1,2})(?:t(?=\d)|(?!\d))"
    r"|(?P<dmy>\d{1,2}([-/.])\d{1,2}\4(?:\d{4}|\d{2}))(?!\d)"
    r"|(?P<c>\d{1,2}:\d{2})(?::\d{2})?(?![\d:])"
    r"|(?P<d>\d{1,2}[-/]\d{1,2})(?![\d/-])"
    r"|(?P<p>\d{1,2}\.\d{1,2})(?![\d.]\d)(?!\d)"
    r"|(?P<n>\d{1,4})(?!\d)"
    r"|(?P<word>[a-z]+(?:[83][a-z]+)*)"
    r"|[\s,.;()·@-]+"
)
_DAY_MINUTES = 24 * 60


class NotUnderstood(Exception):
    """The text is not a date that this grammar knows."""


@dataclass(slots=True)
class Said:
    """What was said. `bare` marks an hour without minutes; `part` is am, noon, pm, evening, midnight or empty.

    `shift` counts days from today, `strictly` tells that today is not meant, `ahead` is measured from now.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: int | None = None
    strictly: bool = False
    hour: int | None = None
    minute: int = 0
    bare: bool = False
    part: str = ""
    ahead: timedelta | None = None


def said(text: str) -> Said:
    """Read what a text says; raises NotUnderstood where any of it makes no sense."""
    line = _undotted("".join(f"{mark} " for mark in _marks(plain(text)) if mark))
    line = re.sub(r"\bin (?=t[a-z])", "", line)
    found = Said()
    for pattern, take in _RULES:
        match = pattern.search(line)
        if match:
            take(found, match)
            line = line.replace(match[0], "")
    if re.sub(r"and |u60 ", "", line) or found == Said():
        raise NotUnderstood
    return found


def _marks(text: str) -> Iterator[str]:
    position = 0
    while position < len(text):
        match = _MARKS.match(text, position)
        if match is None:
            raise NotUnderstood
        position = match.end()
        kind = match.lastgroup
        if kind == "word":
            yield _meaning(match["word"])
        elif kind == "dmy":
            day, month, year = re.split(r"[-/.]", match["dmy"])
            yield f"y{year if len(year) > 2 else '20' + year}-{month}-{day}"
        elif kind:
            yield kind + re.sub(r"[-/]", "/" if kind == "d" else "-", match[kind])


def _meaning(word: str) -> str:
    found = meaning(word)
    if found is None:
        raise NotUnderstood
    return found


def _undotted(line: str) -> str:
    """Tell whether 19.30 is a time and 27.1 a date: it is what the rest of the line does not say already."""
    dotted = re.findall(r"\bp(\d+)\.(\d+) ", line)
    has_time = re.search(r"\bc|\bt(am|pm|noon|evening) ", line) is not None
    dated = re.search(r"\b[ydmws][-\d]", line) is not None or (len(dotted) == 1 and not has_time)
    for first, second in dotted:
        mark = f"c{first}:{second}" if dated else f"d{first}/{second}"
        line = line.replace(f"p{first}.{second} ", f"{mark} ", 1)
        dated = True
    return line


def _take_ahead(found: Said, match: re.Match[str]) -> None:
    amount = float(match["amount"] or 1) * (0.5 if match["half"] else 1)
    minutes = amount * int(match["unit"])
    more = int(match["more"]) * int(match["smaller"]) if match["more"] else 0
    if minutes % _DAY_MINUTES == 0 and int(match["unit"]) >= _DAY_MINUTES and not more:
        found.shift = int(minutes // _DAY_MINUTES)
    else:
        found.ahead = timedelta(minutes=minutes + more)


def _take_date(found: Said, match: re.Match[str]) -> None:
    parts = match.groupdict()
    found.day, found.month = int(parts["day"]), int(parts["month"])
    found.year = int(parts["year"]) if parts.get("year") else None


def _take_clock(found: Said, match: re.Match[str]) -> None:
    found.hour, found.minute = int(match["hour"]), int(match["minute"])


def _take_hour(found: Said, match: re.Match[str]) -> None:
    quarters = {"half": 30, "quarter": 15}
    offset = quarters.get(match["offset"] or "") or int((match["offset"] or "n0")[1:])
    total = int(match["hour"]) * 60 + (-offset if match["less"] else offset)
    found.hour, found.minute, found.bare = total // 60, total % 60, True


def _take_weekday(found: Said, match: re.Match[str]) -> None:
    found.strictly, found.weekday = match["next"] is not None, int(match["weekday"])


def _take_shift(found: Said, match: re.Match[str]) -> None:
    found.shift = int(match["days"])


def _take_part(found: Said, match: re.Match[str]) -> None:
    found.part = match["part"]
    if found.part == "noon" and found.hour is None:
        found.hour = 12


_RULES: tuple[tuple[re.Pattern[str], Callable[[Said, re.Match[str]], None]], ...] = tuple(
    (re.compile(pattern), take)
    for pattern, take in (
        (
            (
                r"\bin (?:(?P<half>half )(?:n1 )?|n(?P<amount>[\d.]+) )u(?P<unit>\d+) "
                r"(?:and n(?P<more>\d+) u(?P<smaller>\d+) )?"
            ),
            _take_ahead,
        ),
        (r"\by(?P<year>\d+)-(?P<month>\d+)-(?P<day>\d+) ", _take_date),
        (r"\bd(?P<day>\d+)/(?P<month>\d+) ", _take_date),
        (r"\bn(?P<day>\d{1,2}) m(?P<month>\d+) (?:n(?P<year>\d{4}) )?", _take_date),
        (r"\bm(?P<month>\d+) n(?P<day>\d{1,2}) (?:n(?P<year>\d{4}) )?", _take_date),
        (r"\bc(?P<hour>\d+):(?P<minute>\d+) ", _take_clock),
        (r"\bn(?P<hour>\d{1,2}) (?:(?:and|(?P<less>less)) (?P<offset>n\d{1,2}|half|quarter) )?", _take_hour),
        (r"\b(?P<next>next )?w(?P<weekday>\d) ", _take_weekday),
        (r"\bs(?P<days>-?\d+) ", _take_shift),
        (r"\bt(?P<part>[a-z]+) ", _take_part),
    )
)

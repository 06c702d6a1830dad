"""From words to what was said of a date: which day, which hour, or how long from now; no calendar is looked at.

The text becomes a line of marks, each followed by a blank: n6 a number, k20 a number that another one may follow
(twenty), o15 an ordinal, c18:00 a time, y2027-1-27 a date, d27/1 a day and month, p19.30 either of the two, m11 a
month, w4 a weekday (Monday is 0), s1 days from today, u60 a unit in minutes, v1 a unit in months, tpm a part of the
day, y+1 next year, one an article that may be a number. Each rule takes its marks out of the line; the text is
understood when nothing is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from cogs.events.words import meaning

_MARKS = re.compile(
    r"(?P<y>\d{4}([-/.])\d{1,2}\2\d{1,2})(?:t(?=\d)|(?!\d))"
    r"|(?P<dmy>\d{1,2}([-/.])\d{1,2}\4(?:\d{4}|\d{2}))(?!\d)"
    r"|(?P<c>\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?![\d:])"
    r"|(?P<h>\d{1,2}h\d{2})(?!\d)"
    r"|(?P<d>\d{1,2}[-/]\d{1,2})(?![\d/-])"
    r"|(?P<p>\d{1,2}\.\d{1,2})(?![\d.]\d)(?!\d)"
    r"|(?P<o>\d{1,2})(?:st|nd|rd|th|is?)(?![a-z\d])"
    r"|(?P<n>\d{1,4})(?:hs?(?![a-z\d])|(?!\d))"
    r"|(?P<word>[a-z]+(?:[83][a-z]+)*)"
    r"|(?<=[a-z\s]):|[\s,.;()\[\]·!?«»“”\"@–-]+"
)
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_QUARTERS = {"half": 30, "quarter": 15}
_UNSAID: tuple[object, ...] = (None, "", False)


class NotUnderstood(Exception):
    """The text is not a date that this grammar knows."""


@dataclass(slots=True)
class Said:
    """What was said. `bare` marks an hour without minutes; `part` is am, noon, pm, evening, midnight or empty.

    `shift` counts days from today, `months` months, `week` calendar weeks from this one; with `same`, the hour is that
    of now. `ahead` is measured from now. `years` counts years from this one. A day without a month stands alone.
    `nth` is the weekday's place in its month, -1 for the last. `which` weekday: next (not today), other (of the next
    calendar week), afternext (a week after the next), or empty.
    """

    year: int | None = None
    years: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    which: str = ""
    week: int | None = None
    shift: int | None = None
    months: int | None = None
    same: bool = False
    hour: int | None = None
    minute: int | None = None
    bare: bool = False
    part: str = ""
    ahead: timedelta | None = None

    def put(self, **what: object) -> None:
        """Note what was said; raises NotUnderstood where something else was said of it before."""
        for name, value in what.items():
            before = getattr(self, name)
            if not any(before is unsaid for unsaid in _UNSAID) and before != value:
                raise NotUnderstood
            setattr(self, name, value)


def said(text: str) -> Said:
    """Read what a text (as `words.plain` writes it) says; raises NotUnderstood where any of it makes no sense."""
    line = "".join(f"{mark} " for mark in _marks(text) if mark)
    for pattern, put in _REWRITTEN:
        line = pattern.sub(put, line)
    line = _undotted(line)
    found = Said()
    for pattern, take in _RULES:
        match = pattern.search(line)
        if match:
            take(found, match)
            line = line.replace(match[0], "")
    if re.sub(r"and |u60 |before ", "", line) or found == Said():
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
        elif kind == "h":
            yield "c" + match["h"].replace("h", ":")
        elif kind:
            yield kind + re.sub(r"[-/.]" if kind == "y" else r"[-/]", "/" if kind == "d" else "-", match[kind])


def _meaning(word: str) -> str:
    found = meaning(word)
    if found is None:
        raise NotUnderstood
    return found


def _undotted(line: str) -> str:
    """Tell whether 19.30 is a time and 27.1 a date: by its numbers, or it is what the rest of the line does not say."""
    dotted = [(mark, int(first), second) for mark, first, second in re.findall(r"\b(p(\d+)\.(\d+) )(?!u)", line)]
    hours = [mark for mark, _, second in dotted if second == "00" or int(second) > 12]
    days = [mark for mark, first, _ in dotted if first > 23 and mark not in hours]
    timed = bool(hours) or re.search(r"\bc|\bn\d{1,2} (?![muv])", line) is not None
    dated = bool(days) or re.search(r"\b[ydmwso][-\d]", line) is not None
    for mark, first, second in dotted:
        is_time = mark in hours or (mark not in days and (dated or (not timed and len(dotted) == 1)))
        line = line.replace(mark, f"c{first}:{second} " if is_time else f"d{first}/{second} ", 1)
        dated = dated or not is_time
    return line


def _take_ahead(found: Said, match: re.Match[str]) -> None:
    amount = float(match["amount"] or 0) + (0.5 if match["half"] or match["halves"] else 0)
    months = amount * int(match["months"] or 0)
    ahead = timedelta(minutes=amount * int(match["unit"] or 0) + _more(match))
    if months % 1 or (match["months"] and ahead):
        raise NotUnderstood
    if match["months"]:
        found.put(months=int(months), same=True)
    elif int(match["unit"]) * timedelta(minutes=1) >= _DAY and ahead % _DAY == timedelta():
        weeks = None if int(match["unit"]) * timedelta(minutes=1) < _WEEK else ahead // _WEEK
        found.put(shift=ahead // _DAY, week=weeks, same=True)
    else:
        found.put(ahead=ahead)


def _more(match: re.Match[str]) -> int:
    """Return the minutes of "and a half", "and a quarter" or "and 20 minutes"."""
    if match["more"] is None:
        return 0
    return int(match["more"]) * int(match["smaller"]) if match["more"].isdigit() else _QUARTERS[match["more"]]


def _take_quarters(found: Said, match: re.Match[str]) -> None:
    found.put(ahead=timedelta(minutes=15 * int(match["amount"])))


def _take_date(found: Said, match: re.Match[str]) -> None:
    parts = match.groupdict()
    found.put(day=int(parts["day"]), month=int(parts["month"]))
    if parts.get("year"):
        found.put(year=int(parts["year"]))


def _take_day(found: Said, match: re.Match[str]) -> None:
    found.put(day=int(match["day"]))
    if match.groupdict().get("next"):
        found.put(months=1)


def _take_years(found: Said, match: re.Match[str]) -> None:
    found.put(years=int(match["years"]))


def _take_clock(found: Said, match: re.Match[str]) -> None:
    found.put(hour=int(match["hour"]), minute=int(match["minute"]))


def _take_hour(found: Said, match: re.Match[str]) -> None:
    parts = match.groupdict()
    offset = parts["offset"] or "0"
    minutes = _QUARTERS.get(offset) or int(offset.lstrip("n"))
    total = int(parts["hour"]) * 60 + (-minutes if parts["less"] else minutes)
    if minutes > 59 or total < 0:
        raise NotUnderstood
    found.put(hour=total // 60, minute=total % 60, bare=True)


def _take_weekday(found: Said, match: re.Match[str]) -> None:
    found.put(which=match["which"] or match["after"] or "", weekday=int(match["weekday"]))


def _take_nth(found: Said, match: re.Match[str]) -> None:
    # «Τρίτη», «τέταρτη» and «πέμπτη» are ordinals, too.
    nth = -1 if match["last"] else int(match["nth"] or int(match["named"]) + 2)
    found.put(nth=nth, weekday=int(match["weekday"]))
    if match["month"]:
        found.put(month=int(match["month"]))
        if match["year"]:
            found.put(year=int(match["year"]))
    elif match["next"]:
        found.put(months=1)


def _take_week(found: Said, match: re.Match[str]) -> None:
    found.put(week=1 if match["which"] else 0)


def _take_shift(found: Said, match: re.Match[str]) -> None:
    found.put(shift=int(match["days"]))


def _take_part(found: Said, match: re.Match[str]) -> None:
    found.put(part=match["part"])
    if found.hour is None and found.part in ("noon", "midnight"):
        found.put(hour=12, minute=0)


def _tens(match: re.Match[str]) -> str:
    return f"{match[2] or 'n'}{int(match[1]) + int(match[3] or 0)} "


_REWRITTEN: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\bk(\d+) (?:([no])(\d) )?"), _tens),
    (re.compile(r"\bone (?=[uvhq])"), "n1 "),
    (re.compile(r"\bn1 (?=n30 u1 )"), ""),
    (re.compile(r"\bin (?=[tmwo])"), ""),
    (re.compile(r"\bnext v12 "), "y+1 "),
    (re.compile(r"\bu1440 (?=(?:next |other )?w)"), ""),
    (re.compile(r"\btpm (?=.*\bt(?:evening|noon) )|(?<=\btevening )(?:before )?tpm |(?<=\btnoon )tpm "), ""),
    (re.compile(r"\btevening (?=.*\btmidnight )|(?<=\btmidnight )tevening "), ""),
)
_AMOUNT = (
    r"(?:(?P<half>half )(?:n1 )?|[np](?P<amount>[\d.]+) (?P<halves>and (?:n1 )?half )?)"
    r"(?:u(?P<unit>\d+)|v(?P<months>\d+)) "
    r"(?:and (?:n1 )?n?(?P<more>half|quarter|\d+(?= u)) (?:u(?P<smaller>\d+) )?)?"
)
_RULES: tuple[tuple[re.Pattern[str], Callable[[Said, re.Match[str]], None]], ...] = tuple(
    (re.compile(pattern), take)
    for pattern, take in (
        (r"\bin n(?P<amount>[13]) quarter (?:n1 u60 )?", _take_quarters),
        (rf"\bin {_AMOUNT}(?:later )?", _take_ahead),
        (rf"\b{_AMOUNT}later ", _take_ahead),
        (
            (
                r"\b(?:[no](?P<nth>[1-5])|w(?P<named>[123])|(?P<last>last)) w(?P<weekday>\d) (?:before )?"
                r"(?:m(?P<month>\d+) (?:n(?P<year>\d{4}) )?|(?P<next>next )?v1 )"
            ),
            _take_nth,
        ),
        (r"\by(?P<year>\d+)-(?P<month>\d+)-(?P<day>\d+) ", _take_date),
        (r"\bd(?P<day>\d+)/(?P<month>\d+) ", _take_date),
        (r"\b[no](?P<day>\d{1,2}) m(?P<month>\d+) (?:(?:before )?n(?P<year>\d{4}) )?", _take_date),
        (r"\bm(?P<month>\d+) [no](?P<day>\d{1,2}) (?:(?:before )?n(?P<year>\d{4}) )?", _take_date),
        (r"\by\+(?P<years>\d) ", _take_years),
        (r"\b[no](?P<day>\d{1,2}) (?P<next>(?:next|other) )?v1 ", _take_day),
        (r"\b(?P<next>(?:next|other) )v1 [no](?P<day>\d{1,2}) ", _take_day),
        (r"\bo(?P<day>\d{1,2}) ", _take_day),
        (r"(?:(?<=\bw\d )n(?P<day>\d{1,2}) (?=.*\bc\d))", _take_day),
        (r"\bn(?P<day>\d{1,2}) (?=(?:and )?(?:u60 )?c\d)", _take_day),
        (r"\bc(?P<hour>\d+):(?P<minute>\d+) ", _take_clock),
        (r"\bn(?P<hour>\d\d)(?P<minute>\d\d) u60 ", _take_clock),
        (
            r"\b(?:n1 )?(?P<offset>half|quarter|n5|n10|n20|n25) (?:u1 )?(?:past|(?P<less>before)) n(?P<hour>\d{1,2}) ",
            _take_hour,
        ),
        (r"\b(?P<offset>half) (?P<less>less )?n(?P<hour>\d{1,2}) ", _take_hour),
        (
            (
                r"\bn(?P<hour>\d{1,2}) (?:u60 )?"
                r"(?:(?:and|(?P<less>less)) (?:n1 (?=quarter))?(?P<offset>n\d{1,2}|half|quarter) (?:u1 )?)?"
            ),
            _take_hour,
        ),
        (r"\b(?P<which>(?:next|other) )?u10080 ", _take_week),
        (r"\b(?:(?P<which>next|other|afternext) )?w(?P<weekday>\d) (?:(?P<after>next) )?", _take_weekday),
        (r"\bs(?P<days>-?\d+) ", _take_shift),
        (r"\bt(?P<part>[a-z]+) ", _take_part),
    )
)

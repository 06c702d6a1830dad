"""Repeating a wall time: so many weeks, or a rule of RFC 5545 (3.3.10) as far as a community needs one."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.core.errors import N_, BadArgument

MOST = 60
"""So many dates a series may have."""

_STEPS = {"DAILY": 1, "WEEKLY": 7}
_DAY = timedelta(days=1)
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY"}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{6}Z?)?")


def repeated(first: datetime, rule: str) -> list[datetime]:
    """Return a wall time (naive) and its repetitions: "6" for six weeks, or FREQ=WEEKLY;COUNT=6.

    FREQ is DAILY, WEEKLY or MONTHLY; INTERVAL and, for days, BYDAY may stand beside it, and COUNT or UNTIL must. In
    months that lack the day there is none. Raises BadArgument for any other rule, for one without an end and for more
    than sixty dates.
    """
    written = rule.strip().upper().removeprefix("RRULE:")
    if re.fullmatch(r"\d+", written):
        written = f"FREQ=WEEKLY;COUNT={written}"
    parts = dict(part.partition("=")[::2] for part in written.split(";") if part)
    if not parts.keys() <= _PARTS or parts.get("FREQ") not in (
        *_STEPS,
        "MONTHLY",
    ):
        raise _unknown(rule)
    interval, count = _number(parts.get("INTERVAL", "1"), rule), parts.get("COUNT")
    until = _last(parts["UNTIL"], rule) if "UNTIL" in parts else None
    weekdays = _weekdays(parts, rule)
    if count is None and until is None:
        raise BadArgument(N_("A series needs an end: how many dates (COUNT) or the last day (UNTIL)."))
    most = _number(count, rule) if count is not None else MOST + 1
    found: list[datetime] = []
    for day in _days(first.date(), parts["FREQ"], interval):
        if len(found) >= most or (until and day > until):
            break
        if day.weekday() not in weekdays:
            continue
        if len(found) == MOST:
            raise too_many()
        found.append(datetime.combine(day, first.time()))
    return found


def too_many() -> BadArgument:
    """Return the error for a series that is too long."""
    return BadArgument(N_("A series may have up to {most} dates; this one has more."), most=MOST)


def _days(first: date, frequency: str, interval: int) -> Iterator[date]:
    """Yield the days of a rule; those of a month that lacks the day are left out. Ends with the calendar."""
    try:
        for step in range(0, 12 * MOST * interval + 1, interval):
            if frequency in _STEPS:
                yield first + step * _STEPS[frequency] * _DAY
                continue
            year, month = divmod(first.year * 12 + first.month - 1 + step, 12)
            if first.day <= monthrange(year, month + 1)[1]:
                yield date(year, month + 1, first.day)
    except (OverflowError, ValueError):
        return


def _weekdays(parts: dict[str, str], rule: str) -> set[int]:
    names = parts.get("BYDAY", ",".join(_WEEKDAYS)).split(",")
    if not set(names) <= set(_WEEKDAYS) or ("BYDAY" in parts and parts["FREQ"] != "DAILY"):
        raise _unknown(rule)
    return {_WEEKDAYS.index(name) for name in names}


def _number(written: str, rule: str) -> int:
    if not re.fullmatch(r"\d{1,9}", written) or int(written) < 1:
        raise _unknown(rule)
    return int(written)


def _last(written: str, rule: str) -> date:
    match = _UNTIL.fullmatch(written)
    try:
        return date(*map(int, match.groups())) if match else date.min
    except ValueError:
        raise _unknown(rule) from None


def _unknown(rule: str) -> BadArgument:
    return BadArgument(
        N_(
            "I cannot repeat an event by “{rule}”. Write how many weeks, for example 6, or"
            " FREQ=WEEKLY;INTERVAL=2;COUNT=6, where FREQ is DAILY, WEEKLY or MONTHLY."
        ),
        rule=rule.strip()[:80],
    )

"""From what was said of a day to the days of the calendar that it may be."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from cogs.events.grammar import NotUnderstood, Said

_LEAP = 8
"""A 29 February comes again within so many years."""

_MONTHS = 14
"""Within so many months most days of the month have fallen on each weekday."""

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def days_of(found: Said, today: date) -> Iterator[date]:
    """Yield the days that may be meant, the nearest first: the first on which the time is still to come is taken.

    Yields nothing for a day that is not in the calendar. Raises NotUnderstood where two days were named that have
    nothing to do with each other, OverflowError beyond the calendar's end.
    """
    if found.nth is not None:
        yield from _nth(found, found.nth, found.weekday or 0, today)
    elif found.day is not None:
        yield from _dated(found, today)
    elif found.year is not None or found.years is not None:
        raise NotUnderstood
    elif found.months is not None:
        yield _in_months(today, found.months, today.day)
    elif found.weekday is not None and (found.week is not None or found.shift is None):
        yield from _weekdays(found, found.weekday, today)
    elif found.shift is not None:
        yield today + found.shift * _DAY
    elif found.week is not None:
        raise NotUnderstood
    else:
        yield today
        yield today + _DAY


def near(day: date, weekday: int) -> date:
    """Return the day with a weekday (Monday is 0) that is nearest to a day."""
    return day + ((weekday - day.weekday() + 3) % 7 - 3) * _DAY


def _dated(found: Said, today: date) -> Iterator[date]:
    if found.shift is not None or found.which or found.week is not None:
        raise NotUnderstood
    if found.month is None:
        yield from _of_month(found, today)
        return
    if found.months is not None or (found.year is not None and found.years is not None):
        raise NotUnderstood
    year = today.year + found.years if found.years is not None else found.year
    for each in [year] if year is not None else range(today.year, today.year + _LEAP + 1):
        day = _day(each, found.month, found.day)
        if day:
            yield day


def _nth(found: Said, nth: int, weekday: int, today: date) -> Iterator[date]:
    """Yield the days that are a month's first, second or last of a weekday: of the month that was named, or of this."""
    if (found.day, found.shift, found.week, found.which) != (None, None, None, ""):
        raise NotUnderstood
    if found.month is None:
        ahead = range(2) if found.months is None else [found.months]
        firsts = [_in_months(today, number, 1).replace(day=1) for number in ahead]
    else:
        years = [today.year + found.years] if found.years is not None else [found.year] if found.year else []
        firsts = [date(year, found.month, 1) for year in years or range(today.year, today.year + 2)]
    for first in firsts:
        days = monthrange(first.year, first.month)[1]
        matching = range(1 + (weekday - first.weekday()) % 7, days + 1, 7)
        if nth <= len(matching):
            yield first.replace(day=matching[nth - 1] if nth > 0 else matching[-1])


def _of_month(found: Said, today: date) -> Iterator[date]:
    """Yield the days of the coming months with a number, only those of the right weekday if there are any."""
    if found.year is not None or found.years is not None:
        raise NotUnderstood
    firsts = [_in_months(today.replace(day=1), number, 1) for number in range(_MONTHS)]
    if found.months is not None:
        firsts = [_in_months(today, found.months, 1)]
    days = [day for day in (_day(first.year, first.month, found.day) for first in firsts) if day and day >= today]
    yield from [day for day in days if day.weekday() == found.weekday] or days


def _weekdays(found: Said, weekday: int, today: date) -> Iterator[date]:
    monday = today - today.weekday() * _DAY
    nearest = today + ((weekday - today.weekday()) % 7) * _DAY
    coming = nearest + _WEEK if nearest == today else nearest
    if found.week is not None:
        if found.which or (found.shift is not None and found.shift * _DAY != found.week * _WEEK):
            raise NotUnderstood
        yield monday + found.week * _WEEK + weekday * _DAY
    elif found.which == "other":
        yield monday + _WEEK + weekday * _DAY
    elif found.which == "afternext":
        yield coming + _WEEK
    else:
        yield coming if found.which else nearest
        yield coming + _WEEK if found.which else nearest + _WEEK


def _day(year: int, month: int | None, day: int | None) -> date | None:
    try:
        return date(year, month or 0, day or 0)
    except ValueError:
        return None


def _in_months(day: date, months: int, wanted: int) -> date:
    """Return a day of the month so many months on; the last one where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(wanted, monthrange(year, month + 1)[1]))

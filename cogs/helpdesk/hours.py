"""Working time: when the support team is there, how long it was there between two moments, and when it is next.

Hours are those of the clocks on the wall, so that a day on which the clocks change is as long as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from dateutil.easter import EASTER_ORTHODOX, easter

from config.support import DaysOff, SupportSettings

_DAY = timedelta(days=1)
_AHEAD = 3 * 366
"""Days: a team that is away for so long is waited for no longer."""

Off = Literal["", "holiday", "break"]
"""Why a day is free that otherwise is not: a single day, or one of several in a row."""


class Hours:
    """The hours of a support team, in the zone (IANA) of its community. Every moment is aware; UTC is returned."""

    def __init__(self, support: SupportSettings, zone: str) -> None:
        """Work as the settings say."""
        self._support, self._zone = support, ZoneInfo(zone)
        self._week = support.week
        self._off: dict[int, tuple[tuple[date, date], ...]] = {}

    def is_open(self, at: datetime) -> bool:
        """Tell whether somebody works at a moment."""
        return self.opening(at) == at

    def opening(self, at: datetime) -> datetime:
        """Return the moment itself if it is in working time, otherwise when that next begins."""
        return next((max(opens, at.astimezone(UTC)) for opens, closes in self._spans_from(at) if closes > at), at)

    def working_between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much working time there is between two moments."""
        found = timedelta()
        for opens, closes in self._spans_from(start):
            if opens >= end:
                break
            found += max(timedelta(), min(closes, end) - max(opens, start))
        return found

    def after(self, start: datetime, working: timedelta) -> datetime:
        """Return when so much working time has passed since a moment."""
        for opens, closes in self._spans_from(start):
            begins = max(opens, start)
            if begins < closes:
                if working <= closes - begins:
                    return begins.astimezone(UTC) + working
                working -= closes - begins
        return start + _AHEAD * _DAY

    def days_after(self, start: datetime, days: int) -> datetime:
        """Return the same time of day so many working days later, or when work begins next after that."""
        local = start.astimezone(self._zone)
        later = (local.date() + number * _DAY for number in range(1, _AHEAD))
        worked = [day for day, _ in zip((day for day in later if self._spans(day)), range(days), strict=False)]
        if len(worked) < days:
            return start + _AHEAD * _DAY
        return self.opening(datetime.combine(worked[-1], local.time(), self._zone).astimezone(UTC)) if days else start

    def off(self, at: datetime) -> Off:
        """Return why a day is free on whose weekday people work otherwise."""
        day = at.astimezone(self._zone).date()
        return self._why(day) if self._week[day.weekday()] else ""

    def _spans_from(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        first = at.astimezone(self._zone).date() - _DAY
        for number in range(_AHEAD):
            yield from self._spans(first + number * _DAY)

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        spans = self._week[day.weekday()]
        if not spans or self._why(day):
            return []
        found: list[tuple[datetime, datetime]] = []
        for span in spans:
            opens, closes = (datetime.combine(day, clock, self._zone).astimezone(UTC) for clock in span)
            # Where the clocks skip an hour, a span may be cut short by it or be none.
            opens = max(opens, found[-1][1]) if found else opens
            if opens < closes:
                found.append((opens, closes))
        return found

    def _why(self, day: date) -> Off:
        if self._support.holidays and day in public_holidays(self._support.holidays, day.year):
            return "holiday"
        lengths = [last - first for first, last in self._ranges(day.year) if first <= day <= last]
        return "" if not lengths else "break" if max(lengths) else "holiday"

    def _ranges(self, year: int) -> tuple[tuple[date, date], ...]:
        if year not in self._off:
            ranges = (_range(off, of) for off in self._support.off for of in (year - 1, year))
            self._off[year] = tuple(each for each in ranges if each)
        return self._off[year]


@cache
def public_holidays(country: str, year: int) -> frozenset[date]:
    """Return the public holidays of a country (ISO 3166-1 alpha-2) in a year."""
    # Imported here, because it costs a quarter of a second that only who waits for a person has to wait.
    from holidays import country_holidays

    return frozenset(country_holidays(country, years=year))


def _range(off: DaysOff, year: int) -> tuple[date, date] | None:
    """Return the first and the last of the days off that begin in a year; one that is named by its date has its own."""
    first, last = _in_year(off.first, year), _in_year(off.last or off.first, year)
    if first is None or last is None or first.year != year:
        return None
    return first, (_in_year(off.last or "", year + 1) or first) if last < first else last


def _in_year(written: str, year: int) -> date | None:
    if written.startswith("easter"):
        sunday: date = easter(year, EASTER_ORTHODOX)
        return sunday + int(written.removeprefix("easter") or 0) * _DAY
    try:
        return date.fromisoformat(written if written.count("-") > 1 else f"{year}-{written}")
    except ValueError:
        return None  # 29 February

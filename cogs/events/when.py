"""Dates as people type them, in Greek, Greeklish and English: `read` tells which moment is meant, or asks.

Numeric dates are day first. A day without a year, a weekday without a date and a time without a day are the next ones
to come. An hour from 1 to 11 without minutes and without a part of the day may be of the morning or of the afternoon:
it is asked, and so is an hour that comes twice because the clocks change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.errors import N_, BadArgument
from cogs.events.grammar import NotUnderstood, Said, said

_FARTHEST = timedelta(days=5 * 366)
_LEAP = 8
"""A 29 February comes again within so many years."""

_SHOWN = 80
_MINUTE = timedelta(minutes=1)
_OFFSET = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)")
_ATHENS = re.compile(r"\(?(?:ώρα Ελλάδας|ωρα Ελλαδας|ora elladas|Athens time)\)?", re.IGNORECASE)
_PARTS = {
    "am": range(12),
    "noon": range(11, 17),
    "pm": range(12, 24),
    "evening": range(17, 24),
    "midnight": range(0),
}
_FALLS_ON = (
    N_("{date} is a Monday. Please write the date again with its right weekday, or without one."),
    N_("{date} is a Tuesday. Please write the date again with its right weekday, or without one."),
    N_("{date} is a Wednesday. Please write the date again with its right weekday, or without one."),
    N_("{date} is a Thursday. Please write the date again with its right weekday, or without one."),
    N_("{date} is a Friday. Please write the date again with its right weekday, or without one."),
    N_("{date} is a Saturday. Please write the date again with its right weekday, or without one."),
    N_("{date} is a Sunday. Please write the date again with its right weekday, or without one."),
)


@dataclass(frozen=True, slots=True)
class When:
    """A moment that was meant: `at` is aware, UTC; `zone` (IANA) is the one in which it was said."""

    at: datetime
    zone: str

    @property
    def wall(self) -> str:
        """What the clock shows at that moment in the zone: ISO 8601 without offset, to the minute."""
        return self.at.astimezone(ZoneInfo(self.zone)).strftime("%Y-%m-%dT%H:%M")


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Several moments may be meant, the earliest first; where `twice` they are the same hour on a clock set back."""

    readings: tuple[When, ...]

    @property
    def twice(self) -> bool:
        """Whether the clocks are the reason."""
        return len({reading.wall for reading in self.readings}) == 1


def read(text: str, now: datetime, zone: str) -> When | Ambiguity:
    """Read a date with its time, said at `now` (aware) in an IANA zone.

    Raises BadArgument, with a sentence for each case: not understood, no time given, no such day or hour, a weekday
    that is not that date's, an hour that the clocks leave out, a moment that has passed or is over five years away.
    """
    moments = tuple(_exact(text)) or tuple(_spoken(text, now, zone))
    ahead = sorted(moment for moment in moments if moment > now)
    if not ahead:
        date, clock = _numbers(moments[0].astimezone(ZoneInfo(zone)))
        raise BadArgument(
            N_("{date} at {clock} has already passed. Please give a date to come."), date=date, clock=clock
        )
    if ahead[0] > now + _FARTHEST:
        raise BadArgument(N_("That is more than five years away. Please check the year."))
    readings = tuple(When(moment, zone) for moment in ahead)
    return readings[0] if len(readings) == 1 else Ambiguity(readings)


def instants(day: date, clock: time, zone: str) -> tuple[datetime, ...]:
    """Return the moments (UTC) at which the clocks of a zone show a time: none, one, or two where they are set back."""
    shown = (datetime.combine(day, clock.replace(fold=fold), ZoneInfo(zone)) for fold in (0, 1))
    found = dict.fromkeys(moment.astimezone(UTC) for moment in shown)
    local = ((moment, moment.astimezone(ZoneInfo(zone))) for moment in found)
    return tuple(moment for moment, there in local if (there.date(), there.time()) == (day, clock))


def _exact(text: str) -> Iterator[datetime]:
    """Yield the moment of a date in ISO 8601 with an offset."""
    if _OFFSET.fullmatch(text.strip()):
        try:
            yield datetime.fromisoformat(text.strip()).astimezone(UTC).replace(second=0, microsecond=0)
        except (ValueError, OverflowError):
            raise _unreadable(text) from None


def _spoken(text: str, now: datetime, zone: str) -> Iterable[datetime]:
    try:
        found = said(_ATHENS.sub(" ", text) if zone == "Europe/Athens" else text)
    except NotUnderstood:
        raise _unreadable(text) from None
    if found.ahead is not None:
        if found != Said(ahead=found.ahead):
            raise _unreadable(text)
        return [now.astimezone(UTC).replace(second=0, microsecond=0) + found.ahead]
    if found.hour is None:
        raise BadArgument(N_("Please give the time too, for example: {text} 18:00."), text=text.strip()[:_SHOWN])
    return [moment for clock in _clocks(found) for moment in _on_its_day(found, clock, now, zone, text)]


def _clocks(found: Said) -> list[time]:
    """Return the times of day that may be meant, in order."""
    hour = found.hour or 0
    if hour > 23 or hour < 0 or found.minute > 59:
        raise _no_such_hour(hour, found.minute)
    either = (hour % 12, hour % 12 + 12) if hour <= 12 else (hour,)
    if found.part:
        hours = [each for each in either if each in _PARTS[found.part]]
    else:
        hours = list(either) if found.bare and 1 <= hour <= 11 else [hour]
    if not hours:
        raise _no_such_hour(hour, found.minute)
    return [time(each, found.minute) for each in hours]


def _on_its_day(found: Said, clock: time, now: datetime, zone: str, text: str) -> tuple[datetime, ...]:
    """Return the moments at which a time comes on the day that was said."""
    try:
        days = list(_days(found, now.astimezone(ZoneInfo(zone)).date(), text))
    except OverflowError:
        raise _unreadable(text) from None
    if not days:
        raise BadArgument(N_("There is no {date} in the calendar."), date=_written(found))
    day = next((day for day in days if datetime.combine(day, clock, ZoneInfo(zone)) > now), days[-1])
    if day.weekday() != found.weekday == days[0].weekday():
        # A date of a few days ago, with its weekday, is not a wrong weekday of next year.
        day = days[0]
    _agree(found, day)
    moments = instants(day, clock, zone)
    if not moments:
        raise BadArgument(
            N_("On {date} there is no {clock}: the clocks go forward then. Please give another time."),
            date=_short(day),
            clock=f"{clock:%H:%M}",
        )
    return moments


def _days(found: Said, today: date, text: str) -> Iterator[date]:
    """Yield the days that may be meant, the nearest first: the first on which the time is still to come is taken."""
    if found.day is not None and found.month is not None:
        if found.shift is not None or found.strictly:
            raise _unreadable(text)
        years = [found.year] if found.year is not None else range(today.year, today.year + _LEAP + 1)
        for year in years:
            try:
                yield date(year, found.month, found.day)
            except ValueError:
                continue
    elif found.shift is not None:
        yield today + timedelta(days=found.shift)
    elif found.weekday is not None:
        nearest = today + timedelta(days=(found.weekday - today.weekday()) % 7)
        if not (found.strictly and nearest == today):
            yield nearest
        yield nearest + timedelta(days=7)
    else:
        yield today
        yield today + timedelta(days=1)


def _agree(found: Said, day: date) -> None:
    if found.weekday is not None and found.weekday != day.weekday():
        raise BadArgument(_FALLS_ON[day.weekday()], date=_short(day))


def _unreadable(text: str) -> BadArgument:
    return BadArgument(
        N_(
            "I could not read “{text}” as a date and time. Write for example: tomorrow at 18:00, Friday 6 pm,"
            " 3 November 2026 18:00."
        ),
        text=text.strip()[:_SHOWN],
    )


def _no_such_hour(hour: int, minute: int) -> BadArgument:
    return BadArgument(
        N_(
            "I could not read {clock} as a time of day. Please write it from 00:00 to 23:59, for example 18:00;"
            " midnight is the 00:00 with which a day begins."
        ),
        clock=f"{hour:02}:{minute:02}",
    )


def _numbers(local: datetime) -> tuple[str, str]:
    return _short(local.date()), f"{local:%H:%M}"


def _short(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _written(found: Said) -> str:
    return "/".join(str(part) for part in (found.day, found.month, found.year) if part is not None)

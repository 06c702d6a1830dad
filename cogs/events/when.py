"""Dates as people type them, in Greek, Greeklish and English: `read` tells which moment is meant, or asks.

Numeric dates are day first. A day without a year, a weekday without a date and a time without a day are the next ones
to come. «Την επόμενη Τρίτη» and "next Tuesday" are the coming one, but not today; «την άλλη Τρίτη» is that of the next
calendar week; a day of the month without its month is the next one that has the weekday given with it. "In 3 days" is
at this time of day, if no other is given. Asked is: an hour from 1 to 11 without minutes and without a part of the day,
where both may be to come; midnight, with which a day begins and ends; an hour that comes twice or not at all because
the clocks change; a weekday that is not its date's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.core.errors import N_, BadArgument
from cogs.events import zones
from cogs.events.days import days_of, near
from cogs.events.grammar import NotUnderstood, Said, said
from cogs.events.words import plain

_FARTHEST = timedelta(days=5 * 366)
_SHOWN = 80
_LONGEST = 300
"""Characters: nobody needs more to say a date, and reading costs time."""
_DAY = timedelta(days=1)
_OFFSET = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)"
    r"|\d{8}T\d{4}(?:\d\d)?(?:Z|[+-]\d{4})",
    re.IGNORECASE,
)
_BASIC = re.compile(r"\s*(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:\d\d)?\s*", re.IGNORECASE)
"""Date and time in ISO 8601's basic format, without an offset."""
_ZONE = re.compile(
    r"(?:ώρα|ωρα|ora|wra)\s+(?:ζώνης\s+)?([^\W\d_]\S*)|([^\W\d_]+/\w+(?:/\w+)?)|([^\W\d_]+)\s+time\b", re.IGNORECASE
)
"""Where a zone is named."""
_PARTS = {
    "am": range(12),
    "noon": range(11, 17),
    "pm": range(12, 24),
    "evening": range(17, 24),
    "midnight": range(0),
}
_NIGHT = (0, 1, 2, 3, 4, 12)
"""Hours "in the evening" that stand after midnight: of the night that ends the day, or of the one that begins it."""


class Why(StrEnum):
    """Why somebody is asked which moment is meant."""

    PART = "morning or afternoon"
    NIGHT = "the night before the day or after it"
    TWICE = "the clocks go back"
    SKIPPED = "the clocks go forward"
    WEEKDAY = "another weekday than that date's"


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
    """The moments that may be meant, the earliest first; `said` is the wall time that raised the question."""

    readings: tuple[When, ...]
    why: Why
    said: datetime


def read(text: str, now: datetime, zone: str) -> When | Ambiguity:
    """Read a date with its time, said at `now` (aware) in an IANA zone, unless the text names another zone.

    Raises BadArgument, with a sentence for each case: not understood, a zone that does not exist, no time given, no
    such day or hour, a moment that has passed or is over five years away.
    """
    try:
        return _read(text, now, zone)
    except (NotUnderstood, OverflowError):
        if unknown := _unknown_zone(text, now, zone):
            raise BadArgument(
                N_("I do not know the time zone “{zone}”. Write a capital or a name such as Europe/Brussels."),
                zone=unknown[:_SHOWN],
            ) from None
        raise BadArgument(
            N_(
                "I could not read “{text}” as a date and time. Write for example: tomorrow at 18:00, Friday 6 pm,"
                " 3 November 2026 18:00."
            ),
            text=text.strip()[:_SHOWN],
        ) from None


def _read(text: str, now: datetime, zone: str) -> When | Ambiguity:
    if exact := _exact(text):
        return _settled([exact], {}, now, zone)
    if len(text) > _LONGEST:
        raise NotUnderstood
    rest, named = zones.spoken(plain(_BASIC.sub(r"\1-\2-\3 \4:\5", text)))
    zone = named or zone
    found = said(rest)
    if found.ahead is not None and found != Said(ahead=found.ahead):
        raise NotUnderstood
    if found.ahead is not None:
        return _settled([_minute(now) + found.ahead], {}, now, zone)
    return _on_its_day(found, now, zone, text)


def _unknown_zone(text: str, now: datetime, zone: str) -> str:
    """Return what stands where a zone may, if the text can be read without it; empty where that is not so."""
    for match in _ZONE.finditer(text[:_LONGEST]):
        try:
            _read(text[: match.start()] + text[match.end() :], now, zone)
        except (NotUnderstood, OverflowError):
            continue
        except BadArgument:
            pass
        return next(found for found in match.groups() if found)
    return ""


def instants(day: date, clock: time, zone: str) -> tuple[datetime, ...]:
    """Return the moments (UTC) at which the clocks of a zone show a time: none, one, or two where they are set back."""
    local = ((moment, moment.astimezone(ZoneInfo(zone))) for moment in either_side(day, clock, zone))
    return tuple(moment for moment, there in local if (there.date(), there.time()) == (day, clock))


def either_side(day: date, clock: time, zone: str) -> tuple[datetime, ...]:
    """Return the moments (UTC) of a wall time by the clocks before and after a change, the earlier first.

    A time that the clocks skip lies as long before the gap and after it as it is in it (PEP 495).
    """
    shown = (datetime.combine(day, clock.replace(fold=fold), ZoneInfo(zone)) for fold in (0, 1))
    return tuple(sorted({moment.astimezone(UTC) for moment in shown}))


def _exact(text: str) -> datetime | None:
    """Return the moment of a date in ISO 8601 with an offset, None for another text or one that is no such date."""
    written = text.strip().upper()
    try:
        return (
            _minute(datetime.fromisoformat(re.sub(r"\s(?=[Z+-])", "", written))) if _OFFSET.fullmatch(written) else None
        )
    except (ValueError, OverflowError):
        return None


def _minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _on_its_day(found: Said, now: datetime, zone: str, text: str) -> When | Ambiguity:
    here = now.astimezone(ZoneInfo(zone))
    days = list(days_of(found, here.date()))
    if found.hour is None and not found.same:
        raise BadArgument(N_("Please give the time too, for example: {text} 18:00."), text=text.strip()[:_SHOWN])
    if not days:
        raise BadArgument(N_("There is no {date} in the calendar."), date=_written(found))
    moments: list[datetime] = []
    whys: dict[Why, datetime] = {}
    for clock, later in _clocks(found, here.time()):
        day = _first_to_come(days, clock, later, now, zone, found.weekday)
        meant = [day]
        if found.weekday is not None and found.weekday != day.weekday():
            other = near(day, found.weekday)
            passed = datetime.combine(other + later, clock, ZoneInfo(zone)) <= now
            meant.append(other + 7 * _DAY if passed else other)
            whys.setdefault(Why.WEEKDAY, datetime.combine(day, clock))
        for each in meant:
            moments += _moments(each + later, clock, zone, whys)
        if later:
            whys.setdefault(Why.NIGHT, datetime.combine(day, clock))
        whys.setdefault(Why.PART, datetime.combine(day, clock))
    return _settled(moments, whys, now, zone)


def _moments(day: date, clock: time, zone: str, whys: dict[Why, datetime]) -> tuple[datetime, ...]:
    """Return the moments at which the clocks show a time, those beside it where they never do; note what is asked."""
    moments = instants(day, clock, zone)
    if len(moments) != 1:
        whys.setdefault(Why.TWICE if moments else Why.SKIPPED, datetime.combine(day, clock))
    return moments or either_side(day, clock, zone)


def _first_to_come(
    days: Sequence[date], clock: time, later: timedelta, now: datetime, zone: str, weekday: int | None
) -> date:
    day = next((day for day in days if datetime.combine(day + later, clock, ZoneInfo(zone)) > now), days[-1])
    if day.weekday() != weekday == days[0].weekday():
        # A date of a few days ago, with its weekday, is not a wrong weekday of next year.
        return days[0]
    return day


def _settled(moments: Sequence[datetime], whys: dict[Why, datetime], now: datetime, zone: str) -> When | Ambiguity:
    """Return the moment that is meant, or ask; one that the words alone do not name is asked even if it is the only."""
    ahead = sorted({moment for moment in moments if moment > now})
    if not ahead:
        date, clock = _numbers(moments[0].astimezone(ZoneInfo(zone)))
        raise BadArgument(
            N_("{date} at {clock} has already passed. Please give a date to come."), date=date, clock=clock
        )
    if ahead[0] > now + _FARTHEST:
        raise BadArgument(N_("That is more than five years away. Please check the year."))
    readings = tuple(When(moment, zone) for moment in ahead)
    for why in (Why.WEEKDAY, Why.SKIPPED, Why.TWICE, Why.NIGHT, Why.PART):
        if why in whys and (len(readings) > 1 or why in (Why.WEEKDAY, Why.SKIPPED)):
            return Ambiguity(readings, why, whys[why])
    return readings[0]


def _clocks(found: Said, now: time) -> list[tuple[time, timedelta]]:
    """Return the times of day that may be meant, in order, and how much later than its beginning the day is."""
    if found.hour is None:
        return [(time(now.hour, now.minute), timedelta())]
    hour, minute = found.hour, found.minute or 0
    if hour > 23 or minute > 59:
        raise _no_such_hour(hour, minute)
    if (found.part == "evening" and hour in _NIGHT) or (found.part == "midnight" and hour in (0, 12)):
        return [(time(hour % 12, minute), later) for later in (timedelta(), _DAY)]
    either = (hour % 12, hour % 12 + 12) if hour <= 12 else (hour,)
    if found.part:
        hours = [each for each in either if each in _PARTS[found.part]]
    else:
        hours = list(either) if found.bare and 1 <= hour <= 11 else [hour]
    if not hours:
        raise _no_such_hour(hour, minute)
    return [(time(each, minute), timedelta()) for each in hours]


def _no_such_hour(hour: int, minute: int) -> BadArgument:
    return BadArgument(
        N_("I could not read {clock} as a time of day. Please write it from 00:00 to 23:59, for example 18:00."),
        clock=f"{hour:02}:{minute:02}",
    )


def _numbers(local: datetime) -> tuple[str, str]:
    return f"{local.day}/{local.month}/{local.year}", f"{local:%H:%M}"


def _written(found: Said) -> str:
    return "/".join(str(part) for part in (found.day, found.month, found.year) if part is not None)

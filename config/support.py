"""When the support team works: the hours of its week, public holidays, and other days off."""

from __future__ import annotations

import re
from datetime import date, time
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from config.section import Section

_SPAN = re.compile(r"(\d{1,2}:\d\d)\s*[-–]\s*(\d{1,2}:\d\d)")
_EASTER = re.compile(r"easter(?:[+-]\d{1,3})?")
_YEARLY = re.compile(r"\d\d-\d\d")
_LEAP_YEAR = 2028


def _span(written: object) -> object:
    found = _SPAN.fullmatch(written.strip()) if isinstance(written, str) else None
    if found is None:
        raise ValueError('must be written as "09:00-13:00"')
    try:
        opens, closes = (time.fromisoformat(each.rjust(5, "0")) for each in found.groups())
    except ValueError:
        raise ValueError("must hold hours from 00:00 to 23:59") from None
    if opens >= closes:
        raise ValueError("must end later than it begins")
    return opens, closes


def _day(written: object) -> object:
    text = written.isoformat() if isinstance(written, date) else str(written)
    try:
        if not _EASTER.fullmatch(text):
            date.fromisoformat(f"{_LEAP_YEAR}-{text}" if _YEARLY.fullmatch(text) else text)
    except ValueError:
        raise ValueError(
            "must be a date (2026-12-24), a day of each year (12-24), or easter, easter-6, easter+5"
        ) from None
    return text


def _country(code: str) -> str:
    if code not in ("", "GR"):
        # Imported here, because it costs a quarter of a second and Greece needs no look at the list.
        from holidays.utils import list_supported_countries

        if code not in list_supported_countries():
            raise ValueError('must be the code of a country, such as "GR", or empty')
    return code


Span = Annotated[tuple[time, time], BeforeValidator(_span)]
"""From when to when on a day, on the clocks of the community's zone."""
Day = Annotated[str, BeforeValidator(_day)]
"""A date, a day of each year, or days from the Orthodox Easter."""
Country = Annotated[str, AfterValidator(_country)]
"""The code of a country (ISO 3166-1 alpha-2) whose public holidays hold; empty for none."""
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS = {"mon-fri": 5, "mon-sat": 6, "every day": 7}


class DaysOff(Section):
    """Days on which nobody answers beside the public holidays: one, or all from the first to the last."""

    name: str = ""
    first: Day
    last: Day | None = None


class Targets(Section):
    """Within how many working hours requests of a topic are to be answered, and solved; None is not watched."""

    answer: float | None = Field(None, gt=0)
    solution: float | None = Field(None, gt=0)


class SupportSettings(Section):
    """When people answer; times are in the community's zone.

    Who was answered and says no more is asked after `idle_days` working days; `close_days` later the request is closed.
    The week is `days`, `opens` and `closes`, unless `hours` gives the spans of each weekday; days without any are free.
    """

    response_hours: int = Field(3, ge=1)
    days: Literal["mon-fri", "mon-sat", "every day"] = "mon-fri"
    opens: time = Field(time(9, 0), alias="from")
    closes: time = Field(time(17, 0), alias="to")
    hours: dict[Weekday, tuple[Span, ...]] = Field({})
    holidays: Country = "GR"
    off: tuple[DaysOff, ...] = ()
    targets: dict[str, Targets] = Field({})
    idle_days: int = Field(3, ge=1)
    close_days: int = Field(2, ge=1)

    @model_validator(mode="after")
    def _a_week(self) -> SupportSettings:
        if self.opens >= self.closes:
            raise ValueError("the day must end (to) later than it begins (from)")
        if self.hours and not any(self.hours.values()):
            raise ValueError("hours must hold at least one span of one day")
        for spans in self.week:
            if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
                raise ValueError("the spans of a day must not overlap")
        return self

    def targets_of(self, topic: str | None) -> Targets:
        """Return the targets of a topic, or else those of `default`, or else the usual answer time."""
        usual = self.targets.get("default") or Targets(answer=self.response_hours)
        return self.targets.get(topic or "", usual)

    @property
    def week(self) -> tuple[tuple[Span, ...], ...]:
        """The spans of each weekday, Monday first, in their order."""
        if self.hours:
            return tuple(tuple(sorted(self.hours.get(day, ()))) for day in _WEEK)
        worked = _DAYS[self.days]
        return tuple(((self.opens, self.closes),) if number < worked else () for number in range(len(_WEEK)))

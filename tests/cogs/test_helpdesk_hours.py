"""Working time: the Greek calendar, clock changes, and that counting forth and back agrees."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from cogs.helpdesk.hours import Hours, public_holidays
from cogs.helpdesk.promise import response_time
from config.settings import Community
from config.support import SupportSettings
from config.words import translator
from tests.product import ROOT

ATHENS = ZoneInfo("Europe/Athens")
ZONE = "Europe/Athens"
HOUR = timedelta(hours=1)


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment by the clocks of Athens, as UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=ATHENS).astimezone(UTC)


def sample() -> SupportSettings:
    """Return the hours of the sample community."""
    import tomllib

    path: Path = ROOT / "config" / "communities" / "etwinning" / "community.toml"
    return Community.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).support


USUAL = Hours(SupportSettings(), ZONE)
SCHOOL = Hours(sample(), ZONE)


@pytest.mark.parametrize(
    "day",
    [
        (2027, 1, 6),  # Epiphany
        (2027, 3, 15),  # Clean Monday
        (2027, 3, 25),
        (2027, 4, 30),  # Good Friday
        (2027, 5, 3),  # Easter Monday
        (2027, 5, 4),  # 1 May, which is a Saturday that year, moved
        (2027, 6, 21),  # Monday of the Holy Spirit
        (2026, 10, 28),
        (2028, 4, 17),  # Easter Monday
    ],
)
def test_greek_holidays_are_free(day: tuple[int, int, int]) -> None:
    noon = at(*day, 12)
    assert not USUAL.is_open(noon)
    assert USUAL.off(noon) == "holiday"


@pytest.mark.parametrize(
    ("day", "off"),
    [
        ((2026, 12, 24), "break"),
        ((2027, 1, 7), "break"),
        ((2027, 1, 8), ""),
        ((2026, 1, 30), "holiday"),
        ((2027, 4, 26), "break"),  # Monday before the Orthodox Easter of 2 May 2027
        ((2027, 5, 7), "break"),
        ((2027, 5, 10), ""),
        ((2026, 8, 31), "break"),
        ((2026, 9, 1), ""),
    ],
)
def test_school_holidays_come_every_year(day: tuple[int, int, int], off: str) -> None:
    assert SCHOOL.off(at(*day, 12)) == off


def test_another_country_or_none_has_other_holidays() -> None:
    ohi = at(2026, 10, 28, 12)
    assert Hours(SupportSettings(holidays="CY"), ZONE).off(at(2026, 4, 1, 12)) == "holiday"
    assert not USUAL.off(at(2026, 4, 1, 12))
    assert Hours(SupportSettings(holidays=""), ZONE).is_open(ohi)
    assert date(2026, 10, 28) in public_holidays("GR", 2026)


def test_work_goes_on_over_nights_weekends_and_holidays() -> None:
    friday = at(2027, 3, 12, 16)
    assert USUAL.after(friday, 1 * HOUR) == at(2027, 3, 12, 17)
    assert USUAL.after(friday, 2 * HOUR) == at(2027, 3, 16, 10)  # Clean Monday lies between
    assert USUAL.working_between(friday, at(2027, 3, 16, 10)) == 2 * HOUR
    assert USUAL.opening(at(2027, 3, 12, 17)) == at(2027, 3, 16, 9)
    assert USUAL.opening(friday) == friday
    assert USUAL.days_after(friday, 1) == at(2027, 3, 16, 16)
    assert USUAL.days_after(friday, 0) == friday


def test_a_day_may_have_several_spans() -> None:
    hours = Hours(SupportSettings.model_validate({"hours": {"mon": ["17:00-20:00", "09:00-13:00"]}}), ZONE)
    assert hours.opening(at(2027, 1, 11, 14)) == at(2027, 1, 11, 17)
    assert hours.after(at(2027, 1, 11, 12), 2 * HOUR) == at(2027, 1, 11, 18)
    assert hours.opening(at(2027, 1, 11, 20)) == at(2027, 1, 18, 9)
    assert not hours.off(at(2027, 1, 12, 12))


def test_a_night_on_which_the_clocks_change_is_as_long_as_it_is() -> None:
    night = Hours(SupportSettings.model_validate({"hours": {"sun": ["02:00-06:00"]}, "holidays": ""}), ZONE)
    assert night.working_between(at(2027, 3, 28), at(2027, 3, 29)) == 3 * HOUR
    assert night.working_between(at(2027, 10, 31), at(2027, 11, 1)) == 5 * HOUR


def test_a_team_that_never_works_is_waited_for_no_longer_than_three_years() -> None:
    never = Hours(SupportSettings.model_validate({"off": [{"first": "01-01", "last": "12-31"}]}), ZONE)
    start = at(2027, 1, 12)
    assert never.after(start, HOUR) == start + timedelta(days=3 * 366)
    assert never.days_after(start, 2) == start + timedelta(days=3 * 366)
    assert never.working_between(start, at(2028, 1, 12)) == timedelta()


_CLOCKS = st.integers(0, 24 * 12 - 1).map(lambda number: time(number // 12, number % 12 * 5))
_SPANS = st.lists(_CLOCKS, min_size=2, max_size=6, unique=True).map(
    lambda clocks: [
        f"{a:%H:%M}-{b:%H:%M}" for a, b in zip(sorted(clocks)[::2], sorted(clocks)[1::2], strict=False) if a < b
    ]
)
_WEEKS = st.dictionaries(st.sampled_from(["mon", "wed", "fri", "sat", "sun"]), _SPANS, min_size=1)
_ZONES = st.sampled_from([ZONE, "Europe/London", "America/St_Johns", "Australia/Lord_Howe", "UTC"])
_MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
_LENGTHS = st.integers(1, 60 * 60 * 4).map(lambda seconds: timedelta(seconds=seconds))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(_WEEKS, _ZONES, _MOMENTS, _LENGTHS, _LENGTHS)
def test_counting_forth_and_back_agrees(
    week: dict[str, list[str]], zone: str, start: datetime, length: timedelta, more: timedelta
) -> None:
    hours = Hours(SupportSettings.model_validate({"hours": week}), zone)
    end = hours.after(start, length)
    assert hours.working_between(start, end) == length
    assert hours.after(end, more) == hours.after(start, length + more)
    opening = hours.opening(start)
    assert opening >= start
    assert hours.is_open(opening)
    assert hours.working_between(start, opening) == timedelta()
    assert hours.working_between(start, end + more) >= length


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(_WEEKS, _ZONES, _MOMENTS, st.integers(1, 9))
def test_working_days_later_is_in_working_time(
    week: dict[str, list[str]], zone: str, start: datetime, days: int
) -> None:
    hours = Hours(SupportSettings.model_validate({"hours": week}), zone)
    later = hours.days_after(start, days)
    assert hours.is_open(later)
    assert later > start
    assert later <= hours.days_after(start, days + 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"from": "17:00", "to": "09:00"},
        {"hours": {"mon": []}},
        {"hours": {"mon": ["9-5"]}},
        {"hours": {"mon": ["09:00-08:00"]}},
        {"hours": {"mon": ["09:00-25:00"]}},
        {"hours": {"mon": ["09:00-12:00", "11:00-13:00"]}},
        {"hours": {"someday": ["09:00-12:00"]}},
        {"holidays": "Atlantis"},
        {"off": [{"first": "31-12"}]},
        {"off": [{"first": "easter+x"}]},
    ],
)
def test_mistakes_in_the_hours_are_named(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SupportSettings.model_validate(wrong)


@pytest.mark.parametrize(
    ("now", "greek", "english"),
    [
        (
            at(2026, 11, 3, 10),
            "Συνήθως απαντούν μέσα σε 3 ώρες, εργάσιμες ημέρες 9:00–17:00.",
            "They usually answer within 3 hours, Monday to Friday 9:00–17:00 Athens time.",
        ),
        (
            at(2026, 11, 2, 21),
            "Η ομάδα υποστήριξης απαντά ξανά την Τρίτη 3 Νοεμβρίου από τις 9:00.",
            "The support team answers again on Tuesday 3 November from 9:00.",
        ),
        (
            at(2026, 11, 3, 7),
            "Η ομάδα υποστήριξης απαντά ξανά σήμερα από τις 9:00.",
            "The support team answers again today from 9:00.",
        ),
        (
            at(2026, 10, 28, 10),
            "Σήμερα είναι αργία· η ομάδα υποστήριξης απαντά ξανά την Πέμπτη 29 Οκτωβρίου από τις 9:00.",
            "Today is a holiday; the support team answers again on Thursday 29 October from 9:00.",
        ),
        (
            at(2026, 12, 24, 12),
            "Η ομάδα υποστήριξης έχει διακοπές και απαντά ξανά την Παρασκευή 8 Ιανουαρίου από τις 9:00.",
            "The support team is on a break and answers again on Friday 8 January from 9:00.",
        ),
    ],
)
def test_the_asker_is_told_the_truth(now: datetime, greek: str, english: str) -> None:
    support = sample()
    assert response_time(translator("el"), support, SCHOOL, now, ZONE) == greek
    assert response_time(translator("en"), support, SCHOOL, now, ZONE) == english


def test_hours_of_several_kinds_are_not_listed() -> None:
    support = SupportSettings.model_validate({"hours": {"tue": ["09:00-13:00"]}})
    said = response_time(translator("el"), support, Hours(support, ZONE), at(2027, 1, 12, 10), ZONE)
    assert said == "Συνήθως απαντούν μέσα σε 3 ώρες, στις ώρες εργασίας τους."

"""Dates as people type them, in Greek, Greeklish and English."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.errors import BadArgument
from cogs.events import questions, zones
from cogs.events.when import Ambiguity, When, Why, instants, read
from cogs.events.words import meaning, plain
from config.words import translator
from tests.cogs.when_table import ENGLISH, GREEK, GREEKLISH, ISO

ATHENS = "Europe/Athens"
NOW = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
"""Wednesday 21 October 2026, noon in Athens."""

READ = (*GREEK, *GREEKLISH, *ENGLISH, *ISO)


@pytest.mark.parametrize(("text", "wall"), READ)
def test_read(text: str, wall: str) -> None:
    found = read(text, NOW, ATHENS)
    assert isinstance(found, When)
    assert found.wall == wall
    assert found.zone == ATHENS


def test_the_table_is_long_and_half_of_it_greek() -> None:
    greek = {text for text, _ in READ if any("α" <= sign <= "ω" for sign in text.casefold())}
    texts = {text for text, _ in READ}
    assert len(texts) == len(READ) >= 240
    assert len(greek) * 2 >= len(texts)


UNREADABLE = (
    "Δεν κατάλαβα ποια ημερομηνία και ώρα είναι το «{text}». Γράψτε για παράδειγμα: αύριο στις 18:00, Παρασκευή στις"
    " 6 μμ, 3 Νοεμβρίου 2026 18:00."
)
NO_HOUR = "Δεν κατάλαβα την ώρα {clock}. Γράψτε την από 00:00 έως 23:59, για παράδειγμα 18:00."
PASSED = "Η ημερομηνία {date} έχει ήδη περάσει. Δώστε μια μελλοντική."

NO_ZONE = "Δεν γνωρίζω τη ζώνη ώρας «{zone}»."

REFUSED = [
    ("", UNREADABLE.format(text="")),
    ("κάποτε", UNREADABLE.format(text="κάποτε")),
    ("αύριο 18:00 ή 19:00", UNREADABLE.format(text="αύριο 18:00 ή 19:00")),
    ("18:00 19:00 αύριο", UNREADABLE.format(text="18:00 19:00 αύριο")),
    ("18:00-19:30 αύριο", UNREADABLE.format(text="18:00-19:30 αύριο")),
    ("αύριο 27/1 18:00", UNREADABLE.format(text="αύριο 27/1 18:00")),
    ("σε 2 ώρες στις 18:00", UNREADABLE.format(text="σε 2 ώρες στις 18:00")),
    ("😀 18:00", UNREADABLE.format(text="😀 18:00")),
    ("2027-13-45T18:00Z", UNREADABLE.format(text="2027-13-45T18:00Z")),
    ("123456 18:00", UNREADABLE.format(text="123456 18:00")),
    ("αύριο", "Δώστε και την ώρα, για παράδειγμα: αύριο 18:00."),
    ("3 Νοεμβρίου", "Δώστε και την ώρα, για παράδειγμα: 3 Νοεμβρίου 18:00."),
    ("αύριο 25:61", NO_HOUR.format(clock="25:61")),
    ("αύριο 24:00", NO_HOUR.format(clock="24:00")),
    ("αύριο 18:00 πμ", NO_HOUR.format(clock="18:00")),
    ("31 Φεβρουαρίου 18:00", "Η ημερομηνία 31/2 δεν υπάρχει στο ημερολόγιο. Δώστε άλλη."),
    ("31/2/2027 18:00", "Η ημερομηνία 31/2/2027 δεν υπάρχει στο ημερολόγιο. Δώστε άλλη."),
    ("13/13 18:00", "Η ημερομηνία 13/13 δεν υπάρχει στο ημερολόγιο. Δώστε άλλη."),
    ("σήμερα 9:00", PASSED.format(date="21/10/2026 στις 09:00")),
    ("χθες 18:00", PASSED.format(date="20/10/2026 στις 18:00")),
    ("20/10/2026 18:00", PASSED.format(date="20/10/2026 στις 18:00")),
    ("Τρίτη 20 Οκτωβρίου 18:00", PASSED.format(date="20/10/2026 στις 18:00")),
    ("2026-10-21T08:59Z", PASSED.format(date="21/10/2026 στις 11:59")),
    ("1/1/2206 18:00", "Η ημερομηνία απέχει περισσότερο από πέντε χρόνια. Ελέγξτε το έτος."),
    ("9999-12-31 23:59", "Η ημερομηνία απέχει περισσότερο από πέντε χρόνια. Ελέγξτε το έτος."),
    ("30/2/2027 18:00", "Η ημερομηνία 30/2/2027 δεν υπάρχει στο ημερολόγιο. Δώστε άλλη."),
    ("29 February 2027 18:00", "Η ημερομηνία 29/2/2027 δεν υπάρχει στο ημερολόγιο. Δώστε άλλη."),
    ("20271315T1800", "Η ημερομηνία 15/13/2027 δεν υπάρχει στο ημερολόγιο. Δώστε άλλη."),
    ("45η του μηνός 18:00", "Η ημερομηνία 45 δεν υπάρχει στο ημερολόγιο. Δώστε άλλη."),
    ("this morning at 10", PASSED.format(date="21/10/2026 στις 10:00")),
    ("2026-10-21T11:59", PASSED.format(date="21/10/2026 στις 11:59")),
    ("σε 0 λεπτά", PASSED.format(date="21/10/2026 στις 12:00")),
    *(
        (text, UNREADABLE.format(text=text))
        for text in (
            "αύριο μεθαύριο 18:00",
            "15/1/2027 16/1/2027 18:00",
            "last Friday 18:00",
            "την περασμένη Τρίτη 18:00",
            "2 hours ago",
            "του χρόνου",
            "next week 18:00",
            "Ιανουάριο 18:00",
            "in 1.5 months",
            "9999999999",
            "in 9999 months" + " later" * 3,
            "αύριο 18:00 5",
            "Α",
            "a",
            "αύριο an",
            "αύριο στις 6 και 75",
        )
    ),
]


@pytest.mark.parametrize(("text", "says"), REFUSED)
def test_refused(text: str, says: str) -> None:
    with pytest.raises(BadArgument) as refusal:
        read(text, NOW, ATHENS)
    assert translator("el")(refusal.value.message, **refusal.value.values) == says


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("αύριο 18:00 Mars/City", "Mars/City"),
        ("αύριο 18:00 ώρα Άρη", "Άρη"),
        ("avrio 18:00 ora Ari", "Ari"),
        ("tomorrow 6pm Martian time", "Martian"),
        ("tomorrow 18:00 Europe/Atlantis", "Europe/Atlantis"),
    ],
)
def test_a_zone_that_does_not_exist_is_named(text: str, zone: str) -> None:
    with pytest.raises(BadArgument) as refusal:
        read(text, NOW, ATHENS)
    said = translator("el")(refusal.value.message, **refusal.value.values)
    assert said.startswith(NO_ZONE.format(zone=zone))


ASKED = [
    ("25/10 03:30", Why.TWICE, ["2026-10-25T00:30Z", "2026-10-25T01:30Z"]),
    ("Κυριακή 25 Οκτωβρίου 3:30", Why.TWICE, ["2026-10-25T00:30Z", "2026-10-25T01:30Z"]),
    ("25 October 2026 at 3:30 am", Why.TWICE, ["2026-10-25T00:30Z", "2026-10-25T01:30Z"]),
    ("2026-10-25 03:30", Why.TWICE, ["2026-10-25T00:30Z", "2026-10-25T01:30Z"]),
    ("28/3/2027 03:30", Why.SKIPPED, ["2027-03-28T00:30Z", "2027-03-28T01:30Z"]),
    ("2027-03-28T03:30", Why.SKIPPED, ["2027-03-28T00:30Z", "2027-03-28T01:30Z"]),
    ("28 March 2027 03:30", Why.SKIPPED, ["2027-03-28T00:30Z", "2027-03-28T01:30Z"]),
    ("Πέμπτη 13 Ιανουαρίου 18:00", Why.WEEKDAY, ["2027-01-13T16:00Z", "2027-01-14T16:00Z"]),
    ("Monday 15 January 2027 18:00", Why.WEEKDAY, ["2027-01-15T16:00Z", "2027-01-18T16:00Z"]),
    ("αύριο Παρασκευή 18:00", Why.WEEKDAY, ["2026-10-22T15:00Z", "2026-10-23T15:00Z"]),
    ("Πέμπτη 20/10/2026 18:00", Why.WEEKDAY, ["2026-10-22T15:00Z"]),
    ("Τρίτη 21/10/2026 18:00", Why.WEEKDAY, ["2026-10-21T15:00Z", "2026-10-27T16:00Z"]),
    ("αύριο στις 6", Why.PART, ["2026-10-22T03:00Z", "2026-10-22T15:00Z"]),
    ("tomorrow at 10", Why.PART, ["2026-10-22T07:00Z", "2026-10-22T19:00Z"]),
    ("αύριο 6 και μισή", Why.PART, ["2026-10-22T03:30Z", "2026-10-22T15:30Z"]),
    ("half past six", Why.PART, ["2026-10-21T15:30Z", "2026-10-22T03:30Z"]),
    ("στις 6", Why.PART, ["2026-10-21T15:00Z", "2026-10-22T03:00Z"]),
    ("αύριο μεσάνυχτα", Why.NIGHT, ["2026-10-21T21:00Z", "2026-10-22T21:00Z"]),
    ("αύριο 12 το βράδυ", Why.NIGHT, ["2026-10-21T21:00Z", "2026-10-22T21:00Z"]),
    ("αύριο στις 2 τη νύχτα", Why.NIGHT, ["2026-10-21T23:00Z", "2026-10-22T23:00Z"]),
]


@pytest.mark.parametrize(("text", "why", "readings"), ASKED)
def test_asked(text: str, why: Why, readings: list[str]) -> None:
    found = read(text, NOW, ATHENS)
    assert isinstance(found, Ambiguity)
    assert found.why is why
    assert [each.at for each in found.readings] == [datetime.fromisoformat(each) for each in readings]


@pytest.mark.parametrize(
    ("text", "says", "names"),
    [
        (
            "25/10 03:30",
            "Την Κυριακή 25 Οκτωβρίου η ώρα 03:30 υπάρχει δύο φορές",
            ("πριν την αλλαγή", "μετά την αλλαγή"),
        ),
        (
            "28/3/2027 03:30",
            "Την Κυριακή 28 Μαρτίου η ώρα 03:30 δεν υπάρχει, επειδή τα ρολόγια πηγαίνουν μπροστά.",
            ("Κυριακή 28 Μαρτίου 2027, 02:30", "Κυριακή 28 Μαρτίου 2027, 04:30"),
        ),
        (
            "Πέμπτη 13 Ιανουαρίου 18:00",
            "Η ημερομηνία 13/1/2027 είναι Τετάρτη. Ποια ημέρα εννοείτε;",
            ("Τετάρτη 13 Ιανουαρίου 2027, 18:00", "Πέμπτη 14 Ιανουαρίου 2027, 18:00"),
        ),
    ],
)
def test_the_question_and_its_answers(text: str, says: str, names: tuple[str, ...]) -> None:
    found = read(text, NOW, ATHENS)
    assert isinstance(found, Ambiguity)
    assert questions.question(translator("el"), found).startswith(says)
    assert questions.labels(translator("el"), found) == names


ABROAD = [
    ("αύριο 18:00 ώρα Βρυξελλών", "2026-10-22T16:00Z", "Europe/Brussels"),
    ("αύριο 18:00 (ώρα Κύπρου)", "2026-10-22T15:00Z", "Asia/Nicosia"),
    ("αύριο στις 6 μμ ώρα Ελλάδας", "2026-10-22T15:00Z", ATHENS),
    ("αύριο 18:00 (ώρα ζώνης Europe/Brussels)", "2026-10-22T16:00Z", "Europe/Brussels"),
    ("avrio 18:00 ora vrixellon", "2026-10-22T16:00Z", "Europe/Brussels"),
    ("tomorrow 18:00 CET", "2026-10-22T16:00Z", "Europe/Brussels"),
    ("18:00 central european time", "2026-10-21T16:00Z", "Europe/Brussels"),
    ("tomorrow 6 pm London time", "2026-10-22T17:00Z", "Europe/London"),
    ("tomorrow at 18:00 GMT", "2026-10-22T18:00Z", "UTC"),
    ("tomorrow 18:00 UTC+2", "2026-10-22T16:00Z", "Etc/GMT-2"),
    ("tomorrow 6 pm Europe/Berlin", "2026-10-22T16:00Z", "Europe/Berlin"),
    ("Friday 23 October 2026, 18:00 (Athens time)", "2026-10-23T15:00Z", ATHENS),
]


@pytest.mark.parametrize(("text", "at", "zone"), ABROAD)
def test_a_zone_in_the_text_counts(text: str, at: str, zone: str) -> None:
    assert read(text, NOW, "Europe/Brussels") == When(datetime.fromisoformat(at), zone)


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Αθήνα", ATHENS),
        ("brussels", "Europe/Brussels"),
        ("europe/paris", "Europe/Paris"),
        ("utc", "UTC"),
        ("Άρης", None),
    ],
)
def test_a_zone_by_its_name(written: str, zone: str | None) -> None:
    assert zones.known(written) == zone


@pytest.mark.parametrize(
    ("day", "clock", "zone", "found"),
    [
        (date(2026, 10, 25), time(3, 30), ATHENS, ["2026-10-25T00:30Z", "2026-10-25T01:30Z"]),
        (date(2026, 10, 25), time(4, 0), ATHENS, ["2026-10-25T02:00Z"]),
        (date(2026, 10, 25), time(2, 59), ATHENS, ["2026-10-24T23:59Z"]),
        (date(2027, 3, 28), time(3, 0), ATHENS, []),
        (date(2027, 3, 28), time(4, 0), ATHENS, ["2027-03-28T01:00Z"]),
        (date(2027, 3, 28), time(2, 30), "Europe/Brussels", []),
    ],
)
def test_moments_around_the_change_of_the_clocks(day: date, clock: time, zone: str, found: list[str]) -> None:
    assert list(instants(day, clock, zone)) == [datetime.fromisoformat(each) for each in found]


def test_the_zone_is_the_askers() -> None:
    assert read("αύριο 18:00", NOW, "Europe/Brussels") == When(
        datetime(2026, 10, 22, 16, 0, tzinfo=UTC), "Europe/Brussels"
    )


@given(
    st.integers(1, 4 * 366 * 24 * 60),
    st.sampled_from(["el", "en"]),
)
def test_what_the_bot_writes_it_reads_back(minutes: int, language: str) -> None:
    moment = NOW + timedelta(minutes=minutes)
    found = read(translator(language).moment(moment, ATHENS), NOW, ATHENS)
    readings = found.readings if isinstance(found, Ambiguity) else (found,)
    assert moment in [each.at for each in readings]
    assert len(readings) == 1 or (isinstance(found, Ambiguity) and found.why is Why.TWICE)


WORDS = st.sampled_from(
    sorted({word for text, _ in READ for word in text.split()} | {"CET", "25:61", "31/2", "0", "99"})
)


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([text for text, _ in READ]), max_size=3).map(" ".join)
    | st.lists(WORDS, max_size=9).map(" ".join),
    st.integers(-30 * 365 * 24 * 60, 150 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    st.sampled_from([ATHENS, "Europe/Brussels", "America/St_Johns", "Pacific/Apia"]),
)
@settings(max_examples=400)
def test_any_text_has_one_of_the_three_outcomes(text: str, now: datetime, zone: str) -> None:
    try:
        found = read(text, now, zone)
    except BadArgument:
        return
    readings = found.readings if isinstance(found, Ambiguity) else (found,)
    assert all(each.at > now for each in readings)
    assert list(readings) == sorted(readings, key=lambda each: each.at)
    if isinstance(found, Ambiguity):
        assert questions.question(translator("el"), found)
        assert len(set(questions.answered(translator("el"), found))) == len(found.readings)


@pytest.mark.parametrize("now", [datetime(9999, 12, 31, 23, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC)])
@pytest.mark.parametrize("text", ["tomorrow 18:00", "9999-12-31T23:30Z", "σε 2 ώρες", "in 3 months", "15/1 18:00"])
def test_at_the_ends_of_the_calendar_it_is_refused_or_read(text: str, now: datetime) -> None:
    try:
        found = read(text, now, ATHENS)
    except BadArgument:
        return
    assert isinstance(found, When)
    assert found.at > now


def test_a_very_long_text_is_refused_at_once() -> None:
    with pytest.raises(BadArgument):
        read("αύριο " * 50_000 + "18:00", NOW, ATHENS)


@pytest.mark.parametrize(
    "spellings",
    [
        "αύριο ΑΎΡΙΟ avrio ayrio aurio afrio AVRIO",
        "Παρασκευή ΠΑΡΑΣΚΕΥΗ paraskevi paraskeyi paraskeuh paraskeui",
        "Κυριακή kyriaki kiriaki kuriakh kyriakh",
        "πρωί proi prwi",
        "Οκτωβρίου oktovriou oktwbriou oktobriou oktwvrioy",
    ],
)
def test_spellings_of_one_word_mean_the_same(spellings: str) -> None:
    assert len({meaning(plain(word)) for word in spellings.split()}) == 1
    assert meaning(plain(spellings.split()[0])) is not None

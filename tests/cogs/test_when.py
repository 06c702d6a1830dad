"""Dates as people type them, in Greek, Greeklish and English."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import BadArgument
from cogs.events.when import Ambiguity, When, instants, read
from cogs.events.words import meaning, plain
from config.words import translator

ATHENS = "Europe/Athens"
NOW = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
"""Wednesday 21 October 2026, noon in Athens."""

READ = [
    # Greek
    ("αύριο στις 18:00", "2026-10-22T18:00"),
    ("ΑΥΡΙΟ ΣΤΙΣ 18:00", "2026-10-22T18:00"),
    ("αυριο 18:00", "2026-10-22T18:00"),
    ("Αύριο, στις 18.00.", "2026-10-22T18:00"),
    ("αύριο το πρωί στις 10", "2026-10-22T10:00"),
    ("αύριο 9 το βράδυ", "2026-10-22T21:00"),
    ("αύριο στη 1 το μεσημέρι", "2026-10-22T13:00"),
    ("αύριο το μεσημέρι", "2026-10-22T12:00"),
    ("αύριο στις έξι και μισή το απόγευμα", "2026-10-22T18:30"),
    ("αύριο 6 παρά τέταρτο μ.μ.", "2026-10-22T17:45"),
    ("αύριο στις 7 και 20 μμ", "2026-10-22T19:20"),
    ("αύριο Πέμπτη 18:00", "2026-10-22T18:00"),
    ("μεθαύριο 10:00", "2026-10-23T10:00"),
    ("σήμερα 19.30", "2026-10-21T19:30"),
    ("σήμερα στις 7 μμ", "2026-10-21T19:00"),
    ("σήμερα στις 7", "2026-10-21T19:00"),
    ("απόψε στις 9", "2026-10-21T21:00"),
    ("απόψε το βράδυ στις 9:30", "2026-10-21T21:30"),
    ("στις 18:00", "2026-10-21T18:00"),
    ("στις 10:00", "2026-10-22T10:00"),
    ("στις 18", "2026-10-21T18:00"),
    ("την Παρασκευή στις 6 μμ", "2026-10-23T18:00"),
    ("τὴν Παρασκευὴ στὶς 6 μμ", "2026-10-23T18:00"),
    ("Παρασκευή 18:00", "2026-10-23T18:00"),
    ("Τετάρτη 18:00", "2026-10-21T18:00"),
    ("Τετάρτη 10:00", "2026-10-28T10:00"),
    ("το Σάββατο στις 11 π.μ.", "2026-10-24T11:00"),
    ("την επόμενη Τετάρτη στις 18:00", "2026-10-28T18:00"),
    ("την ερχόμενη Δευτέρα 18:00", "2026-10-26T18:00"),
    ("3 Νοεμβρίου 2026 18:00", "2026-11-03T18:00"),
    ("3 Νοέμβρη στις 18:00", "2026-11-03T18:00"),
    ("1η Δεκεμβρίου 18:00", "2026-12-01T18:00"),
    ("στις 15 Μαΐου στις 18:00", "2027-05-15T18:00"),
    ("15 ΜΑΪΟΥ 18:00", "2027-05-15T18:00"),
    ("20 Οκτωβρίου 18:00", "2027-10-20T18:00"),
    ("Τετάρτη 13 Ιανουαρίου 18:00", "2027-01-13T18:00"),
    ("Παρασκευή 23 Οκτωβρίου 2026, 18:00 (ώρα Ελλάδας)", "2026-10-23T18:00"),
    ("29 Φεβρουαρίου 18:00", "2028-02-29T18:00"),
    ("27.1.2027 στις 6 το απόγευμα", "2027-01-27T18:00"),
    ("27/1 18:00", "2027-01-27T18:00"),
    ("27/01/27 18:00", "2027-01-27T18:00"),
    ("27-1-2027, 18:00", "2027-01-27T18:00"),
    ("27.1 στις 18.30", "2027-01-27T18:30"),
    ("18.30 στις 27/1", "2027-01-27T18:30"),
    ("27.1 6 μμ", "2027-01-27T18:00"),
    ("27/1 στις 18 η ώρα", "2027-01-27T18:00"),
    ("σε 2 ώρες", "2026-10-21T14:00"),
    ("σε δύο ώρες", "2026-10-21T14:00"),
    ("σε μία ώρα και 30 λεπτά", "2026-10-21T13:30"),
    ("σε μισή ώρα", "2026-10-21T12:30"),
    ("σε μιάμιση ώρα", "2026-10-21T13:30"),
    ("σε 45 λεπτά", "2026-10-21T12:45"),
    ("σε 3 ημέρες στις 18:00", "2026-10-24T18:00"),
    ("σε μια βδομάδα 18:00", "2026-10-28T18:00"),
    # Greeklish
    ("ayrio stis 18:00", "2026-10-22T18:00"),
    ("avrio stis 18:00", "2026-10-22T18:00"),
    ("aurio 18:00", "2026-10-22T18:00"),
    ("me8avrio 10:00", "2026-10-23T10:00"),
    ("methayrio to prwi stis 10", "2026-10-23T10:00"),
    ("tin paraskevi stis 6 mm", "2026-10-23T18:00"),
    ("thn paraskeyh stis 6 mm", "2026-10-23T18:00"),
    ("to sabbato stis 11 to proi", "2026-10-24T11:00"),
    ("kyriakh 7 to apogeuma", "2026-10-25T19:00"),
    ("3 noembriou 18:00", "2026-11-03T18:00"),
    ("3 noemvrioy 2026 18:00", "2026-11-03T18:00"),
    ("shmera 19:30", "2026-10-21T19:30"),
    ("se 2 wres", "2026-10-21T14:00"),
    ("Deytera 26 oktwbriou 18:00", "2026-10-26T18:00"),
    # English
    ("tomorrow at 18:00", "2026-10-22T18:00"),
    ("Tomorrow at 6 pm", "2026-10-22T18:00"),
    ("tomorrow at 6 in the evening", "2026-10-22T18:00"),
    ("tomorrow noon", "2026-10-22T12:00"),
    ("the day after tomorrow 10 a.m.", "2026-10-23T10:00"),
    ("tonight at 9", "2026-10-21T21:00"),
    ("next Tuesday 6pm", "2026-10-27T18:00"),
    ("next Wednesday 18:00", "2026-10-28T18:00"),
    ("Friday 12pm", "2026-10-23T12:00"),
    ("Friday 12:30 am", "2026-10-23T00:30"),
    ("November 3rd, 2026 at 18:00", "2026-11-03T18:00"),
    ("3rd of November 6:30 p.m.", "2026-11-03T18:30"),
    ("Wed 13 Jan 18:00", "2027-01-13T18:00"),
    ("in 2 hours", "2026-10-21T14:00"),
    ("in half an hour", "2026-10-21T12:30"),
    ("in two weeks at 18:00", "2026-11-04T18:00"),
    ("Friday 23 October 2026, 18:00 (Athens time)", "2026-10-23T18:00"),
    # ISO 8601
    ("2027-01-27 18:00", "2027-01-27T18:00"),
    ("2027-01-27T18:00", "2027-01-27T18:00"),
    ("2027-01-27T18:00:00", "2027-01-27T18:00"),
    ("2027-01-27T18:00Z", "2027-01-27T20:00"),
    ("2027-01-27T18:00+01:00", "2027-01-27T19:00"),
    ("2026-10-25T03:30+03:00", "2026-10-25T03:30"),
]


@pytest.mark.parametrize(("text", "wall"), READ)
def test_read(text: str, wall: str) -> None:
    found = read(text, NOW, ATHENS)
    assert isinstance(found, When)
    assert found.wall == wall
    assert found.zone == ATHENS


def test_the_table_is_long_and_half_of_it_greek() -> None:
    greek = [text for text, _ in READ if any("α" <= sign <= "ω" for sign in text.casefold())]
    assert len(READ) >= 60
    assert len(greek) * 2 >= len(READ)


UNREADABLE = (
    "Δεν κατάλαβα ποια ημερομηνία και ώρα είναι το «{text}». Γράψτε για παράδειγμα: αύριο στις 18:00, Παρασκευή στις"
    " 6 μμ, 3 Νοεμβρίου 2026 18:00."
)
NO_HOUR = (
    "Δεν κατάλαβα την ώρα {clock}. Γράψτε την από 00:00 έως 23:59, για παράδειγμα 18:00· τα μεσάνυχτα είναι το 00:00"
    " της ημέρας που αρχίζει."
)
PASSED = "Η ημερομηνία {date} έχει ήδη περάσει. Δώστε μια μελλοντική."

REFUSED = [
    ("", UNREADABLE.format(text="")),
    ("κάποτε", UNREADABLE.format(text="κάποτε")),
    ("αύριο 18:00 ή 19:00", UNREADABLE.format(text="αύριο 18:00 ή 19:00")),
    ("18:00 19:00 αύριο", UNREADABLE.format(text="18:00 19:00 αύριο")),
    ("18:00-19:30 αύριο", UNREADABLE.format(text="18:00-19:30 αύριο")),
    ("την άλλη Παρασκευή 18:00", UNREADABLE.format(text="την άλλη Παρασκευή 18:00")),
    ("αύριο 27/1 18:00", UNREADABLE.format(text="αύριο 27/1 18:00")),
    ("σε 2 ώρες στις 18:00", UNREADABLE.format(text="σε 2 ώρες στις 18:00")),
    ("😀 18:00", UNREADABLE.format(text="😀 18:00")),
    ("2027-13-45T18:00Z", UNREADABLE.format(text="2027-13-45T18:00Z")),
    ("123456 18:00", UNREADABLE.format(text="123456 18:00")),
    ("αύριο", "Δώστε και την ώρα, για παράδειγμα: αύριο 18:00."),
    ("3 Νοεμβρίου", "Δώστε και την ώρα, για παράδειγμα: 3 Νοεμβρίου 18:00."),
    ("αύριο 25:61", NO_HOUR.format(clock="25:61")),
    ("αύριο 24:00", NO_HOUR.format(clock="24:00")),
    ("αύριο 12 το βράδυ", NO_HOUR.format(clock="12:00")),
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
    (
        "Πέμπτη 13 Ιανουαρίου 18:00",
        "Η ημερομηνία 13/1/2027 είναι Τετάρτη. Γράψτε την ξανά με τη σωστή ημέρα, ή χωρίς ημέρα.",
    ),
    (
        "αύριο Παρασκευή 18:00",
        "Η ημερομηνία 22/10/2026 είναι Πέμπτη. Γράψτε την ξανά με τη σωστή ημέρα, ή χωρίς ημέρα.",
    ),
    (
        "28/3/2027 03:30",
        "Στις 28/3/2027 η ώρα 03:30 δεν υπάρχει, επειδή τα ρολόγια πηγαίνουν μπροστά. Δώστε άλλη ώρα.",
    ),
]


@pytest.mark.parametrize(("text", "says"), REFUSED)
def test_refused(text: str, says: str) -> None:
    with pytest.raises(BadArgument) as refusal:
        read(text, NOW, ATHENS)
    assert translator("el")(refusal.value.message, **refusal.value.values) == says


@pytest.mark.parametrize(
    ("text", "walls", "twice"),
    [
        ("25/10 03:30", ["2026-10-25T03:30", "2026-10-25T03:30"], True),
        ("αύριο στις 6", ["2026-10-22T06:00", "2026-10-22T18:00"], False),
        ("tomorrow at 10", ["2026-10-22T10:00", "2026-10-22T22:00"], False),
        ("αύριο 6 και μισή", ["2026-10-22T06:30", "2026-10-22T18:30"], False),
        ("στις 6", ["2026-10-21T18:00", "2026-10-22T06:00"], False),
    ],
)
def test_asked(text: str, walls: list[str], twice: bool) -> None:
    found = read(text, NOW, ATHENS)
    assert isinstance(found, Ambiguity)
    assert [each.wall for each in found.readings] == walls
    assert found.twice is twice
    assert len({each.at for each in found.readings}) == 2


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
    with pytest.raises(BadArgument):
        read("αύριο 18:00 ώρα Ελλάδας", NOW, "Europe/Brussels")


@given(
    st.integers(1, 4 * 366 * 24 * 60),
    st.sampled_from(["el", "en"]),
)
def test_what_the_bot_writes_it_reads_back(minutes: int, language: str) -> None:
    moment = NOW + timedelta(minutes=minutes)
    found = read(translator(language).moment(moment, ATHENS), NOW, ATHENS)
    readings = found.readings if isinstance(found, Ambiguity) else (found,)
    assert moment in [each.at for each in readings]
    assert len(readings) == 1 or found.twice  # type: ignore[union-attr]


@given(st.text(max_size=60) | st.lists(st.sampled_from([text for text, _ in READ]), max_size=3).map(" ".join))
def test_any_text_has_one_of_the_three_outcomes(text: str) -> None:
    try:
        found = read(text, NOW, ATHENS)
    except BadArgument:
        return
    readings = found.readings if isinstance(found, Ambiguity) else (found,)
    assert all(each.at > NOW for each in readings)


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

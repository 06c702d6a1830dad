"""Several events at once: repeated, listed, from a template, copied; and the course with its deadlines."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import BadArgument
from cogs.events import Course, Events, Series
from cogs.events.recurrence import MOST, repeated
from config.content import CourseWeek, SeriesEntry, read_course, read_series
from config.settings import EventsSettings
from storage import events, reminders
from storage.database import Database
from tests.cogs.asking import ROOMS, Facilitator, words

NOW = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
"""A Wednesday, noon in Athens; the clocks are set back on Sunday."""
COMMUNITY = Path(__file__).parents[2] / "config" / "communities" / "etwinning"
TEMPLATE = SeriesEntry(id="trio", title="Τρία εργαστήρια", titles=("Πρώτο", "Δεύτερο", "Τρίτο"), rooms=("ekdiloseis",))


@pytest.fixture
def greek(database: Database) -> Facilitator:
    return Facilitator(database, Series(ROOMS, EventsSettings(), (TEMPLATE,)))


async def walls(database: Database) -> list[tuple[str, str, str]]:
    async with database.reading() as tx:
        rows = await tx.all("SELECT title, wall, state FROM events ORDER BY id")
    return [tuple(row) for row in rows]


async def test_a_weekly_series_keeps_its_hour_over_the_change_of_the_clocks(greek: Facilitator) -> None:
    said = await greek.says('series add "Συνάντηση" "Παρασκευή 18:00" 3', NOW)
    assert said == (
        "Κατάλαβα 3 ημερομηνίες:\n"
        "• Παρασκευή 23 Οκτωβρίου 2026, 18:00 (ώρα Ελλάδας), σε 2 ημέρες: «Συνάντηση»\n"
        "• Παρασκευή 30 Οκτωβρίου 2026, 18:00 (ώρα Ελλάδας), σε 9 ημέρες: «Συνάντηση»\n"
        "• Παρασκευή 6 Νοεμβρίου 2026, 18:00 (ώρα Ελλάδας), σε 16 ημέρες: «Συνάντηση»\n"
        "Σωστά;\n[✅ Ναι]\n[❌ Όχι]"
    )
    assert (await greek.chooses(1, NOW)).startswith("✅ Προγραμματίστηκαν 3 εκδηλώσεις:\n#1 Παρασκευή 23")
    async with greek.database.reading() as tx:
        planned = await events.upcoming(tx, NOW)
        assert [len(await reminders.of_event(tx, event.id)) for event in planned] == [4, 4, 4]
    assert [event.wall[-5:] for event in planned] == ["18:00"] * 3
    assert [event.starts.hour for event in planned] == [15, 16, 16]
    assert {event.series for event in planned} == {1}


async def test_listed_dates_stand_in_their_order_and_each_once(greek: Facilitator) -> None:
    await greek.says('series add "Σ" "30/10 18:00; Παρασκευή 6 μμ; 30/10 18:00"', NOW)
    await greek.chooses(1, NOW)
    assert [wall for _, wall, _ in await walls(greek.database)] == ["2026-10-23T18:00", "2026-10-30T18:00"]


async def test_dates_that_are_not_right_are_dropped(greek: Facilitator) -> None:
    await greek.says('series add "Σ" "Παρασκευή 18:00" 2', NOW)
    said = await greek.chooses(2, NOW)
    assert said == "Οι εκδηλώσεις δεν αποθηκεύτηκαν. Δώστε τις ξανά με τις σωστές ημερομηνίες."
    assert {state for *_, state in await walls(greek.database)} == {"discarded"}
    greek.choices = ("series confirm 1",)
    await greek.chooses(1, NOW)
    assert {state for *_, state in await walls(greek.database)} == {"discarded"}


async def test_choosing_yes_twice_plans_once(greek: Facilitator) -> None:
    await greek.says('series add "Σ" "Παρασκευή 18:00" 2', NOW)
    first = await greek.chooses(1, NOW)
    assert await greek.says("series confirm 1", NOW) == first
    async with greek.database.reading() as tx:
        assert len(await reminders.of_event(tx, 1)) == 4


async def test_a_series_whose_first_date_has_passed_meanwhile_is_not_planned(greek: Facilitator) -> None:
    await greek.says('series add "Σ" "Παρασκευή 18:00" 2', NOW)
    assert "έχει ήδη περάσει" in await greek.chooses(1, NOW + timedelta(days=4))
    assert {state for *_, state in await walls(greek.database)} == {"draft"}


async def test_a_template_plans_an_event_for_each_title(greek: Facilitator) -> None:
    await greek.says('series template trio "3/11 18:00" link=https://example.org/x', NOW)
    await greek.chooses(1, NOW)
    assert await walls(greek.database) == [
        ("Πρώτο", "2026-11-03T18:00", "planned"),
        ("Δεύτερο", "2026-11-10T18:00", "planned"),
        ("Τρίτο", "2026-11-17T18:00", "planned"),
    ]
    async with greek.database.reading() as tx:
        event = await events.get(tx, 2)
        leads = {each.lead for each in await reminders.of_event(tx, 2)}
    assert event is not None
    assert (event.kind, event.length, event.rooms) == ("workshop", timedelta(hours=2), ("ekdiloseis",))
    assert leads == {timedelta(), *EventsSettings().workshop}


async def test_a_series_is_cancelled_from_now_on(greek: Facilitator) -> None:
    await greek.says('series add "Σ" "Παρασκευή 18:00" 3', NOW)
    await greek.chooses(1, NOW)
    after = NOW + timedelta(days=3)
    said = await greek.says("series cancel 3 Ασθένεια", after)
    assert said.startswith("✅ Ακυρώθηκαν 2 εκδηλώσεις:\n#2 ")
    assert [state for *_, state in await walls(greek.database)] == ["planned", "cancelled", "cancelled"]
    assert await greek.says("series cancel 3", after) == "Η εκδήλωση #3 δεν ανήκει σε σειρά με επόμενες εκδηλώσεις."


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            'series add "Σ" "Παρασκευή 18:00" FREQ=SECONDLY;COUNT=1000000000',
            "Δεν μπορώ να επαναλάβω μια εκδήλωση με το",
        ),
        ('series add "Σ" "Παρασκευή 18:00" 1000000', "Μια σειρά μπορεί να έχει έως 60 ημερομηνίες"),
        ('series add "Σ" "Παρασκευή 18:00" FREQ=DAILY', "Μια σειρά χρειάζεται τέλος"),
        ('series add "Σ" "Παρασκευή 18:00" RRULE:FREQ=DAILY;COUNT=999999999', "Μια σειρά μπορεί να έχει έως 60"),
        ('series add "Σ" "Παρασκευή 18:00" FREQ=DAILY;UNTIL=99991231', "Μια σειρά μπορεί να έχει έως 60"),
        ('series add "Σ" "Παρασκευή 18:00" FREQ=DAILY;INTERVAL=0;COUNT=2', "Δεν μπορώ να επαναλάβω"),
        ('series add "Σ" "Παρασκευή 18:00" 0', "Δεν μπορώ να επαναλάβω"),
        (f'series add "Σ" "{"; ".join(["Παρασκευή 18:00"] * 61)}"', "Μια σειρά μπορεί να έχει έως 60"),
        ('series add "Σ" "Παρασκευή στις 6" 2', "Το «Παρασκευή στις 6» δεν είναι σαφές: Πρωί ή απόγευμα;"),
        ('series add "Σ" "18/10/2026 03:30" 2', "Η ημερομηνία 18/10/2026 στις 03:30 έχει ήδη περάσει."),
        ('series add "Σ" "Σάββατο 03:30" FREQ=DAILY;COUNT=2', "Στις 25/10/2026 αλλάζει η ώρα, και η ώρα 03:30"),
        ("series template quartet 3/11", "Δεν υπάρχει πρότυπο με όνομα quartet. Υπάρχουν τα εξής: trio."),
        ('series template trio "3/11 18:00; 4/11 18:00"', "Αυτό το πρότυπο έχει 3 εκδηλώσεις"),
    ],
)
async def test_what_is_wrong_is_one_sentence_and_nothing_is_kept(greek: Facilitator, line: str, says: str) -> None:
    assert (await greek.says(line, NOW)).startswith(says)
    assert await walls(greek.database) == []


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("3", ["2026-01-31", "2026-02-07", "2026-02-14"]),
        ("FREQ=DAILY;COUNT=2", ["2026-01-31", "2026-02-01"]),
        ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20260228", ["2026-01-31", "2026-02-14", "2026-02-28"]),
        ("RRULE:FREQ=MONTHLY;COUNT=3", ["2026-01-31", "2026-03-31", "2026-05-31"]),
        ("freq=monthly;interval=12;until=20280201T000000Z", ["2026-01-31", "2027-01-31", "2028-01-31"]),
    ],
)
def test_a_rule(rule: str, days: list[str]) -> None:
    first = datetime(2026, 1, 31, 18, 0)  # noqa: DTZ001 - what the clock on the wall shows
    assert [day.date().isoformat() for day in repeated(first, rule)] == days


FREQUENCIES = ["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=SECONDLY", "BYDAY=MO", "="]
BOUNDS = ["COUNT=7", "COUNT=99999", "COUNT=", "INTERVAL=9", "INTERVAL=999999999", "UNTIL=20270101", "UNTIL=00000000"]
PARTS = st.sampled_from([*FREQUENCIES, *BOUNDS])


@given(st.text(max_size=30) | st.lists(PARTS, max_size=5).map(";".join))
def test_any_rule_is_bounded_or_refused(rule: str) -> None:
    try:
        found = repeated(datetime(2026, 1, 31, 18, 0), rule)  # noqa: DTZ001 - what the clock on the wall shows
    except BadArgument:
        return
    assert len(found) <= MOST
    assert found == sorted(set(found))


async def test_a_copy_is_a_new_event_with_the_same_fields(database: Database) -> None:
    one = Facilitator(database, Events(ROOMS, EventsSettings(), ()))
    line = 'event add "Γνωριμία" "Παρασκευή 18:00" 90 kind=conference speakers="Ομάδα" capacity=30'
    await one.says(line, NOW)
    await one.chooses(1, NOW)
    await one.says('event remind 1 "2 ημέρες, 30 λεπτά"', NOW)
    said = await one.says("event copy 1 6/11 19:00", NOW)
    assert said.startswith("Κατάλαβα: Παρασκευή 6 Νοεμβρίου 2026, 19:00 (ώρα Ελλάδας)")
    await one.chooses(1, NOW)
    async with database.reading() as tx:
        first, second = await events.get(tx, 1), await events.get(tx, 2)
        leads = [each.lead for each in await reminders.of_event(tx, 2)]
    assert first is not None
    assert second is not None
    assert (second.title, second.kind, second.speakers, second.capacity) == ("Γνωριμία", "conference", "Ομάδα", 30)
    assert (second.wall, second.state, first.wall) == ("2026-11-06T19:00", "planned", "2026-10-23T18:00")
    assert leads == [timedelta(days=2), timedelta(minutes=30)]


def test_the_sample_community_has_the_six_workshops_and_four_weeks() -> None:
    (template,) = read_series(COMMUNITY / "series.yaml")
    assert len(template.titles) == 6
    assert len(read_course(COMMUNITY / "course.yaml")) == 4


WEEKS = (
    CourseWeek.model_validate(
        {
            "id": "w1",
            "title": "Γνωριμία",
            "opens": date(2026, 10, 12),
            "closes": date(2026, 10, 18),
            "task": "Εργασία 1",
            "deadline": "2026-10-18 23:59",
        }
    ),
    CourseWeek.model_validate(
        {
            "id": "w2",
            "title": "Έργα",
            "description": "Βήμα βήμα.",
            "opens": date(2026, 10, 19),
            "closes": date(2026, 10, 25),
            "task": "Εργασία 2",
            "deadline": "2026-10-25 23:59",
        }
    ),
)


async def test_the_course_week_by_week(database: Database) -> None:
    one = Facilitator(database, Course(ROOMS, EventsSettings(), WEEKS))
    assert await one.says("course", NOW) == (
        "Εβδομάδα 1 (Δευτέρα 12 Οκτωβρίου – Κυριακή 18 Οκτωβρίου): Γνωριμία\n"
        "Προθεσμία: Εργασία 1, Κυριακή 18 Οκτωβρίου 2026, 23:59 (ώρα Ελλάδας) (έληξε)\n"
        "Εβδομάδα 2 (Δευτέρα 19 Οκτωβρίου – Κυριακή 25 Οκτωβρίου), τώρα: Έργα\n"
        "Βήμα βήμα.\n"
        "Προθεσμία: Εργασία 2, Κυριακή 25 Οκτωβρίου 2026, 23:59 (ώρα Ελλάδας), σε 4 ημέρες"
    )
    empty = Facilitator(database, Course(ROOMS, EventsSettings(), ()))
    assert await empty.says("course", NOW) == "Αυτή η κοινότητα δεν έχει ημερολόγιο μαθήματος."


async def test_deadlines_are_reminded_and_one_that_has_passed_is_not_mentioned(database: Database) -> None:
    course, live = Course(ROOMS, EventsSettings(), WEEKS), Events(ROOMS, EventsSettings(), ())
    deadline = datetime(2026, 10, 25, 23, 59, tzinfo=ZoneInfo("Europe/Athens")).astimezone(UTC)
    async with database.transaction() as tx:
        await course.start(NOW, tx)
        await course.start(NOW, tx)
        await live.remind(NOW, tx)
        assert [event.title for event in await events.upcoming(tx, NOW)] == ["Εργασία 2"]
    assert (await words(database))[0] == (
        "discord:1: 🔔 Σε 4 ημέρες, Κυριακή 25 Οκτωβρίου στις 23:59 (ώρα Ελλάδας): «Εργασία 2». Θα σας θυμίσω ξανά μία"
        " ημέρα πριν."
    )
    async with database.transaction() as tx:
        await live.remind(deadline, tx)
    assert (await words(database))[-1] == "matrix:!1:t: 🔔 Η προθεσμία λήγει τώρα: «Εργασία 2»."


async def test_a_deadline_that_has_passed_is_dropped(database: Database) -> None:
    course, live = Course(ROOMS, EventsSettings(), WEEKS), Events(ROOMS, EventsSettings(), ())
    deadline = datetime(2026, 10, 25, 23, 59, tzinfo=ZoneInfo("Europe/Athens")).astimezone(UTC)
    async with database.transaction() as tx:
        await course.start(NOW, tx)
        await live.remind(deadline + timedelta(minutes=2), tx)
    assert await words(database) == []

"""Whole series changed, moved over the change of the clocks, and planned again."""

from datetime import UTC, datetime, timedelta

import pytest

from cogs.events import Events, Series, SeriesChanges
from config.settings import EventsSettings
from storage import events, reminders
from storage.database import Database
from tests.cogs.asking import ROOMS, Facilitator, owed, seen_by, words

NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
"""A Monday; the clocks are set back on Sunday, 25 October."""


@pytest.fixture
async def team(database: Database) -> Facilitator:
    """Return who changes a series of three Fridays, 16, 23 and 30 October at 18:00."""
    planner = Facilitator(database, Series(ROOMS, EventsSettings(), ()))
    await planner.says('series add "Συνάντηση" "Παρασκευή 18:00" 3', NOW)
    await planner.chooses(1, NOW)
    return Facilitator(database, SeriesChanges(ROOMS, EventsSettings()))


async def walls(database: Database, state: str = "planned") -> list[str]:
    async with database.reading() as tx:
        rows = await tx.all("SELECT wall FROM events WHERE state = ? ORDER BY id", state)
    return [row["wall"] for row in rows]


async def tick(database: Database, at: datetime) -> list[str]:
    before = len(await owed(database))
    async with database.transaction() as tx:
        await Events(ROOMS, EventsSettings(), ()).remind(at, tx)
    return (await words(database))[before:]


@pytest.mark.parametrize(
    ("language", "asks", "done"),
    [
        (
            "el",
            "Κατάλαβα 3 ημερομηνίες:\n• Σάββατο 17 Οκτωβρίου 2026, 11:00 (ώρα Ελλάδας), σε 5 ημέρες: «Συνάντηση»\n",
            "✅ 3 εκδηλώσεις έχουν νέα ημερομηνία:\n#1 Σάββατο 17 Οκτωβρίου 2026, 11:00 (ώρα Ελλάδας): «Συνάντηση»\n",
        ),
        (
            "en",
            "I understood 3 dates:\n• Saturday 17 October 2026, 11:00 (Athens time), in 5 days: “Συνάντηση”\n",
            "✅ 3 events have new dates:\n#1 Saturday 17 October 2026, 11:00 (Athens time): “Συνάντηση”\n",
        ),
    ],
)
async def test_a_series_moves_with_one_of_its_events_and_keeps_the_hour_of_the_wall(
    team: Facilitator, language: str, asks: str, done: str
) -> None:
    team = seen_by(team, language)
    assert (await team.says("series move 2 24/10/2026 11:00", NOW)).startswith(asks)
    assert await walls(team.database) == ["2026-10-16T18:00", "2026-10-23T18:00", "2026-10-30T18:00"]
    assert (await team.chooses(1, NOW)).startswith(done)
    assert await walls(team.database) == ["2026-10-17T11:00", "2026-10-24T11:00", "2026-10-31T11:00"]
    async with team.database.reading() as tx:
        moved = await events.upcoming(tx, NOW)
        assert [event.starts.hour for event in moved] == [8, 8, 9], "the clocks were set back in between"
        states = [(each.version, each.state) for each in await reminders.of_event(tx, 2)]
    assert states == [(1, "void")] * 4 + [(2, "pending")] * 4
    assert await tick(team.database, datetime(2026, 10, 22, 15, 0, tzinfo=UTC)) == [], "the old reminder is void"


async def test_what_was_reminded_is_told_of_the_new_date(team: Facilitator) -> None:
    await tick(team.database, datetime(2026, 10, 15, 15, 0, tzinfo=UTC))
    before = len(await words(team.database))
    at = datetime(2026, 10, 15, 16, 0, tzinfo=UTC)
    await team.says("series move 1 17/10/2026 18:00", at)
    await team.chooses(1, at)
    told = (await words(team.database))[before:]
    assert [line.partition(" 🔔")[0] for line in told] == ["discord:1:", "matrix:!1:t:"]


@pytest.mark.parametrize(
    ("language", "kept"), [("el", "Οι ημερομηνίες μένουν όπως ήταν."), ("en", "The dates stay as they were.")]
)
async def test_dates_that_are_not_right_leave_all_as_it_is(team: Facilitator, language: str, kept: str) -> None:
    team = seen_by(team, language)
    await team.says("series move 1 17/10/2026 11:00", NOW)
    assert await team.chooses(2, NOW) == kept
    assert (await walls(team.database))[0] == "2026-10-16T18:00"


async def test_choosing_twice_moves_once_and_after_another_change_not_at_all(team: Facilitator) -> None:
    await team.says("series move 1 17/10/2026 11:00", NOW)
    yes = team.choices[0]
    await team.says("series edit 1 title Άλλη", NOW)
    assert await team.says(yes, NOW) == "Η σειρά άλλαξε στο μεταξύ. Δείτε την με event show 1 και δοκιμάστε ξανά."
    await team.says("series move 1 17/10/2026 11:00", NOW)
    yes = team.choices[0]
    await team.says(yes, NOW)
    assert (await team.says(yes, NOW)).startswith("✅ Προγραμματίστηκαν 3 εκδηλώσεις:")
    async with team.database.reading() as tx:
        assert {event.version for event in await events.of_series(tx, 1)} == {2}


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("el", "✅ Άλλαξαν 2 εκδηλώσεις:\n#2 Παρασκευή 23 Οκτωβρίου 2026, 18:00 (ώρα Ελλάδας): «Εργαστήριο»\n#3"),
        ("en", "✅ 2 events have been changed:\n#2 Friday 23 October 2026, 18:00 (Athens time): “Εργαστήριο”\n#3"),
    ],
)
async def test_what_is_still_to_come_is_changed(team: Facilitator, language: str, says: str) -> None:
    later = NOW + timedelta(days=5)
    assert (await seen_by(team, language).says("series edit 2 title Εργαστήριο", later)).startswith(says)
    async with team.database.reading() as tx:
        titles = [event.title for event in await events.of_series(tx, 1)]
    assert titles == ["Συνάντηση", "Εργαστήριο", "Εργαστήριο"]


async def test_a_changed_field_has_all_that_follows(team: Facilitator) -> None:
    await team.says("series edit 1 rooms international", NOW)
    async with team.database.reading() as tx:
        pending = {each.room for each in await reminders.of_event(tx, 3) if each.state == "pending"}
    assert pending == {"international"}


async def test_a_copy_keeps_the_distances_and_starts_anew(team: Facilitator) -> None:
    await team.says("series edit 1 place Αίθουσα 2", NOW)
    said = await team.says("series copy 3 6/11/2026 17:00", NOW)
    assert said.startswith("Κατάλαβα 3 ημερομηνίες:\n• Παρασκευή 6 Νοεμβρίου 2026, 17:00")
    assert await walls(team.database, "draft") == ["2026-11-06T17:00", "2026-11-13T17:00", "2026-11-20T17:00"]
    team.cog = Series(ROOMS, EventsSettings(), ())
    assert (await team.chooses(1, NOW)).startswith("✅ Προγραμματίστηκαν 3 εκδηλώσεις:\n#4")
    async with team.database.reading() as tx:
        copied = await events.of_series(tx, 4)
    assert [(event.place, event.version, event.state) for event in copied] == [("Αίθουσα 2", 1, "planned")] * 3


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("series move 1 11/10/2026 18:00", "έχει ήδη περάσει. Δώστε μια μελλοντική."),
        ("series move 3 13/10/2026 18:00", "Κάποιες από αυτές τις ημερομηνίες θα ήταν στο παρελθόν."),
        ("series move 1 18/10/2026 03:30", "η ώρα 03:30 υπάρχει δύο φορές"),
        ("series move 9 17/10/2026 18:00", "Δεν υπάρχει εκδήλωση με αριθμό 9."),
        ("series edit 1 capacity 0", "Οι θέσεις είναι ένας ακέραιος αριθμός από 1 έως 100000"),
        ("series edit 1 when 17/10/2026 18:00", "when"),
        ("series copy 1 11/10/2026 18:00", "έχει ήδη περάσει. Δώστε μια μελλοντική."),
    ],
)
async def test_what_makes_no_sense_changes_nothing(team: Facilitator, line: str, says: str) -> None:
    before = await walls(team.database)
    said = await team.says(line, NOW)
    assert says in said, said
    assert team.choices == ()
    assert await walls(team.database) == before
    assert await walls(team.database, "draft") == []


async def test_an_event_by_itself_is_no_series(team: Facilitator) -> None:
    single = Facilitator(team.database, Events(ROOMS, EventsSettings(), ()))
    await single.says('event add "Μόνη" "Παρασκευή 18:00"', NOW)
    await single.chooses(1, NOW)
    assert await team.says("series move 4 17/10/2026 18:00", NOW) == "Η εκδήλωση #4 δεν ανήκει σε σειρά."

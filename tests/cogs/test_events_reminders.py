"""What rooms are told before an event, at its start, and when something comes in between."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.delivery import Delivery
from bot.core.ids import RoomRef
from cogs.events import Events
from config.content import EventEntry
from config.settings import EventsSettings
from storage import events, outbox, reminders
from storage.database import Database
from tests.cogs.asking import ROOMS, Facilitator, owed, words

ATHENS = ZoneInfo("Europe/Athens")
NOW = datetime(2026, 10, 30, 9, 0, tzinfo=UTC)
STARTS = datetime(2026, 11, 4, 19, 0, tzinfo=ATHENS)
LINK = "https://example.org/zontani"
MATRIX = RoomRef("matrix", "!1:t")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def cog(*entries: EventEntry) -> Events:
    return Events(ROOMS, EventsSettings(), entries)


@pytest.fixture
def facilitator(database: Database) -> Facilitator:
    return Facilitator(database, cog())


async def plan(facilitator: Facilitator, when: str = "4 Νοεμβρίου 2026 19:00", extra: str = "") -> None:
    await facilitator.says(f'event add "Πρώτα βήματα" "{when}" 60 link={LINK} {extra}', NOW)
    assert (await facilitator.chooses(1, NOW)).startswith("✅")


async def tick(facilitator: Facilitator, at: datetime) -> list[str]:
    """Return what a tick adds to what is owed."""
    before = len(await owed(facilitator.database))
    assert isinstance(facilitator.cog, Events)
    async with facilitator.database.transaction() as tx:
        await facilitator.cog.remind(at.astimezone(UTC), tx)
    return (await words(facilitator.database))[before:]


def both(text: str) -> list[str]:
    return [f"discord:1: {text}", f"matrix:!1:t: {text}"]


async def test_the_whole_course_of_an_event(facilitator: Facilitator) -> None:
    await plan(facilitator)
    day = "Τετάρτη 4 Νοεμβρίου στις 19:00 (ώρα Ελλάδας): «Πρώτα βήματα»."
    course = [
        (STARTS - DAY - MINUTE, []),
        (STARTS - DAY, both(f"🔔 Αύριο, {day} Θα σας θυμίσω ξανά μία ώρα πριν.")),
        (STARTS - HOUR - MINUTE, []),
        (STARTS - HOUR, both(f"🔔 Σε μία ώρα, {day} Σύνδεσμος: {LINK} Θα σας θυμίσω ξανά 10 λεπτά πριν.")),
        (STARTS - 10 * MINUTE, both(f"🔔 Σε 10 λεπτά, {day} Σύνδεσμος: {LINK}")),
        (STARTS - timedelta(seconds=1), []),
        (STARTS, both(f"🔔 Ξεκινάμε τώρα: «Πρώτα βήματα». Σύνδεσμος: {LINK}")),
        (STARTS + HOUR, []),
    ]
    for at, said in course:
        assert await tick(facilitator, at) == said, at
        assert await tick(facilitator, at) == [], "a second tick says nothing"


async def test_an_english_room_in_its_own_zone(facilitator: Facilitator) -> None:
    await plan(facilitator, extra="rooms=international")
    day = "Wednesday 4 November at 18:00 (Europe/Brussels time): “Πρώτα βήματα”."
    again = "I will remind you again"
    assert await tick(facilitator, STARTS - DAY) == [f"discord:3: 🔔 Tomorrow, {day} {again} one hour before."]
    hour = [f"discord:3: 🔔 In one hour, {day} Link: {LINK} {again} 10 minutes before."]
    assert await tick(facilitator, STARTS - HOUR) == hour
    assert await tick(facilitator, STARTS) == [f"discord:3: 🔔 We are starting now: “Πρώτα βήματα”. Link: {LINK}"]


DAY_NAMED = "Τετάρτη 4 Νοεμβρίου στις 19:00 (ώρα Ελλάδας): «Πρώτα βήματα»."
LATE = "🔔 Άργησα, συγγνώμη: η εκδήλωση «Πρώτα βήματα» ξεκίνησε στις 19:00 και είναι ακόμη σε εξέλιξη."


@pytest.mark.parametrize(
    ("back", "said"),
    [
        (STARTS - 5 * HOUR, f"🔔 Σήμερα, {DAY_NAMED} Θα σας θυμίσω ξανά μία ώρα πριν."),
        (STARTS - 40 * MINUTE, f"🔔 Σε 40 λεπτά, {DAY_NAMED} Σύνδεσμος: {LINK} Θα σας θυμίσω ξανά 10 λεπτά πριν."),
        (STARTS - 3 * MINUTE, f"🔔 Σε 3 λεπτά, {DAY_NAMED} Σύνδεσμος: {LINK}"),
        (STARTS - timedelta(seconds=20), f"🔔 Σε ένα λεπτό, {DAY_NAMED} Σύνδεσμος: {LINK}"),
        (STARTS + MINUTE, f"🔔 Ξεκινάμε τώρα: «Πρώτα βήματα». Σύνδεσμος: {LINK}"),
        (
            STARTS + 20 * MINUTE,
            f"{LATE} Σύνδεσμος: {LINK}",
        ),
    ],
)
async def test_after_an_outage_only_the_last_reminder_is_said_and_it_is_true(
    facilitator: Facilitator, back: datetime, said: str
) -> None:
    await plan(facilitator)
    assert await tick(facilitator, back) == both(said)
    assert await tick(facilitator, back) == []


async def test_an_event_that_is_over_is_not_mentioned_and_its_reminders_are_marked(facilitator: Facilitator) -> None:
    await plan(facilitator)
    assert await tick(facilitator, STARTS + HOUR) == []
    async with facilitator.database.reading() as tx:
        states = [each.state for each in await reminders.of_event(tx, 1)]
    assert states == ["skipped", "skipped", "skipped", "expired"]


async def test_a_restart_keeps_what_was_said_and_what_is_to_come(facilitator: Facilitator) -> None:
    await plan(facilitator)
    await tick(facilitator, STARTS - DAY)
    facilitator.cog = cog()
    async with facilitator.database.transaction() as tx:
        await facilitator.cog.start(STARTS - 2 * HOUR, tx)
    assert await tick(facilitator, STARTS - 2 * HOUR) == []
    assert len(await tick(facilitator, STARTS - HOUR)) == 2


class Broken(Exception):
    pass


async def test_a_crash_after_the_claim_loses_nothing_and_doubles_nothing(facilitator: Facilitator) -> None:
    await plan(facilitator)
    assert isinstance(facilitator.cog, Events)
    with pytest.raises(Broken):
        async with facilitator.database.transaction() as tx:
            await facilitator.cog.remind(STARTS - DAY, tx)
            assert await tx.value("SELECT COUNT(*) FROM outbox") == 2
            raise Broken
    assert await owed(facilitator.database) == []
    assert len(await tick(facilitator, STARTS - DAY)) == 2
    assert await tick(facilitator, STARTS - DAY) == []


async def test_a_reminder_that_somebody_else_claimed_is_not_said(facilitator: Facilitator) -> None:
    await plan(facilitator)
    async with facilitator.database.transaction() as tx:
        (due,) = await reminders.due(tx, STARTS - DAY)
        await reminders.close(tx, [(due.reminder, "said")], NOW)
    assert await tick(facilitator, STARTS - DAY) == []


async def test_the_key_names_event_version_lead_and_place(facilitator: Facilitator) -> None:
    await plan(facilitator)
    await tick(facilitator, STARTS - DAY)
    keys = [delivery.key for delivery in await owed(facilitator.database)]
    assert keys == ["events:reminder:1:1:86400>discord:1", "events:reminder:1:1:86400>matrix:!1:t"]
    async with facilitator.database.transaction() as tx:
        await outbox.put(tx, Delivery(keys[0], RoomRef("discord", "1")), NOW)
    assert len(await owed(facilitator.database)) == len(keys), "it is owed already"


async def test_a_moved_event_is_told_where_it_was_reminded_and_reminded_anew(facilitator: Facilitator) -> None:
    await plan(facilitator)
    await tick(facilitator, STARTS - DAY)
    before = len(await owed(facilitator.database))
    await facilitator.says("event edit 1 when 4/11/2026 21:00", STARTS - 2 * HOUR)
    await facilitator.chooses(1, STARTS - 2 * HOUR)
    news = "🔔 Νέα ημερομηνία για την εκδήλωση «Πρώτα βήματα»: Τετάρτη 4 Νοεμβρίου 2026, 21:00 (ώρα Ελλάδας)."
    assert (await words(facilitator.database))[before:] == both(news)
    assert await tick(facilitator, STARTS - 2 * HOUR) == [], "the news has said it already"
    assert await tick(facilitator, STARTS) == [], "the old start is void"
    assert len(await tick(facilitator, STARTS + HOUR)) == 2
    assert (await tick(facilitator, STARTS + 2 * HOUR))[0].startswith("discord:1: 🔔 Ξεκινάμε τώρα")


@pytest.mark.parametrize("change", ["event cancel 1", "event edit 1 when 4/11/2026 21:00"])
async def test_what_was_owed_but_not_tried_is_void_with_its_date(facilitator: Facilitator, change: str) -> None:
    await plan(facilitator)
    await tick(facilitator, STARTS - DAY)
    async with facilitator.database.transaction() as tx:
        (tried,) = await outbox.queue(tx, RoomRef("discord", "1"), 1)
        await outbox.claim(tx, [tried.id], STARTS - DAY)
    await facilitator.says(change, STARTS - 2 * HOUR)
    if facilitator.choices:
        await facilitator.chooses(1, STARTS - 2 * HOUR)
    async with facilitator.database.reading() as tx:
        first = [(await outbox.queue(tx, place, 1))[0].delivery.key for place in (tried.delivery.to, MATRIX)]
    assert first[0] == tried.delivery.key, "what may have been sent is followed by the news"
    assert first[1].startswith(("events:cancelled:1>", "events:moved:1:2>")), "elsewhere only the news is owed"


async def test_an_event_that_is_planned_late_is_told_at_once(facilitator: Facilitator) -> None:
    await facilitator.says('event add "Έκτακτη" "σε 30 λεπτά"', NOW)
    await facilitator.chooses(1, NOW)
    said = await tick(facilitator, NOW)
    assert said[0].startswith("discord:1: 🔔 Σε 30 λεπτά, Παρασκευή 30 Οκτωβρίου στις 11:30 (ώρα Ελλάδας): «Έκτακτη».")
    assert len(said) == 2


async def test_changed_rooms_take_their_reminders_with_them(facilitator: Facilitator) -> None:
    await plan(facilitator)
    await facilitator.says("event edit 1 rooms international", NOW)
    said = await tick(facilitator, STARTS - DAY)
    assert [line.split(":")[:2] for line in said] == [["discord", "3"]]
    await facilitator.says("event edit 1 rooms ekdiloseis,international", STARTS - 2 * HOUR)
    late = await tick(facilitator, STARTS - 2 * HOUR)
    assert [line.split(" ")[0] for line in late] == ["discord:1:", "matrix:!1:t:"], "the new room alone is behind"


async def test_a_room_that_is_no_longer_in_the_settings_stops_nothing(facilitator: Facilitator) -> None:
    await plan(facilitator, extra="rooms=ekdiloseis,international")
    facilitator.cog = Events(type(ROOMS)(ROOMS.rooms[:2]), EventsSettings(), ())
    assert len(await tick(facilitator, STARTS - DAY)) == 2
    assert await tick(facilitator, STARTS - DAY) == []


@pytest.mark.parametrize(
    ("wall", "changes"),
    [("2026-10-25 12:00", timedelta(hours=25)), ("2027-03-28 12:00", timedelta(hours=23))],
)
async def test_across_a_clock_change_a_lead_is_real_time_and_the_words_follow_the_calendar(
    facilitator: Facilitator, wall: str, changes: timedelta
) -> None:
    said_at = datetime.fromisoformat(wall).replace(tzinfo=ATHENS) - timedelta(days=3)
    starts = datetime.fromisoformat(wall).replace(tzinfo=ATHENS).astimezone(UTC)
    await facilitator.says(f'event add "Αλλαγή ώρας" "{wall}"', said_at.astimezone(UTC))
    await facilitator.chooses(1, said_at.astimezone(UTC))
    assert await tick(facilitator, starts - DAY - timedelta(seconds=1)) == []
    said = await tick(facilitator, starts - DAY)
    assert said[0].startswith("discord:1: 🔔 Αύριο, Κυριακή")
    assert "στις 12:00 (ώρα Ελλάδας)" in said[0]
    noon_before = (starts.astimezone(ATHENS) - DAY).astimezone(UTC)
    assert starts - noon_before == changes, "a calendar day is not 24 hours here"
    assert (await tick(facilitator, starts))[0].startswith("discord:1: 🔔 Ξεκινάμε τώρα")


def entry(id: str, starts: str, **more: object) -> EventEntry:
    return EventEntry.model_validate({"id": id, "title": f"Εκδήλωση {id}", "starts": starts, **more})


async def start(facilitator: Facilitator, *entries: EventEntry, at: datetime = NOW) -> None:
    facilitator.cog = cog(*entries)
    async with facilitator.database.transaction() as tx:
        await facilitator.cog.start(at, tx)


async def test_the_communitys_events_are_imported_once_and_only_future_ones_reminded(facilitator: Facilitator) -> None:
    entries = [
        entry("future", "2026-11-04 19:00", length_minutes=90, link=LINK),
        entry("past", "2026-10-01 19:00"),
        entry("abroad", "2026-11-05 19:00", zone="Europe/Brussels", rooms=["international", "kouzina"]),
    ]
    await start(facilitator, *entries)
    await start(facilitator, *entries, entry("more", "2026-12-01 18:00"))
    assert await facilitator.says("event list", NOW) == (
        "#1 Τετάρτη 4 Νοεμβρίου 2026, 19:00 (ώρα Ελλάδας): «Εκδήλωση future»\n"
        "#3 Πέμπτη 5 Νοεμβρίου 2026, 20:00 (ώρα Ελλάδας): «Εκδήλωση abroad»\n"
        "#4 Τρίτη 1 Δεκεμβρίου 2026, 18:00 (ώρα Ελλάδας): «Εκδήλωση more»"
    )
    async with facilitator.database.reading() as tx:
        planned = [len(await reminders.of_event(tx, number)) for number in (1, 2, 3, 4)]
        abroad = await events.get(tx, 3)
    assert planned == [4, 0, 4, 4]
    assert abroad is not None
    assert (abroad.wall, abroad.zone, abroad.rooms) == ("2026-11-05T19:00", "Europe/Brussels", ("international",))
    assert await tick(facilitator, NOW) == []


async def test_a_cancelled_event_of_the_community_stays_cancelled(facilitator: Facilitator) -> None:
    await start(facilitator, entry("one", "2026-11-04 19:00"))
    await facilitator.says("event cancel 1", NOW)
    await start(facilitator, entry("one", "2026-11-04 19:00"))
    assert await facilitator.says("event list", NOW) == "Δεν έχει προγραμματιστεί καμία ζωντανή εκδήλωση."


async def test_when_a_zone_changes_its_rules_the_clock_on_the_wall_is_kept(facilitator: Facilitator) -> None:
    await plan(facilitator)
    async with facilitator.database.transaction() as tx:
        # As an older tzdata had it: the same wall time, an hour earlier in UTC.
        await tx.execute("UPDATE events SET starts_at = starts_at - 3600000000 WHERE id = 1")
        await tx.execute("UPDATE reminders SET due_at = due_at - 3600000000")
    await start(facilitator)
    assert await tick(facilitator, STARTS - DAY - MINUTE) == []
    assert len(await tick(facilitator, STARTS - DAY)) == 2


async def test_a_tick_with_nothing_due_is_one_query_by_index(facilitator: Facilitator) -> None:
    await plan(facilitator)
    asked: list[str] = []
    assert isinstance(facilitator.cog, Events)
    async with facilitator.database.transaction() as tx:
        await tx._connection.set_trace_callback(asked.append)
        await facilitator.cog.remind(NOW, tx)
        await tx._connection.set_trace_callback(lambda _: None)
        (query,) = [statement for statement in asked if not statement.startswith("BEGIN")]
        plan_of_it = " ".join(row["detail"] for row in await tx.all(f"EXPLAIN QUERY PLAN {query}"))
    assert "SEARCH r USING INDEX reminders_due" in plan_of_it
    assert "SCAN" not in plan_of_it

"""Reminders as they are kept, claimed and withdrawn."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from storage import events, reminders
from storage.database import Database, Tx
from storage.events import Event

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def planned(tx: Tx, starts: datetime, *rooms: str) -> Event:
    event = Event(0, "Γνωριμία", starts, "2027-01-13T12:00", "Europe/Athens", HOUR, rooms, state="planned")
    event = await events.add(tx, event)
    for room in rooms:
        await reminders.plan(tx, event, room, [DAY, HOUR, timedelta()])
    return event


async def test_what_is_due_comes_with_its_event_and_in_order(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        event = await planned(tx, now + DAY, "a", "b")
        assert await reminders.due(tx, now - timedelta(microseconds=1)) == []
        due = await reminders.due(tx, now)
        assert [(one.event, one.reminder.room, one.reminder.lead, one.reminder.due) for one in due] == [
            (event, "a", DAY, now),
            (event, "b", DAY, now),
        ]
        assert [(one.following, one.zone) for one in due] == [(HOUR, None)] * 2
        everything = [one for one in await reminders.due(tx, event.starts) if one.reminder.room == "a"]
        assert [one.reminder.lead for one in everything] == [DAY, HOUR, timedelta()]
        assert [one.following for one in everything] == [HOUR, timedelta(), None]


@pytest.mark.parametrize("state", ["said", "skipped", "expired", "void"])
async def test_a_reminder_is_closed_once(database: Database, now: datetime, state: str) -> None:
    async with database.transaction() as tx:
        await planned(tx, now + DAY, "a")
        (due,) = await reminders.due(tx, now)
        reminder = due.reminder
        await reminders.close(tx, [(reminder, state)], now)
        await reminders.close(tx, [(reminder, "pending")], now)
        assert await reminders.due(tx, now) == []
        assert [each.state for each in await reminders.of_event(tx, reminder.event)] == [state, "pending", "pending"]


async def test_planning_again_doubles_nothing_and_takes_up_only_what_was_withdrawn(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as tx:
        event = await planned(tx, now + DAY, "a", "b")
        said, _ = await reminders.due(tx, now)
        await reminders.close(tx, [(said.reminder, "said")], now)
        await reminders.void(tx, event.id, now, keep=["b"])
        assert [(each.room, each.state) for each in await reminders.of_event(tx, event.id)] == [
            ("a", "said"),
            ("b", "pending"),
            ("a", "void"),
            ("b", "pending"),
            ("a", "void"),
            ("b", "pending"),
        ]
        for room in ("a", "b"):
            await reminders.plan(tx, event, room, [DAY, HOUR, timedelta()])
        states = [each.state for each in await reminders.of_event(tx, event.id)]
        assert states == ["said"] + ["pending"] * 5


async def test_a_new_version_has_reminders_of_its_own(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        event = await planned(tx, now + DAY, "a")
        await reminders.void(tx, event.id, now)
        moved = replace(event, starts=now + 2 * DAY, version=2)
        await events.save(tx, moved)
        await reminders.plan(tx, moved, "a", [DAY, HOUR, timedelta()])
        assert await reminders.due(tx, now + DAY - HOUR) == []
        assert [(due.reminder.version, due.reminder.lead) for due in await reminders.due(tx, now + DAY)] == [(2, DAY)]


async def test_withdrawing_touches_no_other_event(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        first = await planned(tx, now + DAY, "a")
        other = await planned(tx, now + DAY, "a")
        await reminders.void(tx, first.id, now)
        assert {each.state for each in await reminders.of_event(tx, first.id)} == {"void"}
        assert {each.state for each in await reminders.of_event(tx, other.id)} == {"pending"}

"""Events as they are kept."""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from storage import events
from storage.database import Database
from storage.events import Event

HOUR = timedelta(hours=1)


def event(starts: datetime, **more: object) -> Event:
    plain = Event(0, "Γνωριμία", starts, "2027-01-12T18:00", "Europe/Athens", HOUR, ("a", "b"))
    return replace(plain, **more)  # type: ignore[arg-type]


async def test_an_event_comes_back_as_it_was_kept(database: Database, now: datetime) -> None:
    whole = event(now, link="https://example.org/x", description="Τι είναι", slug="one", state="planned", version=3)
    async with database.transaction() as tx:
        kept = await events.add(tx, whole)
    async with database.reading() as tx:
        assert await events.get(tx, kept.id) == kept == replace(whole, id=kept.id)
        assert await events.get(tx, kept.id + 1) is None
        assert await events.slugs(tx) == {"one"}


async def test_no_rooms_is_no_rooms(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        kept = await events.add(tx, event(now, rooms=()))
        assert (await events.get(tx, kept.id) or kept).rooms == ()


async def test_saving_writes_what_has_changed(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        kept = await events.add(tx, event(now))
        other = await events.add(tx, event(now))
        changed = replace(
            kept,
            title="Άλλο",
            starts=now + HOUR,
            wall="2027-01-12T19:00",
            length=2 * HOUR,
            rooms=("c",),
            link="https://example.org",
            description="-",
            state="planned",
            version=2,
        )
        await events.save(tx, changed)
        assert await events.get(tx, kept.id) == replace(changed, revision=1)
        assert await events.get(tx, other.id) == other


async def test_only_planned_events_that_are_not_over_are_to_come(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        later = await events.add(tx, event(now + HOUR, state="planned"))
        running = await events.add(tx, event(now - HOUR / 2, state="planned"))
        await events.add(tx, event(now - HOUR, state="planned"))
        for state in ("draft", "cancelled", "discarded"):
            await events.add(tx, event(now + HOUR, state=state))
        assert [each.id for each in await events.upcoming(tx, now)] == [running.id, later.id]


@pytest.mark.parametrize("wrong", [{"state": "gone"}, {"length": timedelta()}])
async def test_the_database_itself_refuses_nonsense(
    database: Database, now: datetime, wrong: dict[str, object]
) -> None:
    async with database.transaction() as tx:
        with pytest.raises(sqlite3.IntegrityError):
            await events.add(tx, event(now, **wrong))


async def test_a_slug_stands_once(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await events.add(tx, event(now, slug="one"))
        await events.add(tx, event(now))
        await events.add(tx, event(now))
        with pytest.raises(sqlite3.IntegrityError):
            await events.add(tx, event(now, slug="one"))

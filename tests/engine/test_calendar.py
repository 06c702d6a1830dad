"""Occasions in a platform's own calendar: owed and delivered like messages, made once, whatever happens in between."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.delivery import Action, Delivery
from bot.core.errors import Barred, InDoubt
from bot.core.ids import RoomRef
from bot.core.occasions import Occasion, Phase
from bot.core.ports import Capabilities
from bot.engine.host import EngineHost
from storage import interest, links, outbox
from storage.database import Database
from tests.engine.test_outbox import deliver_through_waits, owe
from tests.engine.world import ADMINS, LEFT, ROOMS, World
from tests.fakes import START, FakePlatform, person

CALENDAR = RoomRef.calendar("right")
KEY = f"events:native:7:0>{CALENDAR}"
LIVE = Occasion("Γνωριμία", "", "", START + timedelta(hours=1), START + timedelta(hours=2), mark="Stoa · #7")


def schedule(number: int, occasion: Occasion = LIVE) -> Delivery:
    return Delivery(f"{KEY}:{number}", CALENDAR, Action.SCHEDULE, target=KEY, occasion=occasion)


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform("right", capabilities=Capabilities(native_events=True))


@pytest.fixture
async def world(database: Database, platform: FakePlatform) -> AsyncIterator[World]:
    world = World(database, [], [FakePlatform("left"), platform], ROOMS)
    async with world.up():
        yield world


async def test_it_is_made_once_and_then_changed(world: World, platform: FakePlatform) -> None:
    later = replace(LIVE, title="Συνάντηση")
    await owe(world, schedule(1), schedule(2, later), schedule(3, replace(later, phase=Phase.ACTIVE)))
    await world.outbox.idle()
    assert list(platform.occasions.values()) == [replace(later, phase=Phase.ACTIVE)]


async def test_a_lost_answer_makes_no_second_one(world: World, platform: FakePlatform) -> None:
    platform.lost_answers.append(InDoubt("no answer"))
    await owe(world, schedule(1), schedule(2, replace(LIVE, title="Συνάντηση")))
    await deliver_through_waits(world)
    assert [shown.title for shown in platform.occasions.values()] == ["Συνάντηση"]


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_crash_while_it_is_made_makes_no_second_one(
    database: Database, platform: FakePlatform, arrived: bool
) -> None:
    world = World(database, [], [FakePlatform("left"), platform], ROOMS)
    await owe(world, schedule(1))
    async with database.transaction() as tx:
        await outbox.claim(tx, [1], world.clock.now())
    if arrived:
        platform.occasions["made-before-the-crash"] = LIVE
    async with world.up():
        await deliver_through_waits(world)
    assert len(platform.occasions) == 1
    async with database.reading() as tx:
        assert [ref.id for ref in (await links.parts(tx, KEY)).values()] == list(platform.occasions)


async def test_what_came_too_late_is_never_made(world: World, platform: FakePlatform) -> None:
    await world.clock.advance(7200)
    over = replace(LIVE, phase=Phase.OVER)
    await owe(world, replace(schedule(1), good_until=LIVE.starts), schedule(2, replace(LIVE, phase=Phase.ACTIVE)))
    await owe(world, schedule(3, over))
    await world.outbox.idle()
    assert platform.occasions == {}


async def test_what_the_bot_may_not_do_is_told_once_and_done_when_it_may(world: World, platform: FakePlatform) -> None:
    refusal = Barred("the bot lacks the permission “Create Events”")
    platform.faults += [lambda part: refusal] * 3
    await owe(world, schedule(1))
    await deliver_through_waits(world)
    assert len(platform.occasions) == 1
    (told,) = world.texts(ADMINS)
    assert told.startswith("⚠️ I cannot keep the platform's own events (right:calendar) up to date: the bot lacks the")
    assert "“Create Events”" in told


async def test_a_platform_is_told_who_was_interested(world: World, database: Database) -> None:
    host = world.host
    assert isinstance(host, EngineHost)
    await owe(world, schedule(1), Delivery("other", LEFT))
    await world.outbox.idle()
    async with database.transaction() as tx:
        (occasion,) = (await links.parts(tx, KEY)).values()
        (other,) = (await links.parts(tx, "other")).values()
        who = person("teacher-17", "right").ref
        await tx.execute(
            "INSERT INTO events (id, title, wall, zone, starts_at, length_minutes, rooms)"
            " VALUES (7, '', '', '', 0, 1, '')"
        )
        await interest.show(tx, occasion, who, 7)
    assert await host.reactions([occasion, other]) == {occasion: frozenset({(who, "✅")})}

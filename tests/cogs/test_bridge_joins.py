"""Who comes and goes is told in the other places, where the settings want it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import app
from bot.cli import demo
from bot.core import markup
from bot.core.events import Joined, Left, Person
from bot.core.rooms import Rooms
from cogs.bridge import Bridge
from storage.database import Database
from tests.engine.conftest import world as world
from tests.engine.world import LEFT, RIGHT, ROOMS, THIRD, World, two_platforms
from tests.fakes import START, person
from tests.product import ROOT

TEACHER = replace(person("teacher-17", "right"), name="*teacher*-17")


def joined(who: Person = TEACHER, instance: str = "1") -> Joined:
    return Joined(RIGHT, who, START, instance)


@pytest.mark.parametrize(
    ("language", "came", "left"),
    [
        ("el", "*Μπήκε στην αίθουσα από το Right: {}*", "*Έφυγε από την αίθουσα στο Right: {}*"),
        ("en", "*{} came in on Right.*", "*{} left on Right.*"),
    ],
)
async def test_a_room_that_wants_it_is_told(database: Database, language: str, came: str, left: str) -> None:
    rooms = Rooms((replace(ROOMS.rooms[0], joins=True, language=language),))
    world = World(database, [Bridge(rooms)], two_platforms(), rooms)
    async with world.up():
        await world.hear(joined(), joined(), Left(RIGHT, TEACHER, START, "2"), joined(instance="3"))
        expected = [markup.parse(line.format(r"\*teacher\*-17")) for line in (came, left, came)]
        for place in (LEFT, THIRD):
            shown = world.platforms[place.platform].shown[place]
            assert [one.part.text for one in shown] == expected
            assert [one.part.as_person for one in shown] == [None] * 3
        assert world.texts(RIGHT) == []
        await world.hear(joined(replace(TEACHER, bot=True), "4"))
        assert len(world.texts(LEFT)) == 3


async def test_others_are_not(world: World) -> None:
    await world.hear(joined(), Left(RIGHT, TEACHER, START, "2"))
    assert world.texts(LEFT) == world.texts(THIRD) == []


def test_the_settings_say_which_room_wants_it() -> None:
    configuration = demo.configuration(ROOT / "stoa.db")
    assert not any(room.joins for room in app.rooms_of(configuration).rooms)
    first, *others = configuration.rooms
    wanted = replace(configuration, rooms=(first.model_copy(update={"joins": True}), *others))
    assert [room.joins for room in app.rooms_of(wanted).rooms] == [True] + [False] * len(others)

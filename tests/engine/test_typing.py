"""That somebody types is shown elsewhere, seldom enough, and never of private conversations."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.core.ids import RoomRef
from bot.engine.typing import Typing
from tests.engine.world import LEFT, RIGHT, ROOMS, THIRD, two_platforms
from tests.fakes import FakeClock, FakePlatform, person, settle


@pytest.fixture
async def stage() -> AsyncIterator[tuple[Typing, FakePlatform, FakePlatform, FakeClock]]:
    left, right = two_platforms()
    clock = FakeClock()
    typing = Typing({"left": left, "right": right}, ROOMS, clock)
    yield typing, left, right, clock
    await typing.close()


Stage = tuple[Typing, FakePlatform, FakePlatform, FakeClock]


async def test_the_other_places_are_told_once_in_a_while(stage: Stage) -> None:
    typing, left, right, clock = stage
    for _ in range(10):
        typing.heard(LEFT)
    await settle()
    assert (left.typing_shown, right.typing_shown) == ([], [RIGHT, THIRD])
    await clock.advance(5)
    typing.heard(RIGHT)
    await settle()
    assert (left.typing_shown, right.typing_shown) == ([LEFT], [RIGHT, THIRD, THIRD])


async def test_what_fails_is_no_matter_and_private_talk_is_nobodys(stage: Stage) -> None:
    typing, left, right, _ = stage
    right.typing_fails = {RIGHT}
    typing.heard(LEFT)
    typing.heard(RoomRef.direct(person(platform="left").ref))
    typing.heard(RoomRef("left", "unknown"))
    await settle()
    assert (left.typing_shown, right.typing_shown) == ([], [RIGHT, THIRD])

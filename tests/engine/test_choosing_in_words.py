"""Choices that somebody makes by writing what they say, where it can be meant for nobody else."""

from __future__ import annotations

import pytest

from bot.core.ids import RoomRef
from tests.engine.test_talk import FACILITATOR, TEACHER, world
from tests.engine.world import LEFT, World
from tests.fakes import posted

__all__ = ["world"]
HOME = RoomRef.direct(TEACHER.ref)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("όχι", "teacher-17: no"),
        ("ΟΧΙ!", "teacher-17: no"),
        ("Οχι.", "teacher-17: no"),
        ("ναι", "teacher-17: yes"),
        ("ναι, αλλά όχι όλο", "Σωστά;"),
        ("...", "Σωστά;"),
    ],
)
async def test_in_private_a_choice_is_made_in_its_words(world: World, said: str, answer: str) -> None:
    await world.hear(posted(HOME, "ask", TEACHER))
    await world.hear(posted(HOME, said, TEACHER, id="2"))
    assert world.texts(HOME)[-1] == answer


async def test_in_a_room_only_what_replies_to_the_choices_is_meant_for_them(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa ask", TEACHER))
    question = world.platforms["left"].last(LEFT).ref
    await world.hear(posted(LEFT, "όχι", TEACHER, id="2"))
    await world.hear(posted(LEFT, "όχι", FACILITATOR, id="3", reply_to=question))
    assert world.texts(LEFT) == ["Σωστά;"]
    await world.hear(posted(LEFT, "όχι", TEACHER, id="4", reply_to=question))
    assert world.texts(LEFT) == ["Σωστά;", "teacher-17: no"]

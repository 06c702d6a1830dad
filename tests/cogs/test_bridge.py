"""The bridge between the places of a room, on fake platforms and a real database."""

from __future__ import annotations

import asyncio

from bot.core import markup
from bot.core.delivery import Action, Part
from bot.core.errors import Undeliverable
from bot.core.events import Pinned, Unpinned
from bot.core.ids import MessageRef
from tests.engine.conftest import world as world
from tests.engine.world import ADMINS, LEFT, RIGHT, THIRD, World
from tests.fakes import deleted, edited, person, posted

TEACHER = person("teacher-17", "left")


async def test_what_is_said_in_one_place_is_said_in_all_others_with_who_spoke(world: World) -> None:
    await world.hear(posted(LEFT, markup.parse("**Καλημέρα** σε όλους"), TEACHER))
    for place in (RIGHT, THIRD):
        shown = world.platforms["right"].last(place).part
        assert shown.text == markup.parse("**Καλημέρα** σε όλους")
        assert shown.as_person == TEACHER
    assert world.texts(LEFT) == []


async def test_edits_and_deletions_follow(world: World) -> None:
    first = posted(LEFT, "πρωτο", TEACHER)
    await world.hear(first)
    await world.hear(edited(first, "πρώτο"), edited(first, "πρώτο!", "2"))
    assert world.texts(RIGHT) == world.texts(THIRD) == ["πρώτο!"]
    await world.hear(deleted(first))
    assert world.texts(RIGHT) == world.texts(THIRD) == []


async def test_an_edit_that_is_heard_together_with_its_post_does_not_overtake_it(world: World) -> None:
    first = posted(LEFT, "πρωτο", TEACHER)
    await world.hear(first, edited(first, "πρώτο"))
    assert world.texts(RIGHT) == ["πρώτο"]


async def test_a_reply_finds_the_copy_and_the_original(world: World) -> None:
    first = posted(LEFT, "Πότε;", TEACHER)
    await world.hear(first)
    copy = world.platforms["right"].last(RIGHT).ref
    answer = posted(RIGHT, "Αύριο", person("teacher-23", "right"), id="2", reply_to=copy)
    await world.hear(answer)
    assert world.platforms["left"].last(LEFT).part.reply_to == first.ref
    third = world.platforms["right"].shown[THIRD]
    assert third[1].part.reply_to == third[0].ref


async def test_a_reply_to_what_was_never_bridged_is_bridged_without_it(world: World) -> None:
    await world.hear(posted(LEFT, "Ναι", TEACHER, reply_to=MessageRef(LEFT, "older")))
    assert world.platforms["right"].last(RIGHT).part.reply_to is None


async def test_a_deletion_of_one_copy_takes_nothing_else_away(world: World) -> None:
    await world.hear(posted(LEFT, "μένει", TEACHER))
    copy = world.platforms["right"].last(RIGHT)
    await world.hear(deleted(posted(RIGHT, "", person("", "right"), id=copy.ref.id)))
    assert world.texts(THIRD) == ["μένει"]


async def test_many_at_once_keep_their_order(world: World) -> None:
    events = [posted(LEFT, str(number), TEACHER, id=str(number)) for number in range(100)]
    await asyncio.gather(*(world.host.receive("left", [event], {}) for event in events))
    await world.outbox.idle()
    assert world.texts(RIGHT) == [str(number) for number in range(100)]


async def test_a_pin_follows_to_every_place_and_its_end_too(world: World) -> None:
    said = posted(LEFT, "σημαντικό", TEACHER)
    await world.hear(said, Pinned(said.ref, said.at, "1"))
    copies = [world.platforms["right"].last(place) for place in (RIGHT, THIRD)]
    assert [copy.pinned for copy in copies] == [True, True]
    await world.hear(Unpinned(copies[0].ref, said.at, "2"))
    assert not copies[1].pinned
    await world.hear(Pinned(MessageRef(LEFT, "never bridged"), said.at, "3"))


async def test_a_place_that_cannot_pin_holds_nothing_up_and_is_told_once(world: World) -> None:
    first, second = posted(LEFT, "ένα", TEACHER), posted(LEFT, "δύο", TEACHER, id="2")
    await world.hear(first, second)
    world.platforms["right"].faults = [_refuses_pins] * 10
    events = [Pinned(said.ref, said.at, said.ref.id) for said in (first, second)]
    await world.hear(*events, posted(LEFT, "τρία", TEACHER, id="3"))
    assert world.texts(RIGHT) == world.texts(THIRD) == ["ένα", "δύο", "τρία"]
    told = [text for text in world.texts(ADMINS) if "pin messages" in text]
    assert len(told) == 2, "once for each of the two places"


def _refuses_pins(part: Part) -> Exception | None:
    return Undeliverable("not allowed") if part.action is Action.PIN else None

"""Live-event mode: what is merged and when, and that nothing is lost, doubled or mixed up by it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.core.delivery import Delivery
from bot.core.errors import Barred, InDoubt, TryLater, Undeliverable
from bot.core.events import MessagePosted
from bot.core.ids import MessageRef
from bot.core.ports import Limit
from bot.core.rooms import Room, Rooms
from bot.core.text import RichText
from cogs.bridge import Bridge
from storage import outbox, retention
from storage.database import Database
from tests.engine.test_outbox import deliver_through_waits, states
from tests.engine.world import LEFT, RIGHT, World
from tests.fakes import START, FakePlatform, deleted, edited, person, posted, reacted, unreacted

PAIR = Rooms((Room("genika", "Γενικά", (LEFT, RIGHT), language="en"),))
SLOW: dict[bool, tuple[Limit, ...]] = {True: (Limit(1, 10.0),), False: (Limit(1, 10.0),)}
"""One message in ten seconds."""


@pytest.fixture
async def two(database: Database) -> AsyncIterator[World]:
    """Two bridged rooms; the right one takes one message in ten seconds."""
    right = FakePlatform("right")
    right.limits, right.one_budget = SLOW, True
    world = World(database, [Bridge(PAIR)], [FakePlatform("left"), right], PAIR)
    async with world.up():
        yield world


def talk(number: int, text: str | None = None, who: str = "", **more: object) -> MessagePosted:
    by = person(who or f"teacher-{number}", "left")
    return posted(LEFT, text or f"message {number}", by, id=str(number), **more)  # type: ignore[arg-type]


async def hear(world: World, *events: object) -> None:
    await world.host.receive("left", events, {})  # type: ignore[arg-type]


async def test_in_quiet_times_each_message_comes_by_itself_under_its_name(two: World) -> None:
    await hear(two, talk(1))
    await deliver_through_waits(two)
    shown = two.platforms["right"].last(RIGHT)
    assert (shown.text, shown.part.as_person) == ("message 1", person("teacher-1", "left"))


async def test_a_backlog_is_merged_and_the_mode_ends_with_it(two: World) -> None:
    await hear(two, *(talk(number) for number in range(40)))
    await deliver_through_waits(two)
    texts = two.texts(RIGHT)
    assert len(texts) == 1
    assert texts[0].split("\n") == [f"teacher-{number}: message {number}" for number in range(40)]
    assert two.platforms["right"].last(RIGHT).part.as_person is None
    await two.clock.advance(60)
    await hear(two, talk(41))
    await deliver_through_waits(two)
    assert two.texts(RIGHT)[1:] == ["message 41"]


async def test_a_digest_holds_no_more_than_a_message_takes_and_a_giant_stays_alone(two: World) -> None:
    many = [talk(number, "ω" * 190) for number in range(30)]
    giant = talk(50, "g " * 1400)
    await hear(two, *many[:20], giant, *many[20:])
    await deliver_through_waits(two)
    texts = two.texts(RIGHT)
    assert max(map(len, texts)) <= 2000
    assert "".join(texts).count("ω" * 190) == 30
    assert [index for index, text in enumerate(texts) if "g g" in text] == [3, 4], "in its turn, in two messages"


async def test_what_is_not_somebodys_message_keeps_its_place_between_digests(two: World) -> None:
    await hear(two, *(talk(number) for number in range(3)))
    async with two.database.transaction() as tx:
        await outbox.put(tx, Delivery("own", RIGHT, text=RichText.plain("announcement")), two.clock.now())
    await hear(two, *(talk(number) for number in range(3, 6)))
    await deliver_through_waits(two)
    lines = [[f"teacher-{n}: message {n}" for n in part] for part in (range(3), range(3, 6))]
    assert two.texts(RIGHT) == ["\n".join(lines[0]), "announcement", "\n".join(lines[1])]


async def test_changes_to_what_still_waits_are_made_before_it_is_sent(two: World) -> None:
    first, second, third = talk(1), talk(2), talk(3)
    await hear(two, first, second, third, edited(first, "better"), deleted(second))
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == ["teacher-1: better\nteacher-3: message 3"]
    assert two.platforms["right"].last(RIGHT).edits == 0
    assert set((await states(two.database)).values()) == {"sent"}


async def test_when_everything_that_waits_was_taken_back_nothing_is_sent(two: World) -> None:
    events = [talk(number) for number in range(5)]
    await hear(two, *events, *map(deleted, events))
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == []


async def test_edits_and_deletions_of_merged_messages_change_the_digest(two: World) -> None:
    first, second, third = talk(1), talk(2), talk(3)
    await hear(two, first, second, third)
    await deliver_through_waits(two)
    await hear(two, edited(second, "corrected"))
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == ["teacher-1: message 1\nteacher-2: corrected\nteacher-3: message 3"]
    await hear(two, deleted(first))
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == ["teacher-2: corrected\nteacher-3: message 3"]
    await hear(two, deleted(second), deleted(third))
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == []
    async with two.database.reading() as tx:
        assert await tx.value("SELECT COUNT(*) FROM links") == 0


async def test_an_edit_beyond_the_length_of_a_message_goes_on_in_another(two: World) -> None:
    events = [talk(number, "ω" * 400) for number in range(4)]
    await hear(two, *events)
    await deliver_through_waits(two)
    await hear(two, edited(events[0], "ψ" * 1500))
    await deliver_through_waits(two)
    assert max(map(len, two.texts(RIGHT))) <= 2000
    together = "".join(two.texts(RIGHT))
    assert (together.count("ψ"), together.count("ω")) == (1500, 1200)
    await hear(two, *map(deleted, events))
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == []


async def test_reactions_and_replies_find_the_digest(two: World) -> None:
    first, second = talk(1), talk(2)
    await hear(two, first, second)
    await deliver_through_waits(two)
    digest = two.platforms["right"].last(RIGHT)
    fan, other = person("teacher-8", "left"), person("teacher-9", "left")
    await hear(two, reacted(first.ref, "👍", fan), reacted(second.ref, "👍", other))
    await two.clock.advance(60)
    await hear(two, talk(3, "I agree", reply_to=second.ref))
    await deliver_through_waits(two)
    assert digest.reactions == ["👍"]
    assert two.platforms["right"].last(RIGHT).part.reply_to == digest.ref
    await hear(two, unreacted(first.ref, "👍", fan))
    await deliver_through_waits(two)
    assert digest.reactions == ["👍"], "somebody gives it to another message of the digest"
    await hear(two, unreacted(second.ref, "👍", other))
    await deliver_through_waits(two)
    assert digest.reactions == []


async def test_a_reply_to_a_digest_has_no_single_counterpart(two: World) -> None:
    await hear(two, talk(1), talk(2))
    await deliver_through_waits(two)
    digest = two.platforms["right"].last(RIGHT)
    answer = posted(RIGHT, "to all of you", person("teacher-5", "right"), id="99", reply_to=digest.ref)
    await two.host.receive("right", [answer], {})
    await deliver_through_waits(two)
    assert two.platforms["left"].last(LEFT).part.reply_to is None
    assert two.texts(LEFT) == ["to all of you"]


async def test_a_digest_that_a_moderator_deletes_stays_deleted(two: World) -> None:
    first, second = talk(1), talk(2)
    await hear(two, first, second)
    await deliver_through_waits(two)
    digest = two.platforms["right"].last(RIGHT)
    await two.host.receive("right", [deleted(posted(RIGHT, "", id=digest.ref.id))], {})
    await hear(two, edited(first, "never mind"))
    await deliver_through_waits(two)
    assert set((await states(two.database)).values()) == {"sent"}
    assert digest.edits == 0


async def test_replies_name_whom_they_answer_across_digests(two: World) -> None:
    await hear(two, talk(1), talk(2, reply_to=MessageRef(LEFT, "1")))
    await deliver_through_waits(two)
    await hear(two, talk(3, reply_to=MessageRef(LEFT, "2")), talk(4, reply_to=MessageRef(LEFT, "unknown")))
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == [
        "teacher-1: message 1\nteacher-2 ↩ teacher-1: message 2",
        "teacher-3 ↩ teacher-2: message 3\nteacher-4: message 4",
    ]


async def test_what_the_platform_refuses_for_now_is_merged_with_what_came_meanwhile(two: World) -> None:
    right = two.platforms["right"]
    right.limits = {True: (), False: ()}
    right.faults += [lambda part: None, lambda part: TryLater("slow down", after=20)]
    await hear(two, talk(0), talk(1))
    idle = asyncio.create_task(two.outbox.idle())
    while not two.clock.sleeping:  # noqa: ASYNC110 - whatever happens in between
        await asyncio.sleep(0)
    await hear(two, *(talk(number) for number in range(2, 9)))
    await two.clock.advance(19)
    assert two.texts(RIGHT) == ["message 0"]
    await two.clock.advance(2)
    await idle
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == ["message 0", "\n".join(f"teacher-{n}: message {n}" for n in range(1, 9))]


async def test_a_way_that_is_free_is_taken_while_the_other_waits(two: World) -> None:
    right = two.platforms["right"]
    right.limits, right.one_budget = {True: (Limit(1, 60.0),), False: (Limit(5, 5.0),)}, False
    await hear(two, talk(1))
    await deliver_through_waits(two)
    before = two.clock.now()
    await hear(two, talk(2))
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == ["message 1", "teacher-2: message 2"]
    assert two.clock.now() - before < timedelta(seconds=5)


async def test_a_digest_that_is_refused_for_good_is_tried_line_by_line(two: World) -> None:
    two.platforms["right"].faults += [
        lambda part: Undeliverable("not this") if "message 2" in str(part.text) else None for _ in range(9)
    ]
    await hear(two, *(talk(number) for number in range(1, 5)))
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == ["message 1", "message 3", "message 4"]
    found = await states(two.database)
    assert sorted(found.values()) == ["buried", "sent", "sent", "sent"]


class Unwritable(FakePlatform):
    """A platform whose way of writing fails at some texts."""

    def split(self, delivery: Delivery) -> tuple[RichText, ...]:
        if "poison" in str(delivery.text):
            raise ValueError("bug")
        return super().split(delivery)


async def test_a_text_that_cannot_be_written_harms_no_other(database: Database) -> None:
    right = Unwritable("right")
    right.limits = SLOW
    world = World(database, [Bridge(PAIR)], [FakePlatform("left"), right], PAIR)
    async with world.up():
        await hear(world, talk(1), talk(2, "poison"), talk(3))
        await deliver_through_waits(world)
    assert world.texts(RIGHT) == ["message 1", "message 3"]


async def test_what_is_stale_is_dropped(two: World) -> None:
    until = two.clock.now() + timedelta(minutes=5)
    async with two.database.transaction() as tx:
        await outbox.put(tx, Delivery("stale", RIGHT, text=RichText.plain("soon"), good_until=until), two.clock.now())
    await two.clock.advance(301)
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == []
    assert await states(two.database) == {"stale": "sent"}


async def test_a_late_message_says_when_it_was_written_and_so_does_its_edit(two: World) -> None:
    await two.clock.advance(600)
    late = talk(1, at=START)
    await hear(two, late)
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == ["(2027-01-12T10:00+00:00) message 1"]
    await hear(two, edited(late, "better"))
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == ["(2027-01-12T10:00+00:00) better"]


def missed(number: int, start: datetime = START) -> list[MessagePosted]:
    return [talk(n, f"message {n} " + "ω" * 180, at=start + timedelta(seconds=n)) for n in range(number)]


async def test_few_late_messages_come_one_by_one(two: World) -> None:
    two.platforms["right"].limits = {True: (), False: ()}
    await two.clock.advance(600)
    await hear(two, *missed(50))
    await deliver_through_waits(two)
    assert len(two.texts(RIGHT)) == 50


async def test_many_late_messages_come_as_digests_that_link_to_the_first(two: World) -> None:
    two.platforms["right"].limits = {True: (), False: ()}
    await two.clock.advance(600)
    await hear(two, *missed(60), talk(99, "now", at=two.clock.now()))
    await deliver_through_waits(two)
    *digests, last = two.texts(RIGHT)
    assert last == "now"
    assert len(digests) <= 8
    heading, first, *_ = digests[0].split("\n")
    assert heading == "60 messages from 12:00 to 12:00. https://left.example/room/0"
    assert first.startswith("teacher-0 (2027-01-12T10:00+00:00): message 0 ")
    assert sum(text.count("ω" * 180) for text in digests) <= 60


async def test_what_is_beyond_a_few_digests_is_counted_and_linked_to(two: World) -> None:
    two.platforms["right"].limits = {True: (), False: ()}
    await two.clock.advance(600)
    events = missed(400)
    await hear(two, *events)
    await deliver_through_waits(two)
    texts = two.texts(RIGHT)
    shown = sum(text.count("ω" * 180) for text in texts)
    assert len(texts) == 6
    assert texts[-1] == f"… and {400 - shown} more, from 12:00 to 12:06. https://left.example/room/{shown}"
    await hear(two, edited(events[399], "changed"), *map(deleted, events[shown:]))
    await deliver_through_waits(two)
    assert len(two.texts(RIGHT)) == 5, "with the last of them, the line that counts them goes"
    assert set((await states(two.database)).values()) == {"sent"}


async def test_what_may_have_been_sent_already_is_not_sent_in_a_digest_too(two: World) -> None:
    right = two.platforms["right"]
    right.lost_answers += [InDoubt("no answer")]
    await hear(two, talk(1))
    idle = asyncio.create_task(two.outbox.idle())
    while not two.clock.sleeping:  # noqa: ASYNC110 - whatever happens in between
        await asyncio.sleep(0)
    right.faults += [lambda part: TryLater("slow down", after=20)]
    await hear(two, *(talk(number) for number in range(2, 9)))
    await deliver_through_waits(two)
    await idle
    assert "\n".join(two.texts(RIGHT)).count("message 1") == 1
    assert "\n".join(two.texts(RIGHT)).count("message") == 8


async def test_who_is_forgotten_is_no_longer_in_what_is_kept_of_digests(two: World) -> None:
    bridge, first = Bridge(PAIR), talk(1)
    await hear(two, first, talk(2))
    await deliver_through_waits(two)
    async with two.database.transaction() as tx:
        assert await bridge.export(first.author.ref, tx) == {"in digests": [{"text": "message 1"}]}
        await bridge.forget(first.author.ref, tx)
        assert await bridge.export(first.author.ref, tx) == {}
        kept = [row["payload"] for row in await tx.all("SELECT payload FROM digest_members")]
    assert "message 1" not in "".join(kept)


async def test_old_digests_go_and_a_late_deletion_harms_nobody(two: World) -> None:
    first = talk(1)
    await hear(two, first, talk(2))
    await deliver_through_waits(two)
    async with two.database.transaction() as tx:
        later = two.clock.now() + timedelta(days=400)
        await retention.clear(tx, delivered=later, received=later, merged=later)
        assert await tx.value("SELECT COUNT(*) FROM digest_members") == 0
    await hear(two, edited(first, "changed"), deleted(first))
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == ["teacher-1: message 1\nteacher-2: message 2"]


async def test_where_only_the_bot_itself_is_kept_out_messages_come_one_by_one(two: World) -> None:
    right = two.platforms["right"]
    right.faults += [lambda part: None if part.as_person else Barred("no permission to send") for _ in range(9)]
    await hear(two, *(talk(number) for number in range(4)))
    await deliver_through_waits(two)
    assert two.texts(RIGHT) == [f"message {number}" for number in range(4)]


async def test_the_number_of_late_messages_that_come_one_by_one_is_set(database: Database) -> None:
    world = World(database, [Bridge(PAIR)], [FakePlatform("left"), FakePlatform("right")], PAIR)
    world.live._most = 3
    async with world.up():
        await world.clock.advance(600)
        await hear(world, *missed(5))
        await deliver_through_waits(world)
    assert len(world.texts(RIGHT)) == 1
    assert world.texts(RIGHT)[0].startswith("5 messages from 12:00")

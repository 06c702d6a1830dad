"""The outbox: order, retries, doubt, burial, splitting, and what a stop or a crash leaves behind."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.delivery import Action, Choice, Delivery, Part
from bot.core.errors import Barred, InDoubt, TryLater, Undeliverable
from bot.core.ids import MessageRef, RoomRef
from bot.core.ports import Capabilities
from bot.core.text import RichText
from storage import links, outbox
from storage.database import Database
from tests.engine.world import ADMINS, LEFT, RIGHT, ROOMS, World
from tests.fakes import FakePlatform, settle


async def owe(world: World, *deliveries: Delivery) -> None:
    async with world.database.transaction() as tx:
        for delivery in deliveries:
            await outbox.put(tx, delivery, world.clock.now())
    world.outbox.wake()


def say(key: str, text: str | None = None, to: RoomRef = RIGHT) -> Delivery:
    return Delivery(key, to, text=RichText.plain(text or key))


async def states(database: Database) -> dict[str, str]:
    async with database.reading() as tx:
        return {row["key"]: row["state"] for row in await tx.all("SELECT key, state FROM outbox")}


async def test_what_is_owed_to_a_room_arrives_in_order_and_once(world: World) -> None:
    await owe(world, *(say(str(number)) for number in range(20)), say("0"))
    await world.outbox.idle()
    assert world.texts(RIGHT) == [str(number) for number in range(20)]


async def test_a_delivery_that_is_refused_for_now_is_retried_and_not_overtaken(world: World) -> None:
    world.platforms["right"].faults.append(lambda part: TryLater("slow down", after=30))
    await owe(world, say("first"), say("second"), say("elsewhere", to=LEFT))
    idle = asyncio.create_task(world.outbox.idle())
    while not world.texts(LEFT) or not world.clock.sleeping:  # noqa: ASYNC110 - whatever happens in between
        await asyncio.sleep(0)
    assert world.texts(RIGHT) == []
    await world.clock.advance(29)
    assert world.texts(RIGHT) == []
    await world.clock.advance(2)
    await idle
    assert world.texts(RIGHT) == ["first", "second"]


async def test_a_lost_answer_leads_to_no_second_message_where_tokens_are_remembered(world: World) -> None:
    world.platforms["right"].lost_answers.append(InDoubt("no answer"))
    await owe(world, say("once"))
    await deliver_through_waits(world)
    assert world.texts(RIGHT) == ["once"]


async def test_a_lost_answer_is_looked_for_where_tokens_are_forgotten(database: Database) -> None:
    forgetful = FakePlatform("right", capabilities=Capabilities(remembers_tokens=False))
    world = World(database, [], [FakePlatform("left"), forgetful], ROOMS)
    async with world.up():
        forgetful.lost_answers.append(InDoubt("no answer"))
        await owe(world, say("once"), say("then"))
        await deliver_through_waits(world)
        assert world.texts(RIGHT) == ["once", "then"]
    async with database.reading() as tx:
        assert len(await links.parts(tx, "once")) == 1


async def test_a_row_found_claimed_after_a_crash_is_looked_for_before_it_is_sent_again(database: Database) -> None:
    forgetful = FakePlatform("right", capabilities=Capabilities(remembers_tokens=False))
    world = World(database, [], [FakePlatform("left"), forgetful], ROOMS)
    await owe(world, say("arrived"), say("did not"))
    async with database.transaction() as tx:
        await outbox.claim(tx, [1, 2], world.clock.now())
    token = say("arrived").token
    await forgetful.deliver(Part(f"{token}.0", RIGHT, Action.POST, RichText.plain("arrived")))
    async with world.up():
        await world.outbox.idle()
    assert world.texts(RIGHT) == ["arrived", "did not"]


class WithoutTokens(FakePlatform):
    """A platform that finds what it sent by its words alone, among those that are not known to be other deliveries."""

    async def find_delivered(self, part: Part, since: datetime) -> MessageRef | None:
        assert self.host is not None
        for shown in self.shown.get(part.to, []):
            if shown.text == str(part.text) and not await self.host.delivered(shown.ref):
                return shown.ref
        return None


async def test_of_two_messages_with_the_same_words_each_is_found_as_itself_after_a_crash(database: Database) -> None:
    forgetful = WithoutTokens("right", capabilities=Capabilities(remembers_tokens=False))
    world = World(database, [], [FakePlatform("left"), forgetful], ROOMS)
    await owe(world, say("1", "yes"), say("2", "yes"), say("3", "yes"))
    async with database.transaction() as tx:
        await outbox.claim(tx, [1, 2, 3], world.clock.now())
    for number in (1, 2):
        await forgetful.deliver(Part(f"{say(str(number)).token}.0", RIGHT, Action.POST, RichText.plain("yes")))
    async with world.up():
        await world.outbox.idle()
    assert world.texts(RIGHT) == ["yes", "yes", "yes"]
    async with database.reading() as tx:
        found = [await links.parts(tx, str(number)) for number in (1, 2, 3)]
    assert found == [{0: shown.ref} for shown in forgetful.shown[RIGHT]]


async def test_what_will_never_arrive_is_buried_told_and_can_be_raised_again(world: World) -> None:
    world.platforms["right"].faults.append(lambda part: Undeliverable("the room is gone"))
    await owe(world, say("first"), say("second"))
    await world.outbox.idle()
    assert world.texts(RIGHT) == ["second"]
    assert "the room is gone" in world.texts(ADMINS)[0]
    async with world.database.transaction() as tx:
        (grave,) = await outbox.buried(tx)
        assert grave.reason == "the room is gone"
        assert await outbox.raise_buried(tx, grave.id, world.clock.now())
        assert not await outbox.raise_buried(tx, grave.id, world.clock.now())
    await world.outbox.idle()
    assert world.texts(RIGHT) == ["second", "first"]


async def test_an_adapter_that_crashes_is_tried_again_then_the_delivery_is_buried(world: World) -> None:
    world.platforms["right"].faults.extend([lambda part: ValueError("bug")] * 5)
    await owe(world, say("poison"), say("after"))
    await deliver_through_waits(world)
    assert world.texts(RIGHT) == ["after"]
    assert (await states(world.database))["poison"] == "buried"


async def test_a_room_of_no_platform_is_buried(world: World) -> None:
    await owe(world, say("lost", to=RoomRef("telex", "1")))
    await world.outbox.idle()
    assert (await states(world.database))["lost"] == "buried"


async def test_a_long_text_becomes_several_messages_and_an_edit_follows_their_number(database: Database) -> None:
    small = FakePlatform("right", limit=10)
    world = World(database, [], [FakePlatform("left"), small], ROOMS)
    async with world.up():
        await owe(world, say("long", "one two three four five"))
        await world.outbox.idle()
        before = world.texts(RIGHT)
        assert len(before) >= 3
        assert "".join("".join(before).split()) == "onetwothreefourfive"
        await owe(world, Delivery("shorter", RIGHT, Action.EDIT, RichText.plain("one two"), target="long"))
        await world.outbox.idle()
        assert world.texts(RIGHT) == ["one two"]
        longer = Delivery("longer", RIGHT, Action.EDIT, RichText.plain("six seven eight nine"), target="long")
        await owe(world, longer)
        await world.outbox.idle()
        assert "".join("".join(world.texts(RIGHT)).split()) == "sixseveneightnine"
        await owe(world, Delivery("gone", RIGHT, Action.DELETE, target="long"))
        await world.outbox.idle()
        assert world.texts(RIGHT) == []


async def test_an_interrupted_long_delivery_goes_on_where_it_stopped(database: Database) -> None:
    small = FakePlatform("right", limit=10)
    world = World(database, [], [FakePlatform("left"), small], ROOMS)
    async with world.up():
        small.faults.extend([lambda part: None, lambda part: TryLater("wait", after=5)])
        await owe(world, say("long", "one two three four five"))
        await deliver_through_waits(world)
    assert "".join("".join(world.texts(RIGHT)).split()) == "onetwothreefourfive"
    tokens = [shown.part.token for shown in small.shown[RIGHT]]
    assert len(set(tokens)) == len(tokens)


async def test_a_long_delivery_that_was_buried_halfway_goes_on_where_it_stopped(database: Database) -> None:
    small = FakePlatform("right", limit=10, capabilities=Capabilities(remembers_tokens=False))
    world = World(database, [], [FakePlatform("left"), small], ROOMS)
    async with world.up():
        small.faults.extend([lambda part: None, lambda part: Undeliverable("no permission")])
        await owe(world, say("long", "one two three four five"))
        await world.outbox.idle()
        async with database.transaction() as tx:
            assert await outbox.raise_buried(tx, 1, world.clock.now())
        world.outbox.wake()
        await world.outbox.idle()
    assert "".join("".join(world.texts(RIGHT)).split()) == "onetwothreefourfive"


async def test_edits_and_deletions_of_what_never_arrived_are_done_without_a_word(world: World) -> None:
    await owe(
        world,
        Delivery("edit", RIGHT, Action.EDIT, RichText.plain("x"), target="never"),
        Delivery("delete", RIGHT, Action.DELETE, target="never"),
        Delivery("react", RIGHT, Action.REACT, reply_to=MessageRef(LEFT, "never"), emoji="✅"),
    )
    await world.outbox.idle()
    assert world.texts(RIGHT) == []
    assert set((await states(world.database)).values()) == {"sent"}


async def test_choices_get_their_reactions_where_there_are_no_buttons(world: World) -> None:
    choices = (Choice("✅ Ναι", "yes"), Choice("Αργότερα", "later"))
    await owe(world, Delivery("q", RIGHT, text=RichText.plain("?"), choices=choices))
    await world.outbox.idle()
    assert world.platforms["right"].last(RIGHT).reactions == ["✅", "2\ufe0f\u20e3"]


async def test_a_stop_finishes_and_records_the_delivery_that_had_begun(world: World) -> None:
    gate, begun = asyncio.Event(), asyncio.Event()
    platform = world.platforms["right"]
    deliver = platform.deliver

    async def slow(part: Part) -> MessageRef:
        begun.set()
        await gate.wait()
        return await deliver(part)

    platform.deliver = slow  # type: ignore[method-assign]
    await owe(world, say("begun"), say("not begun"))
    worker = asyncio.create_task(world.outbox.run())
    await begun.wait()
    worker.cancel()
    await settle()
    assert not worker.done()
    gate.set()
    await asyncio.gather(worker, return_exceptions=True)
    assert await states(world.database) == {"begun": "sent", "not begun": "pending"}


async def test_answers_in_a_room_are_claimed_together_and_a_copied_reply_waits_for_what_it_replies_to(
    world: World,
) -> None:
    claimed: list[list[str]] = []
    platform = world.platforms["right"]
    deliver = platform.deliver

    async def noting(part: Part) -> MessageRef:
        claimed.append([key for key, state in (await states(world.database)).items() if state == "sending"])
        return await deliver(part)

    platform.deliver = noting  # type: ignore[method-assign]
    original = MessageRef(LEFT, "1")
    answers = [replace(say(str(number)), reply_to=MessageRef(RIGHT, f"q{number}")) for number in range(3)]
    await owe(world, *answers, replace(say("copy"), origin=original), replace(say("reply"), reply_to=original))
    await world.outbox.idle()
    assert claimed == [["0", "1", "2", "copy"]] * 4 + [["reply"]]
    shown = world.platforms["right"].shown[RIGHT]
    assert shown[-1].part.reply_to == shown[-2].ref


async def deliver_through_waits(world: World) -> None:
    """Deliver everything, letting time pass whenever somebody waits for it."""
    idle = asyncio.create_task(world.outbox.idle())
    while not idle.done():
        await asyncio.sleep(0)
        if world.clock.sleeping:
            await world.clock.advance(1)
    await idle


@pytest.mark.parametrize("light", [True, False])
async def test_what_is_owed_under_a_message_goes_into_its_thread(database: Database, light: bool) -> None:
    right = FakePlatform("right", capabilities=Capabilities(remembers_tokens=True, light_threads=light))
    world = World(database, [], [FakePlatform("left"), right], ROOMS)
    async with world.up():
        under = [replace(say(key), under=root) for key, root in (("1", "root"), ("2", "root"), ("3", "never owed"))]
        await owe(world, say("root"), *under)
        await world.outbox.idle()
    root, *others = right.shown[RIGHT]
    assert [shown.part.thread for shown in others] == [root.ref, root.ref, None]


@pytest.mark.parametrize("light", [True, False])
async def test_an_answer_opens_a_thread_only_where_threads_are_light(database: Database, light: bool) -> None:
    right = FakePlatform("right", capabilities=Capabilities(remembers_tokens=True, light_threads=light))
    world = World(database, [], [FakePlatform("left"), right], ROOMS)
    question, root = MessageRef(RIGHT, "question"), MessageRef(RIGHT, "root")
    async with world.up():
        await owe(
            world,
            replace(say("answer"), reply_to=question, thread=question),
            replace(say("in a thread"), reply_to=question, thread=root),
        )
        await world.outbox.idle()
    assert [shown.part.thread for shown in right.shown[RIGHT]] == [question if light else None, root]


async def test_a_room_that_bars_us_is_waited_for_and_told_once(world: World) -> None:
    world.platforms["right"].faults += [lambda part: Barred("“Send Messages” is missing")] * 5
    await owe(world, say("first"), say("second"), say("elsewhere", to=LEFT))
    await deliver_through_waits(world)
    assert world.texts(RIGHT) == ["first", "second"]
    [told] = world.texts(ADMINS)
    assert told.startswith("⚠️ #genika (Right) does not let me in: “Send Messages” is missing.")


async def test_a_room_that_bars_us_for_days_is_given_up_on(world: World) -> None:
    async with world.database.transaction() as tx:
        await outbox.put(tx, say("old"), world.clock.now() - timedelta(days=4))
    world.platforms["right"].faults.append(lambda part: Barred("the channel was deleted"))
    await owe(world, say("new"))
    await world.outbox.idle()
    assert (await states(world.database))["old"] == "buried"
    assert world.texts(RIGHT) == ["new"]


async def test_a_platform_that_asks_for_no_wait_is_not_asked_without_end(world: World) -> None:
    world.platforms["right"].faults += [lambda part: TryLater("the webhook is gone", after=0)] * 6
    await owe(world, say("first"))
    idle = asyncio.create_task(world.outbox.idle())
    while not world.clock.sleeping:  # noqa: ASYNC110 - whatever happens in between
        await asyncio.sleep(0)
    assert len(world.platforms["right"].faults) == 2
    await deliver_through_waits(world)
    await idle
    assert world.texts(RIGHT) == ["first"]


class Blind(FakePlatform):
    """A platform whose history cannot be read the first dozen times."""

    looks = 0

    async def find_delivered(self, part: Part, since: datetime) -> MessageRef | None:
        self.looks += 1
        if self.looks <= 12:
            raise InDoubt("the history cannot be read")
        return await super().find_delivered(part, since)


async def test_a_doubt_that_stays_is_told_to_the_admins(database: Database) -> None:
    blind = Blind("right", capabilities=Capabilities(remembers_tokens=False))
    world = World(database, [], [FakePlatform("left"), blind], ROOMS)
    blind.lost_answers.append(InDoubt("no answer"))
    async with world.up():
        await owe(world, say("once"))
        await deliver_through_waits(world)
        assert world.texts(RIGHT) == ["once"]
        [told] = world.texts(ADMINS)
        assert told.startswith("⚠️ I cannot find out whether a message has arrived in #genika (Right)")


async def test_what_was_buried_in_doubt_is_looked_for_when_it_is_raised(database: Database) -> None:
    forgetful = WithoutTokens("right", capabilities=Capabilities(remembers_tokens=False))
    world = World(database, [], [FakePlatform("left"), forgetful], ROOMS)
    forgetful.lost_answers += [ValueError("bug")]
    async with world.up():
        await owe(world, say("once"))
        async with database.transaction() as tx:
            await outbox.claim(tx, [1], world.clock.now())
            await outbox.retry(tx, 1, world.clock.now(), "", in_doubt=True)
            await tx.execute("UPDATE outbox SET attempts = 4 WHERE id = 1")
        await deliver_through_waits(world)
        assert (await states(database))["once"] == "buried"
        assert world.texts(RIGHT) == ["once"]
        async with database.transaction() as tx:
            await outbox.raise_buried(tx, 1, world.clock.now())
        await world.outbox.idle()
        assert (await states(database))["once"] == "sent"
        assert world.texts(RIGHT) == ["once"]

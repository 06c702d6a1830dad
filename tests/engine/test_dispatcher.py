"""Events to cogs: once each, one transaction, one broken cog harms no other."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.core.cog import Cog, on
from bot.core.delivery import Delivery
from bot.core.events import MessagePosted
from storage import inbox, outbox
from storage.database import Database, Tx
from tests.engine.world import ADMINS, LEFT, ROOMS, World, two_platforms
from tests.fakes import START, posted


class Echo(Cog):
    """Owes what it hears."""

    name = "echo"

    @on(MessagePosted)
    async def hear(self, event: MessagePosted, tx: Tx) -> None:
        await outbox.put(tx, Delivery(f"echo:{event.ref}:{await self._count(tx)}", LEFT, text=event.text), event.at)

    async def _count(self, tx: Tx) -> int:
        return int(await tx.value("SELECT COUNT(*) FROM outbox"))


class Broken(Cog):
    """Writes, then falls."""

    name = "broken"

    @on(MessagePosted)
    async def fall(self, event: MessagePosted, tx: Tx) -> None:
        await outbox.put(tx, Delivery("broken", LEFT, text=event.text), event.at)
        raise RuntimeError("fell over")


async def owed(database: Database) -> list[str]:
    async with database.reading() as tx:
        return [str(row["key"]) for row in await tx.all("SELECT key FROM outbox ORDER BY id")]


async def test_an_event_is_handled_once_however_often_it_is_reported(database: Database) -> None:
    world = World(database, [Echo()], two_platforms(), ROOMS)
    event = posted(LEFT, "καλημέρα")
    await world.host.receive("left", [event, event], {})
    await world.host.receive("left", [event], {})
    assert len(await owed(database)) == 1


async def test_a_message_from_the_future_is_of_now(database: Database) -> None:
    world = World(database, [Echo()], two_platforms(), ROOMS)
    await world.host.receive("left", [posted(LEFT, "αύριο", at=START + timedelta(days=1))], {})
    async with world.up():
        await world.outbox.idle()
    assert world.texts(LEFT) == ["αύριο"]
    async with database.reading() as tx:
        assert await outbox.last_arrival(tx, LEFT) == START


async def test_a_batch_and_its_cursor_are_one(database: Database) -> None:
    world = World(database, [Echo()], two_platforms(), ROOMS)
    await world.host.receive("left", [posted(LEFT, "ένα")], {"sync": "s1"})
    await world.host.receive("left", [], {"sync": "s2"})
    assert await world.host.cursors("left") == {"sync": "s2"}
    assert await world.host.cursors("right") == {}


async def test_nothing_of_a_batch_is_kept_when_the_database_fails(database: Database) -> None:
    world = World(database, [Echo()], two_platforms(), ROOMS)
    async with database.transaction() as tx:
        await tx.execute("DROP TABLE cursors")
    with pytest.raises(Exception, match="no such table"):
        await world.host.receive("left", [posted(LEFT, "ένα")], {"sync": "s1"})
    assert await owed(database) == []
    async with database.transaction() as tx:
        assert await inbox.first_time(tx, [posted(LEFT, "ένα").id], START)


async def test_a_broken_cog_harms_no_other_and_the_admins_are_told_once_an_hour(database: Database) -> None:
    world = World(database, [Broken(), Echo()], two_platforms(), ROOMS)
    await world.host.receive("left", [posted(LEFT, "α", id="1"), posted(LEFT, "β", id="2")], {})
    keys = await owed(database)
    assert "broken" not in keys
    assert sum(key.startswith("echo:") for key in keys) == 2
    assert sum(key.startswith("incident:broken.fall") for key in keys) == 1
    async with world.up():
        await world.outbox.idle()
    assert "broken.fall" in world.texts(ADMINS)[0]
    assert "fell over" not in world.texts(ADMINS)[0], "an error's text may hold what somebody wrote"


async def test_batches_that_wait_share_one_commit_and_keep_their_order(database: Database) -> None:
    world = World(database, [Echo()], two_platforms(), ROOMS)
    events = [posted(LEFT, str(number), id=str(number)) for number in range(50)]
    await asyncio.gather(*(world.host.receive("left", [event], {"sync": event.ref.id}) for event in events))
    keys = await owed(database)
    assert [key.split("/")[1].split(":")[0] for key in keys] == [str(number) for number in range(50)]
    assert await world.host.cursors("left") == {"sync": "49"}


async def test_nobody_waits_for_a_whole_crowd_to_be_handled(database: Database) -> None:
    world = World(database, [Echo()], two_platforms(), ROOMS)
    when_done: list[int] = []

    async def say(number: int) -> None:
        await world.host.receive("left", [posted(LEFT, str(number), id=str(number))], {})
        when_done.append(len(await owed(database)))

    await asyncio.gather(*(say(number) for number in range(300)))
    assert sorted(when_done)[100] < 300
    assert len(await owed(database)) == 300


async def test_a_batch_left_behind_by_who_gave_up_holds_up_no_other(database: Database) -> None:
    world = World(database, [Echo()], two_platforms(), ROOMS)
    crowd = [[posted(LEFT, "β", id=f"{batch}-{number}") for number in range(90)] for batch in range(3)]
    first = asyncio.create_task(world.host.receive("left", [posted(LEFT, "α", id="1")], {}))
    given_up = [asyncio.create_task(world.host.receive("left", events, {})) for events in crowd]
    last = asyncio.create_task(world.host.receive("left", [posted(LEFT, "γ", id="2")], {}))
    await asyncio.sleep(0)
    for task in given_up:
        task.cancel()
    await asyncio.gather(first, last)
    assert len(await owed(database)) == 272


async def test_a_cancelled_batch_does_not_take_the_others_with_it(database: Database) -> None:
    world = World(database, [Echo()], two_platforms(), ROOMS)
    first = asyncio.create_task(world.host.receive("left", [posted(LEFT, "α", id="1")], {}))
    second = asyncio.create_task(world.host.receive("left", [posted(LEFT, "β", id="2")], {}))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    assert second.exception() is None
    assert any("/2" in key for key in await owed(database))

"""What the homeserver brings to an application service: committed before it is acknowledged, and never heard twice."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.core.events import Event, MessagePosted
from bot.core.ids import RoomRef
from bot.core.rooms import Room, Rooms
from bot.engine.clock import SystemClock
from cogs.bridge import Bridge
from storage.database import Database
from tests.adapters.matrix.served import Service
from tests.adapters.matrix.support import RecordingHost, platform_for
from tests.engine.world import World
from tests.fakes import FakePlatform

RIGHT = RoomRef("right", "room")
NO_TRANSACTIONS: tuple[object, ...] = ([], {"events": 7}, {})


class Batches(RecordingHost):
    """A host that tells syncs and transactions apart: only what a sync brings moves a cursor on."""

    def __init__(self) -> None:
        super().__init__()
        self.brought: list[str] = []
        """What transactions brought, each time that it was brought."""
        self.refusals = 0
        """How many transactions are not committed."""

    async def receive(self, platform: str, events: Sequence[Event], cursors: Mapping[str, str]) -> None:
        if not cursors:
            async with self._changed:
                self.brought += [str(event.text) for event in events if isinstance(event, MessagePosted)]
                self._changed.notify_all()
            if self.refusals:
                self.refusals -= 1
                raise OSError("the disk is full")
        await super().receive(platform, events, cursors)

    async def until_brought(self, service: Service, text: str, times: int = 1) -> None:
        """Return when a transaction has brought a message so often; fails after a minute."""
        async with asyncio.timeout(60):
            while not await self._brought_soon(text, times):
                await _ping(service)

    async def _brought_soon(self, text: str, times: int) -> bool:
        try:
            async with asyncio.timeout(2), self._changed:
                return await self._changed.wait_for(lambda: self.brought.count(text) >= times)
        except TimeoutError:
            return False


@pytest.fixture
async def host(service: Service) -> AsyncIterator[Batches]:
    """The bot, running, and what it is told."""
    service.host = Batches()
    async with service.up():
        yield service.host


async def _ping(service: Service) -> None:
    """Have the homeserver bring what waits now: it waits ever longer for a service that was away between two tests.

    It does not hear this while one of its attempts is failing just then, so once may not be enough.

    Client-server API, "Pinging", and Synapse's answer to it, which ends that wait.
    """
    known = service.settings.appservice
    assert known
    assert known.as_token
    url = f"{service.settings.homeserver}/_matrix/client/v1/appservice/{known.id}/ping"
    headers = {"Authorization": f"Bearer {known.as_token.get_secret_value()}"}
    async with aiohttp.ClientSession() as http, http.post(url, headers=headers, json={}) as answer:
        assert answer.status == 200


@asynccontextmanager
async def asked(
    service: Service, method: str, path: str, token: str | None = None, body: object = None
) -> AsyncIterator[aiohttp.ClientResponse]:
    """Make the request of a homeserver, and give the answer."""
    url = f"{service.settings.appservice.url}/_matrix/app/v1/{path}" if service.settings.appservice else ""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession() as http, http.request(method, url, headers=headers, json=body) as answer:
        yield answer


def token_of(service: Service) -> str:
    """Return the homeserver's token."""
    assert service.settings.appservice
    assert service.settings.appservice.hs_token
    return service.settings.appservice.hs_token.get_secret_value()


def message(service: Service, event_id: str, text: str) -> dict[str, Any]:
    """Return an event as a homeserver brings it."""
    return {
        "type": "m.room.message",
        "event_id": event_id,
        "room_id": service.room_id,
        "sender": service.teacher.user_id,
        "origin_server_ts": int(SystemClock().now().timestamp() * 1000),
        "content": {"msgtype": "m.text", "body": text},
    }


async def test_only_the_homeserver_may_bring_something(service: Service, host: Batches) -> None:
    body = {"events": [message(service, "$forged", "ψέμα")]}
    for token, status in ((None, 401), ("wrong", 403)):
        async with asked(service, "PUT", "transactions/x1", token, body) as answer:
            assert (answer.status, "errcode" in await answer.json()) == (status, True)
    async with asked(service, "POST", "ping", token_of(service), {"transaction_id": "a"}) as answer:
        assert (answer.status, await answer.json()) == (200, {})
    async with asked(service, "GET", "users/@_stoa_discord_1:stoa.test", token_of(service)) as answer:
        assert (answer.status, (await answer.json())["errcode"]) == (404, "M_NOT_FOUND")
    for wrong in NO_TRANSACTIONS:
        async with asked(service, "PUT", "transactions/x2", token_of(service), wrong) as answer:
            assert answer.status == 400
    assert "ψέμα" not in host.brought


async def test_a_transaction_is_taken_once_whole_and_in_order(service: Service, host: Batches) -> None:
    texts = [f"μήνυμα {number}" for number in range(3)]
    strange: list[Any] = [7, {"type": "m.room.message"}, message(service, "$e", "x") | {"content": "none"}]
    events = [*strange, *(message(service, f"$m{number}", text) for number, text in enumerate(texts))]
    for _ in range(2):
        async with asked(service, "PUT", "transactions/y1", token_of(service), {"events": events}) as answer:
            assert answer.status == 200
    assert host.brought == texts


async def test_what_is_old_or_of_a_foreign_room_is_left_to_the_syncs(service: Service, host: Batches) -> None:
    events = [
        message(service, "$old", "παλιό") | {"origin_server_ts": 1_700_000_000_000},
        message(service, "$foreign", "ξένο") | {"room_id": "!foreign"},
        message(service, "$poll", "ψηφοφορία") | {"type": "m.poll.start"},
    ]
    async with asked(service, "PUT", "transactions/z1", token_of(service), {"events": events}) as answer:
        assert answer.status == 200
    assert host.brought == []


async def test_the_homeserver_brings_what_is_said(service: Service, host: Batches) -> None:
    await service.teacher.send(service.room_id, "Καλημέρα")
    await host.until_brought(service, "Καλημέρα")
    heard = await host.until_said("Καλημέρα")
    assert (heard.author.name, heard.ref.room) == ("teacher-17", service.room)


async def test_what_was_not_committed_is_brought_again(service: Service, host: Batches) -> None:
    host.refusals = 1
    await service.teacher.send(service.room_id, "δύο φορές")
    await host.until_brought(service, "δύο φορές", times=2)
    assert host.refusals == 0


class Mortal:
    """An engine that may die at a commit: from then on it takes nothing, whoever brings it."""

    def __init__(self, world: World, dies: str = "never") -> None:
        """Die "before" the commit of a message, or "after" it and before it is acknowledged, or "never"."""
        self._world, self._dies = world, dies
        self.dead, self.ended = asyncio.Event(), asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._world.host, name)

    async def receive(self, platform: str, events: Sequence[Event], cursors: Mapping[str, str]) -> None:
        said = [str(event.text) for event in events if isinstance(event, MessagePosted)]
        dying = self._dies != "never" and bool(said)
        if not self.dead.is_set() and (not dying or self._dies == "after"):
            await self._world.host.receive(platform, events, cursors)
        if dying or self.dead.is_set():
            self.dead.set()
            raise OSError("killed")
        if "τέλος" in said:
            self.ended.set()


@pytest.mark.parametrize("dies", ["before", "after"])
async def test_after_a_crash_around_a_commit_nothing_is_lost_or_doubled(
    service: Service, database: Database, dies: str
) -> None:
    rooms = Rooms((Room("genika", "Γενικά", (service.room, RIGHT)),))
    world = World(database, [Bridge(rooms)], [FakePlatform("right")], rooms)
    async with world.up():
        first = Mortal(world, dies)
        platform = platform_for(service.settings, rooms, service.store)
        run = asyncio.create_task(platform.run(first))
        await platform.ready()
        for text in ("πρώτο", "δεύτερο", "τρίτο"):
            await service.teacher.send(service.room_id, text)
        async with asyncio.timeout(30):
            await first.dead.wait()
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)
        second = Mortal(world)
        platform = platform_for(service.settings, rooms, service.store)
        run = asyncio.create_task(platform.run(second))
        await platform.ready()
        await service.teacher.send(service.room_id, "τέλος")
        async with asyncio.timeout(30):
            await second.ended.wait()
        await platform.stop()
        await run
        await world.outbox.idle()
    # The clock of the world stands still in another year, so the texts tell when they were said.
    assert [text.rpartition(" ")[2] for text in world.texts(RIGHT)] == ["πρώτο", "δεύτερο", "τρίτο", "τέλος"]

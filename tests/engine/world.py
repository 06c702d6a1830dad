"""A whole engine on fake platforms and a real database, for the tests of the engine and of what runs through it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager

from bot.core.cog import Cog
from bot.core.commands import specs_of
from bot.core.events import Event
from bot.core.ids import RoomRef
from bot.core.rights import Rights
from bot.core.rooms import Purpose, Room, Rooms
from bot.engine.courier import Courier
from bot.engine.dispatcher import Dispatcher
from bot.engine.files import Files
from bot.engine.host import EngineHost
from bot.engine.incidents import Incidents
from bot.engine.invoker import Invoker
from bot.engine.live import Live
from bot.engine.merging import Merger
from bot.engine.outbox import OutboxWorker
from bot.engine.schedule import Schedule
from bot.engine.supervisor import Supervisor
from bot.engine.talk import Talk
from storage.database import Database
from tests.fakes import FakeClock, FakePlatform

LEFT, RIGHT = RoomRef("left", "room"), RoomRef("right", "room")
THIRD = RoomRef("right", "other")
ADMINS = RoomRef("left", "admins")
ROOMS = Rooms(
    (
        Room("genika", "Γενικά", (LEFT, RIGHT, THIRD)),
        Room("diacheirisi", "Διαχείριση", (ADMINS,), Purpose.ADMINS, language="en"),
    )
)
RIGHTS = Rights.of(facilitators=["left:facilitator-1"], coordinators=["left:coordinator-1"])


class World:
    """The engine's parts, put together as `bot.app` does it."""

    def __init__(
        self, database: Database, cogs: Sequence[Cog], platforms: Iterable[FakePlatform], rooms: Rooms
    ) -> None:
        self.database, self.cogs, self.clock = database, cogs, FakeClock()
        self.platforms = {platform.name: platform for platform in platforms}
        incidents = Incidents(rooms, self.clock)
        invoker = Invoker((spec for cog in cogs for spec in specs_of(cog)), RIGHTS, incidents)
        talk = Talk(invoker, rooms, "!stoa")
        self.live = Live(Merger(self.platforms, rooms, RIGHTS.leads), self.clock)
        courier = Courier(database, self.platforms, rooms, incidents, self.clock, self.live)
        self.outbox = OutboxWorker(database, courier, self.clock)
        dispatcher = Dispatcher(database, cogs, talk, incidents, self.clock, self.outbox.wake)
        self.host = EngineHost(
            database, dispatcher, invoker, talk, incidents, Files(self.platforms, self.clock), self.outbox.wake
        )
        self.schedule = Schedule(database, cogs, incidents, self.clock, self.outbox.wake)
        self.supervisor = Supervisor(
            database, self.host, self.platforms, self.outbox, self.schedule, incidents, self.clock
        )

    async def hear(self, *events: Event) -> None:
        """Have events received and everything that they lead to delivered."""
        await self.host.receive("left", events, {})
        await self.outbox.idle()

    def texts(self, room: RoomRef) -> list[str]:
        """Return what stands in a room."""
        return self.platforms[room.platform].texts(room)

    @asynccontextmanager
    async def up(self) -> AsyncIterator[None]:
        """Have the platforms running, without the supervisor."""
        running = [asyncio.create_task(platform.run(self.host)) for platform in self.platforms.values()]
        await asyncio.gather(*(platform.ready() for platform in self.platforms.values()))
        try:
            yield
        finally:
            for platform in self.platforms.values():
                await platform.stop()
            await asyncio.gather(*running)


def two_platforms() -> tuple[FakePlatform, FakePlatform]:
    """Return the platforms of the rooms above."""
    return FakePlatform("left"), FakePlatform("right")

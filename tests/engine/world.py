"""A whole engine on fake platforms and a real database, for the tests of the engine and of what runs through it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager

from bot.core.cog import Cog
from bot.core.events import Event
from bot.core.ids import RoomRef
from bot.core.rights import Rights
from bot.core.rooms import Purpose, Room, Rooms
from bot.engine.engine import Engine
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


class World(Engine):
    """The engine, on fake platforms and a clock that stands still."""

    def __init__(
        self, database: Database, cogs: Sequence[Cog], platforms: Iterable[FakePlatform], rooms: Rooms
    ) -> None:
        self.database, self.cogs, self.clock = database, cogs, FakeClock()
        self.platforms = {platform.name: platform for platform in platforms}
        super().__init__(database, self.clock, self.platforms, rooms, cogs, RIGHTS)

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

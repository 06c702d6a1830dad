"""What the admins' rooms are told."""

from __future__ import annotations

from bot.core.ids import RoomRef
from storage.database import Database
from tests.engine.world import ADMINS, LEFT, ROOMS, World, two_platforms
from tests.fakes import START

HOUR = 3600


async def test_a_platforms_warning_is_told_once_in_the_rooms_words(database: Database) -> None:
    world = World(database, [], two_platforms(), ROOMS)
    async with world.up():
        for _ in range(2):
            await world.host.warn("gap:1", "{room}: *lost* since {since} in {elsewhere}: {reason}", **WARNED)
            await world.clock.advance(2 * HOUR)
        await world.host.warn("gap:2", "{number} lost", number=7)
        await world.outbox.idle()
        assert world.texts(ADMINS) == [
            "⚠️ #genika (Left): lost since Tuesday 12 January 2027, 12:00 in nowhere:7: it *is* so",
            "⚠️ 7 lost",
        ]


WARNED = {"room": LEFT, "since": START, "elsewhere": RoomRef("nowhere", "7"), "reason": "it *is* so"}

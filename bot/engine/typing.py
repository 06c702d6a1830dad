"""That somebody types is shown in the other places of the room, while it is so; nothing of it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from math import inf

import structlog

from bot.core.ids import RoomRef
from bot.core.ports import ChatPlatform, Clock
from bot.core.rooms import Rooms

_log = structlog.get_logger("stoa")

_EVERY = 5.0
"""Seconds in which a place is told once, however many type."""
_PATIENCE = 5.0
"""Seconds that a platform may take: later it would be shown when nobody types any more."""


class Typing:
    """Tells the platforms. A private conversation has no other places, so nobody is told of it."""

    def __init__(self, platforms: Mapping[str, ChatPlatform], rooms: Rooms, clock: Clock) -> None:
        """Nobody types yet."""
        self._platforms, self._rooms, self._clock = platforms, rooms, clock
        self._told: dict[RoomRef, float] = {}
        self._telling: set[asyncio.Task[None]] = set()

    def heard(self, place: RoomRef) -> None:
        """Take that somebody types in a place; returns at once."""
        now = self._clock.monotonic()
        for other in self._rooms.others(place):
            if now - self._told.get(other, -inf) >= _EVERY:
                self._told[other] = now
                telling = asyncio.create_task(self._tell(other), name=f"typing {other}")
                self._telling.add(telling)
                telling.add_done_callback(self._telling.discard)

    async def close(self) -> None:
        """Tell no more."""
        telling = list(self._telling)
        for task in telling:
            task.cancel()
        await asyncio.gather(*telling, return_exceptions=True)

    async def _tell(self, place: RoomRef) -> None:
        platform = self._platforms.get(place.platform)
        if platform is None:
            return
        try:
            async with asyncio.timeout(_PATIENCE):
                await platform.typing(place)
        except Exception as error:  # noqa: BLE001 - the boundary: what is not shown in time is no loss
            _log.debug("typing not shown", room=place.label, reason=type(error).__name__)

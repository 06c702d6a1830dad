"""The places of the community's rooms, asked of whichever platform each is on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from typing import TypeVar

from bot.core.delivery import Delivery
from bot.core.errors import NoSuchPlace, PlatformDown
from bot.core.ids import RoomRef
from bot.core.ports import ChatPlatform
from bot.core.text import RichText

_T = TypeVar("_T")

_PATIENCE = 5.0
"""Seconds that a platform may take: a transaction is open meanwhile."""


class Places:
    """Every platform's places; implements `cogs.running.Places`."""

    def __init__(self, platforms: Mapping[str, ChatPlatform]) -> None:
        """Ask these platforms, by their names."""
        self._platforms = platforms

    def at(self, written: str) -> RoomRef | None:
        """Return the place that is written as ``platform:id`` or as people copy it on any platform; None if none is."""
        platform, _, name = written.partition(":")
        if platform in self._platforms and name:
            return RoomRef(platform, name)
        found = (platform.place_at(written) for platform in self._platforms.values())
        return next((place for place in found if place is not None), None)

    def missing(self, place: RoomRef) -> tuple[str, ...]:
        """See `ChatPlatform.missing`."""
        platform = self._platforms.get(place.platform)
        return platform.missing(place) if platform else ()

    async def enter(self, place: RoomRef) -> RoomRef:
        """See `ChatPlatform.enter`; raises PlatformDown also where it takes longer than a few seconds."""
        return await _in_time(self._platform(place).enter(place))

    def reacts_for_each(self, place: RoomRef) -> bool:
        """See `ChatPlatform.reacts_for_each`."""
        platform = self._platforms.get(place.platform)
        return platform is not None and platform.reacts_for_each(place)

    def publishes(self, place: RoomRef) -> bool:
        """See `ChatPlatform.publishes`."""
        platform = self._platforms.get(place.platform)
        return platform is not None and platform.publishes(place)

    def pieces(self, delivery: Delivery) -> tuple[RichText, ...]:
        """See `ChatPlatform.split`; a delivery to nowhere stays whole."""
        platform = self._platforms.get(delivery.to.platform)
        return platform.split(delivery) if platform else (delivery.text,)

    def holds_back(self, place: RoomRef) -> bool:
        """Tell whether a place's platform has a slow mode of its own (see `Capabilities`)."""
        platform = self._platforms.get(place.platform)
        return platform is not None and platform.capabilities.slow_mode

    async def slow(self, place: RoomRef, seconds: int) -> None:
        """See `ChatPlatform.slow`; raises PlatformDown also where it takes longer than a few seconds."""
        await _in_time(self._platform(place).slow(place, seconds))

    def calendars(self) -> list[RoomRef]:
        """Return the calendar of each platform that has one of its own (see `Capabilities`)."""
        own = (platform for platform in self._platforms.values() if platform.capabilities.native_events)
        return [RoomRef.calendar(platform.name) for platform in own]

    def _platform(self, place: RoomRef) -> ChatPlatform:
        if place.platform not in self._platforms:
            raise NoSuchPlace(f"no platform is called {place.platform!r}")
        return self._platforms[place.platform]


async def _in_time(work: Awaitable[_T]) -> _T:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await work
    except TimeoutError as error:
        raise PlatformDown("no answer in time") from error

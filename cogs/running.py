"""What cogs may know of the bot that runs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.commands import CommandSpec
from bot.core.delivery import Delivery
from bot.core.errors import NoSuchPlace
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.ports import Clock
from bot.core.status import PlatformStatus
from bot.core.text import RichText


class Places(Protocol):
    """The places that rooms may live in, as the platforms know them."""

    def at(self, written: str) -> RoomRef | None:
        """Return the place that is written as ``platform:id`` or as people copy it; None for anything else."""
        ...

    def missing(self, place: RoomRef) -> tuple[str, ...]:
        """See `ChatPlatform.missing`."""
        ...

    async def enter(self, place: RoomRef) -> RoomRef:
        """See `ChatPlatform.enter`."""
        ...

    def reacts_for_each(self, place: RoomRef) -> bool:
        """See `ChatPlatform.reacts_for_each`."""
        ...

    def publishes(self, place: RoomRef) -> bool:
        """See `ChatPlatform.publishes`."""
        ...

    def pieces(self, delivery: Delivery) -> tuple[RichText, ...]:
        """Return a delivery's text as the messages that it becomes (see `ChatPlatform.split`)."""
        ...

    def holds_back(self, place: RoomRef) -> bool:
        """Tell whether a place's platform has a slow mode of its own (see `Capabilities`)."""
        ...

    async def slow(self, place: RoomRef, seconds: int) -> None:
        """See `ChatPlatform.slow`."""
        ...

    def calendars(self) -> Sequence[RoomRef]:
        """Return the calendar of each platform that has one of its own (see `Capabilities`)."""
        ...


class _Nowhere:
    """No place at all."""

    def at(self, written: str) -> RoomRef | None:
        return None

    def missing(self, place: RoomRef) -> tuple[str, ...]:
        return ()

    async def enter(self, place: RoomRef) -> RoomRef:
        raise NoSuchPlace(str(place))

    def reacts_for_each(self, place: RoomRef) -> bool:
        return False

    def publishes(self, place: RoomRef) -> bool:
        return False

    def pieces(self, delivery: Delivery) -> tuple[RichText, ...]:
        return (delivery.text,)

    def holds_back(self, place: RoomRef) -> bool:
        return False

    async def slow(self, place: RoomRef, seconds: int) -> None:
        raise NoSuchPlace(str(place))

    def calendars(self) -> Sequence[RoomRef]:
        return ()


class Running:
    """What is known of the running bot; empty until it `follow`s one."""

    def __init__(self) -> None:
        """Follow nothing yet."""
        self.specs: Sequence[CommandSpec] = ()
        self.platforms: Callable[[], Sequence[PlatformStatus]] = tuple
        self.ticked: Callable[[], datetime | None] = lambda: None
        self.messages_at: Callable[[str], Sequence[MessageRef]] = lambda written: ()
        self.groups_of: Callable[[PersonRef], frozenset[str]] = lambda ref: frozenset()
        self.places: Places = _Nowhere()
        self.started: datetime | None = None

    def follow(
        self,
        specs: Sequence[CommandSpec],
        platforms: Callable[[], Sequence[PlatformStatus]],
        clock: Clock,
        last_tick: Callable[[], float | None] = lambda: None,
        messages_at: Callable[[str], Sequence[MessageRef]] = lambda written: (),
        groups_of: Callable[[PersonRef], frozenset[str]] = lambda ref: frozenset(),
    ) -> None:
        """Follow a bot that starts now.

        `last_tick` is when its schedule last ran, in `Clock.monotonic` seconds. `messages_at` finds the messages that a
        copied link or id may mean on any platform; `groups_of` tells in which groups an account is now.
        """
        self.specs, self.platforms, self.started = specs, platforms, clock.now()
        self.messages_at, self.groups_of = messages_at, groups_of

        def ticked() -> datetime | None:
            at = last_tick()
            return None if at is None else clock.now() - timedelta(seconds=clock.monotonic() - at)

        self.ticked = ticked

"""What every cog is: event handlers, periodic work, commands, and a person's right to their data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.core.ids import PersonRef

_Handler = TypeVar("_Handler", bound=Callable[..., Awaitable[None]])
_EVENTS = "__stoa_events__"
_PERIOD = "__stoa_period__"


class Cog:
    """One subject of what Stoa does.

    Handlers are given the transaction and never a platform: they cannot send, only owe.
    """

    name: str = ""

    async def start(self, now: datetime, tx: Any) -> None:
        """Do what is to be done once before the platforms start; `now` is aware, UTC."""

    async def export(self, person: PersonRef, tx: Any) -> dict[str, Any]:
        """Return everything that this cog keeps about a person, ready for JSON."""
        return {}

    async def unsay(self, person: PersonRef, now: datetime, tx: Any) -> None:
        """Owe what takes back the words of a person that the bot repeated to others; called before `forget`.

        `now` is aware, UTC.
        """

    async def forget(self, person: PersonRef, tx: Any) -> None:
        """Erase or anonymise everything that this cog keeps about a person."""


@dataclass(frozen=True, slots=True)
class Periodic:
    """Work that a cog does again and again; `run` takes the moment (aware, UTC) and the transaction."""

    name: str
    period: timedelta
    run: Callable[..., Awaitable[None]]


def on(*events: type) -> Callable[[_Handler], _Handler]:
    """Have a method called as ``method(event, tx)`` for each event of these types."""

    def mark(method: _Handler) -> _Handler:
        setattr(method, _EVENTS, events)
        return method

    return mark


def every(period: timedelta) -> Callable[[_Handler], _Handler]:
    """Have a method called as ``method(now, tx)`` at start and then again after each period."""

    def mark(method: _Handler) -> _Handler:
        setattr(method, _PERIOD, period)
        return method

    return mark


def handlers_of(cog: Cog) -> Iterator[tuple[type, Callable[..., Awaitable[None]]]]:
    """Yield (event type, bound handler) in the order of declaration."""
    for name, member in vars(type(cog)).items():
        for event in getattr(member, _EVENTS, ()):
            yield event, getattr(cog, name)


def periodics_of(cog: Cog) -> Iterator[Periodic]:
    """Yield a cog's periodic work."""
    for name, member in vars(type(cog)).items():
        period = getattr(member, _PERIOD, None)
        if period is not None:
            yield Periodic(f"{cog.name}.{name}", period, getattr(cog, name))

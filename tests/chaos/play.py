"""Play a scenario: the bot lives, people talk, something goes wrong, and everything is counted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.chaos import agenda
from tests.chaos.agenda import Agenda
from tests.chaos.runner import Runner, runner
from tests.chaos.tally import Tally
from tests.chaos.town import ONE_BY_ONE, PURPOSES, Conversation, Town, town
from tests.servers.synapse import SynapseServer

Trouble = Callable[[Town, Runner], Awaitable[None]]
Death = tuple[str, str, int]
"""The point, the platform, and at which time it is reached."""

Forgiven = tuple[str, str]
"""A direction and what of its tally, or "given up" and how much of that at most."""

_LOOK = 0.25
_QUIET = 20.0
"""Seconds without any progress after which what has not arrived is lost."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What goes wrong while `messages` are said on each side and some announced, within about `seconds`.

    The bot dies one of the `deaths` after the other; `trouble` happens meanwhile. `within` is the time (seconds) for
    everything to arrive. What is `forgiven` is counted, but cannot be had of the platforms. Where it is `planned`, so
    many events are planned instead of messages said.
    """

    name: str
    messages: int = 60
    announcements: int = 11
    seconds: float = 3.0
    deaths: tuple[Death, ...] = ()
    trouble: Trouble | None = None
    pragmas: tuple[str, ...] = ()
    patience: float | None = None
    within: float = 120.0
    forgiven: tuple[Forgiven, ...] = ()
    bridge: str = ONE_BY_ONE
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """How a scenario ended: a tally for each direction, what was given up, how often the bot died, how long it took."""

    name: str
    tallies: dict[str, Tally]
    buried: int
    owed: int
    complaints: int
    killed: int
    seconds: float
    forgiven: tuple[Forgiven, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing was lost, reordered or given up, and nothing doubled but by webhooks, which have no token."""
        doubled = any(tally.doubled for direction, tally in self.tallies.items() if direction != "matrix → discord")
        right = all(self._is_right(direction) for direction in self.tallies)
        return right and not doubled and self.buried <= self._may_be_given_up and not self.owed

    @property
    def _may_be_given_up(self) -> int:
        return sum(int(number) for what, number in self.forgiven if what == "given up")

    def _is_right(self, direction: str) -> bool:
        forgiven = {column: 0 for where, column in self.forgiven if where == direction}
        tally = replace(self.tallies[direction], **forgiven)
        return tally.complete and not tally.reordered


async def play(scenario: Scenario, synapse: SynapseServer, folder: Path) -> Result:
    """Play a scenario in a folder of its own."""
    purposes = agenda.PURPOSES if scenario.planned else PURPOSES
    async with town(synapse, folder, bridge=scenario.bridge, purposes=purposes) as place, runner() as bot:
        order = replace(place.order, pragmas=scenario.pragmas, patience=scenario.patience)
        async with bot.living(order, iter(scenario.deaths)) as life:
            await until(place.is_ready, life, 120.0)
            began = asyncio.get_running_loop().time()
            talking = asyncio.create_task(_acting(scenario, place))
            if scenario.trouble is not None:
                await scenario.trouble(place, bot)
            conversation = await talking
            with suppress(TimeoutError):
                await until(settled(conversation), life, scenario.within)
            took = asyncio.get_running_loop().time() - began
        return Result(
            scenario.name,
            await conversation.tallies(),
            place.counts().get("buried", 0),
            place.owes,
            await place.complaints(),
            bot.killed,
            took,
            scenario.forgiven,
        )


async def _acting(scenario: Scenario, place: Town) -> Conversation | Agenda:
    much = (scenario.messages, scenario.announcements, scenario.seconds)
    return await (agenda.plan(place, *much) if scenario.planned else place.talk(*much))


async def until(holds: Callable[[], Awaitable[bool]], life: asyncio.Task[Any], within: float) -> None:
    """Return when something holds; raises TimeoutError, or what the bot's life ended with."""
    async with asyncio.timeout(within):
        while not await holds():
            await asyncio.wait([life], timeout=_LOOK)
            if life.done():
                life.result()
                raise RuntimeError("the bot has ended")


def settled(conversation: Conversation | Agenda, *directions: str) -> Callable[[], Awaitable[bool]]:
    """Return what tells whether everything (of these directions, or of all) arrived, or no more is to be expected."""
    loop = asyncio.get_running_loop()
    last, since = "", loop.time()

    async def holds() -> bool:
        nonlocal last, since
        owes = conversation.town.owes
        tallies = {} if owes else await conversation.tallies()
        state = f"{owes} {tallies}"
        if state != last:
            last, since = state, loop.time()
        awaited = [one for direction, one in tallies.items() if direction in (directions or tallies)]
        return bool(tallies) and (all(one.complete for one in awaited) or loop.time() - since > _QUIET)

    return holds

"""A flood of messages through the bridge, and what became of each of them."""

from __future__ import annotations

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.burst import cpu_of, peak_of
from tests.bench.figures import percentile, seconds
from tests.chaos.play import until
from tests.chaos.runner import runner
from tests.chaos.talk import mark
from tests.chaos.town import Town, town
from tests.servers.discord.ratelimit import Limit
from tests.servers.synapse import MatrixUser, SynapseServer
from tests.servers.synapse.errors import WaitedInVain

TO_DISCORD, TO_MATRIX = "matrix → discord", "discord → matrix"
_MARK = re.compile(r"\bs(\d+)n(\d+)p0\b")
_LOOK = 0.02
_QUIET = 60.0
"""Seconds without any arrival after which what has not come is lost."""
_WORDS = (
    "Καλησπέρα σε όλες και όλους!",
    "Ανεβάσαμε τις φωτογραφίες της ομάδας μας στο TwinSpace, δείτε τις όταν μπορέσετε.",
    "Πού θα βρούμε μετά την καταγραφή της συνάντησης;",
    "Συμφωνώ απόλυτα, το ίδιο είδαμε κι εμείς στην τάξη μας με τα παιδιά της Ε΄ δημοτικού.",
    "Ευχαριστούμε πολύ!",
)
Say = Callable[[str], Awaitable[object]]


@dataclass(slots=True)
class Seen:
    """What was said when, and in which order and when (on the clock of `seconds`) it arrived in which message."""

    said: dict[str, float] = field(default_factory=dict)
    arrived: list[tuple[str, float]] = field(default_factory=list)
    messages: int = 0
    digests: int = 0

    def note(self, text: str) -> None:
        """Note a message of the bot's that has just come."""
        marks, now = [found[0] for found in _MARK.finditer(text)], seconds()
        self.messages += bool(marks)
        self.digests += len(marks) > 1
        self.arrived += [(name, now) for name in marks]


@dataclass(frozen=True, slots=True)
class Tide:
    """What became of a flood; lags in seconds, CPU in seconds and peak memory in MB, of the bot's process."""

    direction: str
    said: int
    p50: float
    p95: float
    p99: float
    messages: int
    digests: int
    lost: int
    doubled: int
    reordered: int
    cpu_per_thousand: float
    peak: float

    @property
    def sound(self) -> bool:
        """Whether everything arrived, once, and everybody's words in their order."""
        return not (self.lost or self.doubled or self.reordered)


async def flood(direction: str, folder: Path, *, messages: int, people: int, within: float) -> Tide:
    """Have so many people write so many messages in about so many seconds, and hold what arrives against it."""
    await asyncio.to_thread(folder.mkdir, exist_ok=True)
    server = SynapseServer(folder / "synapse", default_rate_limits=direction == TO_MATRIX)
    await asyncio.to_thread(server.start)
    try:
        async with town(server, folder, bridge="", limits="discord") as place, runner() as bot:
            place.discord.ratelimits.limit_webhooks()
            place.discord.ratelimits.routes["POST /channels/{channel_id}/messages"] = Limit(5, 5.0)
            life = asyncio.create_task(bot.live(place.order))
            try:
                await until(place.is_ready, life, 120.0)
                async with _crowd(place, direction, people) as crowd:
                    before = cpu_of(bot.pid)
                    seen = await _played(place, direction, crowd, messages, within)
                    used, peak = cpu_of(bot.pid) - before, peak_of(bot.pid)
            finally:
                bot.stop()
                await life
    finally:
        await asyncio.to_thread(server.stop)
    return tide(direction, seen, used / len(seen.said) * 1000, peak)


@asynccontextmanager
async def _crowd(place: Town, direction: str, people: int) -> AsyncIterator[list[Say]]:
    """Give the ways in which so many new people of one side say something in the room."""
    names = [f"teacher-{number}" for number in range(100, 100 + people)]
    if direction == TO_MATRIX:
        channel = place.channels["genika"]
        if channel.guild is None:
            raise TypeError("the channel is of no guild")
        yield [_speaker(place, channel, channel.guild.add_member(name)) for name in names]
        return
    async with AsyncExitStack() as stack:
        room, says = place.rooms["genika"], list[Say]()
        for name in names:
            account = await asyncio.to_thread(place.synapse.register, name, displayname=name)
            user = await stack.enter_async_context(MatrixUser(place.synapse.url, account))
            await user.join(room)
            says.append(lambda text, user=user: user.send(room, text))  # type: ignore[misc]
        yield says


def _speaker(place: Town, channel: Any, member: Any) -> Say:
    return lambda text: place.discord.post(channel, member, text)


async def _played(place: Town, direction: str, crowd: Sequence[Say], messages: int, within: float) -> Seen:
    seen, share, more = Seen(), *divmod(messages, len(crowd))
    watching = asyncio.create_task(_watch(place, direction, seen, messages))
    await asyncio.gather(
        *(_talk(say, number, share + (number < more), within, seen) for number, say in enumerate(crowd))
    )
    with suppress(WaitedInVain):
        await watching
    return seen


async def _talk(say: Say, sender: int, share: int, within: float, seen: Seen) -> None:
    """Say a share of the messages, at moments that are as good as any."""
    chance, began = Random(sender), seconds()
    for number, moment in enumerate(sorted(chance.uniform(0, within) for _ in range(share))):
        await asyncio.sleep(max(0.0, began + moment - seconds()))
        name = mark(sender, number)
        seen.said[name] = seconds()
        await say(f"{name} {chance.choice(_WORDS)}")


async def _watch(place: Town, direction: str, seen: Seen, expected: int) -> None:
    if direction == TO_DISCORD:
        await _watch_discord(place, seen, expected)
        return

    known = set[str]()

    def noted(event: dict[str, Any]) -> bool:
        ours = event["sender"] == place.bot and event["type"] == "m.room.message"
        if ours and event["event_id"] not in known:
            known.add(event["event_id"])
            seen.note(event["content"].get("body", ""))
        return len(seen.arrived) >= expected

    await place.owner.wait_for(place.rooms["genika"], noted, within=_QUIET * 12)


async def _watch_discord(place: Town, seen: Seen, expected: int) -> None:
    read, last = 0, seconds()
    while len(seen.arrived) < expected and seconds() - last < _QUIET:
        stood = place.discord.messages(place.channels["genika"])
        for message in stood[read:]:
            seen.note(message.content)
            last = seconds()
        read = len(stood)
        await asyncio.sleep(_LOOK)


def tide(direction: str, seen: Seen, cpu: float, peak: float) -> Tide:
    """Sum up what arrived; `cpu` and `peak` as in `Tide`."""
    times = Counter(name for name, _ in seen.arrived)
    lags = [at - seen.said[name] for name, at in seen.arrived]
    p50, p95, p99 = (percentile(lags, rank) for rank in (50, 95, 99))
    return Tide(
        direction,
        len(seen.said),
        p50,
        p95,
        p99,
        seen.messages,
        seen.digests,
        lost=len(seen.said.keys() - times),
        doubled=sum(count - 1 for count in times.values()),
        reordered=_reordered(name for name, _ in seen.arrived),
        cpu_per_thousand=cpu,
        peak=peak,
    )


def _reordered(names: Any) -> int:
    orders: defaultdict[str, list[int]] = defaultdict(list)
    for name in names:
        sender, _, number = name[:-2].partition("n")
        orders[sender].append(int(number))
    return sum(earlier > later for order in orders.values() for earlier, later in pairwise(order))

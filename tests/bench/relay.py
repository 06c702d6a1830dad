"""What a message costs on its way through dispatcher, cogs, SQLite and outbox: the platforms are in memory."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.app import App
from bot.core.delivery import Part
from bot.core.events import MessagePosted, Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import RichText
from bot.engine.clock import SystemClock
from tests.bench.figures import Figure, milliseconds, seconds
from tests.bench.sample import sample
from tests.fakes import FakePlatform

SENDERS = 20
SUSTAINED = 5000
ALONE = 500
TEXT = "Καλημέρα, ανεβάσαμε τις φωτογραφίες της ομάδας μας από το σημερινό μάθημα στο TwinSpace, δείτε τις"
SOURCE, TARGET = RoomRef("console", "discord-genika"), RoomRef("console", "matrix-genika")


class Stopwatch(FakePlatform):
    """Notes when each message arrives."""

    def __init__(self) -> None:
        super().__init__("console")
        self.arrived: dict[str, float] = {}
        self.expected = asyncio.Condition()

    async def deliver(self, part: Part) -> MessageRef:
        ref = MessageRef(part.to, part.token)
        self.arrived[str(part.text)] = seconds()
        async with self.expected:
            self.expected.notify_all()
        return ref

    async def until(self, number: int) -> None:
        """Return when so many have arrived."""
        async with self.expected:
            await self.expected.wait_for(lambda: len(self.arrived) >= number)


async def relay(folder: Path) -> list[Figure]:
    """Measure one message at a time, then many senders at once."""
    clock, platform = SystemClock(), Stopwatch()
    app = await App.open(sample(folder), clock=clock, platforms={"console": platform})
    stop = asyncio.Event()
    running = asyncio.create_task(app.run(stop))
    await platform.ready()
    try:
        alone = [await _one(app, platform, clock, number) for number in range(ALONE)]
        rate, waits = await _many(app, platform, clock)
    finally:
        stop.set()
        await running
        await app.close()
    return [
        *milliseconds("relay, one at a time", alone, "p50 < 2 ms", f"{ALONE} messages"),
        Figure("relay, sustained", rate, "messages/s", ">= 1000", f"{SUSTAINED} messages by {SENDERS} senders"),
        *milliseconds("relay, under that load", waits, "", "from receive to delivery"),
    ]


def _posted(clock: SystemClock, number: int, sender: int) -> MessagePosted:
    person = Person(PersonRef("console", f"teacher-{sender}"), f"teacher-{sender}")
    ref = MessageRef(SOURCE, f"{sender}-{number}")
    return MessagePosted(ref, person, clock.now(), RichText.plain(f"{TEXT} {sender}-{number}"))


async def _one(app: App, platform: Stopwatch, clock: SystemClock, number: int) -> float:
    event = _posted(clock, number, 0)
    began = seconds()
    await app.host.receive("console", [event], {"last": event.ref.id})
    await platform.until(number + 1)
    return platform.arrived[str(event.text)] - began


async def _many(app: App, platform: Stopwatch, clock: SystemClock) -> tuple[float, list[float]]:
    before, began = len(platform.arrived), seconds()
    sent: dict[str, float] = {}

    async def talk(sender: int) -> None:
        for number in range(SUSTAINED // SENDERS):
            event = _posted(clock, number, sender)
            sent[str(event.text)] = seconds()
            await app.host.receive("console", [event], {})

    await asyncio.gather(*(talk(sender) for sender in range(1, SENDERS + 1)))
    await platform.until(before + SUSTAINED)
    took = seconds() - began
    return SUSTAINED / took, [platform.arrived[text] - moment for text, moment in sent.items()]

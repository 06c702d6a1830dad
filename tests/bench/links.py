"""What an edit costs in a store that knows a million messages: the platforms are in memory."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.app import App
from bot.core.events import MessageEdited, Person
from bot.core.ids import MessageRef, PersonRef
from bot.core.text import RichText
from bot.engine.clock import SystemClock
from cogs.bridge.owing import key_of
from storage import links as store
from storage.database import Database
from tests.bench.figures import Figure, milliseconds, seconds
from tests.bench.relay import SOURCE, TARGET, Stopwatch
from tests.bench.sample import sample

ROWS = 1_000_000
EDITS = 300
_AT_ONCE = 50_000


async def links(folder: Path) -> list[Figure]:
    """Measure one edit at a time, of messages spread over the whole store, and of a store with as few as are edited."""
    figures: list[Figure] = []
    for rows in (EDITS, ROWS):
        place = folder / str(rows)
        place.mkdir()
        configuration = sample(place)
        await _fill(configuration.settings.database, rows)
        clock, platform = SystemClock(), Stopwatch()
        app = await App.open(configuration, clock=clock, platforms={"console": platform})
        stop = asyncio.Event()
        running = asyncio.create_task(app.run(stop))
        await platform.ready()
        try:
            waits = [await _edit(app, platform, clock, number * (rows // EDITS)) for number in range(EDITS)]
        finally:
            stop.set()
            await running
            await app.close()
        figures += milliseconds(f"one edit among {rows:,} links", waits, "", f"{EDITS} edits, one at a time")
    return figures


async def _edit(app: App, platform: Stopwatch, clock: SystemClock, number: int) -> float:
    person = Person(PersonRef("console", "teacher-17"), "teacher-17")
    text = RichText.plain(f"διόρθωση {number}")
    event = MessageEdited(_original(number), person, clock.now(), "1", text)
    before, began = len(platform.arrived), seconds()
    await app.host.receive("console", [event], {})
    await platform.until(before + 1)
    return platform.arrived[str(text)] - began


async def _fill(path: Path, rows: int) -> None:
    database = await Database.open(path)
    for start in range(0, rows, _AT_ONCE):
        made = [
            (MessageRef(TARGET, f"copy-{number}"), key_of(_original(number), TARGET), 0, _original(number))
            for number in range(start, min(start + _AT_ONCE, rows))
        ]
        async with database.transaction() as tx:
            await store.record_all(tx, made)
    await database.close()


def _original(number: int) -> MessageRef:
    return MessageRef(SOURCE, f"old-{number}")

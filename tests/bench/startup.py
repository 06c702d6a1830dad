"""How long a start takes with a full store, and what the demo weighs: each in a process of its own."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from bot.core.delivery import Delivery
from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import RichText
from bot.engine.clock import SystemClock
from storage import inbox, links, outbox
from storage.database import Database
from tests.bench.figures import Figure, seconds
from tests.bench.sample import sample

MESSAGES = 100_000
_SOURCE, _TARGET = RoomRef("console", "discord-genika"), RoomRef("console", "matrix-genika")
_TEXT = RichText.plain("Καλημέρα, ανεβάσαμε τις φωτογραφίες της ομάδας μας από το σημερινό μάθημα στο TwinSpace")
_PEAK = "VmHWM:"


async def startup(folder: Path) -> list[Figure]:
    """Measure the time from the start of the process until it is ready to receive."""
    configuration = sample(folder)
    await _fill(configuration.settings.database)
    runs = []
    for _ in range(5):
        began = seconds()
        command = [sys.executable, "-m", "tests.bench.ready", str(configuration.path)]
        process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
        assert process.stdout is not None
        await process.stdout.readline()
        runs.append(seconds() - began)
        await process.wait()
    note = f"{MESSAGES:,} messages in the store, best of {len(runs)}; process start included"
    return [Figure("start-up to ready", min(runs), "s", "< 1.5 s", note)]


async def memory(folder: Path) -> list[Figure]:
    """Measure the demo's memory at its end, after a conversation."""
    script = "Πώς χρησιμοποιώ το hashtag #SkillsLabs στο έργο μου;\n!stoa hashtag top\n!stoa event list\n"
    command = [sys.executable, "-m", "tests.bench.weigh"]
    process = await asyncio.create_subprocess_exec(
        *command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    _, said = await process.communicate(script.encode())
    peak = next(line.removeprefix(_PEAK) for line in said.decode().splitlines() if line.startswith(_PEAK))
    return [Figure("resident memory of the demo", int(peak) / 1024, "MB", "< 120 MB", "highest, after a conversation")]


async def _fill(path: Path) -> None:
    database, now = await Database.open(path), SystemClock().now()
    person = Person(PersonRef("console", "teacher-17"), "teacher-17")
    for start in range(0, MESSAGES, 5000):
        async with database.transaction() as tx:
            for number in range(start, start + 5000):
                origin = MessageRef(_SOURCE, f"old-{number}")
                delivery = Delivery(f"old:{number}", _TARGET, text=_TEXT, as_person=person, origin=origin)
                await inbox.first_time(tx, [f"posted:{origin}"], now)
                await outbox.put(tx, delivery, now)
                await links.record_all(tx, [(MessageRef(_TARGET, f"copy-{number}"), delivery.key, 0, origin)])
            await tx.execute("UPDATE outbox SET state = 'sent', done_at = owed_at WHERE state = 'pending'")
    await database.close()

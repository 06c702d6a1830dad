"""A burst over the real servers and the bot as a process of its own: when the last arrives, and what it costs.

Nobody limits the bot here: the loopback Discord server takes what comes, and the homeserver has the tests' high limits.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench.figures import Figure, seconds
from tests.chaos.play import settled, until
from tests.chaos.runner import Runner, runner
from tests.chaos.talk import Said, Voice, speak
from tests.chaos.town import Conversation, Town, town
from tests.servers.synapse import SynapseServer

BURST = 300
_WITHIN = 120.0
_TICKS = os.sysconf("SC_CLK_TCK")
_KIB = 1024


async def burst(folder: Path) -> list[Figure]:
    """Measure a burst in each direction, one after the other, with what it costs the bot's process."""
    server = SynapseServer(folder / "synapse")
    await asyncio.to_thread(server.start)
    try:
        async with town(server, folder) as place, runner() as bot:
            # On the system's clock: the town's reads a file each time it is asked.
            life = asyncio.create_task(bot.live(replace(place.order, clock="")))
            try:
                await until(place.is_ready, life, _WITHIN)
                return await _measure(place, bot, life)
            finally:
                bot.stop()
                await life
    finally:
        await asyncio.to_thread(server.stop)


async def _measure(place: Town, bot: Runner, life: asyncio.Task[int]) -> list[Figure]:
    before = cpu_of(bot.pid)
    figures = await _one_way(place, life, "discord → matrix", place.discord_voices)
    figures += await _one_way(place, life, "matrix → discord", place.matrix_voices)
    used = (cpu_of(bot.pid) - before) / (2 * BURST)
    return [
        *figures,
        Figure("CPU a message", used * 1000, "ms", "<= 4 ms", f"{2 * BURST} messages; edits and deletions included"),
        Figure("peak memory of the bridge", peak_of(bot.pid), "MB", "", f"the bot after {2 * BURST} messages"),
    ]


async def _one_way(place: Town, life: asyncio.Task[int], direction: str, voices: Sequence[Voice]) -> list[Figure]:
    first = 1 if voices is place.discord_voices else len(voices) + 1
    began = seconds()
    said = await asyncio.gather(*(speak(voice, first + n, BURST // len(voices), 0.0) for n, voice in enumerate(voices)))
    talked = seconds() - began
    conversation = _conversation(place, direction, [one for each in said for one in each])
    await until(settled(conversation, direction), life, _WITHIN)
    took = seconds() - began
    found = (await conversation.tallies())[direction]
    note = f"{BURST} by {len(voices)} people at once, who needed {talked:.1f} s; every 5th edited, every 7th deleted"
    return [
        Figure(f"burst, {direction}: last arrival", took, "s", "", note),
        Figure(f"burst, {direction}: lost", found.lost, "", "0"),
        Figure(f"burst, {direction}: doubled", found.doubled, "", "0"),
        Figure(f"burst, {direction}: reordered", found.reordered, "", "0"),
    ]


def _conversation(place: Town, direction: str, said: list[Said]) -> Conversation:
    return Conversation(place, said, [], []) if direction.startswith("discord") else Conversation(place, [], said, [])


def cpu_of(pid: int) -> float:
    """Return the seconds of processor time that a process has used (utime and stime of proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def peak_of(pid: int) -> float:
    """Return the highest resident memory of a process so far, in MB (VmHWM of proc(5))."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]) / _KIB

"""The bot's process, started and killed as a test wants it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

from tests.chaos.bot import Order

_ROOT = Path(__file__).resolve().parents[2]


class Runner:
    """Starts one bot after the other."""

    def __init__(self, launcher: asyncio.subprocess.Process) -> None:
        """Give the orders to a launcher (`tests.chaos.bot`)."""
        self._launcher = launcher
        self.pid = 0
        """The bot that lives now; 0 while there is none."""
        self.killed = 0
        """How many ended by SIGKILL."""
        self.codes: list[int] = []
        """How each ended: its exit code, or the number of the signal, negative."""

    async def live(self, order: Order) -> int:
        """Run a bot to its end; return how it ended."""
        if self._launcher.stdin is None:
            raise RuntimeError("the launcher takes no orders")
        self._launcher.stdin.write(order.dump())
        await self._launcher.stdin.drain()
        self.pid = (await self._answer())["pid"]
        code = (await self._answer())["code"]
        self.pid = 0
        self.codes.append(code)
        self.killed += code == -signal.SIGKILL
        return code

    async def live_on(self, order: Order, deaths: Iterator[tuple[str, str, int]]) -> None:
        """Run bots, each to its death of those given and the last without one, until one ends in peace."""
        code = -signal.SIGKILL
        while code == -signal.SIGKILL:
            point, platform, count = next(deaths, ("", "", 0))
            code = await self.live(replace(order, point=point, platform=platform, count=count))

    @asynccontextmanager
    async def living(self, order: Order, deaths: Iterator[tuple[str, str, int]]) -> AsyncIterator[asyncio.Task[None]]:
        """Have bots live on (see `live_on`) while the block runs; the last is asked to end then, or killed."""
        life = asyncio.create_task(self.live_on(order, deaths))
        try:
            yield life
            self.stop()
            await life
        finally:
            if not life.done():
                life.cancel()
                self.kill()
                await asyncio.gather(life, return_exceptions=True)

    def kill(self) -> None:
        """Kill the bot that lives now, if one does."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Ask the bot that lives now to end."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def _answer(self) -> dict[str, int]:
        if self._launcher.stdout is None:
            raise RuntimeError("the launcher does not answer")
        line = await self._launcher.stdout.readline()
        if not line:
            raise RuntimeError("the launcher has ended")
        answer: dict[str, int] = json.loads(line)
        return answer


@asynccontextmanager
async def runner() -> AsyncIterator[Runner]:
    """Give a runner; whatever lives ends with the block."""
    pipe = asyncio.subprocess.PIPE
    launcher = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.chaos.bot", cwd=_ROOT, stdin=pipe, stdout=pipe
    )
    try:
        yield Runner(launcher)
    finally:
        if launcher.stdin is not None:
            launcher.stdin.close()
        await launcher.communicate()

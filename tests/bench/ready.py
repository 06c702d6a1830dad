"""A Stoa that says when it is ready, then ends: ``python -m tests.bench.ready FILE``."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.app import App
from bot.cli.serving import fast_loop
from config.load import load
from tests.fakes import FakePlatform


async def main(file: Path) -> None:
    """Start with a platform in memory and stop at once."""
    platform, stop = FakePlatform("console"), asyncio.Event()
    app = await App.open(load(file, {}), platforms={"console": platform})
    running = asyncio.create_task(app.run(stop))
    await platform.ready()
    print("ready", flush=True)
    stop.set()
    await running
    await app.close()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=fast_loop()) as runner:
        runner.run(main(Path(sys.argv[1])))

"""Play a live event in each direction: ``python -m tests.load [--messages N] [--people N] [--seconds S]``.

Ends with exit code 1 where something was lost, doubled or reordered.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.load.flood import TO_DISCORD, TO_MATRIX, Tide, flood

DIRECTIONS = (TO_DISCORD, TO_MATRIX)


def main() -> None:
    """Play, print the table, write the JSON file."""
    parser = argparse.ArgumentParser(prog="python -m tests.load")
    parser.add_argument("--messages", type=int, default=2500)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--to", choices=["discord", "matrix"], help="only towards this side")
    parser.add_argument("--json", type=Path, default=Path("load.json"))
    arguments = parser.parse_args()
    tides = []
    for direction in DIRECTIONS:
        if arguments.to and not direction.endswith(arguments.to):
            continue
        with tempfile.TemporaryDirectory() as folder:
            size = {"messages": arguments.messages, "people": arguments.people, "within": arguments.seconds}
            tides.append(asyncio.run(flood(direction, Path(folder), **size)))
    Console(width=150 if not sys.stdout.isatty() else None).print(table(tides))
    machine = {"python": platform.python_version(), "machine": platform.machine()}
    document = {"machine": machine, "people": arguments.people, "seconds": arguments.seconds}
    document["tides"] = [asdict(tide) for tide in tides]
    arguments.json.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.exit(not all(tide.sound for tide in tides))


def table(tides: Iterable[Tide]) -> Table:
    """Return a row for each direction."""
    names = ("said", "lag p50", "p95", "p99 (s)", "messages", "digests", "lost", "doubled", "reordered")
    made = Table("direction", *names, "CPU s / 1,000", "peak MB")
    for tide in tides:
        lags = (f"{lag:.1f}" for lag in (tide.p50, tide.p95, tide.p99))
        counts = (tide.messages, tide.digests, tide.lost, tide.doubled, tide.reordered)
        cost = f"{tide.cpu_per_thousand:.1f}", f"{tide.peak:.0f}"
        made.add_row(tide.direction, f"{tide.said:,}", *lags, *(f"{count:,}" for count in counts), *cost)
    return made


if __name__ == "__main__":
    main()

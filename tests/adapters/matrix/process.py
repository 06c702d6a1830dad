"""The bot of one encrypted room as a process of its own, which a test can kill: `python -m` with its settings as JSON.

It prints each text that it hears, once that is committed, as a line; cursors are kept in a file.
"""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.core.events import Event
from tests.adapters.matrix.encrypting import Den
from tests.adapters.matrix.support import RecordingHost
from tests.servers.synapse import MatrixAccount


class SavingHost(RecordingHost):
    """A host whose cursors outlive it, and which tells what it heard."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self.saved = json.loads(file.read_text()) if file.exists() else {}

    async def receive(self, platform: str, events: Sequence[Event], cursors: Mapping[str, str]) -> None:
        known = len(self.said())
        await super().receive(platform, events, cursors)
        self._file.write_text(json.dumps(self.saved))
        for text in self.said()[known:]:
            sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


async def main(written: str) -> None:
    """Run the bot until it is killed."""
    told = json.loads(written)
    den = Den(told["url"], MatrixAccount(**told["account"]), Path(told["store"]), *told["rooms"])
    await den.bot().run(SavingHost(Path(told["cursors"])))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))

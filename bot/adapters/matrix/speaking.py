"""What the bot says at the moment: how many requests are on their way, and whether there were any lately."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_GRACE_SECONDS = 10


class Speaking:
    """Counts the requests by which something is said."""

    def __init__(self) -> None:
        """Begin silent."""
        self._on_their_way, self._lately = 0, False
        self._silent = asyncio.Event()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Say something."""
        self._on_their_way += 1
        self._lately = True
        try:
            yield
        finally:
            self._on_their_way -= 1
            if not self._on_their_way:
                self._silent.set()

    def lately(self) -> bool:
        """Tell whether anything was begun to be said since this was last asked."""
        lately, self._lately = self._lately, False
        return lately

    async def finish(self) -> None:
        """Let what is on its way arrive, for some seconds."""
        self._silent.clear()
        if self._on_their_way:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._silent.wait(), _GRACE_SECONDS)

"""What a model makes of the FAQ: read once, in a thread of its own, and kept in the store."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from threading import Thread
from typing import TYPE_CHECKING

import structlog

from storage import vectors
from storage.database import Tx

if TYPE_CHECKING:
    from cogs.helpdesk.semantic import Meanings

_log = structlog.get_logger(__name__)


class Reading:
    """Reads what the entries' texts mean while nobody waits for it."""

    def __init__(self, meanings: Meanings, alone: AbstractContextManager[object]) -> None:
        """Change what is known only inside `alone`, where nobody searches meanwhile."""
        self._meanings, self._alone = meanings, alone
        self._reader: Thread | None = None
        self._fresh: dict[str, bytes] = {}
        self._tidied = False
        self._failed = False

    async def recall(self, tx: Tx) -> None:
        """Know again what was read before."""
        kept = await vectors.of_model(tx, self._meanings.embedder.name)
        with self._alone:
            self._meanings.learn(kept)

    def go_on(self) -> None:
        """Have a thread read what was not read yet, unless one does, or the model has failed; waits for nobody."""
        if not (self._failed or self._meanings.is_read or self._is_reading):
            self._tidied = False
            self._reader = Thread(target=self._read, name="helpdesk-model", daemon=True)
            self._reader.start()

    def wait(self) -> None:
        """Return when the thread has read all that it was to read; blocks."""
        if self._reader is not None:
            self._reader.join()

    async def keep(self, tx: Tx) -> None:
        """Keep what was read since; when all was, forget what no entry says any more."""
        name, fresh = self._meanings.embedder.name, dict(self._fresh)
        if fresh:
            await vectors.add(tx, name, fresh)
            tx.afterwards(lambda: self._kept(fresh))
        elif not (self._tidied or self._is_reading):
            await vectors.keep_only(tx, name, self._meanings.hashes())
            self._tidied = True

    def _kept(self, vectors: Iterable[str]) -> None:
        for text in vectors:
            self._fresh.pop(text, None)

    @property
    def _is_reading(self) -> bool:
        return self._reader is not None and self._reader.is_alive()

    def _read(self) -> None:
        try:
            with self._alone:
                unread = self._meanings.unread()
            for some in self._meanings.read(unread):
                with self._alone:
                    self._meanings.learn(some)
                self._fresh.update(some)
        except Exception:  # noqa: BLE001 - whatever a model's library raises: the words go on deciding
            self._failed = True
            _log.exception("helpdesk.model_failed")

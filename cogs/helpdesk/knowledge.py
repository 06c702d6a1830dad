"""The FAQ in memory: searched without touching the database, and read again when its version has changed."""

from __future__ import annotations

from cogs.helpdesk.search import Found, Index
from storage import faq
from storage.database import Tx
from storage.faq import Entry


class Knowledge:
    """What the helpdesk knows."""

    def __init__(self) -> None:
        """Know nothing yet; `refresh` reads the store."""
        self._version: int | None = None
        self._index = Index(())
        self._versions: dict[str, dict[str, Entry]] = {}

    async def refresh(self, tx: Tx) -> None:
        """Read the FAQ again if it was changed."""
        version = await faq.version(tx)
        if version == self._version:
            return
        entries = await faq.all_entries(tx)
        self._index, self._versions = Index(entries), {}
        for entry in entries:
            self._versions.setdefault(entry.id, {})[entry.lang] = entry
        self._version = version

    def search(self, text: str, limit: int = 3) -> tuple[Found, ...]:
        """Return the entries that fit a question best."""
        return self._index.search(text, limit)

    def entry(self, id: str, language: str) -> Entry | None:
        """Return an entry in a language or, where it is not written in that, in another; None if it was removed."""
        versions = self._versions.get(id, {})
        return versions.get(language) or next(iter(versions.values()), None)

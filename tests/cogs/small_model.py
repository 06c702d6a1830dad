"""A small model of our own port: a text means the things that its words name, in any language."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cogs.plain import fold

_THINGS = (
    "βεβαίωση certificate πιστοποιητικό",
    "εγγραφή γράφομαι register",
    "μικρόφωνο ήχος microphone",
    "παρθενώνας parthenon",
    "πότε when",
    "πώς how",
)
_OF = {fold(word): number for number, words in enumerate(_THINGS) for word in words.split()}
_STRANGE = 40


class SmallModel:
    """Strange words are spread over some dimensions; `read` has all texts that it was given, `broken` makes it fail."""

    name = "small 1"

    def __init__(self) -> None:
        self.read: list[str] = []
        self.broken = False

    def embed(self, texts: Sequence[str], *, asked: bool) -> list[bytes]:
        """Return vectors of unit length, see `bot.core.ports.Embedder`."""
        if self.broken:
            raise RuntimeError("out of memory")
        self.read += texts
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> bytes:
        vector = np.full(len(_THINGS) + _STRANGE, 0.01)
        for word in fold(text).replace(";", " ").replace("?", " ").replace(".", " ").split():
            strange = len(_THINGS) + sum(map(ord, word)) % _STRANGE
            vector[_OF.get(word, strange)] += 1.0 if word in _OF else 0.2
        unit: bytes = (vector / np.linalg.norm(vector)).astype("<f2").tobytes()
        return unit

"""What the entries mean, as an optional model has it: vectors of their texts, and how near a question is to each entry.

An entry with phrasings is as near as the nearest of them, a passage as near as its text. A question is put to the model
in the spelling of the entries. How near is counted in standard deviations from the mean of all entries, so that it says
the same with every model. Imported only where there is a model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.core.ports import Embedder
from cogs.helpdesk.likeness import Vocabulary
from cogs.helpdesk.postings import Searchable
from cogs.helpdesk.spelling import Spelling

FEWEST = 10
"""With fewer entries than this the mean says nothing, and the words alone decide."""
_FORM = "<f2"
_TOGETHER = 8


@dataclass(frozen=True)
class Text:
    """A text of an entry: `asked` if it is a question. Its `hash` is by what its vector is kept."""

    text: str
    asked: bool

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the text and of what it is, in hexadecimal."""
        return sha256(f"{'query' if self.asked else 'passage'}: {self.text}".encode()).hexdigest()


class Meanings:
    """The vectors of the entries' texts."""

    def __init__(self, embedder: Embedder, vocabulary: Vocabulary) -> None:
        """Know none; the vocabulary is of the same entries."""
        self.embedder = embedder
        self.vectors: dict[str, bytes] = {}
        self._spelling = Spelling(vocabulary)
        self._texts: dict[str, tuple[Text, ...]] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        self._having: Counter[str] = Counter()
        self._unread: dict[str, Text] = {}
        self._stacked: tuple[list[str], NDArray[Any], NDArray[Any]] | None = None

    def put(self, name: str, versions: Sequence[Searchable]) -> None:
        """Take an entry's texts in all its languages, in place of what was known by its name."""
        self.remove(name)
        phrases = [phrase for each in versions for phrase in (each.question, *each.variants) if phrase.strip()]
        answers = [each.answer for each in versions if each.answer.strip()]
        asked = bool(phrases)
        texts = self._texts[name] = tuple(Text(text, asked) for text in dict.fromkeys(phrases or answers))
        self._having.update(text.hash for text in texts)
        self._unread |= {text.hash: text for text in texts if text.hash not in self.vectors}
        self._words[name] = (*phrases, *answers)
        self._spelling.add(self._words[name])
        self._stacked = None

    def remove(self, name: str) -> None:
        """Know an entry's texts no longer, if it was known."""
        if name in self._texts:
            for text in self._texts.pop(name):
                self._having[text.hash] -= 1
                if not self._having[text.hash]:
                    del self._having[text.hash]
                    self._unread.pop(text.hash, None)
            self._spelling.remove(self._words.pop(name))
            self._stacked = None

    def hashes(self) -> set[str]:
        """Return the hashes of all texts."""
        return set(self._having)

    def unread(self) -> list[Text]:
        """Return the texts that the model has not read yet."""
        return list(self._unread.values())

    @property
    def is_read(self) -> bool:
        """Whether the model has read every text."""
        return not self._unread

    def read(self, texts: Sequence[Text]) -> Iterable[Mapping[str, bytes]]:
        """Have the model read texts (milliseconds each); yield the vectors of a few at a time by their hash.

        Those of about one length are read together, since many models fill the shorter ones up to the longest.
        """
        for asked in (True, False):
            kind = sorted((text for text in texts if text.asked is asked), key=lambda text: len(text.text))
            for start in range(0, len(kind), _TOGETHER):
                some = kind[start : start + _TOGETHER]
                vectors = self.embedder.embed([each.text for each in some], asked=asked)
                yield {text.hash: vector for text, vector in zip(some, vectors, strict=True)}

    def learn(self, vectors: Mapping[str, bytes]) -> None:
        """Know the vectors of texts by their hash."""
        self.vectors.update(vectors)
        for text in vectors:
            self._unread.pop(text, None)
        self._stacked = None

    def nearness(self, question: str) -> dict[str, float]:
        """Return how near each entry is; empty while the model has not read all of them, or where they are few."""
        if self._unread:
            return {}
        names, rows, starts = self._stacked = self._stacked or self._stack()
        if len(names) < FEWEST:
            return {}
        asked = Text(self._spelling.restored(question), asked=True)
        vector = self.vectors.get(asked.hash) or self.embedder.embed([asked.text], asked=True)[0]
        products = np.maximum.reduceat(rows @ np.frombuffer(vector, _FORM).astype(np.float32), starts)
        spread = float(products.std())
        return dict(zip(names, ((products - products.mean()) / spread).tolist(), strict=True)) if spread else {}

    def _stack(self) -> tuple[list[str], NDArray[Any], NDArray[Any]]:
        known = {name: [self.vectors[text.hash] for text in texts] for name, texts in self._texts.items() if texts}
        if len(known) < FEWEST:
            return list(known), np.empty((0, 0), np.float32), np.empty(0, np.intp)
        vectors = list(chain.from_iterable(known.values()))
        starts = np.cumsum([0, *map(len, known.values())])[:-1]
        rows = np.frombuffer(b"".join(vectors), _FORM).reshape(len(vectors), -1).astype(np.float32)
        return list(known), rows, starts

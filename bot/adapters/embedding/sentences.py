"""A model of the operator's own as sentence-transformers saves it. Nothing is fetched from anywhere."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from bot.adapters.embedding.vectors import packed
from bot.core.errors import OperatorError


class SentenceModel:
    """A model with the pooling that its folder describes."""

    def __init__(self, folder: Path, query_prefix: str, passage_prefix: str) -> None:
        """Open it with half of the processors; raises OperatorError where the folder cannot be read."""
        torch.set_num_threads(max(1, (os.cpu_count() or 1) // 2))
        try:
            self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except Exception as error:  # damaged weights raise the kind of the library that reads them, no OSError
            raise OperatorError(f"[helpdesk] model: {folder} cannot be opened: {error}") from error
        self._prefixes = {True: query_prefix, False: passage_prefix}
        self._alone = Lock()
        changed = max(file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file())
        self.name = f"{folder.resolve()} {changed} {query_prefix!r} {passage_prefix!r}"

    def embed(self, texts: Sequence[str], *, asked: bool) -> list[bytes]:
        """See `bot.core.ports.Embedder`."""
        whole = [self._prefixes[asked] + text for text in texts]
        with self._alone:
            return packed(np.asarray(self._model.encode(whole, show_progress_bar=False))) if whole else []

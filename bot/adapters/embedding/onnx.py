"""A model of the operator's own as ONNX: ``model.onnx`` and ``tokenizer.json``, as Hugging Face names them."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bot.adapters.embedding.vectors import packed
from bot.core.errors import OperatorError

_LONGEST = 512
_TOGETHER = 8


class OnnxModel:
    """An encoder; the mean of its tokens is a text's vector unless ``1_Pooling/config.json`` says the first one is."""

    def __init__(self, folder: Path, file: Path, query_prefix: str, passage_prefix: str) -> None:
        """Open it; raises OperatorError where a file cannot be read as what it is named."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = max(1, (os.cpu_count() or 1) // 2)
        try:
            self._session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # both libraries raise their own kinds, some of them bare Exceptions
            raise OperatorError(f"[helpdesk] model: {folder} cannot be opened: {error}") from error
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.enable_padding()
        self._inputs = {each.name for each in self._session.get_inputs()}
        self._first = _pools_first(folder)
        self._prefixes = {True: query_prefix, False: passage_prefix}
        self._alone = Lock()
        stat = file.stat()
        self.name = f"{folder.resolve()} {stat.st_size} {stat.st_mtime_ns} {query_prefix!r} {passage_prefix!r}"

    def embed(self, texts: Sequence[str], *, asked: bool) -> list[bytes]:
        """See `bot.core.ports.Embedder`."""
        whole = [self._prefixes[asked] + text for text in texts]
        batches = (whole[start : start + _TOGETHER] for start in range(0, len(whole), _TOGETHER))
        with self._alone:
            return [vector for some in batches for vector in packed(self._rows(some))]

    def _rows(self, texts: list[str]) -> NDArray[Any]:
        encoded = self._tokenizer.encode_batch(texts)
        mask = np.array([each.attention_mask for each in encoded], np.int64)
        given = {
            "input_ids": np.array([each.ids for each in encoded], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([each.type_ids for each in encoded], np.int64),
        }
        out = np.asarray(self._session.run(None, {name: given[name] for name in self._inputs})[0], np.float32)
        if out.ndim == 2:  # the model pools by itself
            return out
        if self._first:
            return np.asarray(out[:, 0])
        seen = mask[:, :, None].astype(np.float32)
        return np.asarray((out * seen).sum(1) / np.maximum(seen.sum(1), 1))


def _pools_first(folder: Path) -> bool:
    file = folder / "1_Pooling" / "config.json"
    return file.is_file() and bool(json.loads(file.read_text(encoding="utf-8")).get("pooling_mode_cls_token"))

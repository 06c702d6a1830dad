"""What a model made of the FAQ's texts: a vector by the text's hash, for each model of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from storage.database import Tx


async def of_model(tx: Tx, model: str) -> dict[str, bytes]:
    """Return a model's vectors by the hash of their text."""
    rows = await tx.all("SELECT text, vector FROM helpdesk_vectors WHERE model = ?", model)
    return {row["text"]: row["vector"] for row in rows}


async def add(tx: Tx, model: str, vectors: Mapping[str, bytes]) -> None:
    """Keep vectors of a model."""
    await tx.many(
        "INSERT INTO helpdesk_vectors (model, text, vector) VALUES (?, ?, ?)"
        " ON CONFLICT (model, text) DO UPDATE SET vector = excluded.vector",
        [(model, text, vector) for text, vector in vectors.items()],
    )


async def keep_only(tx: Tx, model: str, texts: Collection[str]) -> None:
    """Remove the vectors of other models, and those of texts that no entry has any more."""
    await tx.execute("DELETE FROM helpdesk_vectors WHERE model <> ?", model)
    kept = await tx.all("SELECT text FROM helpdesk_vectors WHERE model = ?", model)
    gone = [(model, row["text"]) for row in kept if row["text"] not in texts]
    await tx.many("DELETE FROM helpdesk_vectors WHERE model = ? AND text = ?", gone)

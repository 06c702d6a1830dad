"""How long the engine's own rows are kept."""

from __future__ import annotations

from datetime import datetime

from storage import digests, made_files
from storage.database import Tx, micros

_AT_ONCE = 5000
"""Rows cleared in one transaction, so that nobody waits for it."""


async def clear(tx: Tx, *, delivered: datetime, received: datetime, merged: datetime) -> None:
    """Drop what arrived before one moment, events and offers from before another, digests before a third.

    The files that the bot made itself go with what arrived.
    """
    await tx.execute(
        "DELETE FROM outbox WHERE id IN"
        " (SELECT id FROM outbox WHERE state = 'sent' AND done_at < ? ORDER BY done_at LIMIT ?)",
        micros(delivered),
        _AT_ONCE,
    )
    await tx.execute(
        "DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE received_at < ? ORDER BY received_at LIMIT ?)",
        micros(received),
        _AT_ONCE,
    )
    await digests.clear(tx, merged, _AT_ONCE)
    await made_files.clear(tx, delivered)
    await tx.execute("DELETE FROM offers WHERE offered_at < ?", micros(received))

"""Keeping the store small: what has served its purpose is cleared away."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.cog import Cog, every
from storage import retention
from storage.database import Tx


class Housekeeping(Cog):
    """Clears old rows of the engine's own tables; texts of messages go first."""

    name = "housekeeping"

    @every(timedelta(hours=1))
    async def clear(self, now: datetime, tx: Tx) -> None:
        """Drop delivered texts and files after a week, and what was received or offered after a month.

        Digests go after a year: for so long an edit or a deletion of a message changes the digest that it is in.
        """
        ages = {"delivered": timedelta(days=7), "received": timedelta(days=30), "merged": timedelta(days=365)}
        await retention.clear(tx, **{name: now - age for name, age in ages.items()})

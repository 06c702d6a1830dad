"""What a limited sync answer left out of a room, and how long it is waited for where the homeserver fails on it.

Client-server API, "Syncing" (``limited``, ``prev_batch``) and "Getting events for a room" (``/messages``).
"""

from __future__ import annotations

from typing import Any

from nio import AsyncClient, MessageDirection

from bot.adapters.matrix.answers import Refused, ask
from bot.core.errors import PlatformDown
from bot.core.ports import Clock

_PAGE = 100
_PATIENCE = 600.0
"""Seconds. Until then all rooms wait, so that nothing is lost to a homeserver that is only in trouble for a while."""


class Patience:
    """Since when each room's missed messages are refused, over all connections of one run."""

    def __init__(self, clock: Clock) -> None:
        """Measure by a clock."""
        self._clock = clock
        self._since: dict[str, float] = {}

    def ends(self, room_id: str) -> bool:
        """Take one more refusal; return whether it was waited long enough, for one room holds up all others."""
        now = self._clock.monotonic()
        over = now - self._since.setdefault(room_id, now) >= _PATIENCE
        if over:
            self.begin_anew(room_id)
        return over

    def begin_anew(self, room_id: str) -> None:
        """Forget earlier refusals."""
        self._since.pop(room_id, None)


class Gaps:
    """Asks for missed messages."""

    def __init__(self, client: AsyncClient, patience: Patience) -> None:
        """Ask a homeserver, with what patience is left."""
        self._client, self._patience = client, patience

    async def missed(self, room_id: str, before: str | None, since: str) -> tuple[list[Any], Refused | None]:
        """Return the events between a sync token and a timeline's ``prev_batch``, oldest first.

        Beside them stands the refusal where there are more that cannot be had. Raises PlatformDown where they may be
        had later.
        """
        found: list[Any] = []
        try:
            while before:
                page = await ask(self._client.room_messages(room_id, before, since, MessageDirection.back, _PAGE))
                found += page.chunk
                before = page.end if page.chunk else None
        except Refused as refusal:
            if refusal.passing and not self._patience.ends(room_id):
                raise PlatformDown(f"Matrix does not give the missed messages now ({refusal})") from refusal
            return found[::-1], refusal
        self._patience.begin_anew(room_id)
        return found[::-1], None

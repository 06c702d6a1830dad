"""What the homeserver brings in transactions, beside the syncs.

The syncs stay the whole truth: only they tell of gaps, keys and private conversations, and each event of a room comes
with them in any case. What is brought is heard a little earlier, and the inbox drops what comes a second time. So only
what just happened in a room that the syncs have already reached is taken from a transaction.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from nio import MatrixRoom

from bot.adapters.matrix.directory import Directory
from bot.adapters.matrix.inbound import moment_of
from bot.adapters.matrix.intake import Intake
from bot.adapters.matrix.reading import PLATFORM
from bot.adapters.matrix.transactions import Transactions
from bot.core.errors import PlatformDown
from bot.core.events import Event
from bot.core.ports import Clock, Host
from config.settings import AppServiceSettings

_NEW = timedelta(minutes=10)
"""Beyond it the inbox might have forgotten an event that a sync brought long ago."""

_TAKEN = frozenset({"m.room.message", "m.sticker", "m.reaction", "m.room.redaction", "m.room.member"})
"""What is understood alone; polls, for one, are counted with the syncs."""


class Pushed:
    """Takes the transactions of one connection."""

    def __init__(
        self, intake: Intake, directory: Directory, host: Host, clock: Clock, settings: AppServiceSettings | None
    ) -> None:
        """Take nothing before `follow`."""
        self._settings = settings
        self._intake, self._directory, self._host, self._clock = intake, directory, host, clock
        self._followed: dict[str, datetime] | None = None
        self._last = ""

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Listen while the block lasts, if the homeserver was told where; raises PlatformDown where we cannot."""
        if self._settings is None or self._settings.url is None:
            yield
            return
        transactions = Transactions(self._settings, self.take)
        await transactions.start()
        try:
            yield
        finally:
            await transactions.stop()

    def follow(self, rooms: Iterable[MatrixRoom]) -> None:
        """Take from now on what happens in the rooms that a sync has reached, and in no others.

        Encrypted rooms are left to the syncs, which have the keys.
        """
        before, now = self._followed or {}, self._clock.now()
        self._followed = {room.room_id: before.get(room.room_id, now) for room in rooms if not room.encrypted}

    async def take(self, id: str, events: Sequence[dict[str, Any]]) -> None:
        """Commit the events of a transaction; raises PlatformDown before the first sync, or what the host raises."""
        if self._followed is None:
            raise PlatformDown("the first sync is not done yet")
        if id == self._last:
            return
        heard: list[Event] = []
        for source in events:
            heard += await self._events(source, self._followed)
        if heard:
            await self._host.receive(PLATFORM, heard, {})
        self._last = id

    async def _events(self, source: dict[str, Any], followed: Mapping[str, datetime]) -> list[Event]:
        room_id = str(source.get("room_id"))
        since, room = followed.get(room_id), self._directory.ref_of(room_id)
        if since is None or room is None or room.person is not None or not _is_whole(source):
            return []
        if moment_of(source) < max(since, self._clock.now() - _NEW):
            return []
        return await self._intake.pushed(room_id, room, source)


def _is_whole(source: Mapping[str, Any]) -> bool:
    if source.get("type") not in _TAKEN:
        return False
    kinds = {"event_id": str, "sender": str, "content": dict, "origin_server_ts": int}
    return all(isinstance(source.get(key), kind) for key, kind in kinds.items())

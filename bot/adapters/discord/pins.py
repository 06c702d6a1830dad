"""Pins: Discord tells only that a channel's pins have changed, so what is pinned is compared with what was.

Source: Discord API, "Channel Pins Update" and "Get Channel Pins". What was pinned last stands among the cursors: so
what was pinned while we were away is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

import discord
import structlog

from bot.adapters.discord.channels import Channels
from bot.adapters.discord.ears import NOTHING, Heard
from bot.core.events import Event, Pinned, Unpinned
from bot.core.ids import MessageRef
from bot.core.ports import Clock
from bot.core.rooms import Rooms

_log = structlog.get_logger("stoa")

_PREFIX = "pins-"


class Pins:
    """Knows what is pinned in the channels of our rooms and in their threads."""

    def __init__(
        self,
        client: discord.Client,
        channels: Channels,
        rooms: Rooms,
        clock: Clock,
        cursors: Mapping[str, str],
        ours: dict[int, bool],
    ) -> None:
        """Read from the cursors what was pinned; `ours` are the changes that we made and were not told of yet."""
        self._client, self._channels, self._rooms, self._clock, self._ours = client, channels, rooms, clock, ours
        self._known = {
            int(name.removeprefix(_PREFIX)): frozenset(map(int, filter(None, value.split(","))))
            for name, value in cursors.items()
            if name.startswith(_PREFIX)
        }
        self._numbers = count()

    @property
    def known(self) -> tuple[int, ...]:
        """The channels and threads whose pins are known."""
        return tuple(self._known)

    async def look(self, channel: int) -> Heard:
        """Hear what was pinned in a channel, and what no longer is; at first sight of a room nothing is told."""
        place = await self._channels.place(channel)
        if place is None or self._rooms.of(place.room) is None:
            return NOTHING
        try:
            found = self._client.get_partial_messageable(channel).pins(limit=None)
            now = frozenset([message.id async for message in found])
        except discord.HTTPException as error:
            _log.info("pins cannot be read now", channel=channel, reason=str(error))
            return NOTHING
        new = None if place.thread is None else frozenset[int]()
        before, self._known[channel] = self._known.get(channel, new), now
        if before == now:
            return NOTHING
        changed = () if before is None else sorted(before ^ now)
        foreign = (number for number in changed if self._ours.pop(number, None) is not (number in now))
        events = tuple(self._event(place.message(number), pinned=number in now) for number in foreign)
        return Heard(events, None, {f"{_PREFIX}{channel}": ",".join(map(str, sorted(now)))})

    def _event(self, message: MessageRef, *, pinned: bool) -> Event:
        at = self._clock.now()
        return (Pinned if pinned else Unpinned)(message, at, f"{at.isoformat()}.{next(self._numbers)}")

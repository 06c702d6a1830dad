"""What was said while we were away: after every gap each channel and thread is read on from its cursor."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import discord
import structlog

from bot.adapters.discord.channels import Channels, GuildRoom
from bot.adapters.discord.ears import Ears, Heard, cursor_name
from bot.adapters.discord.inbound import moment_of
from bot.adapters.discord.intake import Intake
from bot.adapters.discord.places import Place, channel_room
from bot.core.ids import RoomRef
from bot.core.ports import Clock

_log = structlog.get_logger("stoa")

_BATCH = 100
_LOOK_BACK = 50
"""Messages before the cursor that are looked at again, because they may have been edited meanwhile."""

_ARCHIVED = 50
"""Threads a channel that are looked at again although they were archived meanwhile."""

_DIRECT_DAYS = 14
"""Private conversations that were silent for longer are not asked about."""


class CatchUp:
    """Reads on where we stopped. Messages and edits are found again, deletions and reactions cannot be."""

    def __init__(
        self,
        client: discord.Client,
        channels: Channels,
        rooms: tuple[RoomRef, ...],
        ears: Ears,
        intake: Intake,
        clock: Clock,
    ) -> None:
        """Read the channels of these rooms."""
        self._client, self._channels, self._rooms = client, channels, rooms
        self._ears, self._intake, self._clock = ears, intake, clock
        self._warned: set[int] = set()

    async def run(self) -> None:
        """Hand on everything since the cursors; a channel without one begins with what comes next.

        Raises discord.DiscordException or a failure of the connection, and what the host raises.
        """
        for channel in self._present():
            await self._channel(channel)
        for name, message in self._intake.cursors.items():
            kind, _, channel_id = name.partition(":")
            if kind == "direct" and (self._clock.now() - moment_of(message)).days < _DIRECT_DAYS:
                await self._direct(int(channel_id), message)

    def _present(self) -> Iterator[GuildRoom]:
        guild = self._channels.guild
        for room in self._rooms:
            found = guild.get_channel(int(room.id)) if guild and room.id.isdecimal() else None
            if isinstance(found, GuildRoom):
                yield found

    async def _channel(self, channel: GuildRoom) -> None:
        if not channel.permissions_for(channel.guild.me).read_message_history:
            if channel.id not in self._warned:
                _log.warning(
                    "messages missed while away cannot be read without “Read Message History”", channel=channel.id
                )
            self._warned.add(channel.id)
        room = channel_room(channel.id)
        since = self._intake.cursors.get(cursor_name(channel.id, Place(room)))
        if since is None:
            return await self._begin(channel)
        try:
            if not isinstance(channel, discord.ForumChannel):
                await self._read(channel, Place(room), since)
            async for thread in self._threads(channel, since):
                place = Place(room, thread.id)
                await self._read(thread, place, self._intake.cursors.get(cursor_name(thread.id, place), since))
        except discord.Forbidden:
            _log.warning("messages missed while away cannot be read here", channel=channel.id)

    async def _begin(self, channel: GuildRoom) -> None:
        """Hear a channel for the first time: what was said before is not ours to tell."""
        cursors = {cursor_name(channel.id, Place(channel_room(channel.id))): channel.last_message_id or channel.id}
        for thread in channel.threads if isinstance(channel, discord.TextChannel | discord.ForumChannel) else ():
            place = Place(channel_room(channel.id), thread.id)
            cursors[cursor_name(thread.id, place)] = thread.last_message_id or thread.id
        await self._intake.begin(cursors)

    async def _threads(self, channel: GuildRoom, since: int) -> AsyncIterator[discord.Thread]:
        """Yield the active threads, and those that were archived after something new could be said in them."""
        if not isinstance(channel, discord.TextChannel | discord.ForumChannel):
            return
        for thread in channel.threads:
            yield thread
        if not channel.permissions_for(channel.guild.me).read_message_history:
            return
        async for thread in channel.archived_threads(limit=_ARCHIVED):
            place = Place(channel_room(channel.id), thread.id)
            if (thread.last_message_id or 0) > self._intake.cursors.get(cursor_name(thread.id, place), since):
                yield thread

    async def _direct(self, channel: int, since: int) -> None:
        place = await self._channels.place(channel)
        if place is not None:
            try:
                await self._read(self._client.get_partial_messageable(channel), place, since)
            except (discord.NotFound, discord.Forbidden):
                _log.info("a private conversation cannot be read any more", channel=channel)

    async def _read(self, channel: discord.abc.Messageable, place: Place, since: int) -> None:
        """Hand on what is new in a channel, after what was edited in the messages just before."""
        heard: list[Heard] = []
        async for message in channel.history(before=discord.Object(since + 1), limit=_LOOK_BACK, oldest_first=False):
            if message.edited_at is not None and message.edited_at > moment_of(since):
                heard.insert(0, await self._ears.edited(message))
        async for message in channel.history(after=discord.Object(since), limit=None, oldest_first=True):
            heard.append(await self._ears.posted(message))
            if len(heard) >= _BATCH:
                await self._intake.hand_on(heard)
                heard = []
        await self._intake.hand_on(heard)

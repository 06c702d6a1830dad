"""What was said while we were away: after every gap each channel and thread is read on from its cursor."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import timedelta
from typing import TypeAlias

import discord
import structlog

from bot.adapters.discord.channels import Channels, GuildRoom
from bot.adapters.discord.ears import Ears, Heard, cursor_name
from bot.adapters.discord.inbound import moment_of
from bot.adapters.discord.intake import Intake
from bot.adapters.discord.interest import Interest
from bot.adapters.discord.pins import Pins
from bot.adapters.discord.places import PLATFORM, Place, channel_room, direct_room, located
from bot.adapters.discord.reactions import Reactions
from bot.core.ids import RoomRef
from bot.core.notices import GAP
from bot.core.ports import Clock, Host
from bot.core.rooms import Rooms

_log = structlog.get_logger("stoa")

_Readable: TypeAlias = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
_DIRECT = cursor_name(0, Place(direct_room(0))).removesuffix("0")

_BATCH = 100
_LOOK_BACK = 50
"""Messages before the cursor that are looked at again, because they may have been edited or deleted meanwhile."""

_OVERLAP = timedelta(minutes=5)
"""How long before the last message heard an edit may have been made without our hearing of it: the cursor may have gone
on over what was read just before that edit. What was heard is not told twice."""

_ARCHIVED = 50
"""Threads a channel that are looked at again although they were archived meanwhile."""

_CONVERSATIONS, _CONVERSATION_DAYS = 100, 14
"""How many private conversations are asked about, the newest, and after how long a silence no more."""


class CatchUp:
    """Reads on where we stopped. Messages, edits, deletions and reactions are found again."""

    def __init__(
        self,
        client: discord.Client,
        channels: Channels,
        rooms: Rooms,
        ears: Ears,
        pins: Pins,
        interest: Interest,
        intake: Intake,
        host: Host,
        clock: Clock,
    ) -> None:
        """Read the channels of the rooms of the directory."""
        self._client, self._channels, self._rooms = client, channels, rooms
        self._ears, self._pins, self._intake, self._host, self._clock = ears, pins, intake, host, clock
        self._interest = interest
        self._reactions = Reactions(ears, intake, host)
        self._warned: set[int] = set()

    async def run(self) -> None:
        """Hand on everything since the cursors; a channel without one begins with what comes next.

        Raises discord.DiscordException or a failure of the connection, and what the host raises.
        """
        self._reactions.begin()
        for channel in self._present():
            await self._channel(channel)
        for channel_id, since in self._conversations():
            await self._direct(channel_id, since)
        await self._intake.hand_on([await self._ears.polled(*spot) for spot in self._ears.open_polls()])
        await self._intake.hand_on([await self._pins.look(channel) for channel in self._pins.known])
        await self._intake.hand_on([await self._interest.missed()])

    def _conversations(self) -> list[tuple[int, int]]:
        """Return (channel, last message) of the private conversations that may go on, the newest first."""
        oldest = self._clock.now() - timedelta(days=_CONVERSATION_DAYS)
        known = (
            (int(name.removeprefix(_DIRECT)), last)
            for name, last in self._intake.cursors.items()
            if name.startswith(_DIRECT) and moment_of(last) > oldest
        )
        return sorted(known, key=lambda one: -one[1])[:_CONVERSATIONS]

    def _present(self) -> Iterator[GuildRoom]:
        guild = self._channels.guild
        for room in self._rooms.on(PLATFORM):
            found = guild.get_channel(int(room.id)) if guild and room.id.isdecimal() else None
            if isinstance(found, GuildRoom):
                yield found

    async def _tell_lost(self, room: RoomRef, since: int) -> None:
        until = self._clock.now()
        start = min(moment_of(since), until)
        await self._host.warn(f"lost:{room}:{since}", GAP, room=room, since=start, until=until)

    async def _channel(self, channel: GuildRoom) -> None:
        room = channel_room(channel.id)
        since = self._intake.cursors.get(cursor_name(channel.id, Place(room)))
        if not channel.permissions_for(channel.guild.me).read_message_history:
            if channel.id not in self._warned:
                _log.warning(
                    "messages missed while away cannot be read without “Read Message History”", channel=channel.id
                )
            self._warned.add(channel.id)
            if since is not None and (channel.last_message_id or 0) > since:
                await self._tell_lost(room, since)
        if since is None:
            return await self.begin(channel)
        try:
            if not isinstance(channel, discord.ForumChannel):
                await self._read(channel, Place(room), since)
            async for thread in self._threads(channel):
                place = Place(room, thread.id)
                begin = self._intake.cursors.get(cursor_name(thread.id, place), since)
                if not thread.archived or (thread.last_message_id or 0) > begin:
                    await self._read(thread, place, begin)
        except discord.Forbidden:
            _log.warning("messages missed while away cannot be read here", channel=channel.id)
            await self._tell_lost(room, since)

    async def begin(self, channel: GuildRoom) -> None:
        """Hear a channel for the first time: what was said before, in its threads too, is not ours to tell."""
        room = channel_room(channel.id)
        cursors: dict[str, int] = {}
        async for thread in self._threads(channel):
            cursors[cursor_name(thread.id, Place(room, thread.id))] = thread.last_message_id or thread.id
        # Threads that are not known yet begin with the channel's cursor, so it stands behind all that was ever said.
        newest = max((channel.last_message_id or channel.id, *cursors.values()))
        await self._intake.begin(cursors | {cursor_name(channel.id, Place(room)): newest})
        if not isinstance(channel, discord.ForumChannel):
            await self._intake.hand_on([await self._pins.look(channel.id)])

    async def _threads(self, channel: GuildRoom) -> AsyncIterator[discord.Thread]:
        """Yield the active threads and those archived last."""
        if not isinstance(channel, discord.TextChannel | discord.ForumChannel):
            return
        for thread in channel.threads:
            yield thread
        if channel.permissions_for(channel.guild.me).read_message_history:
            async for thread in channel.archived_threads(limit=_ARCHIVED):
                yield thread

    async def _direct(self, channel: int, since: int) -> None:
        try:
            await self._read_new(self._client.get_partial_messageable(channel), since)
        except (discord.NotFound, discord.Forbidden):
            _log.info("a private conversation cannot be read any more", channel=channel)

    async def _read(self, channel: _Readable, place: Place, since: int) -> None:
        """Hand on what was edited and deleted among a channel's last messages, then what is new."""
        heard: list[Heard] = []
        before: list[discord.Message] = []
        async for message in channel.history(before=discord.Object(since + 1), limit=_LOOK_BACK, oldest_first=False):
            before.append(message)
            if message.edited_at is not None and message.edited_at > moment_of(since) - _OVERLAP:
                heard.insert(0, await self._ears.edited(message))
        present = {message.id for message in before}
        heard.append(await self._ears.deleted(channel.id, await self._gone(channel, place, present, since)))
        await self._intake.hand_on(heard)
        await self._reactions.compare(before[::-1], place)
        if channel.last_message_id is None or channel.last_message_id > since:
            await self._read_new(channel, since, place)

    async def _gone(self, channel: _Readable, place: Place, present: set[int], since: int) -> list[int]:
        """Return the messages that were heard and stand no more among the last ones, which are `present`.

        Where nothing is there, nothing is told: so an empty history looks, and so does one that we may not read.
        """
        if not present or not channel.permissions_for(channel.guild.me).read_message_history:
            return []
        first = min(present) if len(present) == _LOOK_BACK else channel.id
        heard = await self._intake.heard(place.message(first), place.message(since))
        known = (located(ref) for ref in heard)
        return [number for thread, number in known if thread == place.thread and number not in present]

    async def _read_new(self, channel: discord.abc.Messageable, since: int, place: Place | None = None) -> None:
        """Hand on what was said since the cursor; in a place, the reactions to it, too."""
        new: list[discord.Message] = []
        async for message in channel.history(after=discord.Object(since), limit=None, oldest_first=True):
            new.append(message)
            if len(new) >= _BATCH:
                await self._hand_on(new, place)
                new = []
        await self._hand_on(new, place)

    async def _hand_on(self, new: Sequence[discord.Message], place: Place | None) -> None:
        await self._intake.hand_on([await self._ears.posted(message) for message in new])
        if place is not None:
            await self._reactions.compare(new, place)

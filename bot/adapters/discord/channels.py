"""Finding channels, threads and private conversations, in discord.py's cache or by asking Discord."""

from __future__ import annotations

from typing import TypeAlias

import discord

from bot.adapters.discord.places import Place, channel_room, direct_room, located
from bot.adapters.discord.problems import FAILURES, platform_error, spoken
from bot.core.errors import NoSuchPlace, NotLetIn, Undeliverable
from bot.core.ids import MessageRef, RoomRef

GuildRoom: TypeAlias = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel
"""A channel that can be a room of the community: all of them can have webhooks."""


READING = ("view_channel", "read_message_history")
"""What it takes to know what was said in a channel, by discord.py's names."""


class Channels:
    """The channels of one guild, and private conversations."""

    def __init__(self, client: discord.Client, guild: int) -> None:
        """Look in the client's cache first."""
        self._client = client
        self._guild = guild
        self._places: dict[int, Place] = {}

    @property
    def guild(self) -> discord.Guild | None:
        """The guild, None while it is not there."""
        return self._client.get_guild(self._guild)

    async def room(self, room: RoomRef) -> GuildRoom | discord.DMChannel:
        """Return a room's channel; a private conversation is opened. Raises Undeliverable or discord.HTTPException."""
        if room.person is not None:
            return await self._direct(_number(room.person.id, room))
        number = _number(room.id, room)
        found = self._client.get_channel(number) or await self._client.fetch_channel(number)
        if not isinstance(found, GuildRoom):
            raise Undeliverable(f"{room}: that is no channel where the bot can write")
        return found

    async def of_our_guild(self, room: RoomRef) -> GuildRoom:
        """Return the channel of what is to be a room; raises NoSuchPlace, NotLetIn or PlatformDown."""
        if not room.id.isdecimal():
            raise NoSuchPlace(str(room))
        try:
            found = self._client.get_channel(int(room.id)) or await self._client.fetch_channel(int(room.id))
        except discord.Forbidden as error:
            raise NotLetIn(spoken(READING)) from error
        except discord.NotFound as error:
            raise NoSuchPlace(str(room)) from error
        except FAILURES as error:
            raise platform_error(error) from error
        if not isinstance(found, GuildRoom) or found.guild != self.guild:
            raise NoSuchPlace(str(room))
        return found

    async def thread(self, id: int) -> discord.Thread | None:
        """Return a thread, None where none has this id; raises discord.HTTPException."""
        guild = self.guild
        found = guild.get_thread(id) if guild else None
        if found is not None:
            return found
        try:
            fetched = await self._client.fetch_channel(id)
        except discord.NotFound:
            return None
        return fetched if isinstance(fetched, discord.Thread) else None

    async def message(self, ref: MessageRef) -> discord.PartialMessage:
        """Return the handle of a message; raises Undeliverable or discord.HTTPException."""
        thread, number = self.spot(ref)
        if ref.room.person is not None:
            return (await self._direct(_number(ref.room.person.id, ref.room))).get_partial_message(number)
        channel = thread or _number(ref.room.id, ref.room)
        return self._client.get_partial_messageable(channel, guild_id=self._guild).get_partial_message(number)

    def spot(self, ref: MessageRef) -> tuple[int | None, int]:
        """Return (thread or None, message id); what opens a forum post lies in that post. Raises Undeliverable."""
        try:
            thread, number = located(ref)
        except ValueError as error:
            raise Undeliverable(f"{ref} is no message of Discord's") from error
        room = self._client.get_channel(int(ref.room.id)) if ref.room.id.isdecimal() else None
        return (number if thread is None and isinstance(room, discord.ForumChannel) else thread), number

    async def place(self, channel: int) -> Place | None:
        """Return where a channel's messages belong; None where it is not known any more."""
        if channel not in self._places:
            found = self._client.get_channel(channel)
            if found is None or (isinstance(found, discord.DMChannel) and found.recipient is None):
                try:
                    found = await self._client.fetch_channel(channel)
                except (discord.NotFound, discord.Forbidden):
                    return None
            place = place_of(found)
            if place is None:
                return None
            self._places[channel] = place
        return self._places[channel]

    def learn(self, channel: int, place: Place) -> None:
        """Remember where a channel's messages belong, as a private conversation does not tell by itself."""
        self._places[channel] = place

    async def _direct(self, user: int) -> discord.DMChannel:
        found = self._client.get_user(user) or await self._client.fetch_user(user)
        return found.dm_channel or await found.create_dm()


def can_be_read(channel: discord.abc.GuildChannel) -> bool:
    """Tell whether the bot may see a channel and read what was said in it."""
    held = channel.permissions_for(channel.guild.me)
    return all(getattr(held, name) for name in READING)


def place_of(channel: object) -> Place | None:
    """Return where the messages of a channel belong, None for what is no channel of ours."""
    if isinstance(channel, discord.Thread):
        return Place(channel_room(channel.parent_id), channel.id)
    if isinstance(channel, discord.DMChannel):
        return Place(direct_room(channel.recipient.id)) if channel.recipient else None
    return Place(channel_room(channel.id)) if isinstance(channel, GuildRoom) else None


def _number(id: str, room: RoomRef) -> int:
    if not id.isdecimal():
        raise Undeliverable(f"{room}: Discord knows channels and people by number")
    return int(id)

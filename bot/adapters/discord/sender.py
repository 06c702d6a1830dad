"""Deliveries: each part done by who knows how, its failures told, and what was sent found again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

import discord

from bot.adapters.discord import outbound
from bot.adapters.discord.calendar import GuildCalendar
from bot.adapters.discord.changing import Changer
from bot.adapters.discord.channels import Channels
from bot.adapters.discord.inbound import Me, is_ours, moment_of
from bot.adapters.discord.places import Place
from bot.adapters.discord.posting import Poster
from bot.adapters.discord.problems import FAILURES, UNKNOWN_WEBHOOK, delivery_error, needed
from bot.adapters.discord.uploads import Uploader
from bot.adapters.discord.webhooks import Webhooks
from bot.adapters.discord.wire import delivering
from bot.core.delivery import Action, Part
from bot.core.errors import InDoubt
from bot.core.ids import MessageRef, RoomRef
from bot.core.rooms import Rooms

_CLOCK_SKEW = timedelta(seconds=10)
_GRACE = 10.0
"""Seconds that a stop waits for deliveries that have begun."""


class Sender:
    """What the bot does in the channels on the outbox's behalf."""

    def __init__(
        self,
        client: discord.Client,
        channels: Channels,
        me: Me,
        rooms: Rooms,
        uploader: Uploader,
        deprived: Callable[[RoomRef], None],
        calendar: GuildCalendar,
    ) -> None:
        """Speak through a client that is logged in; `deprived` hears of rooms whose webhook somebody deleted."""
        self._calendar = calendar
        self._client, self._channels, self._me, self._rooms, self._deprived = client, channels, me, rooms, deprived
        self._webhooks = Webhooks(me.user)
        poster = Poster(client, channels, self._webhooks, uploader)
        changer = Changer(client, channels, self._webhooks)
        self._does: dict[Action, Callable[[Part], Awaitable[MessageRef]]] = {
            Action.POST: poster.post,
            Action.EDIT: changer.edit,
            Action.DELETE: changer.delete,
            Action.REACT: changer.react,
            Action.UNREACT: changer.unreact,
            Action.PIN: changer.pin,
            Action.UNPIN: changer.unpin,
            Action.SCHEDULE: calendar.schedule,
            Action.PUBLISH: changer.publish,
        }
        self._thread = poster.thread
        self._begun: set[asyncio.Task[object]] = set()
        self.deleted, self.pinned = changer.deleted, changer.pinned

    async def deliver(self, part: Part) -> MessageRef:
        """Do what a part says; raises TryLater, InDoubt or Undeliverable."""
        task = asyncio.current_task()
        if task is not None:
            self._begun.add(task)
        try:
            with delivering():
                return await self._does[part.action](part)
        except FAILURES as error:
            if isinstance(error, discord.HTTPException) and part.to.id.isdecimal():
                self._webhooks.forget(int(part.to.id))
                if error.code == UNKNOWN_WEBHOOK:
                    self._deprived(part.to)
            where, at_home = self._where(part.to), part.to.is_calendar or self._rooms.of(part.to) is not None
            raise delivery_error(error, part, where, self._missing(part), at_home=at_home) from error
        finally:
            if task is not None:
                self._begun.discard(task)

    async def typing(self, room: RoomRef) -> None:
        """Show for ten seconds that the bot types (Discord API, "Trigger Typing Indicator"); in forums nobody does."""
        channel = await self._channels.room(room)
        if not isinstance(channel, discord.ForumChannel):
            with delivering():
                await self._client.http.send_typing(channel.id)

    async def finish(self) -> None:
        """Return when the deliveries that have begun are done, or have had their time."""
        if self._begun:
            await asyncio.wait(self._begun, timeout=_GRACE)

    async def find(
        self, part: Part, since: datetime, known: Callable[[MessageRef], Awaitable[bool]]
    ) -> MessageRef | None:
        """Look for a POST in the room's history since a moment, or for an event; None where it is not there.

        `known` tells which messages are other deliveries. Raises InDoubt when the history cannot be read now.
        """
        try:
            with delivering():
                return await self._find(part, since - _CLOCK_SKEW, known)
        except FAILURES as error:
            if isinstance(error, discord.NotFound):
                return None
            reason = f"{self._where(part.to)}: the history cannot be read ({error or type(error).__name__})"
            raise InDoubt(reason) from error

    async def _find(
        self, part: Part, since: datetime, known: Callable[[MessageRef], Awaitable[bool]]
    ) -> MessageRef | None:
        if part.to.is_calendar:
            return await self._calendar.find(part, since)
        channel = await self._channels.room(part.to)
        thread = await self._thread(part, channel, create=False)
        where = thread or channel
        if isinstance(where, discord.ForumChannel):
            return await self._find_post(where, part, since, known)
        place = Place(part.to, thread.id if thread else None)
        async for message in where.history(after=since, oldest_first=True, limit=None):
            if self._is(message, part) and not await known(place.message(message.id)):
                return place.message(message.id)
        return None

    async def _find_post(
        self, forum: discord.ForumChannel, part: Part, since: datetime, known: Callable[[MessageRef], Awaitable[bool]]
    ) -> MessageRef | None:
        """Look among a forum's posts for one that a part opened."""
        for post in sorted(await forum.guild.active_threads(), key=lambda thread: thread.id):
            ref = Place(part.to, post.id).message(post.id)
            if post.parent_id == forum.id and moment_of(post.id) >= since and not await known(ref):
                with suppress(discord.NotFound):
                    if self._is(await post.fetch_message(post.id), part):
                        return ref
        return None

    def _is(self, message: discord.Message, part: Part) -> bool:
        if not is_ours(message, self._me):
            return False
        if message.webhook_id is None:
            shown = part.as_person is None or part.to.person is not None
        else:
            shown = part.as_person is not None and message.author.name == outbound.webhook_name(part.as_person)
        return shown and outbound.says(message, part)

    def _where(self, room: RoomRef) -> str:
        if room.is_calendar:
            return "the events of the server"
        channel = self._client.get_channel(int(room.id)) if room.id.isdecimal() else None
        return f"#{channel} ({room})" if channel is not None else str(room)

    def _missing(self, part: Part) -> tuple[str, ...]:
        """Return the permissions that the bot lacks for a part, as far as it knows."""
        guild = self._channels.guild if part.to.is_calendar else None
        channel = self._client.get_channel(int(part.to.id)) if part.to.id.isdecimal() else None
        if guild is not None:
            held = guild.me.guild_permissions
        elif isinstance(channel, discord.abc.GuildChannel):
            held = channel.permissions_for(channel.guild.me)
        else:
            return ()
        return tuple(name for name in needed(part) if not getattr(held, name))

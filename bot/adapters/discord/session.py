"""One connection with Discord, from the login to the end, and all that works on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import discord
import structlog

from bot.adapters.discord import inbound
from bot.adapters.discord.calendar import GuildCalendar
from bot.adapters.discord.catchup import CatchUp
from bot.adapters.discord.cdn import renewed
from bot.adapters.discord.channels import READING, Channels, GuildRoom, can_be_read, place_of
from bot.adapters.discord.client import Client, Inward
from bot.adapters.discord.commands import payload_of
from bot.adapters.discord.ears import Ears
from bot.adapters.discord.inbound import Me
from bot.adapters.discord.intake import Intake
from bot.adapters.discord.interactions import Interactions
from bot.adapters.discord.interest import CURSOR, Interest
from bot.adapters.discord.pins import Pins
from bot.adapters.discord.places import PLATFORM
from bot.adapters.discord.polls import Polls
from bot.adapters.discord.problems import BAD_TOKEN, FAILURES, platform_error, spoken
from bot.adapters.discord.sender import Sender
from bot.adapters.discord.setup import missing_in, register
from bot.adapters.discord.uploads import Uploader
from bot.core.errors import N_, LoginRefused, NotLetIn, PlatformDown
from bot.core.ids import PersonRef, RoomRef
from bot.core.polls import PollBook, Words
from bot.core.ports import Clock, Host
from bot.core.rooms import Rooms
from bot.core.text import Attachment
from config.settings import DiscordSettings

_log = structlog.get_logger("stoa")

_GRACE = 5.0
"""Seconds that a stop waits for what was heard to be committed."""

_WEBHOOK_GONE = N_("Somebody deleted the webhook through which I show people's messages in {room}. I make another.")

_COMMANDS = "commands"
"""The cursor that holds the fingerprint of the registered commands."""


class Session:
    """Everything that lives as long as one login."""

    def __init__(self, settings: DiscordSettings, rooms: Rooms, clock: Clock, host: Host, patience: float) -> None:
        """Nothing is connected yet."""
        self._settings, self._rooms, self._clock, self._host = settings, rooms, clock, host
        self._client = Client(clock)
        self._channels = Channels(self._client, settings.guild)
        self._interactions = Interactions(host, rooms, patience)
        self._tasks: list[asyncio.Task[Any]] = []
        self.ready = asyncio.Event()
        self.sender: Sender | None = None
        self._polls: Polls | None = None
        self._begin: Callable[[GuildRoom], None] = lambda channel: None

    async def enter(self, room: RoomRef) -> RoomRef:
        """See `ChatPlatform.enter`: the channel's cursor begins with what comes next."""
        channel = await self._channels.of_our_guild(room)
        if not can_be_read(channel):
            raise NotLetIn(spoken(READING))
        self._begin(channel)
        return room

    async def slow(self, room: RoomRef, seconds: int) -> None:
        """See `ChatPlatform.slow`."""
        channel = await self._channels.of_our_guild(room)
        try:
            await channel.edit(slowmode_delay=seconds)
        except discord.Forbidden as error:
            raise NotLetIn(spoken(("manage_channels",))) from error
        except FAILURES as error:
            raise platform_error(error) from error

    def missing(self, room: RoomRef) -> tuple[str, ...]:
        """See `ChatPlatform.missing`."""
        guild = self._channels.guild
        return missing_in(guild, room) if guild and self.ready.is_set() else ()

    def publishes(self, room: RoomRef) -> bool:
        """See `ChatPlatform.publishes`."""
        guild = self._channels.guild
        channel = guild.get_channel(int(room.id)) if guild and room.id.isdecimal() else None
        return isinstance(channel, discord.TextChannel) and channel.is_news()

    def groups_of(self, person: PersonRef) -> frozenset[str]:
        """See `ChatPlatform.groups_of`."""
        guild = self._channels.guild
        member = guild.get_member(int(person.id)) if guild and person.id.isdecimal() else None
        return inbound.person(member).groups if member else frozenset()

    async def live(self, stop: asyncio.Event) -> None:
        """Hear and answer until `stop` is set; raises PlatformError, or what discord.py or the host raises."""
        entering = asyncio.create_task(self._login(), name="discord login")
        stopping = asyncio.create_task(stop.wait(), name="discord stop")
        self._tasks = [entering, stopping]
        await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            return
        me = entering.result()
        cursors = await self._host.cursors(PLATFORM)
        intake = Intake(self._host, self._clock, _messages(cursors.items()))
        uploader = Uploader(self._host, self._rooms)
        calendar = GuildCalendar(self._channels, me.user, self._settings.events_channel)
        self.sender = Sender(self._client, self._channels, me, self._rooms, uploader, self._webhook_gone, calendar)
        book = PollBook(cursors)
        ears = Ears(self._channels, self._rooms, me, self._clock, self.sender.deleted, book, self._words)
        self._polls = Polls(ears, intake, self._clock)
        pins = Pins(self._client, self._channels, self._rooms, self._clock, cursors, self.sender.pinned)
        known = cursors.get(CURSOR, "")
        interest = Interest(self._client, self._channels, me.user, self._host, self._clock, known)
        catch_up = CatchUp(
            self._client, self._channels, self._rooms, ears, pins, interest, intake, self._host, self._clock
        )
        self._begin = lambda channel: intake.put_act(partial(catch_up.begin, channel))

        async def after_gap() -> None:
            await self._after_gap(ears, catch_up, intake, cursors.get(_COMMANDS, ""))

        answer, voted = self._interactions.answer, self._polls.voted
        self._client.listen(Inward(intake, ears, answer, after_gap, voted, pins.look, self._typing, interest))
        await self._until(stop, stopping, intake)

    async def renewed(self, file: Attachment) -> str:
        """Return the present address of a file; raises NoFile or TryLater."""
        return await renewed(self._client, file)

    async def close(self) -> None:
        """Finish what has begun and close; nothing is left behind."""
        await self._interactions.finish()
        if self.sender is not None:
            await self.sender.finish()
        if self._polls is not None:
            await self._polls.close()
        for task in self._tasks:
            task.cancel()
        # Before Python 3.12 `asyncio.wait_for`, in discord.py, may swallow that; the closed client ends it anyhow.
        await self._client.finish()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _webhook_gone(self, room: RoomRef) -> None:
        self._tasks.append(asyncio.create_task(self._tell_webhook_gone(room), name=f"discord webhook {room}"))

    async def _tell_webhook_gone(self, room: RoomRef) -> None:
        try:
            await self._host.warn(f"webhook:{room}:{self._clock.now():%Y-%m-%dT%H}", _WEBHOOK_GONE, room=room)
        except Exception:  # noqa: BLE001 - the boundary: that the admins cannot be told now must not end the session
            _log.exception("the admins could not be told", room=room.label)

    def _typing(self, payload: discord.RawTypingEvent) -> None:
        place = place_of(self._client.get_channel(payload.channel_id))
        if place is not None and place.thread is None and not (payload.user is None or payload.user.bot):
            self._host.typing(place.room)

    def _words(self, room: RoomRef) -> Words:
        return partial(self._host.translate, self._rooms.language_of(room))

    async def _login(self) -> Me:
        token = self._settings.token.get_secret_value() if self._settings.token else ""
        if not token:
            raise LoginRefused(BAD_TOKEN)
        await self._client.login(token)
        if self._client.user is None or self._client.application_id is None:
            raise PlatformDown("Discord did not say who the bot is")
        return Me(self._client.user.id, self._client.application_id)

    async def _until(self, stop: asyncio.Event, stopping: asyncio.Task[Any], intake: Intake) -> None:
        connecting = asyncio.create_task(self._client.connect(), name="discord gateway")
        working = asyncio.create_task(intake.work(), name="discord intake")
        self._tasks += [connecting, working]
        await asyncio.wait({connecting, working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            intake.end()
            with suppress(TimeoutError):
                async with asyncio.timeout(_GRACE if self.ready.is_set() else 0):
                    await working
            return
        for task in (working, connecting):
            if task.done():
                task.result()
        raise PlatformDown("Discord closed the connection")

    async def _after_gap(self, ears: Ears, catch_up: CatchUp, intake: Intake, registered: str) -> None:
        guild = await self._client.guild_here(self._settings.guild)
        if guild is None:
            raise LoginRefused(
                f"The bot is no member of the Discord guild {self._settings.guild}."
                " Invite it there, or check discord.guild."
            )
        ears.me = replace(ears.me, role=guild.self_role.id if guild.self_role else None)
        await catch_up.run()
        if not self.ready.is_set():
            fingerprint = await register(
                self._client, guild, payload_of(self._host.specs(), self._host.translate), registered
            )
            if fingerprint != registered:
                await intake.note(_COMMANDS, fingerprint)
            self.ready.set()


def _messages(cursors: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return the cursors that are messages."""
    return {name: int(value) for name, value in cursors if ":" in name}

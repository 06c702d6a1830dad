"""The Discord platform: one guild's channels and private conversations."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import datetime

from bot.adapters.discord import outbound, wire
from bot.adapters.discord.cdn import opened
from bot.adapters.discord.places import PLATFORM, link_to, messages_at, place_at
from bot.adapters.discord.problems import FAILURES, platform_error
from bot.adapters.discord.sender import Sender
from bot.adapters.discord.session import Session
from bot.core.delivery import Delivery, Part
from bot.core.errors import InDoubt, PlatformDown, TryLater
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.ports import Allowance, Capabilities, Clock, Host, Limit
from bot.core.rooms import Rooms
from bot.core.text import Attachment, RichText
from config.settings import DiscordSettings

_WEBHOOKS = (Limit(5, 2.0), Limit(30, 60.0))
_OWN = (Limit(5, 5.0),)
"""What a channel takes. Discord publishes no such numbers: these are what its answers have been seen to allow (headers
of Execute Webhook and Create Message), and the 30 a minute for all webhooks of a channel, of which no header tells."""


class DiscordPlatform:
    """Discord as the engine sees it."""

    name = PLATFORM
    capabilities = Capabilities(
        buttons=True, slow_mode=True, files_with_text=outbound.MOST_FILES, pins=True, native_events=True
    )

    def __init__(self, settings: DiscordSettings, rooms: Rooms, clock: Clock, *, patience: float = 2.0) -> None:
        """Keep what is needed; nothing is connected before `run`.

        `patience` is how long (seconds) a command may take before its asker is told to wait: Discord wants an answer
        within 3.
        """
        self._settings, self._rooms, self._clock, self._patience = settings, rooms, clock, patience
        self._session: Session | None = None
        self._host: Host | None = None
        self._stop = asyncio.Event()
        self._ready = asyncio.Event()

    async def run(self, host: Host) -> None:
        """Connect, catch up, report events until `stop`; raises LoginRefused, PlatformDown, or what the host raises."""
        wire.keep_logs_discreet()
        with wire.addresses(self._settings):
            session = Session(self._settings, self._rooms, self._clock, host, self._patience)
            heralding = asyncio.create_task(self._herald(session, host), name="discord ready")
            try:
                await session.live(self._stop)
            except FAILURES as error:
                raise platform_error(error) from error
            finally:
                self._session = None
                self._ready.clear()
                heralding.cancel()
                await asyncio.gather(heralding, return_exceptions=True)
                await session.close()

    async def _herald(self, session: Session, host: Host) -> None:
        await session.ready.wait()
        self._session, self._host = session, host
        self._ready.set()

    async def ready(self) -> None:
        """Return once the guild is there and everything missed was handed on."""
        await self._ready.wait()

    async def stop(self) -> None:
        """Stop receiving; `run` returns when what was heard is committed and what was begun is finished."""
        self._stop.set()

    def split(self, delivery: Delivery) -> tuple[RichText, ...]:
        """Cut a text into messages of at most 2,000 characters; at least one."""
        return outbound.parts_of(delivery)

    def allowance(self, to: RoomRef, *, as_person: bool) -> Allowance:
        """Return a channel's budget for webhooks, or for the bot's own messages."""
        known = self._settings.limits == "discord" or (self._settings.limits is None and not self._settings.api_base)
        limits = (_WEBHOOKS if as_person else _OWN) if known else ()
        return Allowance(f"{'webhooks' if as_person else 'bot'} {to.id}", limits)

    def link_to(self, message: MessageRef) -> str:
        """See `ChatPlatform.link_to`."""
        return link_to(message, self._settings.guild)

    async def typing(self, place: RoomRef) -> None:
        """See `ChatPlatform.typing`; raises what discord.py raises."""
        sender = self._sender()
        if sender is not None:
            await sender.typing(place)

    def reacts_for_each(self, place: RoomRef) -> bool:
        """See `ChatPlatform.reacts_for_each`: the bot reacts, once for all."""
        return False

    def publishes(self, place: RoomRef) -> bool:
        """See `ChatPlatform.publishes`: announcement channels, which other servers may follow."""
        return self._session is not None and self._session.publishes(place)

    def messages_at(self, written: str) -> tuple[MessageRef, ...]:
        """See `ChatPlatform.messages_at`."""
        return messages_at(written, self._rooms.on(self.name))

    def place_at(self, written: str) -> RoomRef | None:
        """See `ChatPlatform.place_at`."""
        return place_at(written)

    async def enter(self, place: RoomRef) -> RoomRef:
        """See `ChatPlatform.enter`."""
        if self._session is None:
            raise PlatformDown("Discord is not connected")
        return await self._session.enter(place)

    async def slow(self, place: RoomRef, seconds: int) -> None:
        """See `ChatPlatform.slow`."""
        if self._session is None:
            raise PlatformDown("Discord is not connected")
        await self._session.slow(place, seconds)

    def missing(self, place: RoomRef) -> tuple[str, ...]:
        """See `ChatPlatform.missing`."""
        return self._session.missing(place) if self._session else ()

    def groups_of(self, person: PersonRef) -> frozenset[str]:
        """See `ChatPlatform.groups_of`: the roles that a member of the guild holds."""
        return self._session.groups_of(person) if self._session else frozenset()

    async def deliver(self, part: Part) -> MessageRef:
        """Do what the part says; raises TryLater, InDoubt or Undeliverable."""
        sender = self._sender()
        if sender is None:
            raise TryLater("Discord is not connected")
        return await sender.deliver(part)

    async def find_delivered(self, part: Part, since: datetime) -> MessageRef | None:
        """Look for a part in its room's history; raises InDoubt where that cannot be read now."""
        sender = self._sender()
        if sender is None or self._host is None:
            raise InDoubt("Discord is not connected")
        return await sender.find(part, since, self._host.delivered)

    def open(self, file: Attachment) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """See `ChatPlatform.open`; the CDN needs no login, a new address does."""
        return opened(file, self._renewed)

    async def _renewed(self, file: Attachment) -> str:
        if self._session is None:
            raise TryLater("Discord is not connected")
        return await self._session.renewed(file)

    def _sender(self) -> Sender | None:
        return self._session.sender if self._session else None

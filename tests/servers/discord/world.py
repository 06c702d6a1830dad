"""The state of the server: everything known by id, the events that changes cause, and who waits for them."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from tests.servers.discord import shapes
from tests.servers.discord.cdn import Signatures
from tests.servers.discord.errors import unknown
from tests.servers.discord.guild import Guild
from tests.servers.discord.ids import Clock, Snowflakes
from tests.servers.discord.model import DM, Attachment, Channel, Json, Message, User, Webhook

if TYPE_CHECKING:
    from tests.servers.discord.interactions import Interaction

Found = TypeVar("Found")


@dataclass(frozen=True)
class Event:
    """A gateway dispatch before it is cut to what a session may see."""

    name: str
    data: Json
    guild: Guild | None = None
    channel: Channel | None = None
    message: Message | None = None


@dataclass
class CommandSets:
    """The registered application commands: global under None, others under their guild."""

    by_scope: dict[int | None, list[Json]] = field(default_factory=dict)
    overwrites: list[int | None] = field(default_factory=list)
    """The scope of every bulk overwrite (PUT), in order."""

    def visible_in(self, guild_id: int | None) -> list[Json]:
        """Return the commands that a guild (or direct message, None) offers, its own first."""
        own = self.by_scope.get(guild_id, []) if guild_id else []
        return own + self.by_scope.get(None, [])


class World:
    """One Discord, with one application and its bot."""

    def __init__(self, clock: Clock, token: str, bot_name: str) -> None:
        """Begin with nothing but the bot's account."""
        self.clock = clock
        self.ids = Snowflakes(clock)
        self.token = token
        self.base = ""
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.webhooks: dict[int, Webhook] = {}
        self.attachments: dict[int, Attachment] = {}
        self.nonces: dict[tuple[int, str], Message] = {}
        self.signatures = Signatures(clock)
        self.avatars: dict[str, bytes] = {}
        self.commands = CommandSets()
        self.interactions: dict[str, Interaction] = {}
        self.disallowed_intents = 0
        self.typing: list[int] = []
        """The channel of every typing indicator of the bot, in order."""
        self.on_event: Callable[[Event], None] = lambda event: None
        self._waiters: set[asyncio.Future[None]] = set()
        self.bot = self.new_user(bot_name, bot=True)
        self.operator = self.new_user("operator")
        self.application_id = self.bot.id

    def new_user(self, name: str, *, bot: bool = False) -> User:
        """Open an account."""
        user = User(self.ids.next(), name, bot)
        self.users[user.id] = user
        return user

    def new_secret(self) -> str:
        """Return a fresh token for a webhook, an interaction or a session."""
        return secrets.token_urlsafe(32)

    def emit(
        self,
        name: str,
        data: Json,
        *,
        guild: Guild | None = None,
        channel: Channel | None = None,
        message: Message | None = None,
    ) -> None:
        """Tell the gateway and wake whoever waits for a change."""
        home = guild or (channel.guild if channel else None)
        if home is None or home.id in self.guilds or name == "GUILD_CREATE":
            self.on_event(Event(name, data, home, channel, message))
        self.changed()

    def changed(self) -> None:
        """Let every waiter look again."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def wait_for(self, predicate: Callable[[], Found], timeout: float = 30.0) -> Found:  # noqa: ASYNC109
        """Return the first truthy value of `predicate`, asked after each change; TimeoutError after `timeout` s."""
        async with asyncio.timeout(timeout):
            while not (value := predicate()):
                waiter = asyncio.get_running_loop().create_future()
                self._waiters.add(waiter)
                try:
                    await waiter
                finally:
                    self._waiters.discard(waiter)
        return value

    def dm_with(self, user: User) -> Channel:
        """Return the bot's direct-message channel with a user, opened on first use."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(self.ids.next(), DM, "", recipient=user)
        self.channels[channel.id] = channel
        self.emit("CHANNEL_CREATE", shapes.dm_channel(channel), channel=channel)
        return channel

    def guild(self, guild_id: int) -> Guild:
        """Return a guild or raise 10004."""
        if guild_id not in self.guilds:
            raise unknown(10004)
        return self.guilds[guild_id]

    def channel(self, channel_id: int) -> Channel:
        """Return a channel or thread or raise 10003."""
        if channel_id not in self.channels:
            raise unknown(10003)
        return self.channels[channel_id]

    def user(self, user_id: int) -> User:
        """Return an account or raise 10013."""
        if user_id not in self.users:
            raise unknown(10013)
        return self.users[user_id]

    def message(self, channel: Channel, message_id: int) -> Message:
        """Return a message that is not deleted or raise 10008."""
        message = channel.messages.get(message_id)
        if message is None or message.deleted:
            raise unknown(10008)
        return message

    def webhook(self, webhook_id: int) -> Webhook:
        """Return a webhook or raise 10015."""
        if webhook_id not in self.webhooks:
            raise unknown(10015)
        return self.webhooks[webhook_id]

"""The server that a test starts, and the verbs with which a test plays the community."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Self, TypeVar

from aiohttp import web

from tests.servers.discord import (
    rest_channels,
    rest_events,
    rest_guilds,
    rest_interactions,
    rest_messages,
    rest_threads,
    rest_webhooks,
    session,
)
from tests.servers.discord.commands import Value, command_data
from tests.servers.discord.draft import Draft, sticker
from tests.servers.discord.faults import Fault, Faults
from tests.servers.discord.gateway import Gateway
from tests.servers.discord.guild import Guild
from tests.servers.discord.ids import Clock, WallClock
from tests.servers.discord.interactions import AUTOCOMPLETE, COMMAND, Interaction, begin
from tests.servers.discord.message_shapes import snapshot
from tests.servers.discord.model import Channel, Json, Member, Message, Poll, Upload, User, Webhook
from tests.servers.discord.people import choose, fill_in, press_button
from tests.servers.discord.posting import (
    create_message,
    delete_message,
    delete_messages,
    edit_message,
    pin_message,
    pointer,
    start_typing,
    unpin_message,
)
from tests.servers.discord.ratelimit import RateLimits
from tests.servers.discord.reacting import add_reaction, clear_reactions, remove_reaction
from tests.servers.discord.rest_channels import remove_channel
from tests.servers.discord.rest_webhooks import add_webhook
from tests.servers.discord.shapes import channel as channel_shape
from tests.servers.discord.shapes import guild_create
from tests.servers.discord.threads import ThreadPlan, set_archived, start_post, start_thread, update_thread
from tests.servers.discord.voting import end_poll, unvote, vote
from tests.servers.discord.web import CALLS, CRASHES, FAULTS, LIMITS, WORLD, Call, api_middleware
from tests.servers.discord.world import World

Found = TypeVar("Found")
Person = User | Member
TABLES = tuple(
    module.routes
    for module in (
        rest_guilds,
        rest_channels,
        rest_messages,
        rest_threads,
        rest_webhooks,
        rest_interactions,
        rest_events,
    )
)
UPLOAD_ROOM = 40 * 1024 * 1024


class DiscordServer:
    """A loopback Discord. See the package's documentation for a tour."""

    def __init__(self, *, token: str = "test-token", bot_name: str = "stoa", clock: Clock | None = None) -> None:  # noqa: S107
        """Make a server for one bot; times and ids come from `clock`, the wall clock by default."""
        self.world = World(clock or WallClock(), token, bot_name)
        self.gateway = Gateway(self.world)
        self.faults = Faults()
        self.ratelimits = RateLimits()
        self.calls: list[Call] = []
        """Every API request, in the order of its answer."""
        self.crashes: list[Exception] = []
        """What requests this server itself broke down at: a fault of the server, or a body that makes no sense."""
        self.port = 0
        self._runner: web.AppRunner | None = None

    # -- the process -----------------------------------------------------------------------------------------

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1, on the former port after a stop, on any free port at first."""
        app = web.Application(middlewares=[api_middleware], client_max_size=UPLOAD_ROOM)
        app[WORLD], app[FAULTS], app[LIMITS] = self.world, self.faults, self.ratelimits
        app[CALLS], app[CRASHES] = self.calls, self.crashes
        for table in TABLES:
            app.add_routes(table)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/gateway/", self.gateway.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2, handle_signals=False)
        await self._runner.setup()
        listener = socket.create_server(("127.0.0.1", port or self.port))
        self.port = int(listener.getsockname()[1])
        self.world.base = f"http://127.0.0.1:{self.port}"
        await web.SockSite(self._runner, listener).start()

    async def stop(self) -> None:
        """Stop listening and cut every connection; everything said and every session is kept for `start`."""
        self.faults.clear()
        self.gateway.drop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Stop; raises what the server broke down at, unless the test failed anyway."""
        await self.stop()
        if self.crashes and kind is None:
            raise ExceptionGroup("the loopback Discord broke down", self.crashes)

    # -- what a client needs to know -------------------------------------------------------------------------

    @property
    def base(self) -> str:
        """The address of the server, without a path."""
        return self.world.base

    @property
    def api_url(self) -> str:
        """What `discord.http.Route.BASE` is set to."""
        return self.world.base + "/api/v10"

    @property
    def gateway_url(self) -> str:
        """What `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY` is set to, as a yarl.URL."""
        return self.world.base.replace("http", "ws", 1) + "/gateway"

    @property
    def cdn_url(self) -> str:
        """What `discord.asset.Asset.BASE` is set to."""
        return self.world.base + "/cdn"

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.token

    @property
    def bot(self) -> User:
        """The bot's account."""
        return self.world.bot

    @property
    def command_syncs(self) -> list[int | None]:
        """The scope (guild id, None for global) of every bulk overwrite of commands, in order."""
        return self.world.commands.overwrites

    async def wait_for(self, predicate: Callable[[], Found], timeout: float = 30.0) -> Found:  # noqa: ASYNC109
        """Return the first truthy value of `predicate`, asked after each change; TimeoutError after `timeout` s."""
        return await self.world.wait_for(predicate, timeout)

    # -- the places ------------------------------------------------------------------------------------------

    def add_guild(self, name: str) -> Guild:
        """Found a guild with the bot in it."""
        guild = Guild(self.world, name)
        self.world.guilds[guild.id] = guild
        self.world.emit("GUILD_CREATE", guild_create(guild), guild=guild)
        return guild

    def deny(self, channel: Channel, *names: str) -> None:
        """Let the bot lack exactly these permissions in a channel (none: give all back)."""
        channel.denied = set(names)
        self.world.emit("CHANNEL_UPDATE", channel_shape(channel), channel=channel)

    def disallow_intents(self, *names: str) -> None:
        """Close 4014 on sessions that ask for these: "members", "presences", "message_content"."""
        self.world.disallowed_intents = sum(session.INTENTS[name] for name in names)

    def dm(self, who: Person) -> Channel:
        """Return the direct-message channel between the bot and a person."""
        return self.world.dm_with(_user(who))

    def add_webhook(self, channel: Channel, name: str, creator: Person | None = None) -> Webhook:
        """Put a webhook that is not the bot's own on a channel."""
        return add_webhook(self.world, channel, name, _user(creator) if creator else self.world.operator)

    async def delete_channel(self, channel: Channel) -> None:
        """Delete a channel or thread."""
        remove_channel(self.world, channel)

    # -- what people do --------------------------------------------------------------------------------------

    async def post(
        self,
        channel: Channel,
        author: Person | Webhook,
        text: str,
        *,
        reply_to: Message | None = None,
        attachments: Sequence[Upload] = (),
        embeds: Sequence[Json] = (),
        allowed_mentions: Json | None = None,
        stickers: Sequence[str] = (),
        forward: Message | None = None,
        poll: Poll | None = None,
    ) -> Message:
        """Let a person, another bot or another's webhook write; everything in the text may mention.

        `stickers` are names; `forward` is a message to pass on, beside which there is no text (Create Message).
        """
        draft = Draft(content=text, embeds=list(embeds), uploads=list(attachments), allowed_mentions=allowed_mentions)
        draft.stickers, draft.poll = [sticker(self.world.ids.next(), name) for name in stickers], poll
        if reply_to is not None:
            draft.reference = pointer(reply_to)
        if forward is not None:
            draft.reference, draft.snapshots = pointer(forward, 1), [snapshot(self.world, forward)]
        if isinstance(author, Webhook):
            speaker = User(author.id, author.name, bot=True, avatar=author.avatar, webhook=True)
            return create_message(self.world, channel, speaker, draft, webhook=author)
        return create_message(self.world, channel, _user(author), draft)

    async def edit(self, message: Message, text: str) -> None:
        """Let the author change the text."""
        edit_message(self.world, message, Draft(content=text))

    async def take_file(self, message: Message, index: int = 0) -> None:
        """Let the author take a file out of a message."""
        kept = {found.id for number, found in enumerate(message.attachments) if number != index}
        edit_message(self.world, message, Draft(kept_attachments=kept))

    async def delete(self, *messages: Message) -> None:
        """Delete a message, or several of a channel at once (one bulk event)."""
        if len(messages) == 1:
            delete_message(self.world, messages[0])
        else:
            delete_messages(self.world, messages[0].channel, list(messages))

    async def react(self, message: Message, who: Person, emoji: str) -> None:
        """Let a person react with `👍` or `name:id`."""
        add_reaction(self.world, message, _user(who), emoji)

    async def unreact(self, message: Message, who: Person, emoji: str) -> None:
        """Let a person take a reaction back."""
        remove_reaction(self.world, message, _user(who), emoji)

    async def vote(self, message: Message, who: Person, answer: int) -> None:
        """Let a person vote in a poll for an answer (numbers from 1)."""
        vote(self.world, message, _user(who), answer)

    async def unvote(self, message: Message, who: Person, answer: int) -> None:
        """Let a person take a vote back."""
        unvote(self.world, message, _user(who), answer)

    async def end_poll(self, message: Message) -> None:
        """Let the time of a poll be over."""
        end_poll(self.world, message)

    async def type(self, channel: Channel, who: Person) -> None:
        """Let a person begin to type."""
        start_typing(self.world, channel, _user(who))

    async def pin(self, message: Message, who: Person) -> None:
        """Let a person pin a message; raises ApiError where too many are."""
        pin_message(self.world, message, _user(who))

    async def unpin(self, message: Message) -> None:
        """Let a person take a pin away."""
        unpin_message(self.world, message)

    async def clear_reactions(self, message: Message, emoji: str | None = None) -> None:
        """Let a moderator remove all reactions, or all of one emoji."""
        clear_reactions(self.world, message, emoji)

    async def join(self, guild: Guild, who: str | User) -> Member:
        """Let a person join a guild."""
        member = guild.add_member(who)
        if guild.system_channel is not None:
            create_message(self.world, guild.system_channel, member.user, Draft(), kind=7)
        return member

    async def leave(self, member: Member) -> None:
        """Let a member leave."""
        member.guild.remove_member(member)

    async def start_thread(
        self, where: Channel | Message, owner: Person, name: str, *, private: bool = False
    ) -> Channel:
        """Let a person start a thread in a text channel or on a message."""
        start = where if isinstance(where, Message) else None
        parent = where.channel if isinstance(where, Message) else where
        plan = ThreadPlan(name, 12 if private else 11)
        return start_thread(self.world, parent, plan, _user(owner), start)

    async def start_post(
        self, forum: Channel, author: Person, title: str, text: str, *, tags: Iterable[str] = ()
    ) -> Message:
        """Let a person open a forum post; returns its first message (its channel is the thread)."""
        wanted = set(tags)
        ids = [int(tag["id"]) for tag in forum.tags if tag["name"] in wanted]
        plan = ThreadPlan(title, tag_ids=ids)
        return start_post(self.world, forum, plan, _user(author), Draft(content=text))

    async def archive(self, thread: Channel, *, locked: bool = False) -> None:
        """Archive a thread."""
        set_archived(self.world, thread, archived=True)
        if thread.thread is not None:
            thread.thread.locked = locked
        update_thread(self.world, thread)

    # -- interactions ----------------------------------------------------------------------------------------

    async def slash(
        self,
        channel: Channel,
        who: Person,
        command: str,
        values: Mapping[str, Value] | None = None,
        *,
        locale: str = "en-US",
    ) -> Interaction:
        """Use a slash command such as "faq add".

        Raises LookupError, ValueError or PermissionError where a person's client would not let it through.
        """
        data = command_data(self.world, channel, _user(who), command, values or {})
        return begin(self.world, COMMAND, channel, _user(who), data, locale=locale)

    async def autocomplete(
        self,
        channel: Channel,
        who: Person,
        command: str,
        values: Mapping[str, Value],
        focused: str,
        *,
        locale: str = "en-US",
    ) -> Interaction:
        """Type into the argument `focused` of a slash command."""
        data = command_data(self.world, channel, _user(who), command, values, focused)
        return begin(self.world, AUTOCOMPLETE, channel, _user(who), data, locale=locale)

    async def press(self, message: Message, custom_id: str, who: Person, *, locale: str = "en-US") -> Interaction:
        """Press a button; raises LookupError or ValueError when it cannot be pressed."""
        return press_button(self.world, message, custom_id, _user(who), locale)

    async def select(
        self, message: Message, custom_id: str, who: Person, values: Sequence[str], *, locale: str = "en-US"
    ) -> Interaction:
        """Choose values in a text select."""
        return choose(self.world, message, custom_id, _user(who), values, locale)

    async def submit_modal(self, opened: Interaction, values: dict[str, str], *, locale: str = "en-US") -> Interaction:
        """Fill in and submit the modal that `opened` was answered with."""
        return fill_in(self.world, opened, values, locale)

    # -- what is looked at -----------------------------------------------------------------------------------

    def messages(self, channel: Channel, *, deleted: bool = False) -> list[Message]:
        """Return a channel's messages, oldest first, deleted ones too when asked for."""
        if deleted:
            return [channel.messages[key] for key in sorted(channel.messages)]
        return channel.visible

    def webhooks(self, channel: Channel) -> list[Webhook]:
        """Return the webhooks of a channel, oldest first."""
        return [hook for hook in self.world.webhooks.values() if hook.channel is channel]

    # -- what goes wrong -------------------------------------------------------------------------------------

    def fail(
        self,
        pattern: str,
        *,
        times: int = 1,
        status: int | None = None,
        drop: bool = False,
        performed: bool = False,
        delay: float = 0.0,
        retry_after: float = 0.05,
        whole_bot: bool = False,
    ) -> Fault:
        """Order a fault for the next `times` requests that match, see `Fault`."""
        fault = Fault(pattern, times, status, drop, performed, delay, retry_after, whole_bot)
        return self.faults.add(fault)

    def hold(self, pattern: str, times: int = 1) -> Fault:
        """Hold back the next requests that match until `release()` is called on the result."""
        return self.faults.add(Fault(pattern, times, gate=asyncio.Event()))


def _user(who: Person) -> User:
    return who.user if isinstance(who, Member) else who

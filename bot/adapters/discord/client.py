"""discord.py's client: it takes what happens into the queue in the order in which the gateway told it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import discord

from bot.adapters.discord import wire
from bot.adapters.discord.channels import can_be_read
from bot.adapters.discord.ears import Ears, Heard
from bot.adapters.discord.inbound import emoji_of
from bot.adapters.discord.intake import Intake
from bot.adapters.discord.interest import Interest
from bot.core.ports import Clock

_GUILD_WAIT = 0.05
"""Seconds without a further guild after which discord.py takes the list for complete; we wait for ours anyway."""

_IDENTIFY_WAIT = 5.0
"""Seconds before a new session (Discord API, "Gateway", on INVALID_SESSION: wait one to five seconds)."""

_LONGEST_LIMIT = 30.0
"""Seconds of a rate limit beyond which discord.py raises RateLimited instead of waiting."""

_CACHED_MESSAGES = 2000


@dataclass(frozen=True, slots=True)
class Inward:
    """Where what happens goes: the queue and who understands it, who answers interactions, what follows a gap.

    `voted` takes the channel and the message of a poll, `pins` the channel whose pins have changed.
    """

    intake: Intake
    ears: Ears
    answer: Callable[[discord.Interaction], Awaitable[None]]
    catch_up: Callable[[], Awaitable[None]]
    voted: Callable[[int, int], None]
    pins: Callable[[int], Awaitable[Heard]]
    typing: Callable[[discord.RawTypingEvent], None]
    interest: Interest


class Client(discord.Client):
    """One session with Discord.

    discord.py runs each handler as a task of its own. They start in the order of the events, so each handler puts its
    event into the queue before it awaits anything.
    """

    def __init__(self, clock: Clock) -> None:
        """Ask for what the bot must hear; by default nobody is notified by what it says."""
        intents = discord.Intents(guilds=True, members=True, messages=True, message_content=True)
        intents |= discord.Intents(reactions=True, guild_polls=True, guild_typing=True)
        intents |= discord.Intents(guild_scheduled_events=True)
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=_GUILD_WAIT,
            max_messages=_CACHED_MESSAGES,
            max_ratelimit_timeout=_LONGEST_LIMIT,
            http_trace=wire.trace(),
        )
        self._clock = clock
        self._inward: Inward | None = None
        self._changed = asyncio.Event()
        self._listed = False

    def listen(self, inward: Inward) -> None:
        """Say where everything goes; to be called before `connect`."""
        self._inward = inward

    async def guild_here(self, id: int) -> discord.Guild | None:
        """Return a guild as soon as it is complete; None where the bot is no member of it."""
        while True:
            guild = self.get_guild(id)
            if self._listed and (guild is None or not guild.unavailable):
                return guild
            self._changed.clear()
            await self._changed.wait()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait before a new session, on our own clock."""
        if not initial:
            await self._clock.sleep(_IDENTIFY_WAIT)

    async def finish(self) -> None:
        """Close; unlike `close` alone it leaves none of discord.py's tasks behind."""
        await self.close()
        # discord.py offers no other way to end this one
        waiting = self._connection._ready_task
        if waiting is not None:
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)

    # -- discord.py calls these ------------------------------------------------------------------------------------

    async def on_connect(self) -> None:
        """A new session: what was missed comes before whatever is reported from now on."""
        self._listed = False
        self._gap()

    async def on_resumed(self) -> None:
        """The session goes on; Discord has told what was missed, and we look again all the same."""
        self._gap()

    async def on_ready(self) -> None:
        """The list of guilds is complete."""
        self._listed = True
        self._changed.set()

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A guild came back."""
        self._changed.set()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was let into a guild."""
        self._changed.set()

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote."""
        self._put(lambda ears: ears.posted(message))

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Somebody changed a message."""
        self._put(lambda ears: ears.edited(payload.message, payload.cached_message))

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A message was deleted."""
        self._put(lambda ears: ears.deleted(payload.channel_id, (payload.message_id,)))

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Many messages were deleted at once."""
        self._put(lambda ears: ears.deleted(payload.channel_id, payload.message_ids))

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Somebody reacted."""
        self._put(lambda ears: ears.reacted(payload))

    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """Somebody took a reaction back."""
        self._put(lambda ears: ears.reacted(payload))

    async def on_raw_reaction_clear(self, payload: discord.RawReactionClearEvent) -> None:
        """A moderator took all reactions away."""
        self._put(lambda ears: ears.cleared(payload.channel_id, payload.message_id))

    async def on_raw_reaction_clear_emoji(self, payload: discord.RawReactionClearEmojiEvent) -> None:
        """A moderator took all reactions of one emoji away."""
        emoji = emoji_of(payload.emoji)
        self._put(lambda ears: ears.cleared(payload.channel_id, payload.message_id, emoji))

    async def on_raw_poll_vote_add(self, payload: discord.RawPollVoteActionEvent) -> None:
        """Somebody voted."""
        self._voted(payload)

    async def on_raw_poll_vote_remove(self, payload: discord.RawPollVoteActionEvent) -> None:
        """Somebody took a vote back."""
        self._voted(payload)

    async def on_raw_typing(self, payload: discord.RawTypingEvent) -> None:
        """Somebody types; that is not worth a place in the queue."""
        if self._inward is not None:
            self._inward.typing(payload)

    async def on_guild_channel_pins_update(
        self, channel: discord.abc.GuildChannel | discord.Thread, last: datetime | None
    ) -> None:
        """Something was pinned, or is no longer."""
        if self._inward is not None:
            self._inward.intake.put(partial(self._inward.pins, channel.id))

    async def on_member_join(self, member: discord.Member) -> None:
        """Somebody joined the guild."""
        self._put(lambda ears: ears.came(member))

    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Somebody left the guild."""
        self._put(lambda ears: ears.went(payload))

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """A channel was changed: where it can be read again, what was said meanwhile was not reported."""
        if can_be_read(after) and not can_be_read(before):
            self._gap()

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """A role was changed, and with it perhaps what the bot may read."""
        if after in after.guild.me.roles and after.permissions.value & ~before.permissions.value:
            self._gap()

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Somebody was given other roles, perhaps the bot."""
        if after == after.guild.me and before.roles != after.roles:
            self._gap()

    async def on_scheduled_event_user_add(self, event: discord.ScheduledEvent, user: discord.User) -> None:
        """Somebody is interested in an event."""
        self._about(lambda interest: interest.heard(event, user, adds=True))

    async def on_scheduled_event_user_remove(self, event: discord.ScheduledEvent, user: discord.User) -> None:
        """Somebody is no longer interested in an event."""
        self._about(lambda interest: interest.heard(event, user, adds=False))

    async def on_scheduled_event_create(self, event: discord.ScheduledEvent) -> None:
        """An event was made."""
        self._about(lambda interest: interest.made(event))

    async def on_scheduled_event_update(self, before: discord.ScheduledEvent, after: discord.ScheduledEvent) -> None:
        """An event was changed."""
        self._about(lambda interest: interest.changed(after.id))

    async def on_scheduled_event_delete(self, event: discord.ScheduledEvent) -> None:
        """An event was deleted."""
        self._about(lambda interest: interest.gone(event))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Somebody used a command, a button or a form: they wait, so it does not go through the queue."""
        if self._inward is not None:
            await self._inward.answer(interaction)

    def _put(self, hear: Callable[[Ears], Awaitable[Heard]]) -> None:
        if self._inward is not None:
            self._inward.intake.put(partial(hear, self._inward.ears))

    def _about(self, hear: Callable[[Interest], Awaitable[Heard]]) -> None:
        if self._inward is not None:
            self._inward.intake.put(partial(hear, self._inward.interest))

    def _voted(self, payload: discord.RawPollVoteActionEvent) -> None:
        if self._inward is not None:
            self._inward.voted(payload.channel_id, payload.message_id)

    def _gap(self) -> None:
        if self._inward is not None:
            self._inward.intake.put_act(self._inward.catch_up)

"""Changes to messages that are there: new text, deletion, reactions. All of them can be repeated without harm."""

from __future__ import annotations

from collections import deque

import discord
from discord.http import Route

from bot.adapters.discord import outbound
from bot.adapters.discord.channels import Channels
from bot.adapters.discord.problems import (
    ALREADY_CROSSPOSTED,
    MISSING_PERMISSIONS,
    NOT_THE_AUTHOR,
    UNKNOWN_CHANNEL,
    UNKNOWN_EMOJI,
    UNKNOWN_MESSAGE,
)
from bot.adapters.discord.webhooks import Webhooks
from bot.core.delivery import Part
from bot.core.errors import Undeliverable
from bot.core.ids import MessageRef

_NOT_OURS = (UNKNOWN_MESSAGE, NOT_THE_AUTHOR, MISSING_PERMISSIONS)
_GONE = (UNKNOWN_CHANNEL, UNKNOWN_MESSAGE)


class Changer:
    """Edits, deletes and reacts, whoever of us two wrote the message: the bot or its webhook."""

    def __init__(self, client: discord.Client, channels: Channels, webhooks: Webhooks) -> None:
        """Change through a client that is logged in."""
        self._client, self._channels, self._webhooks = client, channels, webhooks
        self.deleted: deque[int] = deque(maxlen=1000)
        """Ids of messages that were deleted here: nobody needs to be told of that."""
        self.pinned: dict[int, bool] = {}
        """Which messages were pinned here (True) or no longer (False), until Discord tells of it."""

    async def edit(self, part: Part) -> MessageRef:
        """Give a message another text; raises Undeliverable or what discord.py raises."""
        target = _target(part)
        ways = (self._edit_by_hook, self._edit_as_bot) if part.as_person else (self._edit_as_bot, self._edit_by_hook)
        errors: list[discord.HTTPException] = []
        for way in ways:
            try:
                if await way(part, target):
                    return target
            except discord.HTTPException as error:
                if error.code not in _NOT_OURS:
                    raise
                errors.append(error)
        raise next((error for error in errors if error.code != UNKNOWN_MESSAGE), errors[0])

    async def delete(self, part: Part) -> MessageRef:
        """Delete a message; one that is gone already is deleted. Raises Undeliverable or what discord.py raises."""
        target = _target(part)
        message = await self._channels.message(target)
        self.deleted.append(message.id)
        try:
            await message.delete()
        except discord.NotFound as error:
            if error.code not in _GONE:
                raise
        except discord.Forbidden as error:
            # A webhook may delete what it wrote where the bot may not manage messages.
            if error.code != MISSING_PERMISSIONS or not await self._deleted_by_hook(target):
                self.deleted.remove(message.id)
                raise
        return target

    async def react(self, part: Part) -> MessageRef:
        """Put an emoji under a message; raises Undeliverable or what discord.py raises."""
        target = _target(part)
        await (await self._channels.message(target)).add_reaction(self._emoji(part.emoji))
        return target

    async def unreact(self, part: Part) -> MessageRef:
        """Take the bot's emoji back; raises Undeliverable or what discord.py raises."""
        target, me = _target(part), self._client.user
        if me is not None:
            try:
                await (await self._channels.message(target)).remove_reaction(self._emoji(part.emoji), me)
            except discord.NotFound as error:
                if error.code not in (*_GONE, UNKNOWN_EMOJI):
                    raise
        return target

    async def pin(self, part: Part) -> MessageRef:
        """Pin a message; raises Undeliverable or what discord.py raises."""
        return await self._pin(part, wanted=True)

    async def unpin(self, part: Part) -> MessageRef:
        """Have a message no longer pinned; raises as `pin` does."""
        return await self._pin(part, wanted=False)

    async def publish(self, part: Part) -> MessageRef:
        """Pass a message of an announcement channel on to the servers that follow it; once is enough.

        Later edits and the deletion follow there by themselves (Discord API, "Crosspost Message"). Raises Undeliverable
        or what discord.py raises.
        """
        target = _target(part)
        try:
            await self._client.http.request(_crosspost(await self._channels.message(target)))
        except discord.HTTPException as error:
            if error.code != ALREADY_CROSSPOSTED:
                raise
        return target

    async def _pin(self, part: Part, *, wanted: bool) -> MessageRef:
        target = _target(part)
        message = await self._channels.message(target)
        try:
            if (await message.fetch()).pinned == wanted:
                return target
        except discord.NotFound:
            return target
        # Discord may tell of it before it answers.
        self.pinned[message.id] = wanted
        try:
            await (message.pin() if wanted else message.unpin())
        except BaseException:
            self.pinned.pop(message.id, None)
            raise
        return target

    async def _edit_as_bot(self, part: Part, target: MessageRef) -> bool:
        above = (outbound.name_line(part.as_person),) if part.as_person and part.to.person else ()
        message = await self._channels.message(target)
        content, mentions = outbound.content_of(part, *above), outbound.allowed_mentions(part)
        await message.edit(content=content, allowed_mentions=mentions, attachments=_left(part))
        return True

    async def _edit_by_hook(self, part: Part, target: MessageRef) -> bool:
        """Edit through the channel's webhook, if it has one; the line that says what the message answers stays."""
        hook = await self._hook(target)
        if hook is None:
            return False
        thread, number = self._spot(target)
        former = await hook.fetch_message(number, thread=thread)
        content = outbound.in_place_of(former.content, outbound.content_of(part))
        mentions = outbound.allowed_mentions(part)
        await hook.edit_message(
            number, content=content, allowed_mentions=mentions, thread=thread, attachments=_left(part)
        )
        return True

    async def _deleted_by_hook(self, target: MessageRef) -> bool:
        hook = await self._hook(target)
        if hook is None:
            return False
        thread, number = self._spot(target)
        try:
            await hook.delete_message(number, thread=thread)
        except discord.NotFound:
            return False
        return True

    def _spot(self, target: MessageRef) -> tuple[discord.abc.Snowflake, int]:
        """Return the thread of a message (or discord.py's MISSING) and its id."""
        thread, number = self._channels.spot(target)
        return (discord.Object(thread) if thread else discord.utils.MISSING), number

    async def _hook(self, target: MessageRef) -> discord.Webhook | None:
        channel = await self._channels.room(target.room)
        return None if isinstance(channel, discord.DMChannel) else await self._webhooks.existing(channel)

    def _emoji(self, emoji: str) -> str | discord.Emoji:
        """Return an emoji as Discord takes it; raises Undeliverable for ``:name:`` of one that it does not have."""
        if not (emoji.startswith(":") and emoji.endswith(":") and len(emoji) > 2):
            return emoji
        guild = self._channels.guild
        found = discord.utils.get(guild.emojis if guild else (), name=emoji.strip(":"))
        if found is None:
            raise Undeliverable(f"Discord has no emoji {emoji}")
        return found


def _crosspost(message: discord.PartialMessage) -> Route:
    """Return the route that passes a message on.

    discord.py lets one request through where a limit counts for longer than it may wait, however many are left; as a
    route of its own each message is refused by Discord alone, which allows a channel ten in an hour.
    """
    path = "/channels/{channel_id}/messages/{message_id}/crosspost"
    return Route("POST", path, metadata=str(message.id), channel_id=message.channel.id, message_id=message.id)


def _left(part: Part) -> list[discord.Attachment | discord.File]:
    """Return the files that are left by an edit; discord.py's MISSING leaves them as they are."""
    return [] if part.bare else discord.utils.MISSING


def _target(part: Part) -> MessageRef:
    if part.target is None:
        raise Undeliverable("no message is named that this concerns")
    return part.target

"""New messages: through a channel's webhook under somebody's name, or as the bot."""

from __future__ import annotations

from typing import Any

import discord

from bot.adapters.discord import outbound
from bot.adapters.discord import text as markdown
from bot.adapters.discord.channels import Channels, GuildRoom
from bot.adapters.discord.places import Place, thread_under
from bot.adapters.discord.problems import FILE_TOO_LARGE, THREAD_EXISTS, UNKNOWN_MESSAGE, once
from bot.adapters.discord.uploads import Uploader, Uploads
from bot.adapters.discord.webhooks import Webhooks
from bot.core.delivery import Part
from bot.core.errors import Undeliverable
from bot.core.ids import MessageRef
from bot.core.quotation import quotation
from bot.core.text import Block

_TOO_LARGE = 413
_THREAD_NAME = 100


class Poster:
    """Writes new messages."""

    def __init__(self, client: discord.Client, channels: Channels, webhooks: Webhooks, uploader: Uploader) -> None:
        """Write through a client that is logged in."""
        self._client, self._channels, self._webhooks = client, channels, webhooks
        self._uploader = uploader

    async def post(self, part: Part) -> MessageRef:
        """Write a part; return the new message.

        Raises InDoubt where it may have been written although no answer came, Undeliverable, or what discord.py raises.
        """
        channel = await self._channels.room(part.to)
        thread = await self.thread(part, channel, create=True)
        async with self._uploader.of(part, channel) as uploads:
            try:
                message = await self._sent(part, channel, thread, uploads)
            except discord.HTTPException as error:
                if not uploads.files or (error.code != FILE_TOO_LARGE and error.status != _TOO_LARGE):
                    raise
                message = await self._sent(part, channel, thread, await self._uploader.named(part))
        return Place(part.to, thread.id if thread else None).message(message.id)

    async def _sent(
        self, part: Part, channel: GuildRoom | discord.DMChannel, thread: discord.Thread | None, uploads: Uploads
    ) -> discord.Message:
        if isinstance(channel, discord.DMChannel) or part.as_person is None:
            return await self._as_bot(part, thread or channel, uploads)
        return await self._as_person(part, channel, thread, uploads)

    async def thread(
        self, part: Part, channel: GuildRoom | discord.DMChannel, *, create: bool
    ) -> discord.Thread | None:
        """Return the thread into which a part goes, started if need be; None for the room itself.

        What answers a message of a thread goes into that thread, because Discord knows no replies across channels.
        """
        if isinstance(channel, discord.DMChannel):
            return None
        wanted = self._thread_of(part)
        if wanted is None:
            return None
        found = await self._channels.thread(wanted)
        if found is not None or not create or isinstance(channel, discord.ForumChannel):
            return found
        return await self._started(channel.get_partial_message(wanted))

    def _thread_of(self, part: Part) -> int | None:
        if part.thread is not None:
            return thread_under(part.thread)
        beside = part.reply_to or part.after
        return self._channels.spot(beside)[0] if beside is not None else None

    async def _started(self, message: discord.PartialMessage) -> discord.Thread | None:
        """Start a thread on a message, named by its first words; None where the message is gone."""
        try:
            found = await message.fetch()
            name = outbound.fit(outbound.words_of(found), _THREAD_NAME) or found.author.display_name
            return await message.create_thread(name=name)
        except discord.HTTPException as error:
            if error.code == THREAD_EXISTS:
                return await self._channels.thread(message.id)
            if error.code != UNKNOWN_MESSAGE:
                raise
            return None

    async def _as_bot(
        self,
        part: Part,
        where: discord.Thread | GuildRoom | discord.DMChannel,
        uploads: Uploads,
    ) -> discord.Message:
        if isinstance(where, discord.ForumChannel):
            raise Undeliverable(f"#{where.name} ({part.to}): in a forum the bot can only write under a post")
        above = (outbound.name_line(part.as_person),) if part.as_person else ()
        more: dict[str, Any] = {}
        home, target = self._channels.spot(part.reply_to) if part.reply_to is not None else (None, 0)
        if part.reply_to is not None and self._thread_of(part) == home:
            more["reference"] = discord.MessageReference(
                message_id=target, channel_id=where.id, fail_if_not_exists=False
            )
        if view := outbound.buttons(part.token.rpartition(".")[0], part.choices):
            more["view"] = view
        sending = where.send(
            outbound.content_of(part, *above, below=uploads.lines),
            nonce=part.token,
            files=uploads.files,
            allowed_mentions=outbound.allowed_mentions(part),
            **more,
        )
        return await once(sending)

    async def _as_person(
        self,
        part: Part,
        channel: GuildRoom,
        thread: discord.Thread | None,
        uploads: Uploads,
    ) -> discord.WebhookMessage:
        if part.as_person is None:
            raise TypeError("a webhook speaks for a person")
        above = await self._reply_line(part)
        opens = isinstance(channel, discord.ForumChannel) and thread is None
        hook = await self._webhooks.of(channel)
        sending = hook.send(
            outbound.content_of(part, *above, below=uploads.lines),
            username=outbound.webhook_name(part.as_person),
            avatar_url=self._uploader.picture(part.as_person),
            files=uploads.files,
            allowed_mentions=outbound.allowed_mentions(part),
            thread=thread or discord.utils.MISSING,
            thread_name=_title(part) if opens else discord.utils.MISSING,
            wait=True,
        )
        return await once(sending)

    async def _reply_line(self, part: Part) -> tuple[Block, ...]:
        """Return the line that names the message which is answered; nothing where that is gone."""
        if part.reply_to is None:
            return ()
        target = await self._channels.message(part.reply_to)
        try:
            found = discord.utils.get(self._client.cached_messages, id=target.id) or await target.fetch()
        except (discord.NotFound, discord.Forbidden):
            return ()
        return quotation(found.author.display_name, target.jump_url, outbound.words_of(found)).blocks


def _title(part: Part) -> str:
    """Return how a forum post is called that a message opens: by its first words, or by who writes it."""
    words = " ".join(str(part.text).split()) or (part.as_person.name if part.as_person else "")
    return markdown.neutral(outbound.fit(words, _THREAD_NAME)) or "…"

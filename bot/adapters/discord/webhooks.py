"""The webhook of each channel through which messages are shown as somebody else's."""

from __future__ import annotations

import asyncio
from collections import defaultdict

import discord

from bot.adapters.discord.channels import GuildRoom

NAME = "Stoa"


class Webhooks:
    """One webhook a channel: made once, found again after a restart, made anew when it was deleted by hand."""

    def __init__(self, me: int) -> None:
        """Know the bot's user id, by which its webhooks are known."""
        self._me = me
        self._known: dict[int, discord.Webhook] = {}
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def of(self, channel: GuildRoom) -> discord.Webhook:
        """Return a channel's webhook, made now if there is none; raises discord.HTTPException."""
        async with self._locks[channel.id]:
            found = await self._found(channel)
            if found is None:
                found = await channel.create_webhook(
                    name=NAME, reason="Shows bridged messages under their authors' names"
                )
            self._known[channel.id] = found
            return found

    async def existing(self, channel: GuildRoom) -> discord.Webhook | None:
        """Return a channel's webhook, or None; raises discord.HTTPException."""
        async with self._locks[channel.id]:
            found = await self._found(channel)
            if found is not None:
                self._known[channel.id] = found
            return found

    def forget(self, channel: int) -> None:
        """Have a channel's webhook looked for again."""
        self._known.pop(channel, None)

    async def _found(self, channel: GuildRoom) -> discord.Webhook | None:
        if channel.id in self._known:
            return self._known[channel.id]
        for hook in await channel.webhooks():
            if hook.token and hook.name == NAME and hook.user is not None and hook.user.id == self._me:
                return hook
        return None

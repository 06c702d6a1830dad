"""What is done once the guild is there: commands registered where they changed, permissions looked at."""

from __future__ import annotations

from collections.abc import Iterable

import discord
import structlog

from bot.adapters.discord.channels import GuildRoom
from bot.adapters.discord.commands import Payload, fingerprint
from bot.adapters.discord.problems import FAILURES, spoken
from bot.core.ids import RoomRef

_log = structlog.get_logger("stoa")

_NEEDED = ("view_channel", "send_messages", "manage_webhooks", "read_message_history", "add_reactions")


async def register(client: discord.Client, guild: discord.Guild, payload: list[Payload], known: str) -> str:
    """Register the commands in a guild unless they are there as they should be.

    `known` is the fingerprint of what was registered last; return the one that holds now. Where Discord refuses,
    that is logged and the commands stay as they are.
    """
    application = client.application_id or 0
    wanted = fingerprint(payload, application, guild.id)
    try:
        if wanted == known:
            present = await client.http.get_guild_commands(application, guild.id)
            if {found["name"] for found in present} == {command["name"] for command in payload}:
                return wanted
        await client.http.bulk_upsert_guild_commands(application, guild.id, payload)
    except FAILURES as error:
        _log.warning("slash commands could not be registered", reason=str(error) or type(error).__name__)
        return known
    _log.info("slash commands registered", commands=len(payload))
    return wanted


def warn_of_missing(guild: discord.Guild, rooms: Iterable[RoomRef]) -> None:
    """Log, once a room, the channels that are not there and the permissions that the bot lacks in the others."""
    for room in rooms:
        channel = guild.get_channel(int(room.id)) if room.id.isdecimal() else None
        if not isinstance(channel, GuildRoom):
            _log.warning(
                "a room's channel is not in the guild, or the bot cannot see it", room=str(room), guild=guild.id
            )
            continue
        held = channel.permissions_for(guild.me)
        missing = [name for name in _NEEDED if not getattr(held, name)]
        if missing:
            _log.warning("the bot lacks permissions in a room", room=str(room), missing=spoken(missing))

"""What is done once the guild is there: commands registered where they changed, permissions looked at."""

from __future__ import annotations

import discord
import structlog

from bot.adapters.discord.channels import GuildRoom
from bot.adapters.discord.commands import Payload, fingerprint
from bot.adapters.discord.problems import FAILURES, shown
from bot.core.ids import RoomRef

_log = structlog.get_logger("stoa")

NEEDED = (
    "view_channel",
    "read_message_history",
    "send_messages",
    "send_messages_in_threads",
    "create_public_threads",
    "manage_webhooks",
    "manage_messages",
    "pin_messages",
    "add_reactions",
    "embed_links",
    "attach_files",
)
"""What the bot needs in each room, by discord.py's names."""


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


def missing_in(guild: discord.Guild, room: RoomRef) -> tuple[str, ...]:
    """Return the permissions that the bot lacks in a room's channel, by the names that Discord's settings show."""
    channel = guild.get_channel(int(room.id)) if room.id.isdecimal() else None
    if not isinstance(channel, GuildRoom):
        return (shown(NEEDED[0]),)
    held = channel.permissions_for(guild.me)
    return tuple(shown(name) for name in NEEDED if not getattr(held, name))

"""A loopback Discord with a small community in it, for tests that drive discord.py."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import discord
import pytest

from tests.servers.discord import Channel, DiscordServer, Guild, Member
from tests.servers.discord.aim import discord_py_at
from tests.servers.discord.conformance import description


@dataclass(frozen=True)
class Community:
    """A guild with one room, a teacher, and a facilitator who may manage messages."""

    server: DiscordServer
    guild: Guild
    room: Channel
    teacher: Member
    facilitator: Member


def settle(server: DiscordServer) -> Community:
    """Found the community on a server."""
    guild = server.add_guild("Learning community")
    role = guild.add_role("Facilitator", {"manage_messages", "mention_everyone"}, mentionable=True)
    room = guild.add_text_channel("helpdesk", topic="Ask here")
    return Community(
        server, guild, room, guild.add_member("teacher-17"), guild.add_member("facilitator-2", roles=[role])
    )


@pytest.fixture
async def community() -> AsyncIterator[Community]:
    """Serve a community to discord.py; afterwards everything that was said must fit the API description."""
    async with DiscordServer() as server:
        with discord_py_at(server):
            yield settle(server)
    known = description()
    problems = known.problems(server) if known else []
    assert not problems, "\n".join(problems)


class PromptClient(discord.Client):
    """A client that begins a second session at once: the real Discord allows one IDENTIFY in five seconds."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nothing."""


def new_client(*, content: bool = True, members: bool = True) -> discord.Client:
    """Return a client that is ready as soon as its guilds are there."""
    intents = discord.Intents.default()
    intents.message_content, intents.members = content, members
    return PromptClient(intents=intents, guild_ready_timeout=0.05)


def text_channel(client: discord.Client, channel: Channel) -> discord.TextChannel:
    """Return the client's view of a text channel."""
    found = client.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    return found

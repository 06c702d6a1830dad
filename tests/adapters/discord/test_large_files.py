"""A large file on its way into Discord, with the server in a process of its own: it is never whole in memory."""

from __future__ import annotations

import tracemalloc

from pydantic import SecretStr

from bot.adapters.discord.platform import DiscordPlatform
from bot.core.delivery import Action, Part
from bot.core.ids import RoomRef
from bot.core.rooms import Room, Rooms
from bot.core.text import RichText
from bot.engine.clock import SystemClock
from config.settings import DiscordSettings
from tests.adapters.discord.support import somebody
from tests.recording import RecordingHost, running
from tests.servers.discord.client import discord_process

SIZE = 9 * 1024 * 1024


async def test_a_large_file_is_uploaded_piece_by_piece() -> None:
    async with discord_process() as control:
        guild = await control.add_guild("Community")
        channel = await control.add_channel(guild, "helpdesk")
        room, host = RoomRef("discord", str(channel)), RecordingHost()
        settings = DiscordSettings(
            guild=guild, token=SecretStr(control.token), api_base=control.api_url, gateway=control.gateway_url
        )
        platform = DiscordPlatform(settings, Rooms((Room("helpdesk", "Βοήθεια", (room,)),)), SystemClock())
        file = host.shelf.hold("large.bin", bytes(SIZE))
        async with running(platform, host):
            await platform.deliver(Part("a.0", room, Action.POST, RichText.plain("πρώτα"), somebody()))
            tracemalloc.start()
            try:
                part = Part("b.0", room, Action.POST, as_person=somebody(), attachments=(file,))
                await platform.deliver(part)
                assert tracemalloc.get_traced_memory()[1] < SIZE / 3
            finally:
                tracemalloc.stop()
        found = await control.call("messages", channel=channel)
        assert [message["sizes"] for message in found["messages"]][-1] == [SIZE]

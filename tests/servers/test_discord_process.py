"""The loopback Discord as its own process, played through its control endpoint."""

from __future__ import annotations

import discord
import pytest
from discord import app_commands

from tests.servers.discord import Upload
from tests.servers.discord.aim import connected, discord_py_at
from tests.servers.discord.client import ControlError, discord_process
from tests.servers.fixtures_discord import new_client


async def test_a_bot_against_another_process() -> None:
    client = new_client()
    tree = app_commands.CommandTree(client)

    @tree.command(name="ping", description="Ask for a pong")
    async def ping(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("pong", ephemeral=True)

    async with discord_process() as control:
        guild = await control.add_guild("Community")
        room, teacher = await control.add_channel(guild, "helpdesk"), await control.add_member(guild, "teacher-17")
        with discord_py_at(control):
            async with connected(client, control.token):
                await control.wait_ready()
                waiting = client.wait_for("message", timeout=5)
                posted = await control.post(room, teacher, "hello", attachments=[Upload("a.txt", b"text")])
                heard = await waiting
                assert (heard.id, await heard.attachments[0].read()) == (posted["id"], b"text")
                await heard.reply("welcome")
                answer = await control.wait_for_message(room, "welcome")
                assert (answer["reply_to"], answer["author_id"]) == (posted["id"], control.bot_id)
                await tree.sync()
                asked = await control.slash(room, teacher, "ping")
                assert (asked["type"], asked["message"]["content"], asked["message"]["flags"]) == (4, "pong", 64)
                await control.fail("POST /channels/*/messages", status=503)
                with pytest.raises(discord.DiscordServerError):
                    await heard.channel.send("x")
                resumed = client.wait_for("resumed", timeout=10)
                await control.down()
                await control.edit(room, posted["id"], "hello again")
                await control.up()
                await resumed
        await control.react(room, posted["id"], teacher, "👍")
        await control.unreact(room, posted["id"], teacher, "👍")
        await control.delete(room, posted["id"])
        [first, *_] = await control.messages(room, deleted=True)
        assert (first["content"], first["edits"], first["deleted"]) == ("hello again", ["hello"], True)
        with pytest.raises(ControlError, match="empty message"):
            await control.post(room, teacher, "")
        with pytest.raises(ControlError, match="LookupError: no command"):
            await control.slash(room, teacher, "nothing")

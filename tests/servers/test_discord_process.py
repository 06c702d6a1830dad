"""The loopback Discord as its own process, played through its control endpoint."""

from __future__ import annotations

import discord
import pytest
from discord import app_commands

from tests.servers.discord import Upload
from tests.servers.discord.aim import connected, discord_py_at
from tests.servers.discord.client import ControlError, discord_process
from tests.servers.fixtures_discord import new_client


def bot_with_ping() -> tuple[discord.Client, app_commands.CommandTree[discord.Client]]:
    """Return a client that answers one command."""
    client = new_client()
    tree = app_commands.CommandTree(client)

    @tree.command(name="ping", description="Ask for a pong")
    async def ping(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("pong", ephemeral=True)

    return client, tree


async def test_a_bot_against_another_process() -> None:
    client, tree = bot_with_ping()
    async with discord_process() as control:
        guild = await control.add_guild("Community")
        room, teacher = await control.add_channel(guild, "helpdesk"), await control.add_member(guild, "teacher-17")
        with discord_py_at(control):
            async with connected(client, control.token):
                await control.wait_ready()
                waiting = client.wait_for("message", timeout=30)
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
                edited = client.wait_for("raw_message_edit", timeout=30)
                await control.down()
                await control.edit(room, posted["id"], "hello again")
                await control.up()
                assert (await edited).message.content == "hello again"


async def test_people_in_another_process() -> None:
    async with discord_process() as control:
        guild = await control.add_guild("Community")
        room, teacher = await control.add_channel(guild, "helpdesk"), await control.add_member(guild, "teacher-17")
        message = (await control.post(room, teacher, "hello"))["id"]
        await control.react(room, message, teacher, "👍")
        assert (await control.messages(room))[0]["reactions"] == {"👍": [teacher]}
        await control.unreact(room, message, teacher, "👍")
        await control.edit(room, message, "hello again")
        await control.delete(room, message)
        assert await control.messages(room) == []
        [found] = await control.messages(room, deleted=True)
        assert (found["content"], found["edits"], found["deleted"]) == ("hello again", ["hello"], True)
        with pytest.raises(ControlError, match="empty message"):
            await control.post(room, teacher, "")
        with pytest.raises(ControlError, match="LookupError: no command"):
            await control.slash(room, teacher, "nothing")

"""Slash commands, buttons, selects and modals of a discord.py bot, used by people of the loopback Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import discord
import pytest
from discord import app_commands

from tests.servers.discord import DiscordServer, ManualClock, Value
from tests.servers.discord.aim import connected, discord_py_at
from tests.servers.fixtures_discord import Community, new_client, settle


class Form(discord.ui.Modal, title="New answer"):
    """Asks for a long text."""

    body: discord.ui.TextInput[Form] = discord.ui.TextInput(label="Answer", custom_id="body", max_length=20)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Repeat what was filled in."""
        await interaction.response.send_message(f"Saved: {self.body.value}", ephemeral=True)


class Panel(discord.ui.View):
    """A button for each way to answer, and a select."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Update", custom_id="update")
    async def update(self, interaction: discord.Interaction, _: discord.ui.Button[Panel]) -> None:
        """Change the message of the button."""
        await interaction.response.edit_message(content="updated", view=None)

    @discord.ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction, _: discord.ui.Button[Panel]) -> None:
        """Change the message of the button later."""
        await interaction.response.defer()
        await interaction.edit_original_response(content="updated later")

    @discord.ui.button(label="Form", custom_id="form")
    async def form(self, interaction: discord.Interaction, _: discord.ui.Button[Panel]) -> None:
        """Open the form."""
        await interaction.response.send_modal(Form())

    @discord.ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, interaction: discord.Interaction, _: discord.ui.Button[Panel]) -> None:
        """Never runs."""

    @discord.ui.select(
        custom_id="choice", options=[discord.SelectOption(label="One"), discord.SelectOption(label="Two")]
    )
    async def choice(self, interaction: discord.Interaction, select: discord.ui.Select[Panel]) -> None:
        """Say what was chosen."""
        await interaction.response.send_message(f"You chose {select.values[0]}")


faq = app_commands.Group(name="faq", description="Frequent questions")


@faq.command(name="ask", description="Ask")
@app_commands.describe(question="What you want to know")
async def ask(interaction: discord.Interaction, question: app_commands.Range[str, 3, 50], times: int = 1) -> None:
    """Answer for the asker alone, then once more for all."""
    await interaction.response.send_message(f"{question} x{times}", ephemeral=True)
    await interaction.followup.send("public", ephemeral=False)


@ask.autocomplete("question")
async def suggest(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Suggest two questions."""
    return [app_commands.Choice(name=typed + end, value=typed + end) for end in ("?", "!")]


@faq.command(name="slow", description="Think first")
async def slow(interaction: discord.Interaction) -> None:
    """Think, then answer in the place that was kept."""
    await interaction.response.defer(thinking=True, ephemeral=True)
    await interaction.followup.send("thought")


@faq.command(name="who", description="Name someone")
async def who(interaction: discord.Interaction, member: discord.Member, where: discord.TextChannel) -> None:
    """Say whom and where."""
    await interaction.response.send_message(f"{member.name} in {where.name}")


@faq.command(name="panel", description="Show the buttons")
async def panel(interaction: discord.Interaction) -> None:
    """Show the panel."""
    await interaction.response.send_message("pick", view=Panel())


@faq.command(name="form", description="Open the form")
async def form(interaction: discord.Interaction) -> None:
    """Open the form."""
    await interaction.response.send_modal(Form())


@app_commands.command(name="clean", description="For those who may")
@app_commands.default_permissions(manage_messages=True)
async def clean(interaction: discord.Interaction) -> None:
    """Say done."""
    await interaction.response.send_message("done")


@pytest.fixture
async def served(community: Community) -> AsyncIterator[Community]:
    """Connect a bot with these commands, synced."""
    client = new_client()
    tree = app_commands.CommandTree(client)
    tree.add_command(faq)
    tree.add_command(clean)
    async with connected(client, community.server.token):
        await tree.sync()
        yield community


async def test_commands_are_registered_once_and_keep_their_ids(community: Community) -> None:
    client = new_client()
    tree = app_commands.CommandTree(client)
    tree.add_command(faq)
    async with connected(client, community.server.token):
        first = await tree.sync()
        again = await tree.sync()
        tree.copy_global_to(guild=discord.Object(community.guild.id))
        await tree.sync(guild=discord.Object(community.guild.id))
        fetched = await tree.fetch_commands()
    assert [command.id for command in first] == [command.id for command in again] == [command.id for command in fetched]
    assert community.server.command_syncs == [None, None, community.guild.id]


async def test_an_answer_for_one_and_a_follow_up_for_all(served: Community) -> None:
    server = served.server
    asked = await server.slash(served.room, served.teacher, "faq ask", {"question": "Why?", "times": 2})
    reply = await asked.response
    assert (reply.type, reply.content, reply.ephemeral) == (4, "Why? x2", True)
    await server.wait_for(lambda: asked.followups)
    assert [(message.content, message.ephemeral) for message in asked.messages] == [
        ("Why? x2", True),
        ("public", False),
    ]


async def test_thinking_and_then_the_answer_in_its_place(served: Community) -> None:
    server = served.server
    asked = await server.slash(served.room, served.teacher, "faq slow")
    assert (await asked.response).type == 5
    await server.wait_for(lambda: asked.original and asked.original.content)
    assert [(message.content, message.flags) for message in asked.messages] == [("thought", 64)]


async def test_suggestions_while_typing(served: Community) -> None:
    typed = await served.server.autocomplete(served.room, served.teacher, "faq ask", {"question": "W"}, "question")
    assert (await typed.response).choices == [{"name": "W?", "value": "W?"}, {"name": "W!", "value": "W!"}]


async def test_people_and_channels_as_arguments(served: Community) -> None:
    values: dict[str, Value] = {"member": served.facilitator, "where": served.room}
    asked = await served.server.slash(served.room, served.teacher, "faq who", values)
    assert (await asked.response).content == "facilitator-2 in helpdesk"


async def test_commands_in_a_direct_message(served: Community) -> None:
    server = served.server
    asked = await server.slash(server.dm(served.teacher), served.teacher, "faq ask", {"question": "Why?"})
    assert (await asked.response).content == "Why? x1"
    await server.wait_for(lambda: asked.followups)
    assert asked.payload["user"]["username"] == "teacher-17"


async def test_what_a_client_would_refuse(served: Community) -> None:
    server, room, teacher = served.server, served.room, served.teacher
    refused: tuple[tuple[str, dict[str, Value], type[Exception]], ...] = (
        ("faq", {}, LookupError),
        ("faq nothing", {}, LookupError),
        ("faq ask", {}, ValueError),
        ("faq ask", {"question": "x"}, ValueError),
        ("faq ask", {"question": 5}, ValueError),
        ("faq ask", {"question": "Why?", "extra": 1}, ValueError),
        ("clean", {}, PermissionError),
    )
    for name, values, error in refused:
        with pytest.raises(error):
            await server.slash(room, teacher, name, values)
    assert (await (await server.slash(room, served.facilitator, "clean")).response).content == "done"


async def test_buttons_selects_and_forms(served: Community) -> None:
    server, teacher = served.server, served.teacher
    message = (await (await server.slash(served.room, teacher, "faq panel")).response).message
    assert message is not None
    with pytest.raises(ValueError, match="disabled"):
        await server.press(message, "off", teacher)
    with pytest.raises(LookupError):
        await server.press(message, "nothing", teacher)
    chosen = await server.select(message, "choice", teacher, ["Two"])
    assert (await chosen.response).content == "You chose Two"
    opened = await server.press(message, "form", teacher)
    assert ((await opened.response).modal or {})["title"] == "New answer"
    with pytest.raises(ValueError, match="length"):
        await server.submit_modal(opened, {"body": "x" * 21})
    submitted = await server.submit_modal(opened, {"body": "because"})
    assert (await submitted.response).content == "Saved: because"
    later = await server.press(message, "later", teacher)
    assert (await later.response).type == 6
    await server.wait_for(lambda: message.content == "updated later")
    updated = await server.press(message, "update", teacher)
    assert ((await updated.response).type, message.content, message.components) == (7, "updated", [])


async def test_a_form_after_a_command(served: Community) -> None:
    opened = await served.server.slash(served.room, served.teacher, "faq form")
    assert (await opened.response).type == 9
    submitted = await served.server.submit_modal(opened, {"body": "text"})
    reply = await submitted.response
    assert (reply.content, reply.ephemeral) == ("Saved: text", True)


async def test_answers_come_too_late_after_three_seconds() -> None:
    clock = ManualClock(datetime(2027, 1, 12, 10, tzinfo=UTC))
    async with DiscordServer(clock=clock) as server:
        place, client = settle(server), new_client()
        failed: list[int] = []

        @app_commands.command(name="late", description="Too late")
        async def late(interaction: discord.Interaction) -> None:
            clock.advance(3.1)
            try:
                await interaction.response.send_message("too late")
            except discord.NotFound as error:
                failed.append(error.code)
                server.world.changed()

        with discord_py_at(server):
            tree = app_commands.CommandTree(client)
            tree.add_command(late)
            async with connected(client, server.token):
                await tree.sync()
                asked = await server.slash(place.room, place.teacher, "late")
                await server.wait_for(lambda: failed)
    assert failed == [10062]
    assert asked.reply is None

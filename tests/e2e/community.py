"""A community on both real servers: a room on each side for every room of the sample, the bot, and people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import App
from bot.core.ports import Clock
from bot.engine.clock import SystemClock
from config.load import Configuration, load
from tests.servers.discord import Channel, DiscordServer, Guild, Member, Message
from tests.servers.synapse import MatrixAccount, MatrixUser, SynapseServer

PURPOSES = {
    "genika": "general",
    "helpdesk": "helpdesk",
    "ekdiloseis": "events",
    "anakoinoseis": "announcements",
    "diefkolyntes": "facilitators",
    "diacheirisi": "admins",
}
PASSWORD = "a password for the test"


class ShiftedClock:
    """The system's clock, moved on by as much as the test says: waiting still takes real time."""

    def __init__(self) -> None:
        self._clock: Clock = SystemClock()
        self.ahead = timedelta()

    def now(self) -> datetime:
        return self._clock.now() + self.ahead

    def monotonic(self) -> float:
        return self._clock.monotonic()

    async def sleep(self, seconds: float) -> None:
        await self._clock.sleep(seconds)


@dataclass
class Community:
    """Both servers with the community's rooms in them."""

    discord: DiscordServer
    guild: Guild
    channels: dict[str, Channel]
    matrix: dict[str, str]
    teacher: Member
    facilitator: Member
    owner: MatrixUser
    bot: MatrixAccount
    configuration: Configuration
    clock: ShiftedClock = field(default_factory=ShiftedClock)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[App]:
        """Run the bot until the end of the block, then stop it as Ctrl-C does."""
        app = await App.open(self.configuration, clock=self.clock)
        stop = asyncio.Event()
        task = asyncio.create_task(app.run(stop))
        try:
            for platform in app.platforms.values():
                ready = asyncio.create_task(platform.ready())
                await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
                ready.cancel()
                if task.done():
                    await task
            yield app
        finally:
            stop.set()
            await task
            await app.close()

    async def on_discord(self, room: str, *words: str) -> Message:
        """Wait for a message in a room's channel that has all the words."""
        found = await self.discord.wait_for(
            lambda: [m for m in self.discord.messages(self.channels[room]) if has(m.content, words)], 20
        )
        return found[0]

    async def on_matrix(self, room: str, *words: str) -> dict[str, Any]:
        """Wait for a message in a Matrix room that has all the words."""
        event = await self.owner.wait_for(
            self.matrix[room], lambda event: has(str(event["content"].get("body", "")), words), within=20
        )
        return dict(event)

    def count_on_discord(self, room: str, *words: str) -> int:
        """Return how many messages in a room's channel have all the words."""
        return sum(has(message.content, words) for message in self.discord.messages(self.channels[room]))

    async def count_on_matrix(self, room: str, *words: str) -> int:
        """Return how many messages in a Matrix room have all the words."""
        events = await self.owner.messages(self.matrix[room])
        return sum(has(str(event["content"].get("body", "")), words) for event in events)


def has(text: str, words: Sequence[str]) -> bool:
    """Tell whether a text has all the words."""
    return all(word in text for word in words)


def thread_under(both: Community, message: Message) -> Channel:
    """Return the thread that hangs under a message."""
    return both.discord.world.channels[message.id]


async def said_in(both: Community, where: Channel, *words: str) -> Message:
    """Wait for a message in a thread or a private conversation that has all the words."""
    found = await both.discord.wait_for(
        lambda: [m for m in both.discord.messages(where, deleted=True) if has(m.content, words)], 20
    )
    return found[0]


async def new_on_matrix(both: Community, room: str, words: str) -> int:
    """Return how many messages that are no edits say something, counting those that were edited to say it."""
    events = await both.owner.messages(both.matrix[room])
    new = [event for event in events if "m.new_content" not in event["content"]]
    return sum(words in str(event["content"].get("body", "")) for event in new)


def reacts(event: Any, message: str, key: str) -> bool:
    """Tell whether an event is a reaction to a message."""
    relation = event["content"].get("m.relates_to") or {}
    return relation.get("event_id") == message and relation.get("key") == key


@asynccontextmanager
async def community(
    synapse: SynapseServer,
    folder: Path,
    handle: str,
    *,
    forums: Collection[str] = (),
    news: Collection[str] = (),
    more: str = "",
    clock: ShiftedClock | None = None,
) -> AsyncIterator[Community]:
    """Set up both sides; `handle` keeps the accounts of tests that share the homeserver apart.

    `forums` and `news` are the rooms that are forums and announcement channels on Discord, `more` are further tables of
    the settings. A `clock` that is given is Discord's, too; otherwise that keeps the system's time.
    """
    async with AsyncExitStack() as stack:
        discord = await stack.enter_async_context(DiscordServer(clock=clock))
        guild = discord.add_guild("Community")
        opens = {**dict.fromkeys(forums, guild.add_forum), **dict.fromkeys(news, guild.add_news_channel)}
        channels = {name: opens.get(name, guild.add_text_channel)(name) for name in PURPOSES}
        owner_account = synapse.register(f"coordinator-{handle}", displayname="coordinator-1")
        bot = synapse.register(f"stoa-{handle}", password=PASSWORD, displayname="Stoa")
        owner = await stack.enter_async_context(MatrixUser(synapse.url, owner_account))
        matrix = {name: await owner.create_room(name, invite=[bot.user_id]) for name in PURPOSES}
        facilitator = guild.add_member("facilitator-1")
        file = folder / "stoa.toml"
        toml = settings(discord, guild, channels, matrix, synapse, (bot, owner_account), facilitator)
        file.write_text(toml + more, encoding="utf-8")
        secrets = {"STOA_DISCORD__TOKEN": discord.token, "STOA_MATRIX__PASSWORD": PASSWORD}
        teacher = guild.add_member("teacher-17")
        configuration = load(file, secrets)
        people = (teacher, facilitator, owner, bot)
        yield Community(discord, guild, channels, matrix, *people, configuration, clock or ShiftedClock())


def settings(
    discord: DiscordServer,
    guild: Guild,
    channels: dict[str, Channel],
    matrix: dict[str, str],
    synapse: SynapseServer,
    accounts: tuple[MatrixAccount, MatrixAccount],
    facilitator: Member,
) -> str:
    """Return the settings file of the community, as an operator would write it; `accounts`: the bot, a coordinator."""
    bot, coordinator = accounts
    return (
        # What is compared message by message must not be merged.
        f'community = "etwinning"\ndatabase = "stoa.db"\n[bridge]\ndigest_after = 3600\ncatch_up_most = 1000\n'
        f'[discord]\nguild = {guild.id}\napi_base = "{discord.api_url}"\ngateway = "{discord.gateway_url}"\n'
        f'[matrix]\nhomeserver = "{synapse.url}"\nuser = "{bot.user_id}"\n'
        f'[rights]\nfacilitators = ["discord:{facilitator.id}"]\n'
        f'coordinators = ["matrix:{coordinator.user_id}"]\n{rooms_in_settings(PURPOSES, channels, matrix)}'
    )


def rooms_in_settings(purposes: Mapping[str, str], channels: Mapping[str, Channel], matrix: Mapping[str, str]) -> str:
    """Return the part of a settings file that says which channel and which room are one, by their names."""
    return "".join(
        f'[[rooms]]\nname = "{name}"\ntitle = "{name}"\npurpose = "{purpose}"\n'
        f'places = ["discord:{channels[name].id}", "matrix:{matrix[name]}"]\n'
        for name, purpose in purposes.items()
    )

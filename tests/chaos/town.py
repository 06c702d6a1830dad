"""The community of the chaos suite: three bridged rooms, five people on each side, a coordinator, two proxies."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from tests.chaos.bot import Order
from tests.chaos.clock import TownClock
from tests.chaos.proxy import Proxy, proxy
from tests.chaos.talk import Announcer, DiscordVoice, MatrixVoice, Said, Voice, announce, speak
from tests.chaos.tally import Seen, Tally, on_discord, on_matrix, tally
from tests.e2e.community import rooms_in_settings
from tests.servers.discord import Channel, DiscordServer
from tests.servers.synapse import MatrixUser, SynapseServer

PURPOSES = {"genika": "general", "anakoinoseis": "announcements", "diacheirisi": "admins"}
SENDERS = 5
ONE_BY_ONE = "digest_after = 3600\n"
"""Settings under which nothing is merged."""
_PASSWORD = "a password for the test"


@dataclass(slots=True)
class Town:
    """Both servers with the community in them; the bot reaches them through the proxies alone."""

    folder: Path
    synapse: SynapseServer
    to_synapse: Proxy
    discord: DiscordServer
    to_discord: Proxy
    channels: dict[str, Channel]
    rooms: dict[str, str]
    bot: str
    owner: MatrixUser
    discord_voices: list[DiscordVoice]
    matrix_voices: list[MatrixVoice]
    announcer: Announcer
    order: Order
    clock: TownClock
    """That of the bot and of Discord."""

    @property
    def database(self) -> Path:
        """The bot's database."""
        return self.folder / "stoa.db"

    async def talk(self, count: int, announcements: int, seconds: float) -> Conversation:
        """Have everybody say their share of `count` messages on each side, within about so many seconds."""
        share = count // SENDERS
        voices: list[Voice] = [*self.discord_voices, *self.matrix_voices]
        talking = [speak(voice, number, share, seconds) for number, voice in enumerate(voices, start=1)]
        announcing = announce(self.announcer, 0, announcements, seconds)
        said = await asyncio.gather(*talking, announcing)
        flat = [one for each in said[:SENDERS] for one in each], [one for each in said[SENDERS:-1] for one in each]
        return Conversation(self, *flat, said[-1])

    async def discord_away(self) -> None:
        """Stop the Discord server; everything said is kept."""
        await self.discord.stop()

    async def discord_back(self) -> None:
        """Start the Discord server again."""
        await self.discord.start()
        self.discord.world.base = self.to_discord.url

    def counts(self) -> dict[str, int]:
        """Return how many deliveries are in each state."""
        with closing(sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True)) as connection:
            return dict(connection.execute("SELECT state, COUNT(*) FROM outbox GROUP BY state").fetchall())

    @property
    def owes(self) -> int:
        """How many deliveries are still to be made."""
        counts = self.counts()
        return counts.get("pending", 0) + counts.get("sending", 0)

    async def is_ready(self) -> bool:
        """Tell whether the bot listens in every room."""
        if not self.database.exists() or self._listening() < len(self.rooms) + 1:
            return False
        for room in self.rooms.values():
            joined = await self.owner.call("GET", "rooms", room, "joined_members")
            if self.bot not in joined["joined"]:
                return False
        return True

    def _listening(self) -> int:
        with closing(sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True)) as connection:
            try:
                found = connection.execute("SELECT COUNT(*) FROM cursors WHERE name = 'sync' OR name LIKE 'channel:%'")
            except sqlite3.OperationalError:
                return 0
            return int(found.fetchone()[0])

    async def complaints(self) -> int:
        """Return how many incidents the admins were told of."""
        return sum("⚠️" in message.content for message in self.discord.messages(self.channels["diacheirisi"]))


@dataclass(slots=True)
class Conversation:
    """What was said on each side and what was announced, to be held against what arrived."""

    town: Town
    on_discord: list[Said]
    on_matrix: list[Said]
    announced: list[Said]

    async def tallies(self) -> dict[str, Tally]:
        """Compare each direction now."""
        genika, announcements = await self._matrix("genika"), await self._matrix("anakoinoseis")
        return {
            "discord → matrix": tally(self.on_discord, genika),
            "matrix → discord": tally(self.on_matrix, self._discord("genika")),
            "bot → matrix": tally(self.announced, announcements),
            "bot → discord": tally(self.announced, self._discord("anakoinoseis")),
        }

    async def _matrix(self, room: str) -> list[Seen]:
        return on_matrix(await self.town.owner.messages(self.town.rooms[room]), self.town.bot)

    def _discord(self, room: str) -> list[Seen]:
        messages = self.town.discord.messages(self.town.channels[room], deleted=True)
        ours = self.town.discord.bot.id
        return on_discord((one for one in messages if one.webhook_id or one.author.id == ours), ours)


@asynccontextmanager
async def town(
    synapse: SynapseServer,
    folder: Path,
    *,
    bridge: str = ONE_BY_ONE,
    limits: str = "learned",
    purposes: Mapping[str, str] = PURPOSES,
) -> AsyncIterator[Town]:
    """Found a community of its own on a running homeserver; everything of the bot's is in the folder.

    `bridge` are lines for that section of the bot's settings, `limits` where it has Discord's limits from, `purposes`
    those of its rooms by name.
    """
    handle = token_hex(4)
    async with AsyncExitStack() as stack:
        clock = TownClock(folder / "clock")
        discord = await stack.enter_async_context(DiscordServer(clock=clock))
        to_discord = await stack.enter_async_context(proxy(discord.port))
        to_synapse = await stack.enter_async_context(proxy(int(synapse.url.rpartition(":")[2])))
        discord.world.base = to_discord.url
        guild = discord.add_guild("Community")
        channels = {name: guild.add_text_channel(name) for name in purposes}
        members = [guild.add_member(f"teacher-{number}") for number in range(1, SENDERS + 1)]
        bot = await asyncio.to_thread(synapse.register, f"stoa-{handle}", password=_PASSWORD, displayname="Stoa")
        people = []
        for name in ["coordinator-1", *(f"teacher-{number}" for number in range(SENDERS + 1, 2 * SENDERS + 1))]:
            account = await asyncio.to_thread(synapse.register, f"{name}-{handle}", displayname=name)
            people.append(await stack.enter_async_context(MatrixUser(synapse.url, account)))
        owner, *users = people
        rooms = {name: await owner.create_room(name, invite=[bot.user_id], public=True) for name in purposes}
        first = next(iter(purposes))
        for user in users:
            await user.join(rooms[first])
        matrix_voices = [
            MatrixVoice(user, rooms[first], f"teacher-{number}") for number, user in enumerate(users, SENDERS + 1)
        ]
        (folder / "community.toml").write_text('name = "Community"\n', encoding="utf-8")
        file = folder / "stoa.toml"
        settings = _settings(guild.id, discord, to_synapse.url, bot.user_id, owner.user_id, channels, rooms, purposes)
        settings = settings.replace("[discord]\n", f'[discord]\nlimits = "{limits}"\n')
        file.write_text(f"{settings}[bridge]\n{bridge}", encoding="utf-8")
        secrets = {"STOA_DISCORD__TOKEN": discord.token, "STOA_MATRIX__PASSWORD": _PASSWORD}
        yield Town(
            folder,
            synapse,
            to_synapse,
            discord,
            to_discord,
            channels,
            rooms,
            bot.user_id,
            owner,
            [DiscordVoice(discord, channels[first], member, member.name) for member in members],
            matrix_voices,
            Announcer(MatrixVoice(owner, rooms["diacheirisi"], "coordinator-1")),
            Order(str(file), str(folder / "stoa.log"), secrets, clock=str(folder / "clock")),
            clock,
        )


def _settings(
    guild: int,
    discord: DiscordServer,
    homeserver: str,
    bot: str,
    coordinator: str,
    channels: dict[str, Channel],
    rooms: dict[str, str],
    purposes: Mapping[str, str],
) -> str:
    return (
        f'community = "."\ndatabase = "stoa.db"\n'
        f'[discord]\nguild = {guild}\napi_base = "{discord.api_url}"\ngateway = "{discord.gateway_url}"\n'
        f'[matrix]\nhomeserver = "{homeserver}"\nuser = "{bot}"\n'
        f'[rights]\ncoordinators = ["matrix:{coordinator}"]\n{rooms_in_settings(purposes, channels, rooms)}'
    )

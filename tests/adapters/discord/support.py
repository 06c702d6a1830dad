"""A community on the loopback Discord, and an engine that remembers what it was told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

from pydantic import SecretStr

from bot.adapters.discord.platform import DiscordPlatform
from bot.core.commands import Asked, CommandSpec, Reply
from bot.core.delivery import Action, Choice, Delivery, Part
from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.markup import parse
from bot.core.ports import CommandCall
from bot.core.rooms import Room, Rooms
from bot.core.text import RichText
from config.settings import DiscordSettings
from tests.fakes import FakeClock
from tests.recording import RecordingHost, running
from tests.servers.discord import Channel, DiscordServer, Guild, Member, Message

GREEK = {
    "Save an answer.": "Αποθηκεύει μια απάντηση.",
    "The question": "Η ερώτηση",
    "Something went wrong on our side. It has been reported; please try again.": "Κάτι πήγε στραβά σε εμάς.",
}


class Host(RecordingHost):
    """Answers commands with what a test laid out, and remembers who asked."""

    def __init__(self, specs: tuple[CommandSpec, ...] = ()) -> None:
        super().__init__()
        self.declared = specs
        self.reply: Reply | Exception = Reply(RichText.plain("ok"))
        self.answering = asyncio.Event()
        self.answering.set()
        self.calls: list[tuple[str, CommandCall, Asked]] = []
        self.choices: list[tuple[str, int, Asked]] = []
        self.ours: set[MessageRef] = set()

    async def command(self, id: str, line: str | CommandCall, asked: Asked) -> Reply:
        assert isinstance(line, CommandCall)
        self.calls.append((id, line, asked))
        return await self._answer()

    async def choose(self, token: str, number: int, asked: Asked) -> Reply:
        self.choices.append((token, number, asked))
        return await self._answer()

    async def _answer(self) -> Reply:
        await self.answering.wait()
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply

    def specs(self) -> tuple[CommandSpec, ...]:
        return self.declared

    def translate(self, language: str, message: str, /, **values: object) -> str:
        return (GREEK.get(message, message) if language == "el" else message).format(**values)

    async def delivered(self, ref: MessageRef) -> bool:
        return ref in self.ours


@dataclass
class Community:
    """A guild with a channel that is a room, a teacher, and the bot's settings."""

    server: DiscordServer
    clock: FakeClock
    guild: Guild
    channel: Channel
    teacher: Member
    host: Host = field(default_factory=Host)
    _keys: count[int] = field(default_factory=count)

    @classmethod
    def on(cls, server: DiscordServer, clock: FakeClock) -> Community:
        """Found the community."""
        guild = server.add_guild("Κοινότητα")
        return cls(server, clock, guild, guild.add_text_channel("helpdesk"), guild.add_member("teacher-17"))

    @property
    def room(self) -> RoomRef:
        """The channel as a room."""
        return RoomRef("discord", str(self.channel.id))

    @property
    def rooms(self) -> Rooms:
        """The directory."""
        return Rooms((Room("helpdesk", "Βοήθεια", (self.room, RoomRef("matrix", "!other"))),))

    def platform(self, *, patience: float = 2.0, rooms: Rooms | None = None, **changed: object) -> DiscordPlatform:
        """Return a platform that is not running yet, each call as if after a restart."""
        settings = {
            "guild": self.guild.id,
            "token": SecretStr(self.server.token),
            "api_base": self.server.api_url,
            "gateway": self.server.gateway_url,
        }
        chosen = DiscordSettings.model_validate(settings | changed)
        return DiscordPlatform(chosen, rooms or self.rooms, self.clock, patience=patience)

    @asynccontextmanager
    async def up(self, *, patience: float = 2.0) -> AsyncIterator[DiscordPlatform]:
        """Run a platform; it is ready when the block begins and stopped at its end."""
        platform = self.platform(patience=patience)
        async with running(platform, self.host):
            yield platform

    def post(self, text: str | RichText, **changed: object) -> Part:
        """Return a part that posts into the room (our own markdown where it is a str)."""
        return self.part(Action.POST, text, **changed)

    def part(self, action: Action, text: str | RichText = "", **changed: object) -> Part:
        """Return a part with a token of its own."""
        token = Delivery(f"key-{next(self._keys)}", self.room).token + ".0"
        given: dict[str, object] = {"token": token, "to": self.room, "action": action}
        given["text"] = parse(text) if isinstance(text, str) else text
        return Part(**given | changed)  # type: ignore[arg-type]

    def ref(self, message: Message) -> MessageRef:
        """Return the reference of a message of the channel."""
        return MessageRef(self.room, str(message.id))

    def shown(self, ref: MessageRef) -> Message:
        """Return the message that a reference of the channel or of one of its threads means."""
        thread, _, number = ref.id.rpartition("-")
        place = self.server.world.channels[int(thread or ref.room.id)]
        return place.messages[int(number)]

    @property
    def last(self) -> Message:
        """The newest message of the channel."""
        return self.server.messages(self.channel)[-1]


def somebody(name: str = "Μαρία από τη Μαθηματική Λέσχη", avatar: str | None = None) -> Person:
    """Return somebody on the other side of the bridge."""
    return Person(PersonRef("matrix", "@teacher-5:example.org"), name, avatar)


def yes_no() -> tuple[Choice, ...]:
    """Return two choices."""
    return (Choice("✅ Ναι", "faq good 1"), Choice("❌ Όχι", "faq bad 1"))


def by_name(commands: list[dict[str, object]]) -> Mapping[str, dict[str, object]]:
    """Return registered commands, or options, by their names."""
    return {str(command["name"]): command for command in commands}

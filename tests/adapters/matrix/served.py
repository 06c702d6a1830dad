"""A room and the bot in it as an application service, for the tests of that."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex

from bot.adapters.matrix.platform import MatrixPlatform
from bot.core.delivery import Part
from bot.core.events import Person
from bot.core.ids import PersonRef, RoomRef
from config.settings import MatrixSettings
from tests.adapters.matrix.support import RecordingHost, directory, matrix_room, platform_for, post, running
from tests.servers.fixtures_synapse import ServedSynapse
from tests.servers.synapse import MatrixUser

TEACHER = Person(PersonRef("discord", "1042"), "teacher-42")
GHOST = "@_stoa_discord_1042:stoa.test"


@dataclass
class Service:
    """A room that a teacher made, and the bot that is at home in it as an application service."""

    served: ServedSynapse
    settings: MatrixSettings
    teacher: MatrixUser
    room_id: str
    store: Path
    host: RecordingHost = field(default_factory=RecordingHost)

    @property
    def room(self) -> RoomRef:
        """The room as the engine knows it."""
        return matrix_room(self.room_id)

    def platform(self) -> MatrixPlatform:
        """Return a platform that is not running yet."""
        return platform_for(self.settings, directory(self.room_id), self.store)

    @asynccontextmanager
    async def up(self) -> AsyncIterator[MatrixPlatform]:
        """Run the bot."""
        async with running(self.platform(), self.host) as platform:
            yield platform

    def said(self, text: str, token: str, **others: object) -> Part:
        """Return a part that the person of another platform says."""
        return post(self.room, text, token, as_person=TEACHER, **others)

    async def senders(self, body: str) -> list[str]:
        """Return who said something in the room."""
        events = await self.teacher.messages(self.room_id)
        return [event["sender"] for event in events if event["content"].get("body") == body]


@asynccontextmanager
async def at_home(served: ServedSynapse, store: Path, *, encrypted: bool = False) -> AsyncIterator[Service]:
    """A room to which the bot is invited; the bot is not running."""
    account = served.server.register(f"teacher-17-{token_hex(4)}", displayname="teacher-17")
    settings = served.bot()
    async with MatrixUser(served.server.url, account) as teacher:
        room_id = await teacher.create_room("Staff room", encrypted=encrypted)
        # Before it is registered nobody can invite it.
        await teacher.call("PUT", "rooms", room_id, "state", "m.room.join_rules", body={"join_rule": "public"})
        yield Service(served, settings, teacher, room_id, store)

"""The platforms under the contract, each with a person on the other side who writes and reads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any, Protocol

from pydantic import SecretStr

from bot.adapters.console.platform import ConsolePlatform
from bot.adapters.discord.platform import DiscordPlatform
from bot.adapters.matrix.platform import MatrixPlatform
from bot.core.events import MessageEdited, Reacted
from bot.core.ids import MessageRef, RoomRef
from bot.core.ports import ChatPlatform
from bot.core.rooms import Room, Rooms
from bot.engine.clock import SystemClock
from config.settings import DiscordSettings, MatrixSettings
from tests.fakes import FakePlatform, deleted, person, posted
from tests.recording import RecordingHost
from tests.servers.discord import DiscordServer, Upload
from tests.servers.fixtures_synapse import ServedSynapse
from tests.servers.synapse import MatrixUser, SynapseServer

TEACHER = "teacher-17"


class Side(Protocol):
    """A platform, one of its rooms, and a person in that room."""

    room: RoomRef
    direct: RoomRef
    has_past: bool
    """Whether the platform keeps what was said before the bot came; a terminal does not."""
    has_files: bool
    """Whether people send and fetch files there; in a terminal they are only named."""

    def platform(self) -> ChatPlatform:
        """Return a platform that is not running yet; each call as if after a restart."""

    async def say(self, text: str, *, reply_to: str | None = None) -> str:
        """Have the person write; return the message's id."""

    async def edit(self, id: str, text: str) -> None:
        """Have the person change a message of theirs."""

    async def delete(self, id: str) -> None:
        """Have the person take back a message of theirs."""

    async def react(self, id: str, emoji: str) -> None:
        """Have the person put an emoji under a message."""

    async def whisper(self, text: str) -> None:
        """Have the person write to the bot alone."""

    async def reads(self, text: str) -> str:
        """Wait until some message that the person sees has this text in it; return all that is shown of it."""

    async def count(self, text: str) -> int:
        """Return how many messages that the person sees have this text in them."""

    async def shown(self, id: str) -> str | None:
        """Return what the person sees of a message, None where it is gone."""

    async def attach(self, name: str, data: bytes, text: str) -> None:
        """Have the person send a file with a text."""

    async def fetches(self, name: str) -> bytes | None:
        """Return the bytes of a file that the person sees, None where they see only its name."""


class DiscordSide:
    """Discord, over the loopback server."""

    has_past = True
    has_files = True

    def __init__(self, server: DiscordServer) -> None:
        self.server = server
        self.guild = server.add_guild("Community")
        self.channel = self.guild.add_text_channel("helpdesk")
        self.teacher = self.guild.add_member(TEACHER)
        self.room = RoomRef("discord", str(self.channel.id))
        self.direct = RoomRef("discord", f"dm:{self.teacher.id}")
        self._said: dict[str, Any] = {}

    def platform(self) -> ChatPlatform:
        settings = DiscordSettings(
            guild=self.guild.id,
            token=SecretStr(self.server.token),
            api_base=self.server.api_url,
            gateway=self.server.gateway_url,
        )
        return DiscordPlatform(settings, rooms(self.room), SystemClock())

    async def say(self, text: str, *, reply_to: str | None = None) -> str:
        replied = next((m for m in self.server.messages(self.channel) if str(m.id) == reply_to), None)
        message = await self.server.post(self.channel, self.teacher, text, reply_to=replied)
        self._said[str(message.id)] = message
        return str(message.id)

    async def edit(self, id: str, text: str) -> None:
        await self.server.edit(self._said[id], text)

    async def delete(self, id: str) -> None:
        await self.server.delete(self._said[id])

    async def react(self, id: str, emoji: str) -> None:
        message = next(m for m in self.server.messages(self.channel) if str(m.id) == id)
        await self.server.react(message, self.teacher, emoji)

    async def whisper(self, text: str) -> None:
        await self.server.post(self.server.dm(self.teacher), self.teacher, text)

    async def reads(self, text: str) -> str:
        found = await self.server.wait_for(
            lambda: next((shown for shown in map(_discord_shows, self._all()) if text in shown), None)
        )
        return str(found)

    async def count(self, text: str) -> int:
        return sum(text in _discord_shows(message) for message in self._all())

    async def shown(self, id: str) -> str | None:
        return next((_discord_shows(message) for message in self._all() if str(message.id) == id), None)

    async def attach(self, name: str, data: bytes, text: str) -> None:
        await self.server.post(self.channel, self.teacher, text, attachments=[Upload(name, data)])

    async def fetches(self, name: str) -> bytes | None:
        files = (file for message in self._all() for file in message.attachments)
        return next((file.data for file in files if file.filename == name), None)

    def _all(self) -> list[Any]:
        return [*self.server.messages(self.channel), *self.server.messages(self.server.dm(self.teacher))]


class MatrixSide:
    """Matrix, over a real Synapse."""

    has_past = True
    has_files = True

    def __init__(self, settings: MatrixSettings, teacher: MatrixUser, room_id: str, store: Path) -> None:
        self.settings, self.teacher, self.room_id, self.store = settings, teacher, room_id, store
        self.room = RoomRef("matrix", room_id)
        self.direct = RoomRef("matrix", f"dm:{teacher.user_id}")
        self._private: list[str] = []

    def platform(self) -> ChatPlatform:
        return MatrixPlatform(self.settings, rooms(self.room), SystemClock(), self.store)

    async def say(self, text: str, *, reply_to: str | None = None) -> str:
        return await self.teacher.send(self.room_id, text, reply_to=reply_to)

    async def edit(self, id: str, text: str) -> None:
        await self.teacher.edit(self.room_id, id, text)

    async def delete(self, id: str) -> None:
        await self.teacher.redact(self.room_id, id)

    async def react(self, id: str, emoji: str) -> None:
        await self.teacher.react(self.room_id, id, emoji)

    async def whisper(self, text: str) -> None:
        content = {"is_direct": True, "preset": "trusted_private_chat", "invite": [self.settings.user]}
        made = await self.teacher.call("POST", "createRoom", body=content)
        self._private.append(str(made["room_id"]))
        await self.teacher.wait_for(
            self._private[-1], lambda event: event.get("state_key") == self.settings.user and _joins(event)
        )
        await self.teacher.send(self._private[-1], text)

    async def reads(self, text: str) -> str:
        room = self._private[-1] if self._private else self.room_id
        event = await self.teacher.wait_for(room, lambda event: text in _matrix_shows(event))
        name = (await self.teacher.profile(event["sender"])).get("displayname", "")
        return f"{name} {_matrix_shows(event)}"

    async def count(self, text: str) -> int:
        return sum(text in _matrix_shows(event) for event in await self.teacher.messages(self.room_id))

    async def shown(self, id: str) -> str | None:
        events = await self.teacher.messages(self.room_id)
        edits = [e for e in events if (e["content"].get("m.relates_to") or {}).get("event_id") == id]
        edited = [e["content"]["m.new_content"]["body"] for e in edits if "m.new_content" in e["content"]]
        original = next((e["content"].get("body") for e in events if e["event_id"] == id), None)
        return edited[-1] if edited and original else original

    async def attach(self, name: str, data: bytes, text: str) -> None:
        uri = await self.teacher.upload(data, "application/octet-stream", name)
        await self.teacher.send(
            self.room_id, text, content={"msgtype": "m.file", "filename": name, "url": uri, "info": {"size": len(data)}}
        )

    async def fetches(self, name: str) -> bytes | None:
        contents = [event["content"] for event in await self.teacher.messages(self.room_id)]
        found = next((content for content in contents if content.get("filename") == name), None)
        return await self.teacher.download(found["url"]) if found else None


class FakeSide:
    """The fake platform: what the engine is tested on keeps the same contract."""

    has_past = True
    has_files = True

    def __init__(self) -> None:
        self.room = RoomRef("fake", "helpdesk")
        self.direct = RoomRef.direct(person().ref)
        self._platform = FakePlatform()
        self._number = 0

    def platform(self) -> ChatPlatform:
        before, self._platform = self._platform, FakePlatform()
        self._platform.shown, self._platform.unheard = before.shown, before.unheard
        return self._platform

    async def say(self, text: str, *, reply_to: str | None = None) -> str:
        self._number += 1
        replied = MessageRef(self.room, reply_to) if reply_to else None
        event = posted(self.room, text, id=str(self._number), reply_to=replied)
        await self._platform.happen(event, str(event.text))
        return event.ref.id

    async def edit(self, id: str, text: str) -> None:
        event = posted(self.room, text, id=id)
        await self._platform.happen(MessageEdited(event.ref, event.author, event.at, text, event.text), text)

    async def delete(self, id: str) -> None:
        await self._platform.happen(deleted(posted(self.room, "", id=id)))

    async def react(self, id: str, emoji: str) -> None:
        at = posted(self.room, "").at
        await self._platform.happen(Reacted(MessageRef(self.room, id), person(), emoji, at, "1"))

    async def whisper(self, text: str) -> None:
        await self._platform.happen(posted(self.direct, text), text)

    async def reads(self, text: str) -> str:
        return next(shown for shown in self._all() if text in shown)

    async def count(self, text: str) -> int:
        return sum(text in shown for shown in self._all())

    async def shown(self, id: str) -> str | None:
        found = next((s for room in self._platform.shown.values() for s in room if s.ref.id == id), None)
        return None if found is None or found.deleted else found.text

    async def attach(self, name: str, data: bytes, text: str) -> None:
        file = self._platform.hold(name, data)
        await self._platform.happen(posted(self.room, text, id=name, attachments=(file,)), text)

    async def fetches(self, name: str) -> bytes | None:
        return next((shown.files[name] for shown in self._platform.shown[self.room] if name in shown.files), None)

    def _all(self) -> list[str]:
        return [
            f"{shown.part.as_person.name if shown.part.as_person else ''} {shown.text}"
            for room in self._platform.shown.values()
            for shown in room
            if not shown.deleted
        ]


class ConsoleSide:
    """The console, with its lines in a queue: what is typed while nobody reads waits there."""

    has_past = False
    has_files = False

    def __init__(self, host: RecordingHost) -> None:
        self.room = RoomRef("console", "helpdesk")
        self.direct = RoomRef("console", f"dm:{TEACHER}")
        self._host = host
        self._lines: asyncio.Queue[str] = asyncio.Queue()
        self._written: list[str] = []
        self._changed = asyncio.Event()
        self._platform: ConsolePlatform | None = None

    def platform(self) -> ChatPlatform:
        self._platform = ConsolePlatform(
            rooms(self.room), SystemClock(), lines=self._typed(), write=self._write, terminal=False
        )
        return self._platform

    async def say(self, text: str, *, reply_to: str | None = None) -> str:
        heard = len(self._host.events)
        self._lines.put_nowait(f"/reply {text}" if reply_to else text)
        return self._host.events[heard].ref.id if await self._heard(heard) else ""  # type: ignore[union-attr]

    async def edit(self, id: str, text: str) -> None:
        self._lines.put_nowait(f"/edit {text}")

    async def delete(self, id: str) -> None:
        self._lines.put_nowait("/delete")

    async def react(self, id: str, emoji: str) -> None:
        self._lines.put_nowait(f"/react {emoji}")

    async def whisper(self, text: str) -> None:
        self._lines.put_nowait(f"@{TEACHER} #dm {text}")

    async def reads(self, text: str) -> str:
        async with asyncio.timeout(30):
            while not (found := [line for line in self._written if text in line]):
                self._changed.clear()
                await self._changed.wait()
        return found[0]

    async def count(self, text: str) -> int:
        return sum(text in line for line in self._written)

    async def shown(self, id: str) -> str | None:
        return None if "🗑" in self._written[-1] else self._written[-1]

    async def attach(self, name: str, data: bytes, text: str) -> None:
        raise LookupError("nobody sends files in a terminal")

    async def fetches(self, name: str) -> bytes | None:
        return None

    async def _heard(self, before: int) -> bool:
        """Wait until a line is heard, if anybody listens."""
        ready = asyncio.create_task(self._platform.ready()) if self._platform else None
        await asyncio.sleep(0)
        if ready is None or not ready.done():
            if ready:
                ready.cancel()
            return False
        await self._host.until_more_than(before)
        return True

    async def _typed(self) -> AsyncIterator[str]:
        while True:
            yield await self._lines.get()

    def _write(self, text: str) -> None:
        self._written += text.splitlines()
        self._changed.set()


def rooms(*places: RoomRef) -> Rooms:
    """Return one room for each place."""
    return Rooms(tuple(Room(f"room-{number}", "Βοήθεια", (place,)) for number, place in enumerate(places)))


@asynccontextmanager
async def discord_side() -> AsyncIterator[Side]:
    """Start a loopback Discord with a teacher in it."""
    async with DiscordServer() as server:
        yield DiscordSide(server)


@asynccontextmanager
async def matrix_side(synapse: SynapseServer, store: Path) -> AsyncIterator[Side]:
    """Make a room on the homeserver with a teacher in it, to which the bot is invited."""
    async with AsyncExitStack() as stack:
        teacher = await stack.enter_async_context(
            MatrixUser(synapse.url, synapse.register(f"{TEACHER}-{token_hex(4)}", displayname=TEACHER))
        )
        account = synapse.register(f"stoa-{token_hex(4)}", password="a password", displayname="Stoa")
        room_id = await teacher.create_room("helpdesk", invite=[account.user_id])
        password = SecretStr(account.password)
        yield MatrixSide(
            MatrixSettings(homeserver=synapse.url, user=account.user_id, password=password), teacher, room_id, store
        )


@asynccontextmanager
async def served_side(served: ServedSynapse, store: Path) -> AsyncIterator[Side]:
    """Make a room with a teacher in it that the bot of an application service may join."""
    account = served.server.register(f"{TEACHER}-{token_hex(4)}", displayname=TEACHER)
    async with MatrixUser(served.server.url, account) as teacher:
        yield MatrixSide(served.bot(), teacher, await teacher.create_room("helpdesk", public=True), store)


def _discord_shows(message: Any) -> str:
    return f"{message.author_name} {message.content}"


def _matrix_shows(event: dict[str, Any]) -> str:
    return str(event["content"].get("body", ""))


def _joins(event: dict[str, Any]) -> bool:
    return bool(event["content"].get("membership") == "join")

"""Speaks to a server in another process: its control endpoint as Python, and the process itself."""

from __future__ import annotations

import asyncio
import base64
import json
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests.servers.discord.model import Json, Upload

_ROOT = Path(__file__).resolve().parents[3]


class ControlError(Exception):
    """The server could not do what was asked of it; the text says why."""


class ControlClient:
    """The verbs of `tests.servers.discord.control`; people, channels and messages are ids.

    Messages come as the dictionaries of `control.stored`.
    """

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        """Speak to the control endpoint at `url` (scheme, host and port)."""
        self._session = session
        self._url = url
        self._addresses: Json = {}

    async def open(self) -> None:
        """Learn where the server is; call it once before `api_url` and its like are read."""
        self._addresses = await self.call("addresses")

    async def call(self, verb: str, **arguments: Any) -> Json:
        """Use any verb; raises ControlError."""
        async with self._session.post(f"{self._url}/_control/{verb}", json=arguments) as response:
            body: Json = await response.json()
        if response.status != 200:
            raise ControlError(body["error"])
        return body

    @property
    def api_url(self) -> str:
        """What `discord.http.Route.BASE` is set to."""
        return str(self._addresses["api_url"])

    @property
    def gateway_url(self) -> str:
        """What `DiscordWebSocket.DEFAULT_GATEWAY` is set to."""
        return str(self._addresses["gateway_url"])

    @property
    def cdn_url(self) -> str:
        """What `discord.asset.Asset.BASE` is set to."""
        return str(self._addresses["cdn_url"])

    @property
    def token(self) -> str:
        """The bot's token."""
        return str(self._addresses["token"])

    @property
    def bot_id(self) -> int:
        """The id of the bot's account."""
        return int(self._addresses["bot_id"])

    async def add_guild(self, name: str) -> int:
        """Found a guild."""
        return int((await self.call("add_guild", name=name))["id"])

    async def add_channel(self, guild: int, name: str, kind: str = "text") -> int:
        """Open a channel: text, voice, category or forum."""
        return int((await self.call("add_channel", guild=guild, name=name, kind=kind))["id"])

    async def add_role(self, guild: int, name: str, permissions: Iterable[str] = ()) -> int:
        """Make a role."""
        return int((await self.call("add_role", guild=guild, name=name, permissions=list(permissions)))["id"])

    async def add_member(self, guild: int, name: str, roles: Iterable[int] = ()) -> int:
        """Let a person in."""
        return int((await self.call("add_member", guild=guild, name=name, roles=list(roles)))["id"])

    async def post(
        self, channel: int, author: int, text: str, *, reply_to: int | None = None, attachments: Iterable[Upload] = ()
    ) -> Json:
        """Let a person write; returns the message."""
        files = [{"filename": file.filename, "data": base64.b64encode(file.data).decode()} for file in attachments]
        return await self.call("post", channel=channel, author=author, text=text, reply_to=reply_to, attachments=files)

    async def edit(self, channel: int, message: int, text: str) -> None:
        """Let the author change the text."""
        await self.call("edit", channel=channel, message=message, text=text)

    async def delete(self, channel: int, message: int) -> None:
        """Delete a message."""
        await self.call("delete", channel=channel, message=message)

    async def react(self, channel: int, message: int, member: int, emoji: str) -> None:
        """Let a person react."""
        await self.call("react", channel=channel, message=message, member=member, emoji=emoji)

    async def unreact(self, channel: int, message: int, member: int, emoji: str) -> None:
        """Let a person take a reaction back."""
        await self.call("unreact", channel=channel, message=message, member=member, emoji=emoji)

    async def messages(self, channel: int, *, deleted: bool = False) -> list[Json]:
        """Return a channel's messages, oldest first."""
        return list((await self.call("messages", channel=channel, deleted=deleted))["messages"])

    async def wait_for_message(self, channel: int, text: str, timeout: float = 30.0) -> Json:  # noqa: ASYNC109
        """Return the first message that contains a text, as soon as it is there."""
        return await self.call("wait_for_message", channel=channel, text=text, timeout=timeout)

    async def wait_ready(self, timeout: float = 30.0) -> None:  # noqa: ASYNC109
        """Wait until a bot has identified."""
        await self.call("wait_ready", timeout=timeout)

    async def slash(self, channel: int, member: int, command: str, values: Json | None = None) -> Json:
        """Use a slash command; returns `interaction`, `type`, `message` and `modal` of the first answer."""
        return await self.call("slash", channel=channel, member=member, command=command, values=values or {})

    async def press(self, channel: int, message: int, custom_id: str, member: int) -> Json:
        """Press a button; returns as `slash`."""
        return await self.call("press", channel=channel, message=message, custom_id=custom_id, member=member)

    async def submit_modal(self, interaction: int, values: dict[str, str]) -> Json:
        """Submit the modal that an interaction opened; returns as `slash`."""
        return await self.call("submit_modal", interaction=interaction, values=values)

    async def fail(self, pattern: str, **options: Any) -> None:
        """Order a fault; the options are those of `DiscordServer.fail`."""
        await self.call("fail", pattern=pattern, **options)

    async def deny(self, channel: int, *permissions: str) -> None:
        """Let the bot lack exactly these permissions in a channel."""
        await self.call("deny", channel=channel, permissions=permissions)

    async def close_gateway(self, code: int | None = None) -> None:
        """Close every gateway connection, or cut it when there is no code."""
        await self.call("close_gateway", code=code)

    async def down(self) -> None:
        """Begin an outage."""
        await self.call("down")

    async def up(self) -> None:
        """End an outage: same port, same state."""
        await self.call("up")


@asynccontextmanager
async def discord_process(port: int = 0) -> AsyncIterator[ControlClient]:
    """Run `python -m tests.servers.discord` and give a client for it; the process ends with the block."""
    command = [sys.executable, "-m", "tests.servers.discord", "--port", str(port)]
    process = await asyncio.create_subprocess_exec(*command, cwd=_ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        if process.stdout is None:
            raise ControlError("the server has no output")
        greeting = json.loads(await process.stdout.readline())
        async with aiohttp.ClientSession() as session:
            client = ControlClient(session, greeting["control_url"])
            await client.open()
            yield client
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()

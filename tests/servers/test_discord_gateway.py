"""The loopback gateway: sessions that break, resume, are refused or begun anew; and outages."""

from __future__ import annotations

import asyncio

import aiohttp
import discord
import pytest

from tests.servers.discord.aim import connected
from tests.servers.discord.model import Json
from tests.servers.fixtures_discord import Community, new_client, text_channel


def recording(client: discord.Client) -> list[str]:
    """Return the list that the text of every message goes into."""
    heard: list[str] = []

    async def on_message(message: discord.Message) -> None:
        heard.append(message.content)

    client.event(on_message)
    return heard


async def test_what_was_missed_comes_at_the_resume(community: Community) -> None:
    server, client = community.server, new_client()
    heard = recording(client)
    async with connected(client, server.token):
        resumed = client.wait_for("resumed", timeout=30)
        server.gateway.drop()
        await server.post(community.room, community.teacher, "missed 1")
        await server.post(community.room, community.teacher, "missed 2")
        await resumed
        last = client.wait_for("message", timeout=30)
        await server.post(community.room, community.teacher, "after")
        await last
    assert heard == ["missed 1", "missed 2", "after"]
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)


@pytest.mark.parametrize("resumable", [True, False])
async def test_invalid_sessions_are_resumed_or_begun_anew(community: Community, resumable: bool) -> None:
    server, client = community.server, new_client()
    async with connected(client, server.token):
        back = client.wait_for("resumed" if resumable else "ready", timeout=30)
        server.gateway.invalidate(resumable=resumable)
        await back
    assert (server.gateway.identified, server.gateway.resumed) == ((1, 1) if resumable else (2, 0))


async def test_a_request_to_reconnect_is_followed(community: Community) -> None:
    server, client = community.server, new_client()
    async with connected(client, server.token):
        resumed = client.wait_for("resumed", timeout=30)
        server.gateway.ask_to_reconnect()
        await resumed
        again = client.wait_for("resumed", timeout=30)
        server.gateway.close(4000)
        await again
    assert server.gateway.close_codes == [4000]


async def test_a_forgotten_session_cannot_be_resumed(community: Community) -> None:
    server, client = community.server, new_client()
    async with connected(client, server.token):
        ready = client.wait_for("ready", timeout=30)
        server.gateway.sessions.clear()
        server.gateway.drop()
        await ready
    assert (server.gateway.identified, server.gateway.resumed) == (2, 0)


async def test_an_outage_ends_on_the_same_port_with_all_that_was_said(community: Community) -> None:
    server, client = community.server, new_client()
    heard = recording(client)
    async with connected(client, server.token):
        channel, port = text_channel(client, community.room), server.port
        await channel.send("before")
        await server.stop()
        with pytest.raises(aiohttp.ClientError):
            await channel.send("nobody listens")
        await server.post(community.room, community.teacher, "meanwhile")
        resumed = client.wait_for("resumed", timeout=30)
        await server.start()
        await resumed
        history = [message.content async for message in channel.history(oldest_first=True)]
    assert server.port == port
    assert history == ["before", "meanwhile"]
    assert heard == ["before", "meanwhile"]


async def test_a_wrong_token_is_refused(community: Community) -> None:
    client = new_client()
    with pytest.raises(discord.LoginFailure):
        await client.login("wrong")
    await client.close()
    assert community.server.calls[-1].status == 401


async def test_intents_that_are_not_allowed_end_the_connection(community: Community) -> None:
    server, client = community.server, new_client()
    server.disallow_intents("message_content", "members")
    await client.login(server.token)
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await client.connect()
    await client.close()
    assert server.gateway.close_codes == [4014]


async def test_without_view_permission_there_is_silence(community: Community) -> None:
    server, client = community.server, new_client()
    secret = community.guild.add_text_channel("staff")
    server.deny(secret, "view_channel")
    heard = recording(client)
    async with connected(client, server.token):
        assert client.get_channel(secret.id) is None
        await server.post(secret, community.teacher, "secret")
        waiting = client.wait_for("message", timeout=30)
        await server.post(community.room, community.teacher, "public")
        await waiting
        with pytest.raises(discord.Forbidden, match="50001"):
            await client.fetch_channel(secret.id)
    assert heard == ["public"]


class Wire:
    """A bare gateway connection without compression."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def say(self, op: int, data: object) -> None:
        """Send a payload."""
        await self.socket.send_json({"op": op, "d": data})

    async def hear(self) -> Json:
        """Return the next payload."""
        heard: Json = await self.socket.receive_json(timeout=5)
        return heard

    async def close_code(self) -> int | None:
        """Return the code that the server closes with."""
        while (frame := await self.socket.receive(timeout=5)).type is aiohttp.WSMsgType.TEXT:
            pass
        assert frame.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
        return self.socket.close_code


@pytest.mark.parametrize(
    ("op", "data", "code"),
    [
        (2, {"token": "wrong", "intents": 0}, 4004),
        (2, {"token": "test-token", "intents": 1 << 40}, 4013),
        (2, {"token": "test-token"}, 4002),
        (6, {"token": "wrong", "session_id": "x", "seq": 1}, 4004),
        (8, {"guild_id": "1"}, 4003),
        (77, {}, 4001),
    ],
)
async def test_close_codes(community: Community, op: int, data: Json, code: int) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(community.server.gateway_url) as socket:
        wire = Wire(socket)
        assert (await wire.hear())["op"] == 10
        await wire.say(op, data)
        assert await wire.close_code() == code


async def test_heartbeats_sequences_and_an_unknown_session(community: Community) -> None:
    server = community.server
    async with aiohttp.ClientSession() as session, session.ws_connect(server.gateway_url) as socket:
        wire = Wire(socket)
        assert await wire.hear() == {"op": 10, "d": {"heartbeat_interval": 41250, "_trace": []}, "s": None, "t": None}
        await wire.say(6, {"token": server.token, "session_id": "gone", "seq": 4})
        assert (await wire.hear())["op"] == 9
        await wire.say(2, {"token": server.token, "intents": 1 | 1 << 9})
        names = [await wire.hear() for _ in range(2)]
        assert [(payload["t"], payload["s"]) for payload in names] == [("READY", 1), ("GUILD_CREATE", 2)]
        await wire.say(1, 2)
        assert (await wire.hear())["op"] == 11
        await server.react(await server.post(community.room, community.teacher, "hidden"), community.teacher, "👍")
        created = await wire.hear()
        assert (created["t"], created["s"], created["d"]["content"]) == ("MESSAGE_CREATE", 3, "")
        with pytest.raises(asyncio.TimeoutError):
            await socket.receive(timeout=0.05)

"""Limits, refusals and faults of the loopback Discord, as discord.py feels them."""

from __future__ import annotations

import asyncio

import aiohttp
import discord
import pytest

from tests.servers.discord import DiscordServer, Limit
from tests.servers.discord.aim import connected
from tests.servers.discord.ratelimit import RateLimits
from tests.servers.fixtures_discord import Community, new_client, text_channel


async def test_a_full_bucket_is_waited_for(community: Community) -> None:
    server, client = community.server, new_client()
    server.ratelimits.routes["POST /channels/{channel_id}/messages"] = Limit(2, 0.2)
    async with connected(client, server.token):
        channel = text_channel(client, community.room)
        began = asyncio.get_running_loop().time()
        for number in range(5):
            await channel.send(str(number))
        assert asyncio.get_running_loop().time() - began >= 0.35
    assert [message.content for message in server.messages(community.room)] == list("01234")


@pytest.mark.parametrize("whole_bot", [True, False])
async def test_a_429_is_obeyed(community: Community, whole_bot: bool) -> None:
    server, client = community.server, new_client()
    fault = server.fail("POST /channels/*/messages", status=429, retry_after=0.05, times=2, whole_bot=whole_bot)
    async with connected(client, server.token):
        await text_channel(client, community.room).send("at last")
    assert fault.hits == 2
    assert [call.status for call in server.calls if call.method == "POST"] == [429, 429, 200]


async def test_headers_and_body_of_a_refusal(community: Community) -> None:
    server = community.server
    server.ratelimits.routes["GET /users/@me"] = Limit(1, 30.0)
    headers = {"Authorization": f"Bot {server.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.get(server.api_url + "/users/@me") as first:
            assert (first.status, first.headers["X-RateLimit-Remaining"]) == (200, "0")
        async with session.get(server.api_url + "/users/@me") as second:
            body = await second.json()
            assert (second.status, body["global"]) == (429, False)
            assert 29 < body["retry_after"] <= 30
            assert second.headers["X-RateLimit-Bucket"] == first.headers["X-RateLimit-Bucket"]
            assert (second.headers["Retry-After"], second.headers["X-RateLimit-Scope"]) == ("30", "user")
        server.ratelimits.whole_bot = Limit(1, 30.0)
        for status in (200, 429):
            async with session.get(server.api_url + "/gateway/bot") as answer:
                assert (answer.status, answer.headers.get("X-RateLimit-Global")) == (
                    status,
                    "true" if status == 429 else None,
                )


def test_webhooks_have_two_limits() -> None:
    moment = [0.0]
    limits = RateLimits(time=lambda: moment[0])
    limits.limit_webhooks()
    passed = 0
    for second in range(0, 40, 2):
        moment[0] = float(second)
        for _ in range(6):
            verdict = limits.check("POST /webhooks/{webhook_id}/{webhook_token}", "1+x", webhook_channel=5)
            passed += verdict.refusal is None
    assert passed == 30
    moment[0] = 61.0
    assert limits.check("POST /webhooks/{webhook_id}/{webhook_token}", "1+x", webhook_channel=5).refusal is None


async def test_failures_before_and_after_the_act(community: Community) -> None:
    server, client = community.server, new_client()
    async with connected(client, server.token):
        channel = text_channel(client, community.room)
        server.fail("POST /channels/*/messages", status=503)
        with pytest.raises(discord.DiscordServerError):
            await channel.send("not sent")
        server.fail("POST /channels/*/messages", status=503, performed=True)
        with pytest.raises(discord.DiscordServerError):
            await channel.send("sent, but who knows")
        server.fail("POST /channels/*/messages", drop=True)
        with pytest.raises(aiohttp.ClientError):
            await channel.send("cut before")
        server.fail("POST /channels/*/messages", drop=True, performed=True)
        with pytest.raises(aiohttp.ClientError):
            await channel.send("cut after")
    assert [message.content for message in server.messages(community.room)] == ["sent, but who knows", "cut after"]


async def test_a_request_is_held_until_released(community: Community) -> None:
    server, client = community.server, new_client()
    async with connected(client, server.token):
        gate = server.hold("POST /channels/*/messages")
        sending = asyncio.create_task(text_channel(client, community.room).send("held"))
        await server.wait_for(lambda: gate.hits)
        assert server.messages(community.room) == []
        gate.release()
        assert (await sending).content == "held"


async def test_what_the_bot_may_not_do(community: Community) -> None:
    server, client = community.server, new_client()
    async with connected(client, server.token):
        channel = text_channel(client, community.room)
        updated = client.wait_for("guild_channel_update", timeout=30)
        server.deny(community.room, "send_messages", "manage_webhooks", "manage_messages", "mention_everyone")
        await updated
        assert not channel.permissions_for(channel.guild.me).send_messages
        posted = await server.post(community.room, community.teacher, "hello")
        seen = await channel.fetch_message(posted.id)
        for forbidden in (channel.send("x"), channel.create_webhook(name="x"), seen.delete()):
            with pytest.raises(discord.Forbidden, match="50013"):
                await forbidden
        server.deny(community.room, "mention_everyone")
        await channel.send("@everyone")
        community.guild.denied.add("manage_roles")
        with pytest.raises(discord.Forbidden, match="50013"):
            await channel.guild.create_role(name="x")
    assert server.messages(community.room)[-1].pings == ()


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/nothing", None, 404, 0),
        ("GET", "/channels/abc", None, 400, 50035),
        ("GET", "/channels/{room}/messages?limit=101", None, 400, 50035),
        ("GET", "/channels/{room}/messages?limit=0", None, 400, 50035),
        ("POST", "/channels/{room}/messages", "{not json", 400, 50109),
        ("POST", "/channels/{room}/messages", '{"content": "x", "message_reference": {"message_id": "5"}}', 400, 50035),
        ("POST", "/channels/{room}/messages/bulk-delete", '{"messages": ["5"]}', 400, 50016),
        ("PUT", "/channels/{room}/messages/{message}/reactions/word/@me", None, 404, 10014),
        ("POST", "/webhooks/1/abc", '{"content": "x"}', 404, 10015),
        ("POST", "/webhooks/{hook}/abc", '{"content": "x"}', 401, 50027),
        ("POST", "/interactions/1/abc/callback", '{"type": 4}', 404, 10062),
        ("GET", "/guilds/1", None, 404, 10004),
        ("GET", "/users/1", None, 404, 10013),
    ],
)
async def test_error_bodies(
    community: Community, method: str, path: str, body: str | None, status: int, code: int
) -> None:
    server, room = community.server, community.room
    message, hook = await server.post(room, community.teacher, "hello"), server.add_webhook(room, "Other")
    url = server.api_url + path.format(room=room.id, message=message.id, hook=hook.id)
    headers = {"Authorization": f"Bot {server.token}"}
    async with aiohttp.ClientSession(headers=headers) as session, session.request(method, url, data=body) as answer:
        assert (answer.status, (await answer.json())["code"]) == (status, code)


async def break_the_server() -> None:
    """Send what no client sends."""
    async with DiscordServer() as server, aiohttp.ClientSession() as session:
        room = server.add_guild("Community").add_text_channel("helpdesk")
        url, headers = f"{server.api_url}/channels/{room.id}/messages", {"Authorization": f"Bot {server.token}"}
        async with session.post(url, json={"content": "x", "embeds": 5}, headers=headers) as answer:
            assert answer.status == 500


async def test_a_breakdown_of_the_server_fails_the_test() -> None:
    with pytest.raises(ExceptionGroup, match="broke down"):
        await break_the_server()

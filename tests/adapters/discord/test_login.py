"""Being let in, or being told clearly why not."""

from __future__ import annotations

import asyncio
import logging

import pytest
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route
from pydantic import SecretStr

from bot.core.errors import LoginRefused, PlatformDown
from tests.adapters.discord.support import Community, somebody


async def test_a_wrong_token(community: Community) -> None:
    for token in (SecretStr("wrong"), None):
        with pytest.raises(LoginRefused, match=r"discord\.token"):
            await community.platform(token=token).run(community.host)


async def test_a_token_that_is_revoked_while_running(community: Community) -> None:
    platform = community.platform()
    running_bot = asyncio.create_task(platform.run(community.host))
    await platform.ready()
    community.server.gateway.close(4004)
    with pytest.raises(LoginRefused, match="token"):
        await running_bot


@pytest.mark.parametrize("intent", ["members", "message_content"])
async def test_intents_that_are_switched_off(community: Community, intent: str) -> None:
    community.server.disallow_intents(intent)
    with pytest.raises(LoginRefused, match=r"Message Content Intent.*Developer Portal"):
        await community.platform().run(community.host)


async def test_a_server_that_is_down(community: Community) -> None:
    await community.server.stop()
    with pytest.raises(PlatformDown):
        await community.platform().run(community.host)
    await community.server.start()
    async with community.up():
        await community.server.post(community.channel, community.teacher, "εδώ")
        await community.host.until_said("εδώ")


async def test_a_guild_that_the_bot_is_not_in(community: Community) -> None:
    with pytest.raises(LoginRefused, match=r"guild 4711.*Invite"):
        await community.platform(guild=4711).run(community.host)


async def test_a_stop_before_it_is_ready(community: Community) -> None:
    platform = community.platform()
    held = community.server.hold("GET /users/@me")
    started = asyncio.create_task(platform.run(community.host))
    await community.server.wait_for(lambda: held.hits)
    await platform.stop()
    async with asyncio.timeout(30):
        await started
    held.release()


async def test_it_can_be_run_again_and_leaves_discord_py_as_it_was(community: Community) -> None:
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE
    for _ in range(2):
        async with community.up():
            assert community.server.api_url == Route.BASE
            assert community.server.cdn_url == Asset.BASE
    assert before == (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE)


async def test_no_text_and_no_token_is_logged(community: Community, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with community.up() as platform:
        await community.server.post(community.channel, community.teacher, "απόρρητο")
        await community.host.until_said("απόρρητο")
        await platform.deliver(community.post("μυστικό", as_person=somebody()))
    (hook,) = community.server.world.webhooks.values()
    for secret in ("απόρρητο", "μυστικό", hook.token, community.server.token):
        assert secret not in caplog.text
        assert ascii(secret)[1:-1] not in caplog.text

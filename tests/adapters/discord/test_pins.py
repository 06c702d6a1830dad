"""Pins: found by comparing what is pinned now with what was pinned before."""

from __future__ import annotations

import pytest

from bot.adapters.discord.platform import DiscordPlatform
from bot.core.delivery import Action
from bot.core.errors import Undeliverable
from bot.core.events import MessagePosted, Pinned, Unpinned
from tests.adapters.discord.support import Community
from tests.servers.discord import Message


def pins(community: Community) -> list[tuple[type, str]]:
    """Return what was told of pins, in order."""
    return [(type(event), event.ref.id) for event in community.host.events if isinstance(event, Pinned | Unpinned)]


async def said(community: Community, text: str) -> Message:
    return await community.server.post(community.channel, community.teacher, text)


async def test_pins_are_told_those_given_while_away_too_and_none_twice(community: Community) -> None:
    old, first, second = [await said(community, text) for text in ("παλιό", "ένα", "δύο")]
    await community.server.pin(old, community.teacher)
    async with community.up():
        await community.server.pin(first, community.teacher)
        await community.host.until(Pinned)
        await community.server.edit(first, "ένα!")
    await community.server.unpin(first)
    await community.server.pin(second, community.teacher)
    for _ in range(2):
        async with community.up():
            assert pins(community) == [
                (Pinned, str(first.id)),
                (Unpinned, str(first.id)),
                (Pinned, str(second.id)),
            ]
    assert [event.ref.id for event in community.host.events if isinstance(event, MessagePosted)] == [], "no notice"


async def test_our_own_pins_do_not_come_back(bot: DiscordPlatform, community: Community) -> None:
    message = await said(community, "σημαντικό")
    ref = community.ref(message)
    for action, pinned in ((Action.PIN, True), (Action.PIN, True), (Action.UNPIN, False)):
        await bot.deliver(community.part(action, target=ref))
        assert bool(message.pinned_at) is pinned
    await community.server.pin(message, community.teacher)
    await community.host.until(Pinned)
    assert pins(community) == [(Pinned, ref.id)]


async def test_a_pin_that_is_refused_says_why(bot: DiscordPlatform, community: Community) -> None:
    message = await said(community, "σημαντικό")
    part = community.part(Action.PIN, target=community.ref(message))
    community.server.deny(community.channel, "pin_messages")
    with pytest.raises(Undeliverable, match="Pin Messages"):
        await bot.deliver(part)
    community.server.deny(community.channel)
    for number in range(250):
        await community.server.pin(await said(community, str(number)), community.teacher)
    with pytest.raises(Undeliverable, match="30003"):
        await bot.deliver(part)
    await community.server.delete(message)
    await bot.deliver(part)

"""Announcement channels, whose messages are passed on to the servers that follow them; and who is notified by what."""

from __future__ import annotations

import pytest

from bot.adapters.discord.platform import DiscordPlatform
from bot.core.delivery import Action, Delivery
from bot.core.errors import TryLater, Undeliverable
from bot.core.ids import RoomRef
from bot.core.markup import parse
from tests.adapters.discord.support import Community
from tests.servers.discord.model import CROSSPOSTED
from tests.servers.discord.ratelimit import Limit

CROSSPOST = "POST /channels/{channel_id}/messages/{message_id}/crosspost"


@pytest.fixture
def news(community: Community) -> RoomRef:
    return RoomRef("discord", str(community.guild.add_news_channel("anakoinoseis").id))


async def test_only_announcement_channels_are_followed_from_elsewhere(community: Community, news: RoomRef) -> None:
    async with community.up() as bot:
        assert bot.publishes(news)
        assert not bot.publishes(community.room)
        assert not bot.publishes(RoomRef("discord", "1"))
        assert not bot.publishes(RoomRef("discord", "dm:1"))
    assert not bot.publishes(news), "nothing is known while it is not connected"


async def test_a_message_is_passed_on_once_and_its_edits_follow(community: Community, news: RoomRef) -> None:
    async with community.up() as bot:
        posted = await bot.deliver(community.part(Action.POST, "Στις 18:00", to=news))
        publish = community.part(Action.PUBLISH, to=news, target=posted)
        for _ in range(2):
            assert await bot.deliver(publish) == posted
        await bot.deliver(community.part(Action.EDIT, "Στις 19:00", to=news, target=posted))
        (message,) = community.server.messages(community.guild.channel("anakoinoseis"))
        assert message.flags & CROSSPOSTED
        assert message.content == "Στις 19:00"


async def test_the_limit_of_ten_an_hour_puts_it_off_and_loses_nothing(community: Community, news: RoomRef) -> None:
    community.server.ratelimits.routes[CROSSPOST] = Limit(10, 3600)
    async with community.up() as bot:
        posted = [await bot.deliver(community.part(Action.POST, f"Νέο {n}", to=news)) for n in range(11)]
        for each in posted[:10]:
            await bot.deliver(community.part(Action.PUBLISH, to=news, target=each))
        with pytest.raises(TryLater) as refused:
            await bot.deliver(community.part(Action.PUBLISH, to=news, target=posted[10]))
    assert refused.value.after is not None
    assert 3500 < refused.value.after <= 3600


async def test_what_cannot_be_passed_on_says_why(bot: DiscordPlatform, community: Community) -> None:
    posted = await bot.deliver(community.post("Στις 18:00"))
    with pytest.raises(Undeliverable, match="50024"):
        await bot.deliver(community.part(Action.PUBLISH, target=posted))


async def test_groups_are_notified_where_the_delivery_says_so(bot: DiscordPlatform, community: Community) -> None:
    role = community.guild.add_role("ambassadors")
    notify = ("everyone", f"discord:role:{role.id}", "matrix:power:50")
    posted = await bot.deliver(community.post("Στις **18:00**", notify=notify))
    shown = community.shown(posted)
    assert shown.content == f"@everyone <@&{role.id}>\nΣτις **18:00**"
    assert set(shown.pings) == {"everyone", f"role:{role.id}"}
    assert await bot.find_delivered(community.post("Στις **18:00**", notify=notify), community.clock.now()) == posted
    await bot.deliver(community.part(Action.EDIT, "Στις 19:00", target=posted, notify=notify))
    assert community.shown(posted).content == f"@everyone <@&{role.id}>\nΣτις 19:00"


@pytest.mark.parametrize(
    "written", ["@everyone", "@here", "<@&{role}>", "@\u200beveryone @everyone", "**@everyone**", "`@everyone`"]
)
async def test_no_text_notifies_a_group_by_itself(bot: DiscordPlatform, community: Community, written: str) -> None:
    role = community.guild.add_role("ambassadors", mentionable=True)
    posted = await bot.deliver(community.post(parse(f"Προσοχή {written.format(role=role.id)}")))
    assert community.shown(posted).pings == ()


async def test_a_long_text_leaves_room_for_whom_it_notifies(bot: DiscordPlatform, community: Community) -> None:
    pieces = bot.split(Delivery("k", community.room, text=parse("άλφα " * 400), notify=("everyone",)))
    posted = await bot.deliver(community.post(pieces[0], notify=("everyone",)))
    assert not community.shown(posted).content.endswith("…")

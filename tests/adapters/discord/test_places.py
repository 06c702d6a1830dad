"""Which channels are rooms of the community, also those that come and go while the bot runs; what it may do in them."""

from __future__ import annotations

import pytest

from bot.adapters.discord.platform import DiscordPlatform
from bot.core.errors import NoSuchPlace, NotLetIn, PlatformDown
from bot.core.ids import RoomRef
from tests.adapters.discord.support import Community
from tests.recording import running


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("<#77>", RoomRef("discord", "77")),
        ("https://discord.com/channels/5/77", RoomRef("discord", "77")),
        ("https://discord.com/channels/5/77/99", None),
        ("#general", None),
        ("77", None),
    ],
)
def test_a_place_as_people_copy_it(community: Community, written: str, place: RoomRef | None) -> None:
    assert community.platform().place_at(written) == place


async def test_a_channel_that_is_entered_begins_with_what_is_said_next(community: Community) -> None:
    new = community.guild.add_text_channel("cafe")
    room = RoomRef("discord", str(new.id))
    await community.server.post(new, community.teacher, "πριν")
    rooms = community.rooms
    platform = community.platform(rooms=rooms)
    async with running(platform, community.host):
        await community.server.post(new, community.teacher, "ακόμη όχι")
        await community.server.post(community.channel, community.teacher, "πρώτα")
        await community.host.until_said("πρώτα")
        assert await platform.enter(room) == room
        rooms.add("cafe", "Café", room)
        await community.server.post(community.channel, community.teacher, "αλλού")
        await community.host.until_said("αλλού")
    await community.server.post(new, community.teacher, "όσο έλειπε")
    async with running(community.platform(rooms=rooms), community.host):
        await community.server.post(new, community.teacher, "τώρα")
        await community.host.until_said("τώρα")
    assert community.host.said() == ["πρώτα", "αλλού", "όσο έλειπε", "τώρα"]


async def test_what_cannot_be_entered(bot: DiscordPlatform, community: Community) -> None:
    elsewhere = community.server.add_guild("Άλλη").add_text_channel("other")
    voice = community.guild.add_category("category")
    for wrong in ("general", "1234567890123456789", str(elsewhere.id), str(voice.id)):
        with pytest.raises(NoSuchPlace):
            await bot.enter(RoomRef("discord", wrong))
    closed = community.guild.add_text_channel("closed")
    community.server.deny(closed, "read_message_history")
    with pytest.raises(NotLetIn, match="“Read Message History”"):
        await bot.enter(RoomRef("discord", str(closed.id)))
    with pytest.raises(PlatformDown):
        await community.platform().enter(community.room)


async def test_what_is_missing_is_named_as_discord_shows_it(bot: DiscordPlatform, community: Community) -> None:
    assert bot.missing(community.room) == ()
    community.server.deny(community.channel, "manage_webhooks", "send_messages_in_threads")
    await community.server.post(community.channel, community.teacher, "μετά")
    await community.host.until_said("μετά")
    assert bot.missing(community.room) == ("Send Messages in Threads", "Manage Webhooks")
    assert bot.missing(RoomRef("discord", "1234567890123456789")) == ("View Channel",)
    assert community.platform().missing(community.room) == (), "nothing is known while it is down"


async def test_slow_mode_is_the_channels(bot: DiscordPlatform, community: Community) -> None:
    await bot.slow(community.room, 45)
    assert community.channel.slowmode == 45
    await bot.slow(community.room, 0)
    assert community.channel.slowmode == 0
    community.server.deny(community.channel, "manage_channels")
    with pytest.raises(NotLetIn, match="“Manage Channels”"):
        await bot.slow(community.room, 5)
    community.server.fail("PATCH /channels/*", status=400)
    with pytest.raises(PlatformDown):
        await bot.slow(community.room, 5)
    with pytest.raises(PlatformDown):
        await community.platform().slow(community.room, 5)

"""The guild's scheduled events: made, changed, begun, ended, found again; and what people do to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.discord.platform import DiscordPlatform
from bot.core.delivery import Action, Part
from bot.core.errors import Barred, InDoubt, Undeliverable
from bot.core.events import OccasionChanged, Reacted, Unreacted
from bot.core.ids import MessageRef, RoomRef
from bot.core.occasions import Occasion, Phase
from tests.adapters.discord.support import Community
from tests.fakes import START
from tests.recording import running
from tests.servers.discord.model import Json, ScheduledEvent
from tests.servers.discord.scheduling import change_event, lose_interest, remove_event, take_interest

CALENDAR = RoomRef.calendar("discord")
HOUR = timedelta(hours=1)
LIVE = Occasion("Γνωριμία", "Τι είναι", "https://example.org/live", START + HOUR, START + 2 * HOUR, mark="Stoa · #7")


def part(occasion: Occasion, target: MessageRef | None = None) -> Part:
    return Part("token.0", CALENDAR, Action.SCHEDULE, target=target, occasion=occasion)


def only(community: Community) -> ScheduledEvent:
    (event,) = community.guild.events.values()
    return event


def told(community: Community) -> list[tuple[str, str]]:
    """Return who was told to be interested, or no longer."""
    changes = (event for event in community.host.events if isinstance(event, Reacted | Unreacted))
    return [(type(event).__name__, event.person.name) for event in changes]


def fields(data: Json) -> tuple[object, ...]:
    place = (data["entity_metadata"] or {}).get("location")
    return data["name"], data["description"], place, data["status"], data["entity_type"]


async def test_an_event_is_made_changed_begun_and_ended(bot: DiscordPlatform, community: Community) -> None:
    ref = await bot.deliver(part(LIVE))
    assert ref == MessageRef(CALENDAR, str(only(community).id))
    assert fields(only(community).data) == ("Γνωριμία", "Τι είναι\n\nStoa · #7", "https://example.org/live", 1, 3)
    later = replace(LIVE, title="Συνάντηση", ends=LIVE.ends + HOUR, place="")
    assert await bot.deliver(part(later, ref)) == ref
    assert fields(only(community).data) == ("Συνάντηση", "Τι είναι\n\nStoa · #7", "Κοινότητα", 1, 3)
    for phase, status in ((Phase.ACTIVE, 2), (Phase.ACTIVE, 2), (Phase.OVER, 3), (Phase.OVER, 3)):
        await bot.deliver(part(replace(later, phase=phase), ref))
        assert only(community).data["status"] == status


async def test_what_is_as_it_should_be_costs_no_change(bot: DiscordPlatform, community: Community) -> None:
    ref = await bot.deliver(part(LIVE))
    before = len(community.server.calls)
    await bot.deliver(part(LIVE, ref))
    assert [call.method for call in community.server.calls[before:]] == ["GET"]


@pytest.mark.parametrize(
    ("stands", "wanted", "becomes"),
    [(1, Phase.CANCELLED, 4), (1, Phase.OVER, 4), (2, Phase.CANCELLED, 3), (3, Phase.ACTIVE, 3), (4, Phase.OVER, 4)],
)
async def test_only_what_discord_allows_is_asked_for(
    bot: DiscordPlatform, community: Community, stands: int, wanted: Phase, becomes: int
) -> None:
    ref = await bot.deliver(part(LIVE))
    only(community).data["status"] = stands
    await bot.deliver(part(replace(LIVE, phase=wanted), ref))
    assert only(community).data["status"] == becomes


async def test_an_event_without_a_place_is_held_in_the_configured_channel(community: Community) -> None:
    stage = community.guild.add_channel(2, "Αμφιθέατρο")
    platform = community.platform(events_channel=stage.id)
    async with running(platform, community.host):
        ref = await platform.deliver(part(replace(LIVE, place="")))
        assert (only(community).data["channel_id"], only(community).data["entity_type"]) == (str(stage.id), 2)
        await platform.deliver(part(LIVE, ref))
        assert fields(only(community).data)[2:] == ("https://example.org/live", 1, 3)


async def test_what_was_made_without_an_answer_is_found_again(bot: DiscordPlatform, community: Community) -> None:
    assert await bot.find_delivered(part(LIVE), START) is None
    ref = await bot.deliver(part(LIVE))
    assert await bot.find_delivered(part(LIVE), START) == ref
    assert await bot.find_delivered(part(replace(LIVE, mark="Stoa · #77")), START) is None
    assert await bot.find_delivered(part(LIVE), START + HOUR) is None, "one from before another database"
    only(community).data["creator_id"] = str(community.teacher.id)
    assert await bot.find_delivered(part(LIVE), START) is None, "somebody else's"


async def test_a_lost_answer_is_in_doubt_and_not_repeated(bot: DiscordPlatform, community: Community) -> None:
    community.server.fail("POST /guilds/*/scheduled-events", drop=True, performed=True)
    with pytest.raises(InDoubt):
        await bot.deliver(part(LIVE))
    assert await bot.find_delivered(part(LIVE), START) == MessageRef(CALENDAR, str(only(community).id))


async def test_missing_permissions_are_named(bot: DiscordPlatform, community: Community) -> None:
    community.guild.denied |= {"create_events", "manage_events"}
    with pytest.raises(Barred, match="“Create Events”, “Manage Events”"):
        await bot.deliver(part(LIVE))


async def test_an_event_that_somebody_deleted_is_not_changed(bot: DiscordPlatform, community: Community) -> None:
    ref = await bot.deliver(part(LIVE))
    remove_event(community.server.world, only(community))
    with pytest.raises(Undeliverable, match="somebody deleted the event"):
        await bot.deliver(part(LIVE, ref))
    assert await bot.deliver(part(replace(LIVE, phase=Phase.CANCELLED), ref)) == ref


async def test_interest_is_told_and_caught_up_after_being_away(community: Community) -> None:
    world, teacher, other = community.server.world, community.teacher, community.guild.add_member("teacher-18")
    async with community.up() as bot:
        ref = await bot.deliver(part(LIVE))
        take_interest(world, only(community), teacher)
        heard = await community.host.until(Reacted)
        assert (heard.ref, heard.person.name, heard.emoji) == (ref, "teacher-17", "✅")
        lose_interest(world, only(community), teacher)
        await community.host.until(Unreacted)
        take_interest(world, only(community), teacher)
        await community.host.until(Reacted, lambda event: event is not heard)
    before = len(told(community))
    take_interest(world, only(community), other)
    for _ in range(2):
        async with community.up():
            assert told(community)[before:] == [("Reacted", "teacher-18")]
    await community.clock.advance(1)
    lose_interest(world, only(community), teacher)
    lose_interest(world, only(community), other)
    async with community.up():
        assert told(community)[before + 1 :] == [("Unreacted", "teacher-17"), ("Unreacted", "teacher-18")]


async def test_many_who_were_interested_meanwhile_are_all_found(community: Community) -> None:
    async with community.up() as bot:
        await bot.deliver(part(LIVE))
    for number in range(230):
        take_interest(community.server.world, only(community), community.guild.add_member(f"teacher-{number}"))
    async with community.up():
        assert len(set(told(community))) == 230


async def test_what_somebody_changes_or_deletes_is_told_as_it_stands(
    bot: DiscordPlatform, community: Community
) -> None:
    world, ref = community.server.world, await bot.deliver(part(LIVE))
    change_event(world, only(community), name="Άλλο")
    heard = await community.host.until(OccasionChanged)
    assert (heard.ref, heard.occasion) == (ref, replace(LIVE, title="Άλλο"))
    change_event(world, only(community), status=4)
    assert (await community.host.until(OccasionChanged, lambda event: event.occasion is None)).ref == ref
    remove_event(world, only(community))
    await community.host.until_more_than(2)


async def test_what_is_deleted_while_the_bot_is_away_is_told_once(community: Community) -> None:
    async with community.up() as bot:
        ref = await bot.deliver(part(LIVE))
        other = await bot.deliver(part(replace(LIVE, mark="Stoa · #8")))
        await community.server.post(community.channel, community.teacher, "τέλος")
        await community.host.until_said("τέλος")
    remove_event(community.server.world, community.guild.events[int(ref.id)])
    for _ in range(2):
        await community.clock.advance(1)
        async with community.up():
            gone = [event for event in community.host.events if isinstance(event, OccasionChanged)]
            assert [event.ref for event in gone if event.occasion is None] == [ref]
            assert gone[-1].ref == other or gone[-1].occasion is None


async def test_other_peoples_events_are_theirs(bot: DiscordPlatform, community: Community) -> None:
    await bot.deliver(part(LIVE))
    event = only(community)
    event.data["creator_id"] = str(community.teacher.id)
    change_event(community.server.world, event, name="Δικό μου")
    take_interest(community.server.world, event, community.teacher)
    await community.server.post(community.channel, community.teacher, "τέλος")
    await community.host.until_said("τέλος")
    assert told(community) == []

"""Polls as text: votes, their end, and what happened to them while nobody listened."""

from __future__ import annotations

from datetime import timedelta

from bot.core.events import MessageEdited, MessagePosted
from bot.core.markup import render
from tests.adapters.discord.support import Community
from tests.servers.discord import Message, Poll
from tests.servers.discord.web import Call

QUESTION = "Πότε;"


async def asked(community: Community) -> Message:
    poll = Poll(QUESTION, ["Δευτέρα", "Τρίτη"], community.clock.now() + timedelta(days=1))
    return await community.server.post(community.channel, community.teacher, "", poll=poll)


async def told(community: Community, number: int) -> str:
    """Wait for the tally that is told after `number` others, and return it."""
    event = await community.host.until(MessageEdited, lambda event: event.revision == f"poll-{number + 1}")
    return render(event.text)


async def looked(community: Community, times: int) -> None:
    """Wait until the bot has looked at polls so often, then let the pause after it pass."""
    path = f"/channels/{community.channel.id}/messages/"

    def is_look(call: Call) -> bool:
        return call.method == "GET" and path in call.path and call.path.rpartition("/")[2].isdecimal()

    await community.server.wait_for(lambda: sum(is_look(call) for call in community.server.calls) >= times)
    await community.clock.advance(3)


async def test_a_poll_is_told_and_its_tally_follows_the_votes(community: Community) -> None:
    async with community.up():
        message = await asked(community)
        posted = await community.host.until(MessagePosted, lambda event: event.ref == community.ref(message))
        assert render(posted.text) == "📊 **Πότε;**\n1. Δευτέρα: 0\n2. Τρίτη: 0\n*Votes: 0*"
        await community.server.vote(message, community.teacher, 1)
        assert "1. Δευτέρα: 1 (100 %)" in await told(community, 0)


async def test_many_votes_are_told_together(community: Community) -> None:
    people = [community.guild.add_member(f"teacher-{number}") for number in range(20)]
    async with community.up():
        message = await asked(community)
        await community.host.until(MessagePosted, lambda event: event.ref == community.ref(message))
        for number, person in enumerate(people):
            await community.server.vote(message, person, 1 + number % 4 // 3)
        assert "1. Δευτέρα: 15 (75 %)\n2. Τρίτη: 5 (25 %)" in await told(community, 0)
        await looked(community, 1)
        await community.server.unvote(message, people[0], 1)
        await looked(community, 2)
        assert "1. Δευτέρα: 14 (74 %)\n2. Τρίτη: 5 (26 %)" in await told(community, 1)


async def test_the_end_is_told_and_the_notice_of_it_is_not_talk(community: Community) -> None:
    async with community.up():
        message = await asked(community)
        await community.host.until(MessagePosted, lambda event: event.ref == community.ref(message))
        await community.server.vote(message, community.teacher, 2)
        await told(community, 0)
        await community.server.end_poll(message)
        assert "This poll has ended. Votes: 1" in await told(community, 1)
        after = await community.server.post(community.channel, community.teacher, "μετά")
        await community.host.until(MessagePosted, lambda event: event.ref == community.ref(after))
        assert len([event for event in community.host.events if isinstance(event, MessagePosted)]) == 2


async def test_votes_given_while_away_are_told_once_and_the_same_tally_again_is_told_again(
    community: Community,
) -> None:
    async with community.up():
        message = await asked(community)
        await community.host.until(MessagePosted, lambda event: event.ref == community.ref(message))
    await community.server.vote(message, community.teacher, 1)
    async with community.up():
        assert "1. Δευτέρα: 1" in await told(community, 0)
    heard = len(community.host.events)
    async with community.up():
        assert len(community.host.events) == heard
        await community.server.unvote(message, community.teacher, 1)
        assert "1. Δευτέρα: 0" in await told(community, 1)
        await community.server.vote(message, community.teacher, 1)
        await community.clock.advance(3)
        assert "1. Δευτέρα: 1" in await told(community, 2)


async def test_a_poll_that_cannot_be_read_stops_nothing(community: Community) -> None:
    async with community.up():
        message = await asked(community)
        await community.host.until(MessagePosted, lambda event: event.ref == community.ref(message))
        community.server.fail("GET /channels/*/messages/*", status=404)
        await community.server.vote(message, community.teacher, 1)
        await looked(community, 1)
        await community.server.vote(message, community.teacher, 2)
        assert "2. Τρίτη: 1 (100 %)" in await told(community, 0)

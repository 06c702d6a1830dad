"""Reactions that were given and taken back while the bot was away are heard afterwards, once."""

from __future__ import annotations

from bot.core.events import Reacted, Unreacted
from tests.adapters.discord.support import Community
from tests.servers.discord import Message


async def heard(community: Community) -> list[tuple[str, str, str, str]]:
    """Start the bot, and return what it tells of reactions by the time it is ready."""
    before = len(community.host.events)
    async with community.up():
        return sorted(
            (type(event).__name__, event.ref.id, event.person.name, event.emoji)
            for event in community.host.events[before:]
            if isinstance(event, Reacted | Unreacted)
        )


async def message_heard(community: Community, text: str = "πριν") -> Message:
    async with community.up():
        message = await community.server.post(community.channel, community.teacher, text)
        await community.host.until_said(text)
    return message


async def test_what_was_given_and_taken_back_is_told_once(community: Community) -> None:
    server, other = community.server, community.guild.add_member("teacher-18")
    message = await message_heard(community)
    await server.react(message, community.teacher, "❤️")
    await server.react(message, community.teacher, "👍")
    await server.react(message, other, "👍")
    ref = str(message.id)
    assert await heard(community) == [
        ("Reacted", ref, "teacher-17", "❤️"),
        ("Reacted", ref, "teacher-17", "👍"),
        ("Reacted", ref, "teacher-18", "👍"),
    ]
    assert await heard(community) == []
    await server.unreact(message, community.teacher, "❤️")
    await server.unreact(message, other, "👍")
    assert await heard(community) == [("Unreacted", ref, "teacher-17", "❤️"), ("Unreacted", ref, "teacher-18", "👍")]
    assert await heard(community) == []


async def test_reactions_to_what_was_said_meanwhile_and_in_threads_are_told_too(community: Community) -> None:
    thread = await community.server.start_thread(community.channel, community.teacher, "νήμα")
    await message_heard(community)
    for where in (community.channel, thread):
        await community.server.react(
            await community.server.post(where, community.teacher, "νέο"), community.teacher, "🎉"
        )
    told = await heard(community)
    assert [kind for kind, *_ in told] == ["Reacted", "Reacted"]
    assert any(message.startswith(f"{thread.id}-") for _, message, *_ in told)
    assert community.host.said() == ["πριν", "νέο", "νέο"]


async def test_bots_and_unchanged_reactions_cost_no_request(community: Community) -> None:
    message = await message_heard(community)
    await community.server.react(message, community.teacher, "👍")
    await heard(community)
    community.server.calls.clear()
    assert await heard(community) == []
    assert not [call for call in community.server.calls if "/reactions/" in call.path]
    robot = community.guild.add_member("another-bot")
    robot.user.bot = True
    await community.server.react(message, robot, "👍")
    assert await heard(community) == []


async def test_a_message_that_goes_meanwhile_harms_nothing(community: Community) -> None:
    message = await message_heard(community)
    await community.server.react(message, community.teacher, "👍")
    community.server.fail("GET /channels/*/reactions/*", status=404)
    assert await heard(community) == []
    assert await heard(community) == [("Reacted", str(message.id), "teacher-17", "👍")]

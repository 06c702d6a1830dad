"""What was said while we were away is heard afterwards, in order and once."""

from __future__ import annotations

import asyncio

from structlog.testing import capture_logs

from bot.adapters.discord.platform import DiscordPlatform
from bot.core.events import MessageDeleted, MessageEdited, MessagePosted
from tests.adapters.discord.support import Community, somebody
from tests.fakes import settle
from tests.recording import running


async def away(community: Community) -> None:
    """Have the bot hear one message and stop."""
    async with community.up():
        await community.server.post(community.channel, community.teacher, "πριν")
        await community.host.until_said("πριν")
    community.host.events.clear()


async def until_asleep(community: Community) -> None:
    async with asyncio.timeout(30):
        while not community.clock.sleeping:
            await settle()


async def test_a_burst_is_heard_after_a_restart_in_order(community: Community) -> None:
    await away(community)
    for number in range(150):
        await community.server.post(community.channel, community.teacher, f"μήνυμα {number}")
    async with community.up():
        assert community.host.said() == [f"μήνυμα {number}" for number in range(150)], "ready means caught up"
        await community.server.post(community.channel, community.teacher, "τώρα")
        await community.host.until_said("τώρα")
    assert len(community.host.said()) == 151
    assert community.host.saved[f"channel:{community.channel.id}"] == str(community.last.id)


async def test_what_is_said_during_the_catch_up_comes_after_it(community: Community) -> None:
    await away(community)
    for number in range(130):
        await community.server.post(community.channel, community.teacher, f"μήνυμα {number}")
    held = community.server.hold("GET /channels/*/messages")
    platform = community.platform()

    async def meanwhile() -> None:
        await community.server.wait_for(lambda: held.hits)
        await community.server.post(community.channel, community.teacher, "ζωντανά")
        held.release()

    live = asyncio.create_task(meanwhile())
    async with running(platform, community.host):
        await live
        await community.host.until_said("ζωντανά")
    assert community.host.said() == [*(f"μήνυμα {number}" for number in range(130)), "ζωντανά"]


async def test_a_first_start_tells_nothing_of_before(community: Community) -> None:
    await community.server.post(community.channel, community.teacher, "παλιό")
    thread = await community.server.start_thread(community.channel, community.teacher, "νήμα")
    await community.server.post(thread, community.teacher, "παλιό στο νήμα")
    archived = await community.server.start_thread(community.channel, community.teacher, "κλειστό νήμα")
    await community.server.post(archived, community.teacher, "παλιό στο κλειστό")
    await community.server.archive(archived)
    async with community.up():
        await community.server.post(thread, community.teacher, "νέο στο νήμα")
        await community.host.until_said("νέο στο νήμα")
    async with community.up():
        assert community.host.said() == ["νέο στο νήμα"]
    assert f"channel:{community.channel.id}" in community.host.saved


async def test_threads_and_private_conversations_are_caught_up_too(community: Community) -> None:
    old = await community.server.start_thread(community.channel, community.teacher, "παλιό νήμα")
    dm = community.server.dm(community.teacher)
    async with community.up():
        await community.server.post(dm, community.teacher, "ιδιωτικά")
        await community.host.until_said("ιδιωτικά")
    community.host.events.clear()
    starter = await community.server.post(community.channel, community.teacher, "θέμα")
    new = await community.server.start_thread(starter, community.teacher, "νέο νήμα")
    await community.server.post(old, community.teacher, "στο παλιό")
    await community.server.post(new, community.teacher, "στο νέο")
    await community.server.archive(old)
    await community.server.post(dm, community.teacher, "πάλι ιδιωτικά")
    async with community.up():
        assert sorted(community.host.said()) == sorted(["θέμα", "στο παλιό", "στο νέο", "πάλι ιδιωτικά"])
    by_text = {str(e.text): e for e in community.host.events if isinstance(e, MessagePosted)}
    assert by_text["στο νέο"].thread == community.ref(starter)
    assert by_text["πάλι ιδιωτικά"].ref.room.person == by_text["πάλι ιδιωτικά"].author.ref


async def test_an_edit_of_meanwhile_is_heard(community: Community) -> None:
    message = await community.server.post(community.channel, community.teacher, "αρχαίο")
    await community.clock.advance(5)
    await away(community)
    await community.clock.advance(5)
    await community.server.edit(message, "διορθωμένο")
    await community.server.post(community.channel, community.teacher, "νέο")
    async with community.up():
        edit, post = community.host.events
    assert isinstance(edit, MessageEdited)
    assert (str(edit.text), edit.ref) == ("διορθωμένο", community.ref(message))
    assert isinstance(post, MessagePosted)


async def test_our_own_words_are_not_heard_again(community: Community) -> None:
    await away(community)
    async with community.up() as platform:
        await platform.deliver(community.post("εγώ"))
        await platform.deliver(community.post("εγώ", as_person=somebody()))
    before = dict(community.host.saved)
    async with community.up() as platform:
        assert community.host.events == []
    assert int(community.host.saved[f"channel:{community.channel.id}"]) == community.last.id
    assert before.keys() == community.host.saved.keys()


async def test_a_dropped_connection_is_resumed(bot: DiscordPlatform, community: Community) -> None:
    community.server.gateway.drop()
    await community.server.post(community.channel, community.teacher, "ενώ λείπαμε")
    await community.host.until_said("ενώ λείπαμε")
    assert community.server.gateway.resumed == 1
    await community.server.post(community.channel, community.teacher, "πάλι εδώ")
    await community.host.until_said("πάλι εδώ")
    assert community.host.said() == ["ενώ λείπαμε", "πάλι εδώ"]


async def test_discord_may_ask_to_reconnect(bot: DiscordPlatform, community: Community) -> None:
    community.server.gateway.ask_to_reconnect()
    await community.server.wait_for(lambda: community.server.gateway.resumed)
    await community.server.post(community.channel, community.teacher, "πάλι εδώ")
    await community.host.until_said("πάλι εδώ")


async def test_a_session_that_is_refused_is_begun_anew(bot: DiscordPlatform, community: Community) -> None:
    """What was said in the gap comes before what is said after it."""
    community.server.gateway.invalidate()
    await community.server.wait_for(lambda: not community.server.gateway.ready)
    await community.server.post(community.channel, community.teacher, "στο κενό")
    await until_asleep(community)  # the bot waits before it identifies anew
    await community.clock.advance(5)
    await community.server.wait_for(lambda: community.server.gateway.identified == 2)
    await community.server.post(community.channel, community.teacher, "μετά το κενό")
    await community.host.until_said("μετά το κενό")
    assert community.host.said() == ["στο κενό", "μετά το κενό"]


async def test_a_channel_without_its_history_is_told_of_once(community: Community) -> None:
    community.server.deny(community.channel, "read_message_history")
    await away(community)
    await community.server.post(community.channel, community.teacher, "χαμένο")
    with capture_logs() as logs:
        async with community.up():
            community.server.gateway.drop()
            await community.server.wait_for(lambda: community.server.gateway.resumed)
            await community.server.post(community.channel, community.teacher, "εδώ")
            await community.host.until_said("εδώ")
    assert community.host.said() == ["εδώ"]
    assert [entry["channel"] for entry in logs if "Read Message History" in entry["event"]] == [community.channel.id]
    [told] = community.host.warned.values()
    assert told.startswith(f"I could not recover what was written in {community.room} from ")
    assert told.endswith("it was not bridged.")


async def test_a_history_that_is_forbidden_is_told_to_the_admins(community: Community) -> None:
    await away(community)
    await community.server.post(community.channel, community.teacher, "χαμένο")
    community.server.fail("GET /channels/*/messages", status=403)
    async with community.up():
        await community.server.post(community.channel, community.teacher, "εδώ")
        await community.host.until_said("εδώ")
    assert len(community.host.warned) == 1


async def test_a_channel_where_nothing_was_missed_is_no_gap(community: Community) -> None:
    await away(community)
    community.server.deny(community.channel, "read_message_history")
    async with community.up():
        assert community.host.warned == {}


async def test_a_database_that_fails_ends_no_session_and_loses_nothing(community: Community) -> None:
    receive, failing = community.host.receive, asyncio.Event()

    async def fail(*_: object) -> None:
        failing.set()
        raise OSError("the disk is full")

    async with community.up():
        community.host.receive = fail  # type: ignore[method-assign,assignment]
        for number in range(3):
            await community.server.post(community.channel, community.teacher, f"κρίσιμο {number}")
        await failing.wait()
        assert community.host.said() == []
        community.host.receive = receive  # type: ignore[method-assign]
        await until_asleep(community)
        await community.clock.advance(1)
        await community.host.until_said("κρίσιμο 2")
    assert community.host.said() == ["κρίσιμο 0", "κρίσιμο 1", "κρίσιμο 2"]
    assert community.server.gateway.identified == 1


async def test_what_could_not_be_stored_before_a_stop_comes_again(community: Community) -> None:
    await away(community)
    receive, failing = community.host.receive, asyncio.Event()

    async def fail(*_: object) -> None:
        failing.set()
        raise OSError("the disk is full")

    await community.server.post(community.channel, community.teacher, "κρίσιμο")
    community.host.receive = fail  # type: ignore[method-assign,assignment]
    platform = community.platform()
    run = asyncio.create_task(platform.run(community.host))
    await failing.wait()
    await platform.stop()
    await run
    community.host.receive = receive  # type: ignore[method-assign]
    async with community.up():
        assert community.host.said() == ["κρίσιμο"]


async def test_what_was_said_while_a_permission_was_taken_away_is_heard_when_it_is_back(community: Community) -> None:
    async with community.up():
        await community.server.post(community.channel, community.teacher, "πριν")
        await community.host.until_said("πριν")
        community.server.deny(community.channel, "view_channel")
        await community.server.post(community.channel, community.teacher, "κρυφά")
        community.server.deny(community.channel)
        await community.host.until_said("κρυφά")
        await community.server.post(community.channel, community.teacher, "μετά")
        await community.host.until_said("μετά")
    assert community.host.said() == ["πριν", "κρυφά", "μετά"]


async def test_what_was_deleted_meanwhile_is_heard_in_channels_and_threads(community: Community) -> None:
    server, channel = community.server, community.channel
    thread = await server.start_thread(channel, community.teacher, "νήμα")
    async with community.up():
        doomed = [await server.post(where, community.teacher, "φεύγει") for where in (channel, thread)]
        for where in (channel, thread):
            await server.post(where, community.teacher, f"μένει στο {where.name}")
            await community.host.until_said(f"μένει στο {where.name}")
    for message in doomed:
        await server.delete(message)
    async with community.up():
        gone = [event.ref.id for event in community.host.events if isinstance(event, MessageDeleted)]
    assert gone == [str(doomed[0].id), f"{thread.id}-{doomed[1].id}"]


async def test_a_history_that_may_not_be_read_tells_of_no_deletions(community: Community) -> None:
    async with community.up():
        await community.server.post(community.channel, community.teacher, "μένει")
        await community.host.until_said("μένει")
    community.server.deny(community.channel, "read_message_history")
    async with community.up():
        assert not [event for event in community.host.events if isinstance(event, MessageDeleted)]


async def test_an_edit_that_fell_between_what_was_read_and_where_the_cursor_went_is_heard(community: Community) -> None:
    async with community.up():
        early = await community.server.post(community.channel, community.teacher, "νωρίς")
        await community.host.until_said("νωρίς")
    await community.server.edit(early, "διορθωμένο")
    late = await community.server.post(community.channel, community.teacher, "αργά")
    community.host.saved[f"channel:{community.channel.id}"] = str(late.id)
    async with community.up():
        edited = await community.host.until(MessageEdited)
    assert (edited.ref.id, str(edited.text)) == (str(early.id), "διορθωμένο")

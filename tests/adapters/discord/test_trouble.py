"""When Discord refuses, fails, or does not answer: nothing is lost, and nothing is said twice."""

from __future__ import annotations

import asyncio

import pytest

from bot.adapters.discord.platform import DiscordPlatform
from bot.core.delivery import Action
from bot.core.errors import Barred, InDoubt, TryLater, Undeliverable
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import Attachment
from tests.adapters.discord.support import Community, somebody
from tests.servers.discord import Limit

PEOPLE = pytest.mark.parametrize("person", [None, somebody()], ids=["bot", "webhook"])


def sending(person: object) -> str:
    """Return the request that says something, for a fault."""
    return "POST /channels/*/messages" if person is None else "POST /webhooks/*"


async def test_a_webhook_that_was_deleted_by_hand_is_made_anew(bot: DiscordPlatform, community: Community) -> None:
    await bot.deliver(community.post("πρώτα", as_person=somebody()))
    community.server.world.webhooks.clear()
    part = community.post("μετά", as_person=somebody())
    with pytest.raises(TryLater) as refused:
        await bot.deliver(part)
    assert refused.value.after == 0
    await bot.deliver(part)
    assert community.last.content == "μετά"
    assert len(community.server.world.webhooks) == 1
    assert await community.host.until_warned() == (
        f"Somebody deleted the webhook through which I show people's messages in {community.room}. I make another."
    )


@PEOPLE
@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 502}, {"drop": True}], ids=["500", "502", "drop"])
async def test_what_was_said_without_an_answer_is_found_again(
    bot: DiscordPlatform, community: Community, person: object, fault: dict[str, object]
) -> None:
    await bot.deliver(community.post("αρχή", as_person=person))
    part = community.post("Γεια **σας** σε _όλους_", as_person=person)
    since = community.clock.now()
    community.server.fail(sending(person), performed=True, **fault)  # type: ignore[arg-type]
    with pytest.raises(InDoubt):
        await bot.deliver(part)
    found = await bot.find_delivered(part, since)
    assert found == community.ref(community.last)
    assert len(community.server.messages(community.channel)) == 2, "it was sent once"


@PEOPLE
@pytest.mark.parametrize("fault", [{"status": 500}, {"drop": True}], ids=["500", "drop"])
async def test_what_was_not_said_is_not_found(
    bot: DiscordPlatform, community: Community, person: object, fault: dict[str, object]
) -> None:
    part = community.post("γεια", as_person=person)
    since = community.clock.now()
    await community.server.post(community.channel, community.teacher, "γεια")
    community.server.add_webhook(community.channel, "Stoa")
    other = next(iter(community.server.world.webhooks.values()))
    await community.server.post(community.channel, other, "γεια")
    community.server.fail(sending(person), **fault)  # type: ignore[arg-type]
    with pytest.raises(InDoubt):
        await bot.deliver(part)
    assert await bot.find_delivered(part, since) is None


@PEOPLE
async def test_the_same_words_said_before_are_told_apart(
    bot: DiscordPlatform, community: Community, person: object
) -> None:
    community.host.ours.add(await bot.deliver(community.post("ναι", as_person=person)))
    part = community.post("ναι", as_person=person)
    assert await bot.find_delivered(part, community.clock.now()) is None
    second = await bot.deliver(part)
    assert await bot.find_delivered(part, community.clock.now()) == second
    await community.clock.advance(60)
    assert await bot.find_delivered(part, community.clock.now()) is None, "it is too old"


async def test_it_is_found_in_threads_in_private_and_with_what_was_added(
    bot: DiscordPlatform, community: Community
) -> None:
    starter = await community.server.post(community.channel, community.teacher, "θέμα")
    question = await community.server.post(community.channel, community.teacher, "ερώτηση")
    direct = RoomRef.direct(PersonRef("discord", str(community.teacher.id)))
    for part in (
        community.post("στο νήμα", thread=community.ref(starter), as_person=somebody()),
        community.post("απάντηση", reply_to=community.ref(question), as_person=somebody()),
        community.post("ιδιωτικά", to=direct, as_person=somebody()),
        community.post("αρχείο", as_person=somebody(), attachments=(Attachment("a.bin", "mxc://example.org/a"),)),
    ):
        made = await bot.deliver(part)
        assert await bot.find_delivered(part, community.clock.now()) == made


async def test_a_forum_post_that_was_opened_without_an_answer_is_found_again(
    bot: DiscordPlatform, community: Community
) -> None:
    # The directory knows the helpdesk alone: deliveries are not bound to it.
    forum = community.guild.add_forum("ideas")
    room = RoomRef("discord", str(forum.id))
    await community.server.start_post(forum, community.teacher, "πρώτο", "θέμα")
    part = community.post("θέμα", to=room, as_person=somebody())
    since = community.clock.now()
    assert await bot.find_delivered(part, since) is None
    made = await bot.deliver(part)
    assert await bot.find_delivered(part, since) == made
    community.host.ours.add(made)
    assert await bot.find_delivered(part, since) is None


async def test_an_unreadable_history_leaves_it_in_doubt(bot: DiscordPlatform, community: Community) -> None:
    part = community.post("γεια")
    community.server.fail("GET /channels/*/messages", status=502)
    with pytest.raises(InDoubt):
        await bot.find_delivered(part, community.clock.now())


@pytest.mark.parametrize("action", [Action.EDIT, Action.DELETE, Action.REACT])
async def test_what_can_be_repeated_is_tried_later(bot: DiscordPlatform, community: Community, action: Action) -> None:
    ref = await bot.deliver(community.post("γεια"))
    part = community.part(action, "γεια σας", target=ref, emoji="👍")
    community.server.fail("* /channels/*/messages/*", status=503, performed=True)
    with pytest.raises(TryLater):
        await bot.deliver(part)
    assert await bot.deliver(part) == ref


@PEOPLE
async def test_a_long_wait_is_the_outboxs(bot: DiscordPlatform, community: Community, person: object) -> None:
    await bot.deliver(community.post("αρχή", as_person=person))
    community.server.fail(sending(person), status=429, retry_after=47)
    with pytest.raises(TryLater) as refused:
        await bot.deliver(community.post("γεια", as_person=person))
    assert refused.value.after == 47


@PEOPLE
async def test_a_short_wait_is_waited_out(bot: DiscordPlatform, community: Community, person: object) -> None:
    await bot.deliver(community.post("αρχή", as_person=person))
    community.server.fail(sending(person), status=429, retry_after=0.01)
    await bot.deliver(community.post("γεια", as_person=person))
    assert [message.content for message in community.server.messages(community.channel)] == ["αρχή", "γεια"]


@pytest.mark.parametrize(
    ("denied", "changed", "named"),
    [
        ("send_messages", {}, "Send Messages"),
        ("manage_webhooks", {"as_person": somebody()}, "Manage Webhooks"),
        ("view_channel", {}, "View Channel"),
    ],
)
async def test_a_missing_permission_is_named(
    bot: DiscordPlatform, community: Community, denied: str, changed: dict[str, object], named: str
) -> None:
    community.server.deny(community.channel, denied)
    await community.server.post(community.server.dm(community.teacher), community.teacher, "τέλος")
    await community.host.until_said("τέλος")
    part = community.post("γεια", **changed)
    with pytest.raises(Barred, match=f"helpdesk.*“{named}”"):
        await bot.deliver(part)
    community.server.deny(community.channel)
    assert community.shown(await bot.deliver(part)).content == "γεια"


async def test_what_concerns_one_message_alone_bars_no_room(bot: DiscordPlatform, community: Community) -> None:
    theirs = community.ref(await community.server.post(community.channel, community.teacher, "δικό μου"))
    community.server.deny(community.channel, "add_reactions", "manage_messages")
    for action in (Action.REACT, Action.DELETE):
        with pytest.raises(Undeliverable, match="permission"):
            await bot.deliver(community.part(action, target=theirs, emoji="👍"))


async def test_a_room_whose_channel_was_deleted_waits_for_the_admins(
    bot: DiscordPlatform, community: Community
) -> None:
    await community.server.delete_channel(community.channel)
    with pytest.raises(Barred, match="10003"):
        await bot.deliver(community.post("γεια", as_person=somebody()))


async def test_a_thread_that_was_deleted_bars_no_room(bot: DiscordPlatform, community: Community) -> None:
    root = await community.server.post(community.channel, community.teacher, "ερώτηση")
    thread = await community.server.start_thread(root, community.teacher, "νήμα")
    await community.server.post(thread, community.teacher, "μέσα")
    inside = await bot.deliver(community.post("απάντηση", thread=community.ref(root)))
    await community.server.delete_channel(thread)
    for action in (Action.REACT, Action.EDIT):
        with pytest.raises(Undeliverable, match="10003"):
            await bot.deliver(community.part(action, "x", target=inside, emoji="✅"))
    await bot.deliver(community.part(Action.DELETE, target=inside))
    assert "έξω" in community.shown(await bot.deliver(community.post("έξω"))).content


async def test_what_is_not_there_cannot_be_served(bot: DiscordPlatform, community: Community) -> None:
    gone = MessageRef(community.room, "1234567890123456789")
    for action in (Action.EDIT, Action.REACT):
        with pytest.raises(Undeliverable, match="10008"):
            await bot.deliver(community.part(action, "x", target=gone, emoji="👍"))
    with pytest.raises(Undeliverable, match="10003"):
        await bot.deliver(community.post("x", to=RoomRef("discord", "1234567890123456789")))
    with pytest.raises(Undeliverable, match="number"):
        await bot.deliver(community.post("x", to=RoomRef("discord", "general")))
    with pytest.raises(Undeliverable):
        await bot.deliver(community.part(Action.EDIT, "x", target=MessageRef(community.room, "$event")))


async def test_a_person_elsewhere_cannot_be_edited(bot: DiscordPlatform, community: Community) -> None:
    theirs = await community.server.post(community.channel, community.teacher, "δικό μου")
    with pytest.raises(Undeliverable, match="50005"):
        await bot.deliver(community.part(Action.EDIT, "x", target=community.ref(theirs)))


async def test_without_a_server_it_is_tried_later(bot: DiscordPlatform, community: Community) -> None:
    await community.server.stop()
    with pytest.raises(TryLater):
        await bot.deliver(community.post("γεια"))
    await community.server.start()


async def test_before_and_after_running_it_is_tried_later(community: Community) -> None:
    platform = community.platform()
    with pytest.raises(TryLater):
        await platform.deliver(community.post("γεια"))
    with pytest.raises(InDoubt):
        await platform.find_delivered(community.post("γεια"), community.clock.now())


async def test_a_stop_waits_for_what_has_begun(community: Community) -> None:
    async with community.up() as platform:
        held = community.server.hold("POST /channels/*/messages")
        delivery = asyncio.create_task(platform.deliver(community.post("γεια")))
        await community.server.wait_for(lambda: held.hits)
        await platform.stop()
        held.release()
    assert await delivery == community.ref(community.last)


async def test_a_burst_through_the_limits_is_said_whole(bot: DiscordPlatform, community: Community) -> None:
    community.server.ratelimits.webhooks = Limit(5, 0.2)
    for number in range(12):
        await bot.deliver(community.post(f"μήνυμα {number}", as_person=somebody()))
    said = [message.content for message in community.server.messages(community.channel)]
    assert said == [f"μήνυμα {number}" for number in range(12)]

"""An event whose key is not there waits, durably; its key is asked for; it is handed over late, or its loss is told."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.adapters.matrix.store import Store
from bot.adapters.matrix.trust import decide
from bot.core.events import MessageDeleted, MessageEdited, Reacted
from tests.adapters.matrix.encrypting import BOTS_DEVICE, Den, EncryptingPerson, Messages
from tests.adapters.matrix.support import LaterClock, RecordingHost, matrix_room, running

Encrypting = Callable[[str], Awaitable[EncryptingPerson]]


async def unreadable(den: Den, person: EncryptingPerson, host: RecordingHost, room: str, *texts: str) -> Messages:
    """Say things before their key, and one with its key after them, and return once the bot has seen all of them."""
    messages = await person.say_before_its_key(room, den.account.user_id, *texts)
    await person.say(room, f"after {texts[-1]}")
    await host.until_said(f"after {texts[-1]}")
    return messages


async def test_a_late_key_brings_late_messages_in_their_order(den: Den, secretive: EncryptingPerson) -> None:
    host, (here, there) = RecordingHost(), den.rooms
    async with running(den.bot(), host):
        key = await unreadable(den, secretive, host, here, "one", "two")
        other = await unreadable(den, secretive, host, there, "elsewhere")
        assert host.said() == ["after two", "after elsewhere"]
        await secretive.hand_over(key)
        late = await host.until_said("two")
        await secretive.hand_over(other)
        await host.until_said("elsewhere")

    assert host.said() == ["after two", "after elsewhere", "one", "two", "elsewhere"]
    assert late.ref.room == matrix_room(here)
    assert late.at < (await host.until_said("after two")).at


async def test_what_waits_survives_that_the_bot_stops(den: Den, secretive: EncryptingPerson) -> None:
    host, room = RecordingHost(), den.rooms[0]
    async with running(den.bot(), host):
        key = await unreadable(den, secretive, host, room, "hold on")
    async with running(den.bot(), host):
        await secretive.hand_over(key)
        await host.until_said("hold on")
    async with running(den.bot(), host):
        await secretive.say(room, "once")
        await host.until_said("once")

    assert host.said() == ["after hold on", "hold on", "once"]


async def test_a_commit_that_fails_leaves_it_waiting(den: Den, secretive: EncryptingPerson) -> None:
    host, room = RecordingHost(), den.rooms[0]
    async with running(den.bot(), host):
        key = await unreadable(den, secretive, host, room, "hold on")
    await secretive.hand_over(key)
    host.faults = [OSError("disk full")]
    try:
        await den.bot().run(host)
    except OSError:
        assert host.said() == ["after hold on"]
    async with running(den.bot(), host):
        await host.until_said("hold on")


async def test_what_is_about_a_waiting_message_waits_behind_it(den: Den, secretive: EncryptingPerson) -> None:
    host, room = RecordingHost(), den.rooms[0]
    async with running(den.bot(), host):
        key = await unreadable(den, secretive, host, room, "frist")
        answer = await secretive.client.room_messages(room, "", limit=2)
        target = answer.chunk[1].event_id
        mark = {"m.relates_to": {"rel_type": "m.annotation", "event_id": target, "key": "👍"}}
        await secretive.client.room_send(room, "m.reaction", mark)
        new = {"m.new_content": {"msgtype": "m.text", "body": "first"}}
        await secretive.say(room, "* first", **new, **{"m.relates_to": {"rel_type": "m.replace", "event_id": target}})
        await secretive.say(room, "last")
        await host.until_said("last")
        assert len(host.events) == 2
        await secretive.hand_over(key)
        edited = await host.until(MessageEdited)
        reacted = await host.until(Reacted)

    assert [type(event).__name__ for event in host.events[2:]] == ["MessagePosted", "Reacted", "MessageEdited"]
    assert (edited.ref.id, reacted.ref.id) == (target, target)


async def test_a_waiting_message_that_is_taken_back_is_never_heard(den: Den, secretive: EncryptingPerson) -> None:
    host, room = RecordingHost(), den.rooms[0]
    async with running(den.bot(), host):
        key = await unreadable(den, secretive, host, room, "forget it")
        answer = await secretive.client.room_messages(room, "", limit=2)
        await secretive.client.room_redact(room, answer.chunk[1].event_id)
        await secretive.say(room, "done")
        await host.until_said("done")
        await secretive.hand_over(key)
        await secretive.say(room, "quite done")
        await host.until_said("quite done")

    assert host.said() == ["after forget it", "done", "quite done"]
    assert not any(isinstance(event, MessageDeleted) for event in host.events)


async def test_the_sender_is_asked_and_its_device_may_answer(den: Den, secretive: EncryptingPerson) -> None:
    host, room = RecordingHost(), den.rooms[0]
    async with running(den.bot(), host):
        await unreadable(den, secretive, host, room, "ask me")
        asked = await secretive.until_asked()
        await secretive.forward(asked)
        await host.until_said("ask me")

    assert (asked.room_id, asked.requesting_device_id) == (room, BOTS_DEVICE)


async def test_somebody_else_may_not_answer(den: Den, secretive: EncryptingPerson, encrypting: Encrypting) -> None:
    host, room, pupil = RecordingHost(), den.rooms[0], await encrypting("participant-3")
    await pupil.client.join(room)
    async with running(den.bot(), host):
        await pupil.meet()
        await unreadable(den, secretive, host, room, "ask me")
        asked = await secretive.until_asked()
        key = secretive.client.olm.inbound_group_store.get(room, asked.sender_key, asked.session_id)
        pupil.client.olm.inbound_group_store.add(key)
        await pupil.meet()
        await pupil.forward(asked)
        await secretive.say(room, "done")
        await host.until_said("done")
        await secretive.say(room, "quite done")
        await host.until_said("quite done")

    assert "ask me" not in host.said()


async def test_the_admins_are_told_once_for_each_room(den: Den, secretive: EncryptingPerson) -> None:
    host, clock, (here, there) = RecordingHost(), LaterClock(), den.rooms
    async with running(den.bot(clock), host):
        await unreadable(den, secretive, host, here, "one", "two")
        await unreadable(den, secretive, host, there, "three")
        assert not host.warned
        clock.ahead = timedelta(minutes=2)
        assert len(await host.until_told(2)) == 2
        await unreadable(den, secretive, host, here, "four")
        clock.ahead = timedelta(days=2)
        assert len(await host.until_told(4)) == 4
        clock.ahead = timedelta(days=9)
        *_, last = await host.until_told(6)

    first, *others = host.warned.values()
    assert secretive.account.user_id in first
    assert len(others) == 5
    assert "gave up" in last


async def test_our_own_other_device_answers_where_both_are_verified(
    den: Den, secretive: EncryptingPerson, sibling: EncryptingPerson
) -> None:
    host, room, us = RecordingHost(), den.rooms[0], den.account.user_id
    store = Store(den.store)
    store.open()
    decide(store, sibling.decision(trusted=True))
    async with running(den.bot(), host):
        await sibling.meet()
        sibling.client.verify_device(sibling.device(us, BOTS_DEVICE))
        await secretive.meet()
        secretive.client.blacklist_device(secretive.device(us, BOTS_DEVICE))
        await secretive.say(room, "ask my sister")
        async with asyncio.timeout(30):
            while "ask my sister" not in host.said():
                await sibling.answer_ourselves()

"""The key of what the bot writes reaches everybody, or the message waits; what is broken is mended or passed over."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from bot.core.errors import TryLater
from tests.adapters.matrix.encrypting import Den, EncryptingPerson
from tests.adapters.matrix.support import LaterClock, RecordingHost, matrix_room, post, running
from tests.chaos.proxy import Proxy, answer
from tests.chaos.proxy import proxy as relay

FOR_GOOD = answer(400, '{"errcode": "M_UNKNOWN", "error": "no"}')


@pytest.fixture
async def proxy(den: Den) -> AsyncIterator[Proxy]:
    """Put something between the bot and the homeserver that can cause trouble."""
    async with relay(urlsplit(den.url).port or 0) as proxy:
        den.url = proxy.url
        yield proxy


@pytest.mark.parametrize("asked", ["PUT *sendToDevice*", "POST *keys/claim*", "GET *m.room.encryption*"])
@pytest.mark.parametrize("trouble", [answer(503), answer(502, "<html>")], ids=["503", "502"])
async def test_a_message_waits_for_a_key_that_cannot_be_handed_out_now(
    den: Den, proxy: Proxy, secretive: EncryptingPerson, asked: str, trouble: bytes
) -> None:
    room, host = matrix_room(den.rooms[0]), RecordingHost()
    async with running(den.bot(), host) as platform:
        proxy.expect(asked, trouble)
        with pytest.raises(TryLater):
            await platform.deliver(post(room, "can you read me?", "token.0"))
        await platform.deliver(post(room, "can you read me?", "token.0"))
        heard = await secretive.heard_until("can you read me?")

    assert heard[-1] == "can you read me?"


async def test_what_is_refused_for_good_holds_up_no_message_and_is_tried_again(
    den: Den, proxy: Proxy, secretive: EncryptingPerson
) -> None:
    room, host, clock = matrix_room(den.rooms[0]), RecordingHost(), LaterClock()
    async with running(den.bot(clock), host) as platform:
        for asked in ("PUT *sendToDevice*", "GET *m.room.encryption*"):
            proxy.expect(asked, FOR_GOOD)
        await platform.deliver(post(room, "not for you", "token.0"))
        await platform.deliver(post(room, "nor this", "token.1"))
        clock.ahead = timedelta(minutes=2)
        await platform.deliver(post(room, "but this", "token.2"))
        heard = await secretive.heard_until("but this")

    assert heard[-3:] == ["", "", "but this"]


async def test_a_device_without_one_time_keys_reads_what_comes_after_it_has_some(
    den: Den, proxy: Proxy, secretive: EncryptingPerson
) -> None:
    room, host, clock = matrix_room(den.rooms[0]), RecordingHost(), LaterClock()
    async with running(den.bot(clock), host) as platform:
        proxy.expect("POST *keys/claim*", answer(200, '{"one_time_keys": {}, "failures": {}}'))
        await platform.deliver(post(room, "too early", "token.0"))
        clock.ahead = timedelta(minutes=2)
        await platform.deliver(post(room, "in time", "token.1"))
        heard = await secretive.heard_until("in time")

    assert heard[-2:] == ["", "in time"]


async def test_a_room_says_how_long_a_key_is_used(den: Den, secretive: EncryptingPerson) -> None:
    room, host = den.rooms[0], RecordingHost()
    rule = {"algorithm": "m.megolm.v1.aes-sha2", "rotation_period_msgs": 2, "rotation_period_ms": 604_800_000}
    await secretive.client.room_put_state(room, "m.room.encryption", rule)
    async with running(den.bot(), host) as platform:
        for number in range(5):
            await platform.deliver(post(matrix_room(room), f"message {number}", f"token.{number}"))
        assert len(await secretive.heard_until("message 4")) >= 5

    made = secretive.client.olm.inbound_group_store[room].values()
    assert sum(map(len, made)) == 3


async def test_a_conversation_between_devices_that_broke_is_begun_anew(den: Den, secretive: EncryptingPerson) -> None:
    room, host = den.rooms[0], RecordingHost()
    async with running(den.bot(), host) as platform:
        await secretive.say(room, "before")
        await host.until_said("before")
        await platform.deliver(post(matrix_room(room), "heard", "token.0"))
        await secretive.hear("heard")
    [keys] = den.store.glob("*.db")
    with sqlite3.connect(keys) as database:
        assert database.execute("DELETE FROM olmsessions").rowcount > 0
    database.close()

    async with running(den.bot(), host):
        secretive.client.invalidate_outbound_session(room)
        await secretive.say(room, "is this readable?")
        await secretive.forward(await secretive.until_asked())
        await host.until_said("is this readable?")
        secretive.client.invalidate_outbound_session(room)
        await secretive.say(room, "and this?")
        await host.until_said("and this?")

    assert host.said() == ["before", "is this readable?", "and this?"]

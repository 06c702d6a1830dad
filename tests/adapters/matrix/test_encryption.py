"""Encrypted rooms: read and written through nio, also after a restart; who comes can read, who leaves cannot."""

from collections.abc import Awaitable, Callable

from tests.adapters.matrix.encrypting import Den, EncryptingPerson
from tests.adapters.matrix.support import RecordingHost, matrix_person, matrix_room, post, running

Encrypting = Callable[[str], Awaitable[EncryptingPerson]]


async def test_both_ways_and_after_a_restart(den: Den, secretive: EncryptingPerson) -> None:
    room, host = den.rooms[0], RecordingHost()
    async with running(den.bot(), host) as platform:
        await secretive.say(room, "under the rose")
        await host.until_said("under the rose")
        await platform.deliver(post(matrix_room(room), "as you wish", "token.0"))
        await secretive.hear("as you wish")
    await secretive.say(room, "said while you were away")
    async with running(den.bot(), host) as platform:
        await host.until_said("said while you were away")
        await platform.deliver(post(matrix_room(room), "I am back", "token.1"))
        await secretive.hear("I am back")

    assert host.said() == ["under the rose", "said while you were away"]


async def test_what_is_not_encrypted_is_heard_all_the_same(den: Den, secretive: EncryptingPerson) -> None:
    room, host = den.rooms[0], RecordingHost()
    async with running(den.bot(), host):
        await secretive.meet()
        secretive.client.rooms[room].encrypted = False
        await secretive.client.room_send(room, "m.room.message", {"msgtype": "m.text", "body": "in the open"})
        await host.until_said("in the open")


async def test_who_comes_can_read_and_who_left_cannot(
    den: Den, secretive: EncryptingPerson, encrypting: Encrypting
) -> None:
    room, host, pupil = den.rooms[0], RecordingHost(), await encrypting("participant-3")
    async with running(den.bot(), host) as platform:
        await platform.deliver(post(matrix_room(room), "before", "token.0"))
        await pupil.client.join(room)
        await pupil.say(room, "I have come")
        await host.until_said("I have come")
        await platform.deliver(post(matrix_room(room), "welcome", "token.1"))
        await pupil.hear("welcome")
        await pupil.client.room_leave(room)
        await secretive.say(room, "alone again")
        await host.until_said("alone again")
        await platform.deliver(post(matrix_room(room), "between us", "token.2"))
        await secretive.hear("between us")
        key = platform_key(secretive, room)

    assert pupil.client.olm.inbound_group_store.get(room, *key) is None


def platform_key(person: EncryptingPerson, room: str) -> tuple[str, str]:
    """Return the maker and the id of the newest key that a person has of the bot in a room."""
    sessions = person.client.olm.inbound_group_store[room].items()
    return next(
        (maker, list(known)[-1])
        for maker, known in sessions
        if maker != person.client.olm.account.identity_keys["curve25519"]
    )


async def test_a_new_device_is_given_the_key_before_the_next_message(
    den: Den, secretive: EncryptingPerson, encrypting: Encrypting
) -> None:
    room, host = den.rooms[0], RecordingHost()
    async with running(den.bot(), host) as platform:
        await platform.deliver(post(matrix_room(room), "before", "token.0"))
        pupil = await encrypting("participant-3")
        await pupil.client.join(room)
        await platform.deliver(post(matrix_room(room), "whoever you are", "token.1"))
        await pupil.client.sync(full_state=True)
        await pupil.say(room, "noted")
        await host.until_said("noted")
        await platform.deliver(post(matrix_room(room), "hello", "token.2"))
        await pupil.hear("hello")


async def test_private_conversations_are_encrypted_where_that_is_set(den: Den, secretive: EncryptingPerson) -> None:
    host, den.settings = RecordingHost(), {"encrypt_direct": True}
    async with running(den.bot(), host) as platform:
        person = matrix_person(secretive.account.user_id)
        sent = await platform.deliver(post(matrix_room("").direct(person), "for you alone", "token.0"))
        await secretive.client.sync()
        [invited] = secretive.client.invited_rooms
        await secretive.client.join(invited)
        await secretive.hear("for you alone")
        await platform.deliver(post(sent.room, "still you alone", "token.1"))
        await secretive.hear("still you alone")

    assert len(secretive.client.rooms) == 3
    assert secretive.client.rooms[invited].encrypted

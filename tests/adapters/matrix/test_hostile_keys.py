"""What a stranger's client sends in the place of keys stops nothing."""

from typing import Any

import pytest

from bot.adapters.matrix.store import Store
from bot.adapters.matrix.waiting import Waiting
from tests.adapters.matrix.encrypting import BOTS_DEVICE, Den, EncryptingPerson
from tests.adapters.matrix.support import RecordingHost, matrix_room, post, running
from tests.servers.synapse import MatrixClient

OLM = "m.olm.v1.curve25519-aes-sha2"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("m.room_key_request", {"nonsense": True}),
        ("m.room.encrypted", {"algorithm": OLM, "sender_key": "x", "ciphertext": {"{key}": {"type": 0, "body": "!"}}}),
        ("m.room.encrypted", {"algorithm": OLM, "sender_key": "x", "ciphertext": {"{key}": {"type": 1, "body": "é"}}}),
        ("m.room.encrypted", {"algorithm": OLM, "sender_key": "x", "ciphertext": {"{key}": {"type": 1, "body": "AA"}}}),
        ("m.room.encrypted", {"algorithm": 7}),
        ("m.forwarded_room_key", {"room_id": "!r", "session_id": "s", "session_key": "k"}),
        ("m.key.verification.start", {"from_device": "NOWHERE", "method": "m.sas.v1", "transaction_id": "1"}),
    ],
)
async def test_a_strange_message_to_our_device(
    den: Den, secretive: EncryptingPerson, kind: str, content: dict[str, Any]
) -> None:
    room, host = den.rooms[0], RecordingHost()
    async with running(den.bot(), host):
        await secretive.meet()
        ours = secretive.device(den.account.user_id, BOTS_DEVICE).curve25519
        if isinstance(content.get("ciphertext"), dict):
            content = {**content, "ciphertext": {ours: content["ciphertext"]["{key}"]}}
        await secretive.tell_devices(kind, {"messages": {den.account.user_id: {BOTS_DEVICE: content}}})
        await secretive.say(room, "all is well")
        await host.until_said("all is well")


@pytest.mark.parametrize("plain", [b"\xff\xfe", b"no json", b'{"type": 5, "content": 6}', b"[]"])
async def test_a_strange_thing_encrypted_as_it_should_be(den: Den, secretive: EncryptingPerson, plain: bytes) -> None:
    room, host = den.rooms[0], RecordingHost()
    async with running(den.bot(), host):
        await secretive.say(room, "hello")
        olm = secretive.client.olm
        session = olm.outbound_group_sessions[room]
        encrypted = {
            "algorithm": "m.megolm.v1.aes-sha2",
            "sender_key": olm.account.identity_keys["curve25519"],
            "ciphertext": session._session.encrypt(plain).to_base64(),
            "session_id": session.id,
            "device_id": secretive.account.device_id,
        }
        async with MatrixClient(den.url, secretive.account.access_token) as http:
            await http.call("PUT", "rooms", room, "send", "m.room.encrypted", "strange", body=encrypted)
        await secretive.say_on(room, "all is well")
        await host.until_said("all is well")

    store = Store(den.store)
    store.open()
    assert not len(Waiting(store))
    assert host.said() == ["hello", "all is well"]


@pytest.mark.parametrize("left_out", ["sender_key", "device_id"])
async def test_what_newer_clients_leave_out_is_not_needed(den: Den, secretive: EncryptingPerson, left_out: str) -> None:
    room, host = den.rooms[0], RecordingHost()
    async with running(den.bot(), host):
        await secretive.say(room, "hello")
        content = {"type": "m.room.message", "content": {"msgtype": "m.text", "body": "less is more"}}
        encrypted = secretive.client.olm.group_encrypt(room, content)
        encrypted.pop(left_out)
        async with MatrixClient(den.url, secretive.account.access_token) as http:
            await http.call("PUT", "rooms", room, "send", "m.room.encrypted", "less", body=encrypted)
        await host.until_said("less is more")


async def test_a_device_with_broken_keys_keeps_nobody_else_from_reading(den: Den, secretive: EncryptingPerson) -> None:
    room, host = den.rooms[0], RecordingHost()
    me, device = den.account.user_id, den.account.device_id
    broken = {
        "algorithms": [OLM],
        "device_id": device,
        "user_id": me,
        "keys": {f"curve25519:{device}": "!", f"ed25519:{device}": "!"},
        "signatures": {me: {f"ed25519:{device}": "!"}},
    }
    async with running(den.bot(), host) as platform, MatrixClient(den.url, den.account.access_token) as http:
        await http.call("POST", "keys", "upload", body={"device_keys": broken})
        await platform.deliver(post(matrix_room(room), "hello", "token.0"))
        await secretive.hear("hello")

"""People whose clients encrypt: real nio clients, that can also be late with a key, or mean with it."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import uuid4

from nio import AsyncClient, MegolmEvent, RoomKeyRequest
from nio.crypto import OlmDevice

from bot.adapters.matrix.platform import MatrixPlatform
from bot.adapters.matrix.trust import Decision
from bot.core.ports import Clock
from tests.adapters.matrix.support import directory, password_settings, platform_for
from tests.servers.synapse import MatrixAccount, MatrixClient

ENCRYPTION = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
PUBLIC = {"type": "m.room.join_rules", "state_key": "", "content": {"join_rule": "public"}}
BOTS_DEVICE = "STOA"

Messages = dict[str, Any]
"""Events to devices, as they are sent."""


class EncryptingPerson:
    """A person whose client encrypts."""

    def __init__(self, url: str, account: MatrixAccount, store: Path) -> None:
        store.mkdir()
        self.url, self.account = url, account
        self.client = AsyncClient(url, account.user_id, account.device_id, str(store))
        self.client.restore_login(account.user_id, account.device_id, account.access_token)

    async def begin(self) -> None:
        """Publish this device's keys and learn the rooms."""
        await self.client.keys_upload()
        await self.client.sync(full_state=True)

    async def make_room(self) -> str:
        """Make an encrypted room into which anybody may come."""
        return str((await self.client.room_create(initial_state=[ENCRYPTION, PUBLIC])).room_id)

    async def meet(self) -> None:
        """Learn who is there now, and their devices."""
        await self.client.sync()
        if self.client.should_query_keys:
            await self.client.keys_query()

    async def say(self, room: str, text: str, **others: Any) -> str:
        """Say something encrypted, whose key everybody gets; return the event's id."""
        await self.meet()
        return await self.say_on(room, text, **others)

    async def say_on(self, room: str, text: str, **others: Any) -> str:
        """Say something encrypted to those who were there last time; return the event's id."""
        content = {"msgtype": "m.text", "body": text, **others}
        sent = await self.client.room_send(room, "m.room.message", content, ignore_unverified_devices=True)
        return str(sent.event_id)

    async def say_before_its_key(self, room: str, listener: str, *texts: str) -> Messages:
        """Say things to which one person does not get the key yet; return what `hand_over` gives them."""
        await self.meet()
        await self.client.keys_claim(self.client.get_missing_sessions(room))
        self.client.olm.rotate_outbound_group_session(room)
        [(_, messages)] = self.client.olm.share_group_session_parallel(room, [listener], ignore_unverified_devices=True)
        self.client.olm.outbound_group_sessions[room].shared = True
        for text in texts:
            await self.say_on(room, text)
        self.client.invalidate_outbound_session(room)
        return dict(messages)

    async def hand_over(self, messages: Messages) -> None:
        """Send what was held back."""
        await self.tell_devices("m.room.encrypted", messages)

    async def tell_devices(self, kind: str, messages: Messages) -> None:
        """Send events to devices."""
        async with MatrixClient(self.url, self.account.access_token) as http:
            await http.call("PUT", "sendToDevice", kind, uuid4().hex, body=messages)

    async def until_asked(self) -> RoomKeyRequest:
        """Return the first request for a key by somebody else."""
        async with asyncio.timeout(30):
            while True:
                answer = await self.client.sync(timeout=1000)
                for event in answer.to_device_events:
                    if isinstance(event, RoomKeyRequest) and event.sender != self.account.user_id:
                        return event

    async def forward(self, asked: RoomKeyRequest) -> None:
        """Give a device the key that it asked for."""
        olm, device = self.client.olm, self.device(asked.sender, asked.requesting_device_id)
        if olm.session_store.get(device.curve25519) is None:
            await self.client.keys_claim({device.user_id: [device.id]})
        key = olm.inbound_group_store.get(asked.room_id, asked.sender_key, asked.session_id)
        session = olm.session_store.get(device.curve25519)
        await self.client.to_device(olm._encrypt_forwarding_key(asked.room_id, key, session, device))

    async def answer_ourselves(self) -> None:
        """Give our own other devices what they ask for, as far as it has come."""
        await self.client.sync(timeout=200)
        if self.client.should_query_keys:
            await self.client.keys_query()
        if self.client.should_claim_keys:
            await self.client.keys_claim(self.client.get_users_for_key_claiming())
            self.client.olm.collect_key_requests()
        await self.client.send_to_device_messages()

    @property
    def fingerprint(self) -> str:
        """The Ed25519 key of this device."""
        return str(self.client.olm.account.identity_keys["ed25519"])

    def decision(self, *, trusted: bool) -> Decision:
        """Return what the operator decides about this device."""
        return Decision(self.account.user_id, self.account.device_id, self.fingerprint, trusted)

    def device(self, user: str, device: str) -> OlmDevice:
        """Return a device that this person's client knows."""
        return self.client.device_store[user][device]

    async def hear(self, text: str) -> None:
        """Return as soon as somebody has said this, encrypted, and this client can read it."""
        assert text in await self.heard_until(text)

    async def heard_until(self, last: str) -> list[str]:
        """Return what can be read until somebody has said something; what cannot be read is an empty text."""
        heard: list[str] = []
        async with asyncio.timeout(30):
            while last not in heard:
                answer = await self.client.sync(timeout=5000)
                events = [event for room in answer.rooms.join.values() for event in room.timeline.events]
                heard += ["" if isinstance(event, MegolmEvent) else getattr(event, "body", "") for event in events]
        return heard


class Den:
    """The bot of some encrypted rooms, to be started again and again with the same store."""

    def __init__(self, url: str, account: MatrixAccount, store: Path, *rooms: str, **settings: Any) -> None:
        self.url, self.account, self.store, self.rooms, self.settings = url, account, store, rooms, settings

    def bot(self, clock: Clock | None = None) -> MatrixPlatform:
        """Return the bot, not running yet."""
        settings = password_settings(self.url, self.account, **self.settings)
        return platform_for(settings, directory(*self.rooms), self.store, clock, poll_seconds=0.5)

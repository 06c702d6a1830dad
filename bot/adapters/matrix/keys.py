"""What an encrypting device owes the others between two syncs (client-server API, "End-to-End Encryption")."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from nio import KeysClaimResponse

from bot.adapters.matrix.answers import Refused, ask, call
from bot.adapters.matrix.client import Client
from bot.adapters.matrix.machine import Machine
from bot.adapters.matrix.store import Store
from bot.adapters.matrix.trust import Device, Trust, note
from bot.core.errors import N_, LoginRefused, PlatformDown
from bot.core.ports import Clock, Host

_log = structlog.get_logger("stoa")

_CHANGED = N_(
    "The device {device} of {person} shows another key than before. It gets none of our encrypted messages. If the"
    " person really set it up anew, ask them to log in there again, which makes a new device."
)


class Keys:
    """Our keys and those of the others, over one connection."""

    def __init__(self, client: Client, store: Store, trust: Trust, clock: Clock) -> None:
        """Take the connection, logged in, and where devices and decisions about them are kept."""
        self._client, self._store, self._trust, self._clock = client, store, trust, clock
        self._changed: dict[tuple[str, str], str] = {}
        self.turn = asyncio.Lock()
        """Held by whoever exchanges keys: two at once would do the same work twice."""

    @property
    def machine(self) -> Machine:
        """The keys and sessions."""
        return self._client.machine

    async def check(self) -> None:
        """See that the homeserver and our store agree on who this device is.

        Raises LoginRefused where the homeserver has other keys for it: whoever wrote to us would be misunderstood for
        ever. Keys that the homeserver has lost are published again. Raises as `answers.ask` does.
        """
        me, device = self.machine.user_id, self.machine.device_id
        answer = await call(self._client, "POST", "v3", "keys", "query", body={"device_keys": {me: [device]}})
        published = answer.get("device_keys", {}).get(me, {}).get(device, {}).get("keys", {}).get(f"ed25519:{device}")
        if published is None:
            self.machine.account.shared = False
        elif published != self.machine.account.identity_keys["ed25519"]:
            raise LoginRefused(
                f"The keys of the Matrix device {device} are not in {self._store.folder}, and others cannot read what"
                " it would write without them: put that folder back from a backup, or set another matrix.device_id."
            )

    async def keep(self, host: Host) -> None:
        """Upload our keys, learn the others', and send what waits for their devices; what fails is tried again later.

        The admins are told of a device whose key has changed.
        """
        try:
            async with self.turn:
                await self._exchange()
        except (Refused, PlatformDown) as trouble:
            _log.warning("matrix keys not exchanged", reason=str(trouble))
        for (person, device), fingerprint in self._changed.items():
            await host.warn(f"matrix device {person} {device} {fingerprint}", _CHANGED, person=person, device=device)
        self._changed.clear()

    async def learn(self) -> None:
        """Ask for the devices of those who came or changed; the turn is the caller's. Raises as `answers.ask` does."""
        decided = self._trust.refresh()
        for user in decided:
            self._forget_sessions_with(user)
        if decided:
            self.machine.mark()
        if self._client.should_query_keys:
            answer = await ask(self._client.keys_query())
            for user, devices in answer.device_keys.items():
                self._compare(user, devices)
            if answer.changed:
                self.machine.mark()
                self._note_devices()

    async def claim(self, devices: Mapping[str, Iterable[str]]) -> None:
        """Begin conversations with devices, by user id; the turn is the caller's. Raises as `answers.ask` does."""
        wanted = {user: dict.fromkeys(some, "signed_curve25519") for user, some in devices.items()}
        # nio falls over an error in the answer.
        answer = await call(self._client, "POST", "v3", "keys", "claim", body={"one_time_keys": wanted})
        self.machine.handle_response(KeysClaimResponse(answer.get("one_time_keys", {}), {}))

    async def _exchange(self) -> None:
        client = self._client
        if client.should_upload_keys:
            await ask(client.keys_upload())
        await self.learn()
        if client.should_claim_keys:
            await self.claim(client.get_users_for_key_claiming())
            # nio answers requests that waited for this only at a sync with news.
            self.machine.collect_key_requests()
        await client.send_to_device_messages()

    def _compare(self, user: str, devices: Mapping[str, Any]) -> None:
        """Find the devices that show another key than before; nio leaves those alone."""
        for device, payload in devices.items():
            known, shown = self.machine.device_store[user].get(device), payload["keys"][f"ed25519:{device}"]
            if known is not None and known.ed25519 != shown:
                self._changed[user, device] = shown

    def _note_devices(self) -> None:
        known = self.machine.device_store
        devices = (
            Device(one.user_id, one.id, one.ed25519, one.display_name or "")
            for user in tuple(known.users)
            for one in known.active_user_devices(user)
        )
        note(self._store, devices, self._clock.now())

    def _forget_sessions_with(self, user: str) -> None:
        """Have what we write from now on encrypted with keys of which a decision about a device holds."""
        _log.info("matrix trust changed", user=user)
        for room in self._client.rooms.values():
            if user in room.users:
                self._client.invalidate_outbound_session(room.room_id)

"""Handing out the key of what we are about to write in an encrypted room (client-server API, "Megolm").

nio would do it by itself, but for a large room in one go during which nothing else runs, and a request that fails there
either blocks the room for good or leaves out devices for as long as the key is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import structlog
from nio import MatrixRoom

from bot.adapters.matrix.answers import Refused, call
from bot.adapters.matrix.client import Client
from bot.adapters.matrix.keys import Keys
from bot.core.errors import PlatformDown, TryLater
from bot.core.ports import Clock

_log = structlog.get_logger("stoa")

_DEVICES_CLAIMED = 20
_AGAIN_AFTER = 60.0
"""Seconds after which devices that had no key left to begin a conversation with are tried again."""

_Device = tuple[str, str]


class Sharing:
    """Hands out the keys of our own messages, over one connection."""

    def __init__(self, client: Client, keys: Keys, clock: Clock) -> None:
        """Take the connection and its keys."""
        self._client, self._keys, self._clock = client, keys, clock
        self._tried: dict[str, float] = {}

    async def prepare(self, room_id: str) -> None:
        """See that everybody in a room who is to read us can; returns at once where the room is not encrypted.

        A device that cannot be given the key keeps nobody else from it. Raises TryLater for troubles that pass: nothing
        was sent. Others are logged, and the message goes out to those who can read it.
        """
        room = self._client.rooms.get(room_id)
        if room is None or not room.encrypted:
            return
        try:
            await self._share(room)
        except (Refused, PlatformDown) as trouble:
            wait = trouble.retry_after if isinstance(trouble, Refused) else None
            raise TryLater(f"Matrix keys cannot be handed out now ({trouble})", wait) from trouble

    async def _share(self, room: MatrixRoom) -> None:
        async with self._keys.turn:
            # The first sync brought all members, invited ones too; nio would ask for those who joined.
            room.members_synced = True
            with _bearing_refusals(room.room_id):
                await self._keys.learn()
            self._try_again(room)
            while self._keys.machine.should_share_group_session(room.room_id):
                await self._hand_out(room)

    async def _hand_out(self, room: MatrixRoom) -> None:
        machine, members = self._keys.machine, frozenset(room.users)
        self._tried[room.room_id] = self._clock.monotonic()
        await self._claim(room.room_id, machine.get_missing_sessions(list(members)))
        session = machine.outbound_group_sessions.get(room.room_id)
        if session is None or session.shared:
            machine.create_outbound_group_session(room.room_id)
            await self._limit(room.room_id)
        for devices, messages in self._encrypted(room.room_id, members):
            await self._give(room.room_id, devices, messages)
        session = machine.outbound_group_sessions[room.room_id]
        if members - room.users.keys():
            # Who left meanwhile may have been given the key, and is not to read what comes.
            del machine.outbound_group_sessions[room.room_id]
        elif members == room.users.keys():
            session.shared = True

    def _encrypted(self, room_id: str, members: Iterable[str]) -> Iterator[tuple[set[_Device], dict[str, Any]]]:
        """Return the key encrypted for some devices after the others; other work may be done in between."""
        machine = self._keys.machine
        some = machine.share_group_session_parallel(room_id, list(members), ignore_unverified_devices=True)
        while True:
            # One transaction for some devices, not one for each.
            with machine.store.database.atomic():
                found = next(some, None)
            if found is None:
                return
            yield found

    async def _give(self, room_id: str, devices: set[_Device], messages: dict[str, Any]) -> None:
        session = self._keys.machine.outbound_group_sessions[room_id]
        with _bearing_refusals(room_id):
            await call(self._client, "PUT", "v3", "sendToDevice", "m.room.encrypted", uuid4().hex, body=messages)
            session.users_shared_with.update(devices)

    async def _claim(self, room_id: str, missing: dict[str, list[str]]) -> None:
        """Begin conversations with devices that are to get keys and with which we have none."""
        machine = self._keys.machine
        devices = [
            (user, device)
            for user, some in missing.items()
            for device in some
            if not machine.is_device_blacklisted(machine.device_store[user][device])
        ]
        for start in range(0, len(devices), _DEVICES_CLAIMED):
            wanted: dict[str, list[str]] = {}
            for user, device in devices[start : start + _DEVICES_CLAIMED]:
                wanted.setdefault(user, []).append(device)
            with _bearing_refusals(room_id):
                await self._keys.claim(wanted)

    def _try_again(self, room: MatrixRoom) -> None:
        """Have the key in use offered once more to those devices which could not be given it."""
        machine = self._keys.machine
        session = machine.outbound_group_sessions.get(room.room_id)
        if session is None or self._clock.monotonic() - self._tried.get(room.room_id, 0.0) < _AGAIN_AFTER:
            return
        self._tried[room.room_id] = self._clock.monotonic()
        given = session.users_shared_with | session.users_ignored
        lacking = (
            device
            for user in room.users
            for device in machine.device_store.active_user_devices(user)
            if (user, device.id) not in given and not machine.is_device_blacklisted(device)
        )
        if any(device.id != machine.device_id for device in lacking):
            session.shared = False

    async def _limit(self, room_id: str) -> None:
        """Have a new key used no longer than the room wants (client-server API, "m.room.encryption")."""
        session, state = self._keys.machine.outbound_group_sessions[room_id], {}
        with _bearing_refusals(room_id):
            state = await call(self._client, "GET", "v3", "rooms", room_id, "state", "m.room.encryption")
        messages, milliseconds = state.get("rotation_period_msgs"), state.get("rotation_period_ms")
        if isinstance(messages, int):
            session.max_messages = min(max(messages, 1), session.max_messages)
        if isinstance(milliseconds, int):
            session.max_age = min(max(timedelta(milliseconds=milliseconds), timedelta(hours=1)), session.max_age)


@contextmanager
def _bearing_refusals(room_id: str) -> Iterator[None]:
    """Go on after a refusal for good, which concerns some devices: the message is for the others, too."""
    try:
        yield
    except Refused as refusal:
        if refusal.passing or refusal.code == "M_UNKNOWN_TOKEN":
            raise
        _log.error("matrix key not handed out to all", room=room_id, reason=str(refusal))

"""nio's keys and sessions as this adapter needs them: what strangers send stops nothing, and trust is ours to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from nio import KeysClaimResponse, KeysQueryResponse, KeysUploadResponse, MegolmEvent
from nio.crypto import Olm, OlmDevice, TrustState
from nio.crypto.sessions import vodozemac
from nio.events import Event, ForwardedRoomKeyEvent, UnknownBadEvent
from nio.exceptions import EncryptionError

from bot.adapters.matrix.trust import Trust

_log = structlog.get_logger("stoa")


class Machine(Olm):  # type: ignore[misc]  # nio.crypto says nothing of its types
    """nio's keys and sessions, with these differences.

    A stranger's event that nio cannot take apart is an event that cannot be read, not the end of the sync. A key may
    also be handed in later by the very device that made it. What devices are trusted is told by `trust` alone.
    """

    def __init__(self, user_id: str, device_id: str, store: Any, trust: Trust) -> None:
        """Load the keys from nio's store, or make a new device's where it is empty."""
        self.trust, self.fallback_wanted = trust, False
        super().__init__(user_id, device_id, store)

    def is_device_verified(self, device: OlmDevice) -> bool:
        """See `Trust.is_verified`."""
        return self.trust.is_verified(device.user_id, device.id, device.ed25519)

    def is_device_blacklisted(self, device: OlmDevice) -> bool:
        """Tell whether a device must not get the keys of our messages."""
        return not self.trust.gets_keys(device.user_id, device.id, device.ed25519)

    def is_device_ignored(self, device: OlmDevice) -> bool:
        """Tell nio that there is nothing to be noted about a device without verification."""
        return True

    def mark(self) -> None:
        """Have nio's own marks say what `trust` says; some of nio looks there."""
        for device in self.device_store:
            device.trust_state = TrustState.verified if self.is_device_verified(device) else TrustState.unset

    def check_if_wedged(self, event: MegolmEvent) -> None:
        """Learn the devices of a sender whose device is unknown; `late` does all the asking for keys."""
        if event.device_id not in self.device_store[event.sender]:
            self.users_for_key_query.add(event.sender)

    @property
    def should_upload_keys(self) -> bool:
        """Tell whether one-time keys or the fallback key were used up."""
        return bool(super().should_upload_keys) or (self.fallback_wanted and self.uploaded_key_count is not None)

    def share_keys(self) -> dict[str, Any]:
        """Return what to upload, stored first: what the homeserver has and we have forgotten nobody can use.

        Beside the one-time keys that is the fallback key, with which others can still begin a conversation when we were
        away for so long that no one-time key is left (client-server API, "One-time and fallback keys"); nio has none.
        """
        content: dict[str, Any] = super().share_keys() if super().should_upload_keys else {}
        if self.fallback_wanted:
            content["fallback_keys"] = self._fallback_keys()
        self.save_account()
        return content

    def handle_response(self, response: Any) -> None:
        """See nio's."""
        super().handle_response(response)
        if isinstance(response, KeysUploadResponse):
            self.fallback_wanted = False

    def read(self, room_id: str, source: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Return an encrypted event in clear; None while its key is not known.

        Clients may leave out the sender's key and device (client-server API, "m.megolm.v1.aes-sha2"); nio insists.
        """
        content = dict(source["content"])
        session, known = content.get("session_id"), self.inbound_group_store[room_id]
        makers = [maker for maker, sessions in known.items() if session in sessions]
        if not makers:
            return None
        content.setdefault("sender_key", makers[0])
        content.setdefault("device_id", "")
        event = Event.parse_encrypted_event({**source, "content": content})
        opened = self._decrypt_megolm_no_error(event, room_id) if isinstance(event, MegolmEvent) else None
        return None if opened is None else opened.source

    def _decrypt_megolm_no_error(self, event: MegolmEvent, room_id: str | None = None) -> Any:
        """Return an event in clear; None where another key may help, an event without content where none will."""
        room_id = room_id or event.room_id
        known = self.inbound_group_store.get(room_id, event.sender_key, event.session_id)
        try:
            opened = self.decrypt_megolm_event(event, room_id)
            if opened.source.get("event_id") == event.event_id:
                return opened
            _log.warning("matrix event is broken", event_id=event.event_id)
        except Exception as error:  # noqa: BLE001 - the boundary: what a stranger encrypted is not ours to trust
            too_early = isinstance(error.__context__, vodozemac.MegolmDecryptionException)
            if isinstance(error, EncryptionError) and (known is None or too_early):
                return None
            _log.warning("matrix event is broken", event_id=event.event_id, error=type(error).__name__)
        return UnknownBadEvent({**event.source, "type": "", "content": {}})

    def _should_accept_forward(self, sender: str, sender_key: str, event: ForwardedRoomKeyEvent) -> bool:
        return super()._should_accept_forward(sender, sender_key, event) or self._is_makers_own(sender_key, event)

    def _is_makers_own(self, sender_key: str, event: ForwardedRoomKeyEvent) -> bool:
        """Tell whether a key that we asked for comes from the device that made it, as when it was first handed out.

        Olm proves the sending device's own key, so this is as good as an ``m.room_key`` of that device.
        """
        asked = self.outgoing_key_requests.get(event.session_id)
        maker = event.source["content"].get("sender_key")
        return asked is not None and asked.room_id == event.room_id and maker == sender_key

    def _fallback_keys(self) -> dict[str, Any]:
        account = self.account._account
        if not account.fallback_key:
            account.generate_fallback_key()
        return {
            f"signed_curve25519:{name}": self._signed(key.to_base64()) for name, key in account.fallback_key.items()
        }

    def _signed(self, key: str) -> dict[str, Any]:
        content: dict[str, Any] = {"key": key, "fallback": True}
        return {**content, "signatures": {self.user_id: {f"ed25519:{self.device_id}": self.sign_json(content)}}}

    def _handle_key_query(self, response: KeysQueryResponse) -> None:
        for user, devices in response.device_keys.items():
            response.device_keys[user] = {
                one: keys for one, keys in devices.items() if self._are_sound(user, one, keys)
            }
        super()._handle_key_query(response)
        for user, devices in response.device_keys.items():
            back = {one: device for one, device in self.device_store[user].items() if device.deleted and one in devices}
            for device in back.values():
                device.deleted = False
            response.changed[user] |= back
        self.store.save_device_keys({user: devices for user, devices in response.changed.items() if devices})

    def _handle_key_claiming(self, response: KeysClaimResponse) -> None:
        with self.store.database.atomic():
            for user, devices in response.one_time_keys.items():
                for device, key in devices.items():
                    self._begin_session(user, device, key)

    def _begin_session(self, user: str, device: str, key: object) -> None:
        try:
            super()._handle_key_claiming(KeysClaimResponse({user: {device: key}}, {}))
        except Exception as error:  # noqa: BLE001 - the boundary: one broken device must not keep the others from theirs
            _log.warning("matrix device without a usable key", user=user, device=device, error=type(error).__name__)

    def _are_sound(self, user: str, device: str, keys: Any) -> bool:
        """Tell whether a device's keys are such that nio does not fall over them; anybody may publish anything."""
        try:
            return bool(self.verify_json({**keys}, keys["keys"][f"ed25519:{device}"], user, device))
        except Exception as error:  # noqa: BLE001 - see above
            _log.warning("matrix device ignored", user=user, device=device, error=type(error).__name__)
            return False

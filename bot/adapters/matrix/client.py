"""nio's client as this adapter needs it."""

from __future__ import annotations

from os import PathLike
from typing import Any

import structlog
from aiohttp import ClientResponse
from nio import AsyncClient, AsyncClientConfig, Response, SyncResponse
from nio.events import ToDeviceEvent

from bot.adapters.matrix.keystore import KeyStore
from bot.adapters.matrix.machine import Machine
from bot.adapters.matrix.ordinary import ordinary
from bot.adapters.matrix.trust import Trust

_log = structlog.get_logger("stoa")


class Client(AsyncClient):  # type: ignore[misc]  # nio says nothing of its types
    """nio's client on top of `Machine`, which strangers' events do not stop."""

    store: Any

    def __init__(
        self, homeserver: str, user: str, device_id: str, store_path: str, config: AsyncClientConfig, trust: Trust
    ) -> None:
        """Take what nio takes, and who decides about devices."""
        super().__init__(homeserver, user, device_id, store_path, config)
        self._trust = trust

    @property
    def machine(self) -> Machine:
        """The keys and sessions; there once we are logged in."""
        machine: Machine = self.olm
        return machine

    def load_store(self) -> None:
        """See nio's `Client.load_store`; the store is on disk, and the machine is ours."""
        if self.store is not None:
            return
        store = KeyStore(self.user_id, self.device_id, self.store_path)
        self.store, self.olm = store, Machine(self.user_id, self.device_id, store, self._trust)
        self.encrypted_rooms = store.load_encrypted_rooms()

    async def create_matrix_response(
        self,
        response_class: type,
        transport_response: ClientResponse,
        data: tuple[Any, ...] | None = None,
        save_to: str | PathLike[str] | None = None,
    ) -> Response:
        """See nio's; an ordinary answer to a sync is read by us, which costs a tenth (see `ordinary`)."""
        if not issubclass(response_class, SyncResponse):
            return await super().create_matrix_response(response_class, transport_response, data, save_to)
        body = await self.parse_body(transport_response)
        answer = ordinary(body) or SyncResponse.from_dict(body)
        answer.transport_response = transport_response
        return answer

    async def parse_body(self, transport_response: ClientResponse) -> dict[Any, Any]:
        """See nio's; events to our device that nio would fall over are left out, and the fallback key is seen to."""
        body: dict[Any, Any] = await super().parse_body(transport_response)
        to_device = body.get("to_device")
        if isinstance(to_device, dict) and isinstance(to_device.get("events"), list):
            to_device["events"] = list(filter(_is_sound, to_device["events"]))
        unused = body.get("device_unused_fallback_key_types")
        if isinstance(unused, list) and self.olm is not None:
            self.machine.fallback_wanted = "signed_curve25519" not in unused
        return body

    def _handle_decrypt_to_device(self, to_device_event: ToDeviceEvent) -> Any:
        try:
            # One transaction for a message: its session, its keys and the used-up one-time key are stored together.
            with self.machine.store.database.atomic():
                return super()._handle_decrypt_to_device(to_device_event)
        except Exception as error:  # noqa: BLE001 - the boundary: what a stranger sent must not stop the sync for ever
            _log.warning("matrix device message not read", sender=to_device_event.sender, error=type(error).__name__)
            return None

    def _handle_olm_events(self, response: SyncResponse) -> None:
        super()._handle_olm_events(response)
        # nio takes a count of zero, which means that nobody can begin a conversation with us, for no count.
        if response.device_key_count.signed_curve25519 == 0:
            self.machine.uploaded_key_count = 0


def _is_sound(event: object) -> bool:
    try:
        ToDeviceEvent.parse_event(event)
    except Exception as error:  # noqa: BLE001 - the boundary: anybody may send anything to a device
        _log.warning("matrix device message not understood", error=type(error).__name__)
        return False
    return True

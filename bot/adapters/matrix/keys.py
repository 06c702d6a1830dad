"""What an encrypting device owes the others between two syncs (client-server API, "End-to-End Encryption")."""

from __future__ import annotations

import structlog
from nio import AsyncClient, MegolmEvent

from bot.adapters.matrix.answers import Refused, ask
from bot.core.errors import PlatformDown

_log = structlog.get_logger("stoa")


async def keep_keys(client: AsyncClient) -> None:
    """Upload our keys, learn the others', and send what waits for their devices; what fails is tried again later."""
    try:
        await client.send_to_device_messages()
        if client.should_upload_keys:
            await ask(client.keys_upload())
        if client.should_query_keys:
            await ask(client.keys_query())
        if client.should_claim_keys:
            await ask(client.keys_claim(client.get_users_for_key_claiming()))
    except (Refused, PlatformDown) as trouble:
        _log.warning("matrix keys not exchanged", reason=str(trouble))


async def ask_for_key(client: AsyncClient, event: MegolmEvent) -> None:
    """Ask the sender's device, once for each session, for the key of an event that we cannot read."""
    if client.olm is None or event.session_id in client.outgoing_key_requests:
        return
    _log.warning("matrix cannot decrypt", room=event.room_id, event_id=event.event_id, sender=event.sender)
    try:
        await ask(client.request_room_key(event))
    except (Refused, PlatformDown) as trouble:
        _log.warning("matrix key not asked for", reason=str(trouble))

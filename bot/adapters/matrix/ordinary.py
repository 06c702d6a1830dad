"""An ordinary answer to a sync, read without nio's check of each part against a schema.

Those checks are half a millisecond for an answer with one message. Ordinary is what only tells what was said in rooms
without encryption, and maybe who types there; anything else is left to nio. What is said is handed on as it is:
`inbound` reads the source of an event, never nio's own idea of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nio import (
    DeviceList,
    DeviceOneTimeKeyCount,
    RoomInfo,
    Rooms,
    SyncResponse,
    Timeline,
    TypingNoticeEvent,
    UnknownEvent,
)
from nio.responses import RoomSummary, UnreadNotifications

_SAID = frozenset({"m.room.message", "m.sticker", "m.reaction", "m.room.redaction"})
_WHOLE = {"event_id": str, "sender": str, "origin_server_ts": int, "content": dict}


class _Extraordinary(Exception):
    """Something is there that nio is to read."""


def ordinary(body: Mapping[str, Any]) -> SyncResponse | None:
    """Return a sync's answer (client-server API, "Syncing") as nio would read it; None where that is left to nio."""
    try:
        if not isinstance(body.get("next_batch"), str) or body.get("presence") or body.get("account_data"):
            return None
        if _list(body, "to_device", "events") or any(_dict(body, "device_lists").values()):
            return None
        rooms = _dict(body, "rooms")
        if any(part for kind, part in rooms.items() if kind != "join"):
            return None
        joined = {room_id: _room(room) for room_id, room in _dict(rooms, "join").items()}
        keys = _dict(body, "device_one_time_keys_count")
        count = DeviceOneTimeKeyCount(keys.get("curve25519"), keys.get("signed_curve25519"))
    except _Extraordinary:
        return None
    return SyncResponse(body["next_batch"], Rooms({}, joined, {}), count, DeviceList([], []), [], [])


def _room(room: object) -> RoomInfo:
    if not isinstance(room, dict) or _list(room, "state", "events") or _list(room, "account_data", "events"):
        raise _Extraordinary
    timeline, unread, summary = (_dict(room, part) for part in ("timeline", "unread_notifications", "summary"))
    before = timeline.get("prev_batch")
    if not isinstance(before, str | None) or summary:
        raise _Extraordinary
    events = [_event(event) for event in _list(room, "timeline", "events")]
    return RoomInfo(
        Timeline(events, timeline.get("limited") is True, before),
        [],
        [_typing(event) for event in _list(room, "ephemeral", "events")],
        [],
        RoomSummary(),
        UnreadNotifications(unread.get("notification_count"), unread.get("highlight_count")),
    )


def _event(event: object) -> UnknownEvent:
    if not isinstance(event, dict) or event.get("type") not in _SAID or "state_key" in event:
        raise _Extraordinary
    if not all(isinstance(event.get(key), kind) for key, kind in _WHOLE.items()):
        raise _Extraordinary
    return UnknownEvent(event, event["type"])


def _typing(event: object) -> TypingNoticeEvent:
    users = _dict(event, "content").get("user_ids") if isinstance(event, dict) else None
    if not isinstance(users, list) or not isinstance(event, dict) or event.get("type") != "m.typing":
        raise _Extraordinary
    return TypingNoticeEvent(users)


def _dict(parent: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = parent.get(key, {})
    if not isinstance(found, dict):
        raise _Extraordinary
    return found


def _list(parent: Mapping[str, Any], key: str, name: str) -> list[Any]:
    found = _dict(parent, key).get(name, [])
    if not isinstance(found, list):
        raise _Extraordinary
    return found

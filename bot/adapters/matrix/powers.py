"""What the bot may do in a room (client-server API, "m.room.power_levels")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nio import AsyncClient

from bot.adapters.matrix.answers import Refused, call

_MESSAGE, _PINS = "m.room.message", "m.room.pinned_events"
_STATE_DEFAULT, _REDACT, _INVITE = 50, 50, 0
"""What is needed where the room does not say (ibid.)."""


@dataclass(frozen=True, slots=True)
class Powers:
    """Whether the bot may write, delete what others wrote, change the pinned messages, and invite."""

    speak: bool = False
    redact: bool = False
    pin: bool = False
    invite: bool = False


async def powers_in(client: AsyncClient, room_id: str) -> Powers:
    """Ask what the bot may do in a room, nothing where it is no member.

    Raises Refused where the homeserver has trouble, and PlatformDown.
    """
    user = str(client.user_id)
    # Who was put out is still told how the room was then, so the membership is asked for, too.
    member = await _state(client, room_id, "m.room.member", user)
    if member.get("membership") != "join":
        return Powers()
    return powers_of(await _state(client, room_id, "m.room.power_levels"), user)


def powers_of(levels: Mapping[str, Any], user: str) -> Powers:
    """Read what a user may do out of a room's power levels."""
    own = _level(_part(levels, "users").get(user, levels.get("users_default")), 0)
    events = _part(levels, "events")
    return Powers(
        speak=own >= _level(events.get(_MESSAGE, levels.get("events_default")), 0),
        redact=own >= _level(levels.get("redact"), _REDACT),
        pin=own >= _level(events.get(_PINS, levels.get("state_default")), _STATE_DEFAULT),
        invite=own >= _level(levels.get("invite"), _INVITE),
    )


async def _state(client: AsyncClient, room_id: str, *key: str) -> Mapping[str, Any]:
    """Return the content of a room's state event, empty where there is none or it is not ours to see."""
    try:
        return dict(await call(client, "GET", "v3", "rooms", room_id, "state", *key))
    except Refused as refusal:
        if refusal.passing or refusal.code == "M_UNKNOWN_TOKEN":
            raise
        return {}


def _part(levels: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = levels.get(name)
    return found if isinstance(found, Mapping) else {}


def _level(value: object, default: int) -> int:
    """Return a level; old rooms hold numbers as texts."""
    try:
        return int(str(value)) if value is not None else default
    except ValueError:
        return default

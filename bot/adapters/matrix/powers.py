"""What the bot may do in a room (client-server API, "m.room.power_levels")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nio import AsyncClient, PowerLevels

from bot.adapters.matrix.answers import Refused, call
from bot.core.errors import N_

_MESSAGE, _PINS = "m.room.message", "m.room.pinned_events"

INVITATION = N_("an invitation of the bot's account")
"""What is missing where the bot is no member."""
SPEAK, REDACT, PIN, INVITE = (
    "Send messages",
    "Remove messages sent by others",
    "Manage pinned events",
    "Invite users",
)
"""What Element's settings, under “Roles & Permissions”, call what the bot should be able to do."""


async def may_speak(client: AsyncClient, room_id: str) -> bool:
    """Ask whether the bot may write in a room.

    Raises Refused where the homeserver has trouble, and PlatformDown.
    """
    user = str(client.user_id)
    # Who was put out is still told how the room was then, so the membership is asked for, too.
    member = await _state(client, room_id, "m.room.member", user)
    if member.get("membership") != "join":
        return False
    levels = await _state(client, room_id, "m.room.power_levels")
    own = _level(_part(levels, "users").get(user, levels.get("users_default")))
    return own >= _level(_part(levels, "events").get(_MESSAGE, levels.get("events_default")))


def lacking(levels: PowerLevels, user: str) -> tuple[str, ...]:
    """Return the names of what a user may not do but the bot should be able to, as far as nio knows the room."""
    may = {
        SPEAK: levels.can_user_send_message(user),
        REDACT: levels.can_user_redact(user),
        PIN: levels.can_user_send_state(user, _PINS),
        INVITE: levels.can_user_invite(user),
    }
    return tuple(name for name, can in may.items() if not can)


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


def _level(value: object) -> int:
    """Return a level, 0 where the room does not say (ibid.); old rooms hold numbers as texts."""
    try:
        return int(str(value)) if value is not None else 0
    except ValueError:
        return 0

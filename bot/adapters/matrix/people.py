"""The members of a room as the bot's own copy of the room's state has them: nobody is asked for at a message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nio import MatrixRoom

from bot.adapters.matrix.attaching import media_uri
from bot.adapters.matrix.reading import PLATFORM
from bot.core.events import Person
from bot.core.ids import PersonRef

_THRESHOLDS = (50, 100)
_CREATORS_ABOVE_ALL = 12
"""From this room version on the creators have power without limit and no entry in the power levels (Matrix spec,
room version 12)."""


class People:
    """Who is who in the rooms of one connection."""

    def __init__(self, rooms: Mapping[str, MatrixRoom]) -> None:
        """Take nio's rooms, which it keeps up to date."""
        self._rooms = rooms
        self._creators: dict[str, frozenset[str]] = {}
        self._gone: dict[str, tuple[str, object]] = {}

    def note(self, room_id: str, events: Iterable[dict[str, Any]]) -> None:
        """Take from a room's events what nio does not keep: its creators, and the names of those who left."""
        for event in events:
            content = event.get("content", {})
            if event.get("type") == "m.room.create" and _version(content) >= _CREATORS_ABOVE_ALL:
                others = content.get("additional_creators", ())
                self._creators[room_id] = frozenset({event["sender"], *others})
            before = event.get("unsigned", {}).get("prev_content", {})
            if event.get("type") == "m.room.member" and content.get("membership") in ("leave", "ban") and before:
                self._gone[event["state_key"]] = (str(before.get("displayname") or ""), before.get("avatar_url"))

    def hear(self, event: Mapping[str, Any]) -> None:
        """Take the name of somebody who has just come, for as long as nio has not heard of them."""
        content = event["content"]
        if event.get("type") == "m.room.member" and content.get("membership") == "join":
            self._gone[str(event.get("state_key"))] = (str(content.get("displayname") or ""), content.get("avatar_url"))

    def person(self, room_id: str, user_id: str) -> Person:
        """Return a person as a room shows them now, or as it showed them last."""
        room = self._rooms.get(room_id)
        member = room.users.get(user_id) if room else None
        name, avatar = (member.display_name, member.avatar_url) if member else self._gone.get(user_id, ("", None))
        return Person(
            PersonRef(PLATFORM, user_id),
            name or localpart(user_id),
            media_uri(avatar),
            self.groups_in((room_id,), user_id),
        )

    def groups_in(self, room_ids: Iterable[str], user_id: str) -> frozenset[str]:
        """Return what a person's power in rooms amounts to, the highest counting."""
        return frozenset().union(*(self._groups(room_id, user_id) for room_id in room_ids))

    def _groups(self, room_id: str, user_id: str) -> frozenset[str]:
        room = self._rooms.get(room_id)
        if user_id in self._creators.get(room_id, ()):
            level = max(_THRESHOLDS)
        else:
            level = room.power_levels.get_user_level(user_id) if room else 0
        return frozenset(f"power:{threshold}" for threshold in _THRESHOLDS if level >= threshold)


def localpart(user_id: str) -> str:
    """Return the part of a user id between @ and the first colon."""
    return user_id.removeprefix("@").partition(":")[0]


def _version(content: Mapping[str, Any]) -> int:
    written = str(content.get("room_version", "1"))
    return int(written) if written.isdecimal() else 0

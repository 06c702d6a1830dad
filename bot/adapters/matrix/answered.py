"""What was said before, as far as answers to it need it: who said it, and its first words."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as quoted

from nio import AsyncClient

from bot.adapters.matrix import text as html
from bot.adapters.matrix.answers import Refused, ask
from bot.adapters.matrix.inbound import answered_by
from bot.core.errors import PlatformDown
from bot.core.quotation import quotation
from bot.core.text import EMPTY, RichText

_KEPT = 5000
_WORDS = 300
"""Characters of a body that are kept: enough to quote, also where a quotation of an older client comes first."""


@dataclass(frozen=True, slots=True)
class Said:
    """Who wrote an event, under which name, and how its body begins."""

    sender: str
    name: str
    body: str


class Answered:
    """The last few thousand events, kept in memory; those from before are asked for."""

    def __init__(self, client: AsyncClient) -> None:
        """Know nothing yet."""
        self._client = client
        self._said: OrderedDict[str, Said] = OrderedDict()

    def note(self, source: Mapping[str, Any]) -> None:
        """Remember an event."""
        self._said[str(source.get("event_id"))] = _said(source)
        if len(self._said) > _KEPT:
            self._said.popitem(last=False)

    async def find(self, room_id: str, source: Mapping[str, Any]) -> None:
        """Ask for the event that a message answers, unless it is known; raises PlatformDown where it must wait."""
        answered = answered_by(source)
        if answered is not None:
            await self.author(room_id, answered)

    async def author(self, room_id: str, event_id: str) -> str | None:
        """Return who wrote an event; None where the homeserver does not say. Raises PlatformDown where it must wait."""
        if event_id not in self._said:
            try:
                found = await ask(self._client.room_get_event(room_id, event_id))
            except Refused as refusal:
                if refusal.passing:
                    raise PlatformDown(f"Matrix does not give a message now ({refusal})") from refusal
                return None
            self.note(found.event.source)
        return self._said[event_id].sender

    def quote(self, room_id: str, event_id: str, server: str) -> RichText:
        """Return the line that stands for an event elsewhere; nothing where it is not known.

        `server` is one through which the room is reached (Matrix spec, appendices, "matrix.to navigation").
        """
        said = self._said.get(event_id)
        if said is None:
            return EMPTY
        room = self._client.rooms.get(room_id)
        name = said.name or (room.user_name(said.sender) if room else None) or said.sender
        address = f"https://matrix.to/#/{quoted(room_id, safe='!:')}/{quoted(event_id, safe='$')}?via={server}"
        return quotation(name, address, str(html.parse(said.body, None, {}, reply=True)))


def _said(source: Mapping[str, Any]) -> Said:
    content = source.get("content")
    content = content if isinstance(content, dict) else {}
    profile = content.get("com.beeper.per_message_profile")
    name = str(profile.get("displayname") or "") if isinstance(profile, dict) else ""
    body = str(content.get("body") or "").removeprefix(f"{name}: ")[:_WORDS]
    return Said(str(source.get("sender")), name, body)

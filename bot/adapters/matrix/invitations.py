"""Invitations: which are accepted is the operator's choice; the others are left for the operator to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

import structlog
from nio import AsyncClient, InviteMemberEvent

from bot.adapters.matrix.answers import Refused, ask
from bot.adapters.matrix.directory import Directory
from bot.adapters.matrix.directs import Directs
from bot.adapters.matrix.store import Store
from bot.core.errors import PlatformDown

_log = structlog.get_logger("stoa")

_FILE = "invitations.jsonl"


@dataclass(frozen=True, slots=True)
class _Invitation:
    inviter: str
    direct: bool


class Invitations:
    """Invitations that wait. Each is tried again while the homeserver has trouble, because it is told of only once.

    So it is also kept on the disk, until it is done with: a crash must not leave somebody waiting at the door.
    """

    def __init__(
        self,
        client: AsyncClient,
        directory: Directory,
        directs: Directs,
        accept: Literal["configured", "all", "none"],
        store: Store,
    ) -> None:
        """Take the operator's choice: the configured rooms and private conversations, all rooms, or none."""
        self._client, self._directory, self._directs, self._accept = client, directory, directs, accept
        self._store = store
        self._waiting = {line["room"]: _Invitation(line["inviter"], line["direct"]) for line in store.lines(_FILE)}

    def take(self, invited: Mapping[str, Any]) -> None:
        """Take the invitations of a sync answer, by room id, before that counts as heard."""
        for room_id, info in invited.items():
            ours = [event for event in info.invite_state if self._is_ours(event)]
            if ours:
                self._waiting[room_id] = _Invitation(ours[-1].sender, bool(ours[-1].content.get("is_direct")))
        if invited:
            self._keep()

    async def answer(self) -> None:
        """Join where that is wanted."""
        for room_id, invitation in list(self._waiting.items()):
            if not self._wanted(room_id, invitation):
                _log.info("matrix invitation left", room=room_id, inviter=invitation.inviter)
                self._done(room_id)
            elif await self._joined(room_id, invitation):
                self._done(room_id)

    def _done(self, room_id: str) -> None:
        del self._waiting[room_id]
        self._keep()

    def _keep(self) -> None:
        self._store.keep_lines(_FILE, ({"room": room, **asdict(one)} for room, one in self._waiting.items()))

    def _wanted(self, room_id: str, invitation: _Invitation) -> bool:
        match self._accept:
            case "all":
                return True
            case "none":
                return False
            case "configured":
                return invitation.direct or room_id in self._directory.configured

    async def _joined(self, room_id: str, invitation: _Invitation) -> bool:
        """Join a room; return whether the invitation is done with."""
        try:
            await ask(self._client.join(room_id))
            if invitation.direct:
                await self._directs.note(invitation.inviter, room_id)
        except (Refused, PlatformDown) as trouble:
            _log.warning("matrix invitation not accepted", room=room_id, reason=str(trouble))
            return isinstance(trouble, Refused) and not trouble.passing
        _log.info("matrix invitation accepted", room=room_id, inviter=invitation.inviter)
        return True

    def _is_ours(self, event: object) -> bool:
        return (
            isinstance(event, InviteMemberEvent)
            and event.membership == "invite"
            and event.state_key == self._client.user_id
        )

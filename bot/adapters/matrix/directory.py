"""The rooms of the settings and the homeserver's ids for them, both ways."""

from __future__ import annotations

from collections.abc import Iterable

import structlog
from nio import AsyncClient

from bot.adapters.matrix.answers import Refused, ask
from bot.adapters.matrix.directs import Directs
from bot.adapters.matrix.reading import PLATFORM
from bot.adapters.matrix.store import Store
from bot.core.errors import Barred, PlatformDown, TryLater, Undeliverable
from bot.core.ids import PersonRef, RoomRef

_log = structlog.get_logger("stoa")


class Directory:
    """Names as configured (``!id`` or ``#alias:server``) and room ids, and the private conversations.

    Where an alias cannot be resolved the id that it had last time stands for it. Nothing else does: what a room calls
    itself is for its members to say, and must not make it one of ours.
    """

    def __init__(self, client: AsyncClient, names: Iterable[str], directs: Directs, store: Store) -> None:
        """Take the names of the settings; nothing is asked yet."""
        self._client, self._directs, self._store = client, directs, store
        kept = store.rooms()
        self._ids = {name: name if name.startswith("!") else kept.get(name, "") for name in names}
        self._resolved: set[str] = set()
        self._joined: set[str] = set()
        self._troubles: dict[str, Refused | PlatformDown] = {}

    @property
    def configured(self) -> frozenset[str]:
        """The ids of the configured rooms, as far as they are known."""
        return frozenset(filter(None, self._ids.values()))

    @property
    def arriving(self) -> bool:
        """Whether a room has been joined whose state a sync has still to bring."""
        return not self._joined <= self._client.rooms.keys()

    def ref_of(self, room_id: str) -> RoomRef | None:
        """Return the name under which the engine knows a room; None for a room that is none of its business."""
        name = next((name for name, known in self._ids.items() if known == room_id), None)
        if name is not None:
            return RoomRef(PLATFORM, name)
        person = self._directs.person_in(room_id)
        return RoomRef.direct(PersonRef(PLATFORM, person)) if person else None

    async def id_of(self, ref: RoomRef) -> str:
        """Return the id of a room to send to, opening a private conversation where there is none.

        Raises TryLater, Barred or Undeliverable, and for private conversations as `answers.ask` does.
        """
        if ref.person is not None:
            return await self._directs.room_for(ref.person.id, self.configured)
        if ref.id not in self._ids:
            raise Undeliverable(f"{ref.id} is not one of the Matrix rooms in the settings.")
        if self._ids[ref.id] not in self._client.rooms:
            raise self._not_there(ref.id)
        return self._ids[ref.id]

    async def resolve(self) -> None:
        """Ask for the ids behind the aliases; what fails is logged and tried again by `settle`."""
        for name in self._ids:
            await self._attempt(name, join=False)

    async def settle(self) -> None:
        """Resolve what is unresolved and join what is not joined; what fails is logged and tried again next time."""
        self._joined.clear()
        for name in self._ids:
            if not self._is_settled(name):
                await self._attempt(name, join=True)

    def _is_settled(self, name: str) -> bool:
        return self._is_resolved(name) and self._ids[name] in self._client.rooms

    def _is_resolved(self, name: str) -> bool:
        if name.startswith("!"):
            return True
        room = self._client.rooms.get(self._ids[name])
        return name in self._resolved and not (room and room.replacement_room)

    async def _attempt(self, name: str, *, join: bool) -> None:
        try:
            if not self._is_resolved(name):
                await self._resolve(name)
            if join and self._ids[name] not in self._client.rooms:
                self._joined.add((await ask(self._client.join(name))).room_id)
                _log.info("matrix joined", room=name)
        except (Refused, PlatformDown) as trouble:
            if str(self._troubles.get(name)) != str(trouble):
                _log.warning("matrix room not reached", room=name, reason=str(trouble))
            self._troubles[name] = trouble
        else:
            self._troubles.pop(name, None)

    async def _resolve(self, name: str) -> None:
        found = str((await ask(self._client.room_resolve_alias(name))).room_id)
        self._resolved.add(name)
        if found != self._ids[name]:
            self._ids[name] = found
            self._store.keep_rooms({alias: room_id for alias, room_id in self._ids.items() if alias.startswith("#")})

    def _not_there(self, name: str) -> TryLater:
        trouble = self._troubles.get(name)
        if isinstance(trouble, Refused) and not trouble.passing:
            return Barred(
                f"Stoa is not in the Matrix room {name} ({trouble}): check its name in the settings and invite Stoa."
            )
        return TryLater(f"Stoa is not in the Matrix room {name} yet" + (f" ({trouble})" if trouble else ""))

"""The rooms of the settings and the homeserver's ids for them, both ways."""

from __future__ import annotations

import structlog
from nio import AsyncClient

from bot.adapters.matrix.answers import Refused, ask
from bot.adapters.matrix.directs import Directs
from bot.adapters.matrix.powers import INVITATION, lacking
from bot.adapters.matrix.reading import PLATFORM
from bot.adapters.matrix.store import Store
from bot.core.errors import Barred, NoSuchPlace, NotLetIn, PlatformDown, TryLater, Undeliverable
from bot.core.ids import PersonRef, RoomRef
from bot.core.rooms import Rooms

_log = structlog.get_logger("stoa")


class Directory:
    """Names as configured (``!id`` or ``#alias:server``) and room ids, and the private conversations.

    Where an alias cannot be resolved the id that it had last time stands for it. Nothing else does: what a room calls
    itself is for its members to say, and must not make it one of ours.
    """

    def __init__(self, client: AsyncClient, rooms: Rooms, directs: Directs, store: Store) -> None:
        """Take the rooms of the community; nothing is asked yet."""
        self._client, self._rooms, self._directs, self._store = client, rooms, directs, store
        self._known: dict[str, str] = {}
        self._left: set[str] = set()
        self._resolved: set[str] = set()
        self._joined: set[str] = set()
        self._troubles: dict[str, Refused | PlatformDown] = {}

    @property
    def _ids(self) -> dict[str, str]:
        """The ids by name, as far as they are known, of the rooms that are ours now."""
        names = [place.id for place in self._rooms.on(PLATFORM)]
        if self._known.keys() != set(names):
            kept = self._store.rooms()
            before, self._known = self._known, {}
            for name in names:
                self._known[name] = before.get(name) or (name if name.startswith("!") else kept.get(name, ""))
            self._left |= set(before.values()) - {"", *self._known.values()}
        return self._known

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

    def is_open(self, ref: RoomRef) -> bool:
        """Tell whether a configured room is one that we are in, and not encrypted."""
        room = self._client.rooms.get(self._ids.get(ref.id, ""))
        return room is not None and not room.encrypted

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

    async def enter(self, place: RoomRef) -> RoomRef:
        """Go into a room that is none of ours yet; return it as it is known if it is. See `ChatPlatform.enter`."""
        try:
            room_id = (await ask(self._client.join(place.id))).room_id
        except Refused as refusal:
            if refusal.passing:
                raise PlatformDown(f"The Matrix homeserver does not answer now ({refusal})") from refusal
            if refusal.code == "M_FORBIDDEN":
                raise NotLetIn(INVITATION) from refusal
            raise NoSuchPlace(f"{place.id} ({refusal})") from refusal
        if place.id.startswith("#"):
            self._keep(place.id, room_id)
        known = self.ref_of(room_id)
        return known if known is not None and known.person is None else place

    def missing(self, place: RoomRef) -> tuple[str, ...]:
        """Return what the bot may not do in one of our rooms; see `ChatPlatform.missing`."""
        room = self._client.rooms.get(self._ids.get(place.id, ""))
        return lacking(room.power_levels, str(self._client.user_id)) if room else (INVITATION,)

    def is_clear(self, place: RoomRef) -> bool:
        """Tell whether what is written in a place is surely not encrypted."""
        room = self._client.rooms.get(self._ids.get(place.id, ""))
        return room is not None and not room.encrypted

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
        await self._leave()

    async def _leave(self) -> None:
        """Leave the rooms that are ours no more."""
        for room_id in self._left - self.configured:
            try:
                await ask(self._client.room_leave(room_id))
            except (Refused, PlatformDown) as trouble:
                _log.warning("matrix room not left", room=room_id, reason=str(trouble))
        self._left.clear()

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
            self._keep(name, found)

    def _keep(self, alias: str, room_id: str) -> None:
        self._store.keep_rooms(self._store.rooms() | {alias: room_id})

    def _not_there(self, name: str) -> TryLater:
        trouble = self._troubles.get(name)
        if isinstance(trouble, Refused) and not trouble.passing:
            return Barred(
                f"Stoa is not in the Matrix room {name} ({trouble}): check its name in the settings and invite Stoa."
            )
        return TryLater(f"Stoa is not in the Matrix room {name} yet" + (f" ({trouble})" if trouble else ""))

"""Private conversations: the room that the bot shares with one person alone, remembered as ``m.direct``.

``m.direct`` is account data of the bot: room ids by person (client-server API, "Direct Messaging"). The room used last
stands last.
"""

from __future__ import annotations

from nio import AsyncClient, MatrixRoom, RoomPreset

from bot.adapters.matrix.answers import Refused, ask, call

_ENCRYPTION = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
_NOT_FOUND = 404


class Directs:
    """The bot's private conversations; `load` comes first."""

    def __init__(self, client: AsyncClient, *, encrypted: bool) -> None:
        """Take the connection; `encrypted` says how rooms that we open are made."""
        self._client = client
        self._encrypted = encrypted
        self._rooms: dict[str, list[str]] = {}

    async def load(self) -> None:
        """Read what the homeserver remembers; raises as `answers.ask` does."""
        try:
            kept = await call(self._client, "GET", *self._path())
        except Refused as refusal:
            if refusal.status != _NOT_FOUND:
                raise
            kept = {}
        self._rooms = {user: list(rooms) for user, rooms in kept.items() if isinstance(rooms, list)}

    def person_in(self, room_id: str) -> str | None:
        """Return the user id of the one other member, here or invited; None for every other kind of room."""
        room = self._client.rooms.get(room_id)
        others = [user for user in room.users if user != self._client.user_id] if room else []
        return others[0] if room and len(others) == 1 and room.room_type != "m.space" else None

    async def room_for(self, user_id: str, taken: frozenset[str]) -> str:
        """Return the room of a person, opened now where there is none; `taken` rooms are not looked at.

        Raises as `answers.ask` does.
        """
        known = [*reversed(self._rooms.get(user_id, [])), *self._client.rooms]
        found = next((room for room in known if room not in taken and self.person_in(room) == user_id), None)
        return found or await self._open(user_id)

    async def note(self, user_id: str, room_id: str) -> None:
        """Remember the room in which a person spoke last; raises as `answers.ask` does."""
        rooms = self._rooms.get(user_id, [])
        if rooms[-1:] == [room_id]:
            return
        self._rooms[user_id] = [*(room for room in rooms if room != room_id), room_id]
        await call(self._client, "PUT", *self._path(), body=self._rooms)

    async def _open(self, user_id: str) -> str:
        made = await ask(
            self._client.room_create(
                is_direct=True,
                preset=RoomPreset.trusted_private_chat,
                invite=[user_id],
                initial_state=[_ENCRYPTION] if self._encrypted else [],
            )
        )
        room_id = str(made.room_id)
        # nio sends only to rooms that it knows; the next sync brings this one's state.
        room = self._client.rooms.setdefault(
            room_id, MatrixRoom(room_id, self._client.user_id, encrypted=self._encrypted)
        )
        room.add_member(user_id, None, None, invited=True)
        await self.note(user_id, room_id)
        return room_id

    def _path(self) -> tuple[str, ...]:
        return ("v3", "user", str(self._client.user_id), "account_data", "m.direct")

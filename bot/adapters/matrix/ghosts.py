"""Ghosts: accounts of an application service, one for each person of another platform, made and joined when needed.

Source: Application Service API, "Identity assertion" and "Server admin style permissions".
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import structlog
from nio import AsyncClient

from bot.adapters.matrix.answers import Refused, ask, call
from bot.adapters.matrix.ghostnames import GhostNames
from bot.adapters.matrix.people import localpart
from bot.adapters.matrix.pictures import Pictures
from bot.adapters.matrix.reading import PLATFORM
from bot.adapters.matrix.store import Store
from bot.core.delivery import Action, Part
from bot.core.errors import InDoubt, PlatformDown
from bot.core.events import Person
from bot.core.ports import Clock
from config.settings import AppServiceSettings

_log = structlog.get_logger("stoa")

TOKEN = "stoa.token"  # noqa: S105 - the name of a key, not a secret
"""Where a ghost's event says which delivery it is: homeservers forget the transactions of accounts without a device."""

_BARRED_SECONDS = 600.0
_AUTHORS_KEPT = 5000
_NAME_LIMIT = 255


class Ghosts:
    """Speaks for people of other platforms over one connection, as far as the homeserver lets it.

    Where a ghost cannot speak (an encrypted room, a room that it may not enter) the bot does, in the person's name.
    """

    def __init__(
        self,
        client: AsyncClient,
        names: GhostNames,
        settings: AppServiceSettings,
        pictures: Pictures,
        store: Store,
        clock: Clock,
    ) -> None:
        """Take the connection of the bot, which is logged in."""
        self._client, self._names, self._store, self._clock = client, names, store, clock
        self._pictures = pictures
        self._token = token_of(settings)
        self._known = store.ghosts()
        self._joined: set[tuple[str, str]] = set()
        self._barred: dict[tuple[str, str], float] = {}
        self._authors: OrderedDict[str, str] = OrderedDict()

    def is_one(self, user_id: str) -> bool:
        """Tell whether an account is a ghost."""
        return self._names.person(user_id) is not None

    async def speaker(self, room_id: str, part: Part) -> str | None:
        """Return the ghost that is to do what a part says, ready to do so; None where the bot is.

        What was posted is changed by whoever posted it. Raises as `answers.ask` does where it cannot be known now.
        """
        if part.action in (Action.EDIT, Action.DELETE) and part.target is not None:
            author = await self._author(room_id, part.target.id)
            return author if self.is_one(author) else None
        if part.as_person is None or part.as_person.ref.platform == PLATFORM or not self._may_speak(room_id):
            return None
        ghost = self._names.user_id(part.as_person.ref)
        if self._barred.get((room_id, ghost), 0) > self._clock.monotonic():
            return None
        try:
            await self._introduce(ghost, part.as_person)
            await self._join(room_id, ghost)
        except Refused as refusal:
            if refusal.passing:
                raise
            self.bar(room_id, ghost, refusal)
            return None
        return ghost

    def bar(self, room_id: str, ghost: str, refusal: Refused) -> None:
        """Have the bot speak in place of a ghost for a while, which a room refuses."""
        _log.warning("matrix ghost cannot speak", room=room_id, ghost=ghost, reason=str(refusal))
        self._joined.discard((room_id, ghost))
        self._barred[room_id, ghost] = self._clock.monotonic() + _BARRED_SECONDS

    async def send(self, room_id: str, ghost: str, kind: str, content: dict[str, Any], token: str) -> str:
        """Send an event as a ghost and return its id; raises Refused, or InDoubt where it may have been sent."""
        path = ("v3", "rooms", room_id, "send", kind, token)
        sent = str((await self._certain("PUT", *path, ghost=ghost, body={**content, TOKEN: token}))["event_id"])
        self.note(sent, ghost)
        return sent

    async def redact(self, room_id: str, ghost: str, event_id: str, token: str) -> None:
        """Take back a ghost's event; raises as `send` does."""
        await self._certain("PUT", "v3", "rooms", room_id, "redact", event_id, token, ghost=ghost, body={})

    def note(self, event_id: str, author: str) -> None:
        """Remember who sent an event."""
        self._authors[event_id] = author
        if len(self._authors) > _AUTHORS_KEPT:
            self._authors.popitem(last=False)

    def _may_speak(self, room_id: str) -> bool:
        room = self._client.rooms.get(room_id)
        return room is not None and not room.encrypted

    async def _author(self, room_id: str, event_id: str) -> str:
        if event_id not in self._authors:
            try:
                self.note(event_id, str((await ask(self._client.room_get_event(room_id, event_id))).event.sender))
            except Refused as refusal:
                if refusal.passing:
                    raise
                return ""
        return self._authors[event_id]

    async def _introduce(self, ghost: str, person: Person) -> None:
        """Make a ghost's account, and give it its person's name and picture where these are new."""
        name, picture = _cut(person.name), person.avatar or ""
        before = self._known.get(ghost)
        if before == (name, picture):
            return
        if before is None:
            await register(self._client, localpart(ghost), self._token)
        if before is None or before[0] != name:
            await self._put_profile(ghost, "displayname", name)
        if picture != (before[1] if before else ""):
            await self._put_profile(ghost, "avatar_url", await self._pictures.of(person) or "")
        self._known[ghost] = (name, picture)
        self._store.keep_ghost(ghost, name, picture)

    async def _put_profile(self, ghost: str, key: str, value: str) -> None:
        await self._as(ghost, "PUT", "v3", "profile", ghost, key, body={key: value})

    async def _join(self, room_id: str, ghost: str) -> None:
        if (room_id, ghost) in self._joined or ghost in self._client.rooms[room_id].users:
            return
        try:
            await self._as(ghost, "POST", "v3", "join", room_id, body={})
        except Refused as refusal:
            if refusal.code != "M_FORBIDDEN":
                raise
            await ask(self._client.room_invite(room_id, ghost))
            await self._as(ghost, "POST", "v3", "join", room_id, body={})
        self._joined.add((room_id, ghost))

    async def _as(self, ghost: str, method: str, *path: str, body: object) -> Any:
        return await call(self._client, method, *path, body=body, query={"user_id": ghost}, token=self._token)

    async def _certain(self, method: str, *path: str, ghost: str, body: object) -> Any:
        """Make a request that must not be done twice."""
        try:
            return await self._as(ghost, method, *path, body=body)
        except PlatformDown as down:
            raise InDoubt(str(down)) from down
        except Refused as refusal:
            if refusal.passing and refusal.code != "M_LIMIT_EXCEEDED":
                raise InDoubt(str(refusal)) from refusal
            raise


def token_of(settings: AppServiceSettings) -> str:
    """Return the token by which the application service is known to the homeserver."""
    return settings.as_token.get_secret_value() if settings.as_token else ""


async def register(client: AsyncClient, localpart: str, token: str) -> None:
    """Make an account of the application service unless it is there; raises as `answers.ask` does."""
    body = {"type": "m.login.application_service", "username": localpart, "inhibit_login": True}
    try:
        await call(client, "POST", "v3", "register", body=body, token=token)
    except Refused as refusal:
        if refusal.code != "M_USER_IN_USE":
            raise


def _cut(name: str) -> str:
    return name.replace("\0", "").encode()[:_NAME_LIMIT].decode(errors="ignore")

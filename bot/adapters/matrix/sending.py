"""Deliveries on their way out, and the homeserver's refusals as the engine understands them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiohttp import ClientConnectorError
from nio import AsyncClient, MegolmEvent, MessageDirection
from nio.exceptions import EncryptionError, GroupEncryptionError, ProtocolError

from bot.adapters.matrix.answers import Refused, ask, call
from bot.adapters.matrix.directory import Directory
from bot.adapters.matrix.ghosts import TOKEN, Ghosts
from bot.adapters.matrix.inbound import PINS, moment_of, pinned_in
from bot.adapters.matrix.outbound import Reader, to_content
from bot.adapters.matrix.pictures import Pictures
from bot.adapters.matrix.powers import may_speak
from bot.adapters.matrix.sharing import Sharing
from bot.adapters.matrix.uploads import Uploader
from bot.core.delivery import Action, Part
from bot.core.errors import Barred, InDoubt, PlatformDown, TryLater, Undeliverable
from bot.core.ids import MessageRef

_PAGE = 100
_TOO_LARGE = 413


class Sender:
    """Sends over one connection."""

    def __init__(
        self,
        client: AsyncClient,
        directory: Directory,
        sharing: Sharing,
        uploader: Uploader,
        pictures: Pictures,
        sent: Callable[[dict[str, Any]], None],
        ghosts: Ghosts | None = None,
    ) -> None:
        """Take the connection, the rooms, who hands out keys, who puts files there, and who speaks for others.

        `sent` is told of each event of the bot's own, because no sync brings it.
        """
        self._sent = sent
        self._client, self._directory, self._sharing = client, directory, sharing
        self._uploader, self._pictures, self._ghosts = uploader, pictures, ghosts

    async def deliver(self, part: Part, reader: Reader) -> MessageRef:
        """Do what a part says; see `ChatPlatform.deliver`."""
        with _words_for(part):
            room_id = await self._directory.id_of(part.to)
            try:
                return await self._do(room_id, part, reader)
            except Refused as refusal:
                barred = refusal.code == "M_FORBIDDEN" and part.to.person is None
                if barred and not await may_speak(self._client, room_id):
                    raise Barred(_reason(refusal, part.to.id)) from refusal
                raise

    async def find_delivered(self, part: Part, since: datetime, reader: Reader) -> MessageRef | None:
        """Look for a part among our own latest messages; see `ChatPlatform.find_delivered`."""
        _, content = to_content(part, reader)
        with _words_for(part):
            room_id = await self._directory.id_of(part.to)
            start: str | None = None
            while True:
                page = await ask(self._client.room_messages(room_id, start, None, MessageDirection.back, _PAGE))
                for event in page.chunk:
                    if moment_of(event.source) < since:
                        return None
                    if self._is(event, part.token, content):
                        return MessageRef(part.to, event.event_id)
                start = page.end
                if not page.chunk or not start:
                    return None

    async def _do(self, room_id: str, part: Part, reader: Reader) -> MessageRef:
        ghost = await self._ghosts.speaker(room_id, part) if self._ghosts else None
        if part.action is Action.DELETE:
            return await self._redact(room_id, _target(part), part, ghost)
        if part.action is Action.UNREACT:
            return await self._unreact(room_id, part, ghost)
        if part.action in (Action.PIN, Action.UNPIN):
            return await self._pin(room_id, part)
        return await self._send(room_id, part, reader, ghost)

    def _is(self, event: Any, token: str, content: dict[str, Any]) -> bool:
        if self._ghosts is not None and event.source.get("content", {}).get(TOKEN) == token:
            return self._ghosts.is_one(event.sender)
        if event.sender != self._client.user_id or isinstance(event, MegolmEvent):
            return False
        sent_as = event.source.get("unsigned", {}).get("transaction_id")
        return bool(sent_as == token or (sent_as is None and event.source.get("content") == content))

    async def _send(self, room_id: str, part: Part, reader: Reader, ghost: str | None) -> MessageRef:
        said = replace(part, as_person=None) if ghost else await self._pictures.in_place(part)
        if part.attachments:
            kind, content = await self._uploader.event_of(said, room_id, reader)
        else:
            kind, content = to_content(said, reader)
        if not ghost:
            await self._sharing.prepare(room_id)
        try:
            event_id = await self._put(room_id, kind, content, part.token, ghost)
        except Refused as refusal:
            if part.action is Action.REACT and refusal.code == "M_DUPLICATE_ANNOTATION":
                return _target(part)
            if self._ghosts is not None and ghost and part.action is not Action.EDIT and refusal.code == "M_FORBIDDEN":
                self._ghosts.bar(room_id, ghost, refusal)
                return await self._send(room_id, part, reader, None)
            raise
        return MessageRef(part.to, event_id) if part.action is Action.POST else _target(part)

    async def _put(self, room_id: str, kind: str, content: dict[str, Any], token: str, ghost: str | None) -> str:
        if self._ghosts is not None and ghost:
            return await self._ghosts.send(room_id, ghost, kind, content, token)
        made = await ask(self._client.room_send(room_id, kind, content, token, ignore_unverified_devices=True))
        event_id, me = str(made.event_id), str(self._client.user_id)
        self._sent({"event_id": event_id, "sender": me, "type": kind, "content": content})
        if self._ghosts is not None:
            self._ghosts.note(event_id, me)
        return event_id

    async def _unreact(self, room_id: str, part: Part, ghost: str | None) -> MessageRef:
        """Take our own reaction back, or a ghost's: the one among the message's (client-server API, "relations")."""
        target = _target(part)
        path = ("v1", "rooms", room_id, "relations", target.id, "m.annotation", "m.reaction")
        query = {"limit": str(_PAGE)}
        while True:
            page = await call(self._client, "GET", *path, query=query)
            for event in page["chunk"]:
                key = event["content"].get("m.relates_to", {}).get("key")
                if event["sender"] == (ghost or self._client.user_id) and key == part.emoji:
                    return await self._redact(room_id, MessageRef(part.to, event["event_id"]), part, ghost)
            if "next_batch" not in page:
                return target
            query["from"] = page["next_batch"]

    async def _pin(self, room_id: str, part: Part) -> MessageRef:
        """Change the room's pinned events where that is needed (client-server API, "m.room.pinned_events")."""
        target = _target(part)
        pinned = await self._pinned(room_id)
        if (target.id in pinned) is not (part.action is Action.PIN):
            others = [event_id for event_id in pinned if event_id != target.id]
            wanted = [*others, target.id] if part.action is Action.PIN else others
            await ask(self._client.room_put_state(room_id, PINS, {"pinned": wanted}))
        return target

    async def _pinned(self, room_id: str) -> list[str]:
        try:
            content = await call(self._client, "GET", "v3", "rooms", room_id, "state", PINS)
        except Refused as refusal:
            if refusal.code == "M_NOT_FOUND":
                return []
            raise
        return pinned_in(content)

    async def _redact(self, room_id: str, doomed: MessageRef, part: Part, ghost: str | None) -> MessageRef:
        if self._ghosts is not None and ghost:
            await self._ghosts.redact(room_id, ghost, doomed.id, part.token)
        else:
            await ask(self._client.room_redact(room_id, doomed.id, tx_id=part.token))
        return _target(part)


def _target(part: Part) -> MessageRef:
    if part.target is None:
        raise Undeliverable(f"The {part.action} names no message.")
    return part.target


@contextmanager
def _words_for(part: Part) -> Iterator[None]:
    """Turn the connection's exceptions into those of a delivery."""
    try:
        yield
    except PlatformDown as error:
        # Where nobody took the connection nothing was sent; whatever else broke may have broken after that.
        unheard = isinstance(error.__cause__, ClientConnectorError)
        raise (TryLater if unheard else InDoubt)(str(error)) from error
    except (ProtocolError, EncryptionError, GroupEncryptionError) as error:
        raise TryLater(f"Matrix encryption is not ready for {part.to.id} ({type(error).__name__})") from error
    except Refused as refusal:
        # A token that is no longer accepted ends the sync as well, and the operator hears of it there.
        if refusal.status == 0 or refusal.status >= 500:
            raise InDoubt(f"Matrix fails ({refusal})") from refusal
        if refusal.passing or refusal.code == "M_UNKNOWN_TOKEN":
            raise TryLater(f"Matrix does not accept it now ({refusal})", refusal.retry_after) from refusal
        raise Undeliverable(_reason(refusal, part.to.id)) from refusal


def _reason(refusal: Refused, room: str) -> str:
    if refusal.code == "M_TOO_LARGE" or refusal.status == _TOO_LARGE:
        return "It is too large for Matrix, which takes 64 KiB."
    if refusal.code == "M_FORBIDDEN":
        return f"Stoa may not do this in the Matrix room {room}: check that it is a member and its power level there."
    return f"The Matrix homeserver refuses it in {room} ({refusal})."

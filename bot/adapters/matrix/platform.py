"""Matrix as a `ChatPlatform`: one connection at a time, and our own sync loop."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from nio import AsyncClientConfig

from bot.adapters.matrix.answers import Refused, ask
from bot.adapters.matrix.client import Client
from bot.adapters.matrix.directory import Directory
from bot.adapters.matrix.directs import Directs
from bot.adapters.matrix.filters import filter_for
from bot.adapters.matrix.gaps import Gaps, Patience
from bot.adapters.matrix.ghostnames import GhostNames
from bot.adapters.matrix.ghosts import Ghosts
from bot.adapters.matrix.intake import Intake
from bot.adapters.matrix.invitations import Invitations
from bot.adapters.matrix.keys import Keys
from bot.adapters.matrix.late import Late
from bot.adapters.matrix.login import log_in
from bot.adapters.matrix.media import Media
from bot.adapters.matrix.outbound import BODY_LIMIT, CLEAR_LIMIT, Reader, measure
from bot.adapters.matrix.pictures import Pictures
from bot.adapters.matrix.polls import Polls
from bot.adapters.matrix.pushed import Pushed
from bot.adapters.matrix.reading import PLATFORM, entity_of, message_of
from bot.adapters.matrix.sending import Sender
from bot.adapters.matrix.sharing import Sharing
from bot.adapters.matrix.speaking import Speaking
from bot.adapters.matrix.store import Store
from bot.adapters.matrix.trust import Trust
from bot.adapters.matrix.uploads import Uploader
from bot.adapters.matrix.waiting import Waiting
from bot.adapters.matrix.writing import event_address
from bot.core.delivery import Delivery, Part
from bot.core.errors import LoginRefused, NoSuchPlace, PlatformDown, TryLater
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.polls import Words
from bot.core.ports import Allowance, Capabilities, Clock, Host
from bot.core.rooms import Rooms
from bot.core.split import split
from bot.core.text import Attachment, RichText
from config.settings import MatrixSettings

_log = structlog.get_logger("stoa")

CURSOR = "sync"
_HEARD = "heard"
"""The cursor that says when (ISO 8601, UTC) the last answer came."""

_ROOM = re.compile(r"#[^\s:]+:\S+|!\S+")
_TRIES = 5
_FIRST_WAIT = 1.0
_SETTLE_EVERY = 30.0
_REQUEST_SECONDS = 30
_FIRST_SYNC_SECONDS = 300
_TYPING_MS = 8000
_WAIT_WHILE_SPEAKING = 1.0


class _Stopped(Exception):
    """Somebody called `stop` while we waited."""


@dataclass(frozen=True, slots=True)
class _Connection:
    client: Client
    directory: Directory
    invitations: Invitations
    intake: Intake
    late: Late
    keys: Keys
    polls: Polls
    sender: Sender
    media: Media
    pushed: Pushed


class MatrixPlatform:
    """The rooms of a Matrix homeserver; implements `bot.core.ports.ChatPlatform`."""

    name = PLATFORM
    capabilities = Capabilities(
        remembers_tokens=True,
        light_threads=True,
        free_reactions=True,
        pins=True,
    )

    def __init__(
        self,
        settings: MatrixSettings,
        rooms: Rooms,
        clock: Clock,
        store: Path,
        *,
        poll_seconds: float = 10.0,
    ) -> None:
        """Prepare; nothing is read, written or connected before `run`.

        `store` is the folder for the login, the keys and what else this adapter remembers. `poll_seconds` is how long
        the homeserver may wait for news before it answers. For each event it looks through all since the last answer,
        and what we say ourselves brings none: while we speak it waits for a second.
        """
        self._settings, self._rooms, self._clock, self._store = settings, rooms, clock, Store(store)
        self._poll_seconds = poll_seconds
        if settings.appservice:
            # Homeservers forget the transactions of ghosts, which have no device.
            self.capabilities = replace(type(self).capabilities, remembers_tokens=False)
        self._connection: _Connection | None = None
        self._patience = Patience(clock)
        self._ready = asyncio.Event()
        self._speaking = Speaking()
        self._stopped = False
        self._wait: asyncio.Timeout | None = None

    async def run(self, host: Host) -> None:
        """See `ChatPlatform.run`. The sync token is the cursor ``sync``: it moves on with the events it covers."""
        self._store.open()
        # nio quotes whole events in its warnings, and message text is not for the log.
        logging.getLogger("nio").setLevel(logging.CRITICAL)
        client = self._new_client()
        try:
            await self._until_stopped(log_in(client, self._settings, self._store))
            cursors = await host.cursors(PLATFORM)
            connection = await self._until_stopped(self._connected(client, host, cursors))
            async with connection.pushed.listening():
                await self._sync_on(connection, host, cursors)
        except _Stopped:
            return
        except Refused as refusal:
            raise PlatformDown(f"The Matrix homeserver refuses a request ({refusal})") from refusal
        finally:
            self._ready.clear()
            self._connection = None
            await self._speaking.finish()
            await _close(client)

    async def ready(self) -> None:
        """See `ChatPlatform.ready`: the first sync is done and the rooms are joined as far as possible."""
        await self._ready.wait()

    async def stop(self) -> None:
        """See `ChatPlatform.stop`. A wait for news ends at once; events that have come are still handed over."""
        if not self._stopped and self._wait is not None:
            self._wait.reschedule(0)
        self._stopped = True

    def split(self, delivery: Delivery) -> tuple[RichText, ...]:
        """See `ChatPlatform.split`."""
        clear = self._connection is not None and self._connection.directory.is_clear(delivery.to)
        size = partial(measure, reader=self._reader(delivery.to), clear=clear)
        return split(delivery.text, CLEAR_LIMIT if clear else BODY_LIMIT, size)

    def allowance(self, to: RoomRef, *, as_person: bool) -> Allowance:
        """See `ChatPlatform.allowance`: a homeserver limits the account, and only its refusals tell how."""
        return Allowance("account")

    def link_to(self, message: MessageRef) -> str:
        """See `ChatPlatform.link_to`: a matrix.to address; empty in a private conversation."""
        if message.room.person is not None:
            return ""
        return event_address(message.room.id, message.id, self._settings.user.partition(":")[2])

    async def typing(self, place: RoomRef) -> None:
        """See `ChatPlatform.typing`; raises DeliveryError, Refused or PlatformDown."""
        if self._connection is not None:
            room_id = await self._connection.directory.id_of(place)
            await ask(self._connection.client.room_typing(room_id, timeout=_TYPING_MS))

    def reacts_for_each(self, place: RoomRef) -> bool:
        """See `ChatPlatform.reacts_for_each`: ghosts do, wherever they can speak."""
        if self._settings.appservice is None or place.person is not None:
            return False
        return self._connection is None or self._connection.directory.is_open(place)

    def publishes(self, place: RoomRef) -> bool:
        """See `ChatPlatform.publishes`: nobody follows a room from elsewhere."""
        return False

    def messages_at(self, written: str) -> tuple[MessageRef, ...]:
        """See `ChatPlatform.messages_at`. An event's id is its own everywhere, so its room need not be looked up."""
        event = message_of(written)
        return tuple(MessageRef(room, event) for room in self._rooms.on(self.name)) if event else ()

    def place_at(self, written: str) -> RoomRef | None:
        """See `ChatPlatform.place_at`."""
        entity = entity_of(written) or written
        return RoomRef(self.name, entity) if _ROOM.fullmatch(entity) else None

    async def enter(self, place: RoomRef) -> RoomRef:
        """See `ChatPlatform.enter`: what is said from our join on is heard once the place is one of the rooms."""
        if self._connection is None:
            raise PlatformDown("Matrix is not connected now")
        return await self._connection.directory.enter(place)

    async def slow(self, place: RoomRef, seconds: int) -> None:
        """See `ChatPlatform.slow`: there is no such thing here."""
        raise NoSuchPlace(f"{place} has no slow mode")

    def missing(self, place: RoomRef) -> tuple[str, ...]:
        """See `ChatPlatform.missing`."""
        return self._connection.directory.missing(place) if self._connection else ()

    def groups_of(self, person: PersonRef) -> frozenset[str]:
        """See `ChatPlatform.groups_of`: somebody's power in any of the configured rooms."""
        return self._connection.intake.groups_of(person.id) if self._connection else frozenset()

    async def deliver(self, part: Part) -> MessageRef:
        """See `ChatPlatform.deliver`."""
        with self._sender() as sender:
            return await sender.deliver(part, self._reader(part.to))

    async def find_delivered(self, part: Part, since: datetime) -> MessageRef | None:
        """See `ChatPlatform.find_delivered`."""
        with self._sender() as sender:
            return await sender.find_delivered(part, since, self._reader(part.to))

    @asynccontextmanager
    async def open(self, file: Attachment) -> AsyncIterator[AsyncIterator[bytes]]:
        """See `ChatPlatform.open`."""
        if self._connection is None:
            raise TryLater("Matrix is not connected now")
        async with self._connection.media.opened(file) as stream:
            yield stream

    def _new_client(self) -> Client:
        # The engine alone retries, so nio must not.
        config = AsyncClientConfig(max_limit_exceeded=0, max_timeouts=0, request_timeout=_REQUEST_SECONDS)
        return Client(
            self._settings.homeserver.rstrip("/"),
            self._settings.user,
            self._settings.device_id,
            str(self._store.folder),
            config,
            Trust(self._store, self._settings.trust),
        )

    async def _connected(self, client: Client, host: Host, cursors: Mapping[str, str]) -> _Connection:
        keys = Keys(client, self._store, client.machine.trust, self._clock)
        await keys.check()
        directs = Directs(client, encrypted=self._settings.encrypt_direct)
        await directs.load()
        directory = Directory(client, self._rooms, directs, self._store)
        await directory.resolve()
        late = Late(client.machine, directory, Waiting(self._store), self._clock)
        media = Media(client)
        pictures = Pictures(media, host, self._store)
        polls = Polls(client, directory, self._clock, cursors)
        words = partial(self._words, host)
        service = self._settings.appservice
        names = GhostNames(service.prefix, str(client.user_id).partition(":")[2]) if service else None
        ghosts = None
        if service and names:
            ghosts = Ghosts(client, names, service, pictures, self._store, self._clock)
        intake = Intake(
            client, directory, directs, self._store, late, polls, Gaps(client, self._patience), words, names
        )
        return _Connection(
            client,
            directory,
            Invitations(client, directory, directs, self._settings.accept_invites, self._store),
            intake,
            late,
            keys,
            polls,
            Sender(
                client,
                directory,
                Sharing(client, keys, self._clock),
                Uploader(client, media, host),
                pictures,
                intake.sent,
                ghosts,
            ),
            media,
            Pushed(intake, directory, host, self._clock, service),
        )

    def _words(self, host: Host, room: RoomRef) -> Words:
        return partial(host.translate, self._rooms.language_of(room))

    async def _sync_on(self, connection: _Connection, host: Host, cursors: Mapping[str, str]) -> None:
        since, heard = cursors.get(CURSOR), cursors.get(_HEARD)
        first, settled_at = True, 0.0
        while not self._stopped:
            most = min(_WAIT_WHILE_SPEAKING, self._poll_seconds) if self._speaking.lately() else self._poll_seconds
            wait = 0 if first else min(most, connection.polls.wait)
            answer = await self._answer(connection.client, since, wait, first=first)
            connection.invitations.take(answer.rooms.invite)
            events = await connection.intake.events_of(answer, since) + await connection.intake.polled()
            await self._tell_lost(connection.intake, host, answer.next_batch, heard)
            heard = self._clock.now().isoformat()
            reached = {CURSOR: answer.next_batch, _HEARD: heard}
            await host.receive(PLATFORM, events, reached | connection.polls.notes())
            since = answer.next_batch
            for place in connection.intake.typing(answer):
                host.typing(place)
            await connection.late.settle(host)
            connection.pushed.follow(connection.client.rooms.values())
            await connection.invitations.answer()
            await connection.keys.keep(host)
            if first or self._clock.monotonic() - settled_at >= _SETTLE_EVERY:
                await connection.directory.settle()
                settled_at = self._clock.monotonic()
            if not self._ready.is_set() and not connection.directory.arriving:
                self._connection = connection
                self._ready.set()
            first = False

    async def _tell_lost(self, intake: Intake, host: Host, answer: str, heard: str | None) -> None:
        """Tell the admins, before an answer is done with, what of it is lost; `heard` is when the last one was."""
        for sentence, room, until in intake.lost():
            until = until or self._clock.now()
            since = datetime.fromisoformat(heard) if heard else until
            await host.warn(f"lost:{room}:{answer}", sentence, room=room, since=min(since, until), until=until)

    async def _answer(self, client: Client, since: str | None, wait: float, *, first: bool) -> Any:
        """Return the next answer; a homeserver in trouble is asked again a few times, each time later."""
        for attempt in range(_TRIES):
            try:
                return await self._until_stopped(self._sync(client, since, wait, first=first))
            except Refused as refusal:
                if refusal.code == "M_UNKNOWN_TOKEN":
                    raise LoginRefused(
                        "Matrix no longer accepts the login: it was logged out. Check matrix.token or matrix.password."
                    ) from refusal
                if not refusal.passing:
                    raise
                trouble: Exception = refusal
            except PlatformDown as down:
                trouble = down
            _log.warning("matrix sync failed", attempt=attempt + 1, reason=str(trouble))
            await self._until_stopped(self._clock.sleep(_FIRST_WAIT * 2**attempt))
        raise PlatformDown(f"The Matrix homeserver does not answer our syncs ({trouble})")

    async def _sync(self, client: Client, since: str | None, wait: float, *, first: bool) -> Any:
        # The state of all rooms is asked for once, because nio starts without any.
        filters = filter_for(since, str(client.user_id), first=first)
        try:
            # nio sets no limit of its own where it asks for the whole state.
            async with asyncio.timeout(_FIRST_SYNC_SECONDS + wait):
                return await ask(client.sync(int(wait * 1000), filters, since, full_state=first))
        except TimeoutError as error:
            raise PlatformDown("The Matrix homeserver does not answer a sync") from error

    async def _until_stopped(self, work: Awaitable[Any]) -> Any:
        """Return what `work` returns; raises _Stopped as soon as `stop` is called."""
        scope = asyncio.timeout(0 if self._stopped else None)
        try:
            async with scope as self._wait:
                return await work
        except TimeoutError:
            if not scope.expired():
                raise
            raise _Stopped from None
        finally:
            self._wait = None

    @contextmanager
    def _sender(self) -> Iterator[Sender]:
        if self._connection is None:
            raise TryLater("Matrix is not connected now")
        with self._speaking.one():
            yield self._connection.sender

    def _reader(self, room: RoomRef) -> Reader:
        return Reader(self._rooms.zone_of(room), self._rooms.language_of(room))


async def _close(client: Client) -> None:
    await client.close()
    if client.store is not None:
        client.store.database.close()

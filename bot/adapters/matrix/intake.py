"""A sync answer as core events: nothing missed, nothing of before we came, nothing of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from nio import AsyncClient, RoomMemberEvent, SyncResponse, TypingNoticeEvent

from bot.adapters.matrix.answered import Answered
from bot.adapters.matrix.answers import Refused
from bot.adapters.matrix.directory import Directory
from bot.adapters.matrix.directs import Directs
from bot.adapters.matrix.gaps import Gaps
from bot.adapters.matrix.ghostnames import GhostNames
from bot.adapters.matrix.inbound import (
    Scene,
    edited_by,
    membership_before,
    moment_of,
    polled,
    reaction_of,
    to_events,
)
from bot.adapters.matrix.late import Late
from bot.adapters.matrix.people import People, localpart
from bot.adapters.matrix.polls import Polls
from bot.adapters.matrix.store import Store
from bot.core.errors import PlatformDown
from bot.core.events import Event, Person
from bot.core.ids import RoomRef
from bot.core.notices import GAP, PUT_OUT
from bot.core.polls import Words

_log = structlog.get_logger("stoa")


class Intake:
    """Reads the sync answers of one connection, in their order."""

    def __init__(
        self,
        client: AsyncClient,
        directory: Directory,
        directs: Directs,
        store: Store,
        late: Late,
        polls: Polls,
        gaps: Gaps,
        words: Callable[[RoomRef], Words],
        ghosts: GhostNames | None = None,
    ) -> None:
        """Take what is needed to know rooms, people, earlier reactions, polls, gaps, and what waits for its key.

        `words` speaks for a room, `ghosts` are our accounts that speak for others.
        """
        self._client, self._directory, self._directs, self._store = client, directory, directs, store
        self._late, self._polls, self._gaps = late, polls, gaps
        self._words, self._ghosts = words, ghosts
        self._people = People(client.rooms)
        self._answered = Answered(client)
        self._lost: list[tuple[str, RoomRef, datetime | None]] = []
        self._inside: set[str] | None = None

    def lost(self) -> list[tuple[str, RoomRef, datetime | None]]:
        """Return, once, what the admins are to hear of the last answer.

        That is (sentence, room, until when) of every gap that cannot be filled and every room that we are put out of.
        """
        lost, self._lost = self._lost, []
        return lost

    def groups_of(self, user_id: str) -> frozenset[str]:
        """Return what a person's power in any of the configured rooms amounts to."""
        return self._people.groups_in(self._directory.configured, user_id)

    async def pushed(self, room_id: str, room: RoomRef, source: Mapping[str, Any]) -> list[Event]:
        """Return what an event means that came before its sync; see `Pushed`."""
        self._people.hear(source)
        return await self._read(room_id, room, source)

    def sent(self, source: Mapping[str, Any]) -> None:
        """Take an event of the bot's own, which no sync brings."""
        self._answered.note(source)
        reaction = reaction_of(source)
        if reaction is not None:
            self._store.keep_reaction(source["event_id"], reaction)

    async def events_of(self, answer: SyncResponse, since: str | None) -> list[Event]:
        """Return what happened between `since` and an answer, each room's events in the order of its timeline.

        Before them stand earlier events whose key has come. The very first answer (`since` is None) tells of the past
        and yields nothing. Raises PlatformDown where a gap cannot be read now.
        """
        for room_id in answer.rooms.leave:
            if self._client.rooms.pop(room_id, None):
                _log.warning("matrix no longer in room", room=room_id)
                room = self._directory.ref_of(room_id)
                if room is not None and room.person is None:
                    self._lost.append((PUT_OUT, room, None))
        events: list[Event] = await self._opened()
        for room_id, info in answer.rooms.join.items():
            self._people.note(room_id, (event.source for event in (*info.state, *info.timeline.events)))
            room = self._directory.ref_of(room_id)
            if since is not None and room is not None:
                new = self._inside is not None and room_id not in self._inside
                happened = await self._happened(room_id, room, info.timeline, since, answer.next_batch, new=new)
                events += await self._room_events(room_id, room, happened)
        self._inside = (self._inside or set()).union(answer.rooms.join).difference(answer.rooms.leave)
        self._late.save()
        return events

    def typing(self, answer: SyncResponse) -> Iterator[RoomRef]:
        """Yield the rooms in which somebody else types."""
        for room_id, info in answer.rooms.join.items():
            room = self._directory.ref_of(room_id)
            typists = {user for event in info.ephemeral if isinstance(event, TypingNoticeEvent) for user in event.users}
            if room is not None and typists - {self._client.user_id}:
                yield room

    async def _opened(self) -> list[Event]:
        """Return what came earlier and whose key has come now, or which waited for such an event."""
        events: list[Event] = []
        for room_id, source in self._late.opened():
            room = self._directory.ref_of(room_id)
            if room is not None:
                events += await self._read(room_id, room, source)
        return events

    async def polled(self) -> list[Event]:
        """Return how the polls stand that are due, where that has changed; raises PlatformDown as `events_of` does."""
        events: list[Event] = []
        for room, start, poll, at, revision in await self._polls.changed():
            room_id = str(start["room_id"])
            events.append(polled(start, poll, self._scene(room_id, room), at, revision))
        return events

    async def _happened(
        self, room_id: str, room: RoomRef, timeline: Any, since: str, until: str, *, new: bool
    ) -> list[Any]:
        """Return what happened in a room between two syncs, since our join if that is in between.

        Our join is among what no sync brings (see `filters`), so where it must be in between everything is asked for.
        """
        missed = await self._missed(room_id, room, timeline, since) if timeline.limited and not new else []
        happened = [*missed, *timeline.events]
        if new or self._was_outside(happened):
            happened = missed = await self._between(room_id, room, until, since) or happened
            for event in filter(self._is_ours, missed):
                # nio took our join from the state, before what the timeline says.
                if isinstance(event, RoomMemberEvent):
                    self._client.rooms[room_id].handle_membership(event)
        self._people.note(room_id, (event.source for event in missed))
        return self._since_our_join(happened)

    async def _room_events(self, room_id: str, room: RoomRef, happened: list[Any]) -> list[Event]:
        events: list[Event] = []
        for event in happened:
            source = self._late.take(room_id, event.source)
            if source is not None:
                events += await self._read(room_id, room, source)
        if events and room.person is not None:
            await self._remember(room.person.id, room_id)
        return events

    async def _missed(self, room_id: str, room: RoomRef, timeline: Any, since: str) -> list[Any]:
        """Return the events which a limited answer left out, oldest first."""
        return await self._between(room_id, room, timeline.prev_batch, since, timeline.events)

    async def _between(
        self, room_id: str, room: RoomRef, until: str | None, since: str, later: Sequence[Any] = ()
    ) -> list[Any]:
        """Return the events between two sync tokens, oldest first; `later` ones say where a gap that stays ends."""
        found, refusal = await self._gaps.missed(room_id, until, since)
        if refusal:
            _log.error("matrix gap not filled", room=room_id, reason=str(refusal))
            oldest = [*found, *later][:1]
            self._lost.append((GAP, room, moment_of(oldest[0].source) if oldest else None))
        return found

    def _since_our_join(self, events: list[Any]) -> list[Any]:
        """Leave out what was said before we came into the room, if that is among the events."""
        for number in range(len(events) - 1, -1, -1):
            event = events[number]
            came = membership_before(event.source) not in ("join", "unknown")
            if self._is_ours(event) and _is_join(event) and came:
                return events[number + 1 :]
        return events

    def _was_outside(self, events: Sequence[Any]) -> bool:
        """Tell whether we were out of the room at some time, and the events do not say when we came back."""
        ours = list(filter(self._is_ours, events))
        return bool(ours) and not _is_join(ours[-1])

    def _is_ours(self, event: Any) -> bool:
        """Tell whether an event says whether we are in the room."""
        source = event.source
        return bool(source.get("type") == "m.room.member" and source.get("state_key") == self._client.user_id)

    async def _read(self, room_id: str, room: RoomRef, source: Mapping[str, Any]) -> list[Event]:
        try:
            self._answered.note(source)
            if not await self._is_by_the_author(room_id, source):
                _log.warning("matrix foreign edit ignored", room=room_id, event_id=source.get("event_id"))
                return []
            await self._answered.find(room_id, source)
            reaction = reaction_of(source)
            if reaction is not None:
                self._store.keep_reaction(source["event_id"], reaction)
            self._polls.hear(room, source)
            return to_events(source, self._scene(room_id, room))
        except PlatformDown:
            raise
        except Exception as error:  # noqa: BLE001 - the boundary: what anyone may send must not stop the sync for ever
            _log.warning(
                "matrix event not understood", room=room_id, event_id=source.get("event_id"), error=repr(error)
            )
            return []

    def _scene(self, room_id: str, room: RoomRef) -> Scene:
        me = str(self._client.user_id)
        ours = self._client.rooms[room_id].users.get(me)
        return Scene(
            room=room,
            me=me,
            my_name=(ours.display_name if ours else None) or localpart(me),
            person=lambda user_id: self._person(room_id, room, user_id),
            reaction=self._store.reaction,
            quote=lambda event_id: self._answered.quote(room_id, event_id, me.partition(":")[2]),
            words=self._words(room),
            ghosts=self._ghosts,
        )

    def _person(self, room_id: str, room: RoomRef, user_id: str) -> Person:
        person = self._people.person(room_id, user_id)
        # In a private conversation everybody has what power they like: they may have made the room.
        return replace(person, groups=self.groups_of(user_id)) if room.person is not None else person

    async def _is_by_the_author(self, room_id: str, source: Mapping[str, Any]) -> bool:
        """Tell whether an edit comes from who wrote the message; homeservers pass on edits by others too.

        Client-server API, "Event replacements", leaves it to the client to ignore those.
        """
        original = edited_by(source)
        if original is None or source["sender"] == self._client.user_id:
            return True
        return await self._answered.author(room_id, original) == str(source["sender"])

    async def _remember(self, user_id: str, room_id: str) -> None:
        try:
            await self._directs.note(user_id, room_id)
        except (Refused, PlatformDown) as trouble:
            _log.warning("matrix direct room not remembered", reason=str(trouble))


def _is_join(event: Any) -> bool:
    return bool(event.source.get("content", {}).get("membership") == "join")

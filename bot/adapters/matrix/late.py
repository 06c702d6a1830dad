"""Events that came before their key: held, their keys asked for, and handed over late; nobody is left in the dark.

A key is asked for from the sender's devices and from our own others (client-server API, "Key requests"), again and
again at growing intervals. The admins are told after a minute, after a day, and when an event is given up.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from nio.event_builders import RoomKeyRequestMessage

from bot.adapters.matrix.directory import Directory
from bot.adapters.matrix.machine import Machine
from bot.adapters.matrix.waiting import Held, Waiting, is_encrypted, marked_by
from bot.core.errors import N_
from bot.core.ports import Clock, Host

_log = structlog.get_logger("stoa")

Source = Mapping[str, Any]

_ASKED_AFTER = tuple(timedelta(minutes=minutes) for minutes in (0, 1, 5, 30, 120, 480, 1440, 4320))
_AT_ONCE = 20
"""For how many sessions keys are asked for between two syncs."""

_WARNINGS = (
    (
        timedelta(minutes=1),
        N_(
            "Messages in {room} are encrypted and I cannot read them: {person} has not sent me the key. I have asked"
            " for it. When it comes, they are bridged with the time at which they were written."
        ),
    ),
    (
        timedelta(days=1),
        N_(
            "Since {since} the key has been missing for messages of {person} in {room}. I keep asking for some days."
            " If they matter, ask for them to be written again."
        ),
    ),
)
_GIVEN_UP = N_(
    "I gave up encrypted messages in {room}, as their key never came: {count} of them, the first of {since}."
)


class Late:
    """What waits for a key, over one connection."""

    def __init__(self, machine: Machine, directory: Directory, waiting: Waiting, clock: Clock) -> None:
        """Take the keys, the rooms and what waits."""
        self._machine, self._directory, self._waiting, self._clock = machine, directory, waiting, clock
        self._opened: list[str] = []

    def take(self, room_id: str, source: Source) -> Source | None:
        """Return an event as it can be handed over now; None where it has to wait, or where it was taken back unheard.

        Our own events are never waited for: nobody is to hear them.
        """
        if is_encrypted(source):
            clear = self._machine.read(room_id, source)
            if clear is not None and not self._waits(marked_by(source)):
                return clear
        elif source.get("type") == "m.room.redaction" and self._waits(redacted_by(source)):
            self._waiting.withdraw(str(redacted_by(source)))
            return None
        elif not self._waits(marked_by(source)):
            return source
        if source["sender"] != self._machine.user_id:
            self._hold(room_id, source)
        return None

    def opened(self) -> list[tuple[str, Source]]:
        """Return what waited and can be handed over now, by room and in the order in which it came."""
        self._opened = []
        return list(self._opening()) if len(self._waiting) else []

    def save(self) -> None:
        """Make durable what waits; to be done before the events' sync token is committed. Raises OSError."""
        self._waiting.save()

    async def settle(self, host: Host) -> None:
        """Forget what was handed over and committed, ask for keys that are due, and have the admins told what is."""
        if not len(self._waiting):
            return
        opened = [held for held in self._waiting if held.id in self._opened]
        self._waiting.remove(self._opened)
        self._opened = []
        self._cancel(opened)
        now = self._clock.now()
        await self._give_up(host, now)
        self._ask(now)
        await self._tell(host, now)
        self._waiting.save()

    def _hold(self, room_id: str, source: Source) -> None:
        if str(source["event_id"]) not in self._waiting:
            _log.warning("matrix event waits for its key", room=room_id, event_id=source["event_id"])
            self._waiting.add(room_id, source, self._clock.now())

    def _waits(self, id: str | None) -> bool:
        return id in self._waiting and id not in self._opened

    def _opening(self) -> Iterator[tuple[str, Source]]:
        for held in self._waiting:
            clear = self._machine.read(held.room_id, held.source) if held.encrypted else held.source
            if clear is not None and not self._waits(marked_by(held.source)):
                self._opened.append(held.id)
                yield held.room_id, clear

    def _ask(self, now: datetime) -> None:
        """Queue the requests that are due; the oldest event of a session stands for all of them."""
        sessions: dict[object, Held] = {}
        for held in self._waiting:
            session = held.source["content"].get("session_id")
            if held.encrypted and isinstance(session, str):
                sessions.setdefault((held.room_id, session), held)
        due = [(held, bisect_right(_ASKED_AFTER, now - held.since)) for held in sessions.values()]
        for held, times in [(held, times) for held, times in due if times > held.asked][:_AT_ONCE]:
            self._waiting.note(held, asked=times)
            for user in {self._machine.user_id, str(held.source["sender"])}:
                self._machine.outgoing_to_device_messages.append(self._request(held, user))

    def _request(self, held: Held, user: str) -> RoomKeyRequestMessage:
        content = held.source["content"]
        session, algorithm = str(content["session_id"]), str(content["algorithm"])
        wanted = {"algorithm": algorithm, "room_id": held.room_id, "session_id": session}
        asked = {
            "action": "request",
            "body": {**wanted, "sender_key": str(content.get("sender_key", ""))},
            "request_id": session,
            "requesting_device_id": self._machine.device_id,
        }
        return RoomKeyRequestMessage("m.room_key_request", user, "*", asked, session, session, held.room_id, algorithm)

    def _cancel(self, opened: Iterable[Held]) -> None:
        """Tell those who were asked for a key that it is needed no longer."""
        for held in opened:
            request = self._machine.outgoing_key_requests.pop(held.source["content"].get("session_id"), None)
            if request is not None:
                self._machine.store.remove_outgoing_key_request(request)
                for user in {self._machine.user_id, str(held.source["sender"])}:
                    cancellation = request.as_cancellation(user, self._machine.device_id)
                    self._machine.outgoing_to_device_messages.append(cancellation)

    async def _tell(self, host: Host, now: datetime) -> None:
        for level, (age, sentence) in enumerate(_WARNINGS, 1):
            told = {held.room_id for held in self._waiting if held.told >= level}
            for held in self._waiting:
                if not held.encrypted or held.told >= level or now - held.since < age:
                    continue
                if held.room_id not in told:
                    await self._warn(host, f"matrix key {level}:{held.id}", sentence, held)
                    told.add(held.room_id)
                self._waiting.note(held, told=level)

    async def _give_up(self, host: Host, now: datetime) -> None:
        gone: dict[str, list[Held]] = {}
        for held in self._waiting.give_up(now):
            gone.setdefault(held.room_id, []).append(held)
        for some in gone.values():
            await self._warn(host, f"matrix key gone:{some[0].id}", _GIVEN_UP, some[0], count=len(some))

    async def _warn(self, host: Host, about: str, sentence: str, held: Held, **values: object) -> None:
        room = self._directory.ref_of(held.room_id)
        if room is not None:
            person = held.source["sender"]
            await host.warn(about, sentence, room=room, person=person, since=held.since, **values)


def redacted_by(source: Source) -> str | None:
    """Return the id of the event that a redaction takes back (room versions from 11 on carry it in the content)."""
    target = source.get("content", {}).get("redacts") or source.get("redacts")
    return target if isinstance(target, str) else None

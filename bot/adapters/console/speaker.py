"""Doing what people in the terminal do: each act becomes an event for the engine, or a command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.adapters.console.history import Entry, History
from bot.adapters.console.lines import Act, Line, addressed
from bot.adapters.console.view import Said
from bot.core import markup
from bot.core.commands import Asked, Reply
from bot.core.events import Event, MessageDeleted, MessageEdited, MessagePosted, Person, Reacted
from bot.core.ids import MessageRef, RoomRef
from bot.core.ports import Clock, Host
from bot.core.rooms import Rooms


class Speaker:
    """Speaks to the engine for whoever types."""

    def __init__(self, host: Host, rooms: Rooms, history: History, clock: Clock, next_id: Callable[[], str]) -> None:
        """`next_id` returns a number that was never used before."""
        self._host, self._rooms, self._history = host, rooms, history
        self._clock, self._next_id = clock, next_id

    def commands(self) -> list[str]:
        """Return the bot's commands as they are typed."""
        return [f"/{spec.name}" for spec in self._host.specs() if not spec.hidden]

    async def command(self, line: str, person: Person, room: RoomRef) -> Reply:
        """Run a command that is answered at once."""
        asked = Asked(
            person,
            room,
            self._clock.now(),
            language=self._rooms.language_of(room),
            zone=self._rooms.zone_of(room),
            id=f"command:{room}/{self._next_id()}",
        )
        return await self._host.command(asked.id, line, asked)

    async def act(self, line: Line, person: Person, room: RoomRef) -> bool:
        """Say, answer, edit, delete or react; return False where there is nothing to do it to."""
        match line.act:
            case Act.REPLY:
                event = self._reply(line.text, person, room)
            case Act.EDIT:
                event = self._edit(line.text, person, room)
            case Act.DELETE:
                event = self._delete(person, room)
            case Act.REACT:
                event = self._react(line.text, person, room)
            case _:
                event = self._say(line.text, person, room)
        if event is None:
            return False
        await self._host.receive(room.platform, [event], {})
        return True

    def _say(self, text: str, person: Person, room: RoomRef, about: Entry | None = None) -> Event:
        words, to_bot = addressed(text)
        ref = MessageRef(room, self._next_id())
        rich = markup.parse(words)
        self._history.add(Entry(ref, Said(room, person.name, rich), person.ref))
        return MessagePosted(
            ref,
            person,
            self._clock.now(),
            rich,
            reply_to=about.ref if about else None,
            addressed=to_bot or room.person is not None,
        )

    def _reply(self, text: str, person: Person, room: RoomRef) -> Event | None:
        last = self._history.last(room)
        return self._say(text, person, room, last) if last and text else None

    def _edit(self, text: str, person: Person, room: RoomRef) -> Event | None:
        mine = self._mine(person, room)
        if mine is None or not text:
            return None
        rich = markup.parse(text)
        mine.said = replace(mine.said, text=rich)
        return MessageEdited(mine.ref, person, self._clock.now(), self._next_id(), rich)

    def _delete(self, person: Person, room: RoomRef) -> Event | None:
        mine = self._mine(person, room)
        if mine is None:
            return None
        self._history.remove(mine.ref)
        return MessageDeleted(mine.ref, self._clock.now())

    def _react(self, emoji: str, person: Person, room: RoomRef) -> Event | None:
        offered = self._history.last(room, lambda entry: bool(entry.said.choices))
        target = offered or self._history.last(room)
        if target is None or not emoji:
            return None
        return Reacted(target.ref, person, emoji, self._clock.now(), self._next_id())

    def _mine(self, person: Person, room: RoomRef) -> Entry | None:
        return self._history.last(room, lambda entry: entry.by == person.ref)

"""The terminal as a chat platform: its rooms are the configured ``console:`` places."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Collection
from contextlib import AbstractAsyncContextManager
from datetime import datetime

from bot.adapters.console.guide import Guide
from bot.adapters.console.history import Entry, History
from bot.adapters.console.lines import WORDS, Act, Line, is_name, read
from bot.adapters.console.saving import Saver
from bot.adapters.console.source import piped, prompted
from bot.adapters.console.speaker import Speaker
from bot.adapters.console.view import BOT_NAME, Said, View
from bot.core.delivery import Action, Delivery, Part
from bot.core.errors import NoFile, NoSuchPlace, Undeliverable
from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.ports import Allowance, Capabilities, Clock, Host
from bot.core.rights import Rights
from bot.core.rooms import Purpose, Rooms
from bot.core.text import Attachment, RichText

PEOPLE = ("teacher-17", "teacher-23", "facilitator-1", "facilitator-2", "coordinator-1")
"""Who is known from the start; anybody else who speaks is a participant."""


_TOLD: dict[Act, Callable[[Guide, Person, RoomRef], list[str]]] = {
    Act.ROOMS: lambda guide, person, place: guide.rooms(place),
    Act.PEOPLE: lambda guide, person, place: guide.known(person.name),
    Act.HELP: lambda guide, person, place: guide.help(),
}


async def _nothing() -> None:
    """Wait for nothing."""


def _print(text: str) -> None:
    # sys.stdout is looked up each time: while the prompt stands, it is the prompt's.
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class ConsolePlatform:
    """Implements `ChatPlatform` for one person at a terminal, or for a script that is piped in.

    In a pipe each line waits until what it caused was delivered, so that the output has one order. `idle` is what it
    waits for; it may be set after the construction. When the lines have ended, `run` returns.
    """

    name = "console"
    capabilities = Capabilities(
        buttons=False,
        reactions=True,
        remembers_tokens=True,
        free_reactions=True,
        files_with_text=100,
    )

    def __init__(
        self,
        rooms: Rooms,
        clock: Clock,
        *,
        people: Collection[str] = PEOPLE,
        rights: Rights | None = None,
        speaker: str = PEOPLE[0],
        greeting: str = "",
        lines: AsyncIterator[str] | None = None,
        write: Callable[[str], None] = _print,
        terminal: bool | None = None,
        idle: Callable[[], Awaitable[None]] = _nothing,
    ) -> None:
        """Prepare; nothing is read or written before `run`.

        `rights` only tell who is what in the list of people. `speaker` speaks first. `lines` and `write` stand in for
        the terminal, `terminal` tells whether there is one (None: find out).
        """
        self._terminal = sys.stdin.isatty() and sys.stdout.isatty() if terminal is None else terminal
        self._rooms, self._clock, self._lines, self._write = rooms, clock, lines, write
        self._view, self._history = View(rooms, styled=self._terminal), History()
        self._guide = Guide(rooms, rights or Rights(), [*people])
        self._greeting, self.idle = greeting, idle
        self._person, self._place = speaker, self._first_place()
        self._number = 0
        self._saver: Saver | None = None
        self._up, self._ended = asyncio.Event(), asyncio.Event()

    async def run(self, host: Host) -> None:
        """See `ChatPlatform.run`; returns when the lines have ended."""
        self._saver = Saver(host)
        self._up.set()
        reading = asyncio.create_task(self._play(Speaker(host, self._rooms, self._history, self._clock, self._next_id)))
        stopping = asyncio.create_task(self._ended.wait())
        try:
            await asyncio.wait({reading, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._up.clear()
            reading.cancel()
            stopping.cancel()
            await asyncio.gather(reading, stopping, return_exceptions=True)
        if not reading.cancelled():
            reading.result()

    @property
    def _places(self) -> tuple[RoomRef, ...]:
        return self._rooms.on(self.name)

    async def ready(self) -> None:
        """See `ChatPlatform.ready`."""
        await self._up.wait()

    async def stop(self) -> None:
        """See `ChatPlatform.stop`."""
        self._ended.set()

    def split(self, delivery: Delivery) -> tuple[RichText, ...]:
        """See `ChatPlatform.split`: a terminal takes a text of any length."""
        return (delivery.text,)

    def allowance(self, to: RoomRef, *, as_person: bool) -> Allowance:
        """See `ChatPlatform.allowance`: a terminal takes whatever comes."""
        return Allowance("terminal")

    def link_to(self, message: MessageRef) -> str:
        """See `ChatPlatform.link_to`: in a terminal there are no addresses."""
        return ""

    async def typing(self, place: RoomRef) -> None:
        """See `ChatPlatform.typing`: a terminal shows lines only."""

    def reacts_for_each(self, place: RoomRef) -> bool:
        """See `ChatPlatform.reacts_for_each`: the bot reacts, once for all."""
        return False

    def publishes(self, place: RoomRef) -> bool:
        """See `ChatPlatform.publishes`: nobody follows a room from elsewhere."""
        return False

    def messages_at(self, written: str) -> tuple[MessageRef, ...]:
        """See `ChatPlatform.messages_at`: in a terminal there is nothing to copy."""
        return ()

    def place_at(self, written: str) -> RoomRef | None:
        """See `ChatPlatform.place_at`: people write a place as ``#name``."""
        return RoomRef(self.name, written[1:]) if written.startswith("#") and ":" not in written else None

    async def enter(self, place: RoomRef) -> RoomRef:
        """See `ChatPlatform.enter`: a place of the console is there as soon as it is named."""
        return place

    async def slow(self, place: RoomRef, seconds: int) -> None:
        """See `ChatPlatform.slow`: there is no such thing here."""
        raise NoSuchPlace(f"{place} has no slow mode")

    def missing(self, place: RoomRef) -> tuple[str, ...]:
        """See `ChatPlatform.missing`."""
        return ()

    def groups_of(self, person: PersonRef) -> frozenset[str]:
        """See `ChatPlatform.groups_of`: a terminal has none."""
        return frozenset()

    async def deliver(self, part: Part) -> MessageRef:
        """See `ChatPlatform.deliver`; a token that was seen before shows nothing again."""
        if part.to not in self._places and part.to.person is None:
            raise Undeliverable(f"the terminal has no room {part.to.id!r}")
        ref = self._history.done(part.token)
        if ref is None:
            ref = self._deliver(await self._saver.saved(part) if self._saver and part.attachments else part)
        self._history.note(part.token, ref)
        return ref

    def open(self, file: Attachment) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """See `ChatPlatform.open`: a terminal holds no files."""
        raise NoFile("a terminal holds no files")

    async def find_delivered(self, part: Part, since: datetime) -> MessageRef | None:
        """See `ChatPlatform.find_delivered`: only this run is remembered."""
        return self._history.done(part.token)

    def _deliver(self, part: Part) -> MessageRef:
        if part.action is Action.POST or part.target is None:
            return self._post(part)
        known = self._history.find(part.target)
        name = part.as_person.name if part.as_person else BOT_NAME
        match part.action:
            case Action.EDIT:
                said = Said(part.to, name, part.text, choices=part.choices, attachments=part.attachments)
                if known:
                    known.said = said
                self._write(self._view.posted(said, "✎"))
            case Action.DELETE:
                self._history.remove(part.target)
                self._write(self._view.deleted(known.said if known else Said(part.to, name)))
            case _:
                self._react(part, known, name)
        return part.target

    def _post(self, part: Part) -> MessageRef:
        answered = part.reply_to or part.thread
        about = self._history.find(answered) if answered else None
        said = Said(
            part.to,
            part.as_person.name if part.as_person else BOT_NAME,
            part.text,
            about.said.name if about else "",
            part.choices,
            part.attachments,
        )
        ref = MessageRef(part.to, self._next_id())
        self._history.add(Entry(ref, said))
        self._write(self._view.posted(said))
        return ref

    def _react(self, part: Part, known: Entry | None, name: str) -> None:
        if known and known.said.choices and part.as_person is None:
            return  # the emoji of choices, which are listed already
        back = part.action is Action.UNREACT
        self._write(self._view.reacted(part.to, name, part.emoji, known.said if known else None, back=back))

    async def _play(self, speaker: Speaker) -> None:
        if self._greeting:
            self._write(self._view.greeting(self._greeting))
        await self._calm()
        self._lines = lines = self._lines or self._source(speaker)
        async for line in lines:
            typed = read(line, lambda name: self._room(name) is not None)
            if typed.act is Act.QUIT:
                break
            await self._obey(typed, speaker)
            await self._calm()
        if isinstance(lines, AsyncGenerator):
            await lines.aclose()
        await self.idle()

    async def _calm(self) -> None:
        if not self._terminal:
            await self.idle()

    def _source(self, speaker: Speaker) -> AsyncIterator[str]:
        if not self._terminal:
            return piped()
        return prompted(lambda: f"{self._person} @ {self._here().id}> ", lambda: self._words(speaker))

    def _words(self, speaker: Speaker) -> list[str]:
        places = (f"#{place.id}" for place in self._places)
        return [*WORDS, *places, *(f"@{name}" for name in self._guide.people), *speaker.commands()]

    async def _obey(self, typed: Line, speaker: Speaker) -> None:
        name = typed.person or self._person
        person = Person(PersonRef(self.name, name), name)
        place = self._here(person) if typed.room is None else self._room(typed.room, person)
        if not is_name(name):
            self._note(self._guide.no_name(name))
        elif place is None:
            self._note(self._guide.no_room(typed.room or ""))
        elif typed.act is Act.MOVE:
            self._move(person, place, spoken=typed.room is not None)
        elif typed.act in _TOLD:
            self._note(*_TOLD[typed.act](self._guide, person, place))
        elif typed.act is not Act.NOTHING:
            self._guide.meet(name)
            await self._act(typed, speaker, person, place)

    async def _act(self, typed: Line, speaker: Speaker, person: Person, place: RoomRef) -> None:
        if not self._terminal:
            self._write(self._view.posted(Said(place, person.name, RichText.plain(self._echo(typed)))))
        if typed.act is Act.COMMAND:
            reply = await speaker.command(typed.text, person, place)
            if reply.text:
                said = Said(place, BOT_NAME, reply.text, person.name, reply.choices, private=reply.private)
                self._write(self._view.posted(said))
        elif not await speaker.act(typed, person, place):
            self._note(self._guide.nothing_there())

    def _echo(self, typed: Line) -> str:
        marks = {Act.COMMAND: "/", Act.EDIT: "✎ ", Act.REPLY: "↳ ", Act.DELETE: "🗑", Act.REACT: "☺ "}
        return marks.get(typed.act, "") + typed.text

    def _move(self, person: Person, place: RoomRef, *, spoken: bool) -> None:
        new = self._guide.meet(person.name)
        self._person = person.name
        self._place = "dm" if place.person else place.id
        self._note(self._guide.moved(person, place, new=new, spoken=spoken))

    def _here(self, person: Person | None = None) -> RoomRef:
        found = self._room(self._place, person)
        return found or RoomRef(self.name, self._place)

    def _room(self, name: str, person: Person | None = None) -> RoomRef | None:
        """Return the room of a place, of a room's name (its first place here), or of “dm”: private with the bot."""
        if name == "dm":
            return RoomRef.direct(person.ref if person else PersonRef(self.name, self._person))
        room = self._rooms.named(name)
        named = room.places if room else ()
        places = (place for place in (RoomRef(self.name, name), *named) if place in self._places)
        return next(places, None)

    def _first_place(self) -> str:
        helpdesks = (p for p in self._rooms.places_for([Purpose.HELPDESK]) if p.platform == self.name)
        return next(iter((*helpdesks, *self._places)), RoomRef(self.name, "dm")).id

    def _next_id(self) -> str:
        """Return a number that no earlier message has, of this run or of one before: microseconds, counted on."""
        self._number = max(self._number + 1, int(self._clock.now().timestamp() * 1_000_000))
        return str(self._number)

    def _note(self, *lines: str) -> None:
        self._write(self._view.note(*lines))

"""A helpdesk at work: a community of two bridged rooms, a small FAQ, and what it owes in words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Self

from bot.core.cog import Cog, handlers_of
from bot.core.commands import Asked, Reply, parse, specs_of
from bot.core.delivery import Action, Delivery
from bot.core.events import Event, MessagePosted, Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.rights import Rights
from bot.core.rooms import Purpose, Room, Rooms
from bot.core.text import Attachment, RichText
from cogs.helpdesk import CannedReplies, Faq, Helpdesk, TicketAnswers, TicketEnds, Tickets, TicketThreads
from config.content import FaqEntry
from config.settings import HelpdeskSettings, SupportSettings
from storage import links, outbox, people
from storage.database import Database, Tx

DISCORD = RoomRef("discord", "11")
MATRIX = RoomRef("matrix", "!help:example.org")
GENERAL = RoomRef("discord", "12")
ENGLISH = RoomRef("discord", "13")
TEAM = RoomRef("discord", "14")
TEAM_TOO = RoomRef("matrix", "!team:example.org")

ROOMS = Rooms(
    (
        Room("helpdesk", "Βοήθεια", (DISCORD, MATRIX), Purpose.HELPDESK),
        Room("genika", "Γενικά", (GENERAL,)),
        Room("international", "International", (ENGLISH,), Purpose.HELPDESK, "en"),
        Room("diefkolyntes", "Διευκολυντές", (TEAM, TEAM_TOO), Purpose.FACILITATORS),
    )
)
IN_ENGLISH = Rooms(tuple(replace(room, language="en") for room in ROOMS.rooms), "en")
"""The same rooms of a community that speaks English."""
TEACHER = Person(PersonRef("discord", "17"), "teacher-17")
OTHER = Person(PersonRef("discord", "18"), "teacher-18")
FACILITATOR = Person(PersonRef("discord", "2"), "facilitator-2")
SECOND = Person(PersonRef("discord", "3"), "facilitator-3")

ENTRIES = (
    FaqEntry(
        id="hashtag-ergou",
        question="Ποιο hashtag βάζω στο έργο μου;",
        variants=("τι χασταγκ να βάλω στον τίτλο",),
        answer="Προσθέστε το **#SkillsLabs** στον τίτλο ή στην περιγραφή του έργου.",
        source="«Ολοκλήρωση του 1ου MOOC»",
    ),
    FaqEntry(
        id="hashtag-ergou",
        question="Which hashtag do I use for my project?",
        answer="Add **#SkillsLabs** to the title of your project.",
        lang="en",
    ),
    FaqEntry(
        id="vevaiosi-pote",
        question="Πότε εκδίδεται η βεβαίωση;",
        answer="Οι βεβαιώσεις εκδίδονται μετά το τέλος του μαθήματος.",
        source="«Οδηγός»",
    ),
    FaqEntry(id="vevaiosi-pou", question="Πώς κατεβάζω τη βεβαίωση;", answer="Από τη σελίδα του προφίλ σας."),
    FaqEntry(id="twinspace", question="Τι είναι το TwinSpace;", answer="Ο χώρος συνεργασίας ενός έργου."),
    FaqEntry(id="eggrafi", question="Πώς γράφομαι στο eTwinning;", answer="Από τη σελίδα εγγραφής."),
)


CALM = HelpdeskSettings(incident_people=1000)
"""Tests have many ask the same; only those of incidents make incidents of it."""


class World:
    """The helpdesk's cogs over a real database."""

    rooms = ROOMS

    def __init__(self, database: Database, now: datetime, settings: HelpdeskSettings | None = None) -> None:
        self.database, self.now = database, now
        rights = self.rights = Rights.of(facilitators=[str(FACILITATOR.ref), str(SECOND.ref)])
        self.helpdesk = Helpdesk(self.rooms, settings or CALM, SupportSettings(), ENTRIES, rights)
        self.threads = TicketThreads(self.rooms, settings, rights)
        ticket_cogs = (
            Tickets(self.rooms, rights),
            TicketAnswers(self.rooms),
            TicketEnds(self.rooms, settings),
            self.threads,
        )
        self.cogs: tuple[Cog, ...] = (self.helpdesk, *ticket_cogs, CannedReplies(), Faq())
        self.specs = [spec for cog in self.cogs for spec in specs_of(cog)]
        self._numbers = count(100)
        self._seen = 0

    @classmethod
    async def begin(cls, database: Database, now: datetime, settings: HelpdeskSettings | None = None) -> Self:
        world = cls(database, now, settings)
        async with database.transaction() as tx:
            await world.helpdesk.start(now, tx)
        return world

    def later(self, **parts: float) -> None:
        """Let time pass."""
        self.now += timedelta(**parts)

    def posted(
        self,
        text: str,
        room: RoomRef = DISCORD,
        by: Person = TEACHER,
        *,
        reply_to: MessageRef | None = None,
        thread: MessageRef | None = None,
        addressed: bool = False,
    ) -> MessagePosted:
        """Return a new message, said now."""
        ref = MessageRef(room, str(next(self._numbers)))
        return MessagePosted(ref, by, self.now, RichText.plain(text), reply_to, thread, addressed=addressed)

    async def meet(self, *those: Person) -> None:
        """Have these seen."""
        async with self.tx() as tx:
            for person in those:
                await people.seen(tx, person.ref, person.name, self.now)

    async def hear(self, event: MessagePosted) -> list[Delivery]:
        """Have the helpdesk hear a message; return what it owes since."""
        return await self.happen(event)

    async def happen(self, event: Event) -> list[Delivery]:
        """Let something happen in a room; return what is owed since."""
        async with self.database.transaction() as tx:
            for cog in self.cogs:
                for kind, handler in handlers_of(cog):
                    if isinstance(event, kind):
                        await handler(event, tx)
        return await self.owed()

    async def run(
        self,
        line: str,
        by: Person = TEACHER,
        room: RoomRef = DISCORD,
        language: str = "el",
        message: MessageRef | None = None,
        id: str = "",
        files: tuple[Attachment, ...] = (),
    ) -> Reply:
        """Run a command line as somebody: a slash command, or one typed in a message, with its files."""
        role = self.rights.role_of(by)
        spec, given = parse(line, self.specs)
        name = id or f"command-{next(self._numbers)}"
        asked = Asked(by, room, self.now, role, language, message=message, id=name, attachments=files)
        async with self.database.transaction() as tx:
            reply = await spec.run(asked, tx, **given)
        assert isinstance(reply, Reply)
        return reply

    async def owed(self) -> list[Delivery]:
        """Return what was owed since the last look, in order."""
        async with self.database.reading() as tx:
            rows = await tx.all("SELECT id, payload FROM outbox WHERE id > ? ORDER BY id", self._seen)
        self._seen = max([self._seen, *(row["id"] for row in rows)])
        return [outbox.load(row["payload"]) for row in rows]

    async def sent(self, delivery: Delivery) -> MessageRef:
        """Have a delivery arrive; return its message."""
        ref = MessageRef(delivery.to, f"sent-{next(self._numbers)}")
        async with self.database.transaction() as tx:
            await links.record_all(tx, [(ref, delivery.key, 0, delivery.origin)])
        return ref

    @asynccontextmanager
    async def tx(self) -> AsyncIterator[Tx]:
        async with self.database.transaction() as tx:
            yield tx


def reactions(deliveries: list[Delivery]) -> list[tuple[MessageRef | None, str]]:
    """Return the emoji that are owed, and under which message."""
    return [(each.reply_to, each.emoji) for each in deliveries if each.action is Action.REACT]


def by_place(deliveries: list[Delivery]) -> dict[RoomRef, str]:
    """Return the words owed to each place; each place is owed one, beside reactions."""
    deliveries = [delivery for delivery in deliveries if delivery.action is not Action.REACT]
    assert len({delivery.to for delivery in deliveries}) == len(deliveries)
    return {delivery.to: str(delivery.text) for delivery in deliveries}

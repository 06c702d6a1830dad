"""A helpdesk whose tickets are given to teams: two facilitators for the platform, an ambassador for a department."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.commands import specs_of
from bot.core.delivery import Delivery
from bot.core.events import Person
from bot.core.ids import PersonRef, RoomRef
from bot.core.rights import Rights
from bot.core.text import Mention
from cogs.helpdesk import (
    Absences,
    Deadlines,
    Duty,
    Handover,
    Helpdesk,
    Hours,
    Nudges,
    Routing,
    Team,
    TicketAnswers,
    TicketEnds,
    Tickets,
    TicketThreads,
    Topics,
    Voice,
)
from cogs.institutions import Institutions
from config.content import Institution
from config.settings import HelpdeskSettings, SupportSettings
from storage.database import Database
from tests.cogs.helpdesk_world import CALM, ENTRIES, FACILITATOR, IN_ENGLISH, SECOND, World

AMBASSADOR = Person(PersonRef("matrix", "@ambassador-1:example.org"), "ambassador-1")
THIRD = Person(PersonRef("matrix", "@facilitator-4:example.org"), "facilitator-4")
ZONE = "Europe/Athens"
INSTITUTIONS = (
    Institution(id="kriti-proscholikis", department="Τμήμα Προσχολικής Εκπαίδευσης", university="Πανεπιστήμιο Κρήτης"),
    Institution(id="kriti-technologies", department="Εργαστήριο Τεχνολογιών", university="Πανεπιστήμιο Κρήτης"),
    Institution(id="ioannina-nipiagogon", department="Τμήμα Νηπιαγωγών", university="Πανεπιστήμιο Ιωαννίνων"),
)
TEAMS = (
    Team((FACILITATOR.ref, SECOND.ref), frozenset({"platforma"})),
    Team((AMBASSADOR.ref,), institutions=frozenset({"kriti-proscholikis"})),
    Team((THIRD.ref,)),
)
TOPICS = Topics(
    {"platforma": "Πλατφόρμα και εγγραφή", "mooc": "Το MOOC"},
    {"platforma": ["κωδικός πρόσβασης", "password"], "mooc": ["κουίζ"]},
)
RIGHTS = Rights.of(
    facilitators=[str(FACILITATOR.ref), str(SECOND.ref), str(THIRD.ref)], ambassadors=[str(AMBASSADOR.ref)]
)


SUPPORT = SupportSettings.model_validate(
    {"targets": {"default": {"answer": 4, "solution": 12}, "platforma": {"answer": 2}}, "idle_days": 3, "close_days": 2}
)


class RoutedWorld(World):
    """The helpdesk's world with teams."""

    def __init__(self, database: Database, now: datetime, settings: HelpdeskSettings | None = None) -> None:
        super().__init__(database, now, settings)
        self.support = SUPPORT
        self.hours = Hours(self.support, ZONE)
        self.handover = Handover(Routing(self.hours, ZONE, TEAMS, TOPICS, RIGHTS), Voice(self.rooms, RIGHTS))
        self.duty, self.absences = Duty(self.handover), Absences(self.handover)
        self.restart()
        self.institutions = Institutions(INSTITUTIONS)
        self.helpdesk = Helpdesk(self.rooms, settings or CALM, self.support, ENTRIES, RIGHTS, handover=self.handover)
        self.rights, routing = RIGHTS, self.handover.routing
        answering = (
            Tickets(self.rooms, RIGHTS, routing),
            TicketAnswers(self.rooms, routing),
            TicketEnds(self.rooms, settings, RIGHTS, self.handover),
        )
        self.threads = TicketThreads(self.rooms, settings, RIGHTS)
        self.cogs = (
            self.helpdesk,
            *answering,
            self.threads,
            *self.cogs[5:],
            self.duty,
            self.absences,
            self.institutions,
        )
        self.specs = [spec for cog in self.cogs for spec in specs_of(cog)]

    async def says(self, line: str, by: Person = FACILITATOR, language: str = "el") -> str:
        """Run a command line and return the words of the answer with its choices."""
        reply = await self.run(line, by, RoomRef.direct(by.ref), language)
        return "\n".join([str(reply.text), *(f"[{choice.label}]" for choice in reply.choices)])

    async def asks(self, text: str, by: Person) -> list[Delivery]:
        """Have somebody ask, and return what is owed."""
        return await self.hear(self.posted(text, by=by))

    def restart(self) -> None:
        """Have the cog that minds the deadlines begin anew, with nothing in its memory."""
        self.deadlines = Deadlines(self.hours, self.support, Nudges(Voice(self.rooms), ZONE))

    async def pass_time(self, until: datetime, step: timedelta = timedelta(minutes=30)) -> list[Delivery]:
        """Let time pass in steps, and the deadlines be kept at each; return what is owed since."""
        while self.now < until:
            self.now = min(until, self.now + step)
            async with self.tx() as tx:
                await self.deadlines.keep(self.now, tx)
        return await self.owed()

    async def minute(self) -> list[Delivery]:
        """Let what is done every minute be done, and return what is owed."""
        async with self.tx() as tx:
            await self.absences.begin(self.now, tx)
        return await self.owed()


class EnglishWorld(RoutedWorld):
    """The same community in English."""

    rooms = IN_ENGLISH


def teacher(number: int) -> Person:
    """Return a teacher."""
    return Person(PersonRef("discord", f"10{number}"), f"teacher-{number}")


def meant(deliveries: list[Delivery], place: RoomRef) -> list[str]:
    """Return whom the notes in a place mention."""
    texts = [delivery.text for delivery in deliveries if delivery.to == place]
    return [inline.ref or "" for text in texts for inline in text.inlines() if isinstance(inline, Mention)]

"""The composition root: the only file that names every concrete class. Nothing happens on import."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.adapters.embedding.models import embedder_for
from bot.core.cog import Cog
from bot.core.commands import CommandSpec, specs_of
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.ports import ChatPlatform, Clock
from bot.core.public import Addresses
from bot.core.rights import Rights
from bot.core.rooms import Purpose, Room, Rooms
from bot.engine.clock import SystemClock
from bot.engine.engine import PREFIX, Engine
from bot.engine.files import Files
from bot.engine.housekeeping import Housekeeping
from bot.engine.places import Places
from bot.engine.typing import Typing
from cogs.admin import Admin
from cogs.announcements import Announcements
from cogs.bridge import Bridge, BridgeAdmin, BridgePlaces, Echoes, SlowMode
from cogs.events import (
    Attendance,
    Calendar,
    Course,
    Events,
    Feedback,
    Guests,
    NativeEvents,
    Recordings,
    Rsvp,
    Series,
    SeriesChanges,
)
from cogs.events.calendar import TYPE
from cogs.hashtags import Hashtags
from cogs.helpdesk import (
    Absences,
    CannedReplies,
    Deadlines,
    Drafts,
    Duty,
    Faq,
    Handover,
    Helpdesk,
    HelpdeskNumbers,
    Hours,
    Incidents,
    Knowledge,
    Nudges,
    Routing,
    Team,
    TicketAnswers,
    TicketEnds,
    Tickets,
    TicketThreads,
    Topics,
    UnansweredQuestions,
    Voice,
)
from cogs.identity import Identity
from cogs.institutions import Institutions
from cogs.me import Me
from cogs.privacy import Privacy
from cogs.running import Running
from cogs.served_files import ServedFiles
from cogs.surveys import RECIPES, Answering, Polls, Results, Surveys
from config.load import Configuration
from storage.database import Database

if TYPE_CHECKING:
    from bot.adapters.web.server import WebServer


def rooms_of(configuration: Configuration) -> Rooms:
    """Return the directory of the configured rooms."""
    community = configuration.community
    return Rooms(
        tuple(
            Room(
                room.name,
                room.title,
                tuple(map(RoomRef.parse, room.places)),
                Purpose(room.purpose),
                room.language or community.language,
                room.zone or community.zone,
                room.joins,
            )
            for room in configuration.rooms
        ),
        community.language,
        community.zone,
    )


def rights_of(configuration: Configuration, running: Running | None = None) -> Rights:
    """Return who may do what; a running bot knows the groups of everybody's other accounts."""
    rights = Rights.of(
        facilitators=configuration.rights.facilitators,
        coordinators=configuration.rights.coordinators,
        ambassadors=[person for team in configuration.settings.teams for person in team.people],
    )
    return replace(rights, groups_of=lambda ref: running.groups_of(ref)) if running else rights


def routing_of(configuration: Configuration, rights: Rights) -> Routing:
    """Return who is given which tickets, and when they work."""
    community = configuration.community
    teams = (
        Team(tuple(map(PersonRef.parse, team.people)), frozenset(team.topics), frozenset(team.institutions))
        for team in configuration.settings.teams
    )
    topics = Topics(community.topics, community.topic_words)
    return Routing(Hours(community.support, community.zone), community.zone, teams, topics, rights)


def knowledge_of(configuration: Configuration, clock: Clock) -> Knowledge:
    """Return what the helpdesk searches in, with the model that the settings name."""
    return Knowledge(embedder_for(configuration.settings.helpdesk), clock)


def helpdesk_of(configuration: Configuration, rooms: Rooms, rights: Rights, knowledge: Knowledge) -> tuple[Cog, ...]:
    """Return the cogs of the helpdesk."""
    settings, support = configuration.settings.helpdesk, configuration.community.support
    handover = Handover(routing_of(configuration, rights), Voice(rooms, rights))
    return (
        Helpdesk(rooms, settings, support, configuration.faq, rights, knowledge, handover),
        Faq(knowledge),
        HelpdeskNumbers(),
        Tickets(rooms, rights, handover.routing),
        TicketAnswers(rooms, handover.routing),
        TicketEnds(rooms, settings, rights, handover),
        TicketThreads(rooms, settings, rights),
        CannedReplies(),
        Duty(handover),
        Absences(handover),
        Deadlines(handover.routing.hours, support, Nudges(Voice(rooms), handover.routing.zone)),
        Drafts(rooms, settings, knowledge),
        UnansweredQuestions(rooms, settings),
        Incidents(rooms, settings),
    )


def surveys_of(configuration: Configuration, rooms: Rooms) -> tuple[Cog, ...]:
    """Return the cogs of surveys and polls."""
    surveys = Surveys(rooms, configuration.settings.surveys, configuration.surveys)
    return surveys, Answering(), Results(rooms), Polls(rooms)


def cogs_of(
    configuration: Configuration, rooms: Rooms, running: Running, knowledge: Knowledge | None = None
) -> tuple[Cog, ...]:
    """Return every cog; a new one is a line here."""
    settings, community = configuration.settings, configuration.community
    rights = rights_of(configuration, running)
    echoes, pace = Echoes(), SlowMode(rooms, running, rights)
    cogs: tuple[Cog, ...] = (
        Bridge(rooms, echoes, pace, running),
        *helpdesk_of(configuration, rooms, rights, knowledge or Knowledge()),
        Hashtags(rooms, community.hashtags),
        Events(rooms, settings.events, configuration.events),
        Series(rooms, settings.events, configuration.series),
        SeriesChanges(rooms, settings.events),
        Guests(rooms, settings.events),
        Attendance(rooms, settings.events),
        Recordings(rooms, settings.events),
        Feedback(rooms, settings.events),
        Rsvp(rooms, settings.events),
        NativeEvents(rooms, running),
        Course(rooms, settings.events, configuration.course),
        Calendar(rooms, settings.events, settings.calendar, community.name),
        Me(),
        Institutions(configuration.institutions),
        Announcements(rooms, settings.announcements, groups=community.groups, rights=rights, running=running),
        *surveys_of(configuration, rooms),
        Identity(rooms, rights, PREFIX),
        Admin(running, PREFIX),
        BridgeAdmin(rooms, running, echoes),
        BridgePlaces(rooms, running),
        pace,
        Housekeeping(),
        ServedFiles(),
    )
    return (*cogs, Privacy(cogs))


def platforms_of(configuration: Configuration, rooms: Rooms, clock: Clock) -> dict[str, ChatPlatform]:
    """Return every platform that is switched on; a new one is a few lines here.

    Each is imported only where it is used: the clients' libraries cost half a second and 40 MB.
    """
    settings = configuration.settings
    platforms: dict[str, ChatPlatform] = {}
    if settings.console.enabled:
        from bot.adapters.console.platform import ConsolePlatform

        platforms["console"] = ConsolePlatform(rooms, clock, rights=rights_of(configuration))
    if settings.discord and settings.discord.enabled:
        from bot.adapters.discord.platform import DiscordPlatform

        platforms["discord"] = DiscordPlatform(settings.discord, rooms, clock)
    if settings.matrix and settings.matrix.enabled:
        from bot.adapters.matrix.platform import MatrixPlatform

        platforms["matrix"] = MatrixPlatform(settings.matrix, rooms, clock, settings.matrix_store)
    return platforms


def addresses_of(configuration: Configuration) -> Addresses | None:
    """Return what makes web addresses for pictures and files, None where the settings name none."""
    web = configuration.settings.web
    if web is None or web.address is None:
        return None
    from bot.adapters.web.key import key_in

    return Addresses(web.address, key_in(configuration.settings.database.parent / "web.key"))


def specs(configuration: Configuration) -> tuple[CommandSpec, ...]:
    """Return every command, without opening anything."""
    cogs = cogs_of(configuration, rooms_of(configuration), Running())
    return tuple(spec for cog in cogs for spec in specs_of(cog))


class App:
    """A Stoa that is ready to run."""

    def __init__(
        self,
        configuration: Configuration,
        database: Database,
        clock: Clock,
        platforms: Mapping[str, ChatPlatform] | None = None,
    ) -> None:
        """Put every part in its place; see `App.open`."""
        self.database, self.clock = database, clock
        self._settings, self._addresses = configuration.settings, addresses_of(configuration)
        self.rooms = rooms_of(configuration)
        self.running = Running()
        self.cogs = cogs_of(configuration, self.rooms, self.running, knowledge_of(configuration, clock))
        self.platforms = dict(platforms) if platforms is not None else platforms_of(configuration, self.rooms, clock)
        self.files = Files(self.platforms, clock, self._settings.database.parent, self._addresses, database, RECIPES)
        bridge = configuration.settings.bridge
        self.typing = Typing(self.platforms, self.rooms if bridge.typing else Rooms(()), clock)
        engine = Engine(
            database,
            clock,
            self.platforms,
            self.rooms,
            self.cogs,
            rights_of(configuration, self.running),
            files=self.files,
            typing=self.typing.heard,
            digest_after=bridge.digest_after,
            catch_up_most=bridge.catch_up_most,
        )
        self.specs, self.host, self.outbox = engine.specs, engine.host, engine.outbox
        self.schedule, self.supervisor = engine.schedule, engine.supervisor
        self.running.places = Places(self.platforms)
        self.running.follow(
            self.specs,
            self.supervisor.status,
            clock,
            lambda: self.schedule.last_tick,
            self._messages_at,
            self._groups_of,
        )

    @classmethod
    async def open(
        cls,
        configuration: Configuration,
        *,
        clock: Clock | None = None,
        platforms: Mapping[str, ChatPlatform] | None = None,
    ) -> App:
        """Open the store and prepare everything; raises NewerDatabase or CorruptDatabase.

        `clock` and `platforms` (by name) stand in for the real ones.
        """
        clock = clock or SystemClock()
        database = await Database.open(configuration.settings.database)
        try:
            app = cls(configuration, database, clock, platforms)
            await app._prepare(clock.now())
        except BaseException:
            await database.close()
            raise
        return app

    async def run(self, stop: asyncio.Event) -> None:
        """Run until `stop` is set or every platform has ended; raises OperatorError when none lets us in."""
        async with self._served():
            await self.supervisor.run(stop)

    async def idle(self) -> None:
        """Return when everything that can be delivered now has been."""
        await self.outbox.idle()

    async def close(self) -> None:
        """Close the store."""
        await self.typing.close()
        await self.database.close()

    @asynccontextmanager
    async def _served(self) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for server in self._servers():
                await stack.enter_async_context(server.served())
            yield

    def _servers(self) -> Collection[WebServer]:
        """Return a web server for each address that the settings name, with all that is to be found there."""
        shown, listed = self._settings.web, self._settings.calendar
        servers: dict[str, WebServer] = {}
        if shown and shown.listen and self._addresses:
            from bot.adapters.web.media import Gallery
            from bot.adapters.web.server import WebServer

            server = servers[shown.listen] = WebServer(shown.listen, "web.listen")
            Gallery(self._addresses, self.files).join(server)
        if listed and listed.listen:
            from bot.adapters.web.feed import pages
            from bot.adapters.web.server import WebServer

            server = servers.setdefault(listed.listen, WebServer(listed.listen, "calendar.listen"))
            for method in ("GET", "HEAD"):
                server.add_route(method, "/{path:.*}", pages(TYPE, self._page))
        return servers.values()

    async def _page(self, path: str) -> tuple[str, bytes] | None:
        calendar = next(cog for cog in self.cogs if isinstance(cog, Calendar))
        return await calendar.page(self.database, path, self.clock.now())

    def _messages_at(self, written: str) -> tuple[MessageRef, ...]:
        return tuple(ref for platform in self.platforms.values() for ref in platform.messages_at(written))

    def _groups_of(self, ref: PersonRef) -> frozenset[str]:
        platform = self.platforms.get(ref.platform)
        return platform.groups_of(ref) if platform else frozenset()

    async def _prepare(self, now: datetime) -> None:
        async with self.database.transaction() as tx:
            for cog in self.cogs:
                await cog.start(now, tx)

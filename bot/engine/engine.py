"""The engine whole: its parts, put together around cogs and platforms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.core.cog import Cog
from bot.core.commands import specs_of
from bot.core.ids import RoomRef
from bot.core.ports import ChatPlatform, Clock
from bot.core.rights import Rights
from bot.core.rooms import Rooms
from bot.engine.courier import Courier
from bot.engine.dispatcher import Dispatcher
from bot.engine.files import Files
from bot.engine.host import EngineHost
from bot.engine.incidents import Incidents
from bot.engine.invoker import Invoker
from bot.engine.live import Live
from bot.engine.merging import Merger
from bot.engine.outbox import OutboxWorker
from bot.engine.schedule import Schedule
from bot.engine.supervisor import Supervisor
from bot.engine.talk import Talk
from storage.database import Database

PREFIX = "!stoa"
"""What a command begins with on a platform without slash commands."""


class Engine:
    """Everything between the platforms and the cogs; nothing runs before `supervisor.run`."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        platforms: Mapping[str, ChatPlatform],
        rooms: Rooms,
        cogs: Sequence[Cog],
        rights: Rights,
        *,
        files: Files | None = None,
        typing: Callable[[RoomRef], None] = lambda place: None,
        digest_after: float = 5.0,
        catch_up_most: int = 50,
    ) -> None:
        """Put every part in its place; `typing` is as in `EngineHost`, and what comes after it as in `Live`."""
        self.specs = tuple(spec for cog in cogs for spec in specs_of(cog))
        incidents = Incidents(rooms, clock)
        invoker = Invoker(self.specs, rights, incidents)
        talk = Talk(invoker, rooms, PREFIX)
        merger = Merger(platforms, rooms, rights.leads)
        self.live = Live(merger, clock, digest_after=digest_after, catch_up_most=catch_up_most)
        self.outbox = OutboxWorker(database, Courier(database, platforms, rooms, incidents, clock, self.live), clock)
        wake = self.outbox.wake
        dispatcher = Dispatcher(database, cogs, talk, incidents, clock, wake)
        self.files = files or Files(platforms, clock, database=database)
        self.host = EngineHost(database, dispatcher, invoker, talk, incidents, self.files, wake, typing)
        self.schedule = Schedule(database, cogs, incidents, clock, wake)
        self.supervisor = Supervisor(database, self.host, platforms, self.outbox, self.schedule, incidents, clock)

"""A bot that dies between a question, its answer and their arrival: nothing is lost, and nothing said twice."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.events import MessagePosted
from bot.core.ids import RoomRef
from bot.core.ports import Capabilities
from bot.core.rights import Rights
from bot.core.rooms import Purpose, Room, Rooms
from cogs.bridge import Bridge
from cogs.helpdesk import Helpdesk, TicketAnswers, TicketEnds, Tickets, TicketThreads
from config.settings import HelpdeskSettings, SupportSettings
from storage import outbox
from storage.database import Database
from tests.cogs.helpdesk_world import ENTRIES
from tests.engine.world import World
from tests.fakes import START, FakePlatform, person, posted

LEFT, RIGHT = RoomRef("left", "help"), RoomRef("right", "help")
TEAM, TEAM_TOO = RoomRef("left", "team"), RoomRef("right", "team")
ROOMS = Rooms(
    (
        Room("helpdesk", "Βοήθεια", (LEFT, RIGHT), Purpose.HELPDESK),
        Room("diefkolyntes", "Διευκολυντές", (TEAM, TEAM_TOO), Purpose.FACILITATORS),
    )
)
TEACHER, FACILITATOR = person("teacher-17", "left"), person("facilitator-1", "left")
RIGHTS = Rights.of(facilitators=["left:facilitator-1"])

Said = Callable[[dict[str, FakePlatform]], MessagePosted]


def note(platforms: dict[str, FakePlatform]) -> MessagePosted:
    root = platforms["left"].shown[TEAM][0].ref
    return posted(TEAM, "Δοκιμάστε ξανά.", FACILITATOR, id="3", at=START + timedelta(minutes=3), thread=root)


def more(platforms: dict[str, FakePlatform]) -> MessagePosted:
    root = posted(LEFT, "", id="1").ref
    return posted(LEFT, "ούτε τώρα", TEACHER, id="4", at=START + timedelta(minutes=4), thread=root)


STORY: tuple[Said, ...] = (
    lambda platforms: posted(LEFT, "δεν ανοίγει ο σύνδεσμος του zoom", TEACHER, id="1"),
    lambda platforms: posted(TEAM, "!stoa ticket take 1", FACILITATOR, id="2", at=START + timedelta(minutes=2)),
    note,
    more,
)


@asynccontextmanager
async def life(database: Database, platforms: dict[str, FakePlatform]) -> AsyncIterator[World]:
    """Have a bot live over the store and the platforms' rooms as another left them."""
    again = {name: reborn(platform) for name, platform in platforms.items()}
    helpdesk = Helpdesk(ROOMS, HelpdeskSettings(), SupportSettings(), ENTRIES, RIGHTS)
    ticket_cogs = (Tickets(ROOMS, RIGHTS), TicketAnswers(ROOMS), TicketEnds(ROOMS), TicketThreads(ROOMS, rights=RIGHTS))
    world = World(database, (Bridge(ROOMS), helpdesk, *ticket_cogs), again.values(), ROOMS)
    await world.clock.advance(600)
    async with database.transaction() as tx:
        await helpdesk.start(world.clock.now(), tx)
    async with world.up():
        yield world


def reborn(platform: FakePlatform) -> FakePlatform:
    """Return a platform to which a bot connects anew, with what stands in its rooms."""
    again = FakePlatform(platform.name, capabilities=platform.capabilities)
    vars(again).update({name: vars(platform)[name] for name in ("shown", "_tokens", "_ids")})
    return again


async def dies(world: World, at: str) -> None:
    """Let the bot come as far as it does before it dies."""
    if at == "never":
        await world.outbox.idle()
    for room in (LEFT, RIGHT, TEAM, TEAM_TOO) if at in ("claimed", "sent") else ():
        async with world.database.transaction() as tx:
            queue = await outbox.queue(tx, room, 1)
            steps = [await world.outbox._courier.claim(tx, room)] if queue else []
        for claimed in steps:
            if at == "sent" and isinstance(claimed, list):
                await world.outbox._courier.deliver(claimed[:1])


async def told(path: Path, at: str, *, remembers: bool) -> dict[RoomRef, list[str]]:
    """Have the story happen to bots that die; return what stands in the rooms in the end."""
    can = Capabilities(remembers_tokens=remembers, light_threads=remembers)
    platforms = {name: FakePlatform(name, capabilities=can) for name in ("left", "right")}
    database = await Database.open(path)
    try:
        for said in STORY:
            async with life(database, platforms) as world:
                await world.host.receive("left", [said(platforms)], {})
                await dies(world, at)
            async with life(database, platforms) as world:
                await world.outbox.idle()
    finally:
        await database.close()
    return {
        room: [shown.text for shown in platforms[room.platform].shown[room]]
        + [emoji for shown in platforms[room.platform].shown[room] for emoji in shown.reactions]
        for room in (LEFT, RIGHT, TEAM, TEAM_TOO)
    }


@pytest.mark.parametrize("remembers", [True, False])
async def test_wherever_it_dies_the_same_is_said_once(tmp_path: Path, remembers: bool) -> None:
    undisturbed = await told(tmp_path / "never.db", "never", remembers=remembers)
    assert [text.splitlines()[-1] for text in undisturbed[TEAM_TOO][1:]] == [
        "Το αίτημα #1 το ανέλαβε: facilitator-1.",
        "(2027-01-12T10:03+00:00) Δοκιμάστε ξανά.",
        "ούτε τώρα",
        "✋",
    ]
    assert "\nΔοκιμάστε ξανά.\n" in undisturbed[LEFT][1]
    for at in ("heard", "claimed", "sent"):
        assert await told(tmp_path / f"{at}.db", at, remembers=remembers) == undisturbed, at

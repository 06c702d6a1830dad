"""Learning and incidents through the whole engine: choices by reaction, banners that grow, nothing lost by a stop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.core.ids import RoomRef
from bot.core.rights import Rights
from bot.core.rooms import Purpose, Room, Rooms
from cogs.bridge import Bridge
from cogs.helpdesk import (
    Drafts,
    Faq,
    Helpdesk,
    Incidents,
    Knowledge,
    TicketAnswers,
    TicketEnds,
    Tickets,
    TicketThreads,
    UnansweredQuestions,
)
from config.settings import HelpdeskSettings, SupportSettings
from storage.database import Database
from tests.cogs.helpdesk_world import ENTRIES
from tests.engine.world import World
from tests.fakes import FakePlatform, person, posted, reacted

LEFT, RIGHT = RoomRef("left", "help"), RoomRef("right", "help")
TEAM, TEAM_TOO = RoomRef("left", "team"), RoomRef("right", "team")
ROOMS = Rooms(
    (
        Room("helpdesk", "Βοήθεια", (LEFT, RIGHT), Purpose.HELPDESK),
        Room("diefkolyntes", "Διευκολυντές", (TEAM, TEAM_TOO), Purpose.FACILITATORS),
    )
)
FACILITATOR = person("facilitator-1", "left")
QUESTIONS = ("δεν ανοίγει ο σύνδεσμος του zoom", "den anoigei o sindesmos tou zoom")


@asynccontextmanager
async def town(database: Database, platforms: tuple[FakePlatform, FakePlatform]) -> AsyncIterator[World]:
    """Run the helpdesk on platforms that stay when it is stopped."""
    settings, rights = HelpdeskSettings(), Rights.of(facilitators=["left:facilitator-1"])
    helpdesk = Helpdesk(ROOMS, settings, SupportSettings(), ENTRIES, rights)
    ticket_cogs = (Tickets(ROOMS, rights), TicketAnswers(ROOMS), TicketEnds(ROOMS), TicketThreads(ROOMS, rights=rights))
    learning = (Drafts(ROOMS, settings, Knowledge()), UnansweredQuestions(ROOMS, settings), Incidents(ROOMS))
    world = World(database, (Bridge(ROOMS), helpdesk, *ticket_cogs, Faq(), *learning), platforms, ROOMS)
    async with database.transaction() as tx:
        await helpdesk.start(world.clock.now(), tx)
    async with world.up():
        yield world


@pytest.fixture
def platforms() -> tuple[FakePlatform, FakePlatform]:
    return FakePlatform("left"), FakePlatform("right")


async def ask(world: World, number: int, *, delivered: bool = True) -> None:
    """Have one of many ask, on one side or the other."""
    room = (LEFT, RIGHT)[number % 2]
    event = posted(room, QUESTIONS[number % 2], person(f"teacher-{number}", room.platform), id=f"{number}")
    await world.host.receive(room.platform, [event], {})
    if delivered:
        await world.outbox.idle()


async def pass_time(world: World) -> None:
    """Let the periodic work be done, and what it leads to be delivered."""
    await world.clock.advance(timedelta(minutes=1).total_seconds())
    await world.schedule.tick(world.clock.now())
    await world.outbox.idle()


def having(world: World, room: RoomRef, words: str) -> list[str]:
    """Return the messages of a room that have some words."""
    return [text for text in world.texts(room) if words in text]


async def test_a_draft_is_approved_by_a_reaction_and_answers_the_next(
    database: Database, platforms: tuple[FakePlatform, FakePlatform]
) -> None:
    async with town(database, platforms) as world:
        await ask(world, 2)
        await ask(world, 3)
        await world.hear(posted(TEAM, "!stoa ticket answer 1 Από το ημερολόγιο.", FACILITATOR, id="t1"))
        await world.hear(posted(TEAM, "!stoa ticket close 1", FACILITATOR, id="t2"))
        await pass_time(world)
        shown = platforms[0].last(TEAM)
        assert shown.text.startswith("📝 Πρόχειρο #1")
        assert len(having(world, TEAM_TOO, "📝 Πρόχειρο #1")) == 1
        await world.hear(reacted(shown.ref, "✅", FACILITATOR))
        assert "Ενημέρωσα 1 άτομο" in world.texts(TEAM)[-1]
        assert having(world, TEAM_TOO, "✅ Εγκρίθηκε το πρόχειρο #1 ")
        for place in (LEFT, RIGHT):
            assert len(having(world, place, "Τώρα το γνωρίζω")) == 1
        await ask(world, 4)
        assert world.texts(LEFT)[-1].startswith("Από το ημερολόγιο.")


async def test_an_incident_from_the_first_asker_to_the_one_answer(
    database: Database, platforms: tuple[FakePlatform, FakePlatform]
) -> None:
    async with town(database, platforms) as world:
        for number in range(5):
            await ask(world, number)
        await pass_time(world)
        for place in (LEFT, RIGHT):
            assert len(having(world, place, "⚠️ Το γνωρίζουμε")) == 1
        for number in range(5, 9):
            await ask(world, number)
        await pass_time(world)
        for place in (LEFT, RIGHT):
            (banner,) = having(world, place, "⚠️ Το γνωρίζουμε")
            assert "9 άτομα" in banner
        assert len(having(world, TEAM, "🚨 Πολλοί ρωτούν το ίδιο")) == 1
        await world.hear(posted(TEAM, "!stoa incident answer 1 Τώρα ανοίγει.", FACILITATOR, id="t1"))
        for place in (LEFT, RIGHT):
            assert len(having(world, place, "από την ομάδα υποστήριξης:\nΤώρα ανοίγει.")) == 9
            assert having(world, place, "η ομάδα υποστήριξης απαντά:\nΤώρα ανοίγει.")
            assert not having(world, place, "⚠️")


async def test_a_stop_between_the_commit_and_the_delivery_loses_and_doubles_nothing(
    database: Database, platforms: tuple[FakePlatform, FakePlatform]
) -> None:
    async with town(database, platforms) as world:
        for number in range(5):
            await ask(world, number, delivered=False)
    async with town(database, (FakePlatform("left"), FakePlatform("right"))) as world:
        await world.schedule.tick(world.clock.now())
    platforms = (FakePlatform("left"), FakePlatform("right"))
    async with town(database, platforms) as world:
        await ask(world, 4, delivered=False)
        answering = posted(TEAM, "!stoa incident answer 1 Τώρα ανοίγει.", FACILITATOR, id="t1")
        await world.host.receive("left", [answering], {})
    platforms = (FakePlatform("left"), FakePlatform("right"))
    async with town(database, platforms) as world:
        await world.outbox.idle()
        await pass_time(world)
        for place in (LEFT, RIGHT):
            assert len(having(world, place, "από την ομάδα υποστήριξης:\nΤώρα ανοίγει.")) == 5
            assert len(having(world, place, "η ομάδα υποστήριξης απαντά:\nΤώρα ανοίγει.")) == 1
        assert len(having(world, TEAM, "✅ Έκλεισε")) == 1

"""Coming to an event by an emoji under a reminder, or by interest in a platform's own calendar: one list."""

from datetime import datetime

import pytest

from bot.core.events import Person, Reacted, Unreacted
from bot.core.ids import MessageRef, PersonRef, RoomRef
from cogs.events import Guests, Rsvp
from config.settings import EventsSettings
from storage import guests, links, people
from storage.database import Database
from storage.people import Account
from tests.cogs.asking import ROOMS, Facilitator, words
from tests.cogs.planning import NOW, STARTS, planned, planner, teacher

REMINDER = MessageRef(RoomRef("matrix", "!1:t"), "$reminder")
ELSEWHERE = MessageRef(RoomRef("discord", "1"), "55")
OCCASION = MessageRef(RoomRef.calendar("discord"), "77")
KEYS = {
    REMINDER: "events:reminder:1:1:86400>matrix:!1:t",
    ELSEWHERE: "events:reminder:1:1:86400>discord:1",
    OCCASION: "events:native:1:0>discord:calendar",
}


@pytest.fixture
def team(database: Database) -> Facilitator:
    return planner(database)


class Reader:
    """Somebody who reacts."""

    def __init__(self, database: Database, name: str, platform: str = "discord") -> None:
        self.database, self.cog = database, Rsvp(ROOMS, EventsSettings())
        self.person = Person(PersonRef(platform, name), name)

    async def shows(self, ref: MessageRef = REMINDER, emoji: str = "✅", at: datetime = NOW, command: str = "") -> None:
        async with self.database.transaction() as tx:
            await self.cog.follow(Reacted(ref, self.person, emoji, at, "1", command), tx)

    async def withdraws(self, ref: MessageRef = REMINDER, at: datetime = NOW) -> None:
        async with self.database.transaction() as tx:
            await self.cog.follow(Unreacted(ref, self.person, "✅", at, "2"), tx)


@pytest.fixture
async def database(database: Database) -> Database:
    async with database.transaction() as tx:
        for ref, key in KEYS.items():
            await links.record_all(tx, [(ref, key, 0, None)])
    return database


async def coming(database: Database) -> list[str]:
    async with database.reading() as tx:
        return [f"{guest.name}{'?' * guest.waiting}" for guest in await guests.of_event(tx, 1)]


@pytest.mark.parametrize("ref", [REMINDER, ELSEWHERE, OCCASION], ids=["matrix", "discord", "calendar"])
async def test_showing_it_is_coming_and_taking_it_back_is_not(team: Facilitator, ref: MessageRef) -> None:
    await planned(team)
    reader = Reader(team.database, "teacher-1")
    await reader.shows(ref)
    await reader.shows(ref)
    assert await coming(team.database) == ["teacher-1"]
    await reader.withdraws(ref)
    assert await coming(team.database) == []
    assert await words(team.database) == [], "nobody is written to"


async def test_who_shows_it_twice_comes_until_both_are_taken_back(team: Facilitator) -> None:
    await planned(team)
    here, there = Reader(team.database, "teacher-1"), Reader(team.database, "@teacher-1:t", "matrix")
    async with team.database.transaction() as tx:
        await people.link(tx, Account(here.person.ref, "teacher-1", NOW), Account(there.person.ref, "teacher-1", NOW))
    await here.shows(OCCASION)
    await there.shows(REMINDER)
    assert await coming(team.database) == ["teacher-1"]
    await here.withdraws(OCCASION)
    assert await coming(team.database) == ["teacher-1"]
    await there.withdraws(REMINDER)
    assert await coming(team.database) == []


async def test_two_accounts_that_came_before_they_were_tied_count_once(team: Facilitator) -> None:
    await planned(team)
    here, there = Reader(team.database, "teacher-1"), Reader(team.database, "@teacher-1:t", "matrix")
    await here.shows()
    await there.shows()
    assert len(await coming(team.database)) == 2
    async with team.database.transaction() as tx:
        await people.link(tx, Account(here.person.ref, "teacher-1", NOW), Account(there.person.ref, "teacher-1", NOW))
    assert await coming(team.database) == ["teacher-1"]
    await teacher(team.database, 1).says("event leave 1", NOW)
    assert await coming(team.database) == []


async def test_a_full_event_is_waited_for_and_told_in_private(team: Facilitator) -> None:
    await planned(team, "capacity=1")
    first, second = Reader(team.database, "teacher-1"), Reader(team.database, "teacher-2")
    await first.shows()
    await second.shows(OCCASION)
    assert await coming(team.database) == ["teacher-1", "teacher-2?"]
    full = (
        "discord:dm:teacher-2: Οι θέσεις για την εκδήλωση «Γνωριμία» έχουν καλυφθεί. Είστε στη θέση 1 της"
        " λίστας αναμονής· θα σας πω όταν υπάρξει θέση."
    )
    assert await words(team.database) == [full]
    await first.withdraws()
    assert await coming(team.database) == ["teacher-2"]
    assert (await words(team.database))[-1].startswith("discord:dm:teacher-2: ✅ Υπάρχει πλέον θέση")


async def test_a_choice_that_was_run_is_noted_and_can_be_taken_back(team: Facilitator) -> None:
    await planned(team)
    reader = Reader(team.database, "teacher-1")
    await teacher(team.database, 1).says("event join 1", NOW)
    await reader.shows(command="event join 1")
    await reader.withdraws()
    assert await coming(team.database) == []


async def test_taking_back_what_was_never_shown_takes_nobody_off(team: Facilitator) -> None:
    await planned(team)
    await teacher(team.database, 1).says("event join 1", NOW)
    await Reader(team.database, "teacher-1").withdraws()
    assert await coming(team.database) == ["teacher-1"]


async def test_other_emoji_late_ones_and_deadlines_are_no_word(team: Facilitator) -> None:
    await planned(team)
    reader = Reader(team.database, "teacher-1")
    await reader.shows(emoji="👍")
    await reader.shows(at=STARTS)
    await reader.shows(MessageRef(REMINDER.room, "$other"))
    assert await coming(team.database) == []
    await team.says("event edit 1 kind deadline", NOW)
    await reader.shows(OCCASION)
    assert await coming(team.database) == []


async def test_what_was_shown_is_told_and_forgotten(team: Facilitator) -> None:
    await planned(team)
    reader, cog = Reader(team.database, "teacher-1"), Guests(ROOMS, EventsSettings())
    await reader.shows()
    async with team.database.transaction() as tx:
        assert (await cog.export(reader.person.ref, tx))["interest"] == [1]
        await cog.forget(reader.person.ref, tx)
        assert await cog.export(reader.person.ref, tx) == {}
    assert await coming(team.database) == []

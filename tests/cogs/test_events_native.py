"""Events in a platform's own calendar: shown, changed, begun and ended with ours, and put right where they are not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.delivery import Action, Delivery
from bot.core.events import OccasionChanged
from bot.core.ids import MessageRef, RoomRef
from bot.core.occasions import Occasion, Phase
from bot.core.ports import Capabilities
from bot.core.rooms import Purpose, Room, Rooms
from bot.engine.places import Places
from cogs.events import Events, NativeEvents
from cogs.running import Running
from config.settings import EventsSettings
from storage import links, outbox
from storage.database import Database
from tests.cogs.asking import ROOMS, Facilitator, owed
from tests.fakes import FakePlatform

NOW = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
STARTS = datetime(2026, 10, 23, 15, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=1)
SECOND = timedelta(seconds=1)
CALENDAR = RoomRef.calendar("discord")
OCCASION = MessageRef(CALENDAR, "77")
TEAM = RoomRef("discord", "9")


def with_team(language: str) -> Rooms:
    team = Room("team", "Team", (TEAM,), Purpose.FACILITATORS, language)
    return Rooms((*ROOMS.rooms, team), language)


class World:
    """A facilitator, the cog, and the clock of its tick."""

    def __init__(self, database: Database, language: str = "el") -> None:
        running, native = Running(), Capabilities(native_events=True)
        running.places = Places(
            {"discord": FakePlatform("discord", capabilities=native), "matrix": FakePlatform("matrix")}
        )
        rooms = with_team(language)
        self.database = database
        self.team = Facilitator(database, Events(rooms, EventsSettings(), ()), language)
        self.cog = NativeEvents(rooms, running)

    async def planned(self, more: str = "") -> None:
        await self.team.says(f'event add "Γνωριμία" "23/10/2026 18:00" 60 {more}', NOW)
        assert (await self.team.chooses(1, NOW)).startswith("✅")

    async def tick(self, at: datetime) -> list[Delivery]:
        """Return what is newly owed to the calendar."""
        before = len(await owed(self.database))
        async with self.database.transaction() as tx:
            await self.cog.follow(at, tx)
        return [each for each in (await owed(self.database))[before:] if each.action is Action.SCHEDULE]

    async def shown(self, at: datetime = NOW) -> Occasion:
        """Have the calendar brought up to date; return what it shows last."""
        last = (await self.tick(at))[-1]
        await self.arrived()
        assert last.occasion is not None
        return last.occasion

    async def arrived(self) -> None:
        """Have all that is owed to the calendar arrive."""
        async with self.database.transaction() as tx:
            queue = await outbox.queue(tx, CALENDAR, 20)
            for each in queue:
                await links.record_all(tx, [(OCCASION, each.delivery.target or "", 0, None)])
            await outbox.sent(tx, [each.id for each in queue], NOW)

    async def hears(self, occasion: Occasion | None, at: datetime = NOW, instance: str = "1") -> list[str]:
        """Report how the occasion stands; return what the facilitators are told then."""
        before = len(await owed(self.database))
        async with self.database.transaction() as tx:
            await self.cog.changed(OccasionChanged(OCCASION, at, instance, occasion), tx)
        return [str(each.text) for each in (await owed(self.database))[before:] if each.to == TEAM]


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


async def test_a_planned_event_is_shown_once_and_as_it_is(world: World) -> None:
    await world.team.says('event add "Γνωριμία" "23/10/2026 18:00"', NOW)
    assert await world.tick(NOW) == [], "a date that is not confirmed does not count"
    await world.team.chooses(1, NOW)
    (due,) = await world.tick(NOW)
    assert (due.to, due.action, due.good_until) == (CALENDAR, Action.SCHEDULE, STARTS)
    assert due.occasion == Occasion("Γνωριμία", "", "", STARTS, ENDS, Phase.SCHEDULED, "Stoa · #1")
    assert await world.tick(NOW + SECOND) == []
    assert await World(world.database).tick(NOW + SECOND) == [], "nor after a restart"


async def test_it_is_changed_begun_and_ended_with_ours(world: World) -> None:
    await world.planned()
    first = await world.shown()
    await world.team.says("event edit 1 title Συνάντηση", NOW)
    assert await world.shown() == replace(first, title="Συνάντηση")
    begun = await world.shown(STARTS)
    assert begun.phase is Phase.ACTIVE
    assert await world.tick(ENDS - SECOND) == []
    assert (await world.shown(ENDS)).phase is Phase.OVER
    assert await world.tick(ENDS + SECOND) == []


async def test_a_cancelled_event_is_cancelled_there_too(world: World) -> None:
    await world.planned()
    await world.shown()
    await world.team.says("event cancel 1", NOW)
    assert (await world.shown()).phase is Phase.CANCELLED
    assert await world.tick(NOW + SECOND) == []


async def test_what_begins_now_deadlines_and_what_is_over_are_not_shown(world: World) -> None:
    await world.planned()
    await world.team.says('event add "Προθεσμία" "23/10/2026 18:00" 60 kind=deadline', NOW)
    await world.team.chooses(1, NOW)
    assert await world.tick(STARTS - SECOND) == []
    assert await world.tick(STARTS + SECOND) == []
    assert await world.tick(ENDS + SECOND) == []


async def test_what_has_begun_and_is_put_off_is_shown_anew(world: World) -> None:
    await world.planned()
    await world.shown()
    await world.shown(STARTS)
    await world.team.says("event edit 1 when 24/10/2026 18:00", STARTS + SECOND)
    await world.team.chooses(1, STARTS + SECOND)
    ended, new = await world.tick(STARTS + 2 * SECOND)
    assert ended.occasion
    assert new.occasion
    assert (ended.occasion.phase, new.occasion.phase) == (Phase.OVER, Phase.SCHEDULED)
    assert new.target != ended.target
    assert new.occasion.starts == STARTS + timedelta(days=1)


async def test_texts_are_cut_to_what_a_calendar_takes(world: World) -> None:
    long = "https://example.org/" + "x" * 100
    await world.planned(f'description="{"α" * 1500}" speakers="teacher-1" link={long}')
    await world.team.says(f"event edit 1 title {'Τίτλος ' * 20}", NOW)
    shown = await world.shown()
    assert len(shown.title) == 100
    assert shown.place == ""
    assert len(shown.description) + 2 + len(shown.mark) <= 1000
    assert shown.description.endswith(f"…\n\nΟμιλητές και ομιλήτριες: teacher-1\n\n{long}")


CHANGED = {
    "el": "Κάποιος άλλαξε την εκδήλωση #1, «Γνωριμία», στις εκδηλώσεις του Discord. Την επανέφερα· παρακαλώ αλλάξτε"
    " την με /event edit 1, ώστε να το μάθουν όλες οι αίθουσες.",
    "en": "Somebody changed event #1, “Γνωριμία”, among the events of Discord. I have put it right; please change it"
    " with /event edit 1, so that every place knows.",
}
TAKEN = {
    "el": "Κάποιος αφαίρεσε την εκδήλωση #1, «Γνωριμία», από τις εκδηλώσεις του Discord. Για μένα ισχύει όπως ήταν:"
    " ακυρώστε την με /event cancel 1, ή αλλάξτε κάτι και την προσθέτω ξανά.",
    "en": "Somebody took event #1, “Γνωριμία”, out of the events of Discord. With me it stands as it was; cancel it"
    " with /event cancel 1, or change it and I put it there again.",
}


@pytest.mark.parametrize("language", ["el", "en"])
async def test_what_somebody_changes_by_hand_is_put_right_and_told_once(database: Database, language: str) -> None:
    changed, taken, world = CHANGED[language], TAKEN[language], World(database, language)
    await world.planned()
    ours = await world.shown()
    assert await world.hears(ours) == [], "our own change is no news"
    assert await world.hears(replace(ours, title="Άλλος τίτλος")) == [changed]
    assert (await owed(database))[-2].occasion == ours
    await world.arrived()
    assert await world.hears(replace(ours, title="Και πάλι"), instance="2") == []
    assert await world.hears(None, instance="3") == [taken]
    assert await world.hears(None, instance="4") == []
    assert await world.tick(NOW + SECOND) == [], "it is not fought about"
    await world.team.says("event edit 1 length 90", NOW)
    (again,) = await world.tick(NOW + 2 * SECOND)
    assert again.target == f"events:native:1:1>{CALENDAR}"


async def test_while_our_own_change_is_on_its_way_nothing_is_told(world: World) -> None:
    await world.planned()
    before = await world.shown()
    await world.team.says("event edit 1 title Συνάντηση", NOW)
    await world.tick(NOW)
    assert await world.hears(before) == []
    assert await world.hears(before, ENDS) == []

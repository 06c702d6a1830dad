"""Deadlines: who is reminded of a request that waits, when, and that each reminder is said once and in time."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.delivery import Delivery
from bot.core.ids import RoomRef
from storage import deadlines, tickets
from storage.database import Database, moment
from tests.cogs.helpdesk_world import DISCORD, ENGLISH, FACILITATOR, MATRIX, SECOND, TEAM, TEAM_TOO
from tests.cogs.routed_world import SUPPORT, THIRD, RoutedWorld, meant, teacher

ATHENS = ZoneInfo("Europe/Athens")
PASSWORD = "ξέχασα τον κωδικό πρόσβασης, τι κάνω;"
OTHER = "δεν ανοίγει ο σύνδεσμος του zoom"
HOUR = timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0, month: int = 1) -> datetime:
    """Return a moment of 2027 by the clocks of Athens, as UTC. 12 January is a Tuesday."""
    return datetime(2027, month, day, hour, minute, tzinfo=ATHENS).astimezone(UTC)


@pytest.fixture
async def world(database: Database) -> RoutedWorld:
    world = await RoutedWorld.begin(database, at(12, 10))
    assert isinstance(world, RoutedWorld)
    await world.meet(FACILITATOR, SECOND, THIRD)
    return world


def said(deliveries: list[Delivery]) -> list[tuple[str, str]]:
    """Return what is owed as (place, words)."""
    return [(str(delivery.to), str(delivery.text)) for delivery in deliveries]


async def test_first_who_has_it_then_everybody_then_the_asker_is_told(world: RoutedWorld) -> None:
    await world.asks(PASSWORD, teacher(1))
    assert await world.pass_time(at(12, 11)) == []
    home = str(RoomRef.direct(FACILITATOR.ref))
    reminder = (
        "🔔 Το αίτημα #1 περιμένει την απάντησή σας από Τρίτη 12 Ιανουαρίου 2027, 10:00:"
        " «ξέχασα τον κωδικό πρόσβασης, τι κάνω;».\nΑπαντήστε σε αυτό το μήνυμα και όσα γράφετε φτάνουν σε όποιον"
        " ρώτησε. Ό,τι αρχίζει με // το διαβάζουν μόνο οι διευκολυντές."
    )
    assert said(await world.pass_time(at(12, 11, 30))) == [(home, reminder)]
    owed = await world.pass_time(at(12, 12))
    alarm = (
        "🔔 Το αίτημα #1 περιμένει απάντηση από Τρίτη 12 Ιανουαρίου 2027, 10:00, περισσότερο απ’ όσο πρέπει:"
        " «ξέχασα τον κωδικό πρόσβασης, τι κάνω;».\nΓια: facilitator-2"
    )
    hand = (
        "teacher-1\nΤο αίτημά σας #1 είναι σε καλά χέρια. Η ομάδα υποστήριξης δεν σας ξέχασε·"
        " ευχαριστούμε για την υπομονή σας."
    )
    assert said(owed) == [(str(TEAM), alarm), (str(TEAM_TOO), alarm), (str(DISCORD), hand), (str(MATRIX), hand)]
    assert meant(owed, TEAM) == [str(FACILITATOR.ref)]
    assert [choice.command for choice in owed[0].choices] == ["ticket take 1"]
    assert await world.pass_time(at(13, 12)) == []


async def test_in_english(world: RoutedWorld) -> None:
    await world.hear(world.posted("I cannot find my zoom link, help", ENGLISH, teacher(1)))
    hand = next(each for each in await world.pass_time(at(12, 16)) if each.to == ENGLISH)
    assert str(hand.text) == (
        "teacher-1\nYour request #1 is in hand. The support team has not forgotten you; thank you for waiting."
    )
    await world.run("ticket answer 1 Here it is.", FACILITATOR, TEAM)
    owed = await world.pass_time(at(25, 17))
    assert [str(each.text) for each in owed if each.to == ENGLISH and ":deadline:" in each.key] == [
        "teacher-1\nRequest #1: is all solved now?",
        "teacher-1\nI closed your request #1, since you needed nothing more. Write here and it opens again.",
    ]


async def test_nobody_is_reminded_at_night_on_weekends_and_holidays(world: RoutedWorld) -> None:
    world.now = at(12, 16, month=3)  # Friday; Monday is Clean Monday
    await world.asks(PASSWORD, teacher(1))
    assert await world.pass_time(at(16, 9, month=3)) == []
    owed = await world.pass_time(at(16, 9, 30, month=3))
    assert [each.key.split(":")[4] for each in owed] == ["answer soon"]


async def test_an_answer_stops_it_and_words_of_the_asker_begin_it_again(world: RoutedWorld) -> None:
    event = world.posted(PASSWORD, by=teacher(1))
    await world.hear(event)
    world.later(hours=1)
    await world.run("ticket answer 1 Δοκιμάστε ξανά.", FACILITATOR, TEAM)
    await world.owed()
    assert await world.pass_time(at(12, 17)) == []
    await world.hear(world.posted("δεν γίνεται ακόμη, τι κάνω;", by=teacher(1), thread=event.ref))
    assert [each.key.split(":")[4] for each in await world.pass_time(at(13, 12))] == [
        "answer soon",
        "answer",
        "answer",
    ]


async def test_the_solution_waits_while_the_asker_is_waited_for(world: RoutedWorld) -> None:
    event = world.posted(OTHER, by=teacher(1))
    await world.hear(event)
    world.later(hours=3)
    async with world.tx() as tx:
        await world.deadlines.keep(world.now, tx)
    await world.run("ticket answer 1 Ποιος σύνδεσμος;", THIRD, TEAM)
    await world.pass_time(at(14, 16))
    await world.hear(world.posted("ο σύνδεσμος της Τρίτης δεν ανοίγει", by=teacher(1), thread=event.ref))
    owed = await world.pass_time(at(18, 10))
    kinds = [(each.key.split(":")[4]) for each in owed if each.key.count(":deadline:")]
    assert Counter(kinds) == {"answer soon": 1, "answer": 2, "solution soon": 1, "solution": 2}
    times = await fired(world)
    # Three hours before the answer; nine of twelve are over six hours after the asker wrote on Thursday at 16:00.
    assert times["solution soon"] == at(15, 14) + timedelta(minutes=30)
    assert times["solution"] >= at(18, 9)


async def test_whoever_says_no_more_is_asked_then_it_is_closed(world: RoutedWorld) -> None:
    await world.asks(OTHER, teacher(1))
    await world.run("ticket answer 1 Δοκιμάστε ξανά.", THIRD, TEAM)
    await world.owed()
    assert await world.pass_time(at(15, 9, 30)) == []
    owed = await world.pass_time(at(15, 10))
    assert (str(DISCORD), "teacher-1\nΑίτημα #1: λύθηκε το θέμα σας;") in said(owed)
    asked = next(each for each in owed if each.to == DISCORD)
    assert [choice.command for choice in asked.choices] == ["ticket solved 1", "ticket more 1"]
    assert asked.offered_to == str(teacher(1).ref)
    assert await world.pass_time(at(19, 9, 30)) == []
    owed = await world.pass_time(at(19, 10))
    assert (str(TEAM), "Το αίτημα #1 έκλεισε: όποιος το έκανε δεν έγραψε ξανά.") in said(owed)
    assert "Έκλεισα το αίτημά σας #1" in str(next(each.text for each in owed if each.to == DISCORD))
    async with world.tx() as tx:
        ticket = await tickets.get(tx, 1)
    assert ticket is not None
    assert ticket.state == "closed"
    assert await world.pass_time(at(29, 10)) == []


async def test_a_topic_put_right_has_its_own_targets(world: RoutedWorld) -> None:
    await world.asks(OTHER, teacher(1))
    await world.pass_time(at(12, 10, 30))
    await world.says("ticket topic 1 platforma")
    await world.owed()
    assert [each.key.split(":")[4] for each in await world.pass_time(at(12, 11, 30))] == ["answer soon"]


async def test_a_long_absence_of_the_bot_is_told_at_once_and_once(world: RoutedWorld) -> None:
    await world.asks(OTHER, teacher(1))
    world.now = at(20, 12)
    world.restart()
    async with world.tx() as tx:
        await world.deadlines.start(world.now, tx)
    owed = await world.pass_time(at(20, 12, 1))
    assert sorted({each.key.split(":")[4] for each in owed}) == ["answer", "solution"]
    world.restart()
    async with world.tx() as tx:
        await world.deadlines.start(world.now, tx)
    assert await world.pass_time(at(22, 17)) == []


async def test_what_is_late(world: RoutedWorld) -> None:
    await world.asks(OTHER, teacher(1))
    await world.pass_time(at(12, 16))
    await world.asks(OTHER, teacher(2))
    await world.pass_time(at(12, 16, 30))
    async with world.tx() as tx:
        assert await deadlines.late(tx, world.now) == {1}
        await tickets.close(tx, 1, "", world.now)
        assert await deadlines.late(tx, world.now) == set()


async def fired(world: RoutedWorld) -> dict[str, datetime]:
    """Return when each kind of deadline was met last."""
    async with world.database.reading() as tx:
        rows = await tx.all("SELECT kind, done_at FROM ticket_deadlines WHERE done_at IS NOT NULL ORDER BY done_at")
    return {row["kind"]: moment(row["done_at"]) for row in rows}


# --- the property: over weeks, with restarts --------------------------------------------------------------------------

STEP = HOUR
_ACTIONS = st.sampled_from(["ask", "answer", "follow", "close", "restart", "nothing"])
_STEPS = st.lists(st.tuples(st.integers(1, 40), _ACTIONS, st.integers(0, 9)), min_size=3, max_size=14)
_STARTS = st.sampled_from(
    [at(12, 10, month=3), at(25, 8, month=3), at(28, 23, month=4), at(8, 16, 30), at(22, 12, month=10)]
)


@dataclass
class Expected:
    """What the test knows of a ticket: when it waited for us, when it was answered last, and what was to be said."""

    turns: list[list[datetime]] = field(default_factory=list)
    waits: bool = True
    fresh: bool = False
    answered: datetime | None = None
    asked: datetime | None = None
    closed: bool = False
    met: set[tuple[str, int]] = field(default_factory=set)


@dataclass
class Model:
    """When each thing is to be said, told without any of the product's rows: by counting working time at each step."""

    world: RoutedWorld
    known: dict[int, Expected] = field(default_factory=dict)
    said: list[tuple[int, str, datetime]] = field(default_factory=list)

    def tick(self, now: datetime) -> None:
        hours = self.world.hours
        for number, ticket in sorted(self.known.items()):
            if ticket.waits and ticket.fresh:
                ticket.turns.append([now])
                ticket.fresh = False
            if not (hours.is_open(now) or hours.is_open(now - timedelta(minutes=15))):
                continue
            if ticket.waits:
                self._waiting(number, ticket, now)
            elif ticket.answered and not ticket.closed:
                self._idle(number, ticket, now)

    def _waiting(self, number: int, ticket: Expected, now: datetime) -> None:
        between = self.world.hours.working_between
        turn = len(ticket.turns)
        here = between(ticket.turns[-1][0], now)
        spent = sum((between(*each) for each in ticket.turns[:-1]), timedelta())
        for kind, passed, target, which in (("answer", here, 4 * HOUR, turn), ("solution", spent + here, 12 * HOUR, 0)):
            over = passed >= target and (kind, which) not in ticket.met
            if over:
                ticket.met.add((kind, which))
                self.said.append((number, kind, now))
            if passed >= target * 0.75 and (f"{kind} soon", which) not in ticket.met:
                ticket.met.add((f"{kind} soon", which))
                if not over:
                    self.said.append((number, f"{kind} soon", now))

    def _idle(self, number: int, ticket: Expected, now: datetime) -> None:
        assert ticket.answered
        days = self.world.hours.days_after
        if ticket.asked is None and now >= days(ticket.answered, SUPPORT.idle_days):
            ticket.asked = now
            self.said.append((number, "idle", now))
        elif ticket.asked is not None and now >= days(ticket.asked, SUPPORT.close_days):
            ticket.closed = True
            self.said.append((number, "close", now))


async def play(world: RoutedWorld, model: Model, steps: list[tuple[int, str, int]]) -> None:
    """Play a story: each step lets hours pass, then something happens."""
    async with world.tx() as tx:
        await tx.execute("DELETE FROM duty")
    for passed, action, which in steps:
        for _ in range(passed):
            world.now += STEP
            async with world.tx() as tx:
                await world.deadlines.keep(world.now, tx)
            model.tick(world.now)
        world.now += timedelta(minutes=7)
        await act(world, model, action, which)
        world.now -= timedelta(minutes=7)


async def act(world: RoutedWorld, model: Model, action: str, which: int) -> None:
    """Do something at this moment, and note what it means."""
    if action == "ask":
        await world.asks(OTHER, teacher(len(model.known) + 1))
        model.known[len(model.known) + 1] = Expected(turns=[[world.now]])
    elif action == "restart":
        world.restart()
        async with world.tx() as tx:
            await world.deadlines.start(world.now, tx)
    elif model.known and action != "nothing":
        number = which % len(model.known) + 1
        acts: dict[str, Callable[[RoutedWorld, Expected, int], Awaitable[None]]] = {
            "answer": _answer,
            "follow": _follow,
            "close": _close,
        }
        await acts[action](world, model.known[number], number)


async def _answer(world: RoutedWorld, ticket: Expected, number: int) -> None:
    if ticket.closed:
        return
    async with world.tx() as tx:
        await tickets.answer(tx, number, THIRD, "Δοκιμάστε ξανά.", world.now)
    _stop(ticket, world.now)
    ticket.answered, ticket.asked = world.now, None


async def _follow(world: RoutedWorld, ticket: Expected, number: int) -> None:
    async with world.tx() as tx:
        await tickets.follow_up(tx, number, teacher(number).ref, "δεν γίνεται", world.now)
    if not ticket.waits:
        ticket.waits, ticket.fresh, ticket.closed, ticket.answered = True, True, False, None


async def _close(world: RoutedWorld, ticket: Expected, number: int) -> None:
    async with world.tx() as tx:
        await tickets.close(tx, number, "", world.now)
    _stop(ticket, world.now)
    ticket.closed = True


def _stop(ticket: Expected, now: datetime) -> None:
    if ticket.waits:
        if not ticket.fresh and len(ticket.turns[-1]) == 1:
            ticket.turns[-1].append(now)
        ticket.waits = False


def _kind(key: str) -> tuple[int, str]:
    _, _, number, _, kind, *_ = key.split(":")
    return int(number), kind.partition(">")[0]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(_STARTS, _STEPS)
async def test_each_is_said_once_and_when_it_is_due(start: datetime, steps: list[tuple[int, str, int]]) -> None:
    with TemporaryDirectory() as folder:
        database = await Database.open(Path(folder) / "stoa.db")
        try:
            world = await RoutedWorld.begin(database, start)
            assert isinstance(world, RoutedWorld)
            model = Model(world)
            await play(world, model, steps)
            async with database.reading() as tx:
                rows = await tx.all("SELECT key, owed_at FROM outbox WHERE key LIKE '%:deadline:%'")
        finally:
            await database.close()
    heard = {(*_kind(row["key"]), moment(row["owed_at"])) for row in rows}
    assert sorted(heard) == sorted(model.said)

"""Over eighteen months each reminder is said once, or is overtaken by a later one, and none is early.

Events and series in several zones are planned, moved and cancelled, people ask to be reminded and think better of it,
and every now and then the bot dies in the middle of something or is started again. A model in a few lines says what
must have been said, when and to whom.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.core.commands import parse, specs_of
from cogs.events import Events, Guests, Series
from cogs.events.when import instants
from config.settings import EventsSettings
from storage import outbox
from storage.database import Database
from tests.cogs.asking import ROOMS, Facilitator

NOW = datetime(2026, 10, 23, 9, 0, tzinfo=UTC)
"""Two days before the clocks in Athens are set back; they change three more times within eighteen months."""

EIGHTEEN_MONTHS = timedelta(days=548)

PLACES = 2
ROOM = "the room"
_KEY = re.compile(r"events:reminder:(\d+):(\d+):(\d+)>(?:discord:dm:(.+)|.+)")

Said = tuple[datetime, int, int, int, str]
"""When, event, version, lead in seconds, to whom."""


class Crash(Exception):
    pass


@dataclass(frozen=True)
class Plan:
    """An event or a weekly series: minutes from the beginning, minutes long, so many times, in a zone."""

    begins: int
    length: int
    times: int
    zone: str


@dataclass(frozen=True)
class Step:
    """Some seconds pass; then something happens, to one of the events and one of three people."""

    seconds: int
    kind: str
    event: int = 1
    person: int = 1
    minutes: int = 60
    leads: frozenset[int] = frozenset({60})


@dataclass
class Expected:
    """What the rules say, worked out without a database, for one event."""

    number: int
    starts: datetime
    length: timedelta
    wanted: dict[str, set[timedelta]]
    version: int = 1
    pending: dict[str, set[timedelta]] = field(default_factory=dict)
    told: bool = False
    cancelled: bool = False
    begins: dict[int, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pending = {who: set(leads) for who, leads in self.wanted.items()}
        self.begins = {1: self.starts}

    def closed(self, now: datetime) -> bool:
        return self.cancelled or now >= self.starts + self.length

    def tick(self, now: datetime) -> list[Said]:
        said: list[Said] = []
        for who, leads in self.pending.items():
            due = {lead for lead in leads if self.starts - lead <= now}
            leads -= due
            if due and now < self.starts + self.length:
                said.append((now, self.number, self.version, int(min(due).total_seconds()), who))
                self.told = self.told or who == ROOM
        return said

    def move(self, starts: datetime, now: datetime) -> None:
        self.starts, self.version = starts, self.version + 1
        self.begins[self.version] = starts
        self.pending = {
            who: {lead for lead in leads if not self.told or starts - lead > now} for who, leads in self.wanted.items()
        }

    def cancel(self) -> None:
        self.cancelled, self.pending = True, {}

    def follow(self, who: str, leads: set[timedelta], now: datetime) -> None:
        coming = {lead for lead in leads if self.starts - lead > now}
        if coming:
            self.wanted[who], self.pending[who] = leads, coming

    def stop(self, who: str) -> None:
        self.wanted.pop(who, None)
        self.pending.pop(who, None)


@dataclass
class Play:
    """The cogs over one database, and the model beside them."""

    database: Database
    settings: EventsSettings
    now: datetime = NOW
    expected: list[Expected] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    @property
    def live(self) -> Events:
        return Events(ROOMS, self.settings, ())

    @property
    def team(self) -> Facilitator:
        return Facilitator(self.database, self.live)

    def teacher(self, number: int) -> Facilitator:
        return Facilitator(self.database, Guests(ROOMS, self.settings), name=f"teacher-{number}")

    async def plan(self, plan: Plan, leads: set[timedelta]) -> None:
        first = (self.now + timedelta(minutes=plan.begins)).replace(second=0)
        wall = first.astimezone(ZoneInfo(plan.zone)).replace(tzinfo=None)
        walls = [wall + timedelta(days=7 * number) for number in range(plan.times)]
        starts = [instants(each.date(), each.time(), plan.zone) for each in walls]
        asker = Facilitator(self.database, Series(ROOMS, self.settings, ()), zone=plan.zone)
        said = await asker.says(f'series add "Ζωντανή" "{wall:%Y-%m-%dT%H:%M}" {plan.times} {plan.length}', self.now)
        if any(len(each) != 1 for each in starts):
            assert "αλλάζει η ώρα" in said or "μπροστά" in said
            return
        answer = await asker.chooses(1, self.now)
        numbers = [int(number) for number in re.findall(r"#(\d+) ", answer)]
        assert len(numbers) == plan.times
        for number, (moment,) in zip(numbers, starts, strict=True):
            self.expected.append(
                Expected(number, moment, timedelta(minutes=plan.length), {ROOM: {timedelta(), *leads}})
            )

    async def take(self, step: Step) -> None:
        self.now += timedelta(seconds=step.seconds)
        still_open = [event for event in self.expected if not event.closed(self.now)] or self.expected
        event = still_open[step.event % len(still_open)]
        match step.kind:
            case "tick":
                await self.tick()
            case "move":
                await self.move(event, step)
            case "cancel":
                await self.team.says(f"event cancel {event.number}", self.now)
                if not event.closed(self.now):
                    event.cancel()
            case "follow" | "stop":
                await self.follow(event, step)
            case "restart":
                async with self.database.transaction() as tx:
                    await self.live.start(self.now, tx)
            case _:
                await self.crash(event, step)

    async def tick(self) -> None:
        self.said += [each for model in self.expected for each in model.tick(self.now)]
        async with self.database.transaction() as tx:
            await self.live.remind(self.now, tx)

    async def move(self, event: Expected, step: Step) -> None:
        starts = (self.now + timedelta(minutes=step.minutes + 1)).replace(second=0)
        answer = await self.team.says(f"event confirm {event.number} {starts.isoformat()}", self.now)
        assert answer.startswith("Η εκδήλωση" if event.closed(self.now) else "✅"), answer
        if not event.closed(self.now) and starts != event.starts:
            event.move(starts, self.now)

    async def follow(self, event: Expected, step: Step) -> None:
        who, open_ = f"teacher-{step.person}", not event.cancelled and self.now < event.starts
        if step.kind == "stop":
            await self.teacher(step.person).says(f"remind stop {event.number}", self.now)
            event.stop(who)
            return
        times = ", ".join(f"{lead} minutes" for lead in step.leads)
        await self.teacher(step.person).says(f"remind me {event.number} {times}", self.now)
        if open_:
            event.follow(who, {timedelta(minutes=lead) for lead in step.leads}, self.now)

    async def crash(self, event: Expected, step: Step) -> None:
        """Die before the commit: of a tick, of a move, of a cancellation."""
        starts = (self.now + timedelta(minutes=step.minutes + 1)).replace(second=0)
        lines = {"crash in move": f"event confirm {event.number} {starts.isoformat()}"}
        line = lines.get(step.kind, f"event cancel {event.number}")
        try:
            async with self.database.transaction() as tx:
                if step.kind == "crash in tick":
                    await self.live.remind(self.now, tx)
                elif not event.closed(self.now):
                    spec, given = parse(line, specs_of(self.live))
                    await spec.run(self.team.asked(self.now), tx, **given)
                raise Crash
        except Crash:
            return


KINDS = ["tick"] * 8 + ["move", "move", "follow", "follow", "follow", "stop", "restart"]
CRASHES = ["crash in tick", "crash in move", "crash in cancel"]
LEADS = [0, 1, 5, 10, 60, 61, 1440, 2880, 10080]
AROUND = [-1, 0, 0, 0, 1, 90, 200, 4000, 20_000]
"""Seconds after the moment at which the next reminder is due."""


def _drawn(random: Random) -> Plan:
    return Plan(
        random.randint(1, random.choice([3, 14, 60]) * 24 * 60),
        random.randint(1, 180),
        random.choice([1, 1, 2, 4]),
        random.choice(["Europe/Athens", "Europe/Brussels", "America/New_York", "Australia/Lord_Howe"]),
    )


def _step(random: Random, play: Play) -> Step:
    """Draw what comes next: mostly around the next moment at which something is due."""
    due = [event.starts - lead for event in play.expected for leads in event.pending.values() for lead in leads]
    coming = min((moment for moment in due if moment > play.now), default=None)
    seconds = random.randint(1, random.choice([20, 3600, 86400, 5 * 86400]))
    if coming and random.random() < 0.6:
        seconds = max(1, int((coming - play.now).total_seconds()) + random.choice(AROUND))
    kind = "cancel" if random.random() < 0.02 else random.choice([*KINDS, random.choice(CRASHES)])
    minutes = random.randint(1, random.choice([300, 2 * 24 * 60, 30 * 24 * 60]))
    leads = frozenset(random.sample(LEADS, random.randint(1, 4)))
    return Step(seconds, kind, random.randint(1, 12), random.randint(1, 2), minutes, leads)


@pytest.mark.parametrize("seed", range(8))
async def test_every_lead_is_said_once_or_overtaken_and_none_is_early(seed: int, database: Database) -> None:
    random = Random(seed)
    leads = {timedelta(minutes=lead) for lead in random.sample(LEADS, random.randint(0, 5))}
    play = Play(database, EventsSettings(reminders=tuple(leads)))
    while play.now < NOW + EIGHTEEN_MONTHS:
        if not play.expected or random.random() < 0.06:
            await play.plan(_drawn(random), leads)
        else:
            await play.take(_step(random, play))
    play.now = max([play.now, *(each.starts + each.length for each in play.expected)])
    await play.tick()
    await _compare(play)


async def _compare(play: Play) -> None:
    said = await _said(play.database)
    wanted: Counter[Said] = Counter()
    for each in play.said:
        wanted[each] += PLACES if each[-1] == ROOM else 1
    assert Counter(said) == wanted
    begins = {(event.number, version): at for event in play.expected for version, at in event.begins.items()}
    assert all(at >= begins[number, version] - timedelta(seconds=lead) for at, number, version, lead, _ in said)
    async with play.database.reading() as tx:
        assert await tx.value("SELECT COUNT(*) FROM reminders WHERE state = 'pending'") == 0


async def _said(database: Database) -> list[Said]:
    """Return every reminder that was owed, once for each place."""
    async with database.reading() as tx:
        rows = await tx.all("SELECT key, payload, owed_at FROM outbox WHERE key LIKE 'events:reminder:%'")
    found = []
    for row in rows:
        match = _KEY.fullmatch(row["key"])
        assert match is not None
        assert outbox.load(row["payload"]).key == row["key"]
        at = datetime.fromtimestamp(row["owed_at"] / 1_000_000, UTC)
        found.append((at, int(match[1]), int(match[2]), int(match[3]), match[4] or ROOM))
    return found

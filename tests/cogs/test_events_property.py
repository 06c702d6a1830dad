"""Whatever happens, each reminder is said once, or is overtaken by a later one, and none is early."""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from cogs.events import Events
from config.settings import EventsSettings
from storage import outbox
from storage.database import Database
from tests.cogs.asking import ROOMS, Facilitator

NOW = datetime(2026, 10, 23, 9, 0, tzinfo=UTC)
"""Two days before the clocks in Athens are set back."""

PLACES = 2
_KEY = re.compile(r"events:reminder:(\d+):(\d+):(\d+)>")

Said = tuple[datetime, int, int, int]
"""When, event, version, lead in seconds."""


class Crash(Exception):
    pass


@dataclass(frozen=True)
class Plan:
    """An event as it is drawn: minutes from the beginning, minutes long."""

    begins: int
    length: int


@dataclass(frozen=True)
class Step:
    """Some seconds pass; then there is a tick, one that crashes before its commit, or an event is moved."""

    seconds: int
    kind: str
    event: int = 1
    minutes: int = 60


@dataclass
class Expected:
    """What the rules say, worked out without a database, for one event."""

    number: int
    starts: datetime
    length: timedelta
    leads: set[timedelta]
    version: int = 1
    pending: set[timedelta] = field(default_factory=set)
    told: bool = False

    def __post_init__(self) -> None:
        self.pending = set(self.leads)

    def tick(self, now: datetime) -> list[Said]:
        due = {lead for lead in self.pending if self.starts - lead <= now}
        self.pending -= due
        if not due or now >= self.starts + self.length:
            return []
        self.told = True
        return [(now, self.number, self.version, int(min(due).total_seconds()))]

    def move(self, starts: datetime, now: datetime) -> None:
        self.starts, self.version = starts, self.version + 1
        self.pending = {lead for lead in self.leads if not self.told or starts - lead > now}


PLANS = st.lists(st.builds(Plan, st.integers(1, 3 * 24 * 60), st.integers(1, 180)), min_size=1, max_size=3)
LEADS = st.sets(st.sampled_from([1, 5, 10, 60, 61, 1440, 2880]), max_size=4)
STEPS = st.lists(
    st.builds(
        Step,
        st.one_of(st.integers(1, 20), st.integers(30, 3600), st.integers(3600, 2 * 24 * 3600)),
        st.sampled_from(["tick", "tick", "tick", "crash", "move"]),
        st.integers(1, 3),
        st.integers(1, 2 * 24 * 60),
    ),
    max_size=25,
)


@given(PLANS, LEADS, STEPS)
@settings(max_examples=60, deadline=None)
def test_every_lead_is_said_once_or_overtaken_and_none_is_early(
    plans: list[Plan], leads: set[int], steps: list[Step]
) -> None:
    asyncio.run(_play(plans, {timedelta(minutes=lead) for lead in leads}, steps))


async def _play(plans: list[Plan], leads: set[timedelta], steps: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        database = await Database.open(Path(folder) / "t.db")
        try:
            cog = Events(ROOMS, EventsSettings(reminders=tuple(leads)), ())
            facilitator = Facilitator(database, cog)
            expected = [await _planned(facilitator, plan, leads) for plan in plans]
            said, now = await _course(facilitator, expected, steps)
            end = max([now, *(each.starts + each.length for each in expected)])
            for each in expected:
                said += each.tick(end)
            await _tick(cog, database, end)
            assert sorted(await _said(database)) == sorted(said * PLACES)
            async with database.reading() as tx:
                assert await tx.value("SELECT COUNT(*) FROM reminders WHERE state = 'pending'") == 0
        finally:
            await database.close()


async def _planned(facilitator: Facilitator, plan: Plan, leads: set[timedelta]) -> Expected:
    starts = NOW + timedelta(minutes=plan.begins)
    await facilitator.says(f'event add "Ζωντανή" {starts.isoformat()} {plan.length}', NOW)
    answer = await facilitator.chooses(1, NOW)
    number = int(answer.split("#")[1].split(" ")[0])
    return Expected(number, starts, timedelta(minutes=plan.length), {timedelta(), *leads})


async def _course(facilitator: Facilitator, expected: list[Expected], steps: list[Step]) -> tuple[list[Said], datetime]:
    """Play the steps on the cog and on the model; return what the model says, and the moment of the last step."""
    assert isinstance(facilitator.cog, Events)
    said: list[Said] = []
    now = NOW
    for step in steps:
        now += timedelta(seconds=step.seconds)
        if step.kind == "move":
            await _move(facilitator, expected[(step.event - 1) % len(expected)], step, now)
        elif step.kind == "crash":
            await _crash(facilitator.cog, facilitator.database, now)
        else:
            said += [each for model in expected for each in model.tick(now)]
            await _tick(facilitator.cog, facilitator.database, now)
    return said, now


async def _move(facilitator: Facilitator, event: Expected, step: Step, now: datetime) -> None:
    starts = (now + timedelta(minutes=step.minutes + 1)).replace(second=0)
    answer = await facilitator.says(f"event confirm {event.number} {starts.isoformat()}", now)
    over = now >= event.starts + event.length
    assert answer.startswith("Η εκδήλωση" if over else "✅")
    if not over and starts != event.starts:
        event.move(starts, now)


async def _tick(cog: Events, database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await cog.remind(now, tx)


async def _crash(cog: Events, database: Database, now: datetime) -> None:
    try:
        async with database.transaction() as tx:
            await cog.remind(now, tx)
            raise Crash
    except Crash:
        return


async def _said(database: Database) -> list[Said]:
    """Return every reminder that was owed, once for each place."""
    async with database.reading() as tx:
        rows = await tx.all("SELECT key, payload, owed_at FROM outbox WHERE key LIKE 'events:reminder:%'")
    found = []
    for row in rows:
        match = _KEY.match(row["key"])
        assert match is not None
        assert outbox.load(row["payload"]).key == row["key"]
        at = datetime.fromtimestamp(row["owed_at"] / 1_000_000, UTC)
        found.append((at, int(match[1]), int(match[2]), int(match[3])))
    return found

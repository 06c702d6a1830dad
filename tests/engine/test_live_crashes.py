"""Digests and crashes: whenever the bot dies, nothing is lost, nothing doubled, and everybody's words stay in order."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.delivery import Action, Part
from bot.core.errors import InDoubt, TryLater
from bot.core.events import Event, MessagePosted
from bot.core.ids import MessageRef
from bot.core.ports import Capabilities, Limit
from bot.core.rooms import Room, Rooms
from cogs.bridge import Bridge
from storage.database import Database, Tx
from tests.engine.world import LEFT, RIGHT, World
from tests.fakes import FakePlatform, deleted, edited, person, posted, settle

PAIR = Rooms((Room("genika", "Γενικά", (LEFT, RIGHT), language="en"),))
_LINE = re.compile(r"m(\d+)(e?)\.")


class Crash(BaseException):
    """The process dies."""


class Mortal(FakePlatform):
    """A platform at whose sends things go wrong, in the order of `fates`: before it is shown, after, or not at all."""

    def __init__(self, capabilities: Capabilities, fates: Sequence[str]) -> None:
        super().__init__("right", limit=120, capabilities=capabilities)
        self.limits, self.one_budget = {True: (Limit(1, 10.0),), False: (Limit(1, 10.0),)}, True
        self.fates = list(fates)
        self.dead = asyncio.Event()

    async def deliver(self, part: Part) -> MessageRef:
        fate = self.fates.pop(0) if self.fates and part.action is Action.POST else ""
        if fate == "refused":
            raise TryLater("slow down", after=7.0)
        if fate == "dies before":
            self._die()
        ref = await super().deliver(part)
        if fate == "no answer":
            raise InDoubt("no answer")
        if fate == "dies after":
            self._die()
        return ref

    def _die(self) -> None:
        self.dead.set()
        raise Crash

    async def find_delivered(self, part: Part, since: object) -> MessageRef | None:
        """Look by the words alone, among what is not known to be another delivery."""
        assert self.host is not None
        for shown in self.shown.get(part.to, []):
            if shown.part.text == part.text and not await self.host.delivered(shown.ref):
                return shown.ref
        return None


class Fragile(Database):
    """A database over the connections of another, which the process does not outlive at some of its commits."""

    def __init__(self, inner: Database, dies: Callable[[], bool], dead: asyncio.Event) -> None:
        super().__init__(inner._writer, inner._reader)
        self._dies, self._dead = dies, dead

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        async with super().transaction() as tx:
            yield tx
            if self._dies():
                self._dead.set()
                raise Crash


async def live(world: World, right: Mortal) -> None:
    """Deliver until everything is done or the process dies."""
    working = asyncio.create_task(world.outbox.idle())
    while not working.done() and not right.dead.is_set():
        await asyncio.sleep(0)
        if world.clock.sleeping:
            await world.clock.advance(1)
    tasks = [working, *world.outbox._drains.values()]
    for task in tasks:
        if right.dead.is_set():
            task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def play(
    folder: Path, batches: Sequence[Sequence[Event]], can: Capabilities, fates: list[str], commits: list[int]
) -> list[str]:
    """Return what stands in the right room after all that; `commits` counts those after which the process dies."""
    database, right, left = await Database.open(folder / "stoa.db"), Mortal(can, fates), FakePlatform("left")
    left_to_live = iter([*commits, 10**9])
    life = next(left_to_live)

    def dies() -> bool:
        nonlocal life
        life -= 1
        if life:
            return False
        life = next(left_to_live)
        return True

    try:
        world = World(database, [Bridge(PAIR)], [left, right], PAIR)
        async with world.up():
            for batch in batches:
                await world.host.receive("left", batch, {})
                while True:
                    right.dead.clear()
                    reborn = World(Fragile(database, dies, right.dead), [], [left, right], PAIR)
                    await live(reborn, right)
                    await settle()
                    if not right.dead.is_set():
                        break
    finally:
        await database.close()
    return right.texts(RIGHT)


TALKS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["say"] * 4 + ["edit", "delete"])), min_size=3, max_size=25
)
FATES = st.lists(st.sampled_from(["", "", "refused", "no answer", "dies before", "dies after"]), max_size=6)


def events_of(talk: Sequence[tuple[int, str]]) -> tuple[list[Event], dict[int, list[str]]]:
    """Return what happens, and what each person's words are in the end."""
    events, said = list[Event](), defaultdict[int, dict[int, tuple[MessagePosted, str]]](dict)
    for number, (who, act) in enumerate(talk):
        theirs = said[who]
        if act == "say" or not theirs:
            event = posted(LEFT, f"m{number}.", person(f"p{who}", "left"), id=str(number))
            events.append(event)
            theirs[number] = event, f"m{number}."
            continue
        chosen = list(theirs)[number % len(theirs)]
        event = theirs[chosen][0]
        if act == "edit":
            events.append(edited(event, f"m{chosen}e.", str(number)))
            theirs[chosen] = event, f"m{chosen}e."
        else:
            events.append(deleted(event))
            del theirs[chosen]
    return events, {who: [text for _, text in theirs.values()] for who, theirs in said.items()}


@pytest.mark.parametrize("remembers", [True, False], ids=["tokens remembered", "tokens forgotten"])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TALKS, FATES, st.lists(st.integers(1, 6), max_size=3), st.integers(1, 8))
def test_nothing_is_lost_doubled_or_reordered(
    remembers: bool, talk: list[tuple[int, str]], fates: list[str], commits: list[int], size: int
) -> None:
    events, expected = events_of(talk)
    batches = [events[start : start + size] for start in range(0, len(events), size)]
    can = Capabilities(remembers_tokens=remembers)
    with tempfile.TemporaryDirectory() as folder:
        texts = asyncio.run(play(Path(folder), batches, can, fates, commits))
    found = _LINE.findall("\n".join(texts))
    owner = {number: who for number, (who, _) in enumerate(talk)}
    for who, theirs in expected.items():
        assert [f"m{number}{changed}." for number, changed in found if owner[int(number)] == who] == theirs, texts
    assert sum(map(len, expected.values())) == len(found)


@pytest.mark.parametrize("fate", ["dies before", "dies after", "no answer", "refused"])
@pytest.mark.parametrize("remembers", [True, False], ids=["tokens remembered", "tokens forgotten"])
async def test_a_crash_in_the_middle_of_a_digest(tmp_path: Path, fate: str, remembers: bool) -> None:
    events = [posted(LEFT, f"m{n}.", person(f"p{n % 3}", "left"), id=str(n)) for n in range(5)]
    late = [posted(LEFT, f"m{n}.", person(f"p{n % 3}", "left"), id=str(n)) for n in range(5, 9)]
    can = Capabilities(remembers_tokens=remembers)
    texts = await play(tmp_path, [events, late], can, [fate], [])
    assert sorted(int(number) for number, _ in _LINE.findall("\n".join(texts))) == list(range(9))
    assert len(texts) < 9


@pytest.mark.parametrize("commit", range(1, 8))
async def test_a_crash_at_each_commit(tmp_path: Path, commit: int) -> None:
    events = [posted(LEFT, f"m{n}.", person(f"p{n % 3}", "left"), id=str(n)) for n in range(12)]
    later: list[Event] = [edited(events[3], "m3e."), deleted(events[4])]
    texts = await play(tmp_path, [events, later], Capabilities(remembers_tokens=False), [], [commit])
    found = sorted((int(number), changed) for number, changed in _LINE.findall("\n".join(texts)))
    assert found == [(n, "e" if n == 3 else "") for n in range(12) if n != 4]

"""Many people ask the helpdesk within one minute: how long each waits for an answer or a request, and who gets none.

The platform is in memory and has no limits; dispatcher, search, SQLite and outbox are the bot's own.
"""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from pathlib import Path
from statistics import median

from bot.adapters.embedding.models import embedder_for
from bot.app import App
from bot.core.delivery import Action, Part
from bot.core.events import MessagePosted, Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import RichText
from bot.engine.clock import SystemClock
from cogs.helpdesk.knowledge import Knowledge
from config.load import Configuration
from storage import faq
from storage.database import Database
from tests.bench.figures import Figure, seconds
from tests.bench.sample import sample
from tests.fakes import FakePlatform

ASKED, WITHIN = 2_500, 60.0
_PATIENCE = 120.0
_ROOM = RoomRef("console", "discord-helpdesk")
_LOOK = 0.01
_SYLLABLES = tuple(one + other for one in "βγδζθκλμνξπρστφχψ" for other in "αειου")


class Counter(FakePlatform):
    """Notes when something is first said under each message."""

    def __init__(self) -> None:
        super().__init__("console")
        self.answered: dict[str, float] = {}
        self.all_answered = asyncio.Event()

    async def deliver(self, part: Part) -> MessageRef:
        under = part.reply_to or part.thread
        if part.action is Action.POST and under is not None and part.to == _ROOM:
            self.answered.setdefault(under.id, seconds())
            if len(self.answered) == ASKED:
                self.all_answered.set()
        return MessageRef(part.to, part.token)


async def crowd(folder: Path, model: str = "") -> list[Figure]:
    """Measure one question by each of many people, half of them known to the FAQ; a model has read that before."""
    configuration, platform = sample(folder, model), Counter()
    await _read(configuration)
    app = await App.open(configuration, clock=SystemClock(), platforms={"console": platform})
    stop, stalls = asyncio.Event(), [0.0]
    running = asyncio.create_task(app.run(stop))
    await platform.ready()
    watching = asyncio.create_task(_watch(stalls))
    try:
        sent = await _ask(app, _questions(configuration))
        with suppress(TimeoutError):
            await asyncio.wait_for(platform.all_answered.wait(), _PATIENCE)
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        stop.set()
        await running
        await app.close()
    name = f"{ASKED:,} questions within a minute" + (", with the model" if model else "")
    return _figures(name, sent, platform.answered, max(stalls))


async def _read(configuration: Configuration) -> None:
    """Fill the store with the FAQ and what a model, if there is one, makes of it."""
    known = Knowledge(embedder_for(configuration.settings.helpdesk))
    database = await Database.open(configuration.settings.database)
    async with database.transaction() as tx:
        await faq.merge(tx, configuration.faq, SystemClock().now())
        await known.refresh(tx)
    if known.reading:
        await asyncio.to_thread(known.reading.wait)
        async with database.transaction() as tx:
            await known.reading.keep(tx)
    await database.close()


def _figures(name: str, sent: dict[str, float], answered: dict[str, float], stall: float) -> list[Figure]:
    waits = [answered[each] - asked for each, asked in sent.items() if each in answered]
    return [
        Figure(f"{name}: half were told within", median(waits), "s", "", "an answer, or that it was passed on"),
        Figure(f"{name}: the longest wait", max(waits), "s", "< 60 s"),
        Figure(f"{name}: lost", len(sent) - len(waits), "", "0"),
        Figure(f"{name}: longest stall of the loop", 1000 * stall, "ms", "", "beyond a sleep of 10 ms"),
    ]


def _questions(configuration: Configuration) -> list[str]:
    """Return questions, every other one as it stands in the FAQ, the rest of words that nobody knows."""
    chance = random.Random(7)
    known = [asked for entry in configuration.faq for asked in (entry.question, *entry.variants) if asked]
    return [chance.choice(known) if number % 2 else f"πώς {_made_up(chance)};" for number in range(ASKED)]


def _made_up(chance: random.Random) -> str:
    return " ".join("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(chance.randint(3, 6)))


async def _ask(app: App, questions: list[str]) -> dict[str, float]:
    began, sent, heard = seconds(), dict[str, float](), []
    for number, text in enumerate(questions):
        await asyncio.sleep(max(0.0, began + number * WITHIN / ASKED - seconds()))
        ref = MessageRef(_ROOM, f"q{number}")
        person = Person(PersonRef("console", f"asker-{number}"), f"asker-{number}")
        sent[ref.id] = seconds()
        event = MessagePosted(ref, person, app.clock.now(), RichText.plain(text))
        heard.append(asyncio.create_task(app.host.receive("console", [event], {})))
    await asyncio.gather(*heard)
    return sent


async def _watch(stalls: list[float]) -> None:
    while True:
        began = seconds()
        await asyncio.sleep(_LOOK)
        stalls.append(seconds() - began - _LOOK)

"""Start the bot, as often as is asked for, with the point at which it is to die: ``python -m tests.chaos.bot``.

Each line on standard input is an order (see `Order`) and is answered with two lines: the process id of the bot, and
how it ended. Importing takes longer than starting, so it is done once, and each bot is a fork of this process. The
bot's own classes are watched from the outside, by subclasses that stand in for them; none of its code knows of this.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from types import ModuleType

from bot import app, cli
from bot.adapters.discord import platform as discord
from bot.adapters.discord.platform import DiscordPlatform
from bot.adapters.matrix import platform as matrix
from bot.adapters.matrix.platform import MatrixPlatform
from bot.core.delivery import Action, Delivery, Part
from bot.core.events import Event
from bot.core.ids import MessageRef
from bot.engine import courier, engine
from bot.engine.courier import Claimed, Courier, Outcome
from bot.engine.dispatcher import Dispatcher
from storage import database, outbox
from storage.database import Database, Tx
from tests.chaos.clock import Ahead

POINTS = ("received", "committed", "claimed", "recording", "mid-message", "mid-batch", "sent")
"""Where the bot may die: events handled but not committed; committed; deliveries claimed but not sent; what became of
them written but not committed; between two parts of a long message; some of a batch sent and none recorded; a message
sent but not recorded."""

DIGEST_POINTS = ("digest claimed", "digest sent")
"""Where it may die in live-event mode only: a digest claimed but not sent, or sent but not recorded."""

SUBJECTS = ("reminder", "announcement", "edit", "withdrawal")
OCCASION = "occasion"
"""An event in Discord's own calendar: it may die with one at the same stages, on Discord alone."""
STAGES = ("owed", "committed", "claimed", "sent", "recording")
"""Where it may die with each of those subjects ("reminder owed"): what is due taken from the database and owed, but not
committed; committed, but nothing tried; claimed in a place, but not sent there; sent, but not recorded; recorded, but
not committed. The first two concern all places together: they have no platform."""


@dataclass(frozen=True, slots=True)
class Order:
    """How the bot is to live.

    It dies by SIGKILL when it reaches `point` on `platform` for the `count`th time. `pragmas` are added to those of
    every connection to the database. `patience` (seconds) replaces the time after which a delivery is in doubt. `clock`
    is the file that says how far its clock is ahead.
    """

    config: str
    log: str
    secrets: Mapping[str, str]
    point: str = ""
    platform: str = ""
    count: int = 0
    pragmas: Sequence[str] = ()
    patience: float | None = None
    clock: str = ""

    def dump(self) -> bytes:
        """Return the line that gives this order."""
        return json.dumps(asdict(self)).encode() + b"\n"


@dataclass(slots=True)
class Fate:
    """Counts down."""

    point: str = ""
    platform: str = ""
    left: int = 0

    def reach(self, point: str, platform: str) -> None:
        """Die here, if it is the time."""
        if (point, platform) == (self.point, self.platform):
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


@dataclass(slots=True)
class _Batch:
    size: int = 0
    digest: bool = False
    subject: str = ""
    done: int = field(default=0)


FATE = Fate()
_PUT, _PUT_ALL = outbox.put, outbox.put_all
_receiving: ContextVar[str] = ContextVar("receiving", default="")
_owing: ContextVar[set[str]] = ContextVar("owing", default=set())  # noqa: B039 - what nobody reads is put there
_batch: ContextVar[_Batch] = ContextVar("batch", default=_Batch())  # noqa: B039 - the default is never changed


def subject_of(delivery: Delivery) -> str:
    """Return which of the subjects a delivery is about, empty for none."""
    if delivery.key.startswith("events:reminder:"):
        return "reminder"
    if delivery.action is Action.SCHEDULE:
        return OCCASION
    changes = {Action.POST: "announcement", Action.EDIT: "edit", Action.DELETE: "withdrawal"}
    return changes.get(delivery.action, "") if delivery.key.startswith("announcement:") else ""


async def _put(tx: Tx, delivery: Delivery, now: datetime, *, due: datetime | None = None) -> None:
    _owing.get().add(subject_of(delivery))
    await _PUT(tx, delivery, now, due=due)


async def _put_all(tx: Tx, deliveries: Iterable[tuple[Delivery, datetime | None]], now: datetime) -> None:
    several = list(deliveries)
    _owing.get().update(subject_of(delivery) for delivery, _ in several)
    await _PUT_ALL(tx, several, now)


class _Dispatcher(Dispatcher):
    async def receive(self, platform: str, events: Sequence[Event], cursors: Mapping[str, str]) -> None:
        token = _receiving.set(platform if events else "")
        try:
            await super().receive(platform, events, cursors)
        finally:
            _receiving.reset(token)


class _Database(Database):
    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        owing: set[str] = set()
        token = _owing.set(owing)
        try:
            async with super().transaction() as tx:
                yield tx
                FATE.reach("received", _receiving.get())
                for subject in owing:
                    FATE.reach(f"{subject} owed", "")
        finally:
            _owing.reset(token)
        FATE.reach("committed", _receiving.get())
        for subject in owing:
            FATE.reach(f"{subject} committed", "")


class _Courier(Courier):
    async def deliver(self, batch: Sequence[Claimed]) -> Outcome:
        platform, digest = batch[0].owed.delivery.to.platform, batch[0].digest is not None
        subject = subject_of(batch[0].owed.delivery)
        FATE.reach("claimed", platform)
        FATE.reach(f"{subject} claimed", platform)
        if digest:
            FATE.reach("digest claimed", platform)
        token = _batch.set(_Batch(len(batch), digest, subject))
        try:
            return await super().deliver(batch)
        finally:
            _batch.reset(token)

    async def record(self, tx: Tx, outcome: Outcome) -> None:
        await super().record(tx, outcome)
        if outcome.arrived:
            delivery = outcome.arrived[0].owed.delivery
            FATE.reach("recording", delivery.to.platform)
            FATE.reach(f"{subject_of(delivery)} recording", delivery.to.platform)


def _sending(part: Part) -> None:
    if part.action is Action.POST and not part.token.endswith(".0"):
        FATE.reach("mid-message", part.to.platform)


def _sent(part: Part) -> None:
    batch = _batch.get()
    batch.done += 1
    FATE.reach(f"{batch.subject} sent", part.to.platform)
    if part.action is Action.POST:
        FATE.reach("sent", part.to.platform)
        if batch.digest:
            FATE.reach("digest sent", part.to.platform)
        if batch.done < batch.size:
            FATE.reach("mid-batch", part.to.platform)


class _Discord(DiscordPlatform):
    async def deliver(self, part: Part) -> MessageRef:
        _sending(part)
        made = await super().deliver(part)
        _sent(part)
        return made


class _Matrix(MatrixPlatform):
    async def deliver(self, part: Part) -> MessageRef:
        _sending(part)
        made = await super().deliver(part)
        _sent(part)
        return made


_STAND_INS: tuple[tuple[ModuleType, str, type], ...] = (
    (app, "Database", _Database),
    (engine, "Dispatcher", _Dispatcher),
    (engine, "Courier", _Courier),
    (discord, "DiscordPlatform", _Discord),
    (matrix, "MatrixPlatform", _Matrix),
)


def prepare(order: Order) -> None:
    """Put the watching classes into the place of the bot's own, and change what the order wants changed."""
    for module, name, stand_in in _STAND_INS:
        setattr(module, name, stand_in)
    FATE.point, FATE.platform, FATE.left = order.point, order.platform, order.count
    changed: dict[tuple[ModuleType, str], object] = {
        (database, "_PRAGMAS"): (*database._PRAGMAS, *(f"PRAGMA {pragma}" for pragma in order.pragmas)),
        (courier, "_LONGEST_DELIVERY"): order.patience or courier._LONGEST_DELIVERY,
        (app, "SystemClock"): lambda: Ahead(Path(order.clock) if order.clock else None),
        (outbox, "put"): _put,
        (outbox, "put_all"): _put_all,
    }
    for (module, name), value in changed.items():
        setattr(module, name, value)


def _end_with_the_tests() -> None:
    while os.read(0, 1):
        pass
    os._exit(75)


def _live(order: Order) -> None:
    log = os.open(order.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    threading.Thread(target=_end_with_the_tests, daemon=True).start()
    os.environ.update(order.secrets)
    prepare(order)
    cli.main(["run", "--config", order.config])


def _say(answer: Mapping[str, int]) -> None:
    print(json.dumps(answer), flush=True)


def main() -> None:
    """Take orders until standard input ends."""
    while line := sys.stdin.buffer.readline():
        child = os.fork()
        if child == 0:
            code = 1
            try:
                _live(Order(**json.loads(line)))
                code = 0
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 1
            finally:
                sys.stderr.flush()
                os._exit(code)
        _say({"pid": child})
        _say({"code": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])})


if __name__ == "__main__":
    main()

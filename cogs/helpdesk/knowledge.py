"""The FAQ in memory: searched without touching the database, and read again when its version has changed.

What was set from judged questions (`cogs.helpdesk.calibration`) is read with it.

Only the entries that differ are put into the index anew, so that a facilitator's change costs next to nothing in an FAQ
of thousands. Searching and reading in take place in a thread, so that nothing else waits for them. Until a model, if
there is one, has read every entry (`cogs.helpdesk.reading`), and while more is asked than it has time for
(`cogs.helpdesk.allowance`), the words alone decide.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from threading import Lock

import structlog

from bot.core.ports import Clock, Embedder
from cogs.helpdesk.allowance import Allowance
from cogs.helpdesk.confidence import Confidence
from cogs.helpdesk.decision import SHIPPED, Calibration, Thresholds
from cogs.helpdesk.reading import Reading
from cogs.helpdesk.search import Found, Index
from storage import calibration, faq
from storage.calibration import Calibrated
from storage.database import Tx
from storage.faq import Entry

_AT_ONCE = 3
_log = structlog.get_logger(__name__)


class Knowledge:
    """What the helpdesk knows; every cog that searches shares one."""

    def __init__(self, embedder: Embedder | None = None, clock: Clock | None = None) -> None:
        """Know nothing yet; `refresh` reads the store. Without a clock a model may take as long as it likes."""
        self._version: int | None = None
        self._index, self._alone = Index(embedder=embedder), Lock()
        self.reading = Reading(self._index.meanings, self._alone) if self._index.meanings else None
        self._allowance = Allowance(clock)
        self._last: tuple[str, int, Confidence, tuple[Found, ...]] | None = None
        self._versions: dict[str, dict[str, Entry]] = {}
        self.calibration = SHIPPED

    async def refresh(self, tx: Tx) -> None:
        """Read the FAQ again if it was changed, and keep what a model has read of it."""
        version = await faq.version(tx)
        if version != self._version:
            if self.reading and self._version is None:
                await self.reading.recall(tx)
            await asyncio.to_thread(self._learn, await faq.all_entries(tx))
            self.calibration = calibration_of(await calibration.current(tx))
            self._version = version
        if self.reading:
            self.reading.go_on()
            await self.reading.keep(tx)

    def _learn(self, entries: Iterable[Entry]) -> None:
        versions: dict[str, dict[str, Entry]] = {}
        for entry in entries:
            versions.setdefault(entry.id, {})[entry.lang] = entry
        with self._alone:
            for name in self._versions.keys() - versions.keys():
                self._index.remove(name)
            for name, each in versions.items():
                if each != self._versions.get(name):
                    self._index.put(name, each.values())
            self._versions = versions
            self._last = None

    async def search(self, text: str, limit: int = 3) -> tuple[Found, ...]:
        """Return the entries that fit a question best."""
        return await asyncio.to_thread(self._search, text, limit)

    def _search(self, text: str, limit: int) -> tuple[Found, ...]:
        """Search, unless it is the question of a moment ago: one is asked first whether it would be answered."""
        confidence = self.calibration.confidence
        with self._alone:
            last = self._last
            if last is None or last[0] != text or last[1] < limit or last[2] is not confidence:
                most = max(limit, _AT_ONCE)
                last = self._last = text, most, confidence, self._found(text, most, confidence)
        return last[3][:limit]

    def _found(self, text: str, limit: int, confidence: Confidence) -> tuple[Found, ...]:
        if self.reading and self._allowance.is_left():
            try:
                with self._allowance.spending():
                    return self._index.search(text, limit, confidence)
            except Exception:  # noqa: BLE001 - whatever a model's library raises: the words answer, too
                _log.exception("helpdesk.model_failed")
        return self._index.search(text, limit, confidence, by_meaning=False)

    def entry(self, id: str, language: str) -> Entry | None:
        """Return an entry in a language or, where it is not written in that, in another; None if it was removed."""
        versions = self._versions.get(id, {})
        return versions.get(language) or next(iter(versions.values()), None)


def calibration_of(stored: Calibrated | None) -> Calibration:
    """Return what is stored as it is used; what is shipped where nothing is stored, or what another version stored."""
    shapes = {kind: len(weights) for kind, weights in asdict(SHIPPED.confidence).items()}
    if stored is None or {kind: len(weights) for kind, weights in stored.confidence.items()} != shapes:
        return SHIPPED
    return Calibration(Confidence(**stored.confidence), Thresholds(stored.answer_from, stored.suggest_from))


def to_store(calibration: Calibration, questions: int, now: datetime) -> Calibrated:
    """Return a calibration as it is stored; it was set from so many questions."""
    thresholds = calibration.thresholds
    return Calibrated(asdict(calibration.confidence), thresholds.answer_from, thresholds.suggest_from, questions, now)

"""Unexpected errors: logged once with their trace, and told to the admins' rooms."""

from __future__ import annotations

from hashlib import sha256

import structlog

from bot.core import markup
from bot.core.delivery import Delivery
from bot.core.errors import N_
from bot.core.ports import Clock
from bot.core.rooms import Purpose, Rooms
from config.words import translator
from storage import outbox
from storage.database import Tx

_log = structlog.get_logger("stoa")


def trace_of(id: str) -> str:
    """Return the short name under which one event's story is logged and reported."""
    return sha256(id.encode()).hexdigest()[:10]


class Incidents:
    """Tells the admins what went wrong, the same thing at most once an hour."""

    def __init__(self, rooms: Rooms, clock: Clock) -> None:
        """Tell the rooms that serve the admins."""
        self._rooms, self._clock = rooms, clock

    async def report(self, tx: Tx, where: str, error: BaseException, trace: str) -> None:
        """Log an unexpected error and owe a word about it to the admins' rooms."""
        _log.error("failed", where=where, trace=trace, exc_info=error)
        sentence = N_("Something failed in {where}: {error}. Nothing else was harmed. The log has it under {trace}.")
        await self.tell(
            tx, f"{where}:{type(error).__name__}", sentence, where=where, error=type(error).__name__, trace=trace
        )

    async def tell(self, tx: Tx, about: str, sentence: str, /, **values: object) -> None:
        """Owe a sentence (a msgid) to the admins' rooms; `about` names what it is about, for "once an hour"."""
        now = self._clock.now()
        for place in self._rooms.places_for([Purpose.ADMINS]):
            t = translator(self._rooms.language_of(place))
            shown = {name: markup.escape(str(value)) for name, value in values.items()}
            text = markup.parse("⚠️ " + t(sentence, **shown))
            key = f"incident:{about}:{now:%Y-%m-%dT%H}>{place}"
            await outbox.put(tx, Delivery(key=key, to=place, text=text), now)

"""Unexpected errors: logged once with their trace, and told to the admins' rooms."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import structlog

from bot.core import markup
from bot.core.delivery import Delivery
from bot.core.errors import N_
from bot.core.ids import RoomRef
from bot.core.ports import Clock
from bot.core.rooms import Purpose, Rooms
from config.words import Translator, translator
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
        await self.tell_once(tx, f"{about}:{self._clock.now():%Y-%m-%dT%H}", sentence, **values)

    async def tell_once(self, tx: Tx, about: str, sentence: str, /, **values: object) -> None:
        """Owe a sentence as `tell` does, but once for what it is about, as long as deliveries are remembered."""
        for place in self._rooms.places_for([Purpose.ADMINS]):
            t = translator(self._rooms.language_of(place))
            shown = {name: markup.escape(self._shown(value, place, t)) for name, value in values.items()}
            text = markup.parse("⚠️ " + t(sentence, **shown))
            await outbox.put(tx, Delivery(f"incident:{about}>{place}", place, text=text), self._clock.now())

    def _shown(self, value: object, place: RoomRef, t: Translator) -> str:
        match value:
            case datetime():
                return t.moment(value, self._rooms.zone_of(place))
            case RoomRef():
                room = self._rooms.of(value)
                return f"#{room.name} ({value.platform.capitalize()})" if room else value.label
        return str(value)

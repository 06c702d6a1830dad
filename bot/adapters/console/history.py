"""What was said in the terminal's rooms, as far back as anybody looks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.adapters.console.view import Said
from bot.core.ids import MessageRef, PersonRef, RoomRef

_KEPT = 500
"""Messages of each room, and tokens in all rooms times ten, that are remembered."""


@dataclass(slots=True)
class Entry:
    """A message that stands in a room; `by` is its author, None for the bot."""

    ref: MessageRef
    said: Said
    by: PersonRef | None = None


class History:
    """The messages of each room, newest last, and the deliveries that were done."""

    def __init__(self) -> None:
        """Nothing was said yet."""
        self._rooms: dict[RoomRef, deque[Entry]] = {}
        self._done: dict[str, MessageRef] = {}

    def add(self, entry: Entry) -> None:
        """Keep a message."""
        self._rooms.setdefault(entry.ref.room, deque(maxlen=_KEPT)).append(entry)

    def remove(self, ref: MessageRef) -> None:
        """Drop a message."""
        entry = self.find(ref)
        if entry:
            self._rooms[ref.room].remove(entry)

    def find(self, ref: MessageRef) -> Entry | None:
        """Return a message, None where it is not known (any more)."""
        return self.last(ref.room, lambda entry: entry.ref == ref)

    def last(self, room: RoomRef, fits: Callable[[Entry], bool] = lambda _: True) -> Entry | None:
        """Return the newest message of a room that fits, or None."""
        return next((entry for entry in reversed(self._rooms.get(room, ())) if fits(entry)), None)

    def done(self, token: str) -> MessageRef | None:
        """Return what a delivery made or concerned, None where it was not done."""
        return self._done.get(token)

    def note(self, token: str, ref: MessageRef) -> None:
        """Keep that a delivery was done."""
        self._done[token] = ref
        if len(self._done) > 10 * _KEPT:
            del self._done[next(iter(self._done))]

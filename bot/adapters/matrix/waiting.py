"""The events that wait for a key, kept in the adapter's folder: a crash, a restart and a power cut lose none of them.

Beside the encrypted events themselves, those wait that refer to one of them (an edit, a reaction, a vote in a poll that
nobody here has heard yet), so that everything comes out in its order.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.adapters.matrix.store import Store

MOST = 1000
"""How many events wait at most; the oldest are given up for newer ones."""

LARGEST = 8_000_000
"""How many characters of JSON wait at most."""

OLDEST = timedelta(days=7)

_FILE = "waiting.jsonl"
_MARKS = frozenset({"m.annotation", "m.reference", "m.replace"})


@dataclass(frozen=True, slots=True)
class Held:
    """An event that waits; `since` is when it came to us (aware, UTC), `asked` how often its key was asked for.

    `told` is what the admins have been told of it, as the number of the warning.
    """

    room_id: str
    source: Mapping[str, Any]
    since: datetime
    asked: int = 0
    told: int = 0

    @property
    def id(self) -> str:
        """The id of the event."""
        return str(self.source["event_id"])

    @property
    def encrypted(self) -> bool:
        """Whether it waits for a key, and not only for an event that does."""
        return is_encrypted(self.source)


def is_encrypted(source: Mapping[str, Any]) -> bool:
    """Tell whether an event is still encrypted (client-server API, "m.room.encrypted"); a redacted one is not."""
    return source.get("type") == "m.room.encrypted" and "algorithm" in source.get("content", {})


def marked_by(source: Mapping[str, Any]) -> str | None:
    """Return the id of what an edit, a reaction or a vote is about, which stands in clear in encrypted ones, too."""
    relation = source.get("content", {}).get("m.relates_to")
    if not isinstance(relation, dict) or relation.get("rel_type") not in _MARKS:
        return None
    target = relation.get("event_id")
    return target if isinstance(target, str) else None


class Waiting:
    """The events that wait, oldest first. What is changed is durable after `save`."""

    def __init__(self, store: Store) -> None:
        """Read what waits; the store is open."""
        self._store = store
        self._held = {held.id: held for line in store.lines(_FILE) if (held := _read(line))}
        self._size = sum(map(_size, self._held.values()))
        self._changed = False

    def __iter__(self) -> Iterator[Held]:
        """Return what waits, oldest first."""
        return iter(tuple(self._held.values()))

    def __contains__(self, id: object) -> bool:
        """Tell whether an event waits."""
        return id in self._held

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._held)

    def add(self, room_id: str, source: Mapping[str, Any], now: datetime) -> None:
        """Have an event wait; one that waits already is left as it is."""
        held = Held(room_id, source, now)
        if held.id not in self._held:
            self._held[held.id] = held
            self._size += _size(held)
            self._changed = True

    def note(self, held: Held, *, asked: int | None = None, told: int | None = None) -> None:
        """Note how often a key was asked for, or what was told."""
        now = self._held[held.id]
        asked, told = now.asked if asked is None else asked, now.told if told is None else told
        self._held[held.id] = replace(now, asked=asked, told=told)
        self._changed = True

    def remove(self, ids: Collection[str]) -> None:
        """Let events wait no longer."""
        for one in ids:
            if held := self._held.pop(one, None):
                self._size -= _size(held)
                self._changed = True

    def withdraw(self, id: str) -> None:
        """Forget an event that was taken back, and what was about it."""
        self.remove([id, *(held.id for held in self if marked_by(held.source) == id)])

    def give_up(self, now: datetime) -> list[Held]:
        """Forget what is too old or too much, and what is about it; return what was forgotten."""
        gone = [held for held in self if now - held.since > OLDEST]
        left = [held for held in self if held not in gone]
        size = self._size - sum(map(_size, gone))
        while len(left) > MOST or size > LARGEST:
            size -= _size(left[0])
            gone.append(left.pop(0))
        ids = {held.id for held in gone}
        gone += [held for held in left if marked_by(held.source) in ids]
        self.remove([held.id for held in gone])
        return gone

    def save(self) -> None:
        """Write what waits to the disk, if it has changed; raises OSError."""
        if self._changed:
            self._store.keep_lines(_FILE, map(_line, self._held.values()))
            self._changed = False


def _size(held: Held) -> int:
    return len(json.dumps(held.source))


def _line(held: Held) -> dict[str, Any]:
    return {
        "room": held.room_id,
        "event": held.source,
        "since": held.since.timestamp(),
        "asked": held.asked,
        "told": held.told,
    }


def _read(line: Mapping[str, Any]) -> Held | None:
    try:
        since = datetime.fromtimestamp(line["since"], UTC)
        return Held(line["room"], line["event"], since, line["asked"], line["told"])
    except (KeyError, TypeError, ValueError):
        return None

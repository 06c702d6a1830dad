"""Time and identifiers: a clock that tests can replace, and snowflakes that sort by time."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

DISCORD_EPOCH_MS = 1_420_070_400_000
"""First millisecond of 2015, from which snowflakes count (API reference, "Snowflakes")."""

_UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """Anything that can say what time it is, in UTC."""

    def now(self) -> datetime:
        """Return the current moment as an aware datetime."""


class WallClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Return the current moment in UTC."""
        return _UNIX_EPOCH + timedelta(microseconds=time.time_ns() // 1000)


class ManualClock:
    """A clock that stands still until a test advances it."""

    def __init__(self, start: datetime) -> None:
        """Stand at `start` (aware)."""
        self._now = start

    def now(self) -> datetime:
        """Return the moment that was set."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self._now += timedelta(seconds=seconds)


class Snowflakes:
    """A source of unique ids that never go backwards, even when the clock does."""

    def __init__(self, clock: Clock) -> None:
        """Take the time half of every id from `clock`."""
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        """Return a new id, greater than all before it."""
        self._last = max(first_id_at(self._clock.now()), self._last + 1)
        return self._last


def first_id_at(moment: datetime) -> int:
    """Return the lowest snowflake that a moment can have."""
    milliseconds = (moment - _UNIX_EPOCH) // timedelta(milliseconds=1)
    return max(milliseconds - DISCORD_EPOCH_MS, 1) << 22


def moment_of(snowflake: int) -> datetime:
    """Return the moment inside a snowflake."""
    return _UNIX_EPOCH + timedelta(milliseconds=(snowflake >> 22) + DISCORD_EPOCH_MS)

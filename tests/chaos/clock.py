"""The clock of the bot and of Discord, which a test can put forward: how far it is ahead stands in a file."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.engine.clock import SystemClock


class Ahead(SystemClock):
    """The system's clock, ahead by as many seconds as a file says; exactly that where there is no file."""

    def __init__(self, file: Path | None) -> None:
        """Look into this file each time."""
        self._file = file

    def now(self) -> datetime:
        """See `Clock.now`."""
        return super().now() + timedelta(seconds=self._ahead())

    def _ahead(self) -> float:
        return float(self._file.read_text(encoding="ascii")) if self._file and self._file.exists() else 0.0


class TownClock(Ahead):
    """The same clock in the hands of the test."""

    def __init__(self, file: Path) -> None:
        """Write to this file."""
        super().__init__(file)
        self._path = file
        self._jumps: list[tuple[datetime, timedelta]] = []

    def jump(self, to: datetime) -> None:
        """Show a moment (aware) from now on; one that has passed changes nothing."""
        real = SystemClock.now(self)
        if to > self.now():
            new = self._path.with_suffix(".new")
            new.write_text(str((to - real).total_seconds()), encoding="ascii")
            new.replace(self._path)
            self._jumps.append((real, to - real))

    def shown_at(self, real: datetime) -> datetime:
        """Return what it showed at a moment of the system's clock."""
        return real + max((ahead for since, ahead in self._jumps if since <= real), default=timedelta())

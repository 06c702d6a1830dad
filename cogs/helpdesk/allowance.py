"""How much of the time a model may take for questions: in a rush the words alone answer, so that nobody waits long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.core.ports import Clock

SHARE, MOST = 0.1, 3.0
"""Of the time that passes, a tenth may be spent; what is not spent is saved up to three seconds."""


class Allowance:
    """The seconds that may be spent."""

    def __init__(self, clock: Clock | None) -> None:
        """Begin with all that can be saved; without a clock nothing is ever spent."""
        self._clock = clock
        self._saved, self._at = MOST, self._now()

    def is_left(self) -> bool:
        """Tell whether something may be spent."""
        before, self._at = self._at, self._now()
        self._saved = min(MOST, self._saved + SHARE * (self._at - before))
        return self._saved > 0

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Spend what passes meanwhile, even if it is more than was left: that has to be saved up first."""
        began = self._now()
        try:
            yield
        finally:
            self._saved -= self._now() - began

    def _now(self) -> float:
        return self._clock.monotonic() if self._clock else 0.0

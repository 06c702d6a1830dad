"""What a question gets: an answer, a choice of entries, or a person. The bot and its evaluation decide here alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.core.text import RichText
from cogs.helpdesk.confidence import SHIPPED_CONFIDENCE, Confidence
from cogs.helpdesk.rules import WORDS, kind_of
from cogs.helpdesk.search import Found
from config.settings import HelpdeskSettings


class Band(Enum):
    """What a question gets."""

    ANSWER = "answer"
    SUGGEST = "did you mean"
    PASS_ON = "pass on"  # noqa: S105 - no password


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score (0 to 1) the best entry is the answer, and from which that of the first is worth asking back."""

    answer_from: float
    suggest_from: float

    def band(self, found: Sequence[Found]) -> Band:
        """Return what a question gets for which these entries were found, the best first."""
        best = found[0] if found else None
        if best is None or max(best.score, best.among) < self.suggest_from:
            return Band.PASS_ON
        return Band.ANSWER if best.score >= self.answer_from else Band.SUGGEST


@dataclass(frozen=True, slots=True)
class Calibration:
    """How sure an entry has to be, and how that is reckoned."""

    confidence: Confidence
    thresholds: Thresholds


_DEFAULTS = HelpdeskSettings()
SHIPPED = Calibration(SHIPPED_CONFIDENCE, Thresholds(_DEFAULTS.answer_from, _DEFAULTS.suggest_from))
"""What holds for a community that has judged no questions of its own."""


def is_asked(text: str) -> bool:
    """Tell whether a text that is put to the bot waits for an answer, unlike a greeting, thanks or an emoji."""
    return kind_of(RichText.plain(text)) in WORDS

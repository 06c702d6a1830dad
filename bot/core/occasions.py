"""Events as a platform's own calendar shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

INTERESTED = "✅"
"""The emoji as which it is reported that somebody wants to come to an occasion."""
TITLE, DESCRIPTION, PLACE = 100, 1000, 100
"""Characters that fit into an occasion, its mark counted with the description: the limits of Discord's (API, "Guild
Scheduled Event")."""


class Phase(StrEnum):
    """How an occasion stands."""

    SCHEDULED = "scheduled"
    ACTIVE = "active"
    OVER = "over"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event as a platform's own calendar shows it; `starts` and `ends` are aware, UTC.

    `mark` stands as a line below the description: by it an occasion is found
    again whose making was not answered. An empty `place` is wherever the platform has people meet.
    """

    title: str
    description: str
    place: str
    starts: datetime
    ends: datetime
    phase: Phase = Phase.SCHEDULED
    mark: str = ""

"""How a platform is, for the people who look after the bot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PlatformStatus:
    """A platform's state (starting, up, down, refused, stopped) since a moment (aware, UTC), with the last error."""

    name: str
    state: str
    since: datetime
    error: str

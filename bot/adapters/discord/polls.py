"""Polls: a vote is told as the whole tally, read afresh, soon after it was given.

Discord tells each vote (Discord API, "Message Poll Vote Add") and that a poll has ended by a change of its message.
"""

from __future__ import annotations

import asyncio
from functools import partial

from bot.adapters.discord.ears import Ears
from bot.adapters.discord.intake import Intake
from bot.core.ports import Clock

_PAUSE = 3.0
"""Seconds between two tallies of a poll."""


class Polls:
    """Looks at a poll at its first new vote, and again as long as votes come."""

    def __init__(self, ears: Ears, intake: Intake, clock: Clock) -> None:
        """Have the ears look, in the intake's order."""
        self._ears, self._intake, self._clock = ears, intake, clock
        self._following: dict[int, asyncio.Task[None]] = {}
        self._again: set[int] = set()

    def voted(self, channel: int, message: int) -> None:
        """Take that somebody voted, or took a vote back."""
        if message in self._following:
            self._again.add(message)
        else:
            following = self._follow(channel, message)
            self._following[message] = asyncio.create_task(following, name=f"discord poll {message}")

    async def close(self) -> None:
        """Look no more; what was not looked at is found when the bot starts again."""
        tasks = list(self._following.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow(self, channel: int, message: int) -> None:
        looking = True
        while looking:
            self._again.discard(message)
            self._intake.put(partial(self._ears.polled, channel, message))
            await self._clock.sleep(_PAUSE)
            looking = message in self._again
        del self._following[message]

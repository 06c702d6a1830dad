"""How many messages may be sent where: known beforehand, or learned from what a platform answers.

A budget never says more than "so long until the next one". What it learns is forgotten after a while without refusals,
because nobody tells us when a limit is lifted.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from bot.core.ids import RoomRef
from bot.core.ports import ChatPlatform, Limit

_CALM = 60.0
"""Seconds without a refusal after which the learned pace is forgotten."""
_MEMORY = 0.3
"""The weight of the last observation in an average."""
_FAR = 200
"""Messages beyond which a wait is reckoned by the average."""


class Budget:
    """What may be said under one limit; moments are `Clock.monotonic` seconds."""

    def __init__(self, limits: Sequence[Limit] = ()) -> None:
        """Keep to limits that are known beforehand, maybe none."""
        self._limits = limits
        self._sent: deque[float] = deque(maxlen=max((limit.count for limit in limits), default=1))
        self._blocked_until = 0.0
        self._took = 0.0
        self._pace = 0.0
        self._since: float | None = None
        self._passed = 0

    def wait(self, now: float) -> float:
        """Return the seconds until a message may be sent, 0 where one may be now."""
        return self._next(now, self._sent) - now

    def free(self, now: float, most: int) -> int:
        """Return how many messages may be sent at once, at most so many."""
        if self._blocked_until > now:
            return 0
        used = (sum(at + limit.seconds > now for at in list(self._sent)[-limit.count :]) for limit in self._limits)
        return max(0, min([most, *(limit.count - n for limit, n in zip(self._limits, used, strict=True))]))

    def drain(self, now: float, number: int) -> float:
        """Estimate the seconds until so many messages are sent, one after the other."""
        self._forget(now)
        each, at, sent = max(self._pace, self._took), now, self._sent.copy()
        if not self._limits:
            return max(0.0, self._blocked_until - now) + max(0, number - 1) * each
        near = min(number, _FAR)
        for count in range(near):
            at = max(self._next(at, sent), at + (each if count else 0.0))
            sent.append(at)
        return (at - now) * max(1.0, number / _FAR)

    def sent(self, began: float, now: float) -> None:
        """Note that a message was sent, from one moment to another: a client may wait for a limit by itself."""
        self._sent.append(now)
        self._took += (now - began - self._took) * _MEMORY
        self._since = began if self._since is None else self._since
        self._passed += 1

    def refused(self, now: float, after: float) -> None:
        """Note that the platform asks to wait so many seconds.

        What passed since the last such wait was over tells the pace that it allows.
        """
        self._blocked_until = now + after
        if self._passed and self._since is not None:
            self._pace = (self._blocked_until - self._since) / self._passed
        self._since, self._passed = self._blocked_until, 0

    def _forget(self, now: float) -> None:
        if self._since is not None and now - self._since > _CALM:
            self._since, self._passed, self._pace = None, 0, 0.0

    def _next(self, at: float, sent: Sequence[float]) -> float:
        free = (sent[-limit.count] + limit.seconds for limit in self._limits if len(sent) >= limit.count)
        return max(at, self._blocked_until, *free)


class Budgets:
    """The budgets of all rooms: what a platform counts together shares one."""

    def __init__(self) -> None:
        """Know of none yet."""
        self._known: dict[tuple[str, str], Budget] = {}

    def of(self, platform: ChatPlatform, room: RoomRef, *, as_person: bool) -> Budget:
        """Return the budget of a room for messages that are shown as somebody's, or for the bot's own."""
        allowance = platform.allowance(room, as_person=as_person)
        key = platform.name, allowance.bucket
        if key not in self._known:
            self._known[key] = Budget(allowance.limits)
        return self._known[key]

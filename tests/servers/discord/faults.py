"""Faults that a test orders: failures, lost answers, cut connections and requests that are held back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from fnmatch import fnmatchcase


@dataclass(eq=False)
class Fault:
    """What happens to the next `times` requests that match `pattern`.

    `pattern` is matched with shell wildcards against "METHOD /path", the path as in the API description with its
    real ids, such as "POST /channels/*/messages" or "* /webhooks/*". With `performed` the action happens before
    the answer is lost or replaced: what a sender cannot tell from a failure. Clients repeat a GET, PUT or DELETE by
    themselves when a connection that they had used before is cut: order such a `drop` for more than one time.
    """

    pattern: str
    times: int = 1
    status: int | None = None
    drop: bool = False
    performed: bool = False
    delay: float = 0.0
    retry_after: float = 0.05
    whole_bot: bool = False
    """For status 429: whether it is the global limit."""
    gate: asyncio.Event | None = None
    hits: int = 0

    def matches(self, method: str, path: str) -> bool:
        """Return whether a request is meant and some of `times` is left."""
        return self.hits < self.times and fnmatchcase(f"{method} {path}", self.pattern)

    def release(self) -> None:
        """Let the requests that this fault holds go on."""
        if self.gate is not None:
            self.gate.set()


@dataclass
class Faults:
    """The ordered faults, oldest first."""

    ordered: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> Fault:
        """Order a fault and return it, so that its `hits` can be read."""
        self.ordered.append(fault)
        return fault

    def take(self, method: str, path: str) -> Fault | None:
        """Return the first fault that this request must suffer, counted as used."""
        for fault in self.ordered:
            if fault.matches(method, path):
                fault.hits += 1
                return fault
        return None

    def clear(self) -> None:
        """Forget all faults and cut the requests that are held."""
        for fault in self.ordered:
            fault.drop = True
            fault.release()
        self.ordered.clear()

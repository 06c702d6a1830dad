"""Rate limits by bucket, with the headers and the 429 body of the API reference, "Rate Limits"."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import md5

from tests.servers.discord.model import Json

UNLIMITED = 1000
"""What `X-RateLimit-Limit` says where a test has set no limit."""


@dataclass(frozen=True)
class Limit:
    """At most `count` requests in `per` seconds."""

    count: int
    per: float


@dataclass(frozen=True)
class Verdict:
    """The headers of an answer and, when the request is refused, the body of the 429."""

    headers: dict[str, str]
    refusal: Json | None = None


@dataclass
class _Window:
    resets_at: float
    used: int = 0


def monotonic() -> float:
    """Return the running loop's time in seconds: clients wait real seconds, so windows are real too."""
    return asyncio.get_running_loop().time()


@dataclass
class RateLimits:
    """The limits in force; none unless a test sets them.

    `routes` maps "METHOD /path/{template}" of the API description to a limit for each channel, guild or webhook.
    `webhooks` limits executions of one webhook, `webhook_channel` those of all webhooks of a channel: see
    `limit_webhooks`. `refused` lists the routes of all 429 answers.
    """

    routes: dict[str, Limit] = field(default_factory=dict)
    whole_bot: Limit | None = None
    webhooks: Limit | None = None
    webhook_channel: Limit | None = None
    refused: list[str] = field(default_factory=list)
    time: Callable[[], float] = monotonic
    _windows: dict[str, _Window] = field(default_factory=dict)

    def limit_webhooks(self) -> None:
        """Limit webhooks as Discord does: 5 in 2 s for each, 30 in 60 s for each channel."""
        self.webhooks, self.webhook_channel = Limit(5, 2.0), Limit(30, 60.0)

    def check(self, route: str, major: str, webhook_channel: int | None = None) -> Verdict:
        """Count a request and say whether it may pass.

        Args:
            route: "METHOD /path/{template}".
            major: the ids that have buckets of their own.
            webhook_channel: the channel that an execution of a webhook writes to.
        """
        if self.whole_bot and (wait := self._count("global", self.whole_bot)[1]) > 0:
            return self._refuse(route, wait, {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"})
        limit = self.routes.get(route) or (self.webhooks if webhook_channel else None)
        headers = {"X-RateLimit-Bucket": md5(route.encode(), usedforsecurity=False).hexdigest()}
        if limit is None:
            headers |= _state_headers(Limit(UNLIMITED, 1.0), UNLIMITED - 1, 1.0)
        else:
            remaining, wait, reset = self._count(f"{route} {major}", limit)
            headers |= _state_headers(limit, remaining, reset)
            if wait > 0:
                return self._refuse(route, wait, headers | {"X-RateLimit-Scope": "user"})
        if webhook_channel and self.webhook_channel:
            wait = self._count(f"channel {webhook_channel}", self.webhook_channel)[1]
            if wait > 0:
                return self._refuse(route, wait, headers | {"X-RateLimit-Scope": "shared"})
        return Verdict(headers)

    def _count(self, key: str, limit: Limit) -> tuple[int, float, float]:
        """Return what remains, the seconds to wait (0 when it passes) and the seconds to the reset."""
        now = self.time()
        window = self._windows.get(key)
        if window is None or window.resets_at <= now:
            window = self._windows[key] = _Window(now + limit.per)
        reset = window.resets_at - now
        if window.used >= limit.count:
            return 0, reset, reset
        window.used += 1
        return limit.count - window.used, 0.0, reset

    def _refuse(self, route: str, wait: float, headers: dict[str, str]) -> Verdict:
        self.refused.append(route)
        is_global = headers.get("X-RateLimit-Global") == "true"
        return Verdict(headers | retry_headers(wait), refusal_body(wait, is_global=is_global))


def refusal_body(retry_after: float, *, is_global: bool) -> Json:
    """RatelimitedResponse."""
    text = "You are being rate limited."
    return {"message": text, "retry_after": round(retry_after, 3), "global": is_global, "code": 0}


def retry_headers(retry_after: float) -> dict[str, str]:
    """Return the headers of a 429; clients take one without `Via` for a ban by the proxy before the API."""
    return {"Retry-After": str(math.ceil(retry_after)), "Via": "1.1 loopback"}


def _state_headers(limit: Limit, remaining: int, reset: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(limit.count),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset-After": f"{reset:.3f}",
    }

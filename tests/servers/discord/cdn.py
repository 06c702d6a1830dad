"""The CDN's addresses: signed for a day, as Discord signs them (API reference, "Signed Attachment CDN URLs")."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_bytes

from tests.servers.discord.ids import Clock
from tests.servers.discord.model import Attachment

LIFE = timedelta(hours=24)


@dataclass
class Signatures:
    """Signs the addresses of files, and tells which are still good."""

    clock: Clock
    _secret: bytes = field(default_factory=lambda: token_bytes(16))

    def sign(self, what: Attachment) -> str:
        """Return the query of a file's address: when it runs out (`ex`), was made (`is`), and the signature (`hm`)."""
        now = self.clock.now()
        ends, made = (f"{int(moment.timestamp()):x}" for moment in (now + LIFE, now))
        return f"ex={ends}&is={made}&hm={self._mark(what, ends, made)}&"

    def good(self, what: Attachment, query: Mapping[str, str]) -> bool:
        """Tell whether an address with this query still gives out a file."""
        ends, made, mark = (query.get(name, "") for name in ("ex", "is", "hm"))
        own = hmac.compare_digest(mark, self._mark(what, ends, made))
        return own and int(ends, 16) > self.clock.now().timestamp()

    def run_out(self) -> None:
        """Have all addresses so far run out at once, as after a day."""
        self._secret = token_bytes(16)

    def _mark(self, what: Attachment, ends: str, made: str) -> str:
        return hmac.new(self._secret, f"{what.id}:{ends}:{made}".encode(), "sha256").hexdigest()

"""The names of ghosts: the accounts of an application service under which people of other platforms speak. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.ids import PersonRef

_KEPT = re.compile(r"[a-z0-9.-]")
_ESCAPED = re.compile(r"=([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class GhostNames:
    """The ghosts of one server: ``@<prefix><platform>_<id>:<server>``.

    What a user id may not hold, and what would be read in two ways, is written as ``=xx`` (Matrix spec, appendices,
    "Mapping from other character sets").
    """

    prefix: str
    server: str

    def user_id(self, ref: PersonRef) -> str:
        """Return the user id of a person's ghost."""
        return f"@{self.localpart(ref)}:{self.server}"

    def localpart(self, ref: PersonRef) -> str:
        """Return a ghost's user id without @ and server."""
        return f"{self.prefix}{_escaped(ref.platform)}_{_escaped(ref.id)}"

    def person(self, user_id: str) -> PersonRef | None:
        """Return whose ghost an account is; None for any other account."""
        localpart, _, server = user_id.removeprefix("@").partition(":")
        if server != self.server or not localpart.startswith(self.prefix):
            return None
        platform, _, person = localpart.removeprefix(self.prefix).partition("_")
        return PersonRef(_read(platform), _read(person)) if platform and person else None


def _escaped(text: str) -> str:
    return "".join(char if _KEPT.fullmatch(char) else _in_hex(char) for char in text)


def _in_hex(char: str) -> str:
    return "".join(f"={byte:02x}" for byte in char.encode())


def _read(escaped: str) -> str:
    octets = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), escaped)
    return octets.encode("latin-1", errors="replace").decode(errors="replace")

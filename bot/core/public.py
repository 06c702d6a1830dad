"""Web addresses that Stoa makes for pictures and files, so that nobody can make one for anything else. Pure.

That of a picture says what it is and is signed. That of a file says nothing, so that it can be taken back: the store
knows what it means (`storage.served_files`).
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.core.events import Person
from bot.core.text import Attachment
from bot.core.urls import is_web

THUMBNAIL = ("thumbnail", "128")
"""Asks a platform for a small picture made of an image."""

_MARK = 16
"""Bytes of a signature."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes and reads the addresses below a base, with a key that only this community's bot has."""

    base: str
    key: bytes

    def picture(self, person: Person) -> str | None:
        """Return where anybody may see a person's picture, None where there is none; it stays the same."""
        if person.avatar is None or is_web(person.avatar):
            return person.avatar
        name = self._signed("avatars", [person.ref.platform, person.avatar])
        return f"{self.base}/avatars/{name}.png"

    def name_of(self, file: Attachment) -> str:
        """Return the name of a file on the web: the same for one file of one message, and not to be guessed."""
        said = [file.held_by, file.url.partition("?")[0], file.extra, str(file.said_in or "")]
        return _written(self._mark("media", json.dumps(said).encode()))

    def file(self, name: str, file: Attachment) -> str:
        """Return the address of a file that stands on the web under a name."""
        return f"{self.base}/media/{name}/{quote(file.name[-60:], safe='')}"

    def pictured(self, name: str) -> Attachment | None:
        """Return the picture that the last part of an address means (without .png); None for one that is not ours."""
        said = self._read("avatars", name)
        return None if said is None else Attachment("avatar", said[1], extra=(THUMBNAIL,), held_by=said[0])

    def _signed(self, use: str, said: list[object]) -> str:
        words = json.dumps(said, separators=(",", ":")).encode()
        return _written(words) + "." + _written(self._mark(use, words))

    def _read(self, use: str, name: str) -> list[Any] | None:
        words, _, mark = name.partition(".")
        try:
            plain, given = _bytes(words), _bytes(mark)
        except ValueError:
            return None
        return list(json.loads(plain)) if hmac.compare_digest(given, self._mark(use, plain)) else None

    def _mark(self, use: str, words: bytes) -> bytes:
        return hmac.new(self.key, use.encode() + b":" + words, "sha256").digest()[:_MARK]


def _written(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(written: str) -> bytes:
    return urlsafe_b64decode(written + "=" * (-len(written) % 4))

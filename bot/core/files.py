"""Files as they are: what the first bytes say a file is, and under which name it may go on. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BufferedIOBase
from mimetypes import guess_extension
from pathlib import PurePosixPath

from babel.units import format_unit

UNKNOWN = "application/octet-stream"
OWN = "stoa"
"""Who holds the files that the bot itself made (see `Attachment.held_by`)."""
HEAD = 512
"""Bytes from the start that are enough to know a file by."""

_NAME_LIMIT = 200
_MEDIA = ("image/", "video/", "audio/")
_ACTIVE = re.compile(r"text/html|application/xhtml\+xml|image/svg\+xml|.*/(x-)?(java|ecma)script|\w+/xml")
"""What a browser would run; it goes on as bytes."""
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")
"""A media type without parameters (RFC 6838, 4.2)."""
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]+")
_EXTENSIONS = {"audio/ogg": ".ogg", "image/jpeg": ".jpg", "image/webp": ".webp", "image/avif": ".avif"}


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file on this machine's disk for as long as its context lasts.

    `data` is open for reading at its start, `size` its bytes as counted, `type` the media type as which it may be
    shown, whatever its sender said.
    """

    data: BufferedIOBase
    size: int
    type: str


def sniffed(head: bytes) -> str | None:
    """Return the media type that a file's first bytes show; None where they show none that we know.

    These are the signatures of the WHATWG MIME Sniffing Standard (sections 6.1 and 6.2), with AVIF and FLAC.
    """
    for at, signature, kind in _SIGNATURES:
        if head[at : at + len(signature)] == signature:
            return kind(head) if callable(kind) else kind
    return None


def shown_as(head: bytes, declared: str) -> str:
    """Return the media type as which a file may be shown: the declared one only where it can do no harm.

    Pictures, films and sounds are what their bytes say; what a browser would run is bytes.
    """
    found = sniffed(head)
    if found is not None:
        return found
    kind = declared.partition(";")[0].strip().lower()
    if kind.startswith(_MEDIA) or _ACTIVE.fullmatch(kind) or not _TYPE.fullmatch(kind):
        return UNKNOWN
    return kind


def file_name(name: str, kind: str) -> str:
    """Return a name that a file may bear anywhere, with an extension for its media type where it has none."""
    clean = _UNFIT.sub("_", name).strip(" .") or "file"
    stem, suffix = PurePosixPath(clean).stem, PurePosixPath(clean).suffix
    suffix = suffix or _EXTENSIONS.get(kind) or (guess_extension(kind) if kind != UNKNOWN else "") or ""
    return stem[: _NAME_LIMIT - len(suffix)] + suffix[:_NAME_LIMIT]


def size_in_words(size: int, language: str) -> str:
    """Write a number of bytes shortly, such as "2 GB", in a language (a catalogue's code)."""
    units = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")
    step, number = 0, float(size)
    while number >= 1000 and step < len(units) - 1:
        step, number = step + 1, number / 1000
    return format_unit(round(number, 1 if number < 10 else 0), f"digital-{units[step]}", "short", locale=language)


def _riff(head: bytes) -> str | None:
    return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(head[8:12])


def _iso_media(head: bytes) -> str:
    brand = head[8:12]
    if brand in (b"avif", b"avis"):
        return "image/avif"
    if brand in (b"heic", b"heix", b"mif1"):
        return "image/heic"
    return "audio/mp4" if brand.startswith(b"M4A") else "video/quicktime" if brand == b"qt  " else "video/mp4"


def _matroska(head: bytes) -> str:
    return "video/webm" if b"webm" in head[:64] else "video/x-matroska"


def _ogg(head: bytes) -> str:
    return "video/ogg" if b"theora" in head[:128] else "audio/ogg"


_SIGNATURES: tuple[tuple[int, bytes, str | Callable[[bytes], str | None]], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"RIFF", _riff),
    (4, b"ftyp", _iso_media),
    (0, b"\x1a\x45\xdf\xa3", _matroska),
    (0, b"OggS\x00", _ogg),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"%PDF-", "application/pdf"),
)

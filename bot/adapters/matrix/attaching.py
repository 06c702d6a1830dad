"""Files in Matrix events, both ways: what an event says of its file, and the event that shows one. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.adapters.matrix.reading import PLATFORM
from bot.core.files import UNKNOWN, LocalFile, file_name
from bot.core.text import Attachment

Content = dict[str, Any]

_KINDS = frozenset({"m.image", "m.file", "m.audio", "m.video"})
_SHOWN = {"image": "m.image", "video": "m.video", "audio": "m.audio"}
_SPOILER = "page.codeberg.everypizza.msc4193.spoiler"
_WARNING, _WARNED = "town.robin.msc3725.content_warning", "town.robin.msc3725.spoiler"
"""Two ways of saying that a picture is not to be seen at once: MSC4193 and MSC3725."""
_VOICE, _AUDIO = "org.matrix.msc3245.voice", "org.matrix.msc1767.audio"
"""A recorded message (MSC3245) and how long and loud it is (MSC1767)."""
_LOUDEST = 1024
_ADDRESS = re.compile(r"mxc://[^/?#\s]+/[^/?#\s]+")


def media_uri(written: object) -> str | None:
    """Return an address of Matrix's (``mxc://server/id``), None for anything else."""
    return written if isinstance(written, str) and _ADDRESS.fullmatch(written) else None


def attachment_of(content: Mapping[str, Any], home: str) -> Attachment | None:
    """Return the file of an event's content, None where there is none; `home` is where people see the event."""
    sticker = "msgtype" not in content
    if not sticker and content["msgtype"] not in _KINDS:
        return None
    secret = _table(content, "file")
    address, keys = secret.get("url") if secret else content.get("url"), _keys(secret)
    address = media_uri(address)
    if address is None or not all(key for _, key in keys):
        return None
    info, audio = _table(content, "info"), _table(content, _AUDIO)
    milliseconds = _number(audio, "duration") or _number(info, "duration")
    return Attachment(
        name=_name(content),
        url=address,
        content_type=str(info.get("mimetype") or UNKNOWN),
        size=_number(info, "size"),
        spoiler=bool(content.get(_SPOILER)) or _table(content, _WARNING).get("type") == _WARNED,
        description=str(content.get("body", "")) if sticker else "",
        extra=keys,
        held_by=PLATFORM,
        home=home,
        width=_number(info, "w"),
        height=_number(info, "h"),
        seconds=milliseconds / 1000 if milliseconds is not None else None,
        voice=_VOICE in content,
    )


def shown(attachment: Attachment, local: LocalFile, where: Mapping[str, Any]) -> Content:
    """Return the content that shows a file which was put `where` (see `Media.put`), without words of its own.

    A spoiler is shown as a file to be opened, because most clients would show the picture.
    """
    name = file_name(attachment.name, local.type)
    kind = _SHOWN.get(local.type.partition("/")[0], "m.file")
    content: Content = {"msgtype": kind, "filename": name, "info": _info(attachment, local), **where}
    if attachment.voice and kind == "m.audio":
        content |= {_VOICE: {}, _AUDIO: _audio(attachment)}
    if attachment.spoiler:
        content |= {"msgtype": "m.file", _SPOILER: True, _WARNING: {"type": _WARNED}}
    return content


def _info(attachment: Attachment, local: LocalFile) -> Content:
    known: Content = {"mimetype": local.type, "size": local.size}
    if local.type.startswith(("image/", "video/")) and attachment.width and attachment.height:
        known |= {"w": attachment.width, "h": attachment.height}
    if local.type.startswith(("audio/", "video/")) and attachment.seconds is not None:
        known |= {"duration": round(attachment.seconds * 1000)}
    return known


def _audio(attachment: Attachment) -> Content:
    waves = bytes.fromhex(dict(attachment.extra).get("waveform", ""))
    return {
        "duration": round((attachment.seconds or 0) * 1000),
        "waveform": [round(wave / 255 * _LOUDEST) for wave in waves],
    }


def _name(content: Mapping[str, Any]) -> str:
    written = content.get("filename") or content.get("body")
    return str(written or "file")


def _keys(secret: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    if not secret:
        return ()
    key, hashes = _table(secret, "key"), _table(secret, "hashes")
    return (
        ("key", str(key.get("k", ""))),
        ("iv", str(secret.get("iv", ""))),
        ("hash", str(hashes.get("sha256", ""))),
    )


def _table(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = content.get(name)
    return found if isinstance(found, dict) else {}


def _number(content: Mapping[str, Any], name: str) -> int | None:
    found = content.get(name)
    # A truth value counts as a number in Python, and none of these is ever negative.
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else None

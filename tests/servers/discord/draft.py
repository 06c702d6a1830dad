"""What a request asks to be written: its fields checked against the documented limits."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

from tests.servers.discord.errors import ApiError, check_length, invalid_form
from tests.servers.discord.model import SETTABLE_FLAGS, Attachment, Channel, Json, Poll, Upload
from tests.servers.discord.world import World

CONTENT_LIMIT = 2000
FILES_LIMIT = 10
UPLOAD_LIMIT = 10 * 1024 * 1024
"""Bytes that one file may have (API reference, "Uploading Files")."""


@dataclass
class Draft:
    """The checked body of a request that creates or edits a message; None means "not given"."""

    content: str | None = None
    embeds: list[Json] | None = None
    components: list[Json] | None = None
    allowed_mentions: Json | None = None
    reference: Json | None = None
    flags: int | None = None
    nonce: str | int | None = None
    enforce_nonce: bool = False
    tts: bool = False
    uploads: list[Upload] = field(default_factory=list)
    kept_attachments: set[int] | None = None
    stickers: list[Json] = field(default_factory=list)
    snapshots: list[Json] = field(default_factory=list)
    poll: Poll | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing that could be shown."""
        extras = self.components or self.uploads or self.stickers or self.snapshots or self.poll
        return not (self.content or self.embeds or extras)


def read_draft(body: Json, uploads: dict[int, Upload]) -> Draft:
    """Return the draft of a message body and its numbered files; raises ApiError 50035 or 40005."""
    content = body.get("content")
    if content is not None:
        content = str(content).strip()
        check_length("content", content, CONTENT_LIMIT)
    nonce = body.get("nonce")
    if isinstance(nonce, str):
        check_length("nonce", nonce, 25)
    embeds, components = body.get("embeds"), body.get("components")
    return Draft(
        content="" if content is None and "content" in body else content,
        embeds=None if embeds is None else _embeds(embeds),
        components=None if components is None else number_components(components),
        allowed_mentions=body.get("allowed_mentions"),
        reference=body.get("message_reference"),
        flags=int(body["flags"] or 0) & SETTABLE_FLAGS if "flags" in body else None,
        nonce=nonce,
        enforce_nonce=bool(body.get("enforce_nonce")),
        tts=bool(body.get("tts")),
        uploads=_described(uploads, body.get("attachments") or []),
        kept_attachments=_kept(body.get("attachments"), uploads),
        stickers=[sticker(int(number), "sticker") for number in body.get("sticker_ids") or ()],
    )


def sticker(id: int, name: str) -> Json:
    """Return a StickerItem of a PNG."""
    return {"id": str(id), "name": name, "format_type": 1}


def store_upload(world: World, channel: Channel, upload: Upload) -> Attachment:
    """Put a file on the CDN under a cleaned name, its former name kept as the title."""
    cleaned = re.sub(r"[^A-Za-z0-9._-]", "", upload.filename.replace(" ", "_")).lstrip(".") or "unknown"
    guessed = mimetypes.guess_type(upload.filename)[0]
    title = None if cleaned == upload.filename else upload.filename.rsplit(".", 1)[0]
    kind = guessed or upload.content_type
    made = Attachment(world.ids.next(), channel.id, cleaned, upload.data, kind, upload.description, title, upload.looks)
    world.attachments[made.id] = made
    return made


def number_components(components: Iterable[Json]) -> list[Json]:
    """Return the components as answers show them: each with an id and a select's defaults filled in."""
    numbers = count(1)

    def number(component: Json) -> Json:
        done: Json = {"id": next(numbers)}
        done |= {key: value for key, value in component.items() if value is not None}
        if done["type"] == 3:
            done.setdefault("min_values", 1)
            done.setdefault("max_values", 1)
            done["options"] = [{"default": False} | option for option in done["options"]]
        for key in ("components", "component", "accessory"):
            if isinstance(done.get(key), list):
                done[key] = [number(child) for child in done[key]]
            elif isinstance(done.get(key), dict):
                done[key] = number(done[key])
        return done

    return [number(component) for component in components]


def _embeds(embeds: list[Json]) -> list[Json]:
    """Return embeds as answers show them (API reference, "Embed Limits")."""
    if len(embeds) > 10:
        raise invalid_form("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    total = 0
    for index, embed in enumerate(embeds):
        for name, most in (("title", 256), ("description", 4096)):
            check_length(f"embeds.{index}.{name}", embed.get(name) or "", most)
        if len(embed.get("fields") or []) > 25:
            raise invalid_form(f"embeds.{index}.fields", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
        total += _embed_size(embed)
    if total > 6000:
        raise invalid_form("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
    return [{"type": "rich"} | {key: value for key, value in embed.items() if value is not None} for embed in embeds]


def _embed_size(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    texts += [part for found in embed.get("fields") or [] for part in (found["name"], found["value"])]
    return sum(len(text or "") for text in texts)


def _described(uploads: dict[int, Upload], listed: list[Json]) -> list[Upload]:
    """Return the files in order, each with the name and description that `attachments` gives it; raises 40005.

    The limit holds for bots; people who pay for it may send larger files.
    """
    if len(uploads) > FILES_LIMIT:
        raise invalid_form("files", "BASE_TYPE_MAX_LENGTH", f"Must be {FILES_LIMIT} or fewer in length.")
    if any(len(upload.data) > UPLOAD_LIMIT for upload in uploads.values()):
        raise ApiError(413, 40005)
    notes = {int(entry["id"]): entry for entry in listed}
    made = []
    for index in sorted(uploads):
        upload, note = uploads[index], notes.get(index, {})
        name = note.get("filename") or upload.filename
        made.append(Upload(name, upload.data, upload.content_type, note.get("description")))
    return made


def _kept(listed: list[Json] | None, uploads: dict[int, Upload]) -> set[int] | None:
    """Return the ids of existing attachments that an edit keeps, None when it does not say."""
    if listed is None:
        return None
    return {int(entry["id"]) for entry in listed} - set(uploads)

"""Deliveries as Matrix events. Pure."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from typing import Any
from unicodedata import category

from bot.adapters.matrix import text as html
from bot.adapters.matrix.reading import PLATFORM
from bot.core.delivery import Action, Choice, Part
from bot.core.events import Person
from bot.core.ids import MessageRef
from bot.core.split import cut
from bot.core.text import Block, Listing, Mention, Paragraph, RichText, Text

Content = dict[str, Any]

BODY_LIMIT = 40_000
"""Bytes of the plain and the HTML body together, written as JSON in ASCII, which is what nio encrypts. Encrypted it is
a third more, and an event may have 65,536 (client-server API, "Size limits")."""

CLEAR_LIMIT = 56_000
"""Bytes of both bodies in a room that is not encrypted: there UTF-8 is counted, in which Greek takes a third."""

_EDIT_LIMIT = 4_000
"""An edit says everything twice; beyond this the half that only old clients read is cut."""

_CUT = 300
_EVERYONE = "everyone"

_PROFILE_LIMIT = 255
"""MSC4144, "Field limits": bytes of UTF-8."""

_AT_MOST_ON_ONE_LINE = 2
_FIRST_PARAGRAPH = re.compile(r"\A<p>")


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a text is written: `zone` is an IANA name, `language` a catalogue's code."""

    zone: str
    language: str


def to_content(part: Part, reader: Reader) -> tuple[str, Content]:
    """Return the type and content of the event that says a POST, EDIT or REACT."""
    if part.action is Action.REACT and part.target is not None:
        annotation = {"rel_type": "m.annotation", "event_id": part.target.id, "key": part.emoji}
        return "m.reaction", {"m.relates_to": annotation}
    said = _said(part, reader)
    if part.action is Action.EDIT and part.target is not None:
        return "m.room.message", _edit(said, part.target)
    relation = _relation(part)
    return "m.room.message", said | ({"m.relates_to": relation} if relation else {})


def file_content(part: Part, file: Content) -> Content:
    """Return the content of the event that shows a part's one file; `file` is what `attaching.shown` says of it.

    Its description stands in the body (client-server API, "Media captions"); where there is none the name does.
    """
    body, rich, profile = part.attachments[0].description or file["filename"], {}, {}
    if part.as_person is not None:
        profile = {"com.beeper.per_message_profile": _profile(part.as_person)}
        body, formatted = _named(part.as_person.name, body, None)
        rich = {"format": "org.matrix.custom.html", "formatted_body": formatted}
    relation = _relation(part)
    said = {**file, "body": body, **rich, "m.mentions": {}, **profile}
    return said | ({"m.relates_to": relation} if relation else {})


def measure(text: RichText, reader: Reader, *, clear: bool = False) -> int:
    """Return the bytes that a text takes; see `BODY_LIMIT`, and `CLEAR_LIMIT` for a room that is not encrypted."""
    body, formatted = html.render(text, zone=reader.zone, language=reader.language)
    return _size(body, formatted, clear=clear)


def whole_text(part: Part) -> RichText:
    """Return a part's text with its choices as a list, for want of buttons."""
    return part.text + RichText(_choices(part.choices))


def _said(part: Part, reader: Reader) -> Content:
    text = whole_text(part)
    body, formatted = html.render(text, zone=reader.zone, language=reader.language)
    if _EVERYONE in part.notify:
        # No text says this by itself: it is written as no ping.
        body, formatted = f"@room\n{body}", None if formatted is None else f"<p>@room</p>{formatted}"
    profile: Content = {}
    if part.as_person is not None:
        profile = {"com.beeper.per_message_profile": _profile(part.as_person)}
        body, formatted = _named(part.as_person.name, body, formatted)
    rich = {"format": "org.matrix.custom.html", "formatted_body": formatted} if formatted is not None else {}
    return {"msgtype": "m.text", "body": body, **rich, "m.mentions": _mentions(part, text), **profile}


def _edit(said: Content, target: MessageRef) -> Content:
    """Return a replacement (client-server API, "Event replacements"); nobody is notified a second time."""
    short = _size(said["body"], said.get("formatted_body")) <= _EDIT_LIMIT
    fallback: Content = {"msgtype": "m.text", "body": "* " + (said["body"] if short else cut(said["body"], _CUT))}
    if short and "formatted_body" in said:
        fallback |= {"format": said["format"], "formatted_body": "* " + said["formatted_body"]}
    return {
        **fallback,
        "m.mentions": {},
        "m.new_content": said,
        "m.relates_to": {"rel_type": "m.replace", "event_id": target.id},
    }


def _size(body: str, formatted: str | None, *, clear: bool = False) -> int:
    return sum(len(json.dumps(text, ensure_ascii=not clear).encode()) for text in (body, formatted or ""))


def _relation(part: Part) -> Content:
    """Return how a message hangs on others (client-server API, "Rich replies" and "Threading")."""
    answered = part.reply_to or part.thread
    reply = {"m.in_reply_to": {"event_id": answered.id}} if answered else {}
    if part.thread is None:
        return reply
    return {"rel_type": "m.thread", "event_id": part.thread.id, "is_falling_back": part.reply_to is None, **reply}


def _profile(person: Person) -> Content:
    """Return a per-message profile (MSC4144); clients that know it leave the name out of the text."""
    avatar = {"avatar_url": person.avatar} if (person.avatar or "").startswith("mxc://") else {}
    name = _within(person.name, _PROFILE_LIMIT)
    return {"id": _within(str(person.ref), _PROFILE_LIMIT), "displayname": name, **avatar, "has_fallback": True}


def _named(name: str, body: str, formatted: str | None) -> tuple[str, str]:
    shown = _within(name, _PROFILE_LIMIT)
    mark = f"<strong data-mx-profile-fallback>{escape(shown, quote=False)}: </strong>"
    rich = escape(body, quote=False).replace("\n", "<br>") if formatted is None else formatted
    inside = _FIRST_PARAGRAPH.sub(lambda found: found[0] + mark, rich)
    return f"{shown}: {body}", inside if inside != rich else mark + rich


def _within(text: str, limit: int) -> str:
    return text.replace("\0", "").encode()[:limit].decode(errors="ignore")


def _mentions(part: Part, text: RichText) -> Content:
    """Return who is to be notified; what is passed on from another room of Matrix's has notified them there."""
    if part.as_person is not None and part.as_person.ref.platform == PLATFORM:
        return {}
    refs = (inline.ref or "" for inline in text.inlines() if isinstance(inline, Mention) and inline.kind == "person")
    users = sorted({ref.removeprefix(f"{PLATFORM}:") for ref in refs if ref.startswith(f"{PLATFORM}:@")})
    everybody: Content = {"room": True} if _EVERYONE in part.notify else {}
    return everybody | ({"user_ids": users} if users else {})


def _choices(choices: tuple[Choice, ...]) -> tuple[Block, ...]:
    if not choices:
        return ()
    if len(choices) <= _AT_MOST_ON_ONE_LINE and all(_starts_with_emoji(choice.label) for choice in choices):
        return (Paragraph((Text(" · ".join(choice.label for choice in choices)),)),)
    return (Listing(tuple((Paragraph((Text(choice.label),)),) for choice in choices), start=1),)


def _starts_with_emoji(label: str) -> bool:
    return bool(label) and category(label[0]) == "So"

"""Matrix events as core events. Pure: what an event alone does not tell is given in a `Scene`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from bot.adapters.matrix import text as html
from bot.adapters.matrix.attaching import attachment_of
from bot.adapters.matrix.ghostnames import GhostNames
from bot.adapters.matrix.mentions import listed, without_name
from bot.adapters.matrix.polls import STARTS, started
from bot.adapters.matrix.reading import PLATFORM
from bot.adapters.matrix.store import Reaction
from bot.core.events import (
    Event,
    Joined,
    Left,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    Person,
    Pinned,
    Reacted,
    Unpinned,
    Unreacted,
)
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.polls import Poll, Words, told
from bot.core.text import EMPTY, Attachment, Mention, Paragraph, RichText, Style, Styled

Source = Mapping[str, Any]

PINS = "m.room.pinned_events"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_QUOTATIONS = ("> <@", "> * <@")
"""How older clients begin a plain reply (client-server API 1.12, "Fallbacks for rich replies"); people quote too."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an event happened: the room under its configured name, who we are there, and who the others are.

    `person` knows the room's members by user id, `reaction` the reactions seen before by event id, `quote` the line
    that stands for an event in a place that does not have it. `words` speaks the room's language. `ghosts` are our
    accounts that speak for people of other platforms, if any.
    """

    room: RoomRef
    me: str
    my_name: str
    person: Callable[[str], Person]
    reaction: Callable[[str], Reaction | None]
    quote: Callable[[str], RichText]
    words: Words
    ghosts: GhostNames | None = None

    def is_ours(self, user_id: str) -> bool:
        """Tell whether an account is the bot's or one of its ghosts."""
        return user_id == self.me or self.speaks_for(user_id) is not None

    def speaks_for(self, user_id: str) -> PersonRef | None:
        """Return whose ghost an account is."""
        return self.ghosts.person(user_id) if self.ghosts else None


def to_events(source: Source, scene: Scene) -> list[Event]:
    """Return what a room event means to us, mostly one event; nothing for our own acts and for what nobody needs."""
    if source.get("type") == PINS and source["sender"] != scene.me:
        return [*_pins(source, scene)]
    read = _READERS.get(str(source.get("type")))
    if read is None or scene.is_ours(source["sender"]) or not isinstance(source.get("content"), dict):
        return []
    event = read(source, scene)
    return [] if event is None else [event]


def reaction_of(source: Source) -> Reaction | None:
    """Return what a reaction says; None for any other event (client-server API, "Event annotations")."""
    relation = _relation(source["content"]) if source.get("type") == "m.reaction" else {}
    target, emoji = relation.get("event_id"), relation.get("key")
    if relation.get("rel_type") != "m.annotation" or not isinstance(target, str) or not isinstance(emoji, str):
        return None
    return Reaction(target, emoji, source["sender"])


def edited_by(source: Source) -> str | None:
    """Return the id of the event that an edit replaces; None where it is no edit."""
    relation = _relation(source.get("content", {}))
    target = relation.get("event_id")
    return target if relation.get("rel_type") == "m.replace" and isinstance(target, str) else None


def answered_by(source: Source) -> str | None:
    """Return the id of the event that a message answers, or else that its thread hangs under; None for none."""
    content = source.get("content")
    relation = _relation(content) if isinstance(content, dict) else {}
    answered = relation.get("m.in_reply_to")
    found = answered.get("event_id") if isinstance(answered, dict) else None
    return found if isinstance(found, str) and "m.new_content" not in source["content"] else None


def membership_before(source: Source) -> str:
    """Return what a member was before this event: empty for nothing, "unknown" where the homeserver does not say."""
    unsigned = source.get("unsigned", {})
    if "prev_content" in unsigned:
        return str(unsigned["prev_content"].get("membership", ""))
    return "unknown" if "replaces_state" in unsigned else ""


def moment_of(source: Source) -> datetime:
    """Return when an event was sent, aware, UTC."""
    return _EPOCH + timedelta(milliseconds=int(source["origin_server_ts"]))


def _message(source: Source, scene: Scene) -> MessagePosted | MessageEdited | None:
    content = source["content"]
    original = edited_by(source)
    if original is not None:
        return _edit(source, original, scene)
    if not _has_body(content):
        return None
    relation = _relation(content)
    text, named = _text(source, content, scene)
    return MessagePosted(
        _ref(scene, source["event_id"]),
        _author(source, scene),
        moment_of(source),
        text,
        _reply_to(relation, scene),
        _thread(relation, scene),
        _attachments(content, scene, source["event_id"]),
        named or scene.me in listed(content) or scene.room.person is not None,
        quote=scene.quote(answered) if (answered := answered_by(source)) else EMPTY,
    )


def _edit(source: Source, original: str, scene: Scene) -> MessageEdited | None:
    content = source["content"].get("m.new_content")
    if not isinstance(content, dict) or not _has_body(content):
        return None
    text, _ = _text(source, content, scene)
    return MessageEdited(
        _ref(scene, original),
        _author(source, scene),
        moment_of(source),
        source["event_id"],
        text,
        _attachments(content, scene, original),
    )


def polled(start: Source, poll: Poll, scene: Scene, at: datetime, revision: str) -> MessageEdited:
    """Return that a poll stands otherwise since a moment; `start` is the event that began it."""
    return MessageEdited(_ref(scene, start["event_id"]), _author(start, scene), at, revision, told(poll, scene.words))


def _poll(source: Source, scene: Scene) -> MessagePosted | None:
    poll, relation = started(source), _relation(source["content"])
    if poll is None:
        return None
    author, at, text = _author(source, scene), moment_of(source), told(poll, scene.words)
    ref, answered = _ref(scene, source["event_id"]), answered_by(source)
    quote = scene.quote(answered) if answered else EMPTY
    return MessagePosted(ref, author, at, text, _reply_to(relation, scene), _thread(relation, scene), quote=quote)


def pinned_in(content: object) -> list[str]:
    """Return the ids of the events that a content says are pinned (client-server API, "m.room.pinned_events")."""
    pinned = content.get("pinned") if isinstance(content, dict) else None
    return [event_id for event_id in pinned if isinstance(event_id, str)] if isinstance(pinned, list) else []


def _pins(source: Source, scene: Scene) -> Iterator[Event]:
    now, before = pinned_in(source.get("content")), pinned_in(source.get("unsigned", {}).get("prev_content"))
    at, instance = moment_of(source), source["event_id"]
    yield from (Unpinned(_ref(scene, event_id), at, instance) for event_id in before if event_id not in now)
    yield from (Pinned(_ref(scene, event_id), at, instance) for event_id in now if event_id not in before)


def _redaction(source: Source, scene: Scene) -> MessageDeleted | Unreacted | None:
    # Room versions from 11 on carry `redacts` in the content (Matrix spec, room version 11).
    target = source["content"].get("redacts") or source.get("redacts")
    if not isinstance(target, str):
        return None
    reaction = scene.reaction(target)
    if reaction is None:
        return MessageDeleted(_ref(scene, target), moment_of(source))
    if scene.is_ours(reaction.sender):
        return None
    return Unreacted(
        _ref(scene, reaction.target),
        scene.person(reaction.sender),
        reaction.emoji,
        moment_of(source),
        source["event_id"],
    )


def _reaction(source: Source, scene: Scene) -> Reacted | None:
    reaction = reaction_of(source)
    if reaction is None:
        return None
    return Reacted(
        _ref(scene, reaction.target),
        scene.person(reaction.sender),
        reaction.emoji,
        moment_of(source),
        source["event_id"],
    )


def _member(source: Source, scene: Scene) -> Joined | Left | None:
    user, now = source.get("state_key"), source["content"].get("membership")
    before = membership_before(source)
    if not isinstance(user, str) or scene.is_ours(user) or scene.room.person is not None or now == before:
        return None
    if now == "join" and before != "unknown":
        return Joined(scene.room, scene.person(user), moment_of(source), source["event_id"])
    if before == "join" and now in ("leave", "ban"):
        return Left(scene.room, scene.person(user), moment_of(source), source["event_id"])
    return None


_READERS: Mapping[str, Callable[[Source, Scene], Event | None]] = {
    "m.room.message": _message,
    "m.sticker": _message,
    "m.reaction": _reaction,
    "m.room.redaction": _redaction,
    "m.room.member": _member,
    **dict.fromkeys(STARTS, _poll),
}


def _text(source: Source, content: Source, scene: Scene) -> tuple[RichText, bool]:
    """Return what a message says, without the bot's name, and whether the bot was named."""
    body, formatted = _caption(content)
    mentions = {user: _mention(user, scene) for user in listed(content)}
    quotes = "m.in_reply_to" in _relation(content) and body.startswith(_QUOTATIONS)
    read = html.parse(body, formatted, mentions, reply=quotes)
    text, named = without_name(read, scene.me, scene.my_name)
    if content.get("msgtype") == "m.emote":
        return _emote(text), named
    return text, named


def _mention(user: str, scene: Scene) -> Mention:
    """Return who is meant: who mentions a ghost means the person."""
    ref = scene.speaks_for(user) or PersonRef(PLATFORM, user)
    return Mention("person", scene.person(user).name, str(ref))


def _emote(text: RichText) -> RichText:
    """Write what somebody does (``/me``) in italics under their name, as Discord's own ``/me`` does."""
    return RichText(tuple(_in_italics(block) if isinstance(block, Paragraph) else block for block in text.blocks))


def _in_italics(paragraph: Paragraph) -> Paragraph:
    return Paragraph((Styled(Style.ITALIC, paragraph.children),))


def _caption(content: Source) -> tuple[str, str | None]:
    """Return the text of a message; a file's body is its name unless it has a `filename` beside it.

    Of a file that nobody can fetch the name is said.
    """
    body = str(content["body"])
    formatted = content.get("formatted_body") if content.get("format") == "org.matrix.custom.html" else None
    if content.get("filename", body) == body and attachment_of(content, "") is not None:
        return "", None
    return body, formatted if isinstance(formatted, str) else None


def _attachments(content: Source, scene: Scene, event_id: str) -> tuple[Attachment, ...]:
    found = attachment_of(content, _home(scene.room, event_id))
    return () if found is None else (found,)


def _home(room: RoomRef, event_id: str) -> str:
    """Return the address of an event (Matrix spec, appendices, "matrix.to navigation"); empty for private rooms."""
    if room.person is not None:
        return ""
    return f"https://matrix.to/#/{quote(room.id, safe='!:')}/{quote(event_id, safe='$')}"


def _has_body(content: Source) -> bool:
    return isinstance(content.get("body"), str)


def _author(source: Source, scene: Scene) -> Person:
    """Return who a message is from; who lends somebody else a voice is a bot like one that sends notices (MSC4144)."""
    author, content = scene.person(source["sender"]), source["content"]
    relayed = any(f"{prefix}.per_message_profile" in content for prefix in ("com.beeper", "m"))
    return replace(author, bot=True) if relayed or content.get("msgtype") == "m.notice" else author


def _relation(content: Source) -> dict[str, Any]:
    relation = content.get("m.relates_to")
    return relation if isinstance(relation, dict) else {}


def _reply_to(relation: Source, scene: Scene) -> MessageRef | None:
    answered = relation.get("m.in_reply_to")
    event_id = answered.get("event_id") if isinstance(answered, dict) else None
    if not isinstance(event_id, str) or relation.get("is_falling_back"):
        return None
    return _ref(scene, event_id)


def _thread(relation: Source, scene: Scene) -> MessageRef | None:
    root = relation.get("event_id")
    return _ref(scene, root) if relation.get("rel_type") == "m.thread" and isinstance(root, str) else None


def _ref(scene: Scene, event_id: str) -> MessageRef:
    return MessageRef(scene.room, event_id)

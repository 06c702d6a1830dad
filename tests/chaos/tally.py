"""What arrived, held against what was said."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from tests.chaos.talk import EMOJI, REPEATED, Said
from tests.servers.discord import Message

_SAYS = re.compile(r"(?:\*\*)?(?P<author>teacher-\d+)(?:\*\*)?(?: ↩ [^:(]+)?(?: \([^)]*\))?: (?P<text>.*)")
_TIME = re.compile(r"^\([^)]*\) ")
"""How a digest names who says a line, and when; further lines of the same person have no name."""
_MARK = re.compile(r"\bs(\d+)n(\d+)p(\d+)\b")


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of the bot's in a room.

    `first` is its text at first (empty where it cannot be seen any more), `now` its text now (None when it is deleted),
    `liked` whether it bears EMOJI as the bot's. `shared`: a line of a digest, whose emoji is that of all of them.
    """

    author: str
    first: str
    now: str | None
    liked: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many messages (or sentences of long ones) were said, and what went wrong with how many of them."""

    said: int
    lost: int
    doubled: int
    reordered: int
    unedited: int
    undeleted: int
    unreacted: int

    @property
    def complete(self) -> bool:
        """Whether everything is there as its author left it."""
        return not (self.lost or self.unedited or self.undeleted or self.unreacted)


def tally(said: Sequence[Said], seen: Sequence[Seen]) -> Tally:
    """Compare what was said, each author's in order, with what is to be seen, in the order of the room."""
    wanted = Counter(name for one in said for name in _marks(one.text))
    now = Counter(name for one in seen for name in _marks(one.now))
    first = Counter(name for one in seen for name in _marks(one.first))
    # Of a message that was deleted on Matrix nothing is left to tell which one it was.
    hidden = sum(one.now is None and not one.first for one in seen) - sum(one.text is None for one in said)
    repeated = _repeated((one.author, one.text) for one in said)
    found = _repeated((one.author, one.now) for one in seen)
    texts = {name: one.now or "" for one in seen for name in _marks(one.now)}
    return Tally(
        said=len(said),
        lost=(wanted - now).total() + (repeated - found).total(),
        doubled=sum(max(now[name], first[name]) - 1 for name in {*now, *first})
        + max(hidden, 0)
        + (found - repeated).total(),
        reordered=_reordered(seen),
        unedited=sum(_differs(one.text, texts) for one in said),
        undeleted=len({name for name in now if name not in wanted}),
        unreacted=len(_liked(said) ^ _bears(said, seen)),
    )


def on_discord(messages: Iterable[Message], bot: int) -> list[Seen]:
    """Return what the bot wrote in a channel; `messages` are all of it, the deleted ones too."""
    return [
        line
        for message in messages
        for line in _lines(
            Seen(
                message.author.name if message.webhook_id else "",
                message.edits[0].before if message.edits else message.content,
                None if message.deleted else message.content,
                any(found.name == EMOJI and bot in found.user_ids for found in message.reactions),
            )
        )
    ]


def on_matrix(timeline: Iterable[dict[str, Any]], bot: str) -> list[Seen]:
    """Return what the bot wrote in a room, with the last of its edits and its reactions."""
    posts: dict[str, Seen] = {}
    for event in timeline:
        content, target = event["content"], event["content"].get("m.relates_to", {}).get("event_id", "")
        if event["sender"] != bot:
            continue
        if event["type"] == "m.reaction" and target in posts:
            posts[target] = replace(posts[target], liked=True)
        elif event["type"] == "m.room.message":
            posts |= _post(event["event_id"], content, posts.get(target))
    return [line for post in posts.values() for line in _lines(post)]


def _lines(seen: Seen) -> Iterable[Seen]:
    """Take a digest apart into what each person says in it; any other message stays as it is."""
    if seen.author or seen.now is None or not any(map(_SAYS.match, seen.now.split("\n"))):
        yield seen
        return
    author = ""
    for line in seen.now.split("\n"):
        found = _SAYS.match(line)
        author = found["author"] if found else author
        text = found["text"] if found else _TIME.sub("", line)
        if author:
            yield Seen(author, "", text, seen.liked, shared=True)


def _post(id: str, content: dict[str, Any], target: Seen | None) -> dict[str, Seen]:
    relation = content.get("m.relates_to", {})
    if relation.get("rel_type") == "m.replace" and target is not None:
        now = None if target.now is None else _said(content["m.new_content"])[1]
        return {relation["event_id"]: replace(target, now=now)}
    if "body" not in content:
        return {id: Seen("", "", None)}
    author, text = _said(content)
    return {id: Seen(author, text, text)}


def _said(content: dict[str, Any]) -> tuple[str, str]:
    author = content.get("com.beeper.per_message_profile", {}).get("displayname", "")
    return author, content["body"].removeprefix(f"{author}: ")


def _marks(text: str | None) -> list[str]:
    return [found[0] for found in _MARK.finditer(text or "")]


def _liked(messages: Iterable[Said]) -> set[str]:
    return {name for one in messages if one.liked for name in _marks(one.text)[:1]}


def _bears(said: Sequence[Said], seen: Sequence[Seen]) -> set[str]:
    """Return what bears EMOJI; of the lines of a digest that has it, those that should."""
    own, shared = (
        _liked(Said(one.author, "", one.now, one.liked) for one in seen if one.shared is kind) for kind in (False, True)
    )
    return own | (shared & _liked(said))


def _differs(text: str | None, now: dict[str, str]) -> bool:
    """Tell whether a message of one sentence does not end as its author left it; what is lost is counted as lost."""
    marks = _marks(text)
    return text is not None and len(marks) == 1 and not now.get(marks[0], text).endswith(text)


def _repeated(messages: Iterable[tuple[str, str | None]]) -> Counter[str]:
    return Counter(author for author, text in messages if text == REPEATED)


def _reordered(seen: Iterable[Seen]) -> int:
    """Count, for each sender, what stands before something that was said earlier."""
    orders: defaultdict[int, dict[tuple[int, int], None]] = defaultdict(dict)
    for one in seen:
        for found in _MARK.finditer(one.now or ""):
            sender, number, part = map(int, found.groups())
            orders[sender].setdefault((number, part))
    return sum(earlier > later for order in orders.values() for earlier, later in pairwise(order))

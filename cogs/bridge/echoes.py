"""What another bridge between the same places brings back of what was said, so that no two bridges say it for ever.

Neither a Discord webhook nor an ordinary Matrix account can put a mark on a message that every other bridge would keep.
So words decide, and only for messages of bots: one that says what was said a short while ago by somebody else of the
same name, or that puts that name before it, is an echo; and what a bot says again and again is passed on a few times
only, which ends the loops that are not known by the name.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import regex

from bot.core.events import MessagePosted
from bot.core.ids import PersonRef
from bot.core.rooms import Room

_REMEMBERED_FOR = timedelta(minutes=10)
_REMEMBERED = 20_000
_REPEATS = 5
"""How often a bot may say the same in that time."""

_MARKS = regex.compile(r"[\p{P}\p{Z}\p{C}<>|~`^]+")
_TAGS = regex.compile(r"^(?:\s*[\[(][^\])]*[\])])+|(?:[\[(][^\])]*[\])]\s*)+$")
"""What bridges put before a message or behind a name to tell where it comes from: [discord], (M)."""


@dataclass(slots=True)
class _Said:
    by: PersonRef
    at: datetime
    times: int = 1


class Echoes:
    """Remembers for a short while what was said in each room, without keeping the words."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._said: OrderedDict[int, _Said] = OrderedDict()
        self.dropped = 0
        """How many echoes were not passed on since the start."""

    def is_echo(self, event: MessagePosted, room: Room) -> bool:
        """Tell whether a message is an echo, and count it; what is none is remembered."""
        if event.author.bot and any(self._known(hash((room.name, said)), event) for said in _readings(event)):
            self.dropped += 1
            return True
        self._note(hash((room.name, _said(event))), event)
        return False

    def _known(self, said: int, event: MessagePosted) -> bool:
        before = self._said.get(said)
        if before is None or abs(event.at - before.at) > _REMEMBERED_FOR:
            return False
        return before.by != event.author.ref or (before.times >= _REPEATS and bool(event.text))

    def _note(self, said: int, event: MessagePosted) -> None:
        before = self._said.pop(said, None)
        again = before is not None and before.by == event.author.ref and event.at - before.at <= _REMEMBERED_FOR
        self._said[said] = _Said(event.author.ref, event.at, before.times + 1 if before and again else 1)
        while len(self._said) > _REMEMBERED or next(iter(self._said.values())).at < event.at - _REMEMBERED_FOR:
            self._said.popitem(last=False)


def _said(event: MessagePosted) -> str:
    """Return who speaks and what they say, without marks: “teacher-17” and “Yes!” read like “teacher-17: Yes!”."""
    return _words(event.author.name, str(event.text), *(file.name for file in event.attachments))


def _readings(event: MessagePosted) -> Iterator[str]:
    """Yield in which ways a bot's message may repeat somebody: under their name, or with the name put before it."""
    text, files = str(event.text), [file.name for file in event.attachments]
    yield _said(event)
    yield _words(_TAGS.sub("", event.author.name), text, *files)
    if text:
        yield _words(text, *files)
        yield _words(_TAGS.sub("", text), *files)


def _words(*texts: str) -> str:
    return str(_MARKS.sub("", "".join(texts))).casefold()

"""What is typed, taken apart: who speaks, where, and what is to be done. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

BOT = "stoa"
"""The bot's own name: ``@stoa`` in a message addresses it, and nobody can speak as it."""

_HANDLE = re.compile(r"@([\w.-]+)(?:\s+|$)")
_ROOM = re.compile(r"#(\S+)(?:\s+|$)")
_NAME = re.compile(r"[\w.-]+")


class Act(Enum):
    """What a line asks for."""

    NOTHING = auto()
    MOVE = auto()
    SAY = auto()
    REPLY = auto()
    EDIT = auto()
    DELETE = auto()
    REACT = auto()
    COMMAND = auto()
    ROOMS = auto()
    PEOPLE = auto()
    HELP = auto()
    QUIT = auto()


_WORDS = {
    "/reply": Act.REPLY,
    "/edit": Act.EDIT,
    "/delete": Act.DELETE,
    "/react": Act.REACT,
    "/rooms": Act.ROOMS,
    "/people": Act.PEOPLE,
    "/?": Act.HELP,
    "/quit": Act.QUIT,
}
WORDS = ("/as", "/room", *_WORDS)
"""The console's own words; every other line that begins with / is a command for the bot."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line taken apart. MOVE changes who and where for good; otherwise `person` and `room` hold for this line."""

    act: Act
    text: str = ""
    person: str | None = None
    room: str | None = None


def read(line: str, is_room: Callable[[str], bool]) -> Line:
    """Take a line apart; `is_room` tells a room's name from a hashtag."""
    rest, person, room = line.strip(), None, None
    if (handle := _HANDLE.match(rest)) and handle[1].casefold() != BOT:
        person, rest = handle[1], rest[handle.end() :]
    if (named := _ROOM.match(rest)) and is_room(named[1]):
        room, rest = named[1], rest[named.end() :]
    if not rest:
        return Line(Act.MOVE if person or room else Act.NOTHING, "", person, room)
    word, _, text = rest.partition(" ")
    text = text.strip()
    match word:
        case "/as":
            return Line(Act.MOVE, "", text.removeprefix("@"), room)
        case "/room":
            return Line(Act.MOVE, "", person, text.removeprefix("#"))
    if word in _WORDS:
        return Line(_WORDS[word], text, person, room)
    if word.startswith("/") and len(word) > 1:
        return Line(Act.COMMAND, rest.removeprefix("/"), person, room)
    return Line(Act.SAY, rest, person, room)


def is_name(name: str) -> bool:
    """Tell whether somebody may be called so."""
    return bool(_NAME.fullmatch(name)) and name.casefold() != BOT


def addressed(text: str) -> tuple[str, bool]:
    """Take the mention of the bot out of a text; tell whether there was one."""
    without = re.sub(rf"(?i)@{BOT}\b[,:]?\s*", "", text)
    return without.strip(), without != text

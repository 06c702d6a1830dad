"""What each room sees, as text for the terminal or a pipe."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text as Shown

from bot.adapters.console.layout import Layout
from bot.core.delivery import Choice
from bot.core.ids import RoomRef
from bot.core.rooms import Rooms
from bot.core.text import EMPTY, Attachment, RichText
from config.words import translator

BOT_NAME = "Stoa 🤖"
_EXCERPT = 40
_CONTROLS = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if code != ord("\n")}


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it is to be shown; `about` names whom it answers."""

    room: RoomRef
    name: str
    text: RichText = EMPTY
    about: str = ""
    choices: Sequence[Choice] = ()
    attachments: Sequence[Attachment] = ()
    private: bool = False


class View:
    """Writes what happens in the rooms, styled for a terminal or plain for a pipe."""

    def __init__(self, rooms: Rooms, *, styled: bool) -> None:
        """Show moments in each room's language and zone."""
        self._rooms, self._styled = rooms, styled

    def posted(self, said: Said, mark: str = "") -> str:
        """Show a message; `mark` (such as ✎) stands before the name."""
        name = f"{said.name} ↳ {said.about}" if said.about else said.name
        head = self._head(said.room, f"{mark} {name}".strip() + ": ", private=said.private)
        first, *others = self._layout(said.room).lines(said.text)
        lines = [head.append_text(first), *others]
        lines += [Shown(f"📎 {file.name} {file.home or file.url}") for file in said.attachments]
        lines += [Shown(f"{number}. {choice.label}") for number, choice in enumerate(said.choices, start=1)]
        return self._written(lines)

    def deleted(self, said: Said) -> str:
        """Show that a message was taken back."""
        return self._written([self._head(said.room, f"🗑 {said.name}: ").append(_excerpt(said.text))])

    def reacted(self, room: RoomRef, name: str, emoji: str, said: Said | None, *, back: bool = False) -> str:
        """Show a reaction, given or taken back, to a message (None where it is not known any more)."""
        about = f" → {said.name}: {_excerpt(said.text)}" if said else ""
        return self._written([self._head(room, f"{name} {'−' if back else ''}{emoji}{about}")])

    def note(self, *lines: str) -> str:
        """Show what the console itself has to say."""
        return self._written([Shown(f"· {line}", style="dim") for line in lines], indent="")

    def greeting(self, text: str) -> str:
        """Show the lines with which a demonstration begins."""
        return self._written([Shown(line) for line in text.split("\n")], indent="")

    def _head(self, room: RoomRef, words: str, *, private: bool = False) -> Shown:
        place = f"🔒 {room.person.id}" if room.person else room.id
        lock = "🔒 " if private else ""
        return Shown().append(f"[{place}] ", style="dim").append(lock).append(words, style="bold" if words else "")

    def _layout(self, room: RoomRef) -> Layout:
        t, zone = translator(self._rooms.language_of(room)), self._rooms.zone_of(room)
        return Layout(self._styled, lambda at: t.moment(at, zone))

    def _written(self, lines: Iterable[Shown], indent: str = "  ") -> str:
        first, *others = lines
        whole = Shown("\n").join([first, *(Shown(indent).append_text(line) for line in others)])
        # What people write must not steer the terminal.
        whole.plain = whole.plain.translate(_CONTROLS)
        return _ansi(whole) if self._styled else whole.plain


def _excerpt(text: RichText) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1] + "…"


def _ansi(shown: Shown) -> str:
    out = io.StringIO()
    Console(file=out, force_terminal=True, highlight=False, emoji=False).print(shown, soft_wrap=True, end="")
    return out.getvalue()

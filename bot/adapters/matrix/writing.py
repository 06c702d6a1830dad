"""Writes rich text as Matrix's HTML and as the plain text beside it.

Sources: client-server API, "m.room.message msgtypes" (the permitted tags and attributes, spoilers, emoticons), Matrix
spec, appendices, "matrix.to navigation".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from html import escape
from itertools import pairwise
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time

from bot.adapters.matrix.reading import PLATFORM
from bot.core.text import (
    Block,
    Break,
    Code,
    CodeBlock,
    Emoji,
    Heading,
    Inline,
    Link,
    Listing,
    Mention,
    Paragraph,
    Quote,
    Style,
    Styled,
    Text,
    Timestamp,
    inline_text,
)
from bot.core.urls import is_safe

_APART = "\u200b"
_TO_ALL = re.compile("@(?=room)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[\w+.#-]+", re.ASCII)
_LINE_BREAK = re.compile(r"\r\n|\r|\n")

_TAGS = {
    Style.BOLD: ("<strong>", "</strong>"),
    Style.ITALIC: ("<em>", "</em>"),
    Style.UNDERLINE: ("<u>", "</u>"),
    Style.STRIKE: ("<del>", "</del>"),
    Style.SPOILER: ("<span data-mx-spoiler>", "</span>"),
}
_DATED: dict[str, Callable[[datetime, ZoneInfo, str], str]] = {
    "t": lambda at, zone, language: format_time(at, "HH:mm", tzinfo=zone, locale=language),
    "T": lambda at, zone, language: format_time(at, "HH:mm:ss", tzinfo=zone, locale=language),
    "d": lambda at, zone, language: format_date(at.astimezone(zone), "dd/MM/y", locale=language),
    "D": lambda at, zone, language: format_date(at.astimezone(zone), "d MMMM y", locale=language),
    "F": lambda at, zone, language: format_datetime(at, "EEEE d MMMM y, HH:mm", tzinfo=zone, locale=language),
}
"""Discord's styles of a moment. What it counts down to ("R") is a date here: a message stays as it was sent."""


class _Writer:
    """What both ways of writing share: how a moment is told."""

    def __init__(self, zone: str, language: str) -> None:
        self._zone = ZoneInfo(zone)
        self._language = language

    def moment(self, timestamp: Timestamp) -> str:
        """Write a moment in the zone and the language."""
        if timestamp.style in _DATED:
            return _DATED[timestamp.style](timestamp.at, self._zone, self._language)
        return format_datetime(timestamp.at, "d MMMM y, HH:mm", tzinfo=self._zone, locale=self._language)


class HtmlWriter(_Writer):
    """Writes HTML, of permitted tags alone."""

    def text(self, blocks: tuple[Block, ...]) -> str:
        """Write a whole text; one paragraph stands without tags of its own."""
        match blocks:
            case (Paragraph(children=children),):
                return self._inlines(children)
            case _:
                return "".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(children=children):
                return f"<p>{self._inlines(children)}</p>"
            case Heading(level=level, children=children):
                return f"<h{level}>{self._inlines(children)}</h{level}>"
            case CodeBlock(code=code, language=language):
                known = f' class="language-{language}"' if _LANGUAGE.fullmatch(language) else ""
                return f"<pre><code{known}>{_escaped(code)}\n</code></pre>"
            case Quote(children=inner):
                return f"<blockquote>{''.join(map(self._block, inner))}</blockquote>"
            case Listing(items=items, start=start):
                written = "".join(f"<li>{self._item(item)}</li>" for item in items)
                return f"<ul>{written}</ul>" if start is None else f"<ol{_start(start)}>{written}</ol>"

    def _item(self, item: tuple[Block, ...]) -> str:
        """Write an item: its first paragraph needs no tags where no other one follows."""
        match item:
            case (Paragraph(children=children), *rest) if not any(isinstance(block, Paragraph) for block in rest):
                return self._inlines(children) + "".join(map(self._block, rest))
            case _:
                return "".join(map(self._block, item))

    def _inlines(self, children: Iterable[Inline]) -> str:
        return "".join(map(self._inline, children))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text=text):
                return "<br>".join(map(_escaped, _LINE_BREAK.split(text)))
            case Break():
                return "<br>"
            case Styled(style=style, children=children):
                return self._inlines(children).join(_TAGS[style])
            case Code(code=code):
                return f"<code>{_escaped(code)}</code>"
            case Link(url=url, children=children):
                return self._link(url, self._inlines(children) or _escaped(url))
            case Mention():
                return _mention(inline)
            case Emoji():
                return _emoji(inline)
            case Timestamp():
                return _escaped(self.moment(inline))

    def _link(self, url: str, label: str) -> str:
        return _anchor(url, label) if is_safe(url) else label


class PlainWriter(_Writer):
    """Writes plain text, for clients and notifications that show no HTML."""

    def text(self, blocks: tuple[Block, ...]) -> str:
        """Write a whole text; @room is never more than its characters."""
        return _TO_ALL.sub(f"@{_APART}", self._blocks(blocks))

    def _blocks(self, blocks: Iterable[Block]) -> str:
        written = [(block, self._block(block)) for block in blocks]
        below = (_seam(above, block) + text for (above, _), (block, text) in pairwise(written))
        return "".join((*(text for _, text in written[:1]), *below))

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(children=children) | Heading(children=children):
                return self._inlines(children)
            case CodeBlock(code=code):
                return code
            case Quote(children=inner):
                return _prefixed(self._blocks(inner), "> ")
            case Listing(items=items, start=start):
                marks = ("• " if start is None else f"{start + number}. " for number in range(len(items)))
                return "\n".join(map(self._item, marks, items))

    def _item(self, mark: str, item: tuple[Block, ...]) -> str:
        return mark + _prefixed(self._blocks(item), " " * len(mark))[len(mark) :]

    def _inlines(self, children: Iterable[Inline]) -> str:
        return "".join(map(self._inline, children))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Styled(style=Style.SPOILER, children=children):
                return f"||{self._inlines(children)}||"
            case Styled(children=children):
                return self._inlines(children)
            case Link(url=url, children=children) if children:
                label = self._inlines(children)
                return label if label == url else f"{label} ({url})"
            case Timestamp():
                return self.moment(inline)
            case _:
                return inline_text((inline,))


def needs_html(inlines: Iterable[Inline], blocks: Iterable[Block]) -> bool:
    """Tell whether plain text would not show all of a text."""
    return any(not isinstance(block, Paragraph) for block in blocks) or any(map(_is_rich, inlines))


def _is_rich(inline: Inline) -> bool:
    match inline:
        case Text() | Break() | Timestamp():
            return False
        case Link(children=children):
            return bool(children)
        case Mention():
            return _address_of(inline) is not None
        case Emoji(url=url):
            return _is_emoticon(url)
        case _:
            return True


def _escaped(text: str) -> str:
    return escape(text.replace("\0", ""), quote=False)


def _anchor(url: str, label: str) -> str:
    return f'<a href="{escape(url)}">{label}</a>'


def _start(start: int) -> str:
    return "" if start == 1 else f' start="{start}"'


def _mention(mention: Mention) -> str:
    address, shown = _address_of(mention), _escaped(mention.name)
    return shown if address is None else _anchor(address, shown)


def _address_of(mention: Mention) -> str | None:
    """Return the matrix.to address of a person or room of Matrix's own."""
    platform, _, entity = (mention.ref or "").partition(":")
    if platform != PLATFORM or not entity or mention.kind not in {"person", "room"}:
        return None
    return f"https://matrix.to/#/{quote(entity, safe='@:!$')}"


def event_address(room: str, event: str, server: str) -> str:
    """Return the matrix.to address of a message; a room's id is found through a server that is in the room."""
    via = f"?via={quote(server, safe=':')}" if room.startswith("!") else ""
    return f"https://matrix.to/#/{quote(room, safe=':!#$')}/{quote(event, safe='$')}{via}"


def _is_emoticon(url: str | None) -> bool:
    return url is not None and url.startswith("mxc://")


def _emoji(emoji: Emoji) -> str:
    shown = escape(inline_text((emoji,)))
    if not _is_emoticon(emoji.url):
        return shown
    return f'<img data-mx-emoticon src="{escape(emoji.url or "")}" alt="{shown}" title="{shown}" height="32">'


def _prefixed(body: str, prefix: str) -> str:
    return "\n".join(prefix + line for line in body.split("\n"))


def _seam(above: Block, below: Block) -> str:
    """Return what stands between two blocks: a blank line where they would look like one without it."""
    return "\n\n" if type(above) is type(below) else "\n"

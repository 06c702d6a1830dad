"""Reads Matrix's HTML (``org.matrix.custom.html``; client-server API, "m.room.message msgtypes") as rich text.

The input is whatever a stranger's client sent: nothing raises, nothing nests deeper than `_DEEPEST`, and the time taken
grows with the length alone. Tags that are not known keep what stands in them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from bot.adapters.matrix.tags import Tag, scan
from bot.core.runs import PLAIN, Leaf, Run, nest, trimmed
from bot.core.text import (
    Block,
    Break,
    Code,
    CodeBlock,
    Emoji,
    Heading,
    Listing,
    Mention,
    Paragraph,
    Quote,
    Style,
    Text,
    inline_text,
)
from bot.core.urls import is_safe, linked

PLATFORM = "matrix"
_DEEPEST = 16
"""How many quotes, lists and items stand inside each other; what is deeper is read as if it stood there."""

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_LANGUAGE = re.compile(r"(?:^|\s)language-(\S+)")
_TO = re.compile(r"(?:https?://matrix\.to/#/|matrix:)([^?]+)", re.IGNORECASE)
_NAMED = re.compile(r"(?<!\w)(?:@room\b(?!\.\w)|[@#][^\s:@#]+:[\w.:\[\]-]+)")
_EVENT = re.compile(r"\$[^\s/]+")
_SIGILS = {"u": "@", "r": "#", "roomid": "!"}

_STYLES = {
    "b": Style.BOLD,
    "strong": Style.BOLD,
    "i": Style.ITALIC,
    "em": Style.ITALIC,
    "u": Style.UNDERLINE,
    "ins": Style.UNDERLINE,
    "s": Style.STRIKE,
    "del": Style.STRIKE,
    "strike": Style.STRIKE,
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CONTAINERS = frozenset({"blockquote", "ul", "ol", "li"})
_APART = frozenset({"p", "div", "hr", "table", "caption", "thead", "tbody", "tr", "details", "summary"})
_CELLS = frozenset({"td", "th"})


def read(source: str, mentions: Mapping[str, Mention]) -> tuple[Block, ...]:
    """Read HTML; `mentions` says who and what is meant, by user id and room alias."""
    reader = _Reader(mentions)
    for piece in scan(source):
        if isinstance(piece, Tag):
            reader.tag(piece)
        else:
            reader.characters(piece)
    return reader.finish()


def leaves(text: str, mentions: Mapping[str, Mention]) -> Iterator[Leaf]:
    """Take characters apart into text, bare addresses, @room and the ids that are known mentions."""
    for part in linked(text):
        if isinstance(part, Text) and ("@" in text or "#" in text):
            yield from _named(part.text, mentions)
        else:
            yield part


def _named(text: str, mentions: Mapping[str, Mention]) -> Iterator[Leaf]:
    position = 0
    for match in _NAMED.finditer(text):
        name = match[0].rstrip(".:")
        mention = Mention("everyone", name) if name == "@room" else mentions.get(name)
        if mention:
            yield Text(text[position : match.start()])
            yield mention
            position = match.start() + len(name)
    yield Text(text[position:])


def entity_of(url: str) -> str | None:
    """Return the user id, room id or room alias to which a matrix.to or matrix: address leads; None for others.

    Sources: Matrix spec, appendices, "matrix.to navigation" and "Matrix URI scheme". An address of one message is none.
    """
    match = _TO.fullmatch(url.partition("?")[0])
    parts = unquote(match[1]).split("/") if match else []
    if match and match[0].lower().startswith("matrix:"):
        return _SIGILS[parts[0]] + parts[1] if len(parts) == 2 and parts[0] in _SIGILS else None
    return parts[0] if len(parts) == 1 and parts[0][:1] in {"@", "#", "!"} else None


def message_of(written: str) -> str | None:
    """Return the id of the event to which a matrix.to or matrix: address leads, or that is written; None for others.

    Sources: as of `entity_of`, and "Event IDs" of the same appendices.
    """
    match = _TO.fullmatch(written.partition("?")[0])
    where, _, event = unquote(match[1]).rpartition("/") if match else ("", "", written)
    if match and match[0].lower().startswith("matrix:"):
        event = f"${event}" if where.endswith("/e") else ""
    return event if _EVENT.fullmatch(event) else None


@dataclass(slots=True)
class _Frame:
    """What blocks are being gathered for: the whole text ("") or an open quote, list or item."""

    name: str = ""
    start: int | None = None
    blocks: list[Block] = field(default_factory=list)
    items: list[tuple[Block, ...]] = field(default_factory=list)

    def add(self, block: Block) -> None:
        """Add a block; in a list, outside of every item, it is one of its own."""
        if self.name in {"ul", "ol"}:
            self.items.append((block,))
        else:
            self.blocks.append(block)


@dataclass(frozen=True, slots=True)
class _Open:
    """An open tag and what ends with it."""

    name: str
    style: Style | None = None
    frame: bool = False
    link: bool = False


class _Reader:
    def __init__(self, mentions: Mapping[str, Mention]) -> None:
        self._mentions = mentions
        self._frames = [_Frame()]
        self._row: list[Run] = []
        self._heading = 0
        self._open: list[_Open] = []
        self._names: Counter[str] = Counter()
        self._counts: Counter[Style] = Counter()
        self._styles = PLAIN
        self._link: str | None = None
        self._entity: str | None = None
        self._link_start = 0
        self._literal = ""
        self._code: list[str] = []
        self._language = ""

    def finish(self) -> tuple[Block, ...]:
        """Close what is still open; returns the blocks."""
        self._end_literal()
        while self._open:
            self._pop()
        self._flush()
        return tuple(self._frames[0].blocks)

    def characters(self, text: str) -> None:
        """Take characters that stand between tags."""
        if self._literal:
            self._code.append(text)
            return
        text = _BLANKS.sub(" ", text)
        if self._at_blank():
            text = text.removeprefix(" ")
        for leaf in [Text(text)] if self._link or self._entity else leaves(text, self._mentions):
            self._add(leaf)

    def tag(self, tag: Tag) -> None:
        """Take a tag."""
        if self._literal:
            self._literal_tag(tag)
        elif tag.name in _APART:
            self._flush()
        elif tag.closes:
            self._close(tag.name)
        else:
            self._start(tag)

    def _start(self, tag: Tag) -> None:
        name = tag.name
        if name in _STYLES:
            self._push(_Open(name, style=_STYLES[name]))
        elif name in _CONTAINERS:
            self._start_frame(tag)
        elif name in _HEADINGS:
            self._flush()
            self._heading = _HEADINGS[name]
            self._push(_Open(name))
        elif name in {"pre", "code"}:
            self._start_literal(name)
        else:
            self._start_inline(tag)

    def _start_inline(self, tag: Tag) -> None:
        match tag.name:
            case "a":
                self._start_link(tag.attributes.get("href", "").strip())
            case "span":
                self._start_span(tag.attributes.get("data-mx-spoiler"))
            case "br":
                self._break()
            case "img":
                self._image(tag.attributes)
            case name if name in _CELLS and not self._at_blank():
                self._add(Text(" "))

    def _start_span(self, reason: str | None) -> None:
        if reason:
            self._add(Text(f"({reason}) "))
        self._push(_Open("span", style=None if reason is None else Style.SPOILER))

    def _image(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("alt") or attributes.get("title", "")
        if "data-mx-emoticon" in attributes:
            source = attributes.get("src", "")
            self._add(Emoji(name.strip(":") or "emoji", source if source.startswith("mxc://") else None))
        elif name:
            self._add(Text(name))

    # Text and code.

    def _add(self, leaf: Leaf) -> None:
        self._row.append(Run(leaf, self._styles, self._link))

    def _at_blank(self) -> bool:
        last = self._row[-1].leaf if self._row else Break()
        return isinstance(last, Break) or (isinstance(last, Text) and last.text.endswith(" "))

    def _break(self) -> None:
        if self._row and isinstance(self._row[-1].leaf, Break):
            self._flush()
        else:
            self._add(Break())

    def _flush(self) -> None:
        """End the paragraph or heading, if there is one."""
        row, self._row, self._link_start = trimmed(self._row), [], 0
        if children := nest(row):
            self._frames[-1].add(Heading(self._heading, children) if self._heading else Paragraph(children))

    def _start_literal(self, name: str) -> None:
        if name == "pre":
            self._flush()
        self._literal, self._code, self._language = name, [], ""

    def _literal_tag(self, tag: Tag) -> None:
        if tag.closes and tag.name == self._literal:
            self._end_literal()
        elif tag.name == "br":
            self._code.append("\n")
        elif tag.name == "code" and (match := _LANGUAGE.search(tag.attributes.get("class", ""))):
            self._language = match[1]

    def _end_literal(self) -> None:
        code = "".join(self._code)
        if self._literal == "pre" and code.strip():
            self._frames[-1].add(CodeBlock(code.strip("\n"), self._language))
        elif self._literal == "code" and code:
            self._add(Code(_BLANKS.sub(" ", code)))
        self._literal, self._code = "", []

    # Links and mentions.

    def _start_link(self, url: str) -> None:
        if self._names["a"]:
            self._push(_Open("a"))
            return
        self._entity = entity_of(url)
        self._link = url if is_safe(url) and not self._entity else None
        self._link_start = len(self._row)
        self._push(_Open("a", link=True))

    def _end_link(self) -> None:
        if self._entity:
            named = self._row[self._link_start :]
            del self._row[self._link_start :]
            shown = inline_text(run.leaf for run in named).strip()
            self._add(self._mentions.get(self._entity) or _mention(self._entity, shown))
        self._link = self._entity = None

    # What is open.

    def _push(self, opened: _Open) -> None:
        self._open.append(opened)
        self._names[opened.name] += 1
        if opened.style:
            self._restyle(opened.style, 1)

    def _restyle(self, style: Style, by: int) -> None:
        self._counts[style] += by
        self._styles = frozenset(style for style, count in self._counts.items() if count)

    def _close(self, name: str) -> None:
        """Close the last tag of that name and all in it; each is popped once, so that this takes no square of time."""
        while self._names[name]:
            if self._pop() == name:
                return

    def _pop(self) -> str:
        closed = self._open.pop()
        self._names[closed.name] -= 1
        if closed.style:
            self._restyle(closed.style, -1)
        if closed.link:
            self._end_link()
        if closed.name in _CONTAINERS or closed.name in _HEADINGS:
            self._flush()
        if closed.name in _HEADINGS:
            self._heading = 0
        if closed.frame:
            self._end_frame()
        return closed.name

    def _start_frame(self, tag: Tag) -> None:
        self._flush()
        if tag.name == "li" and self._frames[-1].name == "li":
            self._close("li")
        fits = len(self._frames) < _DEEPEST and (tag.name != "li" or self._frames[-1].name in {"ul", "ol"})
        if fits:
            self._frames.append(_Frame(tag.name, _start_of(tag)))
        self._push(_Open(tag.name, frame=fits))

    def _end_frame(self) -> None:
        frame = self._frames.pop()
        above = self._frames[-1]
        if frame.name == "li":
            above.items.append(tuple(frame.blocks))
        elif frame.name == "blockquote" and frame.blocks:
            above.add(Quote(tuple(frame.blocks)))
        elif frame.items:
            above.add(Listing(tuple(frame.items), frame.start))


def _mention(entity: str, shown: str) -> Mention:
    return Mention("person" if entity.startswith("@") else "room", shown or entity, f"{PLATFORM}:{entity}")


def _start_of(tag: Tag) -> int | None:
    """Return the number at which a list starts; None where it has no numbers."""
    if tag.name != "ol":
        return None
    start = tag.attributes.get("start", "1")
    return int(start) if re.fullmatch(r"[0-9]{1,9}", start) else 1

"""Rich text: what a message says, free of any platform's way of writing it.

A text is a tuple of blocks; a block holds inlines. Every node carries a literal `type`, so that a stored text is
read back without guessing. Only plain data and pure functions live here: adapters read and write their own dialects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Discriminator

from bot.core.ids import MessageRef, PersonRef


class Style(StrEnum):
    """What a stretch of text may be marked as."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strike"
    SPOILER = "spoiler"


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters; a line break is a `Break`, never a newline in here."""

    text: str
    type: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a block."""

    type: Literal["break"] = "break"


@dataclass(frozen=True, slots=True)
class Styled:
    """Inlines in one style; styles nest."""

    style: Style
    children: tuple[Inline, ...]
    type: Literal["styled"] = "styled"


@dataclass(frozen=True, slots=True)
class Code:
    """Characters in fixed width, taken literally."""

    code: str
    type: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `children` is what is shown, empty for a bare address."""

    url: str
    children: tuple[Inline, ...] = ()
    type: Literal["link"] = "link"


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something named: shown by `name`; `ref` is ``platform:id`` where it is known."""

    kind: Literal["person", "room", "role", "everyone"]
    name: str
    ref: str | None = None
    type: Literal["mention"] = "mention"


@dataclass(frozen=True, slots=True)
class Emoji:
    """A platform's own emoji; ordinary emoji are characters of a `Text`."""

    name: str
    url: str | None = None
    type: Literal["emoji"] = "emoji"


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A moment (aware, UTC), shown in the reader's zone; `style` is Discord's letter (t T d D f F R)."""

    at: datetime
    style: str = "f"
    type: Literal["timestamp"] = "timestamp"


Inline = Annotated[Text | Break | Styled | Code | Link | Mention | Emoji | Timestamp, Discriminator("type")]
"""What stands in a line. Stored ones are read by their `type`: to try each kind would double the work at each level."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Inlines that flow together."""

    children: tuple[Inline, ...]
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, level 1 to 6."""

    level: int
    children: tuple[Inline, ...]
    type: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code, taken literally, without a closing newline."""

    code: str
    language: str = ""
    type: Literal["code_block"] = "code_block"


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted blocks."""

    children: tuple[Block, ...]
    type: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, ordered where `start` is a number; each item is a tuple of blocks, so that lists nest."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None
    type: Literal["listing"] = "listing"


Block = Annotated[Paragraph | Heading | CodeBlock | Quote | Listing, Discriminator("type")]
"""What stands below each other."""


@dataclass(frozen=True, slots=True)
class RichText:
    """The whole text of a message."""

    blocks: tuple[Block, ...] = ()

    @classmethod
    def plain(cls, text: str) -> RichText:
        """Take characters literally: a blank line starts a paragraph, a newline is a line break."""
        paragraphs = (part.strip("\n") for part in text.split("\n\n"))
        return cls(tuple(Paragraph(tuple(_lines(part))) for part in paragraphs if part))

    def __str__(self) -> str:
        """The visible characters, without any marks."""
        return "\n".join(_block_text(block) for block in self.blocks)

    def __bool__(self) -> bool:
        return bool(self.blocks)

    def __add__(self, other: RichText) -> RichText:
        return RichText(self.blocks + other.blocks)

    def inlines(self) -> Iterator[Inline]:
        """Walk every inline, outermost first, in reading order."""
        for block in self.blocks:
            yield from _walk_block(block)

    def changed(self, change: Callable[[Inline], Inline]) -> RichText:
        """Return the text with every inline that holds no others replaced by what `change` makes of it."""
        return RichText(tuple(_changed_block(block, change) for block in self.blocks))


EMPTY = RichText()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message, as its sender's platform tells of it: the type and the size may be untrue.

    `size` is in bytes, `width` and `height` in pixels, `seconds` how long it plays. `description` is the text for who
    cannot see it. `held_by` is the platform that gives out the bytes (see `Host.file`), `extra` what that platform
    needs beside the address, `home` where people see the message. `voice` marks a recorded message. `said_in` and
    `said_by` are the message that it came with and whose that is (the engine fills them in): nobody is shown them.
    """

    name: str
    url: str
    content_type: str = "application/octet-stream"
    size: int | None = None
    spoiler: bool = False
    description: str = ""
    extra: tuple[tuple[str, str], ...] = field(default=())
    held_by: str = ""
    home: str = ""
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    voice: bool = False
    said_in: MessageRef | None = None
    said_by: PersonRef | None = None

    @property
    def id(self) -> str:
        """What the file is known by on its platform: addresses may be signed anew."""
        return dict(self.extra).get("id") or self.url.partition("?")[0]


def _lines(text: str) -> Iterator[Inline]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Break()
        if line:
            yield Text(line)


def _block_text(block: Block) -> str:
    match block:
        case Paragraph(children=children) | Heading(children=children):
            return inline_text(children)
        case CodeBlock(code=code):
            return code
        case Quote(children=blocks):
            return "\n".join(_block_text(inner) for inner in blocks)
        case Listing(items=items):
            return "\n".join("\n".join(_block_text(inner) for inner in item) for item in items)


def inline_text(children: Iterable[Inline]) -> str:
    """Return the visible characters of inlines; a mention shows as its name, a moment as ISO 8601 in UTC."""
    return "".join(_inline_text(child) for child in children)


def _inline_text(inline: Inline) -> str:
    match inline:
        case Text(text=text):
            return text
        case Break():
            return "\n"
        case Styled(children=children):
            return inline_text(children)
        case Code(code=code):
            return code
        case Link(url=url, children=children):
            return inline_text(children) or url
        case Mention(name=name):
            return name
        case Emoji(name=name):
            return f":{name}:"
        case Timestamp(at=at):
            return at.isoformat(timespec="minutes")


def _walk_block(block: Block) -> Iterator[Inline]:
    match block:
        case Paragraph(children=children) | Heading(children=children):
            yield from _walk(children)
        case Quote(children=blocks):
            for inner in blocks:
                yield from _walk_block(inner)
        case Listing(items=items):
            for item in items:
                for inner in item:
                    yield from _walk_block(inner)
        case CodeBlock():
            return


def _walk(children: tuple[Inline, ...]) -> Iterator[Inline]:
    for child in children:
        yield child
        if isinstance(child, Styled | Link):
            yield from _walk(child.children)


def _changed_block(block: Block, change: Callable[[Inline], Inline]) -> Block:
    match block:
        case Paragraph(children=children) | Heading(children=children):
            return replace(block, children=_changed(children, change))
        case Quote(children=blocks):
            return Quote(tuple(_changed_block(inner, change) for inner in blocks))
        case Listing(items=items):
            return replace(block, items=tuple(tuple(_changed_block(inner, change) for inner in item) for item in items))
        case CodeBlock():
            return block


def _changed(children: tuple[Inline, ...], change: Callable[[Inline], Inline]) -> tuple[Inline, ...]:
    return tuple(
        replace(child, children=_changed(child.children, change)) if isinstance(child, Styled | Link) else change(child)
        for child in children
    )

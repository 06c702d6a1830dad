"""Rich text as lines of a terminal: with styles, or with marks where there are none. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from rich.text import Text as Shown

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
    RichText,
    Style,
    Styled,
    Text,
    Timestamp,
)

_STYLES = {
    Style.BOLD: ("bold", "**"),
    Style.ITALIC: ("italic", "*"),
    Style.UNDERLINE: ("underline", "__"),
    Style.STRIKE: ("strike", "~~"),
    Style.SPOILER: ("reverse", "||"),
}
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Layout:
    """Lays texts out; `styled` for a terminal, otherwise marks are written. `moment` writes a moment in words."""

    styled: bool
    moment: Callable[[datetime], str]

    def lines(self, text: RichText) -> list[Shown]:
        """Return a text's lines; at least one."""
        return self._blocks(text.blocks) or [Shown()]

    def _blocks(self, blocks: Iterable[Block]) -> list[Shown]:
        return [line for block in blocks for line in self._block(block)]

    def _block(self, block: Block) -> list[Shown]:
        match block:
            case Paragraph(children=children):
                return self._inlines(children)
            case Heading(level=level, children=children):
                mark = "" if self.styled else "#" * level + " "
                return [Shown(mark).append_text(_in(line, "bold")) for line in self._inlines(children)]
            case CodeBlock(code=code, language=language):
                return self._code(code, language)
            case Quote(children=inner):
                return [Shown("│ " if self.styled else "> ").append_text(line) for line in self._blocks(inner)]
            case Listing():
                return self._listing(block)

    def _code(self, code: str, language: str) -> list[Shown]:
        lines = code.split("\n")
        if self.styled:
            return [Shown(_INDENT + line, style="cyan") for line in lines]
        return [Shown(line) for line in (f"```{language}", *lines, "```")]

    def _listing(self, listing: Listing) -> list[Shown]:
        found = []
        for number, item in enumerate(listing.items, start=listing.start or 1):
            mark = "• " if listing.start is None else f"{number}. "
            lines = self._blocks(item) or [Shown()]
            found.append(Shown(mark).append_text(lines[0]))
            found += [Shown(" " * len(mark)).append_text(line) for line in lines[1:]]
        return found

    def _inlines(self, children: Iterable[Inline]) -> list[Shown]:
        whole = Shown()
        for child in children:
            whole.append_text(self._inline(child))
        return list(whole.split("\n", allow_blank=True))

    def _inline(self, inline: Inline) -> Shown:
        match inline:
            case Styled(style=style, children=children):
                return self._in_style(style, self._together(children))
            case Link(url=url, children=children):
                label = self._together(children)
                return Shown(url) if label.plain in ("", url) else label.append(f" ({url})")
            case Code(code=code):
                return Shown(code, style="cyan") if self.styled else Shown(f"`{code}`")
            case Text(text=text) | Mention(name=text):
                return Shown(text)
            case Break():
                return Shown("\n")
            case Emoji(name=name):
                return Shown(f":{name}:")
            case Timestamp(at=at):
                return Shown(self.moment(at))

    def _together(self, children: Iterable[Inline]) -> Shown:
        whole = Shown()
        for child in children:
            whole.append_text(self._inline(child))
        return whole

    def _in_style(self, style: Style, shown: Shown) -> Shown:
        name, mark = _STYLES[style]
        return _in(shown, name) if self.styled else Shown(mark).append_text(shown).append(mark)


def _in(shown: Shown, style: str) -> Shown:
    shown.stylize(style)
    return shown

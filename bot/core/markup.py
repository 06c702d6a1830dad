"""Our own markdown, in which sentences and answers are written: read, escaped and written.

It knows ``**bold**``, ``*italic*``, ``__underline__``, ``~~strike~~``, ``||spoiler||``, ``code``, code blocks in three
backticks, ``[links](https://…)`` and bare addresses, lists, ``>`` quotes and ``#`` headings. See `bot.core.markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise

from bot.core.markdown import grammar, read
from bot.core.runs import Leaf, Run, flatten, is_uniform, joined
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
    Text,
    Timestamp,
    inline_text,
)
from bot.core.urls import end_of_address, is_safe, is_web, linked

APART = "\u200b"
"""A zero-width space: keeps marks apart that would be read as one."""

_MARKERS = "*_~|`"
_SPECIAL = re.compile(r"[\\*_~|`\[\]<]|:(?=//)")
_LINE_START = re.compile(r"^[ \t]*(?:(\d{1,9})(?=\.(?:\s|$))|(?=>|#{1,6}(?:\s|$)|-#?(?:\s|$)))", re.MULTILINE)
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_CLOSING = re.compile(r"(?<!\\)((?:\\\\)*)#\Z")
_WHOLE_TEXT = re.compile(r"[^:\r\n]*")
_ENDS_TARGET = re.compile(r"[()\\]|&(?=#?\w+;)")
_LANGUAGE = re.compile(r"[\w+.#-]*", re.ASCII)
_LOOKAHEAD = 300

_OURS = grammar()


def parse(markdown: str) -> RichText:
    """Read our own markdown; never raises: what is no markup is text."""
    return read(_OURS, markdown)


def escape(text: str) -> str:
    """Return markdown that is read as exactly these characters, for putting a value into a sentence.

    Bare addresses stay characters too: where one is to be a link, the sentence says ``<{address}>``.
    """
    return escape_lines(escape_characters(text))


def render(text: RichText) -> str:
    """Write rich text as our own markdown; what it has no word for is written as it is shown."""
    return Writer().render(text)


def escape_characters(text: str) -> str:
    """Escape what would be markup within a line."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def escape_lines(text: str) -> str:
    """Escape what would make a line a list item, a quote or a heading; blanks that start a line go."""
    return _LINE_START.sub(r"\1\\", text)


def _mark(style: Style, marker: str) -> Callable[[Run], str]:
    return lambda run: marker if style in run.styles else ""


def _target(run: Run) -> str:
    return run.link or ""


def _emphasis(run: Run) -> str:
    return "**" * (Style.BOLD in run.styles) + "*" * (Style.ITALIC in run.styles)


_LAYERS: tuple[Callable[[Run], str], ...] = (
    _mark(Style.SPOILER, "||"),
    _target,
    _mark(Style.UNDERLINE, "__"),
    _mark(Style.STRIKE, "~~"),
    _emphasis,
)
"""What marks a run, from the outermost in. Bold and italic share a mark and are closed together: `*` never stands for
both at once."""


class Writer:
    """Writes rich text as markdown; a dialect overrides what it says in its own way."""

    headings = 6
    quotes_nest = True

    def render(self, text: RichText) -> str:
        """Write a whole text."""
        return self.blocks(text.blocks)

    def mention(self, mention: Mention) -> str:
        """Write a mention."""
        return escape_characters(mention.name)

    def emoji(self, emoji: Emoji) -> str:
        """Write a platform's own emoji."""
        return escape_characters(inline_text((emoji,)))

    def timestamp(self, timestamp: Timestamp) -> str:
        """Write a moment."""
        return inline_text((timestamp,))

    def link(self, label: str, url: str) -> str:
        """Write a link with a label, which is markdown already."""
        return f"[{label}](<{target(url)}>)" if is_safe(url) else f"{label} ({escape_characters(url)})"

    def blocks(self, blocks: Iterable[Block], quoted: bool = False) -> str:
        """Write blocks below each other; `quoted` where they stand in a quote."""
        written = [(block, body) for block in blocks if (body := self._block(block, quoted))]
        below = (_seam(above, block) + body for (above, _), (block, body) in pairwise(written))
        return "".join((*(body for _, body in written[:1]), *below))

    def inlines(self, children: Iterable[Inline]) -> str:
        """Write inlines as the lines of a paragraph."""
        return escape_lines(self._layer(_prepared(children), 0, "")).strip()

    def _block(self, block: Block, quoted: bool) -> str:
        match block:
            case Paragraph(children=children):
                return self.inlines(children)
            case Heading(level=level, children=children):
                return self._heading(level, children)
            case CodeBlock(code=code, language=language):
                return _fenced(code, language)
            case Quote(children=inner):
                body = self.blocks(inner, quoted=True)
                return body if quoted and not self.quotes_nest else _prefixed(body, "> ")
            case Listing(items=items, start=start):
                return "\n".join(self._item(item, n, start, quoted) for n, item in enumerate(items))

    def _heading(self, level: int, children: Iterable[Inline]) -> str:
        body = self.inlines(children).replace("\n", " ")
        body = _CLOSING.sub(r"\1\\#", body)
        return f"{'#' * min(level, self.headings)} {body}" if body else ""

    def _item(self, item: tuple[Block, ...], number: int, start: int | None, quoted: bool) -> str:
        marker = "- " if start is None else f"{start + number}. "
        body = self.blocks(item, quoted) or APART
        return marker + _prefixed(body, " " * len(marker))[len(marker) :]

    def _layer(self, row: list[Run], depth: int, after: str) -> str:
        """Write a row of runs, from the last to the first, since an address must know what `after` it comes."""
        if is_uniform(row):
            return self._uniform(row, depth, after)
        while not any(map(_LAYERS[depth], row)):
            depth += 1
        pieces: list[str] = []
        for key, group in reversed([(key, list(group)) for key, group in groupby(row, key=_LAYERS[depth])]):
            piece = self._grouped(group, depth, key, after)
            after = _put_before(piece, after, pieces)
        return "".join(reversed(pieces))

    def _uniform(self, row: list[Run], depth: int, after: str) -> str:
        """Write runs that are all alike."""
        if row and (row[0].styles or row[0].link):
            for inner in range(depth, len(_LAYERS)):
                if key := _LAYERS[inner](row[0]):
                    return self._grouped(row, inner, key, after)
        return self._leaves([run.leaf for run in row], after)

    def _grouped(self, group: list[Run], depth: int, key: str, after: str) -> str:
        """Write runs that have a layer's mark (or link) in common; an empty one is none."""
        if not key:
            return self._layer(group, depth + 1, after)
        if _LAYERS[depth] is not _target:
            return _marked(key, self._layer(group, depth + 1, key))
        label = self._layer(group, depth + 1, "").replace("\n", " ")
        return self.link(label, key) if label.strip() else self.address(key, after)

    def _leaves(self, leaves: list[Leaf], after: str) -> str:
        pieces: list[str] = []
        row = list(joined(leaves))
        for before, leaf in reversed([*zip([None, *row[:-1]], row, strict=True)]):
            piece = self.address(leaf.url, after, before) if isinstance(leaf, Link) else self._leaf(leaf)
            after = _put_before(piece, after, pieces)
        return "".join(reversed(pieces))

    def _leaf(self, leaf: Text | Break | Code | Mention | Emoji | Timestamp) -> str:
        match leaf:
            case Text(text=text):
                return escape_characters(text)
            case Break():
                return "\n"
            case Code(code=code):
                return _code(code)
            case Mention():
                return self.mention(leaf)
            case Emoji():
                return self.emoji(leaf)
            case Timestamp():
                return self.timestamp(leaf)

    def address(self, url: str, after: str, before: Leaf | None = None) -> str:
        """Write a bare link between two things: as it stands, or in angle brackets where it would be read otherwise."""
        if not is_web(url):
            return escape_characters(url)
        starts = before is None or not inline_text((before,))[-1:].isalnum()
        ends = end_of_address(url + after, 0) == len(url) and not {url[-1], after[:1]} & set(_MARKERS)
        return url if starts and ends else f"<{url}>"


def target(url: str) -> str:
    """Encode in a link's address what would end it or be read otherwise between ``(<`` and ``>)``."""
    return _ENDS_TARGET.sub(lambda match: f"%{ord(match[0]):02X}", url)


def _prepared(children: Iterable[Inline]) -> list[Run]:
    """Flatten inlines, with bare addresses as links, and blank lines out of every style: none reaches over them."""
    row = list(_with_links(flatten(children)))
    for index, (run, following) in enumerate(pairwise(row)):
        if isinstance(run.leaf, Break) and isinstance(following.leaf, Break):
            row[index] = row[index + 1] = Run(Break())
    return row


def _with_links(runs: Iterable[Run]) -> Iterator[Run]:
    for run in runs:
        if not isinstance(run.leaf, Text) or _WHOLE_TEXT.fullmatch(run.leaf.text):
            yield run
            continue
        for number, line in enumerate(_LINE_BREAK.split(run.leaf.text)):
            if number:
                yield Run(Break(), run.styles, run.link)
            for leaf in [Text(line)] if run.link else linked(line):
                yield Run(leaf, run.styles, run.link)


def _put_before(piece: str, after: str, pieces: list[str]) -> str:
    """Add what stands before `after` to pieces that are in reverse order; returns what the next one comes before."""
    if piece and after and piece[-1] == after[0] and after[0] in _MARKERS:
        pieces.append(APART)
    pieces.append(piece)
    return (piece + after)[:_LOOKAHEAD]


def _marked(marker: str, inner: str) -> str:
    """Put a style's marks around what is inside of the blanks at both ends."""
    core = inner.strip()
    if not core:
        return inner
    start = len(inner) - len(inner.lstrip())
    return f"{inner[:start]}{marker}{core}{marker}{inner[start + len(core) :]}"


def _code(code: str) -> str:
    code = re.sub("`(?=`)", "`" + APART, " ".join(_LINE_BREAK.split(code)))
    if not code.strip():
        return code
    return f"`` {code} ``" if "`" in code else f"`{code}`"


def _fenced(code: str, language: str) -> str:
    body = re.sub("`(?=``)", "`" + APART, code).strip("\n")
    known = language if _LANGUAGE.fullmatch(language) else ""
    return f"```{known}\n{body}\n```" if body.strip() else ""


def _prefixed(body: str, prefix: str) -> str:
    return "\n".join(prefix + line for line in body.split("\n")) if body else ""


def _seam(above: Block, below: Block) -> str:
    """Return what stands between two blocks: a blank line where they would be read as one without it."""
    apart = type(above) is type(below) or (isinstance(below, Listing) and below.start not in {None, 1})
    return "\n\n" if apart else "\n"

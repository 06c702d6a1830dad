"""The markdown that people write to us: the one grammar of our own texts and of Discord's, on markdown-it-py.

It is CommonMark made simpler, the way Discord reads: one newline is a line break; nothing continues lazily into a quote
or a list; three backticks are a code block wherever they stand, and a code block or a spoiler may span blank lines.
There is no HTML, no image, no table, no underlined heading, no indented code, no reference definition and no entity.
What is not markup is kept to the last character.

Discord's dialect: https://support.discord.com/hc/en-us/articles/210298617 ("Markdown Text 101").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from bot.core.runs import Leaf, Run, nest, trimmed
from bot.core.text import Block, Break, Code, CodeBlock, Heading, Link, Listing, Paragraph, Quote, RichText, Style, Text
from bot.core.urls import end_of_address, is_safe

_DEEPEST = 16
"""How deep blocks nest, a list counting two; what is deeper is text."""

_FENCE = "```"
_LANGUAGE = re.compile(r"([\w+.#-]+)\n", re.ASCII)
_ANGLED = re.compile(r"<(https?://[^\s<>]+)>", re.IGNORECASE)
_SCHEME = re.compile(r"(?<![^\W_])https?$", re.IGNORECASE)
_QUOTED = re.compile(r"> ")
_LISTED = re.compile(r"(?:[-*]|\d{1,9}\.)[ \t]+\S")
_LINE_END = re.compile("\n")
_HEADED = re.compile(r"(#{1,6}|-#)[ \t]+(\S.*)")
_MARKS = re.compile(r"\\.|```|\|\||(?<!`)(`+)(?!`)[^\n]{1,300}?(?<!`)\1(?!`)")


BlockRule = Callable[[StateBlock, int, int, bool], bool]


def grammar(headings: int = 6) -> MarkdownIt:
    """Build a parser of the grammar; `headings` is the deepest level of heading. Reuse it: building is slow."""
    md = MarkdownIt("zero", {"maxNesting": 100})
    md.core.ruler.before("block", "spans", _find_spans)
    md.core.ruler.enableOnly(["normalize", "spans", "block", "inline"])
    block = md.block.ruler
    block.at("blockquote", _only(_QUOTED, blockquote), {"alt": ["paragraph", "list"]})
    block.at("list", _only(_LISTED, list_block), {"alt": ["paragraph"]})
    block.at("heading", _heading(headings), {"alt": ["paragraph", "list"]})
    block.at("paragraph", _paragraph)
    block.before("blockquote", "quote_end", _quote_end, {"alt": ["blockquote"]})
    block.enableOnly(["quote_end", "blockquote", "list", "heading", "paragraph"])
    _add_inline_rules(md)
    for name, method in (("validateLink", is_safe), ("normalizeLink", str)):
        setattr(md, name, method)
    return md


def _add_inline_rules(md: MarkdownIt) -> None:
    md.inline.add_terminator_char("|")
    inline = md.inline.ruler
    inline.before("newline", "address", _address)
    inline.at("escape", _escape)
    inline.before("backticks", "fence", _fence)
    inline.at("emphasis", _delimiters)
    inline.at("autolink", _angled)
    inline.enableOnly(["text", "address", "newline", "escape", "fence", "backticks", "emphasis", "link", "autolink"])
    md.inline.ruler2.push("pairs", _pairs)
    md.inline.ruler2.enableOnly(["balance_pairs", "emphasis", "pairs"])


def read(md: MarkdownIt, source: str, env: dict[str, Any] | None = None) -> RichText:
    """Read a markdown source with a parser from `grammar`; `env` reaches the rules that a dialect added."""
    return RichText(tuple(_blocks(iter(md.parse(source, env if env is not None else {})))))


def push_node(state: StateInline, node: Leaf) -> None:
    """Put a finished inline among the tokens: for the rules that a dialect adds."""
    state.push("node", "", 0).meta = {"node": node}


# What stands on lines of its own.


def line_of(state: StateBlock, line: int) -> str:
    """Return a line without its indentation and the marks of what it stands in."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _only(start: re.Pattern[str], rule: BlockRule) -> BlockRule:
    def guarded(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        fits = state.level < _DEEPEST and start.match(state.src, state.bMarks[line] + state.tShift[line])
        return bool(fits) and rule(state, line, end, silent)

    return guarded


def _heading(deepest: int) -> BlockRule:
    def heading(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        match = _HEADED.fullmatch(line_of(state, line))
        if not match or (match[1] != "-#" and len(match[1]) > deepest):
            return False
        if not silent:
            level = match[1].count("#") if match[1] != "-#" else 0
            _push_inline(state, match[2].rstrip(), level)
            state.line = line + 1
        return True

    return heading


def _quote_end(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """End a quote at the first line without its mark: asked silently it says yes, as a rule it never matches."""
    return silent


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    terminators = state.md.block.ruler.getRules("paragraph")
    spans: dict[int, int] = state.env["spans"]
    parent, state.parentType = state.parentType, "paragraph"
    line = _last_of_span(spans, start, end) + 1
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        if any(rule(state, line, end, True) for rule in terminators):
            break
        line = _last_of_span(spans, line, end) + 1
    _push_inline(state, state.getLines(start, line, state.blkIndent, False).strip(" \t\n"), 0)
    state.line, state.parentType = line, parent
    return True


def _push_inline(state: StateBlock, content: str, level: int) -> None:
    token = state.push("inline", "", 0)
    token.content, token.children = content, []
    token.meta = {"level": level}


def _find_spans(state: StateCore) -> None:
    """Note which lines a code block or a spoiler reaches over: first line to last, counted from 0."""
    spans: dict[int, int] = {}
    if "\n" in state.src and (_FENCE in state.src or "||" in state.src):
        ends = [match.start() for match in _LINE_END.finditer(state.src)]
        for start, end in _spans(state.src):
            first, last = bisect_left(ends, start), bisect_left(ends, end)
            spans[first] = max(last, spans.get(first, last))
    state.env["spans"] = spans


def _spans(source: str) -> Iterator[tuple[int, int]]:
    """Find the code blocks and spoilers of a source, as (start, end)."""
    position, spoiler = 0, -1
    while mark := _MARKS.search(source, position):
        position = mark.end()
        if mark[0] == _FENCE and (end := source.find(_FENCE, position)) >= 0:
            position = end + len(_FENCE)
            yield mark.start(), position
        elif mark[0] == "||" and spoiler >= 0:
            yield spoiler, position
            spoiler = -1
        elif mark[0] == "||":
            spoiler = mark.start()


def _last_of_span(spans: dict[int, int], line: int, end: int) -> int:
    while (last := spans.get(line, line)) != line and last < end:
        line = last
    return line


# What stands within a line.


def _address(state: StateInline, silent: bool) -> bool:
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.src, max(0, state.pos - 6), state.pos)
    end = end_of_address(state.src[: state.posMax], scheme.start()) if scheme else 0
    if not scheme or end <= state.pos or not state.pending.endswith(scheme[0]):
        return False
    if not silent:
        state.pending = state.pending.removesuffix(scheme[0])
        push_node(state, Link(state.src[scheme.start() : end]))
    state.pos = end
    return True


def _escape(state: StateInline, silent: bool) -> bool:
    """Take a character after a backslash literally, unless it is a letter, a number or a blank."""
    escaped = state.src[state.pos + 1 : state.pos + 2]
    if state.src[state.pos] != "\\" or not escaped or escaped.isalnum() or escaped.isspace():
        return False
    if not silent:
        state.append_pending(escaped)
    state.pos += 2
    return True


def _fence(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_FENCE, state.pos):
        return False
    start = state.pos + len(_FENCE)
    end = state.src.find(_FENCE, start, state.posMax)
    language = _LANGUAGE.match(state.src, start, max(end, start))
    code = state.src[language.end() if language else start : max(end, start)].strip("\n")
    if not code:
        return False
    if not silent:
        token = state.push("fence", "", 0)
        token.content, token.info = code, language[1] if language else ""
    state.pos = end + len(_FENCE)
    return True


def _delimiters(state: StateInline, silent: bool) -> bool:
    """Note the marks of styles; markdown-it's own rules then find which ones are pairs."""
    marker = state.src[state.pos]
    if silent or marker not in "*_~|":
        return False
    run = state.scanDelims(state.pos, True).length
    width = 2 if marker in "~|" else 1
    if run < width:
        return False
    opens, closes = _sides(state, marker, run)
    for _ in range(run // width):
        state.push("text", "", 0).content = marker * width
        length = run if width == 1 else 0
        state.delimiters.append(Delimiter(ord(marker), length, len(state.tokens) - 1, -1, opens, closes))
    state.pos += run // width * width
    return True


def _sides(state: StateInline, marker: str, run: int) -> tuple[bool, bool]:
    """Tell whether a mark may open and close: a double one always, a single one only beside a character.

    A single underscore is markup only at the edge of a word.
    """
    if run > 1:
        return True, True
    before = state.src[state.pos - 1 : state.pos] or " "
    after = state.src[state.pos + 1 : state.pos + 2] or " "
    edge = marker == "_"
    opens = not after.isspace() and not (edge and before.isalnum())
    closes = not before.isspace() and not (edge and after.isalnum())
    return opens, closes


def _pairs(state: StateInline) -> None:
    for delimiters in (state.delimiters, *(meta["delimiters"] for meta in state.tokens_meta if meta)):
        for delimiter in delimiters:
            if delimiter.end >= 0 and delimiter.marker in _PAIRS:
                closing = delimiters[delimiter.end].token
                for index, side in ((delimiter.token, "open"), (closing, "close")):
                    token = state.tokens[index]
                    token.type, token.markup = f"{_PAIRS[delimiter.marker]}_{side}", token.content


_PAIRS = {ord("~"): "strike", ord("|"): "spoiler"}


def _angled(state: StateInline, silent: bool) -> bool:
    match = _ANGLED.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        push_node(state, Link(match[1]))
    state.pos = match.end()
    return True


# From tokens to rich text.


def _blocks(tokens: Iterator[Token]) -> Iterator[Block]:
    """Read the blocks up to the end of what they stand in."""
    for token in tokens:
        match token.type:
            case "inline":
                yield from _Inlines(token).blocks()
            case "blockquote_open":
                yield Quote(tuple(_blocks(tokens)))
            case "bullet_list_open":
                yield Listing(tuple(_items(tokens)))
            case "ordered_list_open":
                yield Listing(tuple(_items(tokens)), int(token.attrs.get("start", 1)))
            case _:
                return


def _items(tokens: Iterator[Token]) -> Iterator[tuple[Block, ...]]:
    for token in tokens:
        if token.type != "list_item_open":
            return
        yield tuple(_blocks(tokens))


class _Inlines:
    """Reads one inline token: rows of runs, and the code blocks and blank lines between them."""

    def __init__(self, token: Token) -> None:
        self._level: int = token.meta["level"]
        self._pieces: list[list[Run] | CodeBlock] = []
        self._row: list[Run] = []
        self._styles: list[Style] = []
        self._link: str | None = None
        for child in token.children or ():
            self._take(child)

    def blocks(self) -> Iterator[Block]:
        for piece in (*self._pieces, self._row):
            if isinstance(piece, CodeBlock):
                yield piece
            elif children := nest(trimmed(piece)):
                yield Heading(self._level, children) if self._level else Paragraph(children)

    def _take(self, token: Token) -> None:
        match token.type:
            case "text":
                self._add(Text(token.content))
            case "softbreak" | "hardbreak":
                self._break()
            case "code_inline":
                self._add(Code(token.content))
            case "fence":
                self._add_code(CodeBlock(token.content, token.info))
            case "node":
                self._add(token.meta["node"])
            case "link_open":
                self._link = str(token.attrs["href"])
            case "link_close":
                self._link = None
            case _:
                self._style(token)

    def _style(self, token: Token) -> None:
        if token.type.endswith("_open"):
            self._styles.append(_style_of(token))
        else:
            self._styles.pop()

    def _add(self, leaf: Leaf) -> None:
        self._row.append(Run(leaf, frozenset(self._styles), self._link))

    def _break(self) -> None:
        if self._row and isinstance(self._row[-1].leaf, Break) and not self._link:
            self._cut()
        else:
            self._add(Break())

    def _add_code(self, block: CodeBlock) -> None:
        if self._link:
            self._add(Code(block.code))
        else:
            self._cut()
            self._pieces.append(block)

    def _cut(self) -> None:
        self._pieces.append(self._row)
        self._row = []


def _style_of(token: Token) -> Style:
    if token.type == "strong_open":
        return Style.UNDERLINE if token.markup == "__" else Style.BOLD
    return _STYLES[token.type]


_STYLES = {"em_open": Style.ITALIC, "strike_open": Style.STRIKE, "spoiler_open": Style.SPOILER}

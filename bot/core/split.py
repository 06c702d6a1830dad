"""Long texts in parts that a platform takes, and short ones cut, never inside what a reader sees as one character."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import IntEnum
from itertools import accumulate, groupby
from math import inf

import regex

from bot.core.runs import Run, flatten, nest, trimmed
from bot.core.text import (
    Block,
    Break,
    Code,
    CodeBlock,
    Heading,
    Inline,
    Link,
    Listing,
    Paragraph,
    Quote,
    RichText,
    Text,
)

Measure = Callable[[RichText], int]
Blocks = tuple[Block, ...]
Excess = Callable[[Blocks], float]
"""By how much blocks are too long, 0 or less where they fit; infinite where that was not worth measuring."""

_GRAPHEME = regex.compile(r"\X")
_SENTENCE = re.compile(r"(?<=[.!?;·…:»”)])\s")
_SPACE = re.compile(r"\s")
_EXACT = 50
"""Up to this number as many as fit are taken, above it one in so many fewer will do."""


def graphemes(text: str) -> list[str]:
    """Take a text apart into what a reader sees as characters (extended grapheme clusters, Unicode UAX #29)."""
    return [match[0] for match in _GRAPHEME.finditer(text)]


def cut(text: str, limit: int) -> str:
    """Return at most `limit` code points of a text, whole graphemes, with "…" at the end where something is missing.

    Raises ValueError for a limit below 1.
    """
    if limit < 1:
        raise ValueError("a text cannot be cut to nothing")
    if len(text) <= limit:
        return text
    return text[: _whole(text, 0, limit - 1)].rstrip() + "…"


def split(text: RichText, limit: int, measure: Measure) -> tuple[RichText, ...]:
    """Split a text into parts that measure at most `limit`, in order; nothing but blanks at the cuts is lost.

    It is cut between blocks where that will do, then at line breaks, ends of sentences and spaces, last of all between
    graphemes. Code is cut between lines, and an ordered list numbers on. Whatever is open at a cut, such as a style, is
    open again after it. `measure` says how long a part is for its platform: no less than the characters of its texts
    and code, and growing with them. What cannot be made smaller (a mention, say) is a part of its own, whatever it
    measures; an address too long to share a part is written out as text. A text that fits, even an empty one, is the
    only part.
    """
    splitters = [_Splitter(limit, measure, effort) for effort in _Effort]
    parts: list[RichText] = []
    rest = text.blocks
    while rest and splitters[0].excess(rest) > 0:
        before = rest
        head, rest = _part(rest, splitters)
        if (
            not head and rest == before
        ):  # not known to happen; a text that no cut makes smaller must not hold us for ever
            head, rest = rest[:1], rest[1:]
        if head:
            parts.append(RichText(head))
    if rest or not parts:
        parts.append(RichText(rest))
    return tuple(parts)


class _Effort(IntEnum):
    """How far a splitter goes to find something that fits."""

    WHOLE = 0
    """Leaves whole what would fit into a part of its own, and cuts the rest only in good places."""
    OPEN = 1
    """Cuts anything between graphemes."""
    BREAK = 2
    """Cuts graphemes, and takes one character whatever it measures."""


def _part(blocks: Blocks, splitters: list[_Splitter]) -> tuple[Blocks, Blocks]:
    """Take a part's worth of blocks from the start; returns it and the rest."""
    for splitter in splitters:
        head, rest = splitter.take(blocks, splitter.excess, splitter.excess)
        if head:
            break
    return head, rest


class _Splitter:
    def __init__(self, limit: int, measure: Measure, effort: _Effort) -> None:
        self._limit = limit
        self._measure = measure
        self._effort = effort
        self._usual = limit // 4
        """How many characters fitted into the last part, for the next one is mostly like it."""

    def excess(self, blocks: Blocks) -> float:
        """Return by how much blocks are too long for one part; what is far too long is not even measured."""
        size = 0
        for length in _lengths(blocks):
            size += length
            if size > self._limit:
                return inf
        tiny = size <= 1 and self._effort is _Effort.BREAK
        return 0 if tiny else self._measure(RichText(blocks)) - self._limit

    def take(self, blocks: Blocks, excess: Excess, alone: Excess) -> tuple[Blocks, Blocks]:
        """Take as much as fits from the start, maybe nothing; returns it and the rest.

        `excess` measures the part that is being filled, `alone` a new one.
        """
        count = _most(len(blocks), lambda number: excess(blocks[:number]), self._limit)
        head, rest = blocks[:count], blocks[count:]
        if not rest or self._is_left_whole(rest[:1], alone):
            return head, rest
        first, more = self._open(rest[0], lambda inner: excess(head + inner), alone)
        return head + first, more + rest[1:]

    def _is_left_whole(self, blocks: Blocks, alone: Excess) -> bool:
        return self._effort is _Effort.WHOLE and alone(blocks) <= 0

    def _open(self, block: Block, excess: Excess, alone: Excess) -> tuple[Blocks, Blocks]:
        """Take as much of one block as fits, maybe nothing; returns it and what is left, as blocks."""
        match block:
            case Paragraph() | Heading():
                return self._open_inlines(block, excess, alone)
            case CodeBlock():
                return self._open_code(block, excess)
            case Quote(children=inner):
                head, rest = self.take(inner, lambda some: excess(_quote(some)), lambda some: alone(_quote(some)))
                return _quote(head), _quote(rest)
            case Listing():
                return self._open_list(block, excess, alone)

    def _open_list(self, block: Listing, excess: Excess, alone: Excess) -> tuple[Blocks, Blocks]:
        items, start = block.items, block.start
        count = _most(len(items), lambda number: excess(_listing(items[:number], start)), self._limit)
        head = items[:count]
        if count == len(items) or self._is_left_whole(_listing(items[count : count + 1], start), alone):
            return _listing(head, start), _numbered_on(block, count)
        first, more = self.take(items[count], lambda inner: excess(_listing((*head, inner), start)), alone)
        if not first:
            unbegun = replace(block, items=(*head, *filter(None, [more]), *items[count + 1 :]))
            return _listing(head, start), _numbered_on(unbegun, count)
        return _listing((*head, first), start), more + _numbered_on(block, count + 1)

    def _open_code(self, block: CodeBlock, excess: Excess) -> tuple[Blocks, Blocks]:
        def code(part: str) -> Blocks:
            return (CodeBlock(part, block.language),) if part else ()

        lines = block.code.split("\n")
        count = _most(len(lines), lambda number: excess(code("\n".join(lines[:number]))), self._limit)
        if count or self._effort is _Effort.WHOLE:
            return code("\n".join(lines[:count])), code("\n".join(lines[count:]))
        room = _most(len(block.code), lambda number: excess(code(block.code[:number])), self._limit)
        if self._effort is not _Effort.BREAK:
            room = _whole(block.code, 0, room)
        return code(block.code[:room]), code(block.code[room:])

    def _open_inlines(self, block: Paragraph | Heading, excess: Excess, alone: Excess) -> tuple[Blocks, Blocks]:
        """Take the first piece, and cut the rest into pieces that fit alone: a long text is gone through once."""
        row = _Row(self._breakable(block.children))
        place = self._cut_row(block, row, 0, excess)
        first = _like(block, row.between(0, place))
        pieces: list[Block] = []
        while place < len(row.shown) and self._effort is not _Effort.BREAK:
            end = self._cut_row(block, row, place, alone)
            if end == place:
                break
            pieces.extend(_like(block, row.between(place, end)))
            place = end
        return first, (*pieces, *_like(block, row.between(place, len(row.shown))))

    def _cut_row(self, block: Paragraph | Heading, row: _Row, start: int, excess: Excess) -> int:
        """Return where the best piece ends that begins at `start`: there, where none fits."""
        while start < len(row.shown) and row.shown[start].isspace():
            start += 1
        # More characters than the limit never fit.
        left = min(len(row.shown) - start, max(self._limit, 1))
        room = _most(left, lambda n: excess(_like(block, row.between(start, start + n))), self._limit, self._usual)
        self._usual = room or self._usual
        for place in self._places(row.shown, start, start + room):
            if place > start and excess(_like(block, row.between(start, place))) <= 0:
                return place
        return start

    def _breakable(self, children: tuple[Inline, ...]) -> Iterator[Run]:
        """Flatten inlines, with every address that takes half a part or more as text."""
        for link, group in groupby(flatten(children), key=lambda run: run.link):
            too_long = link is not None and len(link) * 2 > self._limit
            for run in group:
                if isinstance(run.leaf, Link) and len(run.leaf.url) * 2 > self._limit:
                    yield replace(run, leaf=Text(run.leaf.url))
                else:
                    yield replace(run, link=None) if too_long else run
            if too_long:
                yield Run(Text(f" ({link})"))

    def _places(self, shown: str, start: int, end: int) -> Iterator[int]:
        """Name where a text may be cut between `start` and the `end` of what fits, the best place first."""
        if end in {start, len(shown)}:
            yield end
            return
        middle = (start + end) // 2
        if self._effort is not _Effort.WHOLE or (end - start) * 4 > self._limit:
            yield from _good_places(shown, middle, end)
        if self._effort is not _Effort.WHOLE:
            yield from _backwards(_SPACE, shown, start + 1, middle)
            yield _whole(shown, start, end)
        if self._effort is _Effort.BREAK:
            yield end
            yield start + 1


class _Row:
    """A row of runs that is looked at and cut by the place of a character in it."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self._runs = list(runs)
        self._ends = list(accumulate(_length(run) for run in self._runs))
        self.shown = "".join(map(_shown, self._runs))

    def between(self, start: int, end: int) -> list[Run]:
        """Return the runs from one place up to another, without the blank ones at both ends."""
        first, last = bisect_right(self._ends, start), bisect_left(self._ends, end)
        row = [self._clipped(index, start, end) for index in range(first, min(last + 1, len(self._runs)))]
        return trimmed(row) if end > start else []

    def _clipped(self, index: int, start: int, end: int) -> Run:
        run, after = self._runs[index], self._ends[index]
        before = after - _length(run)
        window = slice(max(start - before, 0), end - before)
        match run.leaf:
            case Text(text=text) if before < start or after > end:
                return replace(run, leaf=Text(text[window]))
            case Code(code=code) if before < start or after > end:
                return replace(run, leaf=Code(code[window]))
            case _:
                return run


def _good_places(shown: str, middle: int, end: int) -> Iterator[int]:
    """Name the last line break, the last end of a sentence and the last space in the second half of what fits."""
    line = shown.rfind("\n", middle, end + 1)
    if line > 0:
        yield line
    yield from _backwards(_SENTENCE, shown, middle, end)[:1]
    yield from _backwards(_SPACE, shown, middle, end)[:1]


def _backwards(blank: re.Pattern[str], text: str, start: int, end: int) -> list[int]:
    """Return where blanks begin from `start` up to and with `end`, the last one first."""
    return [match.start() for match in blank.finditer(text, start, end + 1)][::-1]


def _most(count: int, excess: Callable[[int], float], limit: int, step: int = 1) -> int:
    """Return the largest number up to `count` that fits, 0 where not even 1 does, in few tries.

    `step` is what to try first; what to try next is reckoned from what the last two tries measured. A number over 50
    may leave up to 2 % of the limit unused: cuts need no more.
    """
    low, high, tries = 0, count + 1, 0
    measured: list[tuple[int, float]] = [(0, -limit)]
    tried = min(max(step, 1), count)
    while low < tried < high:
        over, tries = excess(tried), tries + 1
        low, high = (tried, high) if over <= 0 else (low, tried)
        if over < inf:
            measured = [measured[-1], (tried, over)]
        full = low == tried > _EXACT and -over <= limit / _EXACT
        if full or high - low <= max(1, low // _EXACT):
            break
        between = (low + high) // 2
        tried = between if tries % 4 == 0 else min(max(_reckoned(measured, limit, between), low + 1), high - 1)
    return low


def _reckoned(measured: list[tuple[int, float]], limit: int, otherwise: int) -> int:
    """Return which number fills a part to 99 %, if sizes go on growing as between two that were measured."""
    (first, before), (last, after) = measured[0], measured[-1]
    if last == first or (after - before) / (last - first) <= 0:
        return otherwise
    return last - int((after + limit / 100) * (last - first) / (after - before))


def _whole(text: str, start: int, limit: int) -> int:
    """Return the end of the last grapheme from `start` on that ends within `limit`; `start` where none does."""
    end = start
    for match in _GRAPHEME.finditer(text, start):
        if match.end() > limit:
            break
        end = match.end()
    return end


def _lengths(blocks: Blocks) -> Iterator[int]:
    """Count the characters of texts and code, and everything else as one, piece by piece."""
    for block in blocks:
        match block:
            case Paragraph(children=children) | Heading(children=children):
                yield from map(_length, flatten(children))
            case CodeBlock(code=code):
                yield len(code)
            case Quote(children=inner):
                yield from _lengths(inner)
            case Listing(items=items):
                for item in items:
                    yield from _lengths(item)


def _length(run: Run) -> int:
    return len(_shown(run))


def _shown(run: Run) -> str:
    """Return a run's characters; what cannot be cut is one character."""
    match run.leaf:
        case Text(text=text):
            return text
        case Code(code=code):
            return code
        case Break():
            return "\n"
        case _:
            return "\N{OBJECT REPLACEMENT CHARACTER}"


def _like(block: Paragraph | Heading, row: list[Run]) -> Blocks:
    children = nest(row)
    return (replace(block, children=children),) if children else ()


def _quote(blocks: Blocks) -> Blocks:
    return (Quote(blocks),) if blocks else ()


def _listing(items: tuple[Blocks, ...], start: int | None) -> Blocks:
    return (Listing(items, start),) if items else ()


def _numbered_on(block: Listing, count: int) -> Blocks:
    """Return a list without its first items, numbered as before."""
    return _listing(block.items[count:], None if block.start is None else block.start + count)

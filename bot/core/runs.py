"""Inlines as a flat row of runs: what converters and the splitter work on, and back to the nested form.

A tree of styles may be nested in many ways that look the same. A row of runs, each with all of its styles, has one
form only, can be cut anywhere, and `nest` always builds the same tree from it: spoilers outermost, so that nothing
hidden is torn apart, then links, then the other styles.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.core.text import Break, Code, Emoji, Inline, Link, Mention, Style, Styled, Text, Timestamp

Leaf = Text | Break | Code | Link | Mention | Emoji | Timestamp
"""An inline with nothing in it; a `Link` only where it is bare."""

PLAIN: frozenset[Style] = frozenset()


@dataclass(frozen=True, slots=True)
class Run:
    """One leaf with every style that it is shown in, and the address that it links to."""

    leaf: Leaf
    styles: frozenset[Style] = PLAIN
    link: str | None = None


def flatten(children: Iterable[Inline], styles: frozenset[Style] = PLAIN, link: str | None = None) -> Iterator[Run]:
    """Walk the leaves of inlines in reading order; a link inside a link is its characters only."""
    for child in children:
        match child:
            case Styled(style=style, children=inner):
                yield from flatten(inner, styles | {style}, link)
            case Link(url=url, children=inner) if inner:
                yield from flatten(inner, styles, link or url or None)
            case Link(url=url) if link:
                yield Run(Text(url), styles, link)
            case _:
                yield Run(child, styles, link)


def nest(runs: Iterable[Run]) -> tuple[Inline, ...]:
    """Build the tree of a row of runs, joining neighbours; what is empty is left out."""
    return tuple(_nest([run for run in runs if run.leaf not in _NOTHING], 0))


def trimmed(row: Sequence[Run]) -> list[Run]:
    """Leave out the line breaks and blanks at both ends of a row."""
    first, last = 0, len(row)
    while first < last and _is_blank(row[first].leaf):
        first += 1
    while last > first and _is_blank(row[last - 1].leaf):
        last -= 1
    kept = list(row[first:last])
    if kept and isinstance(kept[0].leaf, Text):
        kept[0] = replace(kept[0], leaf=Text(kept[0].leaf.text.lstrip()))
    if kept and isinstance(kept[-1].leaf, Text):
        kept[-1] = replace(kept[-1], leaf=Text(kept[-1].leaf.text.rstrip()))
    return kept


def _is_blank(leaf: Leaf) -> bool:
    return isinstance(leaf, Break) or (isinstance(leaf, Text) and not leaf.text.strip())


def is_uniform(row: Sequence[Run]) -> bool:
    """Tell whether all runs have the same styles and link."""
    return all(run.styles == row[0].styles and run.link == row[0].link for run in row)


def joined(leaves: Iterable[Leaf]) -> Iterator[Leaf]:
    """Join neighbouring texts into one."""
    for is_text, group in groupby(leaves, key=lambda leaf: isinstance(leaf, Text)):
        if is_text:
            yield Text("".join(leaf.text for leaf in group if isinstance(leaf, Text)))
        else:
            yield from group


_NOTHING = (Text(""), Code(""))


def _in_style(style: Style) -> Callable[[Run], bool]:
    return lambda run: style in run.styles


def _target(run: Run) -> str | None:
    return run.link


_LAYERS: tuple[tuple[Style | None, Callable[[Run], Hashable]], ...] = (
    (Style.SPOILER, _in_style(Style.SPOILER)),
    (None, _target),
    (Style.UNDERLINE, _in_style(Style.UNDERLINE)),
    (Style.STRIKE, _in_style(Style.STRIKE)),
    (Style.BOLD, _in_style(Style.BOLD)),
    (Style.ITALIC, _in_style(Style.ITALIC)),
)


def _nest(row: list[Run], depth: int) -> Iterator[Inline]:
    if is_uniform(row):
        yield from _wrapped(row, depth)
        return
    while not any(map(_LAYERS[depth][1], row)):
        depth += 1
    style, layer = _LAYERS[depth]
    for key, group in groupby(row, key=layer):
        yield from _in_layer(style, key, _nest(list(group), depth + 1))


def _wrapped(row: list[Run], depth: int) -> Iterable[Inline]:
    """Build the tree of a row of runs that are all alike, from the innermost layer out."""
    inner: Iterable[Inline] = joined(run.leaf for run in row)
    if row and (row[0].styles or row[0].link):
        for style, layer in reversed(_LAYERS[depth:]):
            inner = _in_layer(style, layer(row[0]), inner)
    return inner


def _in_layer(style: Style | None, key: Hashable, inner: Iterable[Inline]) -> Iterable[Inline]:
    if not key:
        return inner
    return (_link(str(key), tuple(inner)) if style is None else Styled(style, tuple(inner)),)


def _link(url: str, children: tuple[Inline, ...]) -> Link:
    return Link(url) if children == (Text(url),) else Link(url, children)

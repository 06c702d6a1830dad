"""Inlines as a flat row of runs: what converters and the splitter work on, and back to the nested form.

A tree of styles may be nested in many ways that look the same. A row of runs, each with all of its styles, has one
form only, can be cut anywhere, and `nest` always builds the same tree from it: spoilers outermost, so that nothing
hidden is torn apart, then links, then the other styles.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
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
                yield from flatten(inner, styles, link or url)
            case Link(url=url) if link:
                yield Run(Text(url), styles, link)
            case _:
                yield Run(child, styles, link)


def nest(runs: Iterable[Run]) -> tuple[Inline, ...]:
    """Build the tree of a row of runs, joining neighbours; what is empty is left out."""
    return tuple(_nest([run for run in runs if run.leaf not in _NOTHING], 0))


def is_plain(row: Iterable[Run]) -> bool:
    """Tell whether no run has a style or a link."""
    return not any(run.styles or run.link for run in row)


def joined(leaves: Iterable[Leaf]) -> Iterator[Leaf]:
    """Join neighbouring texts into one."""
    for is_text, group in groupby(leaves, key=lambda leaf: isinstance(leaf, Text)):
        if is_text:
            yield Text("".join(leaf.text for leaf in group if isinstance(leaf, Text)))
        else:
            yield from group


_NOTHING = (Text(""), Code(""))


def has(style: Style) -> Callable[[Run], Hashable]:
    """Return a grouping of runs by whether they are in a style."""
    return lambda run: style in run.styles


def linked_to(run: Run) -> Hashable:
    """Group runs by where they link to."""
    return run.link


_LAYERS: tuple[tuple[Style | None, Callable[[Run], Hashable]], ...] = (
    (Style.SPOILER, has(Style.SPOILER)),
    (None, linked_to),
    (Style.UNDERLINE, has(Style.UNDERLINE)),
    (Style.STRIKE, has(Style.STRIKE)),
    (Style.BOLD, has(Style.BOLD)),
    (Style.ITALIC, has(Style.ITALIC)),
)


def _nest(row: list[Run], depth: int) -> Iterator[Inline]:
    if depth == len(_LAYERS) or is_plain(row):
        yield from joined(run.leaf for run in row)
        return
    style, layer = _LAYERS[depth]
    for key, group in groupby(row, key=layer):
        inner = _nest(list(group), depth + 1)
        if not key:
            yield from inner
        elif style is None:
            yield _link(str(key), tuple(inner))
        else:
            yield Styled(style, tuple(inner))


def _link(url: str, children: tuple[Inline, ...]) -> Link:
    return Link(url) if children == (Text(url),) else Link(url, children)

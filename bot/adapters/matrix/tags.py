"""The tags of an HTML body, in linear time, whatever was sent.

The standard library's ``html.parser`` is not used: of a 64 kB body of unclosed tags it makes more than a minute's work
(https://github.com/python/cpython/issues/135462), and of some it raises. Here no search for the end of a tag or of an
attribute goes past the next ``<``, so that every character is looked at a fixed number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*+)((?:"[^"<]*+"|'[^'<]*+'|[^<>"'])*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]++)))?""")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, its names in lower case; `attributes` without a value are empty."""

    name: str
    closes: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def scan(source: str) -> Iterator[str | Tag]:
    """Take HTML apart into characters, with their entities resolved, and tags; what is no tag is characters."""
    source = _without_comments(source)
    position = 0
    for match in _TAG.finditer(source):
        if match.start() > position:
            yield unescape(source[position : match.start()])
        yield Tag(match[2].lower(), bool(match[1]), _attributes(match[3]))
        position = match.end()
    if position < len(source):
        yield unescape(source[position:])


def without_element(source: str, name: str) -> str:
    """Take out the first element of that name, with everything in it, where it is closed."""
    start = source.find(f"<{name}>")
    end = source.find(f"</{name}>", max(start, 0))
    return source if start < 0 or end < 0 else source[:start] + source[end + len(name) + 3 :]


def _attributes(written: str) -> dict[str, str]:
    return {
        match[1].lower(): unescape(match[2] or match[3] or match[4] or "") for match in _ATTRIBUTE.finditer(written)
    }


def _without_comments(source: str) -> str:
    first, *rest = source.split("<!--")
    if not rest:
        return source
    return first + "".join(part.partition("-->")[2] if "-->" in part else f"<!--{part}" for part in rest)

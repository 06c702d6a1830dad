"""Reading YAML that people write by hand: what it holds, or in which line it says something else than was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from config.mistakes import ConfigError, Mistake

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's, ten times as fast, where PyYAML was built with it (its wheels are)."""
_WHOLE = "(whole file)"
_TEXT = "tag:yaml.org,2002:str"
_HASHTAG = re.compile(r"[ \t]+(#[^\W\d_].*)")
"""What YAML takes for a comment. Who writes one leaves a blank after the sign, who writes a hashtag does not."""
_LONGEST_SHOWN = 40

_HINTS = {
    "mapping values are not allowed": 'a text with a colon in it must stand in "quotes"',
    "tab character": "indent with blanks, not with tabs",
    "end of stream": "a quotation mark is opened and not closed",
    "cannot start any token": 'a text that begins with such a character must stand in "quotes"',
    "alphabetic or numeric": 'a text that begins with * or & must stand in "quotes"',
    "block sequence entries": 'a list begins in a line of its own; a text that begins with - must stand in "quotes"',
    "expected key": "in a text in quotes, other quotation marks are written as « » or '",
    "expected ':'": "a text of several lines is indented further than its name",
    "expected '-' indicator": 'each entry begins with "- " in the first column, its other lines with two blanks',
}


def loaded_from(path: Path) -> object:
    """Return what a YAML file holds; raises ConfigError where it cannot be read, or would lose something in silence."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        loader = _LOADER(text)
        root = loader.get_single_node()
        lost = [each for node in _nodes(root) for each in _lost(path, node, text)] if root is not None else []
        loaded = loader.construct_document(root) if root is not None and not lost else None
    except OSError as error:
        lost = [Mistake(path, _WHOLE, "", f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError:
        lost = [Mistake(path, _WHOLE, "", "is not UTF-8 text")]
    except yaml.MarkedYAMLError as error:
        lost = [Mistake(path, _WHOLE, "", _reason(error))]
    except yaml.YAMLError:
        lost = [Mistake(path, _WHOLE, "", "cannot be read as YAML: it holds characters that are not allowed")]
    if lost:
        raise ConfigError(lost)
    return loaded


def _reason(error: yaml.MarkedYAMLError) -> str:
    opened = error.context_mark if "quoted scalar" in (error.context or "") else None
    mark, problem = opened or error.problem_mark or error.context_mark, error.problem or error.context or ""
    where = f" in line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    hint = next((f" ({hint})" for sign, hint in _HINTS.items() if sign in problem), "")
    return f"cannot be read as YAML{where}: {problem}{hint}"


def _nodes(root: yaml.Node) -> Iterator[yaml.Node]:
    """Yield all that a file consists of, what an alias repeats once."""
    seen, left = set[int](), [root]
    while left:
        node = left.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.SequenceNode):
            left += reversed(node.value)
        elif isinstance(node, yaml.MappingNode):
            left += reversed([value for _, value in node.value])


def _lost(path: Path, node: yaml.Node, text: str) -> Iterator[Mistake]:
    """Yield what a reader of YAML would leave out without a word: texts from a hashtag on, and names given twice."""
    if isinstance(node, yaml.ScalarNode):
        yield from _cut_off(path, node, text)
    elif isinstance(node, yaml.MappingNode):
        names = set[str]()
        for name, _ in node.value:
            if name.value in names:
                place, advice = f"line {name.start_mark.line + 1}", 'stands twice in an entry; each begins with "- "'
                yield Mistake(path, place, str(name.value), advice)
            names.add(str(name.value))


def _cut_off(path: Path, node: yaml.ScalarNode, text: str) -> Iterator[Mistake]:
    end = node.end_mark
    found = _HASHTAG.match(text, end.index) if node.tag == _TEXT and not node.style else None
    if found:
        shown = found[1][:_LONGEST_SHOWN]
        advice = 'would be left out as a comment: put the whole text in "quotes", or a blank after the #'
        yield Mistake(path, f"line {end.line + 1}", shown, advice)

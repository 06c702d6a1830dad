"""The picture of a survey's results: horizontal bars, wide enough to be read on a telephone.

What is to be drawn is kept as JSON and drawn when it is delivered, in a thread, so that no transaction waits for it.
matplotlib, which costs a second, is imported only then.
"""

from __future__ import annotations

import io
import json
import textwrap
from collections.abc import Sequence
from threading import Lock
from typing import Any

from cogs.surveys.results import Result, base, share
from config.words import Translator
from storage.surveys import Survey

RECIPE = "application/x-stoa-bars"
"""The type of what a picture is drawn from."""

WIDTH = 1080
_DPI = 72
"""Dots an inch, so that a point is a pixel."""
_EDGE, _END = 40, WIDTH - 40
_TITLE, _QUESTION, _LABEL, _NOTE = 44, 36, 32, 28
"""Sizes of letters in pixels: a telephone shows a third of them."""
_TITLE_WRAP, _QUESTION_WRAP, _LABEL_WRAP = 32, 40, 34
"""Letters in a line."""
_LEADING, _BAR, _GAP, _BETWEEN = 1.25, 26, 22, 44
_MOST = 12
"""Questions in one picture."""
_INK, _PALE, _RAIL = "#1b1b1b", "#555555", "#e9e9e9"
_SCALE = ("#b35806", "#f1a340", "#9e9e9e", "#67a9cf", "#2166ac")
"""From brown to blue, which people tell apart however they see colours (ColorBrewer "PuOr" and "RdBu")."""
_PLAIN = "#2166ac"
_PEN = Lock()

Panel = dict[str, Any]


def recipe(t: Translator, survey: Survey, found: Sequence[Result]) -> bytes:
    """Return what the picture of some results is drawn from; empty where there is nothing to draw."""
    panels = [
        {
            "text": result.question.text,
            "people": base(t, result),
            "scale": result.question.kind == "scale",
            "bars": [
                [label, hundredths / 10_000, share(t, hundredths, count)]
                for label, count, hundredths in zip(result.labels, result.counts, result.shares, strict=True)
            ],
        }
        for result in found
        if result.counts and result.shown
    ][:_MOST]
    return json.dumps({"title": survey.title, "panels": panels}, ensure_ascii=False).encode() if panels else b""


def size(data: bytes) -> tuple[int, int]:
    """Return how wide and high a picture will be, in pixels."""
    drawing = json.loads(data)
    height = _EDGE + _tall(_wrapped(drawing["title"], _TITLE_WRAP), _TITLE)
    return WIDTH, round(height + sum(map(_height, drawing["panels"])) + _EDGE)


def draw(data: bytes) -> bytes:
    """Draw the picture as PNG, one at a time: matplotlib's fonts are not made for several threads."""
    with _PEN:
        return _drawn(data)


def _drawn(data: bytes) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    width, height = size(data)
    drawing = json.loads(_legible(data))
    figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    page = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    page.set_axis_off()
    top = _write(page, _EDGE, _wrapped(drawing["title"], _TITLE_WRAP), _TITLE, weight="bold")
    for panel in drawing["panels"]:
        top = _draw(page, panel, top + _BETWEEN)
    written = io.BytesIO()
    figure.savefig(written, format="png", dpi=_DPI)
    return written.getvalue()


def _legible(data: bytes) -> str:
    """Return a text without the characters that the font cannot draw: emoji are left out, letters become a mark."""
    from matplotlib.font_manager import findfont, get_font

    known = get_font(findfont("DejaVu Sans:bold")).get_charmap().keys()
    return "".join(
        character if ord(character) in known or character.isspace() else "?" if character.isalnum() else ""
        for character in data.decode()
    )


def _draw(page: Any, panel: Panel, top: float) -> float:
    """Draw a question with its bars below a line of the page; return where it ends."""
    from matplotlib.patches import Rectangle

    top = _write(page, top, _wrapped(panel["text"], _QUESTION_WRAP), _QUESTION, weight="bold")
    top = _write(page, top, [panel["people"]], _NOTE, color=_PALE)
    for number, (label, part, value) in enumerate(panel["bars"]):
        page.text(_END, top + _GAP, value, size=_LABEL, weight="bold", color=_INK, va="top", ha="right")
        top = _write(page, top + _GAP, _wrapped(label, _LABEL_WRAP), _LABEL)
        colour = _SCALE[number] if panel["scale"] else _PLAIN
        page.add_patch(Rectangle((_EDGE, top), _END - _EDGE, _BAR, color=_RAIL, linewidth=0))
        page.add_patch(Rectangle((_EDGE, top), (_END - _EDGE) * part, _BAR, color=colour, linewidth=0))
        top += _BAR
    return top


def _write(page: Any, top: float, lines: Sequence[str], letters: int, **style: Any) -> float:
    for number, line in enumerate(lines):
        above = top + number * letters * _LEADING
        page.text(_EDGE, above, line, size=letters, va="top", parse_math=False, **({"color": _INK} | style))
    return top + _tall(lines, letters)


def _height(panel: Panel) -> float:
    heads = _tall(_wrapped(panel["text"], _QUESTION_WRAP), _QUESTION) + _tall([""], _NOTE)
    bars = (_GAP + _tall(_wrapped(label, _LABEL_WRAP), _LABEL) + _BAR for label, _, _ in panel["bars"])
    return _BETWEEN + heads + sum(bars)


def _tall(lines: Sequence[str], letters: int) -> float:
    return len(lines) * letters * _LEADING


def _wrapped(text: str, letters: int) -> list[str]:
    return textwrap.wrap(text, letters, max_lines=4, placeholder="…") or [""]

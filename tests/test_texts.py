"""What `stoa text` makes of anything that anybody may write, there and back."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord import text as discord_text
from bot.adapters.matrix import text as matrix_text
from bot.cli.texts import Dialect, convert
from bot.core.text import RichText
from tests.core.texts import lines_of_anything, rich_texts, visible

_HTML = st.lists(
    st.sampled_from(
        [
            *("<b>", "</b>", "<p>", "<ul>", "<li>", "</ul>", "<blockquote>", "<pre>", "</pre>", "<code>", "<br>"),
            *('<a href="https://example.org">', "</a>", "<span data-mx-spoiler>", "<h1>", "<!--", "&lt;", "&", "<"),
        ]
    )
    | lines_of_anything,
    max_size=12,
).map("".join)

WAYS = [(source, target) for source in Dialect for target in Dialect if source is not target]


@pytest.mark.parametrize(("source", "target"), WAYS)
@settings(max_examples=60, deadline=None)
@given(written=lines_of_anything | _HTML | st.text(max_size=40))
def test_anything_is_converted(source: Dialect, target: Dialect, written: str) -> None:
    convert(written, source, target, zone="Europe/Athens", language="el")


def seen(text: RichText) -> str:
    """Return the visible characters, without those that no reader sees."""
    return "".join(char for char in visible(text) if category(char) not in ("Cf", "Cc"))


@settings(max_examples=100, deadline=None)
@given(rich_texts)
def test_every_visible_character_comes_through_both_sides(text: RichText) -> None:
    through_discord = discord_text.parse(discord_text.render(text), {})
    body, formatted = matrix_text.render(through_discord, zone="Europe/Athens", language="el")
    there = matrix_text.parse(body, formatted, {})
    assert seen(there) == seen(through_discord)

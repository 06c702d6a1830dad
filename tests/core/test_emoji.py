"""What is an emoji, and that it is the same one however it was sent."""

import pytest

from bot.core.emoji import is_emoji, qualified


@pytest.mark.parametrize(
    "emoji",
    [
        "👍",
        "👍🏽",
        "❤️",
        "1️⃣",
        "👁️‍🗨️",
        "🏋🏽‍♂️",
        "🇬🇷",
        "🏴‍☠️",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "✅",
        "©️",
    ],
)
def test_an_emoji_is_the_same_with_and_without_its_selectors(emoji: str) -> None:
    bare = emoji.replace("\ufe0f", "")
    assert is_emoji(emoji)
    assert is_emoji(bare)
    assert qualified(bare) == qualified(emoji) == emoji


@pytest.mark.parametrize(
    "text", ["", "lol", "ναι", "1", "#", ":party:", "mxc://example.org/abc", "👍👍", "👍 a", "\ufe0f"]
)
def test_what_is_no_emoji_is_left_as_it_is(text: str) -> None:
    assert not is_emoji(text)
    assert qualified(text) == text

"""Rich texts of every shape that people and cogs make, for property tests of all who read, write and split them."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

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
    Styled,
    Text,
    Timestamp,
)

ZERO_WIDTH = "\u200b"

_GREEK = ["Καλημέρα", "ά", "ΐ", "α\u0301\u0308", "·", "«ναι»", "ἀρχή", ";"]
_EMOJI = ["👩‍👩‍👧‍👦", "🇬🇷", "👍🏽", "❤️", "1️⃣"]
_MARKUP = [
    *(
        "*",
        "**",
        "***",
        "_",
        "__",
        "~",
        "~~",
        "|",
        "||",
        "`",
        "``",
        "```",
        "\\",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "#",
        "##",
    ),
    *("-", "+", "1.", "2)", ">>>", "-#", "&amp;", "&", "!", ":", "://", "@everyone", "@here", "@room", "<@42>", "<#7>"),
    *(
        "<t:1>",
        "<:a:1>",
        "[x](https://e.org)",
        "https://e.org/a_b",
        "https://e.org/(x).",
        "<b>",
        "</p>",
        "<!--",
        "snake_case",
    ),
]
_PIECES = st.sampled_from([*_GREEK, *_EMOJI, *_MARKUP, " ", "  ", "\u00a0", "a", "Z", "9", ".", ","])
_ANY = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=6)

words = st.lists(_PIECES | _ANY, min_size=1, max_size=4).map("".join)
"""Characters of a line, markup of every kind among them."""

lines_of_anything = st.lists(words | st.just("") | _ANY, max_size=8).map("\n".join)

urls = st.sampled_from(
    [
        "https://example.org",
        "https://example.org/a_b_c?x=1&y=2",
        "http://example.org/(brackets)/[1]",
        "https://example.org/unbalanced)",
        "https://example.org/a**b",
        "https://el.example.org/Στοά",
        "https://example.org/ends.",
    ]
)

_leaves: st.SearchStrategy[Inline] = st.one_of(
    words.map(Text),
    words.map(Text),
    st.just(Break()),
    words.map(Code),
    urls.map(Link),
    st.sampled_from(
        [
            Mention("person", "teacher-17", "discord:42"),
            Mention("person", "facilitator_2", "matrix:@facilitator-2:example.org"),
            Mention("person", "@someone"),
            Mention("room", "#γενικά", "discord:7"),
            Mention("role", "@συντονιστές", "discord:9"),
            Mention("everyone", "@everyone"),
            Emoji("stoa", "https://cdn.discordapp.com/emojis/5.png"),
            Emoji("agora", "mxc://example.org/abc"),
            Emoji("plain"),
        ]
    ),
)
_labels = st.lists(
    words.filter(lambda label: "//" not in label and bool(label.strip())).map(Text), min_size=1, max_size=2
)


def _with_styles(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    children = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.builds(Styled, st.sampled_from(Style), children) | st.builds(Link, urls, _labels.map(tuple))


_inlines = st.lists(st.recursive(_leaves, _with_styles, max_leaves=3), min_size=1, max_size=4).map(tuple)
_code = st.lists(words, min_size=1, max_size=4).map("\n".join).filter(lambda code: bool(code.strip()))
_simple: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, _inlines),
    st.builds(Heading, st.integers(1, 6), _inlines),
    st.builds(CodeBlock, _code, st.sampled_from(["", "py", "c++", "not a language"])),
)


def _with_containers(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, min_size=1, max_size=2).map(tuple)
    items = st.lists(blocks, min_size=1, max_size=2).map(tuple)
    return st.builds(Quote, blocks) | st.builds(Listing, items, st.none() | st.integers(0, 99))


blocks = st.recursive(_simple, _with_containers, max_leaves=4)
rich_texts = st.lists(blocks, max_size=3).map(lambda made: RichText(tuple(made)))
moments = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)).map(  # noqa: DTZ001 - made aware just below
    lambda at: Timestamp(at.replace(second=0, microsecond=0, tzinfo=UTC))
)


def visible(text: RichText | str) -> str:
    """Return the characters that a reader sees, without blanks and what keeps marks apart."""
    return "".join(str(text).split()).replace(ZERO_WIDTH, "")

"""Our own markdown."""

import pytest
from hypothesis import given, settings

from bot.core.markup import escape, parse, render
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
    Style,
    Styled,
    Text,
)
from tests.core.counting import calls
from tests.core.texts import lines_of_anything, rich_texts, visible


def styled(style: Style, *words: str) -> Styled:
    return Styled(style, tuple(map(Text, words)))


def paragraph(*inlines: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines))


def listing(*items: str, start: int | None = None) -> Listing:
    return Listing(tuple((paragraph(item),) for item in items), start)


INLINES: list[tuple[str, tuple[Inline | str, ...]]] = [
    ("Καλημέρα", ("Καλημέρα",)),
    ("**έντονα**", (styled(Style.BOLD, "έντονα"),)),
    ("*a* _b_", (styled(Style.ITALIC, "a"), " ", styled(Style.ITALIC, "b"))),
    ("__u__ ~~s~~", (styled(Style.UNDERLINE, "u"), " ", styled(Style.STRIKE, "s"))),
    ("a || σπόιλερ || b", ("a ", styled(Style.SPOILER, " σπόιλερ "), " b")),
    ("***a***", (Styled(Style.BOLD, (styled(Style.ITALIC, "a"),)),)),
    ("α**(β)**γ", ("α", styled(Style.BOLD, "(β)"), "γ")),
    ("snake_case_name α_β_γ", ("snake_case_name α_β_γ",)),
    ("2 * 3 * 4", ("2 * 3 * 4",)),
    ("`a*b*` ``a`b``", (Code("a*b*"), " ", Code("a`b"))),
    ("a\nb", ("a", Break(), "b")),
    ("[εδώ](https://e.org/(a))", (Link("https://e.org/(a)", (Text("εδώ"),)),)),
    ("[e](<https://e.org>) <https://e.org>", (Link("https://e.org", (Text("e"),)), " ", Link("https://e.org"))),
    ("https://e.org/a_b_c.", (Link("https://e.org/a_b_c"), ".")),
    ("[x](javascript:a) [y] [z]: https://e.org", ("[x](javascript:a) [y] [z]: ", Link("https://e.org"))),
    ("![i](https://e.org) &amp; <b>x</b>", ("!", Link("https://e.org", (Text("i"),)), " &amp; <b>x</b>")),
    (r"\*a\* \α", (r"*a* \α",)),
    ("**** |||| ~~~~ ``", ("**** |||| ~~~~ ``",)),
    ("**a", ("**a",)),
]


@pytest.mark.parametrize(("source", "children"), INLINES)
def test_within_a_line(source: str, children: tuple[Inline | str, ...]) -> None:
    assert parse(source) == RichText((paragraph(*children),))


BLOCKS: list[tuple[str, tuple[Block, ...]]] = [
    ("", ()),
    ("a\n\nb", (paragraph("a"), paragraph("b"))),
    ("    a\n\n    b", (paragraph("a"), paragraph("b"))),
    ("# Α\nβ", (Heading(1, (Text("Α"),)), paragraph("β"))),
    ("a\n---\nb\n===", (paragraph("a", Break(), "---", Break(), "b", Break(), "==="),)),
    ("- a\n- b\nc", (listing("a", "b"), paragraph("c"))),
    ("a\n- b", (paragraph("a"), listing("b"))),
    ("3. a\n4. b", (listing("a", "b", start=3),)),
    ("- a\n  - b", (Listing(((paragraph("a"), listing("b")),)),)),
    ("- a\n\n  b", (Listing(((paragraph("a"), paragraph("b")),)),)),
    ("> a\n> b\nc", (Quote((paragraph("a", Break(), "b"),)), paragraph("c"))),
    (">a #b #\n-\n2.\n##", (paragraph(">a #b #", Break(), "-", Break(), "2.", Break(), "##"),)),
    ("```py\na\n\n# b\n```", (CodeBlock("a\n\n# b", "py"),)),
    ("a ```b``` c", (paragraph("a"), CodeBlock("b"), paragraph("c"))),
    ("```\na", (paragraph("```", Break(), "a"),)),
    ("> ```\n> a\n> ```", (Quote((CodeBlock("a"),)),)),
    ("- ```\n  a\n  ```", (Listing(((CodeBlock("a"),),)),)),
    ("||a\n\n- b||", (paragraph(styled(Style.SPOILER, "a")), paragraph(styled(Style.SPOILER, "- b")))),
    ("| a | b |\n|---|---|\n| c | d |", (paragraph("| a | b |", Break(), "|---|---|", Break(), "| c | d |"),)),
]


@pytest.mark.parametrize(("source", "blocks"), BLOCKS)
def test_lines_and_blocks(source: str, blocks: tuple[Block, ...]) -> None:
    assert parse(source) == RichText(blocks)


@pytest.mark.parametrize(("source", "blocks"), [case for case in BLOCKS if "||a\n\n-" not in case[0]])
def test_blocks_are_written_as_they_are_read(source: str, blocks: tuple[Block, ...]) -> None:
    assert parse(render(RichText(blocks))) == RichText(blocks)


@pytest.mark.parametrize(
    "text",
    [
        "*a*",
        "1. a",
        "- a",
        "# a",
        "> a",
        "-# a",
        "[a](https://e.org)",
        "https://e.org/a_b",
        "`a`",
        "||a||",
        "\\",
        "```a```",
    ],
)
def test_what_is_escaped_is_read_literally(text: str) -> None:
    assert parse(escape(text)) == RichText.plain(text)
    assert parse(f"Είπε: {escape(text)}") == RichText.plain(f"Είπε: {text}")


@settings(max_examples=150, deadline=None)
@given(lines_of_anything)
def test_anything_escaped_is_nothing_but_its_characters(text: str) -> None:
    read = parse(escape(text))
    assert visible(read) == visible(text)
    assert all(isinstance(block, Paragraph) for block in read.blocks)
    assert all(isinstance(inline, Text | Break) for inline in read.inlines())


@settings(max_examples=150, deadline=None)
@given(lines_of_anything)
def test_anything_can_be_read_and_what_was_read_can_be_written(source: str) -> None:
    assert visible(parse(render(parse(source)))) == visible(parse(source))


@settings(max_examples=150, deadline=None)
@given(rich_texts)
def test_writing_and_reading_keeps_every_character(text: RichText) -> None:
    assert visible(parse(render(text))) == visible(text)


@pytest.mark.parametrize(
    "piece",
    [
        "> ",
        "- ",
        "  - a\n",
        "[",
        "]",
        "[a](",
        "*a ",
        "**a",
        "_a",
        "||",
        "``` ",
        "`a``",
        "<",
        "\\",
        "https://a* ",
        ")",
        "# ",
    ],
)
def test_nothing_takes_the_square_of_its_length(piece: str) -> None:
    once, thrice = (calls(lambda times=times: parse(piece * times)) for times in (300, 900))  # type: ignore[misc]
    assert thrice < once * 4 + 1000

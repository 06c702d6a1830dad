"""Rich text: plain characters in, plain characters out, runs and addresses in between."""

import pytest
from hypothesis import given, settings

from bot.core.runs import Run, flatten, nest, trimmed
from bot.core.text import (
    EMPTY,
    Break,
    Code,
    CodeBlock,
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
    inline_text,
)
from bot.core.urls import addresses, is_safe, linked
from tests.core.texts import rich_texts

BOLD, ITALIC, SPOILER = Style.BOLD, Style.ITALIC, Style.SPOILER


def test_plain_text_keeps_lines_and_paragraphs() -> None:
    assert RichText.plain("α\nβ\n\n*γ*") == RichText(
        (Paragraph((Text("α"), Break(), Text("β"))), Paragraph((Text("*γ*"),)))
    )
    assert RichText.plain("") == EMPTY
    assert not EMPTY


def test_a_text_is_shown_without_marks() -> None:
    text = RichText(
        (
            Heading(1, (Text("Τίτλος"),)),
            Listing(((Paragraph((Styled(BOLD, (Text("α"),)), Mention("person", "teacher-17"))),),), 3),
            Quote((CodeBlock("x = 1"), Paragraph((Link("https://e.org"), Link("https://e.org", (Text("εδώ"),)))))),
        )
    )
    assert str(text) == "Τίτλος\nαteacher-17\nx = 1\nhttps://e.orgεδώ"


@pytest.mark.parametrize(
    ("tree", "same"),
    [
        ((Styled(ITALIC, (Styled(BOLD, (Text("a"),)),)),), (Styled(BOLD, (Styled(ITALIC, (Text("a"),)),)),)),
        ((Styled(BOLD, (Text("a"),)), Styled(BOLD, (Text("b"),))), (Styled(BOLD, (Text("ab"),)),)),
        ((Styled(BOLD, (Styled(BOLD, (Text("a"),)),)),), (Styled(BOLD, (Text("a"),)),)),
        ((Styled(BOLD, (Styled(SPOILER, (Text("a"),)),)),), (Styled(SPOILER, (Styled(BOLD, (Text("a"),)),)),)),
        ((Styled(BOLD, ()), Text(""), Code("")), ()),
        ((Link("https://a", (Link("https://b"),)),), (Link("https://a", (Text("https://b"),)),)),
        ((Link("https://a", (Text("https://a"),)),), (Link("https://a"),)),
        ((Link("", (Text("a"),)), Text("b")), (Text("ab"),)),
    ],
)
def test_trees_that_look_the_same_become_the_same(tree: tuple[Inline, ...], same: tuple[Inline, ...]) -> None:
    assert nest(flatten(tree)) == same


@settings(max_examples=60, deadline=None)
@given(rich_texts)
def test_going_flat_and_back_keeps_every_character_and_changes_nothing_the_second_time(text: RichText) -> None:
    for block in text.blocks:
        if isinstance(block, Paragraph):
            once = nest(flatten(block.children))
            assert inline_text(once) == inline_text(block.children)
            assert nest(flatten(once)) == once


def test_blanks_at_the_ends_of_a_row_go() -> None:
    row = [Run(Break()), Run(Text(" ")), Run(Text(" a ")), Run(Text("b ")), Run(Break())]
    assert trimmed(row) == [Run(Text("a ")), Run(Text("b"))]
    assert trimmed([Run(Break()), Run(Text("  "))]) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Δείτε https://e.org/α_β.", ["https://e.org/α_β"]),
        ("(https://e.org/a) https://e.org/w_(x)", ["https://e.org/a", "https://e.org/w_(x)"]),
        ("**https://e.org** _http://e.org/a_", ["https://e.org", "http://e.org/a"]),
        ("«https://e.org»· https://e.org/a_", ["https://e.org", "https://e.org/a_"]),
        ("||https://e.org||, HTTPS://E.ORG!", ["https://e.org", "HTTPS://E.ORG"]),
        ("xhttps://e.org https:// https://... ftp://e.org", []),
    ],
)
def test_bare_addresses_end_where_a_reader_would_end_them(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in addresses(text)] == found
    assert inline_text(linked(text)) == text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a b", "data:,x", "https://", "", "https://a\nb", "/x"])
def test_only_whole_web_and_mail_addresses_are_followed(url: str) -> None:
    assert not is_safe(url)
    assert is_safe("https://e.org/α")
    assert is_safe("mailto:a@e.org")

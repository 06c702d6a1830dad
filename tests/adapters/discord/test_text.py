"""Discord's markdown, read and written."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord.text import neutral, parse, render
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
from tests.core.texts import lines_of_anything, moments, rich_texts, visible

KNOWN = {
    "<@42>": Mention("person", "teacher-17", "discord:42"),
    "<#7>": Mention("room", "#γενικά", "discord:7"),
    "<@&9>": Mention("role", "@συντονιστές", "discord:9"),
}
CDN = "https://cdn.discordapp.com/emojis"


def paragraph(*inlines: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines))


def styled(style: Style, *inlines: Inline | str) -> Styled:
    return Styled(style, paragraph(*inlines).children)


def link(url: str, label: str) -> Link:
    return Link(url, (Text(label),))


INLINES: list[tuple[str, tuple[Inline | str, ...]]] = [
    ("**β** *i* _i_", (styled(Style.BOLD, "β"), " ", styled(Style.ITALIC, "i"), " ", styled(Style.ITALIC, "i"))),
    (
        "__u__ ~~s~~ ||x||",
        (styled(Style.UNDERLINE, "u"), " ", styled(Style.STRIKE, "s"), " ", styled(Style.SPOILER, "x")),
    ),
    ("___both___", (styled(Style.UNDERLINE, styled(Style.ITALIC, "both")),)),
    ("** a **", (styled(Style.BOLD, " a "),)),
    ("snake_case_name __init__", ("snake_case_name ", styled(Style.UNDERLINE, "init"))),
    ("`<@42>` \\<@42>", (Code("<@42>"), " <@42>")),
    ("<@42> <@!42> <#7> <@&9>", (KNOWN["<@42>"], " ", KNOWN["<@42>"], " ", KNOWN["<#7>"], " ", KNOWN["<@&9>"])),
    (
        "<@1> <#2> <@&3>",
        (
            Mention("person", "@…", "discord:1"),
            " ",
            Mention("room", "#…", "discord:2"),
            " ",
            Mention("role", "@…", "discord:3"),
        ),
    ),
    ("@everyone, @here!", (Mention("everyone", "@everyone"), ", ", Mention("everyone", "@here"), "!")),
    ("<:stoa:5> <a:run:6>", (Emoji("stoa", f"{CDN}/5.png"), " ", Emoji("run", f"{CDN}/6.gif"))),
    (
        "<t:0> <t:60:R>",
        (Timestamp(datetime(1970, 1, 1, tzinfo=UTC)), " ", Timestamp(datetime(1970, 1, 1, 0, 1, tzinfo=UTC), "R")),
    ),
    ("<t:999999999999999> <id:x> </ticket list:5>", ("<t:999999999999999> <id:x> /ticket list",)),
    ("[εδώ](https://e.org) <https://e.org>", (link("https://e.org", "εδώ"), " ", Link("https://e.org"))),
    ("||https://e.org/a_b||", (styled(Style.SPOILER, Link("https://e.org/a_b")),)),
    ("¯\\_(ツ)_/¯ \\*a\\*", ("¯\\_(ツ)_/¯ *a*",)),
    ("-", ("-",)),
    ("2.", ("2.",)),
    ("+ a\n1) b", ("+ a", Break(), "1) b")),
]


@pytest.mark.parametrize(("content", "children"), INLINES)
def test_within_a_line(content: str, children: tuple[Inline | str, ...]) -> None:
    expected = RichText((paragraph(*children),))
    assert str(parse(content, KNOWN)) == str(expected).strip()
    if content != "** a **":  # a paragraph neither starts nor ends with a blank
        assert parse(content, KNOWN) == expected


BLOCKS: list[tuple[str, tuple[Block, ...]]] = [
    (
        "# Α\n### Γ\n#### δ\n#ε",
        (Heading(1, (Text("Α"),)), Heading(3, (Text("Γ"),)), paragraph("#### δ", Break(), "#ε")),
    ),
    ("-# μικρά", (paragraph("μικρά"),)),
    ("> a\n> b\nc", (Quote((paragraph("a", Break(), "b"),)), paragraph("c"))),
    (">a\n>:(", (paragraph(">a", Break(), ">:("),)),
    ("α\n>>> b\n\n- c\nd", (paragraph("α"), Quote((paragraph("b"), Listing(((paragraph("c"),),)), paragraph("d"))))),
    ("- a\n  - b\n- c", (Listing(((paragraph("a"), Listing(((paragraph("b"),),))), (paragraph("c"),))),)),
    ("* a\n* b", (Listing(((paragraph("a"),), (paragraph("b"),))),)),
    ("5. a\n6. b", (Listing(((paragraph("a"),), (paragraph("b"),)), 5),)),
    ("```py\n>>> 1\n```", (CodeBlock(">>> 1", "py"),)),
    ("δείτε ```js\nx``` εδώ", (paragraph("δείτε"), CodeBlock("x", "js"), paragraph("εδώ"))),
    ("```one line```", (CodeBlock("one line"),)),
    ("> ```\n> x\n> ```", (Quote((CodeBlock("x"),)),)),
    ("||a\n\nb||", (paragraph(styled(Style.SPOILER, "a")), paragraph(styled(Style.SPOILER, "b")))),
]


@pytest.mark.parametrize(("content", "blocks"), BLOCKS)
def test_lines_and_blocks(content: str, blocks: tuple[Block, ...]) -> None:
    assert parse(content, {}) == RichText(blocks)
    assert parse(render(RichText(blocks)), {}) == RichText(blocks)


WRITTEN: list[tuple[Block, str]] = [
    (paragraph("*a* _b_ ~~c~~ ||d|| `e` [f] \\"), "\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\|\\|d\\|\\| \\`e\\` \\[f\\] \\\\"),
    (paragraph("# a", Break(), "- b", Break(), "1. c", Break(), "> d"), "\\# a\n\\- b\n1\\. c\n\\> d"),
    (paragraph("-# a #b <@1>"), "\\-# a #b \\<@1>"),
    (paragraph(styled(Style.BOLD, " a "), "b"), "**a** b"),
    (paragraph(styled(Style.ITALIC, "a"), styled(Style.BOLD, "b")), "*a*\u200b**b**"),
    (paragraph(styled(Style.BOLD, "a", styled(Style.ITALIC, "b"))), "**a**\u200b***b***"),
    (paragraph(styled(Style.SPOILER, "a", Break(), Break(), "b")), "||a||\n\n||b||"),
    (paragraph(Code("a`b"), " ", Code("c")), "`` a`b `` `c`"),
    (paragraph(link("https://e.org/(a)[b]", "x]y(z)")), "[x\\]y(z)](<https://e.org/%28a%29[b]>)"),
    (paragraph(link("https://evil.example", "https://e.org")), "https\\://e.org (https://evil.example)"),
    (paragraph(link("mailto:help@e.org", "γράψτε")), "γράψτε (mailto:help@e.org)"),
    (paragraph(link("javascript:x", "a")), "a (javascript:x)"),
    (paragraph("Δείτε https://e.org/a_b!"), "Δείτε https://e.org/a_b!"),
    (paragraph(Link("https://e.org/"), "x"), "<https://e.org/>x"),
    (paragraph(KNOWN["<@42>"], KNOWN["<#7>"], KNOWN["<@&9>"]), "<@42><#7>@συντονιστές"),
    (paragraph(Mention("person", "a_b", "matrix:@a:e.org"), Mention("person", "x", "discord:y")), "a\\_bx"),
    (paragraph(Mention("everyone", "@everyone")), "@\u200beveryone"),
    (paragraph(Emoji("stoa", f"{CDN}/5.gif"), Emoji("a_b", "mxc://e/x")), "<a:stoa:5>:a\\_b:"),
    (paragraph(Timestamp(datetime(1970, 1, 1, 0, 1, tzinfo=UTC), "R")), "<t:60:R>"),
    (Heading(6, (Text("C#"), Break(), Text("a"))), "### C# a"),
    (Heading(1, (Text("C#"),)), "# C\\#"),
    (Heading(1, (Text("#"),)), "# \\#"),
    (Heading(1, (Text("a\\#"),)), "# a\\\\\\#"),
    (CodeBlock("a\n```b", "py"), "```py\na\n`\u200b``b\n```"),
    (CodeBlock("a", "not a language"), "```\na\n```"),
    (Quote((paragraph("a"), Quote((paragraph("b"),)), CodeBlock("c"))), "> a\n> b\n> ```\n> c\n> ```"),
    (
        Listing(((paragraph("a"), Listing(((paragraph("b"), CodeBlock("c")),))), (paragraph("d"),)), 9),
        "9. a\n   - b\n     ```\n     c\n     ```\n10. d",
    ),
]


@pytest.mark.parametrize(("block", "content"), WRITTEN)
def test_what_is_written(block: Block, content: str) -> None:
    assert render(RichText((block,))) == content


@pytest.mark.parametrize(
    "disguise",
    [
        "@everyone",
        "@here",
        "＠everyone",
        "﹫here",
        "@\u202eeveryone",
        "@\u2066here",
        "@e\u200bv\u200beryone",
        "@\u00adhere",
        "@EVERYONE",
        "a@everyone.example",
        "@\u200d\ufe0fhere",
    ],
)
def test_nothing_pings_everyone(disguise: str) -> None:
    shapes: list[Inline] = [
        Text(disguise),
        Code(disguise),
        Styled(Style.BOLD, (Text(disguise[0]), Text(disguise[1:]))),
        Link(f"https://e.org/{disguise}"),
        Link(f"https://e.org/{disguise}", (Text(disguise),)),
        Mention("person", disguise),
        Mention("everyone", disguise),
        Emoji(disguise),
    ]
    for written in (render(RichText((Paragraph(tuple(shapes)), CodeBlock(disguise)))), neutral(disguise)):
        seen = "".join(
            character for character in written.casefold() if character.isascii() or character in "＠﹫\u200b"
        )
        for at in "@＠﹫":
            assert f"{at}everyone" not in seen
            assert f"{at}here" not in seen


def test_a_split_ping_is_none() -> None:
    text = RichText((paragraph("@", styled(Style.BOLD), "every", "one ", Code(""), "@", Text("here")),))
    assert render(text) == "@\u200beveryone @\u200bhere"


def test_a_link_with_a_ping_still_leads_where_it_did() -> None:
    assert render(RichText((paragraph(Link("https://e.org/@here")),))) == "https://e.org/%40here"


@settings(max_examples=100, deadline=None)
@given(lines_of_anything)
def test_anything_can_be_read_and_never_pings(content: str) -> None:
    written = render(parse(content, KNOWN))
    assert "@everyone" not in written
    assert "@here" not in written


@settings(max_examples=100, deadline=None)
@given(rich_texts)
def test_writing_and_reading_keeps_every_character(text: RichText) -> None:
    def same(shown: RichText) -> str:
        return visible(shown).replace("%40", "@")

    assert same(parse(render(text), KNOWN)) == same(text)


@settings(max_examples=40, deadline=None)
@given(moments, st.sampled_from("tTdDfFR"))
def test_moments_come_back(moment: Timestamp, style: str) -> None:
    text = RichText((Paragraph((Timestamp(moment.at, style),)),))
    assert parse(render(text), {}) == text

"""Matrix's bodies, read and written."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from bot.adapters.matrix.text import parse, render
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
from tests.core.counting import calls
from tests.core.texts import lines_of_anything, rich_texts, visible

KNOWN = {
    "@teacher-17:e.org": Mention("person", "teacher-17", "matrix:@teacher-17:e.org"),
    "#stoa:e.org": Mention("room", "#stoa", "matrix:#stoa:e.org"),
}
UNKNOWN = Mention("person", "facilitator-2", "matrix:@facilitator-2:e.org")


def paragraph(*inlines: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines))


def styled(style: Style, *inlines: Inline | str) -> Styled:
    return Styled(style, paragraph(*inlines).children)


def html(source: str) -> tuple[Block, ...]:
    return parse("", source, KNOWN).blocks


def written(*blocks: Block) -> tuple[str, str | None]:
    return render(RichText(blocks), zone="Europe/Athens", language="el")


READ: list[tuple[str, tuple[Block, ...]]] = [
    ("a &lt;b&gt; &amp;amp;", (paragraph("a <b> &amp;"),)),
    ("<b>a</b><strong>b</strong>", (paragraph(styled(Style.BOLD, "ab")),)),
    ("<i>a</i> <em>b</em>", (paragraph(styled(Style.ITALIC, "a"), " ", styled(Style.ITALIC, "b")),)),
    ("<u>a</u><del>b</del>", (paragraph(styled(Style.UNDERLINE, "a"), styled(Style.STRIKE, "b")),)),
    ("<s>a</s><strike>b</strike>", (paragraph(styled(Style.STRIKE, "ab")),)),
    ("<code>a  b</code>", (paragraph(Code("a b")),)),
    ("<p>a</p>\n<p>b\n c</p>", (paragraph("a"), paragraph("b c"))),
    ("a<br>b<br/><br />c<hr>d", (paragraph("a", Break(), "b"), paragraph("c"), paragraph("d"))),
    ("<div>a</div>b", (paragraph("a"), paragraph("b"))),
    ("<h1>α</h1><h6>β</h6>", (Heading(1, (Text("α"),)), Heading(6, (Text("β"),)))),
    ("<blockquote><p>a</p></blockquote>b", (Quote((paragraph("a"),)), paragraph("b"))),
    ("<pre><code class='language-py'>a\n &lt;b&gt;\n</code></pre>", (CodeBlock("a\n <b>", "py"),)),
    ("<ul><li>a<li>b</ul>", (Listing(((paragraph("a"),), (paragraph("b"),))),)),
    ('<ol start="4"><li><p>a</p></li></ol>', (Listing(((paragraph("a"),),), 4),)),
    ("<ol><li>a<ul><li>b</li></ul></li></ol>", (Listing(((paragraph("a"), Listing(((paragraph("b"),),))),), 1),)),
    ('<a href="https://e.org/?a&amp;b">x</a>', (paragraph(Link("https://e.org/?a&b", (Text("x"),))),)),
    ('<a href="https://e.org">https://e.org</a>', (paragraph(Link("https://e.org")),)),
    ('<a href="javascript:x">a</a><a>b</a>', (paragraph("ab"),)),
    ("https://e.org/a_b.", (paragraph(Link("https://e.org/a_b"), "."),)),
    ('<a href="https://matrix.to/#/@teacher-17:e.org">?</a>', (paragraph(KNOWN["@teacher-17:e.org"]),)),
    ('<a href="https://matrix.to/#/%23stoa%3Ae.org">?</a>', (paragraph(KNOWN["#stoa:e.org"]),)),
    ('<a href="matrix:u/facilitator-2:e.org">facilitator-2</a>', (paragraph(UNKNOWN),)),
    ('<a href="https://matrix.to/#/!abc?via=e.org">r</a>', (paragraph(Mention("room", "r", "matrix:!abc")),)),
    (
        '<a href="https://matrix.to/#/!r:e.org/$e">m</a>',
        (paragraph(Link("https://matrix.to/#/!r:e.org/$e", (Text("m"),))),),
    ),
    ("@room: @teacher-17:e.org.", (paragraph(Mention("everyone", "@room"), ": ", KNOWN["@teacher-17:e.org"], "."),)),
    ("<span data-mx-spoiler>a</span><span>b</span>", (paragraph(styled(Style.SPOILER, "a"), "b"),)),
    ('<span data-mx-spoiler="τέλος">a</span>', (paragraph("(τέλος) ", styled(Style.SPOILER, "a")),)),
    ('<img data-mx-emoticon src="mxc://e/a" alt=":stoa:">', (paragraph(Emoji("stoa", "mxc://e/a")),)),
    ('<img src="mxc://e/a" alt="εικόνα">', (paragraph("εικόνα"),)),
    ("<mx-reply><blockquote>x</blockquote></mx-reply>a", (paragraph("a"),)),
    ("<font color='red'>a</font><x-y>b</x-y><script>c</script>", (paragraph("abc"),)),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", (paragraph("a b"), paragraph("c"))),
    ("a<!-- b --><!c> < d <3 <!--", (paragraph("a<!c> < d <3 <!--"),)),
    ("<b><p>a</b>b</p></i>", (paragraph(styled(Style.BOLD, "a"), "b"),)),
    ("<b>a<blockquote>b</b>", (paragraph(styled(Style.BOLD, "a")), Quote((paragraph(styled(Style.BOLD, "b")),)))),
    ("<b><b>a</b>b</b>", (paragraph(styled(Style.BOLD, "ab")),)),
    ("", ()),
]


@pytest.mark.parametrize(("source", "blocks"), READ)
def test_html_is_read(source: str, blocks: tuple[Block, ...]) -> None:
    assert html(source) == blocks


def test_a_plain_body_is_its_characters_and_links() -> None:
    body = "*a*\nhttps://e.org/x.\n\n@teacher-17:e.org @room"
    assert parse(body, None, KNOWN).blocks == (
        paragraph("*a*", Break(), Link("https://e.org/x"), "."),
        paragraph(KNOWN["@teacher-17:e.org"], " ", Mention("everyone", "@room")),
    )


def test_the_quotation_before_a_reply_is_left_out_when_told() -> None:
    body = "> <@teacher-17:e.org> α\n> β\n\n> όχι αυτό"
    assert str(parse(body, None, {}, reply=True)) == "> όχι αυτό"
    assert str(parse("α\n> β", None, {}, reply=True)) == "α\n> β"
    assert str(parse(body, None, {})).startswith("> <@teacher-17:e.org> α")


WRITTEN: list[tuple[tuple[Block, ...], tuple[str, str | None]]] = [
    ((paragraph("a <b>", Break(), "c"),), ("a <b>\nc", None)),
    ((paragraph("a"), paragraph(Link("https://e.org"))), ("a\n\nhttps://e.org", None)),
    ((paragraph(styled(Style.BOLD, "a<")),), ("a<", "<strong>a&lt;</strong>")),
    ((paragraph(styled(Style.SPOILER, "a")),), ("||a||", "<span data-mx-spoiler>a</span>")),
    (
        (paragraph(Link('https://e.org/"&', (Text("x"),))),),
        ('x (https://e.org/"&)', '<a href="https://e.org/&quot;&amp;">x</a>'),
    ),
    ((paragraph(Link("javascript:x", (Text("a"),))),), ("a (javascript:x)", "a")),
    ((paragraph(Code("<a>")),), ("<a>", "<code>&lt;a&gt;</code>")),
    (
        (Listing(((paragraph("a"), Listing(((paragraph("b"),),), 3)), (paragraph("c"), paragraph("d")))),),
        ("• a\n  3. b\n• c\n  \n  d", '<ul><li>a<ol start="3"><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul>'),
    ),
    (
        (Heading(2, (Text("α"),)), Quote((paragraph("b", Break(), "c"),)), CodeBlock("<x>", "py")),
        (
            "α\n> b\n> c\n<x>",
            '<h2>α</h2><blockquote><p>b<br>c</p></blockquote><pre><code class="language-py">&lt;x&gt;\n</code></pre>',
        ),
    ),
    (
        (paragraph(Mention("room", "#stoa", "matrix:#stoa:e.org"), Mention("person", "a&b", "discord:1")),),
        ("#stoaa&b", '<a href="https://matrix.to/#/%23stoa:e.org">#stoa</a>a&amp;b'),
    ),
    ((paragraph(Mention("everyone", "@everyone"), " @room"),), ("@everyone @\u200broom", None)),
    ((paragraph(Emoji("a", "https://e.org/a.png")),), (":a:", None)),
    (
        (paragraph(Emoji('a"', "mxc://e/a")),),
        (':a":', '<img data-mx-emoticon src="mxc://e/a" alt=":a&quot;:" title=":a&quot;:" height="32">'),
    ),
    ((), ("", None)),
]


@pytest.mark.parametrize(("blocks", "expected"), WRITTEN)
def test_what_is_written(blocks: tuple[Block, ...], expected: tuple[str, str | None]) -> None:
    assert written(*blocks) == expected


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("t", "19:00"),
        ("T", "19:00:05"),
        ("d", "04/11/2026"),
        ("D", "4 Νοεμβρίου 2026"),
        ("f", "4 Νοεμβρίου 2026, 19:00"),
        ("F", "Τετάρτη 4 Νοεμβρίου 2026, 19:00"),
        ("R", "4 Νοεμβρίου 2026, 19:00"),
    ],
)
def test_moments_are_told_in_the_zone_and_the_language(style: str, shown: str) -> None:
    moment = Timestamp(datetime(2026, 11, 4, 17, 0, 5, tzinfo=UTC), style)
    assert written(paragraph(moment)) == (shown, None)


class _Checker(HTMLParser):
    """Checks that HTML is made of permitted tags and attributes, each closed in its turn."""

    permitted = re.compile("h[1-6]|blockquote|p|a|[uo]l|li|u|strong|em|del|code|br|span|pre|img")
    attributes = re.compile("href|start|class|data-mx-spoiler|data-mx-emoticon|src|alt|title|height")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert self.permitted.fullmatch(tag)
        assert all(self.attributes.fullmatch(name) for name, _ in attrs)
        assert re.match("https?:|mailto:", dict(attrs).get("href") or "https:")
        if tag not in {"br", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@settings(max_examples=100, deadline=None)
@given(rich_texts)
def test_writing_and_reading_keeps_every_character(text: RichText) -> None:
    body, formatted = written(*text.blocks)
    assert visible(parse(body, formatted, {})) == visible(text)
    checker = _Checker()
    checker.feed(formatted or "")
    checker.close()
    assert not checker.open
    assert "@room" not in body


@settings(max_examples=100, deadline=None)
@given(lines_of_anything)
def test_anything_can_be_read(source: str) -> None:
    assert visible(parse(source, None, {})) == visible(source)
    parse(source, source, {})


def _depth(blocks: tuple[Block, ...]) -> int:
    inner = [block.children for block in blocks if isinstance(block, Quote)]
    inner += [item for block in blocks if isinstance(block, Listing) for item in block.items]
    return 1 + max(map(_depth, inner), default=0)


@pytest.mark.parametrize("tag", ["b", "blockquote", "ul", "a href='https://e.org'", "span data-mx-spoiler", "p"])
def test_a_hundred_thousand_nested_tags_are_read_and_written(tag: str) -> None:
    text = parse("", f"<{tag}>" * 100_000 + "μέσα", {})
    assert str(text) == "μέσα"
    assert _depth(text.blocks) <= 17
    assert str(parse(*written(*text.blocks), {})) == "μέσα"


BOMBS = [
    *("<b>", "<ul><li>", "<b></i>", "<b>a</b>", "<br>", "<td>a", "<h1>a", "<pre>", "<code>a", "<a href=x>a", "<li>"),
    *("<", "<!--", "<!", "<a ", "</", "<a href='", '<a b="', "<a b=", "&", "&#", "&amp;", "-->", "'", "<a b c=d "),
    *("https://a ", "https://", "@a:", "@room ", "#", ")", "*https://a*", " ", "\n", "> "),
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_the_time_taken_grows_with_the_length_alone(bomb: str) -> None:
    def read(times: int) -> None:
        parse(bomb * times, bomb * times, {})
        parse(bomb * times, None, {})

    once, thrice = calls(lambda: read(1000)), calls(lambda: read(3000))
    assert thrice < once * 3.5 + 1000


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_body_of_the_largest_size_is_read_whole(bomb: str) -> None:
    source = bomb * (64_000 // len(bomb))
    read = parse(source, source, {})
    assert len(visible(read)) <= len(visible(source))
    assert visible(parse(source, None, {})) == visible(source)

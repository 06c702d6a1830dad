"""Rich text is laid out as lines: with marks in a pipe, with styles in a terminal, never with control characters."""

from datetime import UTC, datetime

import pytest

from bot.adapters.console.layout import Layout
from bot.adapters.console.view import Said, View
from bot.core import markup
from bot.core.ids import PersonRef, RoomRef
from bot.core.rooms import Room, Rooms
from bot.core.text import (
    Attachment,
    Emoji,
    Link,
    Mention,
    Paragraph,
    Quote,
    RichText,
    Text,
    Timestamp,
)

PLACE = RoomRef("console", "here")
ROOMS = Rooms((Room("here", "Here", (PLACE,), language="el", zone="Europe/Athens"),))
MARKED = View(ROOMS, styled=False)
STYLED = View(ROOMS, styled=True)


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("one\ntwo", ["one", "two"]),
        ("one\n\ntwo", ["one", "two"]),
        ("**b** *i* __u__ ~~s~~ ||p|| `c`", ["**b** *i* __u__ ~~s~~ ||p|| `c`"]),
        ("**b *i***", ["**b *i***"]),
        (
            "[the site](https://example.org/a) https://example.org",
            ["the site (https://example.org/a) https://example.org"],
        ),
        ("# Title\ntext", ["# Title", "text"]),
        ("- a\n- b", ["• a", "• b"]),
        ("3. a\n4. b", ["3. a", "4. b"]),
        ("- a\n  - b", ["• a", "  • b"]),
        ("> said\n> more", ["> said", "> more"]),
        ("```py\nx = 1\n\ny = 2\n```", ["```py", "x = 1", "", "y = 2", "```"]),
        ("", [""]),
    ],
)
def test_marks_are_written_in_a_pipe(markdown: str, lines: list[str]) -> None:
    layout = Layout(styled=False, moment=str)
    assert [line.plain for line in layout.lines(markup.parse(markdown))] == lines


def test_styles_in_a_terminal() -> None:
    layout = Layout(styled=True, moment=str)
    [line] = layout.lines(markup.parse("a **b** ||c|| `d` [e](https://example.org)"))
    assert line.plain == "a b c d e (https://example.org)"
    assert [(str(span.style), line.plain[span.start : span.end]) for span in line.spans] == [
        ("bold", "b"),
        ("reverse", "c"),
        ("cyan", "d"),
    ]
    [quoted] = layout.lines(RichText((Quote((Paragraph((Text("q"),)),)),)))
    assert quoted.plain == "│ q"


def test_what_has_no_mark_of_its_own() -> None:
    moment = datetime(2027, 1, 13, 16, 0, tzinfo=UTC)
    children = (Mention("person", "@teacher-17"), Emoji("owl"), Timestamp(moment), Link("https://example.org"))
    shown = MARKED.posted(Said(PLACE, "teacher-23", RichText((Paragraph(children),))))
    assert shown == "[here] teacher-23: @teacher-17:owl:Τετάρτη 13 Ιανουαρίου 2027, 18:00https://example.org"


def test_attachments_and_private_rooms() -> None:
    said = Said(PLACE, "teacher-23", attachments=[Attachment("a.pdf", "https://example.org/a.pdf")])
    assert MARKED.posted(said) == "[here] teacher-23: \n  📎 a.pdf https://example.org/a.pdf"
    direct = RoomRef.direct(PersonRef("console", "teacher-17"))
    assert MARKED.posted(Said(direct, "Stoa", RichText.plain("a"))) == "[🔒 teacher-17] Stoa: a"


def test_long_texts_are_named_by_their_beginning() -> None:
    said = Said(PLACE, "teacher-23", RichText.plain("word " * 20))
    assert MARKED.deleted(said) == "[here] 🗑 teacher-23: " + ("word " * 20)[:39] + "…"
    assert MARKED.reacted(PLACE, "teacher-17", "👍", None) == "[here] teacher-17 👍"
    assert MARKED.reacted(PLACE, "teacher-17", "👍", said, back=True).startswith(
        "[here] teacher-17 −👍 → teacher-23: word"
    )


@pytest.mark.parametrize("view", [MARKED, STYLED])
def test_nobody_can_steer_the_terminal(view: View) -> None:
    hostile = RichText((Paragraph((Text("\x1b]0;title\x07\x1b[2J\x9b2J [red]x[/red] :owl:"),)),))
    shown = view.posted(Said(PLACE, "\x1b[2Jteacher", hostile))
    assert "\x1b]" not in shown
    assert "[2J" in shown
    assert "\x1b[2J" not in shown
    assert "\x9b" not in shown
    assert "[red]x[/red] :owl:" in shown


def test_a_terminal_sees_colours_and_a_pipe_does_not() -> None:
    said = Said(PLACE, "teacher-17", markup.parse("**b**"))
    assert "\x1b[" in STYLED.posted(said)
    assert "\x1b" not in MARKED.posted(said)

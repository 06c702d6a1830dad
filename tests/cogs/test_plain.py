"""Somebody's own words, and words folded: the quick way gives what the definition gives."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import markup
from bot.core.text import Break, Code, Emoji, Link, Mention, Paragraph, RichText, Style, Styled, Text
from cogs.plain import fold, own_words

_GREEK = "αάΆβςΣσΐΪϊΰΫϋ ΏώἈᾳΐ\u0301\u0308\u0345\u0342…«»’😀❤️ａＡ＃ﬁßİ"


def defined(text: str) -> str:
    """Return what folding is: compatibility forms taken apart, no case, no marks."""
    lower = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", lower)
    return "".join(char for char in apart if not unicodedata.combining(char)).replace("ς", "σ")


def test_every_character_is_folded_as_defined() -> None:
    plane_0_and_1 = (chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000)
    assert [char for char in plane_0_and_1 if fold(char) != defined(char)] == []


@given(st.text(alphabet=st.one_of(st.sampled_from(_GREEK), st.characters(exclude_categories=["Cs"])), max_size=12))
def test_every_text_is_folded_as_defined(text: str) -> None:
    assert fold(text) == defined(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Καλησπέρα ΣΑΣ, όλες κι όλοι…", "καλησπερα σασ, ολεσ κι ολοι..."),
        ("ΠΡΟΫΠΗΡΕΣΊΑ Μαΐου", "προυπηρεσια μαιου"),
        ("e\u0301te\u0301", "ete"),
        ("Ｗｉｄｅ", "wide"),
        ("ΏΡΑ 😀", "ωρα 😀"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_own_words_leave_out_what_is_not_ones_own() -> None:
    said = markup.parse("**Πώς** [*γράφομαι*](https://example.org) `a?`\n\n> τι;\n\n- ένα\n- δύο\n\n```\nwhy?\n```")
    assert own_words(said) == "Πώς γράφομαι  \nένα\nδύο"


def test_own_words_of_every_inline() -> None:
    children = (
        Mention("person", "teacher-17"),
        Text("δες"),
        Break(),
        Styled(Style.BOLD, (Text("εδώ"), Styled(Style.ITALIC, (Link("https://example.org"), Emoji("ok"))))),
        Code("x"),
    )
    assert own_words(RichText((Paragraph(children),))) == " δες\nεδώ:ok: "

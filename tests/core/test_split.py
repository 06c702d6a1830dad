"""Long texts in parts, short ones cut."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.markup import parse, render
from bot.core.split import cut, graphemes, split
from bot.core.text import EMPTY, CodeBlock, Listing, Mention, Paragraph, RichText, Style, Styled, Text
from tests.core.texts import rich_texts, visible, words


def written(text: RichText) -> int:
    return len(render(text))


def parts(source: str, limit: int) -> list[str]:
    return [render(part) for part in split(parse(source), limit, written)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("άβ", ["ά", "β"]),
        ("α\u0301\u0308β", ["α\u0301\u0308", "β"]),
        ("👩‍👩‍👧‍👦🇬🇷🇨🇾", ["👩‍👩‍👧‍👦", "🇬🇷", "🇨🇾"]),
        ("", []),
    ],
)
def test_graphemes_are_what_a_reader_counts(text: str, expected: list[str]) -> None:
    assert graphemes(text) == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Καλημέρα", 8, "Καλημέρα"),
        ("Καλημέρα σας", 10, "Καλημέρα…"),
        ("Καλημέρα", 1, "…"),
        ("α\u0301\u0308βγ", 3, "…"),
        ("α\u0301\u0308βγ", 4, "α\u0301\u0308…"),
        ("🇬🇷🇨🇾", 3, "🇬🇷…"),
    ],
)
def test_a_text_is_cut_between_graphemes(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected


def test_nothing_is_cut_to_nothing() -> None:
    with pytest.raises(ValueError):
        cut("α", 0)


@settings(max_examples=100, deadline=None)
@given(words, st.integers(1, 12))
def test_a_cut_is_never_longer_than_its_limit_and_keeps_whole_graphemes(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert len(short) <= limit
    if short != text:
        kept = graphemes(short.removesuffix("…"))
        assert kept == graphemes(text)[: len(kept)]


@pytest.mark.parametrize(
    ("source", "limit", "expected"),
    [
        ("Μία πρόταση.", 40, ["Μία πρόταση."]),
        ("", 40, [""]),
        ("Πρώτη.\n\nΔεύτερη.", 12, ["Πρώτη.", "Δεύτερη."]),
        ("Μία γραμμή\nκι άλλη μία", 14, ["Μία γραμμή", "κι άλλη μία"]),
        ("Μία πρόταση. Και άλλη μία.", 20, ["Μία πρόταση.", "Και άλλη μία."]),
        ("ένα δύο τρία τέσσερα", 14, ["ένα δύο τρία", "τέσσερα"]),
        ("αβγδεζηθικ", 4, ["αβγδ", "εζηθ", "ικ"]),
        ("**ένα δύο *τρία* τέσσερα**", 16, ["**ένα δύο**", "***τρία***", "**τέσσερα**"]),
        ("# Τίτλος\nένα δύο τρία τέσσερα", 16, ["# Τίτλος\nένα δύο", "τρία τέσσερα"]),
        ("3. ένα\n4. δύο\n5. τρία", 14, ["3. ένα\n4. δύο", "5. τρία"]),
        ("- ένα δύο τρία τέσσερα\n- πέντε", 16, ["- ένα δύο τρία", "τέσσερα\n- πέντε"]),
        ("> ένα δύο τρία τέσσερα", 16, ["> ένα δύο τρία", "> τέσσερα"]),
        ("```py\nένα\nδύο\nτρία\n```", 18, ["```py\nένα\nδύο\n```", "```py\nτρία\n```"]),
        ("```\nαβγδεζηθ\n```", 12, ["```\nαβγδ\n```", "```\nεζηθ\n```"]),
        ("||ένα δύο τρία||", 12, ["||ένα δύο||", "||τρία||"]),
    ],
)
def test_a_text_is_split_where_a_reader_would(source: str, limit: int, expected: list[str]) -> None:
    assert parts(source, limit) == expected


def test_a_link_is_open_again_after_a_cut() -> None:
    text = parse("[" + "λέξη " * 12 + "](https://e.org)")
    pieces = split(text, 60, written)
    assert len(pieces) > 1
    assert all("(<https://e.org>)" in render(piece) for piece in pieces)


def test_an_address_longer_than_a_part_is_written_out() -> None:
    url = "https://e.org/" + "a" * 100
    assert "".join(parts(f"[εδώ]({url})", 50)) == f"εδώ({url})"
    assert "".join(parts(url, 50)) == url


def test_an_item_that_is_cut_does_not_get_its_number_twice() -> None:
    pieces = split(parse("1. ένα δύο τρία τέσσερα\n2. πέντε"), 18, written)
    lists = [block for piece in pieces for block in piece.blocks if isinstance(block, Listing)]
    assert [(block.start, len(block.items)) for block in lists] == [(1, 1), (2, 1)]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_what_cannot_be_made_smaller_is_kept_all_the_same(limit: int) -> None:
    family, mention = "👩‍👩‍👧‍👦", Mention("person", "teacher-17")
    text = RichText((Paragraph((Text(family), mention, Text("βγ"))), CodeBlock("αβ\nγ")))
    assert "".join(map(visible, split(text, limit, written))) == visible(text)


def test_a_part_is_filled_before_a_block_that_must_be_cut_anyway() -> None:
    pieces = parts("Πρόλογος.\n\n" + "Μία πρόταση. " * 20, 100)
    assert pieces[0].startswith("Πρόλογος.\n\nΜία πρόταση.")
    assert all(piece.endswith("πρόταση.") for piece in pieces)


@settings(max_examples=60, deadline=None)
@given(rich_texts, st.integers(150, 400))
def test_nothing_is_lost_and_every_part_fits(text: RichText, limit: int) -> None:
    pieces = split(text, limit, written)
    assert "".join(map(visible, pieces)) == visible(text)
    assert all(written(piece) <= limit for piece in pieces)
    assert (len(pieces) == 1) == (written(text) <= limit)


@settings(max_examples=60, deadline=None)
@given(rich_texts, st.integers(8, 40))
def test_nothing_is_lost_however_short_the_parts(text: RichText, limit: int) -> None:
    def characters(part: RichText) -> int:
        return len(str(part))

    shown = "".join(visible(part) for part in split(text, limit, characters))
    assert shown.replace("(http", "http") == visible(text) or "http" in shown


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["α\u0301", "👍🏽", "🇬🇷", "β", "👩‍👩‍👧‍👦"]), min_size=1, max_size=60), st.integers(16, 40)
)
def test_no_grapheme_is_ever_cut(clusters: list[str], limit: int) -> None:
    text = RichText((Paragraph((Styled(Style.BOLD, (Text("".join(clusters)),)),)),))
    found = [grapheme for part in split(text, limit, written) for grapheme in regex.findall(r"\X", str(part))]
    assert found == regex.findall(r"\X", "".join(clusters))


@pytest.mark.parametrize(
    "source",
    [
        "Καλησπέρα σας, τι κάνετε; Πάρα πολύ **ωραία μέρα**. ",
        "αβγδεζηθικ",
        "Μία παράγραφος.\n\n",
        "> - μία γραμμή σε λίστα\n",
    ],
)
def test_a_hundred_thousand_characters_are_measured_a_few_times_over_and_no_more(source: str) -> None:
    text = parse(source * (100_000 // len(source)))
    measured = 0

    def measure(part: RichText) -> int:
        nonlocal measured
        measured += (length := len(str(part)))
        return length

    pieces = split(text, 2000, measure)
    assert len(pieces) <= 1.2 * len(str(text)) / 2000 + 1
    assert measured < 8 * 100_000
    assert "".join(map(visible, pieces)) == visible(text)


@pytest.mark.parametrize(
    "word",
    ["**λέξη** *λέξη* __λέξη__ ~~λέξη~~ ", "**α***β*", "**α**\n", "- **α**\n", "> *α*\n", "**α**\n\n*β*\n\n"],
    ids=["words", "letters", "lines", "items", "quotes", "paragraphs"],
)
def test_a_text_that_is_styled_all_over_is_written_a_few_times_over_and_no_more(word: str) -> None:
    text = parse(word * (16_000 // len(word)))
    sizes: list[int] = []

    def measure(part: RichText) -> int:
        sizes.append(written(part))
        return sizes[-1]

    assert "".join(map(visible, split(text, 2000, measure))) == visible(text)
    assert sum(sizes) < 20 * written(text)


def test_code_of_a_hundred_thousand_characters_stays_code() -> None:
    text = RichText((CodeBlock("\n".join(["print(1)"] * 11_000), "py"),))
    pieces = split(text, 2000, written)
    assert all(isinstance(block, CodeBlock) and block.language == "py" for piece in pieces for block in piece.blocks)
    assert "\n".join(str(piece) for piece in pieces) == str(text)


def test_an_empty_text_is_one_part() -> None:
    assert split(EMPTY, 10, written) == (EMPTY,)

"""Tables for spreadsheets: Excel reads their Greek, and takes nothing in them for a formula."""

import csv

import pytest

from cogs.sheet import sheet


@pytest.mark.parametrize("text", ["=1+1", "+30 210", "-x", "@SUM(A1)", "\tx", "\rx", "  =1+1", "\n=1+1", "\uff1d1+1"])
def test_no_text_is_a_formula(text: str) -> None:
    (row,) = list(csv.reader(sheet([text], [], "en").decode("utf-8-sig").splitlines(keepends=True)))
    assert row == [f"'{text}"]


@pytest.mark.parametrize(("value", "cell"), [(-5, "-5"), ("α=β", "α=β"), ('a"b;c', 'a"b;c'), (None, ""), ("", "")])
def test_everything_else_stays_as_it_is(value: object, cell: str) -> None:
    rows = list(csv.reader(sheet(["h"], [[value, "x"]], "el").decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows == [["h"], [cell, "x"]]


def test_columns_are_parted_as_the_language_has_it() -> None:
    assert sheet(["α", "β"], [], "el") == b"\xef\xbb\xbf" + "α;β\r\n".encode()
    assert sheet(["a", "b"], [[1, 2.5]], "en") == b"\xef\xbb\xbfa,b\r\n1,2.5\r\n"

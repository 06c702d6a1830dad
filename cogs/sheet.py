"""Tables as files for a spreadsheet: CSV (RFC 4180) that Excel opens by a double click, in Greek too."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

TYPE = "text/csv"
_BOM = "\ufeff"
"""By it Excel knows UTF-8."""
_FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet takes for the start of a formula, in wide letters, too (OWASP, "CSV Injection")."""
_DELIMITERS = {"el": ";"}
"""Excel parts columns at the list separator of its language; where numbers have a comma that is a semicolon."""


def sheet(heads: Sequence[str], rows: Iterable[Sequence[object]], language: str) -> bytes:
    """Write a table in UTF-8 for the spreadsheets of a language; no text in it works as a formula. None is empty."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=_DELIMITERS.get(language, ","))
    table.writerows([_cell(value) for value in row] for row in (heads, *rows))
    return (_BOM + written.getvalue()).encode()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value.lstrip(" ")) else value

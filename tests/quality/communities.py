"""The communities whose questions are measured: the sample one, and those that the search was not written against.

In `faqs` each has its entries (``NAME.yaml``) and its judged questions (``NAME.tsv``), as ``stoa helpdesk eval`` reads
them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.content import FaqEntry, read_faq
from config.judged import Judged, read_judged

SAMPLE = Path(__file__).parents[2] / "config" / "communities" / "etwinning"
_OTHERS = Path(__file__).parent / "faqs"


@dataclass(frozen=True, slots=True)
class Community:
    """An FAQ and its judged questions."""

    name: str
    entries: tuple[FaqEntry, ...]
    judged: tuple[Judged, ...]

    def by_id(self) -> dict[str, list[Any]]:
        """Return the versions of each entry by its id."""
        return by_id(self.entries)


def communities() -> list[Community]:
    """Read them all, the sample one first."""
    others = [(path.stem, path, path.with_suffix(".tsv")) for path in sorted(_OTHERS.glob("*.yaml"))]
    files = [("sample", SAMPLE / "faq.el.yaml", SAMPLE / "questions.el.tsv"), *others]
    return [_read(*each) for each in files]


def by_id(entries: Iterable[FaqEntry]) -> dict[str, list[Any]]:
    """Return the versions of each entry by its id."""
    known: dict[str, list[Any]] = {}
    for entry in entries:
        known.setdefault(entry.id, []).append(entry)
    return known


def _read(name: str, entries: Path, judged: Path) -> Community:
    read = read_faq(entries)
    return Community(name, tuple(read), tuple(read_judged(judged, {entry.id for entry in read})))

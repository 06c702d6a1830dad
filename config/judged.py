"""Judged questions and the FAQ that they are asked of, as files to measure the helpdesk with.

An FAQ that is only measured may be less orderly than a community's own: any id, any language, unknown keys are passed
over. What cannot be used is told in one sentence, with the file and the line.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from config.mistakes import ConfigError, Mistake, mistakes_of
from config.yaml_files import loaded_from

UNANSWERABLE = "-"
"""Stands for the id where a question must not be answered."""


def _written(value: object) -> object:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _listed(value: object) -> object:
    return () if value is None else (value,) if isinstance(value, str) else value


def _or_nothing(value: object) -> object:
    return "" if value is None else _written(value)


_Text = Annotated[str, BeforeValidator(_or_nothing)]


class MeasuredEntry(BaseModel):
    """An entry of an FAQ that is measured; one without a question is a passage."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Annotated[str, BeforeValidator(_written), Field(min_length=1)]
    question: _Text = ""
    variants: Annotated[tuple[Annotated[str, BeforeValidator(_written)], ...], BeforeValidator(_listed)] = ()
    answer: _Text = ""
    source: _Text = ""
    topic: _Text = ""
    lang: _Text = "el"

    @model_validator(mode="after")
    def _says_something(self) -> MeasuredEntry:
        if not self.question.strip() and not self.answer.strip():
            raise ValueError("must have a question or an answer")
        return self


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and the id of the entry that answers it; None where it must not be answered."""

    question: str
    right: str | None


def read_measured_faq(path: Path) -> tuple[MeasuredEntry, ...]:
    """Read entries, those of one id in several languages as one; raises ConfigError with the first mistake."""
    loaded = loaded_from(path)
    if not loaded:
        raise _wrong(path, 1, "the file holds no entry")
    try:
        entries = TypeAdapter(tuple[MeasuredEntry, ...]).validate_python(loaded)
    except ValidationError as error:
        mistake, more = mistakes_of(error, path, MeasuredEntry, loaded)[0], error.error_count() - 1
        place = error.errors()[0]["loc"]
        told = f"{mistake.key} {mistake.allowed}" + (f" ({more} more mistakes follow)" if more else "")
        raise _wrong(path, _line_of(path, place[0] if place else 0), told) from error
    _once_in_a_language(path, entries)
    return entries


def read_judged(path: Path, known: Container[str]) -> tuple[Judged, ...]:
    """Read questions, each with a tab and an id after it; raises ConfigError with the first mistake."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _wrong(path, None, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _wrong(path, line, "is not UTF-8 text") from error
    lines = enumerate(text.split("\n"), 1)
    judged = tuple(_judged(path, number, line, known) for number, line in lines if line.strip())
    if not judged:
        raise _wrong(path, 1, "the file holds no question")
    return judged


def _judged(path: Path, number: int, line: str, known: Container[str]) -> Judged:
    question, _, right = (part.strip() for part in line.rpartition("\t"))
    if "\t" not in line:
        raise _wrong(path, number, "there must be a tab between the question and the id (or -)")
    if not question:
        raise _wrong(path, number, "there must be a question before the tab")
    if not right:
        raise _wrong(path, number, "there must be an id after the tab, or - for a question without an answer")
    if right != UNANSWERABLE and right not in known:
        raise _wrong(path, number, f"the FAQ has no entry {right!r}")
    return Judged(question, None if right == UNANSWERABLE else right)


def _once_in_a_language(path: Path, entries: tuple[MeasuredEntry, ...]) -> None:
    seen: set[tuple[str, str]] = set()
    for place, entry in enumerate(entries):
        if (entry.id, entry.lang) in seen:
            raise _wrong(path, _line_of(path, place), f"entry {entry.id!r} stands twice in {entry.lang}")
        seen.add((entry.id, entry.lang))


def _line_of(path: Path, place: object) -> int:
    """Return the line on which an entry begins, counted from 1."""
    node = yaml.compose(path.read_text(encoding="utf-8-sig"), yaml.SafeLoader)
    entries = node.value if isinstance(node, yaml.SequenceNode) else []
    found = entries[place] if isinstance(place, int) and place < len(entries) else node
    return found.start_mark.line + 1 if found is not None else 1


def _wrong(path: Path, line: int | None, reason: str) -> ConfigError:
    return ConfigError([Mistake(path, f"line {line}" if line else "(whole file)", "", reason)])

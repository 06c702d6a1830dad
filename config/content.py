"""What a community folder holds beside its settings: the FAQ, the events and the institutions, in YAML."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, TypeAdapter, ValidationError, field_validator, model_validator

from config.mistakes import ConfigError, Mistake, mistakes_of
from config.settings import Kind, Language, Section, Zone
from config.yaml_files import loaded_from


class FaqEntry(Section):
    """A question that has an answer (markdown). An entry without a question is a passage to search in."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    question: str = ""
    variants: tuple[str, ...] = ()
    answer: str = Field(min_length=1)
    source: str = ""
    topic: str = ""
    lang: Language = "el"


class EventEntry(Section):
    """A live event; `starts` is wall time in `zone`, `rooms` are names of rooms that are reminded."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1)
    description: str = ""
    starts: datetime
    length_minutes: int = Field(60, ge=1)
    zone: Zone = "Europe/Athens"
    link: str = ""
    rooms: tuple[str, ...] = ()
    kind: Kind = "webinar"
    speakers: str = ""
    capacity: int | None = Field(None, ge=1)

    @field_validator("starts", mode="before")
    @classmethod
    def _wall_time(cls, value: object) -> object:
        return value.replace(" ", "T") if isinstance(value, str) else value


class SeriesEntry(Section):
    """A template of several events of one kind, one for each title, planned with one command."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1)
    description: str = ""
    kind: Kind = "workshop"
    length_minutes: int = Field(120, ge=1)
    rooms: tuple[str, ...] = ()
    titles: tuple[str, ...] = Field(min_length=1, max_length=60)


class CourseWeek(Section):
    """A week of the course; `deadline` is wall time in `zone`, and `task` is what is due by then."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1)
    description: str = ""
    opens: date
    closes: date
    task: str = ""
    deadline: datetime | None = None
    zone: Zone = "Europe/Athens"
    rooms: tuple[str, ...] = ()

    @field_validator("deadline", mode="before")
    @classmethod
    def _wall_time(cls, value: object) -> object:
        return value.replace(" ", "T") if isinstance(value, str) else value

    @model_validator(mode="after")
    def _in_order(self) -> CourseWeek:
        if self.closes < self.opens:
            raise ValueError("the week closes before it opens")
        if self.deadline and not self.task:
            raise ValueError("a deadline needs a task")
        return self


class SurveyQuestion(Section):
    """A question of a survey; `options` and `most` (of them) are of those kinds only that have options."""

    kind: Literal["single", "multiple", "scale", "text"]
    text: str = Field(min_length=1, max_length=500)
    options: tuple[Annotated[str, Field(min_length=1, max_length=100)], ...] = Field((), max_length=20)
    most: int | None = Field(None, ge=1)

    @model_validator(mode="after")
    def _fitting(self) -> SurveyQuestion:
        chosen_from = self.kind in ("single", "multiple")
        if chosen_from != bool(self.options) or len(self.options) == 1:
            raise ValueError("a question with options needs at least two, and no other has any")
        if len({option.casefold() for option in self.options}) < len(self.options):
            raise ValueError("an option stands twice")
        if self.most and self.most > len(self.options):
            raise ValueError("there are fewer options than may be chosen")
        return self


class SurveyEntry(Section):
    """A survey, kept as a draft until somebody opens it; `rooms` are names of rooms where it is asked."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1, max_length=200)
    anonymous: bool = False
    changeable: bool = True
    rooms: tuple[str, ...] = ()
    questions: tuple[SurveyQuestion, ...] = Field(min_length=1, max_length=30)


class Institution(Section):
    """A department that takes part; `ambassadors` is how many serve it."""

    id: str
    department: str
    university: str
    ambassadors: int = Field(0, ge=0)


_Entry = TypeVar("_Entry", FaqEntry, EventEntry, SeriesEntry, CourseWeek, SurveyEntry, Institution)
_Identified = TypeVar("_Identified", EventEntry, SeriesEntry, CourseWeek, SurveyEntry, Institution)


def read_faq(path: Path) -> tuple[FaqEntry, ...]:
    """Read FAQ entries; raises ConfigError with every mistake. An id may stand once for each language."""
    entries = _read(path, FaqEntry)
    doubled = [name for name, times in Counter((entry.id, entry.lang) for entry in entries).items() if times > 1]
    if doubled:
        raise ConfigError(Mistake(path, "id", name, f"stands twice in {lang}") for name, lang in doubled)
    return entries


def read_events(path: Path) -> tuple[EventEntry, ...]:
    """Read events; raises ConfigError with every mistake."""
    return _once(path, _read(path, EventEntry))


def read_series(path: Path) -> tuple[SeriesEntry, ...]:
    """Read templates of series; raises ConfigError with every mistake."""
    return _once(path, _read(path, SeriesEntry))


def read_course(path: Path) -> tuple[CourseWeek, ...]:
    """Read the weeks of the course; raises ConfigError with every mistake."""
    return _once(path, _read(path, CourseWeek))


def read_surveys(path: Path) -> tuple[SurveyEntry, ...]:
    """Read surveys; raises ConfigError with every mistake."""
    return _once(path, _read(path, SurveyEntry))


def read_institutions(path: Path) -> tuple[Institution, ...]:
    """Read institutions; raises ConfigError with every mistake."""
    return _once(path, _read(path, Institution))


def _once(path: Path, entries: tuple[_Identified, ...]) -> tuple[_Identified, ...]:
    doubled = [name for name, times in Counter(entry.id for entry in entries).items() if times > 1]
    if doubled:
        raise ConfigError(Mistake(path, "id", name, "stands twice") for name in doubled)
    return entries


def _read(path: Path, kind: type[_Entry]) -> tuple[_Entry, ...]:
    loaded = loaded_from(path)
    try:
        return TypeAdapter(tuple[kind, ...]).validate_python(loaded or ())  # type: ignore[valid-type]
    except ValidationError as error:
        raise ConfigError(mistakes_of(error, path, kind, loaded)) from error

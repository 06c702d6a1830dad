"""Mistakes in settings and content files, collected so that all of them are told at once, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

ENVIRONMENT = Path("environment")
"""Stands for the file where a setting comes from an environment variable."""

Location = tuple[int | str, ...]

_SECRET = ("token", "password")
_LONGEST_SHOWN = 40
"""A longer value is not shown: it may be a secret that was pasted in the wrong place."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong: in which file, at which key, the value as written, and what is allowed."""

    file: Path
    key: str
    value: str
    allowed: str

    def __str__(self) -> str:
        shown = f" = {self.value}" if self.value else ""
        return f"{self.file}: {self.key}{shown}: {self.allowed}"


class ConfigError(Exception):
    """Settings or content that cannot be used; its text has a line for each mistake."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        """Keep the mistakes, each once."""
        self.mistakes = tuple(dict.fromkeys(mistakes))
        super().__init__("\n".join(map(str, self.mistakes)))


def mistakes_of(
    error: ValidationError,
    file: Path,
    kind: type[BaseModel] | None = None,
    data: object = None,
    variables: Mapping[Location, str] | None = None,
) -> list[Mistake]:
    """Return a validation error's mistakes in plain words; the value of a secret is not shown.

    `kind` is the section (or a list's entry) that was read, so that an unknown key is told with the nearest known one;
    `data` is what was read, so that entries are called by their names; `variables` tells which values came from
    environment variables.
    """
    return [_mistake(detail, file, kind, data, variables or {}) for detail in error.errors()]


def nearest(word: str, known: Iterable[str]) -> str:
    """Return “; did you mean …?” with the nearest known word, or else all known words; empty where none is known."""
    words = sorted(known)
    close = get_close_matches(word.casefold(), words, n=1, cutoff=0.6)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; known here: {', '.join(words)}" if words else ""


def shown(value: object) -> str:
    """Return a value as a mistake shows it: empty for a table, a list, or a text that is suspiciously long."""
    if value is None or isinstance(value, Mapping | list | tuple):
        return ""
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else ""


def key_of(location: Location, data: object = None) -> str:
    """Write a place in a file as ``rooms[helpdesk].places[1]``: by an entry's name or id, else counted from 1."""
    written = ""
    for step in location:
        data = _inside(data, step)
        if isinstance(step, int):
            named = data.get("id") or data.get("name") if isinstance(data, Mapping) else None
            written += f"[{named or step + 1}]"
        else:
            written += f".{step}" if written else step
    return written or "(whole file)"


def _mistake(
    detail: ErrorDetails,
    file: Path,
    kind: type[BaseModel] | None,
    data: object,
    variables: Mapping[Location, str],
) -> Mistake:
    location = detail["loc"]
    key, allowed = key_of(location, data), _allowed(detail, kind)
    variable = next((variables[location[:n]] for n in range(len(location), 0, -1) if location[:n] in variables), None)
    if variable:
        file, key = ENVIRONMENT, variable
    hidden = detail["type"] in ("missing", "extra_forbidden") or any(step in _SECRET for step in location)
    return Mistake(file, key, "" if hidden else shown(detail["input"]), allowed)


def _inside(data: object, step: int | str) -> object:
    if isinstance(data, Mapping):
        return data.get(step)
    if isinstance(data, list | tuple) and isinstance(step, int) and step < len(data):
        return data[step]
    return None


def _allowed(detail: ErrorDetails, kind: type[BaseModel] | None) -> str:
    if detail["type"] == "extra_forbidden":
        return "is not known" + nearest(str(detail["loc"][-1]), _keys(kind, detail["loc"][:-1]))
    if detail["type"] == "string_pattern_mismatch":
        pattern = str(detail["ctx"]["pattern"])
        return _PATTERNS.get(pattern, f"must match {pattern}")
    plain = _PLAIN.get(detail["type"]) or next((_PLAIN[t] for t in _PLAIN if detail["type"].startswith(t)), None)
    if plain is None:
        return detail["msg"].removeprefix("Value error, ")
    return str(plain(detail.get("ctx", {})) if callable(plain) else plain)


def _keys(kind: type[BaseModel] | None, location: Location) -> list[str]:
    """Return the keys that a section knows, found from the outermost section by its location."""
    for step in location:
        if kind is not None and isinstance(step, str):
            kind = next((_section(f.annotation) for n, f in kind.model_fields.items() if step in (n, f.alias)), None)
    return [field.alias or name for name, field in kind.model_fields.items()] if kind else []


def _section(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _section(inner))), None)


_PATTERNS = {
    r"^[a-z0-9][a-z0-9-]*$": "must be small Latin letters, digits and hyphens, and begin with a letter or digit",
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$": "must be Latin letters, digits, and . _ - in between",
}

# pydantic's error types (docs.pydantic.dev, "Validation Errors"), whole or by their beginning, in plain words.
_PLAIN: dict[str, str | Callable[[dict[str, Any]], str]] = {
    "missing": "must be given",
    "int": "must be a whole number",
    "float": "must be a number",
    "bool": "must be true or false",
    "string_type": "must be a text in quotes",
    "string_too_short": "must not be empty",
    "too_short": lambda ctx: f"must have at least {ctx['min_length']}",
    "literal_error": lambda ctx: "must be one of: " + ctx["expected"].replace("'", "").replace(" or ", ", "),
    "greater_than_equal": lambda ctx: f"must be {ctx['ge']} or more",
    "less_than_equal": lambda ctx: f"must be {ctx['le']} or less",
    "time_delta": 'must be a length of time such as "01:30:00" (hours, minutes, seconds) or "1d"',
    "time_": 'must be a time of day such as "09:00"',
    "datetime_": "must be a date and time such as '2027-01-13 18:00'",
    "path_": "must be the name of a file or folder in quotes",
    "tuple_type": "must be a list",
    "dict_type": "must be a table",
    "model_": "must be a table",
}

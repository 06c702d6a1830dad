"""Mistakes in settings and content files, collected so that all of them are told at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

_SECRET = ("token", "password")


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
        """Keep the mistakes."""
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


def mistakes_of(error: ValidationError, file: Path) -> list[Mistake]:
    """Return a validation error's mistakes; the value of a secret is not shown."""
    return [
        Mistake(
            file,
            ".".join(map(str, detail["loc"])) or "(whole file)",
            "" if detail["type"] == "missing" or _is_secret(detail["loc"]) else _shown(detail["input"]),
            detail["msg"],
        )
        for detail in error.errors()
    ]


def _is_secret(location: tuple[int | str, ...]) -> bool:
    return bool(location) and str(location[-1]) in _SECRET


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."

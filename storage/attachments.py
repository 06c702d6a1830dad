"""Files as they are kept beside a text: what their sender's platform told of them, never their bytes."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from bot.core.text import Attachment


def dump_files(files: tuple[Attachment, ...]) -> str:
    """Write files as JSON."""
    return _files().dump_json(files).decode() if files else "[]"


def load_files(stored: str) -> tuple[Attachment, ...]:
    """Read files from JSON."""
    return _files().validate_json(stored) if stored != "[]" else ()


@cache
def _files() -> TypeAdapter[tuple[Attachment, ...]]:
    return TypeAdapter(tuple[Attachment, ...])

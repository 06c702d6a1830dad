"""The demonstration: the sample community in one terminal."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.adapters.console.guide import GREETING
from bot.adapters.console.lines import is_name
from bot.adapters.console.platform import ConsolePlatform
from bot.app import rights_of, rooms_of
from bot.core.errors import OperatorError
from bot.core.ports import Clock
from config.load import Configuration, load
from config.words import LANGUAGES, translator


def configuration(database: Path) -> Configuration:
    """Return the sample community with rooms in the terminal only."""
    settings = {"STOA_COMMUNITY": "etwinning", "STOA_CONSOLE__ENABLED": "true", "STOA_DATABASE": str(database)}
    return load(None, settings)


def database(*, fresh: bool) -> Path:
    """Return where the demonstration keeps its data; `fresh` forgets what is there. Raises OperatorError."""
    folder = Path(typer.get_app_dir("stoa"))
    path = folder / "demo.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if fresh:
            for end in ("", "-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)
    except OSError as error:
        raise OperatorError(f"The demonstration cannot keep its data in {folder}: {error.strerror}.") from error
    return path


def console(configuration: Configuration, speaker: str, clock: Clock) -> ConsolePlatform:
    """Return the terminal in which somebody speaks first; raises OperatorError where nobody can be called so."""
    if not is_name(speaker):
        raise OperatorError(f"Nobody can be called {speaker!r}: use letters, digits, dots and hyphens.")
    return ConsolePlatform(
        rooms_of(configuration),
        clock,
        rights=rights_of(configuration),
        speaker=speaker,
        greeting="\n".join(translator(language)(GREETING) for language in LANGUAGES),
    )

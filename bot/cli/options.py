"""What the commands of the command line share: the settings file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.core.errors import OperatorError
from config.load import Configuration, load

HERE = Path("stoa.toml")
_HELP = "The settings file; otherwise stoa.toml, if it is here, or the environment alone."

Config = Annotated[Path | None, typer.Option("--config", "-c", envvar="STOA_CONFIG", help=_HELP)]


def chosen(path: Path | None, *, registered: bool = True) -> Configuration:
    """Load the settings (see `load`) from a file, or from where they are found; raises OperatorError without any."""
    if path is None and HERE.exists():
        path = HERE
    if path is None and not any(name.startswith("STOA_") for name in os.environ):
        raise OperatorError(
            "There is no stoa.toml here. Name the settings file with --config FILE, or put the settings into the"
            " environment (STOA_…). To try the bot without any settings: stoa demo"
        )
    return load(path, os.environ, registered=registered)

"""The command ``stoa matrix registration``: what a homeserver's administrator needs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import Config, chosen
from bot.core.errors import OperatorError
from config.registration import registration_of, write


def registration(
    output: Annotated[Path | None, typer.Option("--output", help="Where to; else where the settings say.")] = None,
    config: Config = None,
) -> None:
    """Write the registration of an application service, with new tokens; an existing file is never overwritten."""
    settings = chosen(config, registered=False).settings.matrix
    service = settings.appservice if settings else None
    if settings is None or service is None:
        raise OperatorError("The settings have no [matrix.appservice]; config/example.toml shows it.")
    file = output or service.registration
    if file is None:
        raise OperatorError("Name the file: matrix.appservice.registration in the settings, or --output FILE.")
    try:
        write(file, registration_of(settings))
    except OSError as error:
        raise OperatorError(f"{file} cannot be written: {error.strerror}.") from error
    typer.echo(
        f"Written to {file}. Give a copy to the homeserver (Synapse: app_service_config_files) and start it again."
    )

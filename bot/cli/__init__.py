"""The command `stoa`: `commands` says what there is, each other module does what one group of commands needs."""

from bot.cli.commands import main

__all__ = ["main"]

"""The product as the tests about its form see it: its sources and its commands."""

import ast
from functools import cache
from pathlib import Path

from bot.core.commands import CommandSpec

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "cogs", "config", "storage")


@cache
def sources() -> dict[str, ast.Module]:
    """Return the syntax tree of every product file, by its path from the root."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    }


@cache
def specs() -> tuple[CommandSpec, ...]:
    """Return every command of the sample community."""
    from bot import app
    from bot.cli import demo

    return app.specs(demo.configuration(ROOT / "stoa.db"))

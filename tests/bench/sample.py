"""The sample community as a configuration, with its store in a given folder."""

from __future__ import annotations

from pathlib import Path

from config.load import Configuration, load


def sample(folder: Path) -> Configuration:
    """Return the sample community's configuration; the store is `stoa.db` in the folder."""
    file = folder / "stoa.toml"
    file.write_text('community = "etwinning"\ndatabase = "stoa.db"\n[console]\nenabled = true\n', encoding="utf-8")
    return load(file, {})

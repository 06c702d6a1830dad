"""The sample community as a configuration, with its store in a given folder."""

from __future__ import annotations

import json
from pathlib import Path

from config.load import Configuration, load


def sample(folder: Path, model: str = "") -> Configuration:
    """Return the sample community's configuration; the store is `stoa.db` in the folder."""
    file = folder / "stoa.toml"
    settings = f"[console]\nenabled = true\n[helpdesk]\nmodel = {json.dumps(model)}\n"
    file.write_text(f'community = "etwinning"\ndatabase = "stoa.db"\n{settings}', encoding="utf-8")
    return load(file, {})

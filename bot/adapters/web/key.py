"""The key with which web addresses are signed: made at the first need, kept beside the database."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_bytes

_BYTES = 32


def key_in(path: Path) -> bytes:
    """Return the key in a file, which only its owner may read; it is made where there is none. Raises OSError."""
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = path.read_bytes()
        if len(kept) == _BYTES:
            return kept
        # A crash left it unfinished, so that nothing was signed with it yet.
        path.unlink()
        return key_in(path)
    with os.fdopen(made, "wb") as file:
        file.write(token_bytes(_BYTES))
    return path.read_bytes()

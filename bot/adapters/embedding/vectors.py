"""Vectors as the port has them: unit length, half precision, little-endian."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def packed(rows: NDArray[Any]) -> list[bytes]:
    """Return each row, brought to unit length, as bytes; one of zeros stays as it is."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = rows / np.where(lengths == 0, 1, lengths)
    return [row.tobytes() for row in unit.astype("<f2")]

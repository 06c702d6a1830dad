"""A measured figure, and how figures are summed up."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `aim` is what the project wants, `note` how it was measured."""

    name: str
    value: float
    unit: str
    aim: str = ""
    note: str = ""


def seconds() -> float:
    """Return a moment on the clock that benchmarks use."""
    return time.perf_counter()


def percentile(values: Sequence[float], rank: int) -> float:
    """Return a percentile (1 to 99) of at least two values."""
    return quantiles(values, n=100, method="inclusive")[rank - 1]


def milliseconds(name: str, waits: Sequence[float], aim: str = "", note: str = "") -> list[Figure]:
    """Return p50, p95 and p99 of waits given in seconds; the aim is for the first."""
    return [
        Figure(f"{name} p{rank}", percentile(waits, rank) * 1000, "ms", aim if rank == 50 else "", note)
        for rank in (50, 95, 99)
    ]

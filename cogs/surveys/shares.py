"""Counts as shares: hundredths of a percent that add up, and the middle of a scale. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, median

WHOLE = 10_000
"""A hundred percent in hundredths of a percent."""


def shares(counts: Sequence[int]) -> tuple[int, ...]:
    """Return what share of all each count is, in hundredths of a percent that add up to exactly a hundred percent.

    This is the largest remainder method (Hare quota): each is rounded down, and what is then missing is given to the
    largest remainders, to the first of equal ones. Where nothing was counted every share is 0.
    """
    total = sum(counts)
    if not total:
        return (0,) * len(counts)
    rounded = [count * WHOLE // total for count in counts]
    remainders = sorted(range(len(counts)), key=lambda place: -(counts[place] * WHOLE % total))
    for place in remainders[: WHOLE - sum(rounded)]:
        rounded[place] += 1
    return tuple(rounded)


def share_of(count: int, total: int) -> int:
    """Return a share by itself in hundredths of a percent, rounded half up; 0 of nothing."""
    return (2 * count * WHOLE + total) // (2 * total) if total else 0


def middle(counts: Sequence[int]) -> tuple[float, float]:
    """Return the mean and the median of a scale whose steps, from 1, were chosen so often; some of them must be."""
    chosen = [step for step, count in enumerate(counts, 1) for _ in range(count)]
    return fmean(chosen), float(median(chosen))

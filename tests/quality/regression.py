"""Logistic regression of a few features, by Newton's method, pulled towards weights that are known before."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.helpdesk.logistic import Vector, probability

_ROUNDS = 25
_ENOUGH = 1e-9


def fit(rows: Sequence[tuple[Vector, bool]], before: Vector, pull: float) -> tuple[float, ...]:
    """Return the weights that make the rows most probable; `pull` is how strongly they are held to those before.

    It is the precision of a normal prior with its mean there; the constant is held a tenth as strongly.
    """
    weights = list(before)
    hold = [pull] * (len(before) - 1) + [pull / 10]
    for _ in range(_ROUNDS):
        slope = [held * (weight - mean) for held, weight, mean in zip(hold, weights, before, strict=True)]
        curve = [[held if at == to else 0.0 for to in range(len(hold))] for at, held in enumerate(hold)]
        for features, right in rows:
            _add(slope, curve, (*features, 1.0), probability(weights, features), right=right)
        step = _solved(curve, slope)
        weights = [weight - by for weight, by in zip(weights, step, strict=True)]
        if max(map(abs, step)) < _ENOUGH:
            break
    return tuple(weights)


def _add(slope: list[float], curve: list[list[float]], row: Vector, chance: float, *, right: bool) -> None:
    off, spread = chance - right, chance * (1 - chance)
    for at, one in enumerate(row):
        slope[at] += off * one
        line = curve[at]
        for to, other in enumerate(row):
            line[to] += spread * one * other


def _solved(matrix: list[list[float]], right: Vector) -> list[float]:
    """Return the solution of linear equations, by elimination; the matrix is positive definite."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for at in range(size):
        best = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        for below in range(at + 1, size):
            times = rows[below][at] / rows[at][at]
            rows[below] = [value - times * above for value, above in zip(rows[below], rows[at], strict=True)]
    solved = [0.0] * size
    for at in reversed(range(size)):
        known = sum(rows[at][to] * solved[to] for to in range(at + 1, size))
        solved[at] = (rows[at][size] - known) / rows[at][at]
    return solved

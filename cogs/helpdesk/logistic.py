"""The probability that a logistic regression gives."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

Vector = Sequence[float]


def probability(weights: Vector, features: Vector) -> float:
    """Return the probability for features; the last weight is the one of the constant."""
    total = weights[-1] + sum(weight * feature for weight, feature in zip(weights, features, strict=False))
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))

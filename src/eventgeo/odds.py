"""Sums of weighted evidence and the probabilities they stand for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def log_odds(probability: float, *, least: float) -> float:
    """Return the log-odds of a probability, which is taken for no surer than `least` on either side.

    Examples
    --------
    >>> round(log_odds(0.9, least=0.02), 2), log_odds(0.0, least=0.02) == log_odds(0.02, least=0.02)
    (2.2, True)
    """
    held = min(max(probability, least), 1.0 - least)
    return math.log(held / (1.0 - held))


def weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the sum of the features by their weights.

    Examples
    --------
    >>> weigh({"bias": 1.0, "read": 2.0, "unheard of": 5.0}, {"bias": -0.5, "read": 0.25})
    0.0
    """
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def chance(score: float) -> float:
    """Return the probability that a sum of log-odds stands for.

    Examples
    --------
    >>> chance(0.0), chance(-1000.0) > 0
    (0.5, True)
    """
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def shares(scores: Sequence[float]) -> tuple[float, ...]:
    """Return the probabilities of options, of which one is right, by the sums of their log-odds.

    Examples
    --------
    >>> shares([1.0, 1.0]), sum(shares([900.0, -900.0, 3.0]))
    ((0.5, 0.5), 1.0)
    """
    highest = max(scores)
    weights = [math.exp(score - highest) for score in scores]
    total = sum(weights)
    return tuple(weight / total for weight in weights)

"""The small model that ranks: weights of named features, read from a file, and what they make likely."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from eventgeo.datafiles import read_text
from eventgeo.resolution.features import Features

WEIGHTS = "data/ranker.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """Weights of features: ``first`` before the text round a name is read, ``final`` with it.

    Attributes
    ----------
    first, final : mapping of str to float
    refuse_above : float
        A name whose likelihood that no candidate is meant is above this gets none.
    confidence : mapping of str to float
        Weights of :func:`eventgeo.resolution.confidence.confidence_in`.
    """

    first: Mapping[str, float]
    final: Mapping[str, float]
    refuse_above: float
    confidence: Mapping[str, float]


@cache
def shipped_ranker() -> Ranker:
    """Return the ranker as the package ships it."""
    return read_ranker(read_text("resolution", WEIGHTS))


def read_ranker(text: str) -> Ranker:
    """Return the ranker that a file of weights holds."""
    data = json.loads(text)
    rows = data["features"]
    return Ranker(
        first={row["name"]: row["first"] for row in rows},
        final={row["name"]: row["final"] for row in rows},
        refuse_above=data["refuse_above"],
        confidence=data["confidence"],
    )


def weighed(features: Features, weights: Mapping[str, float]) -> float:
    """Return the sum of features by their weights.

    Examples
    --------
    >>> weighed({"capital": 1.0, "near": 0.5}, {"capital": 0.5, "near": 2.0})
    1.5
    """
    total = 0.0
    for name, value in features.items():
        total += weights[name] * value
    return total


def likelihoods(scores: Sequence[float], none: float) -> tuple[tuple[float, ...], float]:
    """Return the probability of each candidate, and that none of them is meant.

    Examples
    --------
    >>> likelihoods([0.0, 0.0], 0.0)
    ((0.3333333333333333, 0.3333333333333333), 0.3333333333333333)
    >>> likelihoods([], 0.0)
    ((), 1.0)
    """
    top = max((none, *scores))
    powers = [math.exp(score - top) for score in scores]
    rest = math.exp(none - top)
    total = rest + sum(powers)
    return tuple(power / total for power in powers), rest / total

"""Weigh the evidence: a sum of named weights, turned into a probability.

The weights stand in ``lexicons/<lang>/toponym_weights.toml``; ``scripts/train_toponym_scorer.py`` finds them.
There are two tables, since the same words speak otherwise beside a known name and a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from eventgeo.datafiles import read_toml
from eventgeo.odds import chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights of one language: for known names, for new ones, for a place that means its government.

    A candidate is taken for a place from ``threshold`` (known names) or ``threshold_new`` on.
    """

    known: Mapping[str, float]
    new: Mapping[str, float]
    metonymy: Mapping[str, float]
    threshold: float = 0.5
    threshold_new: float = 0.4
    threshold_metonymy: float = 0.5


@cache
def read_weights(lang: str) -> Weights:
    """Return the weights of `lang`, read once."""
    return Weights(**read_toml("tagging", f"lexicons/{lang}/toponym_weights.toml"))


def probability(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the probability that the sum of the weights of `features` stands for.

    Examples
    --------
    >>> probability(["bias", "unheard of"], {"bias": 0.0})
    0.5
    """
    total = sum(weights.get(name, 0.0) for name in features)
    return chance(total)


def weightiest(features: Iterable[str], weights: Mapping[str, float], count: int = 3) -> str:
    """Return the features that weigh most for a place, weightiest first, as the reason shown to the user."""
    named = sorted(((weights.get(f, 0.0), f) for f in features if f != "bias"), key=lambda p: (-p[0], p[1]))
    return ", ".join(name for weight, name in named[:count] if weight > 0)

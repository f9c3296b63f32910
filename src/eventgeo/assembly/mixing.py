"""The weights by which rules and a model's readings are mixed, and what is reckoned with them.

They are log-odds that add up: ``rules/mix.toml``, a table for each group of languages and stage, fitted by
``scripts/fit_mix.py`` to documents that neither the rules nor the reader had seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Literal

from eventgeo.datafiles import read_toml

Stage = Literal["modality", "places", "actors"]
_LEAST = 0.02
"""Readings are not taken for surer than 98 in 100; less likely roles are not even told."""


@cache
def mix_weights(stage: Stage, lang: str) -> Mapping[str, float] | None:
    """Return the weights of a stage in a language; None where none were fitted.

    Examples
    --------
    >>> sorted(mix_weights("places", "fr"))[:2], mix_weights("places", "xx")
    (['base', 'bias'], None)
    """
    tables = read_toml("assembly", "rules/mix.toml")
    for languages, stages in tables.items():
        if lang in languages.split():
            weights: Mapping[str, float] | None = stages.get(stage)
            return weights
    return None


def log_odds(probability: float) -> float:
    """Return the log-odds of a reading.

    Examples
    --------
    >>> round(log_odds(0.9), 2), log_odds(0.0) == log_odds(0.02)
    (2.2, True)
    """
    held = min(max(probability, _LEAST), 1.0 - _LEAST)
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

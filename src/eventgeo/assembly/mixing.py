"""The weights by which rules and a model's readings are mixed, and how a reading counts.

They are log-odds that add up: ``rules/mix.toml``, a table for each group of languages and stage, fitted by
``scripts/fit_mix.py`` to documents that neither the rules nor the reader had seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from eventgeo.datafiles import read_toml
from eventgeo.odds import log_odds

Stage = Literal["places"]
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


def reading_odds(probability: float) -> float:
    """Return the log-odds of a reading.

    Examples
    --------
    >>> round(reading_odds(0.9), 2), reading_odds(0.0) == reading_odds(0.02)
    (2.2, True)
    """
    return log_odds(probability, least=_LEAST)

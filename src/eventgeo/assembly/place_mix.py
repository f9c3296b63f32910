"""Which places are an event's, by the linker's score and a model's reading together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from eventgeo.assembly.mixing import reading_odds
from eventgeo.assembly.place_scene import Scene
from eventgeo.datafiles import read_toml
from eventgeo.model import TriggerReading

_SUREST = 8.0
"""Log-odds beyond which the linker's score says no more."""


@cache
def place_mix() -> Mapping[str, float]:
    """Return the weights, and the thresholds from which a place is taken (``scripts/fit_place_mix.py``).

    Examples
    --------
    >>> sorted(place_mix())
    ['base', 'bias', 'first', 'more', 'other', 'other_role', 'read', 'series']
    """
    return read_toml("assembly", "rules/place_mix.toml")


def read_entities(scene: Scene, reading: TriggerReading) -> dict[int, float]:
    """Return the probability that a model gives each place, by the mention of it that is likeliest."""
    found: dict[int, float] = {}
    for row in reading.places:
        mention = scene.mentions[row.argument]
        if not mention.metonymy:
            found[mention.entity] = max(row.probability, found.get(mention.entity, 0.0))
    return found


def mixed_features(entity: int, score: float, read: Mapping[int, float]) -> dict[str, float]:
    """Return what speaks for a place, by name.

    Parameters
    ----------
    entity : int
    score : float
        Log-odds by the linker.
    read : mapping of int to float
        Probabilities of all entities, by :func:`read_entities`.

    Examples
    --------
    >>> {name: round(value, 1) for name, value in mixed_features(0, 1.2, {0: 0.9, 1: 0.5}).items()}
    {'bias': 1.0, 'base': 1.2, 'read': 2.2, 'other': 0.0}
    """
    other = max((probability for other, probability in read.items() if other != entity), default=0.0)
    return {
        "bias": 1.0,
        "base": max(-_SUREST, min(_SUREST, score)),
        "read": reading_odds(read.get(entity, 0.0)),
        "other": reading_odds(other),
    }

"""The choice of an event's places: a logistic score over named features, its weights in a readable file.

``rules/place_weights.json`` is written by ``scripts/train_place_linker.py``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceModel:
    """Weights and thresholds.

    A candidate's probability is the logistic function of ``bias`` plus the weights of its features. The
    likeliest candidate is taken from ``first_threshold`` on, further ones from ``more_threshold`` on.
    """

    weights: Mapping[str, float]
    bias: float
    first_threshold: float
    more_threshold: float

    def probability(self, names: Iterable[str]) -> float:
        """Return the probability that a place with these features is the event's."""
        get = self.weights.get
        score = self.bias + sum(get(name, 0.0) for name in set(names))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))

    def choose(self, probabilities: Sequence[tuple[int, float]]) -> list[int]:
        """Return the entities to take from (entity, probability) pairs, likeliest first."""
        ranked = sorted(probabilities, key=lambda pair: (-pair[1], pair[0]))
        if not ranked or ranked[0][1] < self.first_threshold:
            return []
        return [ranked[0][0], *(entity for entity, p in ranked[1:] if p >= self.more_threshold)]


@cache
def place_model() -> PlaceModel:
    """Return the model that ships with the package."""
    file = resources.files("eventgeo.assembly") / "rules" / "place_weights.json"
    table = json.loads(file.read_text("utf-8"))
    return PlaceModel(
        weights=table["weights"],
        bias=table["bias"],
        first_threshold=table["first_threshold"],
        more_threshold=table["more_threshold"],
    )

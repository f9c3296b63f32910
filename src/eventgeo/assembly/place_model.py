"""The choice of an event's places: a logistic score over named features, its weights in a readable file.

``rules/place_weights.json`` is written by ``scripts/train_place_linker.py``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from eventgeo.assembly.place_features import feature_names
from eventgeo.assembly.place_history import History
from eventgeo.assembly.place_view import TriggerView
from eventgeo.datafiles import read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceModel:
    """Weights and thresholds.

    A candidate's probability is the logistic function of ``bias`` plus the weights of its features. The
    likeliest candidate is taken if it reaches ``thresholds["first"]``; a further one if it reaches
    ``series`` where it is joined with one taken ("X et Y"), ``other_role`` where its role is still free
    ("de X vers Y"), ``more`` otherwise.
    """

    weights: Mapping[str, float]
    bias: float
    thresholds: Mapping[str, float]

    def probability(self, names: Iterable[str]) -> float:
        """Return the probability that a place with these features is the event's."""
        get = self.weights.get
        score = self.bias + sum(get(name, 0.0) for name in names)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))

    def choose(self, view: TriggerView, history: History) -> list[int]:
        """Return the entities that are the event's places, likeliest first; none where none is likely."""
        scored = [
            (self.probability(feature_names(view, entity, history)), entity) for entity in view.entities
        ]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        chosen: list[int] = []
        for probability, entity in scored:
            if probability >= self.thresholds[_hurdle(view, entity, chosen)]:
                chosen.append(entity)
            elif not chosen:
                break
        return chosen


def _hurdle(view: TriggerView, entity: int, chosen: list[int]) -> str:
    if not chosen:
        return "first"
    mention = view.here.get(entity)
    if mention is not None and any(e in view.here and view.here[e].series == mention.series for e in chosen):
        return "series"
    return "more" if any(view.role[e] == view.role[entity] for e in chosen) else "other_role"


@cache
def place_model() -> PlaceModel:
    """Return the model that ships with the package."""
    table = json.loads(read_text("assembly", "rules/place_weights.json"))
    return PlaceModel(weights=table["weights"], bias=table["bias"], thresholds=table["thresholds"])

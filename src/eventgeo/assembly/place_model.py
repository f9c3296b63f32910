"""The choice of an event's places: a logistic score over named features, its weights in a readable file.

``rules/place_weights.json`` is written by ``scripts/train_place_linker.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import repeat

from eventgeo.assembly.place_features import feature_names
from eventgeo.assembly.place_history import History
from eventgeo.assembly.place_mix import mixed_features
from eventgeo.assembly.place_view import TriggerView
from eventgeo.datafiles import read_text
from eventgeo.odds import chance, weigh


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

    def log_odds(self, names: Iterable[str]) -> float:
        """Return the score of a place with these features."""
        return self.bias + sum(map(self.weights.get, names, repeat(0.0)))

    def probability(self, names: Iterable[str]) -> float:
        """Return the probability that a place with these features is the event's."""
        return chance(self.log_odds(names))

    def choose(
        self,
        view: TriggerView,
        history: History,
        read: Mapping[int, float] | None = None,
        mix: Mapping[str, float] | None = None,
    ) -> list[int]:
        """Return the entities that are the event's places, likeliest first; none where none is likely.

        Parameters
        ----------
        view : TriggerView
        history : History
        read : mapping of int to float, optional
            What a model gives each entity (:func:`eventgeo.assembly.place_mix.read_entities`).
        mix : mapping of str to float, optional
            The weights by which it counts, with thresholds of their own.
        """
        scores = {e: self.log_odds(feature_names(view, e, history)) for e in view.entities}
        thresholds = self.thresholds
        if read is not None and mix is not None:
            scores = {e: weigh(mixed_features(e, score, read), mix) for e, score in scores.items()}
            thresholds = mix
        scored = [(chance(score), entity) for entity, score in scores.items()]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        chosen: list[int] = []
        for probability, entity in scored:
            if probability >= thresholds[_hurdle(view, entity, chosen)]:
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


def parse_place_model(text: str) -> PlaceModel:
    """Return the model of a weights file."""
    table = json.loads(text)
    return PlaceModel(weights=table["weights"], bias=table["bias"], thresholds=table["thresholds"])


@cache
def place_model() -> PlaceModel:
    """Return the model that ships with the package."""
    return parse_place_model(read_text("assembly", "rules/place_weights.json"))

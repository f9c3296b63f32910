"""What lexicon and reader say, weighed together: whether words name an event or a place.

A sum of named weights (``evidence_weights.toml``, fitted by ``scripts/fit_evidence.py`` on documents that
neither reader nor lexicon had seen), turned into probabilities.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from eventgeo.datafiles import read_toml
from eventgeo.odds import chance, log_odds, weigh
from eventgeo.ontology import event_types
from eventgeo.text.language import SUPPORTED

_LEAST = 1e-4
"""Probabilities are not taken for less: a reader is never that sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerEvidence:
    """What is known of words that may name an event.

    ``scores`` are the reader's probabilities of each event type, in the ontology's order; ``lexicon`` is the
    type that the lexicon gives them, empty where it gives none.
    """

    lang: str
    scores: Sequence[float]
    lexicon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEvidence:
    """What is known of words that may name a place.

    ``reader`` and ``metonymy`` are the reader's probabilities that they name a place at all, and one that
    stands for its government. ``known``: the gazetteer has such a name; ``actor``: the lexicon knows an armed
    group or the like of that name. ``lexicon`` is the lexicon tagger's confidence, None where it found none;
    ``lexicon_metonymy`` its view of the second.
    """

    lang: str
    reader: float
    metonymy: float
    known: bool
    actor: bool = False
    lexicon: float | None = None
    lexicon_metonymy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceModel:
    """Weights of the evidence for triggers, places and metonymy, and from which probability on to believe."""

    trigger: Mapping[str, float]
    place: Mapping[str, float]
    metonymy: Mapping[str, float]
    thresholds: Mapping[str, float]

    def trigger_type(self, evidence: TriggerEvidence) -> tuple[str, float]:
        """Return the likeliest event type, and the probability that there is an event of that type.

        Examples
        --------
        >>> weights = {"reader": 1.0, "nothing": 1.0}
        >>> model = EvidenceModel(trigger=weights, place={}, metonymy={}, thresholds={})
        >>> scores = [0.0] * len(event_types())
        >>> scores[list(event_types()).index("strike")] = 0.9
        >>> kind, chance = model.trigger_type(TriggerEvidence(lang="fr", scores=scores))
        >>> kind, round(chance, 2)
        ('strike', 0.9)
        """
        types = tuple(event_types())
        rows = [0.0, *(0.0 for _ in types)]
        for at, features in enumerate(trigger_features(evidence)):
            rows[at] = weigh(features, self.trigger)
        highest = max(rows)
        shares = [math.exp(row - highest) for row in rows]
        best = max(range(1, len(shares)), key=shares.__getitem__)
        return types[best - 1], shares[best] / sum(shares)

    def place_probability(self, evidence: PlaceEvidence) -> float:
        """Return the probability that the words name a place."""
        return chance(weigh(place_features(evidence), self.place))

    def metonymy_probability(self, evidence: PlaceEvidence) -> float:
        """Return the probability that a place stands for its government."""
        return chance(weigh(metonymy_features(evidence), self.metonymy))


def trigger_features(evidence: TriggerEvidence) -> list[dict[str, float]]:
    """Return the features of each option: no event first, then the event types in the ontology's order."""
    types = event_types()
    nothing = 1.0 - min(1.0, sum(evidence.scores))
    lexicon, lang = evidence.lexicon, evidence.lang
    first = {"nothing": _log(nothing), "no event": 1.0}
    if lexicon:
        first[f"no event, though in the lexicon {lang}"] = 1.0
    rows = [first]
    for (name, kind), score in zip(types.items(), evidence.scores, strict=True):
        row = {"reader": _log(score)}
        if lexicon == name:
            row[f"lexicon {lang}"] = 1.0
        elif lexicon and types[lexicon].family == kind.family:
            row["lexicon, same family"] = 1.0
        rows.append(row)
    return rows


def place_features(evidence: PlaceEvidence) -> dict[str, float]:
    """Return the features that speak for a place; a language without lexicon of places has its own."""
    reader = log_odds(evidence.reader, least=_LEAST)
    if evidence.lang not in SUPPORTED:
        alone = {"no lexicon: bias": 1.0, "no lexicon: reader": reader}
        return alone | ({"no lexicon: in the gazetteer": 1.0} if evidence.known else {})
    features = {"bias": 1.0, "reader": reader}
    if evidence.lexicon is not None:
        features["lexicon"] = 1.0
        features["lexicon's confidence"] = log_odds(evidence.lexicon, least=_LEAST)
    elif evidence.known:
        features["only in the gazetteer"] = 1.0
    elif evidence.actor:
        features["an actor's name"] = 1.0
    return features


def metonymy_features(evidence: PlaceEvidence) -> dict[str, float]:
    """Return the features that speak for a place standing for its government."""
    share = evidence.metonymy / max(evidence.reader, _LEAST)
    features = {"bias": 1.0, "reader": log_odds(share, least=_LEAST)}
    if evidence.lexicon_metonymy:
        features["lexicon"] = 1.0
    elif evidence.lexicon is not None:
        features["lexicon: place itself"] = 1.0
    return features


def read_evidence_model(path: Path) -> EvidenceModel:
    """Return the model of a TOML file with the tables trigger, place, metonymy and thresholds."""
    return EvidenceModel(**tomllib.loads(path.read_text("utf-8")))


@cache
def evidence_model() -> EvidenceModel:
    """Return the model that comes with the package."""
    return EvidenceModel(**read_toml("tagging", "evidence_weights.toml"))


def _log(probability: float) -> float:
    return math.log(max(_LEAST, min(1.0, probability)))

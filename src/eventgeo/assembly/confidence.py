"""How sure a row is: the probability that its type, modality and main place are all right.

A logistic model over what the stages say of their own decisions; ``scripts/fit_confidence.py`` fits it to
gold documents and keeps the weights in ``confidence.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from eventgeo.model import EventMention, Resolution
from eventgeo.odds import chance, log_odds, weigh

_CLOSEST = 0.01  # a stage that is "certain" still counts for no more than 99 to 1


WEIGHTS = Path(__file__).with_name("confidence.toml")


@cache
def confidence_weights() -> Mapping[str, float]:
    """Return the fitted weights by feature name."""
    return tomllib.loads(WEIGHTS.read_text("utf-8"))


def confidence_features(mention: EventMention, resolutions: Sequence[Resolution]) -> dict[str, float]:
    """Return what speaks for and against an event, by name.

    Parameters
    ----------
    mention : EventMention
    resolutions : sequence of Resolution
        Of ``mention.places``, in order.
    """
    features = {"bias": 1.0, "trigger": log_odds(mention.trigger.confidence, least=_CLOSEST)}
    if mention.judgement.modality != "asserted":
        features["not asserted"] = 1.0
    if not resolutions:
        features["no place"] = 1.0
    elif all(found.chosen is None for found in resolutions):
        features["place without a point"] = 1.0
    else:
        features["place"] = log_odds(
            max(f.confidence for f in resolutions if f.chosen is not None), least=_CLOSEST
        )
        sentence = mention.sentence
        if not any(sentence.start <= link.toponym.start < sentence.end for link in mention.places):
            features["place told elsewhere"] = 1.0
    return features


def event_confidence(
    mention: EventMention,
    resolutions: Sequence[Resolution],
    weights: Mapping[str, float] | None = None,
) -> float:
    """Return the probability that type, modality and main place are right.

    Parameters
    ----------
    mention : EventMention
    resolutions : sequence of Resolution
        Of ``mention.places``, in order.
    weights : mapping, optional
        By default the fitted ones.

    Returns
    -------
    float
        Between 0 and 1, rounded to three places.
    """
    known = confidence_weights() if weights is None else weights
    features = confidence_features(mention, resolutions)
    return round(chance(weigh(features, known)), 3)

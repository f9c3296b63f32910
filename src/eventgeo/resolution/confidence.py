"""How sure a choice is: the ranker's likelihood, set right by what such choices proved to be worth."""

from __future__ import annotations

import math
from collections.abc import Mapping

from eventgeo.model import Place

UNCHANGED: Mapping[str, float] = {"log_odds": 1.0}
"""Weights under which a likelihood stays what it is."""

_LEAST, _MOST = 0.002, 0.998  # a likelihood beyond says no more
_LARGE_KM = 100.0


def confidence_in(place: Place, likelihood: float, weights: Mapping[str, float]) -> float:
    """Return the probability that a place is right, by how likely the ranker holds it.

    The more likely, the surer, for any place; but points of continents and of large units differ from
    source to source, so that these lie less often where the text's reader looks for them.

    Parameters
    ----------
    place : Place
    likelihood : float
        That the name means a place within 161 km, 0 to 1.
    weights : mapping of str to float
        Of ``base``, ``log_odds``, ``region`` and ``large``, as ``data/ranker.json`` has them.

    Examples
    --------
    >>> homs = Place(place_id="1", name="Homs", kind="populated", latitude=34.7, longitude=36.7, radius_km=5)
    >>> round(confidence_in(homs, 0.8, UNCHANGED), 3)
    0.8
    >>> round(confidence_in(homs, 0.8, {"base": 0.0, "log_odds": 0.5}), 3)
    0.667
    """
    z = sum(weights.get(name, 0.0) * value for name, value in confidence_features(place, likelihood).items())
    return 1 / (1 + math.exp(-z))


def confidence_features(place: Place, likelihood: float) -> dict[str, float]:
    """Return what a confidence hangs on; ``large`` is log10 of a unit's radius over 100 km, 0 below that."""
    bounded = min(max(likelihood, _LEAST), _MOST)
    is_wide = place.kind in ("admin", "region", "natural")
    return {
        "base": 1.0,
        "log_odds": math.log(bounded / (1 - bounded)),
        "region": float(place.kind == "region"),
        "large": math.log10(max(1.0, place.radius_km / _LARGE_KM)) if is_wide else 0.0,
    }

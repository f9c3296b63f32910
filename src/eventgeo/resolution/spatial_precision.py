"""UCDP's ``where_prec`` (GED codebook): how exactly a text says where an event was.

1 exact place, 2 within about 25 km of one, 3 second-level unit, 4 first-level unit, 5 a line or an area
without fixed bounds, 6 country, 7 international waters or air space.
"""

from __future__ import annotations

from eventgeo.model import Place
from eventgeo.protocols import Boundaries

NEAR_KM = 25.0
"""How far from a known place an event may lie that UCDP still ties to it."""
_PRECISION_OF_RADIUS_KM = ((2, NEAR_KM), (3, 60.0))
_PRECISION_OF_KIND = {"admin": 4, "region": 5, "natural": 5, "country": 6}
_HIGH_SEA = 7


def place_precision(place: Place, boundaries: Boundaries) -> int:
    """Return the precision of an event in `place`.

    A place that the gazetteer does not know and that stands at another's point is as precise as its radius.
    A sea is a natural place whose point lies beyond all territorial waters.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from eventgeo.gazetteer import boundaries
    >>> village = Place(place_id="x", name="X", kind="populated", latitude=0, longitude=0, radius_km=2)
    >>> guess = replace(village, source="context", radius_km=40)
    >>> sea = replace(village, kind="natural", latitude=43.3, longitude=34.3)
    >>> [place_precision(place, boundaries) for place in (village, guess, sea)]
    [1, 3, 7]
    """
    if place.source == "context":
        return next((level for level, most_km in _PRECISION_OF_RADIUS_KM if place.radius_km <= most_km), 4)
    if (
        place.kind == "natural"
        and not place.country
        and not boundaries.country_at(place.latitude, place.longitude)
    ):
        return _HIGH_SEA
    if place.kind in _PRECISION_OF_KIND:
        return 3 if place.feature_code == "ADM2" else _PRECISION_OF_KIND[place.kind]
    return 1


def reach_precision(reach_km: float) -> int:
    """Return the precision of an event beside a place, at most `reach_km` away.

    Examples
    --------
    >>> reach_precision(10), reach_precision(60)
    (2, 5)
    """
    return 2 if reach_km <= NEAR_KM else 5

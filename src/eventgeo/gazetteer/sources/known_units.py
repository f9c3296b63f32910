"""Units that the embedded gazetteer has, so that the row of a dump for one of them joins it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

from eventgeo.gazetteer.sources.admin1 import read_admin1
from eventgeo.model import Place

FIRST_LEVEL = "ADM1"


@cache
def _by_number() -> Mapping[int, Place]:
    places = (entry.place for entry in read_admin1())
    return {place.geonameid: place for place in places if place.geonameid is not None}


@cache
def _by_code() -> Mapping[str, Place]:
    """Return the first-level units by code, where it is the code of one only."""
    places = [entry.place for entry in read_admin1() if entry.place.feature_code == FIRST_LEVEL]
    units_of_code = Counter(place.admin1 for place in places)
    return {place.admin1: place for place in places if place.admin1 and units_of_code[place.admin1] == 1}


def known_unit(geonameid: int, feature_code: str, admin1: str) -> Place | None:
    """Return the embedded unit of that number, or else the first-level one of that code.

    Examples
    --------
    >>> known_unit(170062, "ADM1", "").place_id, known_unit(0, "ADM1", "SY.09").place_id
    ('naturalearth:SY-HL', 'naturalearth:SY-HL')
    >>> known_unit(0, "ADM2", "SY.09") is None
    True
    """
    unit = _by_number().get(geonameid)
    return _by_code().get(admin1) if unit is None and feature_code == FIRST_LEVEL else unit

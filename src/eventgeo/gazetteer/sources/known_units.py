"""Units that the embedded gazetteer has, so that the row of a dump for one of them joins it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

from eventgeo.gazetteer.names import normalised_key
from eventgeo.gazetteer.sources.admin1 import read_admin1
from eventgeo.gazetteer.sources.admin2 import read_admin2
from eventgeo.model import Place

FIRST_LEVEL, SECOND_LEVEL = "ADM1", "ADM2"


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


@cache
def _by_name() -> Mapping[tuple[str, str], Place]:
    """Return the second-level units by the code above and their name, where it is the name of one only."""
    places = [entry.place for entry in read_admin2()]
    keys = [(place.admin1, normalised_key(place.name)) for place in places]
    units_of_key = Counter(keys)
    return {key: place for key, place in zip(keys, places, strict=True) if units_of_key[key] == 1}


def known_unit(geonameid: int, feature_code: str, admin1: str, name: str) -> Place | None:
    """Return the embedded unit of that number, or else that of the code (first level) or name (second).

    Examples
    --------
    >>> known_unit(170062, "ADM1", "", "").name, known_unit(0, "ADM1", "SY.09", "Halab").name
    ('Aleppo', 'Aleppo')
    >>> known_unit(0, "ADM2", "US.AL", "Autauga County").name, known_unit(0, "ADM2", "SY.09", "Aleppo")
    ('Autauga County', None)
    """
    if (unit := _by_number().get(geonameid)) is not None:
        return unit
    if feature_code == FIRST_LEVEL:
        return _by_code().get(admin1)
    return _by_name().get((admin1, normalised_key(name))) if feature_code == SECOND_LEVEL else None

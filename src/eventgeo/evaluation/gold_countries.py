"""Which gold mentions are countries, and which country each is."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from eventgeo.evaluation.toponyms import PlacedToponym
from eventgeo.gazetteer.boundaries import country_at
from eventgeo.gazetteer.sources.countries import read_countries
from eventgeo.model import KINDS, Place
from eventgeo.resolution.geodesy import great_circle_km

_COUNTRY = frozenset(("country", "loc.adm.nat"))
_COUNTRY_CODES = "PCL"
_FEATURE_CODE = re.compile(r"[A-Z]{2,5}[0-9]?[HFX]?")
_LEAST_REACH_KM = 300.0
_RADII = 1.5


def country_code(toponym: PlacedToponym) -> str | None:
    """Return the code of the country that a gold mention is, "" for one not known, None if it is none.

    That is told by its kind ("country", GeoNames' feature codes PCL…) or, where the gold tells no kind, by a
    name of a country at a point not far from it.

    Examples
    --------
    >>> country_code(PlacedToponym(start=0, end=5, text="Syria", latitude=35.0, longitude=38.0))
    'SY'
    >>> country_code(PlacedToponym(start=0, end=7, text="Georgia", latitude=32.8, longitude=-83.4)) is None
    True
    """
    kind = toponym.kind
    told = kind.lower() in _COUNTRY or kind.startswith(_COUNTRY_CODES)
    if not told and (kind in KINDS or _FEATURE_CODE.fullmatch(kind)):
        return None
    near = [place for place in _by_name()[_key(toponym.text)] if _is_near(place, toponym)]
    if near:
        return near[0].country
    return (toponym.country or _country_of_point(toponym)) if told else None


def _country_of_point(toponym: PlacedToponym) -> str:
    """Return the country that a point lies in: of "Canadian", marked as a country, that of its point."""
    if toponym.latitude is None or toponym.longitude is None:
        return ""
    return country_at(toponym.latitude, toponym.longitude)


def _is_near(place: Place, toponym: PlacedToponym) -> bool:
    if toponym.latitude is None or toponym.longitude is None:
        return True
    away_km = great_circle_km(place.latitude, place.longitude, toponym.latitude, toponym.longitude)
    return away_km <= max(_LEAST_REACH_KM, _RADII * place.radius_km)


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().removeprefix("the ").strip()


@cache
def _by_name() -> Mapping[str, list[Place]]:
    names: defaultdict[str, list[Place]] = defaultdict(list)
    for entry in read_countries():
        for name in dict.fromkeys(map(_key, (entry.place.name, *entry.names))):
            names[name].append(entry.place)
    return names

"""First-level units that the embedded gazetteer has, so that the row of a dump for one of them joins it."""

from __future__ import annotations

from collections import Counter
from functools import cache

from eventgeo.gazetteer.sources.admin1 import read_admin1


@cache
def _ids() -> tuple[dict[int, str], dict[str, str]]:
    """Return the ids of units by geonameid, and by code where it is the code of one unit only."""
    places = [entry.place for entry in read_admin1()]
    units_of_code = Counter(place.admin1 for place in places)
    by_number = {place.geonameid: place.place_id for place in places if place.geonameid is not None}
    return by_number, {place.admin1: place.place_id for place in places if units_of_code[place.admin1] == 1}


def known_unit(geonameid: int, admin1: str) -> str:
    """Return the id of the embedded unit of that number, or else of that code; "" where there is none.

    Examples
    --------
    >>> known_unit(170062, ""), known_unit(0, "SY.09"), known_unit(0, "SY.99")
    ('naturalearth:SY-HL', 'naturalearth:SY-HL', '')
    """
    by_number, by_code = _ids()
    return by_number.get(geonameid) or by_code.get(admin1, "")

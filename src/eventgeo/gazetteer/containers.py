"""Names said with what contains them: "Tripoli, Liban", "Paris (Texas)", {"city": …, "country": …}."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventgeo.gazetteer.cells import great_circle_km
from eventgeo.gazetteer.names import normalised_key
from eventgeo.gazetteer.sources.countries import country_codes
from eventgeo.model import Candidate, Place
from eventgeo.protocols import Gazetteer

_PARTS = re.compile(r"\s*[,،、;()]\s*")
_BESIDE_KM = 50.0
_PEOPLE_PER_TOWNSMAN = 200
_CLOSE = ("exact", "normalised")


def split_context(query: str) -> tuple[str, ...]:
    """Return a name and what contains it, narrowest first.

    Examples
    --------
    >>> split_context("Tripoli, Liban"), split_context("Paris (Texas)"), split_context("طرابلس، لبنان")
    (('Tripoli', 'Liban'), ('Paris', 'Texas'), ('طرابلس', 'لبنان'))
    """
    return tuple(part for part in _PARTS.split(query.strip()) if part)


def find_within(gazetteer: Gazetteer, parts: Sequence[str]) -> tuple[Candidate, ...]:
    """Return the places of the first name that lie within each of the others.

    A container is a country (its ISO code will do), a unit, or a town round which the place lies; one that
    the gazetteer does not know contains nothing.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> gazetteer = open_gazetteer()
    >>> [candidate.place.country for candidate in find_within(gazetteer, ("Tripoli", "Liban"))][:1]
    ['LB']
    >>> find_within(gazetteer, ("Tripoli", "Mali"))
    ()
    """
    found = gazetteer.lookup(parts[0])
    for part in parts[1:]:
        containers = [c.place for c in gazetteer.lookup(part) if c.match in _CLOSE]
        code = part.upper() if part.upper() in country_codes() else ""
        found = tuple(
            candidate
            for candidate in found
            if candidate.place.country == code
            or any(_contains(container, candidate.place) for container in containers)
        )
    return found


def towns_before_units(found: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates so that a unit comes after its seat of the same name: "Homs" alone is the town.

    Not so where the town is a hamlet beside the unit: "Sinaloa" alone is the state.
    """
    order = {candidate.place.place_id: number for number, candidate in enumerate(found)}

    def place_of(candidate: Candidate) -> tuple[int, int]:
        unit = candidate.place
        at = order[unit.place_id]
        seats = [
            order[other.place.place_id]
            for other in found
            if unit.kind == "admin"
            and other.place.kind == "populated"
            and other.place.country == unit.country
            and other.match == candidate.match
            and other.place.population * _PEOPLE_PER_TOWNSMAN >= unit.population
        ]
        return (max(at, min(seats)), 1) if seats else (at, 0)

    return sorted(found, key=place_of)


def _contains(outer: Place, place: Place) -> bool:
    if outer.place_id == place.place_id:
        return False
    if outer.kind == "country":
        return bool(outer.country) and outer.country == place.country and place.kind != "country"
    if outer.kind == "admin":
        if outer.country != place.country:
            return False
        if outer.admin2 or outer.feature_code == "ADM2":
            of_outer = normalised_key(outer.name)
            return bool(outer.admin2 and outer.admin2 == place.admin2) or (
                bool(place.admin2_name) and normalised_key(place.admin2_name) == of_outer
            )
        return bool(outer.admin1) and outer.admin1 == place.admin1
    apart_km = great_circle_km(outer.latitude, outer.longitude, place.latitude, place.longitude)
    return apart_km <= max(_BESIDE_KM, outer.radius_km)

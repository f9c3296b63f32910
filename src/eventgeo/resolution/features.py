"""What speaks for and against a candidate by itself, before the text round it is read: named features."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from eventgeo.datafiles import read_toml
from eventgeo.gazetteer.names import is_part_of, normalised_key, writes_more_accents
from eventgeo.gazetteer.sounds import sound_keys
from eventgeo.model import Candidate, Place
from eventgeo.resolution.candidates import BY_SOUND, Name
from eventgeo.resolution.geodesy import great_circle_km
from eventgeo.resolution.kinds import kind_agrees

Features = dict[str, float]
REVIEWED = "eventgeo"  # the source of the package's own tables of places
_MOST_PEOPLE_LOG10 = 7.0
_UNITS_PER_TOWN = 200
_FIRST_ARABIC = "\u0600"
_LEAST_NAMESAKE = 20_000
_TIMES_AS_LARGE = 5
_SHORT_NAME = 4
_LONG_NAME = 12
_MUCH_ALIKE = 0.85
_WELL_KNOWN = 10  # names by which a town of unknown size goes


@cache
def _conflict_countries() -> frozenset[str]:
    table = read_toml("resolution", "data/conflict_countries.toml")
    return frozenset(country for countries in table.values() for country in countries)


@cache
def _spoken_in(lang: str) -> frozenset[str]:
    return frozenset(read_toml("resolution", "data/spoken_in.toml").get(lang, ()))


def own_features(candidate: Candidate, name: Name, lang: str) -> Features:
    """Return the features of a candidate that hang on the name, its kind and the language alone.

    Parameters
    ----------
    candidate : Candidate
    name : Name
    lang : str
        Of the text.
    """
    place = candidate.place
    found: Features = {} if place.kind == "populated" else {f"kind_{place.kind}": 1.0}
    if place.population > 0:
        size = "people" if place.kind == "populated" else "people_wide"
        found[size] = math.log10(place.population) / _MOST_PEOPLE_LOG10
    elif place.kind == "populated":
        found["uncounted"] = 1.0
    if (known_by := candidate.features.get("name_count", 1.0)) > 1:
        found["renown"] = math.log10(known_by)
    if place.feature_code == "PPLC":
        found["capital"] = 1.0
    elif place.feature_code in ("PPLA", "PPLA2"):
        found["seat"] = 1.0
    if place.kind == "admin" and place.feature_code not in ("", "ADM1"):
        found["second_level"] = 1.0
    if place.source == REVIEWED:
        found["reviewed"] = 1.0
    if place.country in _conflict_countries():
        found["conflict_country"] = 1.0
    if place.country in _spoken_in(lang):
        found["language_spoken"] = 1.0
    _add_match(found, candidate, name)
    _add_kind(found, candidate, name)
    return found


def _add_match(found: Features, candidate: Candidate, name: Name) -> None:
    """Add how the name meets the candidate's."""
    if candidate.match == "exact":
        found["exact"] = 1.0
    elif candidate.match in BY_SOUND:
        found[candidate.match] = 1.0
        found["unlike"] = 1.0 - candidate.features.get("similarity", 1.0)
        if candidate.features.get("similarity", 1.0) >= _MUCH_ALIKE:
            found["much_alike"] = 1.0
        found["sound_of_long_name"] = min(1.0, len(name.text) / _LONG_NAME)
    if "foreign" in candidate.features:
        found["foreign" if candidate.place.kind not in ("country", "region") else "foreign_wide"] = 1.0
    if "demonym" in candidate.features:
        found["demonym"] = 1.0
    if candidate.match == "normalised" and writes_more_accents(name.text, candidate.matched_name):
        found["folded"] = 1.0
    if is_alternate(candidate):
        found["alternate"] = 1.0
        if is_outnamed(candidate.place, name.candidates):
            found["outnamed"] = 1.0
        if is_part_of(normalised_key(name.text), normalised_key(candidate.place.name)):
            found["part"] = 1.0
        if len(candidate.matched_name) < _SHORT_NAME and candidate.matched_name < _FIRST_ARABIC:
            found["short"] = 1.0


def _add_kind(found: Features, candidate: Candidate, name: Name) -> None:
    """Add how its kind fits what the text asks for."""
    place = candidate.place
    if name.kind is not None:
        agreement = kind_agrees(name.kind, place.kind)
        how = "cue" if name.by_cue else "kind"
        found[f"{how}_{'agrees' if agreement == 1.0 else 'alike' if agreement else 'differs'}"] = 1.0
        if not agreement and place.kind in ("country", "region"):
            found["wide_differs"] = 1.0
    if place.kind == "admin" and (name.kind is None or name.by_cue):
        seat = has_town_of_that_name(place, name.candidates)
        found["unit_beside_town" if seat else "unit_unasked"] = 1.0


def has_town_of_that_name(unit: Place, candidates: Sequence[Candidate]) -> bool:
    """Whether a town of some weight in the unit goes by the name too: then the name alone means the town."""
    return any(
        candidate.place.kind == "populated"
        and candidate.place.country == unit.country
        and candidate.match not in BY_SOUND
        and (
            candidate.place.population * _UNITS_PER_TOWN >= unit.population
            or candidate.features.get("name_count", 1.0) >= _WELL_KNOWN
        )
        and _may_lie_in(candidate.place, unit)
        for candidate in candidates
    )


def _may_lie_in(town: Place, unit: Place) -> bool:
    if town.admin1 and town.admin1 == unit.admin1:
        return True
    distance = great_circle_km(unit.latitude, unit.longitude, town.latitude, town.longitude)
    return distance <= 2 * unit.radius_km + town.radius_km


def is_alternate(candidate: Candidate) -> bool:
    """Whether a name is not the place's own, nor another spelling of that.

    Its own name is in Latin letters; of a town of some size the name in Arabic letters is an own one, too.
    """
    if candidate.match in BY_SOUND or candidate.features.get("own_name", 1.0):
        return False
    if set(sound_keys(candidate.matched_name)) & set(sound_keys(candidate.place.name)):
        return False
    is_arabic = candidate.match == "exact" and candidate.matched_name >= _FIRST_ARABIC
    return not (is_arabic and candidate.place.population >= _LEAST_NAMESAKE)


def is_outnamed(place: Place, candidates: Sequence[Candidate]) -> bool:
    """Whether one of its kind, not much smaller, bears as its own the name that is only another of `place`.

    Then the other name is mostly one of older times: Engels was Pokrovsk, Pokrovsk is another town; the
    district of Nabatieh was once of South Lebanon.
    """
    return place.kind in ("populated", "admin") and any(
        other.place.kind == place.kind
        and other.place.place_id != place.place_id
        and other.match not in BY_SOUND
        and other.features.get("own_name", 0.0) > 0
        and other.place.population >= max(_LEAST_NAMESAKE, place.population / _TIMES_AS_LARGE)
        for other in candidates
    )


def none_features(name: Name) -> Features:
    """Return what speaks for it that no candidate of a name is the place meant."""
    found = {"none": 1.0}
    close = [candidate for candidate in name.candidates if candidate.match not in BY_SOUND]
    if not close:
        found["none_by_sound"] = 1.0
    elif not any(candidate.match == "exact" for candidate in close):
        found["none_inexact"] = 1.0
    elif all(is_alternate(candidate) for candidate in close):
        found["none_alternate"] = 1.0
    if len(close) == 1:
        found["none_alone"] = 1.0
    if name.kind is not None and not any(kind_agrees(name.kind, c.place.kind) for c in name.candidates):
        found["none_of_cue" if name.by_cue else "none_of_kind"] = 1.0
    if len(name.text) < _SHORT_NAME and name.text < _FIRST_ARABIC:
        found["none_short"] = 1.0
    if name.text[:1].islower():
        found["none_lower_case"] = 1.0
    if " " in name.text:
        found["none_long"] = 1.0
    return found

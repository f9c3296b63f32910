"""How well a place fits a name in its context: features, weights, score."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from eventgeo.datafiles import read_toml
from eventgeo.gazetteer.names import is_part_of, normalised_key, writes_more_accents
from eventgeo.model import Candidate, Place
from eventgeo.resolution.candidates import Name, trimmed
from eventgeo.resolution.context import Context
from eventgeo.resolution.geodesy import great_circle_km
from eventgeo.resolution.kinds import kind_agrees

Table = Mapping[str, float]
REVIEWED = "eventgeo"  # the source of the package's own tables of places


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The tables of ``data/weights.toml``."""

    weights: Table
    distances: Table
    least_log10_population: Table
    least_log10_population_reviewed: Table
    fame: Table
    scene: Table
    votes: Table
    refusal: Table
    confidence: Table


@cache
def settings() -> Settings:
    """Return the settings as the package ships them."""
    return Settings(**read_toml("resolution", "data/weights.toml"))


@cache
def _conflict_countries() -> frozenset[str]:
    table = read_toml("resolution", "data/conflict_countries.toml")
    return frozenset(country for countries in table.values() for country in countries)


def log10_population(place: Place) -> float:
    """Return how important a place is, as the logarithm of a number of people.

    Examples
    --------
    >>> hamlet = Place(place_id="x", name="X", kind="populated", latitude=0, longitude=0, population=50)
    >>> log10_population(hamlet)
    2.0
    """
    people = math.log10(place.population) if place.population > 1 else 0.0
    least = settings().least_log10_population[place.kind]
    if place.kind == "populated" and not place.population:
        least = settings().least_log10_population["uncounted"]
    if place.source == REVIEWED:
        least = settings().least_log10_population_reviewed.get(place.kind, least)
    return max(people, least)


def features(
    candidate: Candidate,
    name: Name,
    context: Context,
    inside: Sequence[Place] = (),
    company: Callable[[Place], float] = lambda place: 0.0,
) -> dict[str, float]:
    """Return what speaks for and against a candidate, weighted; their sum is its score.

    Parameters
    ----------
    candidate : Candidate
    name : Name
    context : Context
    inside : sequence of Place
        Places that the text says contain the one sought.
    company : callable
        How much other names of the document may lie near a place, 0 to 1.
    """
    place, weights = candidate.place, settings().weights
    found: dict[str, float] = {"importance": weights["importance"] * log10_population(place) / 7}
    if (known_by := candidate.features.get("name_count", 1.0)) > 1:
        found["renown"] = weights["renown"] * math.log10(known_by)
    if candidate.match == "exact":
        found["exact"] = weights["exact"]
    elif candidate.match == "transliteration":
        found["transliteration"] = weights["transliteration"] * (
            1.5 - candidate.features.get("similarity", 1.0)
        )
    if is_alternate(candidate):
        found["alternate"] = weights["alternate"]
        if is_outnamed(place, name.candidates):
            found["outnamed"] = weights["outnamed"]
        if is_part_of(normalised_key(name.text), normalised_key(place.name)):
            found["part"] = weights["part"]
    if candidate.match == "normalised" and writes_more_accents(name.text, candidate.matched_name):
        found["folded"] = weights["folded"]
    if "foreign" in candidate.features:
        found["foreign"] = weights["foreign"]
    if place.feature_code == "PPLC":
        found["capital"] = weights["capital"]
    if name.kind is not None:
        agreement = kind_agrees(name.kind, place.kind)
        found["kind"] = weights["kind_agrees"] * agreement if agreement else weights["kind_differs"]
    elif place.kind == "admin":
        seat = has_town_of_that_name(place, name.candidates)
        found["admin_unasked"] = weights["admin_beside_town" if seat else "admin_unasked"]
    if place.country:
        if share := context.share(place.country):
            found["country_share"] = weights["country_share"] * math.sqrt(share)
        if any(place.country in context.named.get(index, ()) for index in name.sentences):
            found["country_in_sentence"] = weights["country_in_sentence"]
        elif any(place.country in context.peoples.get(index, ()) for index in name.sentences):
            found["people_in_sentence"] = weights["people_in_sentence"]
        if place.country in _conflict_countries():
            found["conflict_country"] = weights["conflict_country"]
        if place.country in name.hinted:
            found["adjective"] = weights["adjective"]
    if any(contains(outer, place) for outer in inside):
        found["container"] = weights["container"]
    if place.kind not in ("country", "region"):
        distance, _ = context.nearest(place)
        nearness = math.exp(-distance / settings().distances["near_km"])
        if nearness > 0.01:
            found["near"] = weights["near"] * nearness
        elif together := company(place):
            found["company"] = weights["company"] * together
    return found


_UNITS_PER_TOWN = 200


def has_town_of_that_name(unit: Place, candidates: Sequence[Candidate]) -> bool:
    """Whether a town of some weight in the unit goes by the name too: then the name alone means the town."""
    return any(
        candidate.place.kind == "populated"
        and candidate.place.country == unit.country
        and candidate.place.population * _UNITS_PER_TOWN >= unit.population
        and great_circle_km(
            unit.latitude, unit.longitude, candidate.place.latitude, candidate.place.longitude
        )
        <= 2 * unit.radius_km + candidate.place.radius_km
        for candidate in candidates
    )


_FIRST_ARABIC = "\u0600"


def is_alternate(candidate: Candidate) -> bool:
    """Whether a name is not the place's own.

    Its own name is in Latin letters; of a town of some size the name in Arabic letters is an own one, too.
    """
    if candidate.match == "transliteration" or candidate.features.get("own_name", 1.0):
        return False
    is_arabic = candidate.match == "exact" and candidate.matched_name >= _FIRST_ARABIC
    return not (is_arabic and candidate.place.population >= _LEAST_NAMESAKE)


_LEAST_NAMESAKE = 20_000
_TIMES_AS_LARGE = 5


def is_outnamed(place: Place, candidates: Sequence[Candidate]) -> bool:
    """Whether a town not much smaller than `place` bears as its own the name that is only another of `place`.

    Then the other name is mostly one of older times: Engels was Pokrovsk, Pokrovsk is another town.
    """
    return place.kind == "populated" and any(
        other.place.kind == "populated"
        and other.place.place_id != place.place_id
        and other.match != "transliteration"
        and other.features.get("own_name", 0.0) > 0
        and other.place.population >= max(_LEAST_NAMESAKE, place.population / _TIMES_AS_LARGE)
        for other in candidates
    )


def contains(outer: Place, inner: Place) -> bool:
    """Whether one place lies in another, as far as their codes say: same country, or same unit.

    Examples
    --------
    >>> lebanon = Place(
    ...     place_id="c", name="Lebanon", kind="country", latitude=33.9, longitude=35.9, country="LB"
    ... )
    >>> tripoli = Place(
    ...     place_id="t", name="Tripoli", kind="populated", latitude=34.4, longitude=35.8, country="LB"
    ... )
    >>> contains(lebanon, tripoli), contains(tripoli, lebanon)
    (True, False)
    """
    if outer.place_id == inner.place_id or not outer.country or outer.country != inner.country:
        return False
    if outer.kind == "country":
        return True
    return bool(
        outer.kind == "admin" and outer.admin1 and outer.admin1 == inner.admin1 and inner.kind != "admin"
    )


def rank(
    name: Name,
    context: Context,
    inside: Sequence[Place] = (),
    company: Callable[[Place], float] = lambda place: 0.0,
) -> tuple[Candidate, ...]:
    """Return the candidates of a name with features and scores, best first."""
    countries = frozenset(context.pointers) | frozenset(name.hinted) | {place.country for place in inside}
    scored = []
    for candidate in trimmed(name.candidates, countries):
        found = features(candidate, name, context, inside, company)
        scored.append(replace(candidate, score=sum(found.values()), features=found))
    scored.sort(
        key=lambda candidate: (-candidate.score, -candidate.place.population, candidate.place.place_id)
    )
    return tuple(scored)


def confidence(chosen: Candidate, ranked: Sequence[Candidate]) -> float:
    """Return how likely a choice is right, between 0 and 1: a logistic function of its score and its lead.

    A town and its own province are no rivals: the lead counts over places elsewhere.
    """
    table, place = settings().confidence, chosen.place
    if chosen.match == "context":
        return table[next(iter(chosen.features), "within_town")]
    rivals = (
        candidate.score
        for candidate in ranked
        if candidate.place != place and not (place.admin1 and candidate.place.admin1 == place.admin1)
    )
    lead = min(table["most_lead"], chosen.score - max(rivals, default=-math.inf))
    strength = table["bias"] + table["lead"] * lead + table["score"] * min(table["most_score"], chosen.score)
    for feature in ("transliteration", "alternate"):
        if feature in chosen.features:
            strength += table[feature]
    if place.kind == "country":
        strength += table["country"]
    return round(min(0.99, max(0.01, 1 / (1 + math.exp(-strength)))), 3)

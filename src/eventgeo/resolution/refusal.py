"""When the best place of a name is still not to be believed."""

from __future__ import annotations

from eventgeo.model import Candidate, Place
from eventgeo.resolution.candidates import Name
from eventgeo.resolution.choices import Situation
from eventgeo.resolution.ranking import kind_agrees, settings


def is_far_fetched(candidate: Candidate, name: Name, situation: Situation) -> bool:
    """Whether nothing in the text but a small or merely like-sounding name speaks for a candidate."""
    place, context, limits = candidate.place, situation.context, settings().refusal
    if "adjective" in candidate.features or "container" in candidate.features:
        return False
    sounds_alike = candidate.match == "transliteration"
    if not context.pointers and not context.anchors:
        known = next(known for known in name.candidates if known.place == place)
        return known.features.get("similarity", 1.0) < limits["likeness_without_context"]
    if not place.country or context.points_to(place.country) >= limits["least_share"]:
        return False
    if name.kind is not None and not kind_agrees(name.kind, place.kind):
        return True
    if context.nearest(place)[0] < limits["far_km"]:
        return False
    if not sounds_alike and situation.company(place) >= limits["least_company"]:
        return False
    if sounds_alike:
        return True
    if place.population >= limits["least_population_of_its_only_country"] and _is_only_country(name, place):
        return False
    is_renowned = candidate.features.get("renown", 0.0) >= limits["least_renown"]
    return place.population < limits["least_population"] and not is_renowned


def _is_only_country(name: Name, place: Place) -> bool:
    """Whether the name is known in one country alone, and the text does not ask for another kind of place."""
    agrees = name.kind is None or kind_agrees(name.kind, place.kind) == 1.0
    return agrees and all(candidate.place.country == place.country for candidate in name.candidates)

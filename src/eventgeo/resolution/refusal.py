"""When the best place of a name is still not to be believed."""

from __future__ import annotations

from eventgeo.model import Candidate, Place
from eventgeo.resolution.candidates import Name
from eventgeo.resolution.choices import Situation
from eventgeo.resolution.ranking import kind_agrees, settings

_SHORTEST_OTHER_NAME = 4


def is_of_the_scene(candidate: Candidate, name: Name, situation: Situation) -> bool:
    """Whether the text speaks of the candidate's country or of places near it, or calls it so."""
    place, context, limits = candidate.place, situation.context, settings().refusal
    if "adjective" in candidate.features or "container" in candidate.features:
        return True
    if name.kind is not None and not kind_agrees(name.kind, place.kind):
        return False
    if candidate.match == "transliteration":
        return False
    return (
        context.share(place.country) >= limits["least_share_of_scene"]
        or situation.company(place) >= limits["least_company"]
    )


def is_far_fetched(candidate: Candidate, name: Name, situation: Situation) -> bool:
    """Whether nothing in the text but a small or merely like-sounding name speaks for a candidate."""
    place, context, limits = candidate.place, situation.context, settings().refusal
    if "adjective" in candidate.features or "container" in candidate.features:
        return False
    sounds_alike = candidate.match == "transliteration"
    if not context.pointers and not context.anchors:
        known = next(known for known in name.candidates if known.place == place)
        return known.features.get("similarity", 1.0) < limits["likeness_without_context"]
    distance_km, _ = context.nearest(place)
    if not place.country or context.points_to(place.country) >= limits["least_share"]:
        remote = (
            limits["far_km_by_sound"] <= distance_km
            and place.population < limits["least_population_by_sound"]
        )
        return sounds_alike and remote
    if name.kind is not None and not kind_agrees(name.kind, place.kind):
        return True
    if distance_km < limits["far_km"]:
        return False
    if not sounds_alike and situation.company(place) >= limits["least_company"]:
        return False
    if sounds_alike:
        return True
    if "alternate" in candidate.features and place.population < limits["least_population_by_other_name"]:
        return True
    if is_short_alternate(candidate):
        return True
    if place.population >= limits["least_population_of_its_only_country"] and _is_only_country(name, place):
        return False
    is_renowned = candidate.features.get("renown", 0.0) >= limits["least_renown"]
    return place.population < limits["least_population"] and not is_renowned


def _is_only_country(name: Name, place: Place) -> bool:
    """Whether the name is known in one country alone, and the text does not ask for another kind of place."""
    agrees = name.kind is None or kind_agrees(name.kind, place.kind) == 1.0
    return agrees and all(candidate.place.country == place.country for candidate in name.candidates)


def is_short_alternate(candidate: Candidate) -> bool:
    """Whether a name of three letters or fewer is not the place's own ("Sui" for Suizhou)."""
    return "alternate" in candidate.features and len(candidate.matched_name) < _SHORTEST_OTHER_NAME

"""When the best place of a name is still not to be believed."""

from __future__ import annotations

from eventgeo.model import Candidate
from eventgeo.resolution.candidates import Name
from eventgeo.resolution.choices import Situation
from eventgeo.resolution.company import vote_of
from eventgeo.resolution.context import Context
from eventgeo.resolution.kinds import kind_agrees
from eventgeo.resolution.ranking import REVIEWED, settings

_SHORTEST_OTHER_NAME = 4
_FIRST_ARABIC = "\u0600"
LOOSE = frozenset(("folded", "part"))  # the features of a name met only without its accents, or in part


def is_of_the_scene(candidate: Candidate, name: Name, situation: Situation) -> bool:
    """Whether the text speaks of the candidate's country or of places near it, or calls it so."""
    place, context, limits = candidate.place, situation.context, settings().refusal
    if "adjective" in candidate.features or "container" in candidate.features:
        return True
    if name.kind is not None and not kind_agrees(name.kind, place.kind):
        return False
    if candidate.match == "transliteration":
        return False
    share = context.without_votes(vote_of(name)).share(place.country)  # no name makes its own scene
    if share >= limits["least_share_of_scene"]:
        return True
    is_own = "alternate" not in candidate.features and not LOOSE & candidate.features.keys()
    return is_own and situation.company(place) >= limits["least_company"]


def is_far_fetched(candidate: Candidate, name: Name, situation: Situation) -> bool:
    """Whether nothing in the text but a small, or merely like, name speaks for a candidate.

    That the people of the text come from elsewhere says nothing against a place: foreign soldiers,
    reporters and aid workers are the rule. Only other places named can make one far-fetched.
    """
    place, context, limits = candidate.place, situation.context, settings().refusal
    if "adjective" in candidate.features or "container" in candidate.features:
        return False
    if candidate.match == "transliteration":
        return _is_unlikely_by_sound(candidate, name, context)
    share = context.points_to(place.country) if place.country else 1.0
    is_loose = bool(LOOSE & candidate.features.keys())
    is_other = is_loose or "alternate" in candidate.features
    is_small = place.population < limits["least_population_by_other_name"]
    if share >= limits["least_share"]:
        is_doubtful = is_other and is_small and share < limits["least_share_by_other_name"]
        return is_doubtful and context.nearest(place)[0] >= limits["far_km"]
    if is_loose and is_small:
        return True
    if not context.named and not context.anchors:
        return False
    if name.kind is not None and not kind_agrees(name.kind, place.kind):
        return True
    if is_well_known(candidate, name):
        return False
    if context.nearest(place)[0] < limits["far_km"]:
        return False
    if is_other and is_small:
        return True
    if situation.company(place) >= limits["least_company"]:
        return False
    if is_short_alternate(candidate):
        return True
    is_renowned = candidate.features.get("renown", 0.0) >= limits["least_renown"]
    return place.population < limits["least_population"] and not is_renowned


def _is_unlikely_by_sound(candidate: Candidate, name: Name, context: Context) -> bool:
    """Whether what only sounds alike lies in a country the text never speaks of, or far off in one."""
    place, limits = candidate.place, settings().refusal
    distance_km, _ = context.nearest(place)
    if context.points_to(place.country) < limits["least_share"]:
        if context.named or context.anchors:
            return distance_km >= limits["far_km"]
        known = next(known for known in name.candidates if known.place == place)
        return known.features.get("similarity", 1.0) < limits["likeness_without_context"]
    elsewhere = frozenset(c for index in name.sentences for c in context.named.get(index, ()))
    if elsewhere and place.country not in elsewhere and distance_km >= limits["far_km"]:
        return True
    return distance_km >= limits["far_km_by_sound"] and place.population < limits["least_population_by_sound"]


def is_well_known(candidate: Candidate, name: Name) -> bool:
    """Whether a name has one clear bearer, which needs no place of its country beside it.

    That is one of some size, or of the reviewed tables, in the only country that knows the name; a place
    with many names that has no namesake at all; or one by far larger than its namesakes abroad.
    """
    place, limits = candidate.place, settings().refusal
    agrees = name.kind is None or kind_agrees(name.kind, place.kind) == 1.0
    if not agrees or candidate.match == "transliteration":
        return False
    abroad = [other.place for other in name.candidates if other.place.country != place.country]
    is_large = place.population >= limits["least_population_of_its_only_country"]
    if not abroad and (is_large or place.source == REVIEWED):
        return True
    if "alternate" in candidate.features or LOOSE & candidate.features.keys():
        return False
    if len(name.candidates) == 1 and candidate.features.get("renown", 0.0) >= limits["least_renown_of_one"]:
        return True
    largest = max((other.population for other in abroad), default=0)
    return is_large and place.population >= limits["times_as_large"] * largest


def is_short_alternate(candidate: Candidate) -> bool:
    """Whether a name of three letters or fewer is not the place's own ("Sui" for Suizhou).

    Arabic, which writes no short vowels, has many names of three letters.
    """
    name = candidate.matched_name
    return "alternate" in candidate.features and len(name) < _SHORTEST_OTHER_NAME and name < _FIRST_ARABIC

"""The passes by which names are settled: small functions, each decides or leaves it to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from eventgeo.model import Candidate, Place
from eventgeo.resolution.candidates import Name
from eventgeo.resolution.context import Context
from eventgeo.resolution.ranking import kind_agrees, log10_population, rank, settings
from eventgeo.resolution.reasons import reason_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a pass decided for a name: the candidates in order, the chosen one or none, and the reason."""

    ranked: tuple[Candidate, ...]
    chosen: Candidate | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a pass sees beside the name: the context so far, the places that contain it, and its company."""

    context: Context
    inside: tuple[Place, ...] = ()
    company: Callable[[Place], float] = lambda place: 0.0

    def rank(self, name: Name) -> tuple[Candidate, ...]:
        """Return the candidates of a name, best first."""
        return rank(name, self.context, self.inside, self.company)


_LEAST_RADIUS_WITHIN_TOWN_KM = 5.0

Pass = Callable[[Name, Situation], Choice | None]


def take(name: Name, situation: Situation, ranked: tuple[Candidate, ...], step: str) -> Choice:
    """Return the choice of the first ranked candidate, with its reason."""
    reason = reason_for(ranked[0], name, situation.context, step, situation.inside)
    return Choice(ranked=ranked, chosen=ranked[0], reason=reason)


def countries_and_regions(name: Name, situation: Situation) -> Choice | None:
    """Take a country or a region known by that name, unless the text says it is something smaller."""
    if name.kind in ("populated", "neighbourhood", "facility", "natural"):
        return None
    wide = [
        candidate
        for candidate in name.candidates
        if candidate.place.kind in ("country", "region") and candidate.match != "transliteration"
    ]
    if not wide or (name.kind == "admin" and any(c.place.kind == "admin" for c in name.candidates)):
        return None
    ranked = situation.rank(name)
    if ranked[0].place.kind not in ("country", "region"):
        return None
    return take(name, situation, ranked, f"a {ranked[0].place.kind} of that name")


def famous_places(name: Name, situation: Situation) -> Choice | None:
    """Take a large place far ahead of its namesakes: it needs no context."""
    if not name.candidates:
        return None
    ranked = situation.rank(name)
    first, fame = ranked[0], settings().fame
    if first.match == "transliteration" or log10_population(first.place) < fame["least_log10_population"]:
        return None
    if name.kind is not None and not kind_agrees(name.kind, first.place.kind):
        return None
    if len(ranked) > 1 and first.score - ranked[1].score < fame["lead"] and not _same_spot(first, ranked[1]):
        return None
    return take(name, situation, ranked, "a large place far ahead of its namesakes")


def places_in_context(name: Name, situation: Situation) -> Choice | None:
    """Take the place that fits best with the country, the neighbours, the kind, and its size."""
    if not name.candidates:
        return None
    ranked = situation.rank(name)
    if _is_far_fetched(ranked[0], name, situation):
        return None
    return take(name, situation, ranked, "fits best")


def within_town(name: Name, situation: Situation) -> Choice | None:
    """Put a quarter or a building that the gazetteer does not know into the town it is named with."""
    if name.kind not in ("neighbourhood", "facility"):
        return None
    town = situation.context.town_near(name.sentences)
    if town is None:
        return None
    place = replace(
        town,
        place_id=f"within:{town.place_id}:{name.text}",
        name=name.text,
        kind=name.kind,
        geonameid=None,
        feature_code="",
        population=0,
        radius_km=max(_LEAST_RADIUS_WITHIN_TOWN_KM, 2 * town.radius_km),
        source="context",
    )
    placed = Candidate(place=place, match="context", matched_name=town.name)
    reason = f"not in the gazetteer; put at {town.name}, the town it is named with"
    return Choice(ranked=(placed,), chosen=placed, reason=reason)


def unresolved(name: Name, situation: Situation) -> Choice | None:
    """Leave the name without a place: there is none of that name, or none that is not far-fetched."""
    if not name.candidates:
        return Choice(ranked=(), chosen=None, reason="no place of that name in the gazetteer")
    ranked = situation.rank(name)
    best = ranked[0].place
    return Choice(
        ranked=ranked,
        chosen=None,
        reason=f"the best match, {best.name} ({best.country or best.kind}), is far from all else in the text",
    )


# Each pass sees what the passes before it settled; a name that one settles is closed to the next.
PASSES: tuple[Pass, ...] = (
    countries_and_regions,
    famous_places,
    places_in_context,
    places_in_context,  # again, for names that are only near what the first round settled
    within_town,
    unresolved,
)


def _same_spot(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates are a town and its own province."""
    return bool(one.place.admin1) and one.place.admin1 == other.place.admin1


def _is_far_fetched(candidate: Candidate, name: Name, situation: Situation) -> bool:
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

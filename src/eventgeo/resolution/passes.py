"""The passes by which names are settled: small functions, each decides or leaves it to the next."""

from __future__ import annotations

import math
from dataclasses import replace

from eventgeo.model import Candidate
from eventgeo.resolution.candidates import Name
from eventgeo.resolution.choices import Choice, Pass, Situation, take
from eventgeo.resolution.company import vote_of
from eventgeo.resolution.kinds import kind_agrees
from eventgeo.resolution.placements import (
    beside_by_words,
    beside_in_sentence,
    near_town_of_text,
    site_of_town,
    within_town,
)
from eventgeo.resolution.ranking import log10_population, settings
from eventgeo.resolution.reasons import refusal_reason
from eventgeo.resolution.refusal import is_far_fetched, is_of_the_scene, is_short_alternate


def countries_and_regions(name: Name, situation: Situation) -> Choice | None:
    """Take a country or a region known by that name, unless the text says it is something smaller."""
    if name.kind in ("populated", "neighbourhood", "facility", "natural"):
        return None
    wide = [
        candidate
        for candidate in name.candidates
        if candidate.place.kind in ("country", "region")
        and candidate.match != "transliteration"
        and "foreign" not in candidate.features
    ]
    if not wide or (name.kind == "admin" and any(c.place.kind == "admin" for c in name.candidates)):
        return None
    alone = replace(situation, context=situation.context.without_votes(vote_of(name)))
    ranked = alone.rank(name)  # no name votes for one of its own places: a region is in no country
    if ranked[0].place.kind not in ("country", "region"):
        return None
    return take(name, situation, ranked, f"a {ranked[0].place.kind} of that name")


def famous_places(name: Name, situation: Situation) -> Choice | None:
    """Take a large place far ahead of its namesakes: it needs no context."""
    if not name.candidates:
        return None
    ranked = situation.rank(name)
    first, fame = ranked[0], settings().fame
    if first.match == "transliteration" or "foreign" in first.features or is_short_alternate(first):
        return None
    if log10_population(first.place) < fame["least_log10_population"]:
        return None
    if name.kind is not None and not kind_agrees(name.kind, first.place.kind):
        return None
    if _lead(ranked) < fame["lead"]:
        return None
    return take(name, situation, ranked, "a large place far ahead of its namesakes")


def places_of_the_scene(name: Name, situation: Situation) -> Choice | None:
    """Take a place of whose country the text speaks, or that lies near others, if it leads its namesakes."""
    if not name.candidates:
        return None
    ranked = situation.rank(name)
    if not is_of_the_scene(ranked[0], name, situation):
        return None
    if _lead(ranked) < settings().scene["lead"]:
        return None
    return take(name, situation, ranked, "fits best")


def places_in_context(name: Name, situation: Situation) -> Choice | None:
    """Take the place that fits best with the country, the neighbours, the kind, and its size."""
    if not name.candidates:
        return None
    ranked = situation.rank(name)
    if is_far_fetched(ranked[0], name, situation):
        return None
    return take(name, situation, ranked, "fits best")


def unresolved(name: Name, situation: Situation) -> Choice | None:
    """Leave the name without a place: there is none of that name, or none that is not far-fetched."""
    ranked = situation.rank(name) if name.candidates else ()
    return Choice(ranked=ranked, chosen=None, reason=refusal_reason(ranked, situation.context))


# Each pass sees what the passes before it settled; a name that one settles is closed to the next.
PASSES: tuple[Pass, ...] = (
    countries_and_regions,
    famous_places,
    places_of_the_scene,
    places_in_context,
    places_in_context,  # again, for names that are only near what the first round settled
    site_of_town,
    beside_by_words,
    beside_by_words,  # again, for "a hospital in Jalabiya, Hama province"
    within_town,
    beside_in_sentence,
    near_town_of_text,
    unresolved,
)


def _lead(ranked: tuple[Candidate, ...]) -> float:
    """Return by how much the first candidate leads the second; a town and its own province are no rivals."""
    if len(ranked) < 2 or _same_spot(ranked[0], ranked[1]):
        return math.inf
    return ranked[0].score - ranked[1].score


def _same_spot(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates are a town and its own province."""
    return bool(one.place.admin1) and one.place.admin1 == other.place.admin1

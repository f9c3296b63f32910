"""Places that the gazetteer does not know, put by what the text names beside them, with an honest radius."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from eventgeo.datafiles import read_toml
from eventgeo.model import Candidate, Kind, Place
from eventgeo.resolution.candidates import BY_SOUND, Name
from eventgeo.resolution.choices import Choice, Situation
from eventgeo.resolution.features import is_alternate
from eventgeo.resolution.geodesy import moved
from eventgeo.resolution.kinds import kind_agrees
from eventgeo.resolution.ties import Tie

BY_WORDS, IN_SENTENCE, WITHIN_TOWN = "by_words", "in_sentence", "within_town"
OF_TEXT, OF_TEXT_UNSURE = "of_text", "of_text_unsure"
_SMALL_KINDS = ("populated", "neighbourhood", "facility")
_LARGE, _MUCH_LIKE = 100_000, 0.75
_LARGEST_UNIT_KM = 150.0
_LEAST_RADIUS_WITHIN_TOWN_KM = {"neighbourhood": 10.0, "facility": 25.0}
_LEAST_RADIUS_OF_SITE_KM = 25.0
_NEAR_KM = 15.0
_IN_SENTENCE_KM = 50.0
_OF_TEXT_KM = 100.0
_LONGEST_GAP = 60
_MOST_COUNTRIES = 5  # named in a reason
_LEAST_SHARE = 0.08  # of the pointers of a text, for the country of a town that a site is named after
_OF_NOTE = 40_000
_WELL_KNOWN = 10  # names that a place goes by
_SURE = 0.75  # where the tagger is less so that it is a place at all, the town of the story says little
_SHARE_OF_DISTANCE = 0.25  # how far off a distance and a direction of a text may be


@cache
def confidences() -> Mapping[str, float]:
    """Return for each way of placing the share of places so put that lie within 25 km."""
    shares: dict[str, float] = read_toml("resolution", "data/placements.toml")["confidence"]
    return shares


def beside_by_words(name: Name, situation: Situation) -> Choice | None:
    """Put a place that the gazetteer does not know where the words say: near, in, so many km from another."""
    for tie, place in _anchors(name, situation):
        if tie.words:
            return _placed(name, place, _reach(tie, place), f'the text says "{tie.words}"', BY_WORDS, tie)
    return None


def site_of_town(name: Name, situation: Situation) -> Choice | None:
    """Put a site that the gazetteer does not know at the town it is named after, if that is of the scene."""
    if not name.towns:
        return None
    points_to = situation.context.points_to
    towns = [candidate.place for candidate in name.towns]
    town = max(towns, key=lambda place: (points_to(place.country), place.population, place.place_id))
    if situation.context.pointers and points_to(town.country) < _LEAST_SHARE:
        return None
    radius = max(_LEAST_RADIUS_OF_SITE_KM, 2 * town.radius_km)
    return _placed(name, town, radius, "the town it is named after", WITHIN_TOWN)


def within_town(name: Name, situation: Situation) -> Choice | None:
    """Put a quarter or a building that the gazetteer does not know into the town it is named with."""
    town = situation.context.town_near(name.sentences)
    if name.kind not in ("neighbourhood", "facility") or town is None or is_known_elsewhere(name):
        return None
    radius = max(_LEAST_RADIUS_WITHIN_TOWN_KM[name.kind], 2 * town.radius_km)
    return _placed(name, town, radius, "the town it is named with", WITHIN_TOWN)


def beside_in_sentence(name: Name, situation: Situation) -> Choice | None:
    """Put a place that the gazetteer does not know at the nearest place of its sentence."""
    if _is_hardly_a_place_nearby(name) or is_known_elsewhere(name):
        return None
    for tie, place in _anchors(name, situation):
        if tie.gap > _LONGEST_GAP or not situation.context.is_scene(place.country):
            continue
        radius = max(_IN_SENTENCE_KM, place.radius_km)
        return _placed(name, place, radius, "named in the same sentence", IN_SENTENCE)
    return None


def near_town_of_text(name: Name, situation: Situation) -> Choice | None:
    """Put a place that the gazetteer does not know at the town the text speaks of just then."""
    if not _is_small(name) or _is_hardly_a_place_nearby(name) or is_known_elsewhere(name):
        return None
    town = situation.context.town_near(name.sentences)
    if town is None or not situation.context.is_scene(town.country):
        return None
    how = OF_TEXT if name.certainty >= _SURE else OF_TEXT_UNSURE
    return _placed(name, town, _OF_TEXT_KM, "the town of the story", how)


def _anchors(name: Name, situation: Situation) -> Iterator[tuple[Tie, Place]]:
    if _is_small(name):
        for tie, place in situation.beside():
            if place.kind in _SMALL_KINDS or (place.kind == "admin" and place.radius_km <= _LARGEST_UNIT_KM):
                yield tie, place


def _is_small(name: Name) -> bool:
    return name.kind is None or name.kind in _SMALL_KINDS


def _is_hardly_a_place_nearby(name: Name) -> bool:
    """Whether a large place goes by a name much like it ("Zurikh"): then no village nearby is meant."""
    return name.kind is None and any(
        candidate.place.population >= _LARGE and candidate.features.get("similarity", 1.0) >= _MUCH_LIKE
        for candidate in name.candidates
    )


def is_known_elsewhere(name: Name) -> bool:
    """Whether a place of some note bears that very name: if it is not meant, no unknown one need be.

    A hamlet elsewhere proves nothing: hamlets share their names with others that the gazetteer lacks.
    """
    return any(
        candidate.match == "exact"
        and not is_alternate(candidate)
        and (name.kind is None or kind_agrees(name.kind, candidate.place.kind) > 0)
        and (
            candidate.place.population >= _OF_NOTE or candidate.features.get("name_count", 1.0) >= _WELL_KNOWN
        )
        for candidate in name.candidates
    )


def _reach(tie: Tie, place: Place) -> float:
    """Return how far from the point of `place` what is tied to it may lie."""
    if place.kind == "admin":
        return place.radius_km
    if tie.distance_km is None:
        return place.radius_km + _NEAR_KM
    if tie.bearing_deg is None:
        return place.radius_km + tie.distance_km
    return place.radius_km + max(5.0, _SHARE_OF_DISTANCE * tie.distance_km)


def _placed(name: Name, at: Place, radius_km: float, why: str, how: str, tie: Tie | None = None) -> Choice:
    latitude, longitude = at.latitude, at.longitude
    if tie is not None and tie.distance_km is not None and tie.bearing_deg is not None:
        latitude, longitude = moved(latitude, longitude, tie.distance_km, tie.bearing_deg)
    kind: Kind = name.kind or "populated"
    place = replace(
        at,
        place_id=f"beside:{at.place_id}:{name.text}",
        name=name.text,
        kind=kind,
        latitude=latitude,
        longitude=longitude,
        geonameid=None,
        feature_code="",
        population=0,
        radius_km=round(radius_km, 1),
        source="context",
    )
    placed = Candidate(place=place, match="context", matched_name=at.name, features={how: 1.0})
    namesakes = sorted({c.place.country for c in name.candidates if c.match not in BY_SOUND} - {""})
    known = f"the gazetteer has that name only far off ({', '.join(namesakes[:_MOST_COUNTRIES])})"
    reason = (
        f"{known if namesakes else 'not in the gazetteer'}; shown at {at.name}, {why}; "
        f"it may lie anywhere within {radius_km:.0f} km"
    )
    share = confidences()[f"{how}_elsewhere" if namesakes and how in (IN_SENTENCE, OF_TEXT) else how]
    return Choice(ranked=(placed,), chosen=placed, reason=reason, confidence=share, beside=at.place_id)


Placement = Callable[[Name, Situation], Choice | None]

# Each sees what those before it placed.
PLACEMENTS: tuple[Placement, ...] = (
    site_of_town,
    beside_by_words,
    beside_by_words,  # again, for "a hospital in Jalabiya, Hama province"
    within_town,
    beside_in_sentence,
    near_town_of_text,
)

"""Names read again and again, each time in the light of what the others are taken to mean."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eventgeo.model import Candidate, Place, Tags
from eventgeo.resolution.candidates import Name
from eventgeo.resolution.context import read_context
from eventgeo.resolution.features import Features, none_features, own_features
from eventgeo.resolution.geodesy import great_circle_km
from eventgeo.resolution.publication import dateline, publisher_country
from eventgeo.resolution.ranker import Ranker, likelihoods, weighed
from eventgeo.resolution.scene import (
    COARSE,
    FINE,
    Cell,
    Share,
    Sums,
    cell,
    contained,
    holding,
    in_sentences,
    scene_features,
    share_of,
    sum_up,
)

_ROUNDS = 2  # after the one in which countries and units settle
_MOST_RANKED, _MOST_BESIDE = 40, 12
_PEOPLE_DOUBT = 0.3
_UNLIKELY = 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a name is taken to mean.

    Attributes
    ----------
    name : Name
    likelihoods : tuple of float
        One a candidate.
    none : float
        The likelihood that none of them is meant.
    scores : tuple of float
    own, scene : tuple of Features
        What speaks for each candidate by itself, and in the text.
    own_none : Features
        What speaks for none.
    """

    name: Name
    likelihoods: tuple[float, ...]
    none: float
    scores: tuple[float, ...]
    own: tuple[Features, ...]
    own_none: Features
    scene: tuple[Features, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fixed:
    """What stays the same from round to round: of the text, and of one name in it."""

    people: Mapping[str, float]
    home: str
    cells: tuple[tuple[Cell, Cell], ...]
    scores: tuple[float, ...]
    none: float
    outers: tuple[int, ...]
    inners: tuple[Name, ...]


def read_names(names: Sequence[Name], tags: Tags, ranker: Ranker) -> tuple[Reading, ...]:
    """Return what each name means by the last round.

    First each name is read by itself; then all in the light of the countries and units that others may be;
    then twice in the light of all that others may be.

    Parameters
    ----------
    names : sequence of Name
    tags : Tags
        Their mentions are numbered by its toponyms.
    ranker : Ranker
    """
    lang = tags.document.lang or ""
    readings = [_alone(name, lang, ranker) for name in names]
    owner = {index: number for number, name in enumerate(names) for index in name.mentions}
    fixed = _fixed(readings, tags, owner, ranker)
    written_at = dateline(tags)
    line = None if written_at is None else owner[written_at]
    groups = [[n for n, r in enumerate(readings) if r.name.marked is marked] for marked in (True, False)]
    for turn in range(1 + _ROUNDS):
        shares = [share_of(r.name, r.likelihoods, wide=not turn) for r in readings]
        sums = [sum_up([readings[n].name for n in group], [shares[n] for n in group]) for group in groups]
        readings = [
            _in_scene(
                reading,
                fixed[number],
                shares[number],
                sums,
                shares[line].countries if line is not None and line != number else {},
                [shares[at] for at in fixed[number].outers],
                ranker,
            )
            for number, reading in enumerate(readings)
        ]
    return tuple(readings)


def _fixed(
    readings: Sequence[Reading], tags: Tags, owner: Mapping[int, int], ranker: Ranker
) -> tuple[_Fixed, ...]:
    people, home = _people(tags), publisher_country(tags.document.source)
    inner: dict[int, list[Name]] = {}
    for reading in readings:
        for index in reading.name.inside:
            inner.setdefault(owner[index], []).append(reading.name)
    return tuple(
        _Fixed(
            people=people,
            home=home,
            cells=tuple((cell(c.place, COARSE), cell(c.place, FINE)) for c in reading.name.candidates),
            scores=tuple(weighed(features, ranker.final) for features in reading.own),
            none=weighed(reading.own_none, ranker.final),
            outers=tuple(owner[index] for index in reading.name.inside),
            inners=tuple(inner.get(number, ())),
        )
        for number, reading in enumerate(readings)
    )


def _people(tags: Tags) -> Mapping[str, float]:
    """Return how much adjectives and peoples of the text point to each country, 0 to 1."""
    pointers = read_context(tags).pointers
    total = _PEOPLE_DOUBT + sum(pointers.values())
    return {country: math.sqrt(weight / total) for country, weight in pointers.items()}


def _alone(name: Name, lang: str, ranker: Ranker) -> Reading:
    """Return a name as read by itself, with the candidates that are worth reading on."""
    own = [own_features(candidate, name, lang) for candidate in name.candidates]
    own_none = none_features(name)
    scores = [weighed(features, ranker.first) for features in own]
    most = _MOST_RANKED if name.marked else _MOST_BESIDE
    order = sorted(range(len(own)), key=lambda at: (-scores[at], at))[:most]
    kept = tuple(scores[at] for at in order)
    chances, none = likelihoods(kept, weighed(own_none, ranker.first))
    return Reading(
        name=replace(name, candidates=tuple(name.candidates[at] for at in order)),
        likelihoods=chances,
        none=none,
        scores=kept,
        own=tuple(own[at] for at in order),
        own_none=own_none,
    )


def _in_scene(
    reading: Reading,
    fixed: _Fixed,
    share: Share,
    sums: Sequence[Sums],
    written_at: Mapping[str, float],
    outers: Sequence[Share],
    ranker: Ranker,
) -> Reading:
    """Return a name as read with what the others are taken to mean."""
    name, scene = reading.name, []
    parts = [
        (each, own, in_sentences(name, own, each), prefix)
        for each, own, prefix in zip(
            sums, (share, _NOTHING) if name.marked else (_NOTHING, share), ("", "beside_"), strict=True
        )
        if each.total
    ]
    for candidate, cells in zip(name.candidates, fixed.cells, strict=True):
        place = candidate.place
        found: Features = {}
        for each, own, here, prefix in parts:
            found |= scene_features(place, cells, own, each, here, prefix)
        country = place.country
        if country in fixed.people:
            found["own_people_share" if place.kind == "country" else "people_share"] = fixed.people[country]
        if country in name.hinted:
            found["adjective"] = 1.0
        if country in written_at:
            found["dateline"] = min(1.0, written_at[country])
        if country and country == fixed.home:
            found["publisher"] = 1.0
        if outers and (inside := contained(place, outers)):
            found["container"] = inside
        if fixed.inners and (holds := holding(place, fixed.inners)):
            found["holds"] = holds
        scene.append(found)
    scores = tuple(
        before + weighed(features, ranker.final) for before, features in zip(fixed.scores, scene, strict=True)
    )
    chances, none = likelihoods(scores, fixed.none)
    return replace(reading, likelihoods=chances, none=none, scores=scores, scene=tuple(scene))


_NOTHING = Share()


def ranked(reading: Reading, ranker: Ranker, most: int) -> tuple[Candidate, ...]:
    """Return the `most` likeliest candidates in order, with score and what each feature adds to it."""
    found = []
    for at in sorted(range(len(reading.scores)), key=lambda at: (-reading.likelihoods[at], at))[:most]:
        features = reading.own[at] | reading.scene[at]
        told = {key: round(ranker.final[key] * value, 3) for key, value in features.items()}
        found.append(replace(reading.name.candidates[at], score=round(reading.scores[at], 3), features=told))
    return tuple(found)


def likelihood_near(reading: Reading, place: Place, distance_km: float) -> float:
    """Return how likely the name means a place within `distance_km` of `place`."""
    pairs = zip(reading.name.candidates, reading.likelihoods, strict=True)
    return sum(p for c, p in pairs if p > _UNLIKELY and are_near(c.place, place, distance_km))


def are_near(one: Place, other: Place, distance_km: float) -> bool:
    """Whether two places lie within `distance_km` of each other."""
    return great_circle_km(one.latitude, one.longitude, other.latitude, other.longitude) <= distance_km

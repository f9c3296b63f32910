"""Names read again and again, each time in the light of what the others are taken to mean."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eventgeo.model import Candidate, Tags
from eventgeo.resolution.candidates import Name
from eventgeo.resolution.context import read_context
from eventgeo.resolution.features import Features, none_features, own_features
from eventgeo.resolution.ranker import Ranker, contributions, likelihoods
from eventgeo.resolution.scene import Share, Sums, contained, holding, scene_features, share_of, sum_up

_ROUNDS = 2  # after the one in which countries and units settle
_MOST_RANKED = 40
_PEOPLE_DOUBT = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a name is taken to mean: its candidates with scores and features, their likelihoods, and of none.

    ``raw`` are the features before they were weighed, ``raw_none`` those of none: what training reads.
    """

    name: Name
    likelihoods: tuple[float, ...]
    none: float
    scores: tuple[float, ...]
    raw: tuple[Features, ...]
    raw_none: Features


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
    people = _people(tags)
    owner = {index: number for number, name in enumerate(names) for index in name.mentions}
    inner: dict[int, list[int]] = {}
    for number, name in enumerate(names):
        for index in name.inside:
            inner.setdefault(owner[index], []).append(number)
    for turn in range(1 + _ROUNDS):
        shares = [share_of(r.name, r.likelihoods, wide=not turn) for r in readings]
        marked = [number for number, reading in enumerate(readings) if reading.name.marked]
        beside = [number for number, reading in enumerate(readings) if not reading.name.marked]
        sums = sum_up([readings[n].name for n in marked], [shares[n] for n in marked])
        others = sum_up([readings[n].name for n in beside], [shares[n] for n in beside])
        readings = [
            _in_scene(
                reading,
                shares[number],
                (sums, others),
                people,
                ranker,
                outers=[shares[owner[index]] for index in reading.name.inside],
                inners=[readings[at].name for at in inner.get(number, ())],
            )
            for number, reading in enumerate(readings)
        ]
    return tuple(readings)


def _people(tags: Tags) -> Mapping[str, float]:
    pointers = read_context(tags).pointers
    total = _PEOPLE_DOUBT + sum(pointers.values())
    return {country: math.sqrt(weight / total) for country, weight in pointers.items()}


def _alone(name: Name, lang: str, ranker: Ranker) -> Reading:
    own = [own_features(candidate, name, lang) for candidate in name.candidates]
    none = none_features(name)
    scores = [_sum(features, ranker.first) for features in own]
    order = sorted(range(len(own)), key=lambda at: (-scores[at], at))[:_MOST_RANKED]
    kept = replace(name, candidates=tuple(name.candidates[at] for at in order))
    return _reading(kept, tuple(own[at] for at in order), none, ranker.first, ranker.sharpness)


def _reading(
    name: Name, raw: tuple[Features, ...], raw_none: Features, weights: Mapping[str, float], sharpness: float
) -> Reading:
    scores = tuple(_sum(features, weights) for features in raw)
    chances, none = likelihoods(scores, _sum(raw_none, weights), sharpness)
    return Reading(name=name, likelihoods=chances, none=none, scores=scores, raw=raw, raw_none=raw_none)


def _sum(features: Features, weights: Mapping[str, float]) -> float:
    return sum(value * weights[name] for name, value in features.items() if name in weights)


SCENE_NAMES = frozenset(
    f"{prefix}{name}"
    for prefix in ("", "beside_")
    for name in ("country_share", "country_in_sentence", "unit_share", "near", "close")
) | {"people_share", "adjective", "container", "holds"}


def _in_scene(
    reading: Reading,
    share: Share,
    sums: tuple[Sums, Sums],
    people: Mapping[str, float],
    ranker: Ranker,
    outers: Sequence[Share],
    inners: Sequence[Name],
) -> Reading:
    name, raw = reading.name, []
    marked, beside = sums
    mine, none = (share, Share()) if name.marked else (Share(), share)
    for candidate, before in zip(name.candidates, reading.raw, strict=True):
        place = candidate.place
        found = {key: value for key, value in before.items() if key not in SCENE_NAMES}
        found |= scene_features(place, name, mine, marked, "", people)
        found |= scene_features(place, name, none, beside, "beside_", {})
        if place.country in name.hinted:
            found["adjective"] = 1.0
        if outers and (inside := contained(place, outers)):
            found["container"] = inside
        if inners and (holds := holding(place, inners)):
            found["holds"] = holds
        raw.append(found)
    return _reading(name, tuple(raw), reading.raw_none, ranker.final, ranker.sharpness)


def ranked(reading: Reading, weights: Mapping[str, float]) -> tuple[tuple[Candidate, float], ...]:
    """Return the candidates with score and named contributions, likeliest first, each with its likelihood."""
    found = [
        (replace(candidate, score=round(score, 4), features=contributions(raw, weights)), likelihood)
        for candidate, score, raw, likelihood in zip(
            reading.name.candidates, reading.scores, reading.raw, reading.likelihoods, strict=True
        )
    ]
    found.sort(key=lambda pair: (-pair[1], -pair[0].place.population, pair[0].place.place_id))
    return tuple(found)

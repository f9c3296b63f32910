"""Where a document plays, as far as its names are understood so far.

Each name is held to mean its candidates with some probability each; summed up by country, by unit and by
cells of the map they are the scene, against which every name is read again, its own share left out.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from eventgeo.model import Place
from eventgeo.resolution.candidates import Name
from eventgeo.resolution.features import Features
from eventgeo.resolution.geodesy import great_circle_km

Cell = tuple[int, int]
_POLAR = 89.0
COARSE, FINE = 1, 5  # cells a degree: neighbours within some 150 km, and within some 30 km
_DOUBT = 0.6  # so much is held to point elsewhere, so that a word or two decide little
_TRACE = 1e-3
_LEAST = 0.03  # a likelihood below it is left out
_METONYM_SHARE = 0.15
_HUGE_KM = 200.0
_WITHIN_RADII = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one name adds to the scene: how likely it lies in each country and unit, in or by each cell."""

    countries: Mapping[str, float] = field(default_factory=dict)
    named: Mapping[str, float] = field(default_factory=dict)
    units: Mapping[str, float] = field(default_factory=dict)
    coarse: Mapping[Cell, float] = field(default_factory=dict)
    fine: Mapping[Cell, float] = field(default_factory=dict)
    likely: tuple[tuple[Place, float], ...] = ()
    total: float = 0.0


def share_of(name: Name, likelihoods: Sequence[float], *, wide: bool = False) -> Share:
    """Return what a name adds to the scene by the likelihoods of its candidates.

    Parameters
    ----------
    name : Name
    likelihoods : sequence of float
        One a candidate; what is missing to 1 says that none is meant.
    wide : bool, default False
        Count only countries and units: they settle first.
    """
    countries: defaultdict[str, float] = defaultdict(float)
    named: defaultdict[str, float] = defaultdict(float)
    units: defaultdict[str, float] = defaultdict(float)
    coarse: defaultdict[Cell, float] = defaultdict(float)
    fine: defaultdict[Cell, float] = defaultdict(float)
    likely = []
    times = (1 + math.log(len(name.mentions))) * (_METONYM_SHARE if name.metonymy else 1.0)
    for candidate, likelihood in zip(name.candidates, likelihoods, strict=True):
        place = candidate.place
        if likelihood < _LEAST or (wide and place.kind not in ("country", "admin", "region")):
            continue
        likely.append((place, likelihood))
        weight = likelihood * times
        if place.country:
            countries[place.country] += weight
            if not name.metonymy:
                named[place.country] += likelihood
        if place.kind == "country" or place.kind == "region" or name.metonymy:
            continue
        if place.admin1:
            units[place.admin1] += weight
        if place.radius_km <= _HUGE_KM:
            for near in _round(cell(place, COARSE), COARSE):
                coarse[near] += weight
            for near in _round(cell(place, FINE), FINE):
                fine[near] += weight
    likely.sort(key=lambda pair: -pair[1])
    return Share(
        countries=countries,
        named=named,
        units=units,
        coarse=coarse,
        fine=fine,
        likely=tuple(likely[:5]),
        total=sum(countries.values()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """The shares of many names together."""

    countries: Mapping[str, float]
    units: Mapping[str, float]
    coarse: Mapping[Cell, float]
    fine: Mapping[Cell, float]
    by_sentence: Mapping[int, Mapping[str, float]]
    total: float


def sum_up(names: Sequence[Name], shares: Sequence[Share]) -> Sums:
    """Return the sums of the shares of names."""
    countries: defaultdict[str, float] = defaultdict(float)
    units: defaultdict[str, float] = defaultdict(float)
    coarse: defaultdict[Cell, float] = defaultdict(float)
    fine: defaultdict[Cell, float] = defaultdict(float)
    by_sentence: defaultdict[int, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name, share in zip(names, shares, strict=True):
        for sums, own in (
            (countries, share.countries),
            (units, share.units),
            (coarse, share.coarse),
            (fine, share.fine),
        ):
            for key, weight in own.items():
                sums[key] += weight  # type: ignore[index]
        for sentence in set(name.sentences):
            here = by_sentence[sentence]
            for country, weight in share.named.items():
                here[country] += weight
    return Sums(
        countries=countries,
        units=units,
        coarse=coarse,
        fine=fine,
        by_sentence=by_sentence,
        total=sum(countries.values()),
    )


def cell(place: Place, per_degree: int) -> Cell:
    """Return the cell of the map that a place lies in; about a pole, where meridians meet, a ring."""
    column = 0 if abs(place.latitude) >= _POLAR else math.floor(place.longitude * per_degree)
    return math.floor(place.latitude * per_degree), column % (360 * per_degree)


def _round(middle: Cell, per_degree: int) -> Iterator[Cell]:
    """Yield a cell and those beside it, also across the antimeridian."""
    row, column = middle
    for at in (row - 1, row, row + 1):
        for beside in (column - 1, column, column + 1):
            yield at, beside % (360 * per_degree)


def scene_features(
    place: Place, cells: tuple[Cell, Cell], share: Share, sums: Sums, here: Mapping[str, float], prefix: str
) -> Features:
    """Return what the other names of the text say for a place.

    Parameters
    ----------
    place : Place
    cells : tuple of Cell
        Those it lies in, coarse and fine.
    share : Share
        Of the name itself, which does not count.
    sums : Sums
        Of the marked names, or of those beside them.
    here : mapping of str to float
        How surely other names of its sentences lie in each country.
    prefix : str
        Of the features' names.
    """
    found: Features = {}
    country = place.country
    is_country = place.kind == "country"
    if country in sums.countries:
        rest = sums.countries[country] - share.countries.get(country, 0.0)
        if rest > _TRACE:
            whose = prefix + "own_" if is_country else prefix
            found[whose + "country_share"] = math.sqrt(rest / (_DOUBT + max(rest, sums.total - share.total)))
            if (surely := here.get(country, 0.0)) > 0.05:
                found[whose + "country_in_sentence"] = min(1.0, surely)
    if is_country or place.kind == "region":
        return found
    if place.admin1 in sums.units:
        rest = sums.units[place.admin1] - share.units.get(place.admin1, 0.0)
        if rest > _TRACE:
            found[prefix + "unit_share"] = 1.0 - math.exp(-rest)
    coarse, fine = cells
    if coarse in sums.coarse and (near := sums.coarse[coarse] - share.coarse.get(coarse, 0.0)) > _TRACE:
        found[prefix + "near"] = 1.0 - math.exp(-near)
        if fine in sums.fine and (close := sums.fine[fine] - share.fine.get(fine, 0.0)) > _TRACE:
            found[prefix + "close"] = 1.0 - math.exp(-close)
    return found


def in_sentences(name: Name, share: Share, sums: Sums) -> dict[str, float]:
    """Return how surely other names of a name's sentences lie in each country, the surest sentence each."""
    found: dict[str, float] = {}
    for index in set(name.sentences):
        for country, surely in sums.by_sentence.get(index, {}).items():
            rest = surely - share.named.get(country, 0.0)
            if rest > found.get(country, 0.0):
                found[country] = rest
    return found


def contained(place: Place, outers: Iterable[Share]) -> float:
    """Return how likely a place lies in one that the text says contains it, 0 to 1."""
    return min(1.0, sum(p for share in outers for outer, p in share.likely if contains(outer, place)))


def holding(place: Place, inners: Iterable[Name]) -> float:
    """Return 1 where a place may contain a name that the text says lies in it."""
    if place.kind not in ("country", "admin"):
        return 0.0
    return float(any(contains(place, inner.place) for name in inners for inner in name.candidates))


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
        return inner.kind != "country"
    if outer.kind != "admin" or inner.kind in ("country", "region"):
        return False
    if outer.feature_code in ("", "ADM1"):
        return bool(outer.admin1) and outer.admin1 == inner.admin1 and inner.feature_code != "ADM1"
    if outer.admin1 and inner.admin1 and outer.admin1 != inner.admin1:
        return False
    reach = max(20.0, _WITHIN_RADII * outer.radius_km)
    return great_circle_km(outer.latitude, outer.longitude, inner.latitude, inner.longitude) <= reach

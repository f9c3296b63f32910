"""Names of a store that meet a name, made into candidates, tier by tier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from eventgeo.gazetteer.likeness import is_own_name
from eventgeo.gazetteer.names import normalised_key
from eventgeo.model import Candidate, Match, Place

MOST_CANDIDATES = 200
_KIND_ORDER = {"country": 0, "region": 1, "natural": 1, "populated": 2, "admin": 3}
_CLOSENESS: Mapping[Match, int] = {"exact": 0, "normalised": 1, "transliteration": 2, "fuzzy": 3}


class Named(NamedTuple):
    """A name of a place that meets the name asked for; a tuple, for one question makes hundreds.

    Attributes
    ----------
    place : int
        Its number.
    rank : int
        Where it stands among its namesakes.
    name : str
    languages : str
        Those in which alone the name is used, with blanks between.
    is_own : bool
        Whether it is, but for accents and the like, the place's own name.
    match : Match
    likeness : float
        How alike the two names are, 0 to 1.
    """

    place: int
    rank: int
    name: str
    languages: str
    is_own: bool
    match: Match
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place of the store, and how many names it has."""

    place: Place
    name_count: int


def candidates_of(
    asked: str, names: Iterable[Named], read: Callable[[Iterable[int]], Mapping[int, Entry]]
) -> list[Candidate]:
    """Return one candidate a place, by its closest name: at most 200, the closest and largest first.

    Features say how alike the names are, whether the name asked for is the place's own rather than an
    alternate, and how many names the place has: the better known, the more; of a name used only in some
    languages, "in_es" and the like.

    Parameters
    ----------
    asked : str
        A normalised name.
    names : iterable of Named
    read : callable
        Gives the entries of places by their numbers.
    """
    spoken: dict[int, set[str]] = {}
    own: set[int] = set()
    best: dict[int, Named] = {}
    for named in names:
        spoken.setdefault(named.place, set()).add(named.languages)
        if named.is_own:
            own.add(named.place)
        known = best.get(named.place)
        if known is None or _closer(named) < _closer(known):
            best[named.place] = named
    first = sorted(best.values(), key=_closer)[:MOST_CANDIDATES]
    entries = read(named.place for named in first)
    candidates = [
        Candidate(
            place=(entry := entries[named.place]).place,
            match=named.match,
            matched_name=named.name,
            features={
                "similarity": named.likeness,
                "own_name": float(named.place in own or _is_own(asked, entry.place.name)),
                "name_count": float(entry.name_count),
                **dict.fromkeys((f"in_{lang}" for lang in _only_in(spoken[named.place])), 1.0),
            },
        )
        for named in first
    ]
    return sorted(candidates, key=_order)


def _closer(named: Named) -> tuple[int, float, int, int, str]:
    return _CLOSENESS[named.match], -named.likeness, named.rank, named.place, named.name


def _is_own(asked: str, own: str) -> bool:
    """Whether a name in other letters is a place's own; one in Latin letters was compared beforehand."""
    return not asked.isascii() and is_own_name(asked, normalised_key(own))


def _only_in(languages: set[str]) -> list[str]:
    """Return the languages in which names are used, none where one of them is used in all."""
    return [] if "" in languages else sorted({lang for each in languages for lang in each.split()})


def _order(candidate: Candidate) -> tuple[int, float, int, int, str]:
    place = candidate.place
    return (
        _CLOSENESS[candidate.match],
        -round(candidate.features["similarity"], 1),
        -place.population,
        _KIND_ORDER.get(place.kind, 4),
        place.place_id,
    )

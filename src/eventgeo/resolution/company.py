"""What the names of a document say of one another before any is settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from math import floor

from eventgeo.model import Place
from eventgeo.resolution.candidates import Name
from eventgeo.resolution.ranking import settings


def votes(names: Sequence[Name]) -> dict[str, float]:
    """Return how far the candidates of all names together point to each country."""
    pointers: defaultdict[str, float] = defaultdict(float)
    for name in names:
        for country, weight in vote_of(name).items():
            pointers[country] += weight
    return dict(pointers)


def vote_of(name: Name) -> dict[str, float]:
    """Return how far the candidates of a name point to each country.

    A name with candidates in few countries points to each of them; one with candidates everywhere to none.
    """
    table = settings().votes
    countries = {candidate.place.country for candidate in name.candidates} - {""}
    if not 0 < len(countries) <= table["most_countries"] or name.candidates[0].match == "transliteration":
        return {}
    return dict.fromkeys(countries, table["weight"] / len(countries))


Cell = tuple[int, int]


def neighbours(names: Sequence[Name]) -> dict[Cell, Mapping[int, float]]:
    """Return for each cell of one degree the names that may lie there, with the share of their candidates."""
    cells: dict[Cell, dict[int, float]] = defaultdict(dict)
    for number, name in enumerate(names):
        for candidate in name.candidates:
            if candidate.place.kind not in ("country", "region"):
                here = cells[cell(candidate.place)]
                here[number] = here.get(number, 0.0) + 1 / len(name.candidates)
    return dict(cells)


def cell(place: Place) -> Cell:
    """Return the cell of one degree that a place lies in."""
    return floor(place.latitude), floor(place.longitude)


def company(
    place: Place, number: int, cells: Mapping[Cell, Mapping[int, float]], settled: Container[int] = ()
) -> float:
    """Return how much other names, not yet settled, may lie within about 100 km of a candidate, 0 to 1."""
    row, column = cell(place)
    shares: dict[int, float] = {}
    for latitude in (row - 1, row, row + 1):
        for longitude in (column - 1, column, column + 1):
            for other, share in cells.get((latitude, longitude), {}).items():
                if other != number and other not in settled:
                    shares[other] = shares.get(other, 0.0) + share
    return min(1.0, sum(shares.values()))

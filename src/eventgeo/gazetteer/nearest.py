"""The places nearest to a point: squares and places in one queue, nearest first, the squares quartered."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from eventgeo.errors import ConfigurationError
from eventgeo.gazetteer.cells import LEVELS, distance_to_square_km, great_circle_km, span_of
from eventgeo.gazetteer.schema import KIND_NUMBERS
from eventgeo.model import Kind, Place

FEW = 16
"""A square of no more places is not quartered."""
_ROUNDING_KM = 1e-6

Finder = Callable[[int, int, int, int], Sequence[tuple[int, int]]]
"""From a kind's number, first and last cell, and a limit to (cell, number of the place)."""
Reader = Callable[[Iterable[tuple[int, int]], int], Iterable[Place]]
"""From (cell, number of the place) and a kind's number to the places that are of this kind and lie there."""


def places_by_distance(
    latitude: float, longitude: float, kinds: Collection[Kind], find: Finder, read: Reader
) -> Iterator[tuple[float, Place]]:
    """Yield the places of `kinds` with their great-circle distance in km, nearest first, then by id.

    Raises
    ------
    ConfigurationError
        The point is none on the Earth.
    """
    if not (-90 <= latitude <= 90 and math.isfinite(longitude)):
        raise ConfigurationError(
            f"{latitude}, {longitude} is no point: give the latitude, -90 to 90, then the longitude"
        )
    longitude = (longitude + 180) % 360 - 180
    # A square comes before the places at its distance, so that places at one distance stand in order of id.
    queue: list[tuple[float, int, str, int, int, int, Place | None]] = [
        (0.0, 0, "", KIND_NUMBERS[kind], 0, 0, None) for kind in sorted(kinds)
    ]
    heapq.heapify(queue)
    while queue:
        distance, _, _, kind, level, square, place = heapq.heappop(queue)
        if place is not None:
            yield distance, place
            continue
        found = find(kind, *span_of(square, level), FEW + 1 if level < LEVELS else -1)
        if len(found) > FEW and level < LEVELS:
            for quarter in range(4 * square, 4 * square + 4):
                apart = distance_to_square_km(latitude, longitude, quarter, level + 1)
                heapq.heappush(queue, (max(0.0, apart - _ROUNDING_KM), 0, "", kind, level + 1, quarter, None))
            continue
        for near in read(found, kind):
            apart = great_circle_km(latitude, longitude, near.latitude, near.longitude)
            heapq.heappush(queue, (apart, 1, near.place_id, kind, 0, 0, near))

"""The package's table of boundaries: steps on a grid, as ``scripts/build_boundaries.py`` writes them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from eventgeo.errors import ResourceError
from eventgeo.gazetteer.sources.tables import read_bytes

TABLE = "boundaries.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryTable:
    """Units by number: their ISO 3166-2 and GeoNames codes and their shapes, in (longitude, latitude)."""

    units: tuple[str, ...]
    codes: tuple[str, ...]
    shapes: tuple[shapely.MultiPolygon, ...]
    numbers: Mapping[str, tuple[int, ...]]

    def of_code(self, code: str) -> tuple[int, ...]:
        """Return the numbers of the units under a country's, GeoNames' or ISO 3166-2 code."""
        return self.numbers.get(code, ())


def read_boundaries() -> BoundaryTable:
    """Return the table.

    Raises
    ------
    ResourceError
        The file is damaged.
    """
    try:
        with np.load(io.BytesIO(read_bytes(TABLE)), allow_pickle=False) as arrays:
            units = tuple(str(unit) for unit in arrays["unit"])
            codes = tuple(str(code) for code in arrays["code"])
            shapes = _shapes(
                _points(arrays["steps"], arrays["points_of_ring"], int(arrays["scale"])),
                _offsets(arrays["points_of_ring"]),
                _offsets(arrays["rings_of_polygon"]),
                _offsets(arrays["polygons_of_unit"]),
            )
    except (ValueError, KeyError, OSError, shapely.GEOSException) as error:
        raise ResourceError(f"gazetteer/data/{TABLE} is damaged: {error}. Reinstall eventgeo.") from error
    numbers: dict[str, tuple[int, ...]] = {}
    for number, (unit, code) in enumerate(zip(units, codes, strict=True)):
        for key in (unit, code, code.partition(".")[0]):
            numbers[key] = (*numbers.get(key, ()), number)
    return BoundaryTable(units=units, codes=codes, shapes=shapes, numbers=numbers)


def _offsets(counts: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])


def _points(planes: np.ndarray, counts: np.ndarray, scale: int) -> np.ndarray:
    """Return all points in degrees, from steps whose three bytes lie in planes of their own."""
    low, middle, high = (plane.astype(np.int32) for plane in planes)
    steps = low | (middle << 8) | (high.astype(np.int8).astype(np.int32) << 16)
    sums = np.cumsum(steps, axis=1)
    # Each ring starts anew: what went before it is taken off again.
    before = np.concatenate([np.zeros((2, 1), sums.dtype), sums], axis=1)[:, _offsets(counts)[:-1]]
    points: np.ndarray = ((sums - np.repeat(before, counts, axis=1)) / scale).T
    return points


def _shapes(
    points: np.ndarray, rings: np.ndarray, polygons: np.ndarray, units: np.ndarray
) -> tuple[shapely.MultiPolygon, ...]:
    ring_of_point = np.repeat(np.arange(len(rings) - 1), np.diff(rings))
    lines = np.asarray(shapely.linearrings(points, indices=ring_of_point))
    areas = [
        shapely.polygons(lines[first], holes=lines[first + 1 : last]) for first, last in pairwise(polygons)
    ]
    return tuple(shapely.multipolygons(areas[first:last]) for first, last in pairwise(units))

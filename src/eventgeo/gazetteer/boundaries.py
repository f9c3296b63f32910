"""Where countries and first-level units lie: polygons of Natural Earth, loaded when first asked for.

A point is placed by containment, and off the coast or in a crack between two simplified borders by the
nearest unit, within the width of territorial waters. Borders are good to about 2 km. Units bear the GeoNames
codes ("SY.09") of GeoNames' towns inside them: Crimea is Ukraine's here, Somaliland Somalia's.

Shapely takes (longitude, latitude); the order changes in this file only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from eventgeo.errors import GazetteerError
from eventgeo.gazetteer.boundary_table import BoundaryTable, read_boundaries

TERRITORIAL_WATERS_KM = 22.2
"""Twelve nautical miles: how far off its shore a point is still a country's."""

_KM_PER_DEGREE = 111.2
_CRACK = 0.03
"""Degrees: the widest crack that two borders simplified one by one leave between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    table: BoundaryTable
    shapes: np.ndarray
    tree: shapely.STRtree


@cache
def _index() -> _Index:
    table = read_boundaries()
    shapes = np.array(table.shapes, dtype=object)
    return _Index(table=table, shapes=shapes, tree=shapely.STRtree(shapes))


def country_at(latitude: float, longitude: float) -> str:
    """Return the country that a point lies in.

    Parameters
    ----------
    latitude, longitude : float
        WGS 84 degrees; longitudes beyond 180 are counted round the globe.

    Returns
    -------
    str
        ISO 3166-1 alpha-2, "" on the high seas.

    Raises
    ------
    ValueError
        The latitude is beyond a pole, or a number is not finite.

    Examples
    --------
    >>> country_at(34.4525, 40.9186), country_at(34.37, 41.09)  # Al-Boukamal and al-Qaïm, 18 km apart
    ('SY', 'IQ')
    >>> country_at(45.04, 34.1), country_at(68.0, -180.0), country_at(30.0, -40.0)
    ('UA', 'RU', '')
    """
    unit = _unit_at(latitude, longitude)
    return "" if unit is None else _index().table.codes[unit].partition(".")[0]


def admin1_at(latitude: float, longitude: float) -> str:
    """Return the GeoNames code of the first-level unit that a point lies in.

    Parameters
    ----------
    latitude, longitude : float
        WGS 84 degrees; longitudes beyond 180 are counted round the globe.

    Returns
    -------
    str
        "" on the high seas, where a country has no units, and where Natural Earth has one unit for several of
        GeoNames' (Kenya's former provinces, Somaliland).

    Raises
    ------
    ValueError
        The latitude is beyond a pole, or a number is not finite.

    Examples
    --------
    >>> admin1_at(36.2, 37.16), admin1_at(45.76, 4.84), admin1_at(30.0, -40.0)
    ('SY.09', 'FR.84', '')
    """
    unit = _unit_at(latitude, longitude)
    code = "" if unit is None else _index().table.codes[unit]
    return "" if code.endswith(".") else code


def unit_at(latitude: float, longitude: float) -> str:
    """Return the ISO 3166-2 code, as Natural Earth writes it, of the unit that a point lies in.

    In some countries these are finer than GeoNames' first level: départements, counties, provinces.

    Examples
    --------
    >>> unit_at(45.76, 4.84), unit_at(30.0, -40.0)
    ('FR-69', '')
    """
    unit = _unit_at(latitude, longitude)
    return "" if unit is None else _index().table.units[unit]


def _unit_at(latitude: float, longitude: float) -> int | None:
    if not (math.isfinite(longitude) and -90 <= latitude <= 90):
        raise ValueError(f"no point on Earth: latitude {latitude}, longitude {longitude}")
    longitude = (longitude + 180) % 360 - 180
    index = _index()
    near = index.tree.query(shapely.Point(longitude, latitude))
    shapes = index.shapes[near]
    shapely.prepare(shapes)  # at no cost where it has been done
    inside = near[shapely.intersects_xy(shapes, longitude, latitude)]
    if len(inside) == 1:
        return int(inside[0])
    if len(inside):  # borders simplified one by one overlap a little
        deep = shapely.distance(shapely.boundary(index.shapes[inside]), shapely.Point(longitude, latitude))
        return int(inside[deep.argmax()])
    return _nearest(latitude, longitude)


def _nearest(latitude: float, longitude: float) -> int | None:
    """Return the unit nearest to a point outside of all, within territorial waters."""
    index = _index()
    high = TERRITORIAL_WATERS_KM / _KM_PER_DEGREE
    shrink = max(math.cos(math.radians(min(abs(latitude) + high, 89.9))), 0.02)
    wide = high / shrink
    best, least_km = None, TERRITORIAL_WATERS_KM
    for turn in (0, 360, -360):
        x = longitude + turn
        if not -180 - wide <= x <= 180 + wide:
            continue
        box = shapely.box(x - wide, latitude - high, x + wide, latitude + high)
        for unit in index.tree.query(box, predicate="intersects").tolist():
            off_km = _off_km(index.shapes[unit], box, x, latitude)
            if off_km < least_km:
                best, least_km = unit, off_km
    return best


def _off_km(shape: BaseGeometry, box: BaseGeometry, x: float, y: float) -> float:
    """Return how far a point is from what of a shape lies in the box round it, on a plane that fits there."""
    left, low, right, high = box.bounds
    part = shapely.clip_by_rect(shape, left, low, right, high)
    east = math.cos(math.radians(y)) * _KM_PER_DEGREE
    scaled = shapely.transform(part, lambda points: (points - (x, y)) * (east, _KM_PER_DEGREE))
    return float(shapely.distance(scaled, shapely.Point(0, 0))) if not part.is_empty else math.inf


@lru_cache(maxsize=512)
def boundary_of(code: str) -> BaseGeometry:
    """Return the polygons of a country or unit.

    Parameters
    ----------
    code : str
        A country ("SY"), a GeoNames code ("SY.09"), an ISO 3166-2 code ("SY-HL"), or the ``place_id`` of a
        country or unit of the embedded sources ("country:SY", "naturalearth:SY-HL").

    Returns
    -------
    shapely geometry
        In (longitude, latitude), EPSG:4326. Parts beyond the antimeridian lie on the other side of the map.

    Raises
    ------
    GazetteerError
        There is no boundary under that code.

    Examples
    --------
    >>> boundary_of("SY").contains(boundary_of("SY.09").representative_point())
    True
    >>> boundary_of("XX.99")
    Traceback (most recent call last):
    ...
    eventgeo.errors.GazetteerError: no boundary under the code 'XX.99': give a country such as "SY", a
    unit such as "SY.09" or "SY-HL", or the place_id of one
    """
    index = _index()
    bare = code.removeprefix("country:").removeprefix("naturalearth:")
    units = index.table.of_code(bare)
    if not units:
        raise GazetteerError(
            f'no boundary under the code {code!r}: give a country such as "SY", a unit such as "SY.09" or '
            '"SY-HL", or the place_id of one'
        )
    if len(units) == 1:
        return index.table.shapes[units[0]]
    # Grown and shrunk again, units lose the cracks between them.
    grown = shapely.buffer(index.shapes[list(units)], _CRACK, join_style="mitre")
    return shapely.buffer(shapely.union_all(grown), -_CRACK, join_style="mitre")


def has_boundary(code: str) -> bool:
    """Whether :func:`boundary_of` knows `code`.

    Examples
    --------
    >>> has_boundary("SY"), has_boundary("SY.09"), has_boundary("geonames:170063")
    (True, True, False)
    """
    return bool(_index().table.of_code(code.removeprefix("country:").removeprefix("naturalearth:")))


@lru_cache(maxsize=512)
def border_between(one: str, other: str) -> BaseGeometry:
    """Return the line along which two countries or units meet.

    Parameters
    ----------
    one, other : str
        As for :func:`boundary_of`.

    Returns
    -------
    shapely LineString or MultiLineString
        In (longitude, latitude), EPSG:4326; empty where they do not touch.

    Raises
    ------
    GazetteerError
        There is no boundary under one of the codes.

    Examples
    --------
    >>> line = border_between("SY", "IQ")
    >>> [round(bound) for bound in line.bounds]
    [39, 33, 42, 37]
    >>> border_between("SY", "FR").is_empty
    True
    """
    if other < one:
        return border_between(other, one)
    edge = shapely.boundary(boundary_of(one))
    near = shapely.buffer(shapely.clip_by_rect(boundary_of(other), *_around(edge.bounds)), 2 * _CRACK)
    shared = shapely.line_merge(shapely.intersection(edge, near))
    # A stretch no longer than the tolerance is a corner where a third country comes between.
    parts = [part for part in shapely.get_parts(shared) if part.length > 2 * _CRACK]
    return parts[0] if len(parts) == 1 else shapely.MultiLineString(parts)


def _around(bounds: tuple[float, ...]) -> tuple[float, float, float, float]:
    left, low, right, high = bounds
    return left - 1, low - 1, right + 1, high + 1

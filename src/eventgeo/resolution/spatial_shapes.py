"""The shapes that spatial relations draw: disc, sector, corridor, part of a territory, line of a border."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import cos, pi, radians, sin, sqrt

import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from eventgeo.resolution.geodesy import great_circle_km
from eventgeo.resolution.spatial_plane import Plane

_PER_QUARTER = 8  # vertices of a quarter of a circle
_ARC_STEP = 11.25  # degrees
_OVERSEAS_DEGREES = 5.0  # parts farther from the main land are left out of "the north of"
_SIMPLER_DEGREES = 0.01
_KM_PER_DEGREE = 111.2
_CENTRE_SHARE = 0.5
_OVERLAP = 0.1
_SIDEWAYS = 0.5  # the part of a direction that counts: north-north-east is north


@lru_cache(maxsize=1024)
def disc(latitude: float, longitude: float, radius_km: float) -> BaseGeometry:
    """Return all ground within `radius_km` of a point, in (longitude, latitude).

    Examples
    --------
    >>> round(disc(0.0, 0.0, 111.2).bounds[2], 2)
    1.0
    """
    shape = shapely.Point(0, 0).buffer(radius_km, quad_segs=_PER_QUARTER)
    return Plane(latitude=latitude, longitude=longitude).on_globe(shape)


@lru_cache(maxsize=1024)
def sector(
    latitude: float,
    longitude: float,
    bearing_deg: float,
    width_deg: float,
    least_km: float,
    most_km: float,
) -> BaseGeometry:
    """Return the ground between two distances of a point, `width_deg` wide round a direction.

    Examples
    --------
    >>> north = sector(0.0, 0.0, 0.0, 90.0, 0.0, 111.2)
    >>> [round(bound, 1) for bound in north.bounds]
    [-0.7, 0.0, 0.7, 1.0]
    """
    steps = max(2, round(width_deg / _ARC_STEP))
    turns = [radians(bearing_deg - width_deg / 2 + width_deg * step / steps) for step in range(steps + 1)]
    outer = [(most_km * sin(turn), most_km * cos(turn)) for turn in turns]
    inner = [(least_km * sin(turn), least_km * cos(turn)) for turn in reversed(turns)]
    shape = shapely.Polygon([*outer, *(inner if least_km > 0 else [(0.0, 0.0)])])
    return Plane(latitude=latitude, longitude=longitude).on_globe(shape)


def corridor(points: Sequence[tuple[float, float]], plane: Plane, width_km: float) -> BaseGeometry:
    """Return the ground within `width_km` of the line, or hull, of points given as (latitude, longitude).

    Examples
    --------
    >>> ends = [(0.0, -1.0), (0.0, 1.0)]
    >>> way = corridor(ends, Plane(latitude=0.0, longitude=0.0), 11.1)
    >>> [round(bound, 1) for bound in way.bounds]
    [-1.1, -0.1, 1.1, 0.1]
    """
    flat = [plane.point(latitude, longitude) for latitude, longitude in points]
    core = shapely.MultiPoint(flat).convex_hull
    return plane.on_globe(core.buffer(width_km, quad_segs=_PER_QUARTER // 2))


def part_of(territory: BaseGeometry, bearing_deg: float | None) -> BaseGeometry:
    """Return the part of a territory that lies in a direction from its middle; without one its centre.

    Halves for the four directions, quarters for those between, and a tenth of the territory's height and
    width more: Gao counts as the north of Mali. Land far from the main land is left out.

    Examples
    --------
    >>> square = shapely.box(0, 0, 10, 10)
    >>> part_of(square, 0.0).bounds, part_of(square, 135.0).bounds
    ((0.0, 4.0, 10.0, 10.0), (4.0, 0.0, 10.0, 6.0))
    >>> part_of(square, None).area
    25.0
    """
    parts = shapely.get_parts(territory)
    main = max(parts, key=lambda part: part.area)
    near = [part for part in parts if part.distance(main) <= _OVERSEAS_DEGREES]
    land = shapely.union_all(near).simplify(_SIMPLER_DEGREES)
    middle = main.centroid
    if bearing_deg is None:
        shrunk = affinity.scale(land, _CENTRE_SHARE, _CENTRE_SHARE, origin=middle)
        return shapely.intersection(land, shrunk)
    left, low, right, high = land.bounds
    more_east, more_north = _OVERLAP * (right - left), _OVERLAP * (high - low)
    east, north = sin(radians(bearing_deg)), cos(radians(bearing_deg))
    if north > _SIDEWAYS:
        low = middle.y - more_north
    elif north < -_SIDEWAYS:
        high = middle.y + more_north
    if east > _SIDEWAYS:
        left = middle.x - more_east
    elif east < -_SIDEWAYS:
        right = middle.x + more_east
    return shapely.intersection(land, shapely.box(left, low, right, high))


def middle_of_line(line: BaseGeometry) -> tuple[float, float]:
    """Return the latitude and longitude of the middle of the longest piece of a line.

    Examples
    --------
    >>> middle_of_line(shapely.LineString([(0, 0), (4, 0)]))
    (0.0, 2.0)
    """
    longest = max(shapely.get_parts(line), key=lambda part: part.length)
    point = longest.interpolate(0.5, normalized=True)
    return float(point.y), float(point.x)


def size_km(shape: BaseGeometry) -> float:
    """Return the radius of a circle as large as a shape.

    Examples
    --------
    >>> round(size_km(disc(50.0, 10.0, 100.0)))
    100
    """
    _, low, _, high = shape.bounds
    square_km = shape.area * _KM_PER_DEGREE**2 * cos(radians((low + high) / 2))
    return sqrt(square_km / pi)


def reach_km(latitude: float, longitude: float, shape: BaseGeometry) -> float:
    """Return how far the farthest corner of a shape is from a point.

    Examples
    --------
    >>> round(reach_km(0.0, 0.0, shapely.box(0, 0, 1, 1)))
    157
    """
    corners = shapely.get_coordinates(shape)
    return max(great_circle_km(latitude, longitude, float(y), float(x)) for x, y in corners)

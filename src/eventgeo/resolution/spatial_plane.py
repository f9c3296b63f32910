"""A flat map in km round a point, on which shapes are drawn before they go onto the globe.

Azimuthal equidistant on the WGS 84 ellipsoid: distances and directions from the centre are exact, others good
to 1 % within some 1,000 km. Shapes may cross the antimeridian, where they are cut in two, and hold a pole.
Shapely takes (longitude, latitude); here the order changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin

import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from eventgeo.resolution.geodesy import bearing_and_km, moved

_LONGEST_EDGE_KM = 50.0
_EARTH = shapely.box(-180, -90, 180, 90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """The flat map round a point: x runs east and y north, in km.

    Examples
    --------
    >>> homs = Plane(latitude=34.73, longitude=36.71)
    >>> x, y = homs.point(34.82, 36.71)
    >>> round(x), round(y)
    (0, 10)
    >>> [round(bound, 2) for bound in homs.on_globe(shapely.Point(0, 0).buffer(10)).bounds]
    [36.6, 34.64, 36.82, 34.82]
    """

    latitude: float
    longitude: float

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a point lies on the plane."""
        bearing, distance_km = bearing_and_km(self.latitude, self.longitude, latitude, longitude)
        return distance_km * sin(radians(bearing)), distance_km * cos(radians(bearing))

    def degrees_at(self, x_km: float, y_km: float) -> tuple[float, float]:
        """Return the latitude and longitude of a point of the plane."""
        return moved(self.latitude, self.longitude, hypot(x_km, y_km), degrees(atan2(x_km, y_km)))

    def on_globe(self, shape: shapely.Polygon) -> BaseGeometry:
        """Return a polygon without holes in degrees of longitude and latitude.

        Returns
        -------
        shapely Polygon, or MultiPolygon where the antimeridian cuts it
        """
        outline = shapely.segmentize(shape.exterior, _LONGEST_EDGE_KM).coords
        ring = list(_unwrapped([self.degrees_at(x, y) for x, y in outline]))
        (first, _), (last, _) = ring[0], ring[-1]
        if abs(last - first) > 180:  # once round the globe: a pole lies within
            pole = self._pole_within(shape)
            ring += [(last, pole), (first, pole)]
        return _cut(shapely.make_valid(shapely.Polygon(ring)))

    def _pole_within(self, shape: shapely.Polygon) -> float:
        to_north = shapely.Point(self.point(90.0, self.longitude))
        to_south = shapely.Point(self.point(-90.0, self.longitude))
        return 90.0 if shape.distance(to_north) <= shape.distance(to_south) else -90.0


def _unwrapped(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield (longitude, latitude) so that no step goes the long way round."""
    longitude = points[0][1]
    yield longitude, points[0][0]
    for (_, before), (latitude, after) in pairwise(points):
        longitude += (after - before + 180) % 360 - 180
        yield longitude, latitude


def _cut(shape: BaseGeometry) -> BaseGeometry:
    """Bring the parts of a shape that lie beyond 180 degrees back onto the map."""
    left, _, right, _ = shape.bounds
    if left >= -180 and right <= 180:
        return shape
    turns = range(-int((right + 180) // 360), int((180 - left) // 360) + 1)
    parts = [shapely.intersection(affinity.translate(shape, 360.0 * turn), _EARTH) for turn in turns]
    return shapely.union_all([part for part in parts if part.area > 0])

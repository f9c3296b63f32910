"""The Earth in cells of a few hundred metres, numbered so that those of each larger square follow each other.

A square of level L is one of 4 ** L into which latitude and longitude are halved L times; its number has
2 L bits, and those of its four quarters begin with it. Cells are the squares of level 18.
"""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

LEVELS = 18
EARTH_RADIUS_KM = 6371.0088

_SIDE = 1 << LEVELS
_HALF = LEVELS // 2
_LOW = (1 << _HALF) - 1
_SPREAD = [sum((value >> bit & 1) << 2 * bit for bit in range(_HALF)) for value in range(1 << _HALF)]


def cell_of(latitude: float, longitude: float) -> int:
    """Return the number of the cell in which a point lies; the poles belong to the last row before them.

    Examples
    --------
    >>> cell_of(-90, -180), cell_of(90, 179.9999) == 4**18 - 1, cell_of(10, 180) == cell_of(10, -180)
    (0, True, True)
    """
    row = min(_SIDE - 1, max(0, int((latitude + 90) / 180 * _SIDE)))
    column = min(_SIDE - 1, int((longitude + 180) % 360 / 360 * _SIDE))
    return _spread(row) << 1 | _spread(column)


def _spread(value: int) -> int:
    return _SPREAD[value & _LOW] | _SPREAD[value >> _HALF] << LEVELS


def span_of(square: int, level: int) -> tuple[int, int]:
    """Return the first and the last cell of a square.

    Examples
    --------
    >>> span_of(0, 0) == (0, 4**18 - 1), span_of(3, 1)[1] == 4**18 - 1
    (True, True)
    """
    shift = 2 * (LEVELS - level)
    return square << shift, ((square + 1) << shift) - 1


def distance_to_square_km(latitude: float, longitude: float, square: int, level: int) -> float:
    """Return the shortest great-circle distance in km from a point to a square, 0 inside it.

    Examples
    --------
    >>> distance_to_square_km(-45, -90, 0, 1), round(distance_to_square_km(-45, 90, 0, 1))
    (0.0, 5004)
    """
    row = column = 0
    for bit in range(level):
        column |= (square >> 2 * bit & 1) << bit
        row |= (square >> 2 * bit + 1 & 1) << bit
    height, width = 180 / (1 << level), 360 / (1 << level)
    south, west = row * height - 90, column * width - 180
    if (longitude - west) % 360 <= width:
        beyond = max(south - latitude, latitude - south - height, 0.0)
        return radians(beyond) * EARTH_RADIUS_KM
    sides = (west, west + width)
    return min(_distance_to_arc_km(latitude, longitude, side, south, south + height) for side in sides)


def _distance_to_arc_km(
    latitude: float, longitude: float, meridian: float, south: float, north: float
) -> float:
    """Return the distance to the stretch of a meridian between two latitudes.

    On the whole circle through the poles it grows to both sides of one nearest point.
    """
    phi, apart = radians(latitude), radians(longitude - meridian)
    nearest = degrees(atan2(sin(phi), cos(phi) * cos(apart)))
    if south <= nearest <= north:
        return great_circle_km(latitude, longitude, nearest, meridian)
    return min(great_circle_km(latitude, longitude, end, meridian) for end in (south, north))


def great_circle_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance of two points in km on a sphere, within 0.5 % of that on the ellipsoid.

    Examples
    --------
    >>> round(great_circle_km(48.8534, 2.3488, 33.8933, 35.5016))  # Paris to Beirut
    3191
    """
    phi1, phi2 = radians(lat1), radians(lat2)
    half = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))

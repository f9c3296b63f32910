"""Distances and directions on the Earth: the one place that knows geopy and the solver it uses."""

from __future__ import annotations

from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import Any

EARTH_RADIUS_KM = 6371.0088


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the geodesic distance in km on the WGS 84 ellipsoid.

    Examples
    --------
    >>> round(distance_km(34.452, 40.919, 34.369, 41.094), 1)  # Al-Boukamal to al-Qaïm
    18.5
    """
    from geopy.distance import geodesic

    return float(geodesic((lat1, lon1), (lat2, lon2)).km)


def great_circle_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance in km on a sphere: within 0.5 % of the geodesic and some hundred times faster.

    Examples
    --------
    >>> great_circle_km(0.0, 0.0, 0.0, 0.0)
    0.0
    >>> round(great_circle_km(48.8534, 2.3488, 33.8933, 35.5016))  # Paris to Beirut
    3191
    """
    phi1, phi2 = radians(lat1), radians(lat2)
    half = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def moved(latitude: float, longitude: float, distance_km: float, bearing_deg: float) -> tuple[float, float]:
    """Return the latitude and longitude `distance_km` away in the direction `bearing_deg` from north.

    Along the geodesic of the WGS 84 ellipsoid; longitudes are within -180 and 180.

    Examples
    --------
    >>> [round(value, 2) for value in moved(0.0, 179.5, 111.32, 90)]
    [0.0, -179.5]
    >>> [round(value, 2) for value in moved(34.73, 36.71, 10, 0)]  # 10 km north of Homs
    [34.82, 36.71]
    """
    found = _wgs84().Direct(latitude, longitude, bearing_deg, distance_km * 1000)
    return float(found["lat2"]), float(found["lon2"])


def bearing_and_km(lat1: float, lon1: float, lat2: float, lon2: float) -> tuple[float, float]:
    """Return in which direction the second point lies from the first, in degrees from north, and how far.

    Examples
    --------
    >>> [round(value) for value in bearing_and_km(36.20, 37.16, 33.51, 36.29)]  # Aleppo to Damascus
    [195, 309]
    """
    found = _wgs84().Inverse(lat1, lon1, lat2, lon2)
    return float(found["azi1"]) % 360, float(found["s12"]) / 1000


@cache
def _wgs84() -> Any:
    from geographiclib.geodesic import Geodesic

    return Geodesic.WGS84

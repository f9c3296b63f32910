"""Events in a part of a place: the north of a country, the centre of a province."""

from __future__ import annotations

from functools import lru_cache

from shapely.geometry.base import BaseGeometry

from eventgeo.model import Location
from eventgeo.protocols import Boundaries
from eventgeo.resolution.geodesy import moved
from eventgeo.resolution.spatial_precision import place_precision
from eventgeo.resolution.spatial_shapes import part_of, sector, size_km
from eventgeo.resolution.spatial_site import WIDE, Site, in_place, moved_to

_HALF_TURN_DEG = 180.0
_PART_OF_COUNTRY = 5  # where_prec of areas larger than a unit and smaller than a country


def in_part(site: Site) -> Location | None:
    """In the middle of that part: of a territory where its bounds are known, else of a half-disc.

    A part of a town is the town: its point stays.
    """
    place = site.place
    if place.kind not in WIDE and place.kind != "natural":
        return in_place(place, site.boundaries, f"in a part of {place.name}")
    code = {"country": place.country, "admin": place.admin1}.get(place.kind, "")
    if code and place.feature_code != "ADM2" and site.boundaries.has_boundary(code):
        area, latitude, longitude, radius = _part(site.boundaries, code, site.bearing)
    elif site.bearing is not None and place.radius_km > 0:
        area = sector(place.latitude, place.longitude, site.bearing, _HALF_TURN_DEG, 0.0, place.radius_km)
        latitude, longitude = moved(place.latitude, place.longitude, place.radius_km / 2, site.bearing)
        radius = size_km(area)
    else:
        return in_place(place, site.boundaries, f"in a part of {place.name}")
    precision = _PART_OF_COUNTRY if place.kind == "country" else place_precision(place, site.boundaries)
    why = f"the point is the middle of that part of {place.name}"
    return moved_to(site, latitude, longitude, radius_km=radius, precision=precision, area=area, reason=why)


@lru_cache(maxsize=512)
def _part(
    boundaries: Boundaries, code: str, bearing: float | None
) -> tuple[BaseGeometry, float, float, float]:
    area = part_of(boundaries.boundary_of(code), bearing)
    point = area.centroid if area.covers(area.centroid) else area.representative_point()
    latitude, longitude = float(point.y), float(point.x)
    return area, latitude, longitude, size_km(area)

"""Events between places, along roads and rivers, and on borders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from shapely.geometry.base import BaseGeometry

from eventgeo.model import Location, Place
from eventgeo.resolution.geodesy import bearing_and_km, distance_km, moved
from eventgeo.resolution.spatial_plane import Plane
from eventgeo.resolution.spatial_precision import NEAR_KM, reach_precision
from eventgeo.resolution.spatial_shapes import corridor, middle_of_line, reach_km
from eventgeo.resolution.spatial_site import WIDE, Site, around, least_precision, moved_to

_LEAST_WIDTH_KM, _SHARE_OF_LENGTH = 5.0, 0.1  # of a corridor, to either side: roads are not straight
_LONGEST_KM = 1_000.0  # places farther apart are not two ends of one stretch
_LINE = 5  # where_prec of a linear feature


def between(site: Site) -> Location | None:
    """Midway between two places, or in the middle of several."""
    ends = tuple(dict.fromkeys(site.anchors))
    if len(ends) < 2:
        return None
    plane = _middle(ends)
    half = max(distance_km(plane.latitude, plane.longitude, end.latitude, end.longitude) for end in ends)
    if 2 * half > _LONGEST_KM:
        return None
    width = max(_LEAST_WIDTH_KM, _SHARE_OF_LENGTH * 2 * half)
    area = corridor([(end.latitude, end.longitude) for end in ends], plane, width)
    precision = max(reach_precision(half + width), *(least_precision(end, site.boundaries) for end in ends))
    why = f"the point is midway between {' and '.join(end.name for end in ends)}"
    return moved_to(
        site,
        plane.latitude,
        plane.longitude,
        radius_km=half + width,
        precision=precision,
        area=area,
        reason=why,
    )


def along(site: Site) -> Location | None:
    """Along the road between two places; of a road or river of which one place is known, round that."""
    if len(site.anchors) > 1:
        return between(site)
    if site.place.kind in WIDE:
        return None
    found = around(site, NEAR_KM, f"along a line of which only {site.place.name} is known")
    return replace(found, geo_precision=max(_LINE, found.geo_precision))


def on_border(site: Site) -> Location | None:
    """On the border of two countries or units; with one named, of its neighbour in the document."""
    codes = site.relation.countries or tuple(dict.fromkeys(map(_code, site.anchors)))
    if len(codes) == 1:
        codes = (*codes, _neighbour(codes[0], site))
    if len(codes) != 2 or not all(map(site.boundaries.has_boundary, codes)):
        return between(site)
    line = site.boundaries.border_between(*codes)
    if line.is_empty:
        return None
    latitude, longitude, radius = _stretch(line)
    why = f"the point is the middle of the border of {codes[0]} and {codes[1]}"
    return moved_to(site, latitude, longitude, radius_km=radius, precision=_LINE, area=line, reason=why)


def _middle(ends: Sequence[Place]) -> Plane:
    """Return the map round the middle of the ends: halfway between two, the mean of more."""
    first = ends[0]
    if len(ends) == 2:
        bearing, length = bearing_and_km(first.latitude, first.longitude, ends[1].latitude, ends[1].longitude)
        latitude, longitude = moved(first.latitude, first.longitude, length / 2, bearing)
        return Plane(latitude=latitude, longitude=longitude)
    flat = Plane(latitude=first.latitude, longitude=first.longitude)
    points = [flat.point(end.latitude, end.longitude) for end in ends]
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    latitude, longitude = flat.degrees_at(mean_x, mean_y)
    return Plane(latitude=latitude, longitude=longitude)


def _code(place: Place) -> str:
    return place.admin1 if place.kind == "admin" else place.country


def _neighbour(code: str, site: Site) -> str:
    """Return the country that the document speaks of most, of those that border on `code`; else ""."""
    counts = Counter(found.chosen.place.country for found in site.document if found.chosen)
    borders = site.boundaries
    if not borders.has_boundary(code):
        return ""
    for country, _ in counts.most_common():
        is_other = country not in ("", code[:2]) and borders.has_boundary(country)
        if is_other and not borders.border_between(code, country).is_empty:
            return country
    return ""


@lru_cache(maxsize=256)
def _stretch(line: BaseGeometry) -> tuple[float, float, float]:
    latitude, longitude = middle_of_line(line)
    return latitude, longitude, reach_km(latitude, longitude, line)

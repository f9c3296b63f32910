"""Events beside one place: near it, so far off, in a direction, on its outskirts, off its coast."""

from __future__ import annotations

from dataclasses import replace

from eventgeo.model import Location
from eventgeo.resolution.geodesy import moved
from eventgeo.resolution.spatial_parts import in_part
from eventgeo.resolution.spatial_precision import NEAR_KM, reach_precision
from eventgeo.resolution.spatial_shapes import reach_km, sector
from eventgeo.resolution.spatial_site import WIDE, Site, around, at_place, in_place, least_precision, moved_to

_CLOSE_KM = 10.0  # "near X" without a distance: a morning's walk
_OUTSKIRTS_KM = 10.0
_COUNTRYSIDE_KM = 30.0
_OFFSHORE_KM = 50.0
_TERRITORIAL_WATERS_KM = 22.2
_WIDTH_DEG, _WIDTH_WITH_DISTANCE_DEG = 90.0, 45.0
_LESS, _MORE = 0.75, 1.25  # how far off the distances of news texts are
_SECOND_LEVEL, _HIGH_SEA = 3, 7


def near(site: Site) -> Location:
    """Within the distance told, or a few kilometres: round the place."""
    reach = _CLOSE_KM if site.relation.most_km is None else site.relation.most_km
    return around(site, reach, f"within {reach:g} km of {site.place.name}")


def in_direction(site: Site) -> Location | None:
    """So far in a direction, where the point is moved to; without a distance, on that side of the place."""
    place, bearing, relation = site.place, site.bearing, site.relation
    if bearing is None:
        return None
    if relation.least_km is None or relation.most_km is None or relation.distance_km is None:
        return _on_side(site, NEAR_KM, f"within {NEAR_KM:g} km on that side of {place.name}")
    latitude, longitude = moved(place.latitude, place.longitude, relation.distance_km, bearing)
    least, most = _LESS * relation.least_km, max(_MORE * relation.most_km, 0.1)
    area = sector(place.latitude, place.longitude, bearing, _WIDTH_WITH_DISTANCE_DEG, least, most)
    radius = reach_km(latitude, longitude, area)
    why = f"the point is moved {relation.distance_km:g} km from {place.name}"
    precision = max(reach_precision(radius), least_precision(place, site.boundaries))
    return moved_to(site, latitude, longitude, radius_km=radius, precision=precision, area=area, reason=why)


def on_outskirts(site: Site) -> Location:
    """In a ring of suburbs, or on one side of it."""
    return _on_side(site, _OUTSKIRTS_KM, f"the outskirts of {site.place.name}")


def in_countryside(site: Site) -> Location | None:
    """In the country round a town, about its second-level unit; of a unit all of it, or its part."""
    if site.place.kind == "admin":
        return (
            in_part(site) if site.bearing is not None else in_place(site.place, site.boundaries, "all of it")
        )
    found = _on_side(site, _COUNTRYSIDE_KM, f"the countryside round {site.place.name}")
    return replace(found, geo_precision=max(_SECOND_LEVEL, least_precision(site.place, site.boundaries)))


def offshore(site: Site) -> Location:
    """At sea off a place: beyond territorial waters, or off a whole country, it may be on the high sea."""
    place, relation = site.place, site.relation
    reach = _OFFSHORE_KM if relation.most_km is None else relation.most_km
    found = around(site, reach, f"at sea within {reach:g} km of {place.name}")
    is_far = place.kind in WIDE or (relation.least_km or 0.0) > _TERRITORIAL_WATERS_KM
    return replace(found, geo_precision=_HIGH_SEA) if is_far else found


def _on_side(site: Site, beyond_km: float, why: str) -> Location:
    place = site.place
    if site.bearing is None:
        return around(site, beyond_km, why)
    most = place.radius_km + beyond_km
    area = sector(place.latitude, place.longitude, site.bearing, _WIDTH_DEG, 0.0, most)
    return at_place(site, most, area, why)

"""What a spatial relation is reckoned from, and the locations that stay at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from eventgeo.model import Location, Place, Resolution, SpatialRelation
from eventgeo.protocols import Boundaries
from eventgeo.resolution.geodesy import distance_km
from eventgeo.resolution.spatial_precision import place_precision, reach_precision
from eventgeo.resolution.spatial_shapes import disc

WIDE = frozenset({"country", "admin", "region"})
"""Kinds of places so wide that their point says little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A relation, the place that the event is linked by, and the relation's places as far as resolved."""

    relation: SpatialRelation
    place: Place
    anchors: tuple[Place, ...]
    document: Sequence[Resolution]
    boundaries: Boundaries

    @property
    def bearing(self) -> float | None:
        """The direction of the relation, in degrees from north."""
        return self.relation.bearing_degrees


def in_place(place: Place, boundaries: Boundaries, reason: str = "") -> Location:
    """Return the location of an event in a place."""
    return Location(
        latitude=place.latitude,
        longitude=place.longitude,
        radius_km=place.radius_km,
        reach_km=place.radius_km,
        geo_precision=place_precision(place, boundaries),
        reason=reason,
    )


def at_place(site: Site, radius_km: float, area: BaseGeometry, reason: str) -> Location:
    """Return a location beside a place that stays at its point, for want of a better one."""
    place, radius = site.place, round(radius_km, 1)
    beyond = reach_precision(radius_km - place.radius_km)
    return Location(
        latitude=place.latitude,
        longitude=place.longitude,
        radius_km=radius,
        reach_km=radius,
        geo_precision=max(beyond, least_precision(place, site.boundaries)),
        area=area,
        reason=reason,
    )


def around(site: Site, beyond_km: float, reason: str) -> Location:
    """Return a location within `beyond_km` of the edge of a place."""
    radius = max(site.place.radius_km + beyond_km, 0.1)
    return at_place(site, radius, disc(site.place.latitude, site.place.longitude, radius), reason)


def moved_to(
    site: Site,
    latitude: float,
    longitude: float,
    *,
    radius_km: float,
    precision: int,
    area: BaseGeometry,
    reason: str,
) -> Location:
    """Return a location away from the place's own point."""
    off = distance_km(site.place.latitude, site.place.longitude, latitude, longitude)
    return Location(
        latitude=latitude,
        longitude=longitude,
        radius_km=round(radius_km, 1),
        reach_km=round(off + radius_km, 1),
        geo_precision=precision,
        area=area,
        reason=reason,
    )


def least_precision(place: Place, boundaries: Boundaries) -> int:
    """Return the precision that no relation to the place is finer than."""
    is_vague = place.kind in WIDE or place.source == "context"
    return place_precision(place, boundaries) if is_vague else 1

"""What ground a spatial relation means: a point, a radius, an area and UCDP's precision.

The point of an event is moved only where the words say whither: so many km in a direction, between two
places, along a border, in a part of a country. "Near X", "north of X" and "50 km from X" stay at X, which is
the best guess there is, with the radius that the words allow; so does UCDP. Precision follows UCDP's GED
codebook: 2 where the ground reaches no farther than 25 km from a known place, else 5 (a line or an area
without fixed bounds). docs/spatial.md has the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from eventgeo.model import Location, Place, PlaceLink, Resolution, SpatialRelation
from eventgeo.protocols import Boundaries
from eventgeo.resolution.spatial_beside import in_countryside, in_direction, near, offshore, on_outskirts
from eventgeo.resolution.spatial_lines import along, between, on_border
from eventgeo.resolution.spatial_parts import in_part
from eventgeo.resolution.spatial_site import Site, in_place

_OF_LAND = frozenset({"border", "countryside"})
"""Relations, beside parts, that are told of units; all others are told of towns."""
_DRAWN: Mapping[str, Callable[[Site], Location | None]] = {
    "near": near,
    "outskirts": on_outskirts,
    "countryside": in_countryside,
    "offshore": offshore,
    "between": between,
    "along": along,
    "border": on_border,
}


def locate(
    link: PlaceLink, resolution: Resolution, document: Sequence[Resolution], boundaries: Boundaries
) -> Location | None:
    """Return where an event may lie by one of its places.

    Parameters
    ----------
    link : PlaceLink
    resolution : Resolution
        Of the link's toponym.
    document : sequence of Resolution
        Of all toponyms of the document, in order, which ``link.spatial.anchors`` count.
    boundaries : Boundaries
        The borders of countries and units, :mod:`eventgeo.gazetteer.boundaries`.

    Returns
    -------
    Location or None
        None where the place is not resolved. A relation that cannot be drawn, because another place that it
        needs is not resolved, leaves the event at the place, and the reason says so.

    Examples
    --------
    >>> from eventgeo.gazetteer import boundaries
    >>> from eventgeo.model import Candidate, Toponym
    >>> homs = Place(place_id="1", name="Homs", kind="populated", latitude=34.73, longitude=36.71)
    >>> name = Toponym(start=20, end=24, text="Homs")
    >>> chosen = Candidate(place=homs, match="exact", matched_name="Homs")
    >>> found = Resolution(toponym=name, chosen=chosen, reason="")
    >>> relation = SpatialRelation(
    ...     start=0, end=24, text="à 10 km au nord de Homs", kind="north_of", anchors=(0,),
    ...     bearing_degrees=0.0, least_km=10.0, most_km=10.0,
    ... )
    >>> there = locate(
    ...     PlaceLink(toponym=name, role="location", spatial=relation), found, [found], boundaries
    ... )
    >>> round(there.latitude, 2), there.radius_km, there.geo_precision
    (34.82, 5.0, 2)
    """
    if resolution.chosen is None:
        return None
    relation, place = link.spatial, resolution.chosen.place
    if relation is None:
        return in_place(place, boundaries)
    anchors = [_place(document[at], relation) for at in relation.anchors if at < len(document)]
    site = Site(
        relation=relation,
        place=_place(resolution, relation) or place,
        anchors=tuple(anchor for anchor in anchors if anchor is not None),
        document=document,
        boundaries=boundaries,
    )
    found = _draw(site)
    if found is None:
        return in_place(place, boundaries, f"«{relation.text}» cannot be drawn, so the place itself")
    return replace(found, reason=f"«{relation.text}»: {found.reason}")


def locate_unnamed(
    relation: SpatialRelation | None, document: Sequence[Resolution], boundaries: Boundaries
) -> Location | None:
    """Return where an event may lie by adjectives of countries: "à la frontière syro-irakienne".

    Parameters
    ----------
    relation : SpatialRelation or None
        With ``countries``.
    document : sequence of Resolution
        Of all toponyms of the document: of a border told by one country they give the other.
    boundaries : Boundaries

    Returns
    -------
    Location or None
        None without a relation, and where the boundaries do not know its countries.

    Examples
    --------
    >>> from eventgeo.gazetteer import boundaries
    >>> border = SpatialRelation(
    ...     start=0, end=26, text="la frontière syro-irakienne", kind="border", countries=("SY", "IQ")
    ... )
    >>> there = locate_unnamed(border, [], boundaries)
    >>> 33 < there.latitude < 37, 38 < there.longitude < 42, there.geo_precision
    (True, True, 5)
    """
    if relation is None or not all(map(boundaries.has_boundary, relation.countries)):
        return None
    code = relation.countries[0]
    point = boundaries.boundary_of(code).representative_point()
    country = Place(
        place_id=f"country:{code}",
        name=code,
        kind="country",
        latitude=float(point.y),
        longitude=float(point.x),
        country=code,
    )
    site = Site(relation=relation, place=country, anchors=(), document=document, boundaries=boundaries)
    found = _draw(site)
    return replace(found, reason=f"«{relation.text}»: {found.reason}") if found else None


def _draw(site: Site) -> Location | None:
    kind = site.relation.kind
    if kind.endswith("_of"):
        return in_direction(site)
    if kind.startswith("in_"):
        return in_part(site)
    draw = _DRAWN.get(kind)
    return draw(site) if draw else None


def _place(resolution: Resolution, relation: SpatialRelation) -> Place | None:
    """Return the place of a name; the town of it, not its unit, for relations that are told of towns."""
    chosen = resolution.chosen
    if chosen is None:
        return None
    if chosen.place.kind == "admin" and relation.kind not in _OF_LAND and not relation.kind.startswith("in_"):
        for other in resolution.alternatives:
            if other.place.kind == "populated" and other.place.admin1 == chosen.place.admin1 != "":
                return other.place
    return chosen.place

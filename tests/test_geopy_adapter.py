"""The gazetteer as one of geopy's geocoders."""

from __future__ import annotations

import math

import pytest
from geopy.distance import geodesic
from geopy.exc import GeocoderQueryError, GeocoderServiceError, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.location import Location
from geopy.point import Point
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.gazetteer import EventgeoGeocoder


@pytest.fixture(scope="module")
def geocoder(gazetteer):
    return EventgeoGeocoder(gazetteer)


ONE = [
    # query, options, latitude, longitude, km
    ("Paris", {}, 48.853, 2.349, 15),
    ("Tripoli, Liban", {}, 34.437, 35.835, 15),
    ("Tripoli (Libye)", {}, 32.887, 13.191, 15),
    ("طرابلس، لبنان", {}, 34.437, 35.835, 15),
    ("Tripoli, LB", {}, 34.437, 35.835, 15),
    ("Paris, Texas", {}, 33.661, -95.556, 15),
    ("Paris", {"country_codes": "us"}, 33.661, -95.556, 600),
    ("Tripoli", {"country_codes": ["LB", "SY"]}, 34.437, 35.835, 15),
    ({"city": "Tripoli", "country": "Liban"}, {}, 34.437, 35.835, 15),
    ({"city": "Homs", "postalcode": "1"}, {}, 34.73, 36.71, 15),
    ({"country": "Mali"}, {}, 17.0, -4.0, 300),
    ("Homs", {"featuretype": "city"}, 34.73, 36.71, 15),
    ("Syria", {"featuretype": "country"}, 35.0, 38.0, 200),
    ("حلب", {}, 36.2, 37.16, 15),
    ("Homs", {}, 34.73, 36.71, 15),
    ("Homs", {"featuretype": "state"}, 34.15, 38.14, 60),
    ("Texas", {}, 31.0, -99.0, 150),
]


@pytest.mark.parametrize(
    ("query", "options", "latitude", "longitude", "km"), ONE, ids=[str(o[0]) for o in ONE]
)
def test_geocode(geocoder, query, options, latitude, longitude, km):
    found = geocoder.geocode(query, **options)
    assert isinstance(found, Location)
    assert geodesic((found.latitude, found.longitude), (latitude, longitude)).km < km
    address, (lat, lon) = found  # as geopy's locations unpack
    assert (lat, lon) == (found.point.latitude, found.point.longitude)
    assert address == found.address == found.raw["display_name"]
    assert found.raw["name"]
    assert found.raw["match"] in ("exact", "normalised", "transliteration", "fuzzy")


NONE = ["Nowhere at all", "Tripoli, Mali", {"city": "Xqzvtkw"}, "Paris, Nowhere at all", "12345", "?!"]


@pytest.mark.parametrize("query", NONE, ids=str)
def test_no_such_place_is_none_for_one_and_for_all(geocoder, query):
    assert geocoder.geocode(query) is None
    assert geocoder.geocode(query, exactly_one=False) is None


def test_a_list_and_its_limit(geocoder):
    every = geocoder.geocode("San José", exactly_one=False)
    assert len(every) > 5
    assert [found.raw["place_id"] for found in geocoder.geocode("San José", exactly_one=False, limit=3)] == [
        found.raw["place_id"] for found in every[:3]
    ]
    assert geocoder.geocode("San José") == every[0]


WRONG = [
    ("", {}),
    ("   ", {}),
    (" , ,", {}),
    (None, {}),
    (math.nan, {}),
    (17, {}),
    ({}, {}),
    ({"city": ""}, {}),
    ({"town": "Homs"}, {}),
    ("Homs", {"country_codes": "Syria"}),
    ("Homs", {"featuretype": "planet"}),
]


@pytest.mark.parametrize(("query", "options"), WRONG, ids=[f"{q!r} {o}" for q, o in WRONG])
def test_a_question_that_is_none_raises_as_geopy_does(geocoder, query, options):
    with pytest.raises(GeocoderQueryError) as caught:
        geocoder.geocode(query, **options)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, GeocoderServiceError)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one(geocoder, limit):
    with pytest.raises(ValueError, match="less than 1"):
        geocoder.geocode("Homs", exactly_one=False, limit=limit)


@pytest.mark.parametrize(
    "point",
    [(36.2, 37.16), [36.2, 37.16], "36.2, 37.16", "36.2,37.16", Point(36.2, 37.16), "36 12m N 37 9.6m E"],
)
def test_reverse_takes_points_as_geopy_does(geocoder, point):
    found = geocoder.reverse(point)
    assert found.raw["name"] == "Aleppo"
    assert found.raw["distance_km"] < 2


def test_reverse_lists_the_nearest_first(geocoder):
    found = geocoder.reverse((34.73, 36.71), exactly_one=False, limit=5)
    distances = [each.raw["distance_km"] for each in found]
    assert len(found) == 5
    assert distances == sorted(distances)
    assert len(geocoder.reverse((34.73, 36.71), exactly_one=False)) == 1


def test_reverse_stays_on_this_side_of_the_border(geocoder):
    al_qaim = (34.381, 41.07)  # in Iraq, 15 km from Al-Boukamal
    assert geocoder.reverse(al_qaim).raw["country"] == "IQ"
    assert geocoder.reverse((34.4525, 40.9186)).raw["country"] == "SY"


@pytest.mark.parametrize("point", [(-40.0, -120.0), (90.0, 0.0), (-90.0, 45.0)])
def test_far_from_any_place_there_is_none(geocoder, point):
    assert geocoder.reverse(point) is None
    assert geocoder.reverse(point, exactly_one=False) is None


@pytest.mark.parametrize("longitude", [179.99, -179.99, 180.0, -180.0, 540.0])
def test_the_antimeridian_is_no_edge(gazetteer, longitude):
    taveuni = EventgeoGeocoder(gazetteer, within_km=300).reverse((-16.8, longitude))
    assert taveuni.raw["country"] == "FJ"


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize("point", ["", "nonsense", (91, 0), ("a", "b"), None, {}, (), (math.nan, 1)])
def test_what_is_no_point_raises(geocoder, point):
    with pytest.raises((GeocoderQueryError, ValueError)):
        geocoder.reverse(point)


def test_a_gazetteer_without_points_says_so(gazetteer):
    class ByName:
        name = "by name"
        lookup = staticmethod(gazetteer.lookup)

    by_name = EventgeoGeocoder(ByName())
    assert by_name.geocode("Homs").raw["country"] == "SY"
    with pytest.raises(NotImplementedError, match="ByName"):
        by_name.reverse((1, 2))


def test_it_serves_where_geopys_rate_limiter_wraps_a_geocoder(geocoder):
    geocode = RateLimiter(geocoder.geocode, min_delay_seconds=0.0, max_retries=0)
    assert [found and found.raw["country"] for found in map(geocode, ["Homs", "Nowhere at all", ""])] == [
        "SY",
        None,
        None,  # the limiter swallows and logs geopy's errors
    ]
    reverse = RateLimiter(geocoder.reverse, min_delay_seconds=0.0)
    assert reverse((36.2, 37.16), exactly_one=True).raw["name"] == "Aleppo"


@pytest.mark.parametrize(
    ("language", "country"),
    [("en", "Syria"), ("fr", "Syrie"), ("es-ES,es", "Siria"), ("xx", "Syria"), (False, "Syria")],
)
def test_the_language_of_addresses(geocoder, language, country):
    assert geocoder.geocode("Homs", language=language, timeout=3).address.endswith(country)


def test_a_country_is_not_told_twice(geocoder):
    assert geocoder.geocode("Mali", featuretype="country").address == "Mali"


def test_without_widening_no_name_that_is_only_like(gazetteer):
    strict = EventgeoGeocoder(gazetteer, widen=False)
    wide = EventgeoGeocoder(gazetteer)
    assert strict.geocode("Alepppo") is None
    assert strict.geocode("Homs") == wide.geocode("Homs")


@given(st.text(max_size=30))
def test_no_text_breaks_it(gazetteer, text):
    try:
        found = EventgeoGeocoder(gazetteer).geocode(text, exactly_one=False)
    except GeopyError:
        return
    assert found is None or all(isinstance(each, Location) for each in found)


@given(st.floats(-90, 90), st.floats(-1000, 1000))
def test_no_point_breaks_it(gazetteer, latitude, longitude):
    found = EventgeoGeocoder(gazetteer).reverse((latitude, longitude))
    assert found is None or found.raw["distance_km"] <= 100

"""From sentences to tables: point, radius, ground and precision of events told beside their places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import shapely

import eventgeo
from eventgeo.export.map_data import map_events
from eventgeo.resolution.geodesy import bearing_and_km
from eventgeo.tables import Tables


@pytest.fixture(scope="module")
def pipeline() -> eventgeo.Pipeline:
    return eventgeo.Pipeline(tagger="lexicon")


def extract(pipeline: eventgeo.Pipeline, text: str, lang: str = "fr") -> Tables:
    return pipeline.extract(text, lang=lang, date="2024-03-06")


def event_of(tables: Tables) -> dict[str, Any]:
    [row] = tables.events.to_dict("records")
    return {str(name): value for name, value in row.items()}


def test_an_event_so_far_from_a_town_lies_there_and_its_place_stays(pipeline: eventgeo.Pipeline) -> None:
    tables = extract(pipeline, "Deux soldats ont été tués à 10 km au nord de Homs lundi.")
    event, [place] = event_of(tables), tables.event_places.to_dict("records")
    assert (event["place"], event["spatial_relation"], event["geo_precision"]) == (
        "Homs",
        "north_of 10 km",
        2,
    )
    bearing, km = bearing_and_km(place["latitude"], place["longitude"], event["latitude"], event["longitude"])
    assert km == pytest.approx(10, rel=0.01)
    assert min(bearing, 360 - bearing) < 0.1
    assert (event["geometry"].y, event["geometry"].x) == (event["latitude"], event["longitude"])
    assert shapely.from_wkt(event["area_wkt"]).contains(event["geometry"])
    assert place["radius_km"] == pytest.approx(10 + event["radius_km"], abs=0.2)
    assert "«à 10 km au nord de Homs»" in event["place_reason"]


def test_both_ends_of_a_road_tell_one_stretch(pipeline: eventgeo.Pipeline) -> None:
    tables = extract(pipeline, "Des combats ont éclaté sur la route Alep–Damas.")
    event = event_of(tables)
    assert (event["spatial_relation"], event["geo_precision"]) == ("along", 5)
    road = shapely.from_wkt(event["area_wkt"])
    assert road.contains(shapely.Point(37.16, 36.2)) and road.contains(shapely.Point(36.29, 33.51))
    assert 34.5 < event["latitude"] < 35.2


@pytest.mark.parametrize(
    ("lang", "text", "place", "country"),
    [
        ("fr", "Des combats ont éclaté à la frontière syro-irakienne mardi.", "frontière syro-irakienne", ""),
        ("en", "Troops clashed with rebels on the Syrian-Iraqi border.", "Syrian-Iraqi border", ""),
        ("fr", "Une embuscade a tué dix soldats dans le nord malien.", "dans le nord malien", "ML"),
    ],
)
def test_adjectives_of_countries_place_an_event_that_names_no_place(
    pipeline: eventgeo.Pipeline, lang: str, text: str, place: str, country: str
) -> None:
    tables = extract(pipeline, text, lang)
    event = event_of(tables)
    assert (event["place"], event["place_kind"], event["country"]) == (place, "region", country)
    assert event["geo_precision"] == 5 and event["latitude"] > 0 and event["area_wkt"]
    assert tables.event_places.empty  # no place is named


def test_a_named_town_counts_more_than_a_border_beside_it(pipeline: eventgeo.Pipeline) -> None:
    event = event_of(extract(pipeline, "Des combats ont éclaté à Al-Qaïm, près de la frontière syrienne."))
    assert event["spatial_relation"] == "in" and event["geo_precision"] == 1 and not event["area_wkt"]


def test_a_country_with_an_adjective_of_a_part_of_it_is_that_part(pipeline: eventgeo.Pipeline) -> None:
    whole = event_of(extract(pipeline, "Une embuscade a tué dix soldats au Mali."))
    part = event_of(extract(pipeline, "Une embuscade a tué dix soldats au Mali, dans le nord malien."))
    assert (whole["spatial_relation"], whole["geo_precision"]) == ("in", 6)
    assert (part["place"], part["spatial_relation"], part["geo_precision"]) == ("Mali", "in_north", 5)
    assert part["latitude"] > whole["latitude"] and part["radius_km"] < whole["radius_km"]


def test_the_border_of_two_named_countries(pipeline: eventgeo.Pipeline) -> None:
    tables = extract(pipeline, "Des affrontements ont éclaté à la frontière entre le Mali et le Niger.")
    event = event_of(tables)
    assert (event["spatial_relation"], event["geo_precision"]) == ("border", 5)
    assert shapely.from_wkt(event["area_wkt"]).distance(event["geometry"]) < 0.01
    assert set(tables.event_places["country"]) == {"ML", "NE"}


def test_the_ground_goes_into_files_and_onto_the_map(pipeline: eventgeo.Pipeline, tmp_path: Path) -> None:
    tables = extract(pipeline, "Deux soldats ont été tués à 10 km au nord de Homs lundi.")
    tables.write(tmp_path, ("csv", "geojson", "gpkg", "parquet"))
    for form in ("csv", "geojson", "gpkg", "parquet"):
        kept = eventgeo.read_tables(tmp_path, form)
        assert kept.events["area_wkt"].tolist() == tables.events["area_wkt"].tolist()
        assert kept.events.geometry[0].equals(tables.events.geometry[0])
    [event] = map_events(tables)
    [place] = event["places"]
    assert place["area"]["type"] == "Polygon" and place["text"] == "Homs"


def test_ground_that_cannot_be_read_is_left_off_the_map(pipeline: eventgeo.Pipeline) -> None:
    tables = extract(pipeline, "Deux soldats ont été tués à 10 km au nord de Homs lundi.")
    tables.events["area_wkt"] = "POLYGON ((1 2, <script>"
    [event] = map_events(tables)
    assert "area" not in event["places"][0]

"""A user's own places, CSV and GeoJSON, with and without a declaration of their columns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eventgeo.errors import GazetteerError, GazetteerFormatError
from eventgeo.gazetteer.sources import Entry
from eventgeo.gazetteer.sources.user_columns import read_columns
from eventgeo.gazetteer.sources.user_file import user_source

COLUMNS = """
[source]
name = "survey"
title = "Villages surveyed in 2024"
licence = "CC BY-SA 4.0"
date = 2024-05-01
delimiter = ";"

[columns]
place_id = "pcode"
name = "village"
latitude = "y"
longitude = "x"
kind = "type"
names = "also"
population = "people"

[names]
separator = "/"
columns = { nom = "fr", local = "any" }

[kinds]
hameau = "populated"
"Base militaire" = "facility"

[defaults]
country = "SY"
"""
CSV = """pcode;village;y;x;type;also;nom;local;people;remark
C1;Tall Hamdan;36.5;38.2;Hameau;Tel Hamdan/Tall Ḩamdān;Tell Hamdan;تل حمدان;250;"a ; in
two lines"
C2;Base 12;35,0;38.9;base militaire;;;;;
"""


def written(folder: Path, text: str, name: str = "my_places.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def entries(folder: Path, text: str, columns: str | None = None, name: str = "my_places.csv") -> list[Entry]:
    declared = written(folder, columns, "my.toml") if columns is not None else None
    return list(user_source(written(folder, text, name), declared).read())


def test_declared_columns(tmp_path: Path) -> None:
    source = user_source(
        written(tmp_path, CSV.replace("35,0", "35.0")), written(tmp_path, COLUMNS, "my.toml")
    )
    assert (source.name, source.title, source.licence) == (
        "survey", "Villages surveyed in 2024", "CC BY-SA 4.0",
    )  # fmt: skip
    assert source.version().startswith("2024-05-01+")
    hamlet, base = source.read()
    assert (hamlet.place.place_id, hamlet.place.kind, hamlet.place.country) == (
        "survey:C1",
        "populated",
        "SY",
    )
    assert (hamlet.place.population, hamlet.place.source) == (250, "survey")
    assert hamlet.names == ("Tel Hamdan", "Tall Ḩamdān", "Tell Hamdan", "تل حمدان")
    assert hamlet.languages == {"Tell Hamdan": "fr"}
    assert (base.place.kind, base.names) == ("facility", ())


def test_columns_by_their_own_names(tmp_path: Path) -> None:
    [entry] = entries(tmp_path, "\ufeffName,LAT,lon,admin1,geonameid,remark\nX,1.5,-2,GH.01,7,hello\n")
    place = entry.place
    assert (place.name, place.latitude, place.longitude, place.admin1) == ("X", 1.5, -2.0, "GH.01")
    assert (place.geonameid, place.source) == (7, "my_places")
    assert place.place_id.startswith("my_places:")


def test_ids_are_the_same_each_time(tmp_path: Path) -> None:
    text = "name,lat,lon\nX,1,2\nY,1,2\n"
    assert entries(tmp_path, text) == entries(tmp_path, text)
    assert len({entry.place.place_id for entry in entries(tmp_path, text)}) == 2


@pytest.mark.parametrize(
    ("name", "called"),
    [("my places (2).csv", "my-places-2"), ("قرى.csv", "my-places"), ("x.y.csv", "x.y")],
)
def test_a_file_gives_its_name(name: str, called: str, tmp_path: Path) -> None:
    assert user_source(written(tmp_path, "name,lat,lon\n", name)).name == called


ROW = "name,lat,lon,country,kind,population,radius_km,geonameid,admin1,id\n"
FAULTY = {
    "no name": (",1,2", 1, "name is empty"),
    "no latitude": ("X,,2", 2, "latitude is empty"),
    "latitude a word": ("X,north,2", 2, "'north' is no number of degrees"),
    "decimal comma": ('X,"35,5",2', 2, "write it with a point"),
    "not finite": ("X,inf,2", 2, "'inf' is no number of degrees"),
    "beyond the pole and swapped": ("X,110.5,34.1", 2, "seem to be swapped"),
    "swapped, by the country": ("X,38.2,34.5,SY", 2, "38.2, 34.5 is not in SY: .*swapped"),
    "metres": ("X,4030000,580000", 2, r"only WGS 84 degrees \(EPSG:4326\)"),
    "longitude too far": ("X,10,190", 3, "longitude 190 is not between -180 and 180"),
    "country": ("X,1,2,Syria", 4, "'SYRIA' is no country code"),
    "kind": ("X,1,2,,village", 5, "'village' is no kind; it is one of populated"),
    "people": ("X,1,2,,,1.5", 6, "population '1.5' is no whole number"),
    "fewer than none": ("X,1,2,,,-4", 6, "no whole number"),
    "radius": ("X,1,2,,,,wide", 7, "radius_km 'wide' is no number"),
    "geonameid": ("X,1,2,,,,,Q5", 8, "geonameid 'Q5' is no number"),
    "admin1 without its country": ("X,1,2,,,,,,09", 9, "'09' is no full code of a unit, such as SY.09"),
    "an id twice": ("X,1,2,,,,,,,a\nY,1,2,,,,,,,a", 10, "the same place as in line 2"),
    "too many cells": ("X,1,2,,,,,,,,,", None, "12 cells, but 10 columns"),
    "an open quotation": ('X,1,"2', None, "no CSV"),
}


@pytest.mark.parametrize(("faulty", "column", "said"), FAULTY.values(), ids=FAULTY)
def test_faulty_cells_are_named(faulty: str, column: int | None, said: str, tmp_path: Path) -> None:
    lines = [line + "," * (9 - line.count(",") if column else 0) for line in faulty.splitlines()]
    if 'X,"35,5"' in faulty:
        lines = [faulty + "," * 7]
    with pytest.raises(GazetteerFormatError, match=said) as caught:
        entries(tmp_path, ROW + "\n".join(lines) + "\n")
    assert (caught.value.line, caught.value.column) == (len(lines) + 1, column)


@pytest.mark.parametrize(
    "cells",
    [
        "X,36.83,38.01,TR",
        "X,36.5,38.2,SY",
        "X,36.84,38.1,TR",
        "X,60,30,SY",
        "X,-17.5,-149.5,PF",
        "X,45.04,34.1,RU",
    ],
    ids=["at its border", "inside", "over its border by some km", "elsewhere", "far west", "contested"],
)
def test_points_that_are_not_swapped(cells: str, tmp_path: Path) -> None:
    [entry] = entries(tmp_path, f"name,lat,lon,country\n{cells}\n")
    assert entry.place.country == cells[-2:]


def test_the_line_is_that_where_the_row_begins(tmp_path: Path) -> None:
    with pytest.raises(GazetteerFormatError) as caught:
        entries(tmp_path, CSV, COLUMNS)
    assert (caught.value.line, caught.value.column) == (4, 3)


HEADERS = {
    "empty": ("", None, "the file is empty"),
    "no latitude": ("name,lon\n", None, "no column for latitude; the file has 'name', 'lon'"),
    "declared, but not there": ("village,y,x\n", COLUMNS, "no column 'pcode'"),
    "a column of names that is not there": (
        "name,lat,lon\n", '[names]\ncolumns = { nom = "fr" }', "no column 'nom'",
    ),
    "a delimiter of two": ("name,lat,lon\n", '[source]\ndelimiter = "::"', "not one character"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "columns", "said"), HEADERS.values(), ids=HEADERS)
def test_faulty_headers(text: str, columns: str | None, said: str, tmp_path: Path) -> None:
    with pytest.raises(GazetteerFormatError, match=said):
        entries(tmp_path, text, columns)


DECLARATIONS = {
    "no TOML": ("[columns", "no TOML"),
    "a section there is not": ("[column]\nname = 'x'", "'column' is no section of such a file"),
    "a section that is none": ("columns = 'x'", "'columns' is no section"),
    "a field there is not": ("[columns]\nlattitude = 'y'", "'lattitude'; it may have place_id, name"),
    "another projection": ("[source]\ncrs = 'EPSG:32637'", "only EPSG:4326 is read"),
    "a kind there is not": ("[kinds]\nhameau = 'village'", "'village'; a kind is one of populated"),
    "a title that is no text": ("[source]\ntitle = 3", "title is 3"),
}


@pytest.mark.parametrize(("text", "said"), DECLARATIONS.values(), ids=DECLARATIONS)
def test_faulty_declarations(text: str, said: str, tmp_path: Path) -> None:
    path = written(tmp_path, text, "my.toml")
    with pytest.raises(GazetteerFormatError, match=said) as caught:
        read_columns(path)
    assert caught.value.path == str(path)


def test_files_of_other_forms(tmp_path: Path) -> None:
    with pytest.raises(GazetteerFormatError, match=r"'\.xlsx' is no form of a gazetteer"):
        user_source(written(tmp_path, "", "places.xlsx"))
    with pytest.raises(GazetteerError, match="is not there"):
        user_source(tmp_path / "none.csv")


def _feature(geometry: object, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _point(longitude: float, latitude: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [longitude, latitude]}


def _collection(*features: object, **more: object) -> str:
    told = {"type": "FeatureCollection", "features": features, **more}
    return json.dumps(told, indent=1, ensure_ascii=False)


def test_geojson(tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[38, 36], [39, 36], [39, 37], [38, 37], [38, 36]]]}
    features = (
        _feature(_point(38.2, 36.5), name="Tall Hamdan", names=["تل حمدان", "Tell Hamdan"], population=250),
        _feature(square, name="A field", kind="region") | {"id": 7},
    )
    point, field = entries(tmp_path, _collection(*features), name="my.geojson")
    assert (point.place.latitude, point.place.longitude, point.place.population) == (36.5, 38.2, 250)
    assert point.names == ("تل حمدان", "Tell Hamdan")
    assert (field.place.place_id, field.place.latitude, field.place.longitude) == ("my:7", 36.5, 38.5)


def test_names_without_what_no_name_has(tmp_path: Path) -> None:
    text = _collection(_feature(_point(1, 2), name="Tall\ud800\x1bHamdan\n", names=["a\x00b"]))
    text = text.encode("ascii", "backslashreplace").decode()
    [entry] = entries(tmp_path, text, name="my.geojson")
    assert (entry.place.name, entry.names) == ("Tall Hamdan", ("a b",))


def test_geojson_with_declared_columns(tmp_path: Path) -> None:
    text = _collection(_feature(_point(38.2, 36.5), village="Tall Hamdan", nom="Tell Hamdan"))
    columns = '[columns]\nname = "village"\n[names]\ncolumns = { nom = "fr" }\n'
    [entry] = entries(tmp_path, text, columns, "my.geojson")
    assert (entry.place.name, entry.languages) == ("Tall Hamdan", {"Tell Hamdan": "fr"})


GEOJSON = {
    "no name": (_collection(_feature(_point(1, 2), name="X"), _feature(_point(1, 2))), 17, "feature 2: name"),
    "no geometry": (_collection(_feature(None, name="X")), 4, "feature 1: it has no geometry"),
    "a geometry that is none": (_collection(_feature({"type": "Pixel"}, name="X")), 4, "none of GeoJSON"),
    "an empty geometry": (_collection(_feature({"type": "Point", "coordinates": []}, name="X")), 4, "empty"),
    "metres": (_collection(_feature(_point(580000, 4030000), name="X")), 4, "EPSG:4326"),
    "a place twice": (
        _collection(_feature(_point(1, 2), name="X"), _feature(_point(1, 2), name="X")), 17, "as feature 1",
    ),
    "another projection": (_collection(crs={"properties": {"name": "EPSG:32637"}}), None, "'EPSG:32637'"),
    "no collection": ('{"type": "Point"}', 1, "no GeoJSON FeatureCollection"),
    "a list": ("[]", 1, "no GeoJSON FeatureCollection"),
    "no JSON": ('{"type":\n "x",}', 2, "no JSON"),
    "nested without end": ("[" * 200_000, None, "nested too deep"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "said"), GEOJSON.values(), ids=GEOJSON)
def test_faulty_geojson(text: str, line: int | None, said: str, tmp_path: Path) -> None:
    with pytest.raises(GazetteerFormatError, match=said) as caught:
        entries(tmp_path, text, name="my.geojson")
    assert caught.value.line == line


def test_a_csv_may_be_what_was_exported(tmp_path: Path) -> None:
    """Cells escaped against spreadsheets are read as they were."""
    [entry] = entries(tmp_path, "name,lat,lon,names\n'=SUM(1),1,2,'-X|Y\n")
    assert (entry.place.name, entry.names) == ("=SUM(1)", ("-X", "Y"))

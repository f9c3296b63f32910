"""Tables into files and back: every format, and all that text can do to them."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from eventgeo.errors import ConfigurationError, TableSchemaError
from eventgeo.export import FORMATS, read_tables, write_tables
from eventgeo.export.cells import escape, unescape
from eventgeo.table_schema import SCHEMA
from eventgeo.tables import Tables, tabulate
from sample_tables import HARMFUL, ROWS, event, sample_tables, tables_of

NAMES = tuple(SCHEMA)


def assert_same(left: Tables, right: Tables) -> None:
    for name in NAMES:
        expected, found = getattr(left, name), getattr(right, name)
        assert type(expected) is type(found), name
        pd.testing.assert_frame_equal(pd.DataFrame(expected), pd.DataFrame(found), obj=name)
        if isinstance(expected, gpd.GeoDataFrame):
            assert found.crs == expected.crs


@pytest.mark.parametrize("format", FORMATS)
def test_tables_come_back_as_they_were(tmp_path: Path, format: str) -> None:
    tables = sample_tables()
    paths = write_tables(tables, tmp_path / "new" / "folder", [format])
    assert all(path.is_file() for path in paths)
    assert_same(tables, read_tables(tmp_path / "new" / "folder"))


@pytest.mark.parametrize("format", FORMATS)
def test_tables_without_rows_come_back_with_their_columns(tmp_path: Path, format: str) -> None:
    write_tables(tabulate([]), tmp_path, format)
    assert_same(tabulate([]), read_tables(tmp_path))


@pytest.mark.parametrize("format", FORMATS)
def test_extra_columns_come_last(tmp_path: Path, format: str) -> None:
    tables = sample_tables()
    tables.events["note"] = [f"-note {n}" for n in range(len(tables.events))]
    write_tables(tables, tmp_path, format)
    note = read_tables(tmp_path).events
    assert note.columns[-1] == "note"
    assert note["note"].tolist() == tables.events["note"].tolist()


def test_all_formats_at_once_and_the_fullest_is_read(tmp_path: Path) -> None:
    paths = write_tables(sample_tables(), tmp_path, (*FORMATS, "html"))
    names = [path.name for path in paths]
    assert names[:4] == ["events.csv", "event_places.csv", "event_actors.csv", "places.csv"]
    assert {"eventgeo.gpkg", "map.html", "events.parquet"} <= set(names)
    assert len(names) == len(set(names)) == 18
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())
    (tmp_path / "events.csv").write_text("nothing", "utf-8")
    assert_same(sample_tables(), read_tables(tmp_path))


# CSV.


def read_cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_cell_of_text_begins_as_a_formula(tmp_path: Path) -> None:
    write_tables(sample_tables(), tmp_path)
    cells = read_cells(tmp_path / "events.csv")
    assert cells[3]["doc_id"] == "'=cmd()"
    assert cells[3]["trigger"] == "'@manifestation"
    assert cells[3]["target"] == "'-police\r\nlocale"
    for name in NAMES:
        for row in read_cells(tmp_path / f"{name}.csv"):
            for column, cell in row.items():
                if SCHEMA[name][column] in ("str", "category"):
                    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (column, cell)


def test_numbers_and_empty_cells_stay_as_they_are(tmp_path: Path) -> None:
    write_tables(sample_tables(), tmp_path)
    cells = read_cells(tmp_path / "events.csv")
    assert (cells[5]["latitude"], cells[5]["longitude"]) == ("-33.8679", "151.2073")
    assert (cells[0]["killed_low"], cells[1]["killed_low"], cells[3]["latitude"]) == ("", "3", "")
    assert (cells[0]["date_start"], cells[3]["date_start"]) == ("2017-11-15", "")
    assert "geometry" not in cells[0]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+33 6", "'+33 6"),
        ("-mort", "'-mort"),
        ("@a", "'@a"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("'=1", "''=1"),
        ("''@", "'''@"),
        ("-", "'-"),
        ("-12", "-12"),
        ("+1.5e-7", "+1.5e-7"),
        ("", ""),
        ("'n Djamena", "'n Djamena"),
        ("a=b", "a=b"),
    ],
)
def test_escaped_cells(cell: str, written: str) -> None:
    assert escape(cell) == written
    assert unescape(written) == cell


@given(st.text(alphabet="'=+-@\t\r\n1.a＝", max_size=6) | st.text())
def test_escape_is_undone_by_unescape(cell: str) -> None:
    assert unescape(escape(cell)) == cell


# GIS files as other programs see them.


def test_geojson_is_longitude_latitude_and_in_range(tmp_path: Path) -> None:
    write_tables(sample_tables(), tmp_path, ["geojson"])
    for name in NAMES:
        collection = json.loads((tmp_path / f"{name}.geojson").read_text("utf-8"))
        assert collection["type"] == "FeatureCollection"
        for feature in collection["features"]:
            cells, geometry = feature["properties"], feature["geometry"]
            if cells.get("latitude") is None:
                assert geometry is None
                continue
            longitude, latitude = geometry["coordinates"]
            assert (longitude, latitude) == (cells["longitude"], cells["latitude"])
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
    frame = gpd.read_file(tmp_path / "events.geojson")
    assert frame.geometry.iloc[0].x == 40.9186


@pytest.mark.parametrize("format", ["geojson"])
def test_place_that_is_not_on_earth_is_refused(tmp_path: Path, format: str) -> None:
    swapped = tables_of({**ROWS, "events": [event(1, latitude=151.2, longitude=-33.9)]})
    with pytest.raises(TableSchemaError, match=r"row 1.*not on Earth.*swapped"):
        write_tables(swapped, tmp_path, format)
    assert list(tmp_path.iterdir()) == []


def test_geopackage_has_a_layer_a_table_with_days_and_points(tmp_path: Path) -> None:
    [path] = write_tables(sample_tables(), tmp_path, ["gpkg"])
    layers = {str(name): kind for name, kind in pyogrio.list_layers(path)}
    assert layers == {"events": "Point", "event_places": "Point", "event_actors": None, "places": "Point"}
    info = pyogrio.read_info(path, layer="events")
    kinds = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert (kinds["date_start"], kinds["killed_low"], kinds["latitude"]) == (
        "OFTDate",
        "OFTInteger64",
        "OFTReal",
    )
    assert info["crs"] == "EPSG:4326"


def test_geoparquet_holds_days_and_null_for_no_place(tmp_path: Path) -> None:
    write_tables(sample_tables(), tmp_path, ["parquet"])
    table = pq.read_table(tmp_path / "events.parquet")
    assert str(table.schema.field("date_start").type) == "date32[day]"
    assert table.column("geometry").null_count == 1
    assert b"geo" in table.schema.metadata


# What goes wrong.


@pytest.mark.parametrize("format", ["xlsx", "CSV", ""])
def test_unknown_format_names_the_known(tmp_path: Path, format: str) -> None:
    with pytest.raises(ConfigurationError, match="csv, jsonl, geojson, gpkg, parquet"):
        write_tables(sample_tables(), tmp_path, [format])
    with pytest.raises(ConfigurationError, match="csv, jsonl, geojson, gpkg, parquet"):
        read_tables(tmp_path, format)


def test_unwritable_folder_says_so_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/eventgeo")):
        with pytest.raises(ConfigurationError, match=r"cannot write to .*another folder with -o"):
            write_tables(sample_tables(), folder)


def test_failed_writing_leaves_what_was_there(tmp_path: Path) -> None:
    write_tables(sample_tables(), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    bad = tables_of({**ROWS, "places": [{**ROWS["places"][0], "latitude": 91.0}]})
    with pytest.raises(TableSchemaError):
        write_tables(bad, tmp_path, ["csv", "geojson"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_folder_without_tables_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no tables in"):
        read_tables(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("events.csv", b"a,b\n1,2\n", "no column 'event_id' among a, b"),
        ("events.csv", b"event_id,latitude\n1,north\n", "row 1, column 'latitude': 'north' is no float64"),
        ("events.csv", b"event_id,trigger_start\n1,2.5\n", "'2.5' is no Int64"),
        ("events.csv", b"event_id\n\xff\n", "cannot be read"),
        ("events.jsonl", b"{\n", "line 1: broken JSON"),
        ("events.geojson", b"[]", "no GeoJSON FeatureCollection"),
        ("events.parquet", b"PAR1", "no readable GeoParquet"),
        ("eventgeo.gpkg", b"SQLite format 3\0", "no layer 'events'"),
    ],
)
def test_damaged_files_are_named(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TableSchemaError, match=message):
        read_tables(tmp_path)


# Any text, any number.

TEXTS = st.text(st.characters(exclude_characters="\0"), max_size=12) | st.sampled_from(
    [HARMFUL, "=1", "'=1", "\r"]
)
COUNTS = st.none() | st.integers(-(2**53), 2**53)
DEGREES = st.floats(-90, 90)


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {"sentence": TEXTS, "trigger": TEXTS, "initiator": TEXTS, "killed_low": COUNTS,
             "latitude": DEGREES, "longitude": DEGREES, "confidence": st.floats(0, 1)}
        ),
        max_size=3,
    )
)  # fmt: skip
@pytest.mark.parametrize("format", FORMATS)
def test_any_rows_come_back(tmp_path: Path, format: str, rows: list[dict[str, Any]]) -> None:
    tables = tables_of({**ROWS, "events": [event(n, **row) for n, row in enumerate(rows)]})
    clean = tables_of(
        {**ROWS, "events": [event(n, **{k: mended(v) for k, v in row.items()}) for n, row in enumerate(rows)]}
    )
    write_tables(tables, tmp_path, format)
    assert_same(clean, read_tables(tmp_path, format))


def mended(cell: Any) -> Any:
    """Lone surrogates, which no file can hold, come back as U+FFFD."""
    return (
        cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(cell, str) else cell
    )


@pytest.mark.parametrize("format", FORMATS)
def test_nul_comes_back_but_from_geopackage(tmp_path: Path, format: str) -> None:
    tables = tables_of({**ROWS, "events": [event(1, sentence="a\0b")]})
    write_tables(tables, tmp_path, format)
    assert read_tables(tmp_path).events["sentence"].tolist() == ["a\ufffdb" if format == "gpkg" else "a\0b"]


def test_missing_numbers_are_missing_and_not_zero(tmp_path: Path) -> None:
    write_tables(sample_tables(), tmp_path)
    events = read_tables(tmp_path).events
    assert events["killed_low"].isna().tolist() == [True, False, True, True, True, True]
    assert math.isnan(events["latitude"][3])
    assert events.geometry[3].is_empty

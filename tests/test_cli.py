"""The command line, as a user runs it."""

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from eventgeo.cli import main

ROOT = Path(__file__).parent.parent
TEXT = "Des avions ont bombardé Idleb mardi."


@pytest.fixture
def run(gazetteer, monkeypatch):
    # the session's store; the command line looks for it in the cache folder
    monkeypatch.setenv("EVENTGEO_CACHE", str(gazetteer.path.parent))
    return lambda *args, **options: CliRunner().invoke(main, [str(arg) for arg in args], **options)


def test_extract_writes_tables_and_map(run, tmp_path):
    result = run(
        "extract", ROOT / "seeds" / "al-boukamal.txt", "-o", tmp_path, "--date", "2017-11-15", "--map",
        "--format", "csv,geojson",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    for name in (
        "events.csv",
        "event_places.csv",
        "event_actors.csv",
        "places.csv",
        "events.geojson",
        "map.html",
    ):
        assert (tmp_path / name).stat().st_size > 0
    events = pd.read_csv(tmp_path / "events.csv")
    assert {"strike", "encirclement", "capture"} <= set(events.event_type)


def test_an_unknown_format_is_wrong_usage(run, tmp_path):
    result = run("extract", ROOT / "seeds" / "al-boukamal.txt", "-o", tmp_path, "--format", "csv,xls")
    assert result.exit_code == 2
    assert "xls" in result.output and "geojson" in result.output


def test_extract_reads_stdin(run, tmp_path):
    result = run("extract", "-", "-o", tmp_path, "--date", "2020-02-27", input=TEXT)
    assert result.exit_code == 0, result.output
    assert pd.read_csv(tmp_path / "events.csv").date_start.tolist() == ["2020-02-25"]


def test_a_broken_line_is_named_and_the_others_are_read(run, tmp_path):
    source = tmp_path / "news.jsonl"
    good = json.dumps({"doc_id": "a", "text": TEXT})
    source.write_text(f"{good}\n{{broken\n{good.replace('a', 'b', 1)}\n", encoding="utf-8")
    result = run("extract", source, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert "line 2" in result.output
    assert len(pd.read_csv(tmp_path / "out" / "events.csv")) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["extract", "nowhere.txt", "-o", "OUT"], ["nowhere.txt"]),
        (["extract", "SEED", "-o", "OUT", "--date", "sometime"], ["sometime"]),
        (["extract", "TABLE", "-o", "OUT", "--text-column", "corps"], ["corps", "texte"]),
        (["extract", "SEED", "-o", "FILE"], ["FILE"]),
    ],
)
def test_errors_are_one_clear_line_without_traceback(run, tmp_path, arguments, words):
    table = tmp_path / "table.csv"
    table.write_text(f"id,texte\n1,{TEXT}\n", encoding="utf-8")
    file = tmp_path / "FILE"
    file.write_text("in the way", encoding="utf-8")
    stand_in = {
        "OUT": tmp_path / "out",
        "SEED": ROOT / "seeds" / "al-boukamal.txt",
        "TABLE": table,
        "FILE": file,
    }
    result = run(*(stand_in.get(argument, argument) for argument in arguments))
    assert result.exit_code == 1, result.output
    assert all(word in result.output for word in words)
    assert "Traceback" not in result.output


def test_debug_shows_the_error_itself(run, tmp_path):
    result = run("--debug", "extract", "nowhere.txt", "-o", tmp_path)
    assert type(result.exception).__name__ == "DocumentError"


def test_resolve_shows_candidates_with_reasons(run):
    result = run("resolve", "Al-Boukamal")
    assert result.exit_code == 0, result.output
    first = result.output.splitlines()[0]
    assert "SY" in first and "34.4" in first
    assert result.output.splitlines()[1].strip()


def test_resolve_prefers_the_country_asked_for(run):
    assert "LB" in run("resolve", "Tripoli", "--country", "LB").output.splitlines()[0]
    assert "LY" in run("resolve", "Tripoli", "--country", "LY").output.splitlines()[0]


def test_resolve_says_when_nothing_fits(run):
    result = run("resolve", "Xqzvtkw")
    assert result.exit_code == 1
    assert "unresolved" in result.output


def test_gazetteer_info_names_sources_and_licences(run):
    result = run("gazetteer", "info")
    assert result.exit_code == 0, result.output
    for words in ("GeoNames", "CC BY 4.0", "Natural Earth", "public domain"):
        assert words in result.output


def test_doctor_tells_where_things_are(run, gazetteer):
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert str(gazetteer.path.parent) in result.output
    assert "geopandas" in result.output


def test_doctor_says_how_to_mend(monkeypatch, tmp_path):
    monkeypatch.setenv("EVENTGEO_CACHE", str(tmp_path))
    result = CliRunner().invoke(main, ["doctor"])
    assert "eventgeo gazetteer build" in result.output


def test_doctor_sees_a_cache_that_cannot_be_used(monkeypatch, tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("EVENTGEO_CACHE", str(in_the_way))
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert "EVENTGEO_CACHE" in result.output


def test_version(run):
    import eventgeo

    assert eventgeo.__version__ in run("--version").output

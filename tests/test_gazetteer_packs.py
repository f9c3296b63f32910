"""Packs in the store: added, listed, exported, taken out; and a store that nothing harms."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eventgeo.cli import main
from eventgeo.errors import ConfigurationError, GazetteerError, GazetteerFormatError
from eventgeo.gazetteer import SqliteGazetteer
from eventgeo.gazetteer.packs import add_pack, check_pack_name, list_packs, list_sources
from eventgeo.gazetteer.sources.geonames_dump import geonames_source
from eventgeo.gazetteer.sources.user_file import user_source
from file_server import Fault, serving
from geonames_files import name_row, row, zip_file

HAMLET = row(geonameid=999000001, name="Khirbat Zzoubayr", alternatenames="خربة ززبير", population=0)
DUMP = [
    row(alternatenames="Qaryataynu"),
    HAMLET,
    row(geonameid=999000003, name="=HYPERLINK(x)", alternatenames=""),
    row(geonameid=999000002, feature_class="S", feature_code="HTL"),
]
NAMES = [name_row(999000001, "fr", "Khirbet Zzoubayr")]


@pytest.fixture(scope="module")
def store(gazetteer: SqliteGazetteer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of this module's own, with one pack added by the command line."""
    folder = tmp_path_factory.mktemp("packs")
    path = Path(shutil.copy(gazetteer.path, folder / "store.sqlite"))
    zip_file(folder / "SY.zip", SY=DUMP, readme=b"notes")
    zip_file(folder / "alternatenames" / "SY.zip", SY=NAMES)
    result = run("add", *syria(path))
    assert result.exit_code == 0, result.output
    assert result.stdout == "geonames:SY added: 3 places, 6 names; licence CC BY 4.0\n"
    return path


def syria(store: Path) -> list[str]:
    """Return what adds the country's files that lie beside a store."""
    folder = store.parent
    names = str(folder / "alternatenames")
    return ["--file", str(folder / "SY.zip"), "--alternate-names", names, "--store", str(store)]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["gazetteer", *arguments])


def digest(path: Path) -> tuple[str, int]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


@pytest.fixture
def unchanged(store: Path) -> Iterator[Path]:
    """Give the store to a test that must leave it as it is, and leave nothing beside it."""
    before, beside = digest(store), set(store.parent.iterdir())
    yield store
    assert digest(store) == before
    assert {path for path in store.parent.iterdir() if path.suffix == ".tmp"} <= beside


@pytest.mark.parametrize("name", ["Khirbat Zzoubayr", "Khirbet Zzoubayr", "خربة ززبير"])
def test_a_pack_is_found(name: str, store: Path) -> None:
    [candidate, *_] = SqliteGazetteer(store).lookup(name)
    assert candidate.place.geonameid == 999000001
    assert candidate.place.admin1_name == "Homs"


def test_a_place_that_both_have_is_one(store: Path) -> None:
    found = [candidate.place for candidate in SqliteGazetteer(store).lookup("Qaryataynu")]
    assert [place.geonameid for place in found] == [173361]
    again = [candidate.place.geonameid for candidate in SqliteGazetteer(store).lookup("Al Qaryatayn")]
    assert again.count(173361) == 1


def test_adding_twice_changes_nothing(unchanged: Path) -> None:
    result = run("add", *syria(unchanged))
    assert result.stdout.startswith("geonames:SY is there already, unchanged")


def test_info_tells_sources_licences_and_days(unchanged: Path) -> None:
    said = run("info", "--store", str(unchanged)).stdout
    assert "pack geonames:SY: GeoNames dump SY.zip with alternate names SY.zip" in said
    assert "licence CC BY 4.0" in said
    assert all(source.added and source.version for source in list_sources(unchanged))
    [pack] = list_packs(unchanged)
    assert (pack.places, pack.names, pack.embedded) == (3, 6, False)


def test_export_gives_back_what_was_added(unchanged: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "sy.csv"
    assert (
        run("export", "-o", str(target), "--source", "geonames:SY", "--store", str(unchanged)).exit_code == 0
    )
    with target.open(encoding="utf-8", newline="") as file:
        rows = {line["geonameid"]: line for line in csv.DictReader(file)}
    assert set(rows) == {"173361", "999000001", "999000003"}
    assert rows["999000003"]["name"] == "'=HYPERLINK(x)"  # no formula to a spreadsheet
    assert set(rows["999000001"]["names"].split("|")) == {"Khirbet Zzoubayr", "خربة ززبير"}
    entries = {entry.place.geonameid: entry for entry in user_source(target).read()}
    assert entries[999000001].place.admin1 == "SY.11"
    assert entries[999000003].place.name == "=HYPERLINK(x)"


@pytest.mark.parametrize("ending", [".geojson", ".jsonl"])
def test_export_in_other_forms(ending: str, unchanged: Path, tmp_path: Path) -> None:
    target = tmp_path / f"sy{ending}"
    run("export", "-o", str(target), "--source", "geonames:SY", "--store", str(unchanged))
    text = target.read_text("utf-8")
    if ending == ".geojson":
        features = json.loads(text)["features"]
        points = {each["properties"]["geonameid"]: each["geometry"]["coordinates"] for each in features}
        assert points[173361] == [37.24066, 34.22956]
        assert len(list(user_source(target).read())) == 3
    else:
        told = {each["geonameid"]: each for each in map(json.loads, text.splitlines())}
        assert told[999000001]["languages"] == {"Khirbet Zzoubayr": "fr"}


REFUSED = {
    "a form there is not": (["-o", "places.shp"], "write to a name that ends in .csv, .geojson, .jsonl"),
    "a source there is not": (["-o", "x.csv", "--source", "geonames:XX"], "no source 'geonames:XX'"),
    "a folder that is a file": (["-o", "/dev/null/x.csv", "--source", "geonames:SY"], "cannot be written"),
}


@pytest.mark.parametrize(("arguments", "said"), REFUSED.values(), ids=REFUSED)
def test_exports_that_are_refused(arguments: list[str], said: str, unchanged: Path) -> None:
    result = run("export", *arguments, "--store", str(unchanged))
    assert result.exit_code == 1
    assert said in " ".join(result.stderr.split())


def test_a_faulty_row_leaves_the_store_alone(unchanged: Path, tmp_path: Path) -> None:
    faulty = zip_file(tmp_path / "IQ.zip", IQ=[row(country="IQ"), row(latitude="north")])
    with pytest.raises(GazetteerFormatError) as caught:
        add_pack(geonames_source(faulty), path=unchanged)
    assert caught.value.line == 2


@pytest.mark.parametrize("rows", [[], [row(feature_class="S", feature_code="HTL")]], ids=["empty", "hotels"])
def test_a_file_without_places_is_refused(rows: list[str], unchanged: Path, tmp_path: Path) -> None:
    with pytest.raises(GazetteerFormatError, match="has no place in it"):
        add_pack(geonames_source(zip_file(tmp_path / "IQ.zip", IQ=rows)), path=unchanged)


@pytest.mark.parametrize("command", [["info"], ["export", "-o", "x.csv"], ["remove", "geonames:SY"]])
def test_a_slip_in_the_name_of_a_store_builds_none(command: list[str], tmp_path: Path) -> None:
    result = run(*command, "--store", str(tmp_path / "nowhere.sqlite"))
    assert (result.exit_code, "does not exist" in result.stderr) == (1, True)
    assert not list(tmp_path.iterdir())


def test_one_faulty_file_of_two_leaves_the_store_alone(unchanged: Path, tmp_path: Path) -> None:
    good = zip_file(tmp_path / "LB.zip", LB=[row(country="LB")])
    (tmp_path / "IQ.zip").write_bytes(b"PK")
    result = run("add", "--file", str(good), "--file", str(tmp_path / "IQ.zip"), "--store", str(unchanged))
    assert (result.exit_code, "no whole zip archive" in result.stderr) == (1, True)


@pytest.mark.parametrize("name", ["geonames", "cldr", "naturalearth"])
def test_names_of_embedded_sources_are_taken(name: str, unchanged: Path, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="has a source of that name already"):
        add_pack(geonames_source(zip_file(tmp_path / "SY.zip", SY=DUMP), name=name), path=unchanged)


@pytest.mark.parametrize("name", ["", " ", "a b", "a:b:c", "../x", "x;y", "é", ":x", "x" * 42])
def test_names_that_no_pack_may_bear(name: str) -> None:
    with pytest.raises(ConfigurationError):
        check_pack_name(name)


_KILLED = """
import sys, time
from dataclasses import replace
from pathlib import Path
from eventgeo.gazetteer.packs import add_pack
from eventgeo.gazetteer.sources.geonames_dump import geonames_source

whole = geonames_source(sys.argv[1], name="geonames:IQ")

def read():
    yield from whole.read()
    print("reading", flush=True)
    time.sleep(600)

add_pack(replace(whole, read=read), path=Path(sys.argv[2]))
"""


def test_killed_on_the_way_the_store_is_the_old_one(unchanged: Path, tmp_path: Path) -> None:
    dump = zip_file(tmp_path / "IQ.zip", IQ=[HAMLET])
    arguments = [sys.executable, "-c", _KILLED, str(dump), str(unchanged)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "reading\n"
        os.kill(process.pid, signal.SIGKILL)
    for left in unchanged.parent.glob(".store-*.tmp"):
        left.unlink()
    assert [pack.name for pack in list_packs(unchanged)] == ["geonames:SY"]


WRONG = {
    "nothing": ([], 2, "give geonames and codes of countries"),
    "no codes": (["geonames"], 2, "such as SY IQ UA, or all"),
    "another service": (["osm", "SY"], 2, "give geonames and then codes"),
    "no code": (["geonames", "Syria"], 1, "'Syria' is no country code"),
    "both": (["geonames", "SY", "--file", "x.zip"], 2, "or files with --file"),
    "a name for a country": (["geonames", "SY", "--name", "x"], 2, "go with --file"),
    "columns of a dump": (["--file", "SY.zip", "--columns", "x.toml"], 2, "--columns goes with .csv"),
    "a licence of a table": (["--file", "x.csv", "--licence", "CC0"], 2, "a TOML file says them"),
    "one name for two": (["--file", "a.csv", "--file", "b.csv", "--name", "x"], 2, "go with one file"),
    "a file that is not there": (["--file", "nowhere.zip"], 1, "nowhere.zip is not there"),
    "a form there is not": (["--file", __file__], 1, "'.py' is no form of a gazetteer"),
}


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_added(arguments: list[str], code: int, said: str, unchanged: Path) -> None:
    result = run("add", *arguments, "--store", str(unchanged))
    assert result.exit_code == code
    assert said in " ".join(result.stderr.split())


def test_a_wrong_digest_leaves_the_store_alone(unchanged: Path) -> None:
    result = run("add", *syria(unchanged), "--sha256", "0" * 64)
    assert (result.exit_code, "has SHA-256" in result.stderr) == (1, True)


def test_an_export_that_lacks_a_country_leaves_the_store_alone(
    unchanged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as server:
        monkeypatch.setenv("EVENTGEO_GEONAMES_URL", server.url)
        result = run("add", "geonames", "SY", "--store", str(unchanged))
    assert (result.exit_code, "404" in result.stderr) == (1, True)


def test_from_the_network_and_out_again(store: Path, tmp_path: Path) -> None:
    """Last: it changes the store of this module."""
    with serving() as server:
        server.files["/YE.zip"] = zip_file(
            tmp_path / "YE.zip", YE=[row(geonameid=999000009, country="YE")]
        ).read_bytes()
        server.files["/alternatenames/YE.zip"] = zip_file(
            tmp_path / "a" / "YE.zip", YE=[name_row(999000009, "fr", "Wadi Zzaynab")]
        ).read_bytes()
        server.faults = [Fault(cut_after=100)]
        added = run("add", "geonames", "ye", "--mirror", server.url, "--store", str(store))
    assert added.stdout == "geonames:YE added: 1 place, 5 names; licence CC BY 4.0\n"
    [candidate, *_] = SqliteGazetteer(store).lookup("Wadi Zzaynab")
    assert candidate.place.country == "YE"
    gone = run("remove", "geonames:YE", "geonames:SY", "--store", str(store))
    assert gone.stdout == "removed geonames:YE, geonames:SY\n"
    assert list_packs(store) == ()
    assert SqliteGazetteer(store).lookup("Khirbat Zzoubayr") == ()
    again = run("remove", "geonames:YE", "--store", str(store))
    assert (again.exit_code, "no packs of the store: geonames:YE" in again.stderr) == (1, True)

"""The store is built whole or not at all, found out when it is not whole, and read by many at once."""

from __future__ import annotations

import contextlib
import os
import pickle
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from eventgeo.errors import GazetteerError
from eventgeo.gazetteer import SqliteGazetteer, open_gazetteer
from eventgeo.gazetteer.build import build_gazetteer, cache_folder, is_current, stamp
from eventgeo.gazetteer.sources import Entry, Source
from eventgeo.gazetteer.sources.reviewed import REVIEWED
from eventgeo.model import Place
from eventgeo.resolution.geodesy import great_circle_km
from eventgeo.testing import check_gazetteer

SMALL = (REVIEWED,)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a store of the reviewed tables alone: quick to build."""
    return build_gazetteer(tmp_path / "small.sqlite", sources=SMALL)


def test_the_embedded_gazetteer_keeps_the_contract(gazetteer: SqliteGazetteer) -> None:
    check_gazetteer(
        gazetteer, known=("Paris", "Alep", "Deir Ezzor", "Syrie", "Sahel", "San José", "Al-Boukamal")
    )


def test_it_is_small_and_opens_in_milliseconds(gazetteer: SqliteGazetteer) -> None:
    assert gazetteer.path.stat().st_size < 250_000_000
    start = time.perf_counter()
    SqliteGazetteer(gazetteer.path)
    assert time.perf_counter() - start < 0.1


def test_info_names_sources_licences_and_rows(gazetteer: SqliteGazetteer) -> None:
    info = gazetteer.info()
    sources = {source["name"]: source for source in info["sources"]}
    assert set(sources) == {"cldr", "naturalearth", "admin2", "eventgeo", "geonames"}
    assert sources["geonames"]["licence"] == "CC BY 4.0"
    assert sources["geonames"]["places"] > 200_000
    assert sources["cldr"]["places"] > 230
    assert sources["naturalearth"]["places"] > 4_000


@pytest.mark.parametrize(
    ("name", "shown"),
    [("mer Rouge", "Red Sea"), ("Darfour", "Darfur"), ("Euphrate", "Euphrates"), ("Sahel", "Sahel")],
)
def test_regions_and_waters_are_shown_by_their_english_name(
    gazetteer: SqliteGazetteer, name: str, shown: str
) -> None:
    assert gazetteer.lookup(name)[0].place.name == shown


@pytest.mark.parametrize(
    ("name", "country", "unit"),
    [
        ("Saint-Denis", "FR", "Île-de-France"),
        ("Srebrenica", "BA", "Republika Srpska"),
        ("Marawi City", "PH", "Bangsamoro"),
    ],
)
def test_settlements_tell_their_unit_in_latin_letters(
    gazetteer: SqliteGazetteer, name: str, country: str, unit: str
) -> None:
    best = next(c.place for c in gazetteer.lookup(name) if c.place.country == country)
    assert best.admin1_name == unit


def test_every_country_of_the_library_s_languages_is_found(gazetteer: SqliteGazetteer) -> None:
    from babel import Locale

    for language in ("fr", "en", "es", "ar"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code in {
                "SY",
                "IQ",
                "CI",
                "CD",
                "CG",
                "KP",
                "MK",
                "TR",
                "EH",
                "PS",
                "US",
                "XK",
            }:
                found = {c.place.country for c in gazetteer.lookup(name) if c.place.kind == "country"}
                assert code in found, (language, name)


def test_a_country_name_of_some_languages_says_which(gazetteer: SqliteGazetteer) -> None:
    def languages(name: str) -> set[str]:
        country = next(found for found in gazetteer.lookup(name) if found.place.kind == "country")
        return {feature for feature in country.features if feature.startswith("in_")}

    assert languages("Argelia") == {"in_es"}
    assert languages("Allemagne") == {"in_fr"}
    assert languages("Burkina") == set()  # reviewed variants count everywhere


def test_no_settlement_stands_twice(gazetteer: SqliteGazetteer) -> None:
    """A town that GeoNames has gets no row in the reviewed tables; its spellings go to the exonyms."""
    twice = []
    for entry in REVIEWED.read():
        place = entry.place
        for name in (place.name, *entry.names) if place.kind == "populated" else ():
            twice += [
                (name, other.place.name)
                for other in gazetteer.lookup(name)
                if other.place.source == "geonames"
                and other.place.country == place.country
                and other.match == "exact"
                and great_circle_km(
                    place.latitude, place.longitude, other.place.latitude, other.place.longitude
                )
                < 3
            ]
    assert not twice


def test_cities_know_their_unit_and_size(gazetteer: SqliteGazetteer) -> None:
    aleppo = next(c.place for c in gazetteer.lookup("Alep") if c.place.kind == "populated")
    assert (aleppo.admin1, aleppo.admin1_name, aleppo.country) == ("SY.09", "Aleppo", "SY")
    assert 5 < aleppo.radius_km < 30
    damascus = next(c.place for c in gazetteer.lookup("Damas") if c.place.population > 1_000_000)
    assert damascus.feature_code in ("PPLC", "ADM1")


def test_a_second_build_reuses_the_file(small: Path) -> None:
    before = small.stat().st_mtime_ns
    build_gazetteer(small, sources=SMALL)
    assert small.stat().st_mtime_ns == before
    build_gazetteer(small, sources=SMALL, force=True)
    assert small.stat().st_mtime_ns > before


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _garble(path: Path) -> None:
    path.write_bytes(os.urandom(5000))


def _age(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = 'old' WHERE key = 'stamp'")
    connection.close()


def _unfinish(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM meta")
    connection.close()


@pytest.mark.parametrize("spoil", [_truncate, _empty, _garble, _age, _unfinish])
def test_a_spoilt_file_is_found_out_and_rebuilt(small: Path, spoil: Callable[[Path], None]) -> None:
    spoil(small)
    assert not is_current(small, stamp(SMALL))
    build_gazetteer(small, sources=SMALL)
    assert SqliteGazetteer(small).lookup("Sahel")[0].place.kind == "region"


@pytest.mark.parametrize("name", ["notes.txt", "other.sqlite"])
def test_a_file_that_is_no_store_is_left_as_it_is(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if path.suffix == ".txt":
        path.write_text("notes")
    else:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE mine (x)")
            connection.commit()
    before = path.read_bytes()
    with pytest.raises(GazetteerError, match="no gazetteer store"):
        open_gazetteer(str(path))
    with pytest.raises(GazetteerError):
        SqliteGazetteer(path)
    assert path.read_bytes() == before


def test_a_build_that_fails_leaves_the_old_file_and_no_other(small: Path) -> None:
    def broken() -> Iterator[Entry]:
        yield Entry(
            place=Place(place_id="x", name="X", kind="region", latitude=0.0, longitude=0.0, source="broken")
        )
        raise RuntimeError("the source broke off")

    source = Source(name="broken", title="", licence="", url="", version=lambda: "1", read=broken)
    before = small.read_bytes()
    with pytest.raises(RuntimeError, match="broke off"):
        build_gazetteer(small, sources=(source,))
    assert small.read_bytes() == before
    assert not list(small.parent.glob("*.tmp")) and not list(small.parent.glob(".*.tmp"))


def test_leavings_of_killed_builds_are_swept_up(small: Path) -> None:
    old, young = small.with_name(f".{small.stem}-old.tmp"), small.with_name(f".{small.stem}-young.tmp")
    for left in (old, young):
        left.write_bytes(b"half a store")
    os.utime(old, (0, 0))
    build_gazetteer(small, sources=SMALL, force=True)
    assert not old.exists() and young.exists()


def test_two_processes_build_at_once(tmp_path: Path) -> None:
    target = tmp_path / "shared.sqlite"
    program = (
        "import sys; from pathlib import Path\n"
        "from eventgeo.gazetteer.build import build_gazetteer\n"
        "from eventgeo.gazetteer.sources.reviewed import REVIEWED\n"
        "from eventgeo.gazetteer import SqliteGazetteer\n"
        "path = build_gazetteer(Path(sys.argv[1]), sources=(REVIEWED,))\n"
        "print(SqliteGazetteer(path).lookup('Sahel')[0].place.name)\n"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", program, str(target)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [process.communicate(timeout=120)[0].strip() for process in both] == ["Sahel", "Sahel"]
    assert is_current(target, stamp(SMALL))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root and Windows write everywhere")
def test_an_unwritable_folder_says_what_to_do(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(GazetteerError, match="EVENTGEO_CACHE"):
            build_gazetteer(tmp_path / "cache" / "g.sqlite", sources=SMALL)
    finally:
        tmp_path.chmod(stat.S_IRWXU)


def test_a_folder_that_is_a_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match="EVENTGEO_CACHE"):
        build_gazetteer(tmp_path / "file" / "g.sqlite", sources=SMALL)


def test_the_cache_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EVENTGEO_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("EVENTGEO_CACHE")
    assert cache_folder().name == "eventgeo"


def test_a_store_is_never_written_through_the_gazetteer(small: Path) -> None:
    before = small.read_bytes()
    gazetteer = SqliteGazetteer(small)
    gazetteer.lookup("Sahel")
    with pytest.raises(sqlite3.OperationalError):
        gazetteer._connection().execute("DELETE FROM names")
    assert small.read_bytes() == before


def test_threads_and_pickles_read_alike(gazetteer: SqliteGazetteer) -> None:
    names = ["Alep", "Homs", "Idleb", "Mossoul", "Gao", "Kidal", "Kiev", "Donetsk"] * 25
    alone = [gazetteer.lookup(name) for name in names]
    fresh = SqliteGazetteer(gazetteer.path)
    with ThreadPoolExecutor(max_workers=8) as pool:
        assert list(pool.map(fresh.lookup, names)) == alone
    assert pickle.loads(pickle.dumps(gazetteer)).lookup("Alep") == alone[0]  # noqa: S301


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_opens_the_file_for_itself(gazetteer: SqliteGazetteer) -> None:
    gazetteer.lookup("Alep")
    child = os.fork()
    if child == 0:
        os._exit(0 if gazetteer.lookup("Bamako")[0].place.country == "ML" else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert gazetteer.lookup("Niamey")[0].place.country == "NE"


def test_a_lookup_is_quick(gazetteer: SqliteGazetteer) -> None:
    fresh = SqliteGazetteer(gazetteer.path)
    names = ["Alep", "Homs", "Les Forces", "Deir Ezzor", "Ministère", "Conseil", "Kidal", "Bakhmout"]
    for name in names:
        fresh.lookup(name)
    start = time.perf_counter()
    for _ in range(200):
        for name in names:
            fresh.lookup(name)
    assert (time.perf_counter() - start) / 1600 < 100e-6


def test_the_reviewed_tables_hold_what_they_should() -> None:
    entries = list(REVIEWED.read())
    ids = [entry.place.place_id for entry in entries]
    assert len(entries) > 900
    assert sorted(ids) == sorted(set(ids))
    for entry in entries:
        place = entry.place
        assert -90 <= place.latitude <= 90 and -180 <= place.longitude <= 180, place
        assert place.radius_km > 0, place
        assert place.country == "" or (len(place.country) == 2 and place.country.isupper()), place
        names = (place.name, *entry.names)
        assert all(name == name.strip() and name for name in names), place
        assert len(names) == len(set(names)), place

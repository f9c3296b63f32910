"""The store grows by packs and shrinks without a trace, whole at every moment, whatever its rows' order."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventgeo.errors import ConfigurationError, GazetteerError, GazetteerFormatError
from eventgeo.gazetteer import SqliteGazetteer, build, sounding
from eventgeo.gazetteer import store as store_module
from eventgeo.gazetteer.build import build_gazetteer, extend_store, is_current, remove_sources, stamp
from eventgeo.gazetteer.cells import distance_to_square_km, great_circle_km, span_of
from eventgeo.gazetteer.contents import as_source, connect, read_entries, stored_sources
from eventgeo.gazetteer.sources import Entry, Source
from eventgeo.gazetteer.sources.reviewed import REVIEWED
from eventgeo.model import Kind, Place

TABLES = ("places", "names", "sounds", "cells", "units")
NAMES = ("Qaraqosh", "Bakhmut", "Deir Hafir", "Al-Boukamal", "Mykolaiv", "Sidi Bouzid", "حلب", "Харків")


def place(place_id: str, name: str, **fields: Any) -> Place:
    given = {"kind": "populated", "latitude": 1.0, "longitude": 2.0, "source": "test"} | fields
    return Place(place_id=place_id, name=name, **given)


def source(name: str, entries: Sequence[Entry], version: str = "1") -> Source:
    return Source(
        name=name, title=name, licence="CC0", url="", version=lambda: version, read=lambda: iter(entries)
    )


def many(name: str, count: int) -> list[Entry]:
    """Return places with made-up names, the same for the same arguments."""
    chance = random.Random(name)  # noqa: S311
    syllables = ("ka", "ra", "bil", "dor", "mesh", "tu", "lin", "vo", "sar", "qa")
    return [
        Entry(
            place=place(
                f"{name}:{number}",
                "".join(chance.choices(syllables, k=4)).title(),
                latitude=chance.uniform(-90, 90),
                longitude=chance.uniform(-180, 180),
                population=chance.choice((0, 0, 900, 50_000)),
                source=name,
            ),
            names=tuple("".join(chance.choices(syllables, k=3)).title() for _ in range(chance.randrange(3))),
        )
        for number in range(count)
    ]


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that lies in the store at `path`; sources by name, for their numbers may differ."""
    connection = connect(path)
    numbers = {stored.number: stored.name for stored in stored_sources(connection)} | {0: "derived"}
    found: dict[str, list[tuple[Any, ...]]] = {}
    for table in TABLES:
        cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608
        columns = [column[0] for column in cursor.description]
        found[table] = sorted(
            tuple(
                numbers[value] if column == "source" else value
                for column, value in zip(columns, row, strict=True)
            )
            for row in cursor
        )
    connection.close()
    return found


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a store of the reviewed tables."""
    return build_gazetteer(tmp_path_factory.mktemp("base") / "store.sqlite", sources=(REVIEWED,)).read_bytes()


@pytest.fixture
def store(tmp_path: Path, base: bytes) -> Path:
    path = tmp_path / "store.sqlite"
    path.write_bytes(base)
    return path


def test_a_pack_comes_and_goes_without_a_trace(store: Path) -> None:
    before = rows(store)
    extend_store(store, [source("one", many("one", 300))])
    with_one = rows(store)
    assert len(with_one["places"]) == len(before["places"]) + 300
    extend_store(store, [source("two", many("two", 200))])
    remove_sources(store, ["two"])
    assert rows(store) == with_one
    remove_sources(store, ["one"])
    assert rows(store) == before


def test_adding_twice_changes_nothing(store: Path) -> None:
    pack = source("one", many("one", 300))
    extend_store(store, [pack])
    before, told = rows(store), SqliteGazetteer(store).info()["sources"]
    extend_store(store, [pack])
    assert rows(store) == before
    assert SqliteGazetteer(store).info()["sources"] == told


def test_a_newer_version_replaces_the_older(store: Path) -> None:
    extend_store(store, [source("one", many("one", 300))])
    extend_store(store, [source("one", many("other", 10), version="2")])
    told = {each["name"]: each for each in SqliteGazetteer(store).info()["sources"]}
    assert (told["one"]["places"], told["one"]["version"], told["one"]["embedded"]) == (10, "2", False)


def test_the_order_of_packs_makes_no_difference(store: Path, tmp_path: Path) -> None:
    packs = [source(name, many(name, 100)) for name in ("one", "two", "three")]
    other = tmp_path / "other.sqlite"
    other.write_bytes(store.read_bytes())
    for pack in packs:
        extend_store(store, [pack])
    extend_store(other, packs[::-1])
    assert rows(store) == rows(other)
    assert SqliteGazetteer(store).name == SqliteGazetteer(other).name


def test_packs_outlive_a_new_version_of_keys_and_sources(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extend_store(store, [source("one", many("one", 300)), source("two", many("two", 50))])
    before = rows(store)
    monkeypatch.setattr(build, "_KEY_VERSION", -1)
    assert not is_current(store, stamp((REVIEWED,)))
    build_gazetteer(store, sources=(REVIEWED,))
    assert is_current(store, stamp((REVIEWED,)))
    assert rows(store) == before
    build_gazetteer(store, sources=(source("new", many("new", 5)),))
    assert {each["name"] for each in SqliteGazetteer(store).info()["sources"]} == {"new", "one", "two"}


def test_what_is_read_back_is_what_was_put_in(store: Path) -> None:
    entries = [
        *many("one", 100),
        Entry(place=place("x", "Deir Hafir"), names=("Dayr Hafir", "دير حافر"), languages={"دير حافر": "ar"}),
    ]
    extend_store(store, [source("one", entries)])
    read = {entry.place.place_id: entry for entry in read_entries(store, "one")}
    assert {key: entry.place for key, entry in read.items()} == {e.place.place_id: e.place for e in entries}
    for entry in entries:
        assert set(read[entry.place.place_id].names) | {entry.place.name} == {entry.place.name, *entry.names}
    assert read["x"].languages == {"دير حافر": "ar"}
    stored = next(each for each in stored_sources(connect(store)) if each.name == "one")
    assert as_source(store, stored).version() == "1"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda path: extend_store(path, [source("eventgeo", [])]), "eventgeo"),
        (lambda path: extend_store(path, [source("one", []), source("one", [])]), "one"),
        (lambda path: extend_store(path.with_name("none.sqlite"), [source("one", [])]), "none.sqlite"),
        (lambda path: remove_sources(path, ["one"]), "one"),
        (lambda path: remove_sources(path, ["eventgeo"]), "eventgeo"),
        (lambda path: remove_sources(path.with_name("none.sqlite"), ["one"]), "none.sqlite"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(store: Path, change: Any, says: str) -> None:
    before = store.read_bytes()
    with pytest.raises(GazetteerError, match=says):
        change(store)
    assert store.read_bytes() == before
    assert not list(store.parent.glob(".*.tmp"))


def test_a_pack_that_is_there_is_only_replaced_where_asked_to(store: Path) -> None:
    extend_store(store, [source("one", [])], replace=False)
    with pytest.raises(GazetteerError, match="one"):
        extend_store(store, [source("one", [])], replace=False)


def test_a_source_that_breaks_off_leaves_the_store_and_no_process(store: Path) -> None:
    def broken() -> Iterator[Entry]:
        yield from many("one", 100)
        raise GazetteerError("line 101 is cut off")

    before = store.read_bytes()
    with pytest.raises(GazetteerError, match="line 101"):
        extend_store(
            store, [Source(name="one", title="", licence="", url="", version=lambda: "", read=broken)]
        )
    assert store.read_bytes() == before
    assert not list(store.parent.glob(".*.tmp"))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"latitude": 91.0}, "x:1 of one lies at latitude 91"),
        ({"longitude": float("nan")}, "longitude nan"),
        ({"name": "half a \ud800"}, "none"),
        ({"population": 2**70}, "none"),
    ],
)
def test_a_row_that_cannot_be_kept_is_named(store: Path, fields: dict[str, Any], says: str) -> None:
    before = store.read_bytes()
    with pytest.raises(GazetteerFormatError, match=says):
        extend_store(store, [source("one", [Entry(place=place("x:1", **({"name": "X"} | fields)))])])
    assert store.read_bytes() == before


def test_answers_are_forgotten_before_they_fill_the_memory(
    gazetteer: SqliteGazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_MOST_REMEMBERED", 50)
    fresh = SqliteGazetteer(gazetteer.path)
    for name in NAMES * 3:
        assert fresh.lookup(name) == gazetteer.lookup(name)
        held = sum(1 + len(answer) for answer in fresh._answers.values())
        assert held <= 50 + max(1 + len(answer) for answer in fresh._answers.values())


_CHILD = """
import sys
from pathlib import Path
from eventgeo.gazetteer.build import extend_store
from eventgeo.gazetteer.sources import Entry, Source
from eventgeo.model import Place
def read():
    for number in range(3000):
        yield Entry(
            place=Place(place_id=f"k:{number}", name=f"Killa {number % 700}", kind="populated",
                        latitude=number % 90, longitude=number % 180, source="one"),
            names=(f"Qilla {number}",),
        )
pack = Source(name="one", title="", licence="", url="", version=lambda: "1", read=read)
print("ready", flush=True)
extend_store(Path(sys.argv[1]), [pack])
print("done", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_killed_at_any_moment_the_store_is_the_old_one_or_the_new_one(store: Path) -> None:
    def begun() -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(store)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None and child.stdout.readline() == "ready\n"
        return child

    base, old = store.read_bytes(), rows(store)
    child = begun()
    start = time.perf_counter()
    assert child.communicate(timeout=120)[0] == "done\n"
    duration, new = time.perf_counter() - start, rows(store)
    unfinished = 0
    for share in (0.05, 0.4, 0.7, 0.9):
        store.write_bytes(base)
        child = begun()
        time.sleep(share * duration)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        found = rows(store)
        assert found in (old, new)
        unfinished += found == old
        assert SqliteGazetteer(store).lookup("Sahel")
    assert unfinished  # else no child was killed before its end
    assert begun().communicate(timeout=120)[0] == "done\n"
    assert rows(store) == new


words = st.sampled_from(["ka", "ra", "bil", "dor", "mesh", "tu", "Saint ", "al-", "é"])
names = st.lists(words, min_size=1, max_size=4).map("".join).filter(str.strip)
entries = st.lists(
    st.builds(
        lambda number, name, others, kind, population: Entry(
            place=place(f"t:{number}", name, kind=kind, population=population, admin1="SY.01"),
            names=tuple(others),
        ),
        st.integers(0, 10**6),
        names,
        st.lists(names, max_size=2),
        st.sampled_from(["populated", "admin", "natural"]),
        st.sampled_from([0, 0, 900, 30_000]),
    ),
    min_size=2,
    max_size=8,
    unique_by=lambda entry: entry.place.place_id,
)
_QUICK = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_QUICK
@given(entries=entries, seed=st.integers(0, 100))
def test_the_order_of_rows_makes_no_difference(tmp_path: Path, entries: list[Entry], seed: int) -> None:
    shuffled = random.Random(seed).sample(entries, len(entries))  # noqa: S311
    one = build_gazetteer(tmp_path / "one.sqlite", sources=(source("s", entries),), force=True)
    other = build_gazetteer(tmp_path / "other.sqlite", sources=(source("s", shuffled),), force=True)
    assert rows(one) == rows(other)
    both = SqliteGazetteer(one), SqliteGazetteer(other)
    for entry in entries:
        for name in (entry.place.name, *entry.names, entry.place.name[1:]):
            answers = [gazetteer.lookup(name, widen=True, fuzzy=True) for gazetteer in both]
            assert answers[0] == answers[1]


@_QUICK
@given(entries=entries)
def test_an_unrelated_row_changes_no_other_look_up(tmp_path: Path, entries: list[Entry]) -> None:
    unrelated = Entry(place=place("u:1", "Xyzzyxwq", population=10**7, kind="admin", admin1="SY.01"))
    one = build_gazetteer(tmp_path / "one.sqlite", sources=(source("s", entries),), force=True)
    other = build_gazetteer(
        tmp_path / "other.sqlite", sources=(source("s", [unrelated, *entries]),), force=True
    )
    both = SqliteGazetteer(one), SqliteGazetteer(other)
    for entry in entries:
        for name in (entry.place.name, *entry.names):
            answers = [gazetteer.lookup(name, widen=True, fuzzy=True) for gazetteer in both]
            assert answers[0] == answers[1]


def test_of_very_many_namesakes_the_exact_and_the_largest_are_found(tmp_path: Path) -> None:
    alike = [
        Entry(place=place(f"n:{number}", "San José" if number % 9 else "San Jose", population=number))
        for number in range(2000)
    ]
    gazetteer = SqliteGazetteer(build_gazetteer(tmp_path / "s.sqlite", sources=(source("s", alike),)))
    found = gazetteer.lookup("San Jose")
    assert len(found) == 200
    assert {candidate.match for candidate in found} == {"exact"}
    assert [c.place.population for c in found] == [n for n in range(1999, -1, -1) if n % 9 == 0][:200]


def test_a_unit_takes_the_names_of_its_chief_town_across_packs(store: Path) -> None:
    unit = Entry(place=place("a:1", "Deir ez-Zor", kind="admin", country="SY", admin1="SY.07"))
    town = Entry(
        place=place("b:1", "Deir ez-Zor", country="SY", admin1="SY.07", population=211_857),
        names=("Dayr az Zawr", "Der Sor"),
    )
    village = Entry(place=replace(town.place, place_id="b:2", population=200), names=("Deirik",))
    extend_store(store, [source("units", [unit])])
    alone = rows(store)
    extend_store(store, [source("towns", [town, village])])

    def ids(name: str) -> set[str]:
        return {candidate.place.place_id for candidate in SqliteGazetteer(store).lookup(name)}

    assert ids("Der Sor") == {"a:1", "b:1"}
    assert ids("Deirik") == {"b:2"}
    remove_sources(store, ["towns"])
    assert rows(store) == alone


def test_what_several_sources_tell_of_a_place_is_one_place(tmp_path: Path) -> None:
    known = place("g:1", "Kobane", country="SY", admin1="SY.09", admin1_name="Aleppo", population=44_821)
    more = place(
        "g:1", "Ayn al-Arab", country="SY", admin2="x", admin2_name="Kobane", geonameid=7, radius_km=3.0
    )
    path = build_gazetteer(
        tmp_path / "s.sqlite", sources=(source("a", [Entry(place=known, names=("Kobanê",))]),)
    )
    extend_store(path, [source("b", [Entry(place=more, names=("Kobani",))])])
    gazetteer = SqliteGazetteer(path)
    united = replace(known, admin2="x", admin2_name="Kobane", geonameid=7, radius_km=3.0, source="test")
    for name in ("Kobane", "Kobanê", "Ayn al-Arab", "Kobani"):
        assert [candidate.place for candidate in gazetteer.lookup(name)] == [united]
    assert gazetteer.by_id("g:1") == united
    assert gazetteer.by_id("g:2") is None
    assert [found for _, found in gazetteer.nearest(1, 2, limit=5)] == [united]


POINTS = [
    (0.0, 179.99), (0.0, -179.99), (10.0, 180.0), (-10.0, -180.0), (89.9, 10.0), (89.9, -170.0), (90.0, 0.0),
    (-89.95, 55.0), (-90.0, 123.0), (45.0, 0.0), (45.0, 0.001), (-33.4, -70.6),
]  # fmt: skip
_ANYWHERE = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.fixture(scope="module")
def globe(tmp_path_factory: pytest.TempPathFactory) -> tuple[SqliteGazetteer, list[Place]]:
    """Return a gazetteer of places all over the Earth, many of them near its seams, and these places."""
    kinds: tuple[Kind, ...] = ("populated", "natural", "admin")
    chance = random.Random(9)  # noqa: S311
    points = [*POINTS, *((chance.uniform(-90, 90), chance.uniform(-180, 180)) for _ in range(400))]
    points += [
        (chance.choice((-1, 1)) * chance.uniform(89, 90), chance.uniform(-180, 180)) for _ in range(60)
    ]
    points += [(chance.uniform(-5, 5), chance.choice((-1, 1)) * chance.uniform(179, 180)) for _ in range(60)]
    points += [(12.0, 12.0)] * 40
    places = [
        place(
            f"p:{number:03}",
            f"Place {number}",
            kind=kinds[number % 3],
            latitude=latitude,
            longitude=longitude,
        )
        for number, (latitude, longitude) in enumerate(points)
    ]
    path = tmp_path_factory.mktemp("globe") / "globe.sqlite"
    build_gazetteer(path, sources=(source("globe", [Entry(place=each) for each in places]),))
    return SqliteGazetteer(path), places


@settings(max_examples=150, deadline=None)
@given(point=st.one_of(_ANYWHERE, st.sampled_from(POINTS)), limit=st.integers(1, 12))
def test_the_nearest_places_are_the_nearest(
    globe: tuple[SqliteGazetteer, list[Place]], point: tuple[float, float], limit: int
) -> None:
    gazetteer, places = globe
    point = point[0], (point[1] + 180) % 360 - 180  # else a place at the same distance may come first
    for kinds in (None, ("natural",), ("populated", "admin")):
        true = sorted(
            (great_circle_km(*point, each.latitude, each.longitude), each.place_id)
            for each in places
            if kinds is None or each.kind in kinds
        )
        found = [
            (distance, each.place_id)
            for distance, each in gazetteer.nearest(*point, limit=limit, kinds=kinds)
        ]  # type: ignore[arg-type]
        assert found == true[:limit]


@settings(max_examples=200, deadline=None)
@given(point=_ANYWHERE, inside=_ANYWHERE, level=st.integers(0, 18))
def test_no_point_of_a_square_is_nearer_than_the_square(
    point: tuple[float, float], inside: tuple[float, float], level: int
) -> None:
    from eventgeo.gazetteer.cells import LEVELS, cell_of

    square = cell_of(*inside) >> 2 * (LEVELS - level)
    first, last = span_of(square, level)
    assert first <= cell_of(*inside) <= last
    assert distance_to_square_km(*point, square, level) <= great_circle_km(*point, *inside) + 1e-6


def test_the_nearest_over_the_antimeridian_and_the_pole(globe: tuple[SqliteGazetteer, list[Place]]) -> None:
    gazetteer, _ = globe
    ((east, _), *_rest) = gazetteer.nearest(0.0, 180.0, kinds=("populated",))
    assert east < 100
    assert gazetteer.nearest(1.0, 181.0) == gazetteer.nearest(1.0, -179.0)
    assert (
        gazetteer.nearest(90.0, 0.0)[0][1].place_id == gazetteer.nearest(90.0, 77.0)[0][1].place_id == "p:006"
    )


@pytest.mark.parametrize("point", [(91.0, 0.0), (float("nan"), 0.0), (0.0, float("inf"))])
def test_what_is_no_point_is_refused(
    globe: tuple[SqliteGazetteer, list[Place]], point: tuple[float, float]
) -> None:
    with pytest.raises(ConfigurationError, match="latitude"):
        globe[0].nearest(*point)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Bakmhut", "Bakhmut"),
        ("Mykolajw", "Mykolaiv"),
        ("Dnipropetrvosk", "Dnipro"),
        ("Jabarlus", "Jarābulus"),
        ("Tegucigapla", "Tegucigalpa"),
        ("Ouagadougu", "Ouagadougou"),
        ("Kramatosrk", "Kramatorsk"),
    ],
)
def test_a_name_is_found_but_for_a_slip(gazetteer: SqliteGazetteer, written: str, meant: str) -> None:
    assert meant in {candidate.place.name for candidate in gazetteer.lookup(written, fuzzy=True)}


def test_slips_are_looked_for_only_where_asked_and_nothing_is_closer(gazetteer: SqliteGazetteer) -> None:
    assert gazetteer.lookup("Tegucigapla") == ()
    assert {candidate.match for candidate in gazetteer.lookup("Tegucigapla", fuzzy=True)} == {"fuzzy"}
    for name in NAMES:
        assert gazetteer.lookup(name, fuzzy=True) == gazetteer.lookup(name)
    assert gazetteer.lookup("Xqz", fuzzy=True) == ()


def test_the_letters_of_slips_are_those_of_sounds(gazetteer: SqliteGazetteer) -> None:
    from eventgeo.gazetteer.slips import SOUND_LETTERS

    sounds = [
        row[0].partition("+")[0]
        for row in gazetteer._connection().execute(
            "SELECT DISTINCT sound FROM sounds WHERE sound > 'k' LIMIT 20000"
        )
    ]
    odd = sum(not set(sound.lstrip("~")) <= set(SOUND_LETTERS) for sound in sounds)
    assert odd < 0.01 * len(sounds)


def test_readers_keep_the_store_they_opened_while_it_is_replaced(store: Path) -> None:
    gazetteer = SqliteGazetteer(store)
    before = gazetteer.lookup("Sahel")
    extend_store(store, [source("one", [Entry(place=place("s:1", "Sahel", population=10))])])
    assert gazetteer.lookup("Sahel") == before
    assert len(SqliteGazetteer(store).lookup("Sahel")) == len(before) + 1


def test_threads_ask_while_a_pack_is_added(store: Path) -> None:
    gazetteer, names = SqliteGazetteer(store), ["Sahel", "Donbass", "mer Rouge", "Darfour"] * 50
    alone = [gazetteer.lookup(name) for name in names]
    with ThreadPoolExecutor(max_workers=6) as pool:
        adding = pool.submit(extend_store, store, [source("one", many("one", 2_000))])
        answers = list(pool.map(SqliteGazetteer(store).lookup, names))
        nearest = list(pool.map(lambda _: gazetteer.nearest(15, 2, limit=3), range(20)))
        adding.result()
    assert answers == alone
    assert all(found == nearest[0] for found in nearest)


def test_sounds_reckoned_beside_are_those_reckoned_here(monkeypatch: pytest.MonkeyPatch) -> None:
    here = sounding.Sounding()
    here.ask(NAMES)
    monkeypatch.setattr(sounding, "_MANY", 0)
    beside = sounding.Sounding()
    beside.ask(NAMES)
    assert beside._process is not None
    try:
        assert beside.answer() == here.answer()
        beside._process.kill()
        beside._process.wait()
        beside.ask(NAMES[:3])
        assert beside.answer() == here.answer()[:3]
    finally:
        beside.close()


def test_a_store_of_another_schema_is_none(store: Path) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE meta SET value = '4' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(GazetteerError, match="this version"):
        extend_store(store, [source("one", [])])

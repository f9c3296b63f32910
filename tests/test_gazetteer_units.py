"""Countries, units, regions, waters and former names: what the embedded gazetteer knows beside towns."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from geopy.distance import great_circle
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgeo.errors import GazetteerError, GazetteerFormatError
from eventgeo.gazetteer import SqliteGazetteer, open_gazetteer
from eventgeo.gazetteer.boundaries import admin1_at, country_at
from eventgeo.gazetteer.sources.admin1 import code_of, read_admin1, unit_names
from eventgeo.gazetteer.sources.admin2 import read_admin2, read_admin2_codes
from eventgeo.gazetteer.sources.countries import country_codes, country_points, read_countries
from eventgeo.gazetteer.sources.entry import Entry
from eventgeo.gazetteer.sources.reviewed import TABLES, entry, read_reviewed
from eventgeo.gazetteer.sources.tables import read_bytes, read_rows
from eventgeo.model import KINDS
from eventgeo.text.demonyms import demonyms

CASES = Path(__file__).parent / "cases" / "unit_names.csv"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def gazetteer() -> SqliteGazetteer:
    return open_gazetteer()


@pytest.fixture(scope="module")
def countries() -> list[Entry]:
    return list(read_countries())


@pytest.fixture(scope="module")
def units() -> list[Entry]:
    return list(read_admin1())


@pytest.fixture(scope="module")
def reviewed() -> list[Entry]:
    return list(read_reviewed())


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['name']} ({case['kind']})")
def test_a_name_finds_its_place(gazetteer: SqliteGazetteer, case: dict[str, str]) -> None:
    found = [c.place for c in gazetteer.lookup(case["name"]) if c.match in ("exact", "normalised")]
    point, reach_km = (float(case["latitude"]), float(case["longitude"])), float(case["reach_km"])
    near = [p for p in found if great_circle((p.latitude, p.longitude), point).km <= reach_km]
    assert any(p.kind == case["kind"] and p.country in (case["country"], "") for p in near), found[:5]


def test_ids_are_unique(countries: list[Entry], units: list[Entry], reviewed: list[Entry]) -> None:
    ids = Counter(e.place.place_id for e in (*countries, *units, *read_admin2(), *reviewed))
    # Natural Earth gives a few units in pieces under one code.
    assert {
        place_id for place_id, count in ids.items() if count > 1 and "naturalearth" not in place_id
    } == set()


def test_each_country_is_one_place_at_its_customary_point(countries: list[Entry]) -> None:
    by_code = Counter(e.place.country for e in countries if e.place.kind == "country")
    assert set(by_code) >= country_codes() and set(by_code.values()) == {1}
    points = country_points()
    for e in countries:
        if e.place.kind == "country" and e.place.country in points:
            assert (e.place.latitude, e.place.longitude) == points[e.place.country]


@pytest.mark.parametrize("code", sorted(set(country_points()) - {"AQ", "AX", "CC", "CX", "GI", "MO", "VA"}))
def test_a_countrys_point_lies_in_it_or_between_its_islands(code: str) -> None:
    latitude, longitude = country_points()[code]
    assert country_at(latitude, longitude) in ("", code) or code == "VI"  # beside the British ones


def test_every_country_has_names_in_four_languages(countries: list[Entry]) -> None:
    for e in countries:
        if e.place.kind == "country" and e.place.country in country_codes() - {"HM"}:
            spoken = {lang for langs in e.languages.values() for lang in langs.split()}
            arabic = any(name[:1] >= "\u0600" for name in e.names)
            assert arabic and (spoken or len(e.names) > 3), e.place.name


def test_units_are_of_their_level(units: list[Entry]) -> None:
    by_name = {e.place.place_id: e.place for e in units}
    rhone, aleppo = by_name["naturalearth:FR-69"], by_name["naturalearth:SY-HL"]
    assert (rhone.admin1, rhone.admin1_name, rhone.admin2_name) == ("FR.84", "Auvergne-Rhône-Alpes", "Rhône")
    assert (rhone.feature_code, aleppo.feature_code) == ("ADM2", "ADM1")
    assert (aleppo.admin1, aleppo.admin1_name, aleppo.admin2_name) == ("SY.09", "Aleppo", "")
    for e in units:
        assert e.place.feature_code in ("ADM1", "ADM2")
        assert not e.place.admin1 or "." in e.place.admin1


def test_code_of_a_unit_agrees_with_the_boundaries() -> None:
    rows = [
        row for row in read_rows("admin1.jsonl.gz") if row["country"] in ("SY", "IQ", "UA", "FR", "US", "ML")
    ]
    for row in rows:
        code, _ = code_of(row)
        assert code.startswith(row["country"] + ".") or row["country"] == "FR"  # overseas départements
    astray = [row["name"] for row in rows if admin1_at(row["lat"], row["lon"]) != code_of(row)[0]]
    assert len(astray) < 0.03 * len(rows), astray  # a label may stand outside a crescent


def test_counties_lie_in_their_state() -> None:
    counties = [e.place for e in read_admin2() if e.place.country == "US"]
    assert len(counties) > 3000
    astray = [c.name for c in counties if admin1_at(c.latitude, c.longitude) != c.admin1]
    assert len(astray) < 0.02 * len(counties), astray
    assert all(c.feature_code == "ADM2" and c.population == 0 and c.admin1_name for c in counties)


def test_every_state_of_the_united_states_has_a_name_in_the_table() -> None:
    names = unit_names()
    assert sum(code.startswith("US.") for code in names) >= 51


def test_admin2_codes_are_read_from_geonames_table(tmp_path: Path) -> None:
    table = tmp_path / "admin2Codes.txt"
    table.write_text(
        "AE.01.101\tAbu Dhabi Municipality\tAbu Dhabi Municipality\t12047239\r\n"
        "FR.84.69\tRhône\tRhone\t2987410\nUA.05.1407\tPokrovs'kyy\tPokrovs'kyy\t0\n",
        encoding="utf-8",
    )
    assert read_admin2_codes(table) == {
        "AE.01.101": "Abu Dhabi Municipality", "FR.84.69": "Rhône", "UA.05.1407": "Pokrovs'kyy",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"FR.84.69\tRh\xc3\xb4ne\tRhone\n", 1),
        (b"FR.84.69\ta\tb\t1\nFR.84\ta\tb\t1\n", 2),
        (b"<html>not found</html>\n", 1),
        (b"FR.84.69\tRh\xf4ne\tRhone\t1\n", None),
    ],
)
def test_a_wrong_table_of_codes_is_refused(tmp_path: Path, content: bytes, line: int | None) -> None:
    table = tmp_path / "admin2Codes.txt"
    table.write_bytes(content)
    with pytest.raises(GazetteerFormatError) as caught:
        read_admin2_codes(table)
    assert caught.value.path == str(table) and caught.value.line == line
    with pytest.raises(GazetteerError, match="not there"):
        read_admin2_codes(tmp_path / "no.txt")


@pytest.mark.parametrize("table", TABLES)
def test_reviewed_tables_are_sound(table: str) -> None:
    rows = list(csv.DictReader(read_bytes(table).decode("utf-8").splitlines()))
    for row in rows:
        place = entry(row).place
        names = row["names"].split("|")
        assert place.kind in KINDS and place.radius_km > 0
        assert -90 <= place.latitude <= 90 and -180 <= place.longitude <= 180
        assert not place.country or place.country in country_points()
        assert all(name == " ".join(name.split()) and "(" not in name for name in names), names
        assert len(set(names)) == len(names), names


def test_a_reviewed_place_lies_in_its_country(reviewed: list[Entry]) -> None:
    towns = [e.place for e in reviewed if e.place.kind in ("populated", "neighbourhood", "facility")]
    astray = [p.name for p in towns if country_at(p.latitude, p.longitude) != p.country]
    assert len(astray) < 0.05 * len(towns), astray  # many are villages at a border
    with_unit = [p for p in towns if p.admin1]
    assert len(with_unit) > 0.9 * len(towns)
    assert all(p.admin1.partition(".")[0] == p.country for p in with_unit)


def test_former_names_find_the_place_and_have_years_in_order(gazetteer: SqliteGazetteer) -> None:
    rows = list(csv.DictReader(read_bytes("former_names.csv").decode("utf-8").splitlines()))
    assert len(rows) > 250
    for row in rows:
        found = {(c.place.geonameid, c.place.country) for c in gazetteer.lookup(row["former_name"])}
        assert (int(row["geonameid"]), row["country"]) in found, row
        first, last = row["first_year"], row["last_year"]
        assert not (first and last) or int(first) < int(last), row


@given(st.sampled_from(sorted(demonyms("ar").national) + sorted(demonyms("es").national)))
@settings(max_examples=60, deadline=None)
def test_demonyms_point_to_known_countries(word: str) -> None:
    for lang in ("es", "ar"):
        assert all(code in country_points() for code in demonyms(lang).national.get(word, ()))


@pytest.mark.parametrize(
    ("lang", "word", "codes"),
    [
        ("fr", "irakiennes", ("IQ",)), ("fr", "congolais", ("CD", "CG")), ("fr", "mahoraise", ("YT",)),
        ("en", "iraqis", ("IQ",)), ("en", "tuvaluans", ("TV",)), ("en", "saudis", ("SA",)),
        ("es", "iraquíes", ("IQ",)), ("es", "sirias", ("SY",)), ("es", "francesa", ("FR",)),
        ("es", "estadounidenses", ("US",)), ("es", "congoleños", ("CD", "CG")), ("es", "alemanas", ("DE",)),
        ("ar", "العراقية", ("IQ",)), ("ar", "السوريين", ("SY",)), ("ar", "إسرائيلي", ("IL",)),
        ("ar", "الأمريكية", ("US",)), ("ar", "الكونغولي", ("CD", "CG")), ("ar", "الكورية", ("KP", "KR")),
    ],
)  # fmt: skip
def test_demonyms_tell_countries(lang: str, word: str, codes: tuple[str, ...]) -> None:
    assert demonyms(lang).national[word] == codes


@pytest.mark.parametrize(("lang", "least"), [("fr", 205), ("en", 205), ("es", 200), ("ar", 150)])
def test_demonyms_cover_the_worlds_states(lang: str, least: int) -> None:
    assert len({code for codes in demonyms(lang).national.values() for code in codes}) >= least

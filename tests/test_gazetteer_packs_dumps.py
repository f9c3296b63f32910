"""GeoNames dumps and alternate names read as entries, and what is refused of them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.errors import GazetteerError, GazetteerFormatError
from eventgeo.gazetteer.archives import MOST_MEMBERS, read_lines
from eventgeo.gazetteer.sources import Entry
from eventgeo.gazetteer.sources.features import features, reason_left_out
from eventgeo.gazetteer.sources.geonames_dump import geonames_source
from geonames_files import name_row, row, text_of, zip_file


def entries(folder: Path, rows: list[str], names: list[str] | None = None, **options: str) -> list[Entry]:
    dump = folder / "SY.txt"
    dump.write_bytes(text_of(rows))
    table = folder / "names.txt"
    if names is not None:
        table.write_bytes(text_of(names))
    return list(geonames_source(dump, table if names is not None else None, **options).read())


def test_a_row_becomes_a_place(tmp_path: Path) -> None:
    rows = [
        row(geonameid=999, name="Qaryatayn District", feature_class="A", feature_code="ADM2", admin2="1103"),
        row(admin2="1103"),
    ]
    place = entries(tmp_path, rows)[1].place
    assert (place.place_id, place.geonameid, place.kind) == ("geonames:173361", 173361, "populated")
    assert (place.latitude, place.longitude, place.country) == (34.22956, 37.24066, "SY")
    assert (place.admin1, place.admin1_name) == ("SY.11", "Homs")
    assert (place.admin2, place.admin2_name) == ("SY.11.1103", "Qaryatayn District")
    assert (place.population, place.radius_km, place.source) == (31748, 1.8, "geonames:SY")


def test_names_in_the_letters_that_are_read(tmp_path: Path) -> None:
    [entry] = entries(tmp_path, [row(alternatenames="Qaryatein,القريتين,קריתיין,Эль-Карьятейн,盖尔亚廷,QRY")])
    assert set(entry.names) == {"Qaryatein", "القريتين", "קריתיין", "Эль-Карьятейн"}


def test_alternate_names_bring_their_languages(tmp_path: Path) -> None:
    names = [
        name_row(173361, "fr", "Al-Qaryataïn"),
        name_row(173361, "", "Karyatein"),
        name_row(173361, "de", "Karjatein"),
        name_row(173361, "nl", "Karjatein"),
        *(name_row(173361, language, "Qaryatain") for language in ("fr", "en", "es", "it")),
        name_row(173361, "wkdt", "Q1234567"),
        name_row(173361, "link", "https://example.org/x"),
        name_row(1, "fr", "Ailleurs"),
    ]
    [entry] = entries(tmp_path, [row(alternatenames="")], names)
    assert entry.names == ("Al-Qaryataïn", "Karyatein", "Karjatein", "Qaryatain")
    assert entry.languages == {"Al-Qaryataïn": "fr", "Karjatein": "de nl"}


SHOWN = {
    "as written": ("Žilina", [], "Žilina"),
    "the English one": ("حمص", [("fr", "Homs FR"), ("en", "Hims"), ("en", "Homs", True)], "Homs"),
    "else the first in Latin letters": ("حمص", [("de", "Homs DE")], "Homs DE"),
    "else as written": ("حمص", [("ru", "Хомс")], "حمص"),
}


@pytest.mark.parametrize(("written", "names", "shown"), SHOWN.values(), ids=SHOWN)
def test_the_name_shown(written: str, names: list[tuple[str, ...]], shown: str, tmp_path: Path) -> None:
    table = [name_row(173361, *told[:2], preferred=len(told) > 2) for told in names]
    [entry] = entries(tmp_path, [row(name=written, asciiname="", alternatenames="")], table)
    assert entry.place.name == shown
    assert written in (entry.place.name, *entry.names)


def test_older_tables_of_alternate_names(tmp_path: Path) -> None:
    eight = "\t".join(name_row(173361, "fr", "Al-Qaryataïn").split("\t")[:8])
    [entry] = entries(tmp_path, [row()], [eight])
    assert "Al-Qaryataïn" in entry.names


KINDS = {
    ("P", "PPL"): "populated", ("P", "PPLX"): "neighbourhood", ("P", "PPLW"): "populated",
    ("A", "ADM2"): "admin", ("A", "ADM4"): "admin", ("A", "PCLI"): None, ("A", "ADM1H"): None,
    ("L", "RGN"): "region", ("L", "OAS"): "populated", ("L", "MILB"): "facility", ("H", "LK"): "natural",
    ("H", "WAD"): "natural", ("H", "WLL"): None, ("T", "MT"): "natural", ("S", "AIRP"): "facility",
    ("S", "CMPRF"): "facility", ("S", "HTL"): None, ("R", "RD"): None, ("V", "VIN"): None,
    ("U", "TRNU"): None, ("", ""): None,
}  # fmt: skip


@pytest.mark.parametrize(("code", "kind"), KINDS.items(), ids=[".".join(code) for code in KINDS])
def test_feature_codes(code: tuple[str, str], kind: str | None, tmp_path: Path) -> None:
    found = entries(tmp_path, [row(feature_class=code[0], feature_code=code[1])])
    assert [entry.place.kind for entry in found] == ([kind] if kind else [])
    assert bool(reason_left_out(*code)) == (kind is None)


def test_every_kept_code_has_a_size() -> None:
    assert all(feature.radius_km > 0 for feature in features().values())


def test_units_join_the_embedded_ones(tmp_path: Path) -> None:
    rows = [
        row(geonameid=170062, name="Muhafazat Halab", feature_class="A", feature_code="ADM1", admin1="09"),
        row(geonameid=10**11 + 5, name="Aleppo Gov.", feature_class="A", feature_code="ADM1", admin1="09"),
        row(geonameid=10**11 + 6, name="Nowhere", feature_class="A", feature_code="ADM1", admin1=""),
    ]
    places = [entry.place for entry in entries(tmp_path, rows, name="wof:SY")]
    assert [place.place_id for place in places] == ["naturalearth:SY-HL"] * 2 + ["wof:100000000006"]
    assert {place.name for place in places[:2]} == {"Aleppo"}


def test_second_level_units_join_by_their_name(tmp_path: Path) -> None:
    unit = {"feature_class": "A", "feature_code": "ADM2", "country": "US", "admin1": "AL", "admin2": "001"}
    rows = [
        row(geonameid=4830668, name="Autauga County", **unit),
        row(geonameid=1, name="Nowhere County", **unit),
    ]
    known, new = [entry.place for entry in entries(tmp_path, rows)]
    assert (known.place_id, known.geonameid) == ("admin2:US.AL:Autauga County", 4830668)
    assert (known.admin2, known.admin1_name) == ("US.AL.001", "Alabama")
    assert new.place_id == "geonames:1"


@pytest.mark.parametrize(("number", "known"), [(173361, 173361), (10**11 + 7, None), (-1, None), (0, None)])
def test_numbers_that_are_none_of_geonames(number: int, known: int | None, tmp_path: Path) -> None:
    [entry] = entries(tmp_path, [row(geonameid=number)], name="wof:SY")
    assert entry.place.geonameid == known
    assert entry.place.place_id == f"{'geonames' if known else 'wof'}:{number}"


@pytest.mark.parametrize("code", ["", "00"])
def test_places_in_no_unit(code: str, tmp_path: Path) -> None:
    [entry] = entries(tmp_path, [row(admin1=code, admin2="5")])
    assert (entry.place.admin1, entry.place.admin1_name, entry.place.admin2) == ("", "", "")


def test_control_characters_are_taken_out_of_names(tmp_path: Path) -> None:
    [entry] = entries(tmp_path, [row(name="Al\x1b[31m Qaryatayn\x7f", alternatenames="\x00Tadmur")])
    assert (entry.place.name, entry.names) == ("Al [31m Qaryatayn", ("Tadmur",))


FAULTY = {
    "a column lacks": (row()[:-20].rpartition("\t")[0].rpartition("\t")[0], "columns instead of 19", None),
    "latitude no number": (row(latitude="north"), "'north' in column 'latitude'", 5),
    "latitude beyond the pole": (row(latitude="91"), "between -90 and 90", 5),
    "longitude not finite": (row(longitude="nan"), "between -180 and 180", 6),
    "no name": (row(name=" "), "is not a name", 2),
    "number no number": (row(geonameid="17e3"), "'17e3' in column 'geonameid'", 1),
    "people no number": (row(population="many"), "'many' in column 'population'", 15),
    "country no code": (row(country="Syria"), "'Syria' in column 'country code'", 9),
}


@pytest.mark.parametrize(("faulty", "said", "column"), FAULTY.values(), ids=FAULTY)
def test_faulty_rows_are_named(faulty: str, said: str, column: int | None, tmp_path: Path) -> None:
    with pytest.raises(GazetteerFormatError, match=said) as caught:
        entries(tmp_path, [row(geonameid=1), faulty])
    error = caught.value
    assert (error.path, error.line, error.column) == (str(tmp_path / "SY.txt"), 2, column)
    assert str(error).startswith(f"{tmp_path / 'SY.txt'}:2")


@pytest.mark.parametrize(
    ("faulty", "said"), [("1\t2\tfr", "3 columns instead of 8 or 10"), ("1\tx" + "\t" * 8, "'x' in column")]
)
def test_faulty_alternate_names_are_named(faulty: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(GazetteerFormatError, match=said) as caught:
        entries(tmp_path, [row()], [name_row(1, "fr", "Ici"), faulty])
    assert caught.value.line == 2


def test_letters_that_are_no_utf8_are_named(tmp_path: Path) -> None:
    (tmp_path / "SY.txt").write_bytes(
        text_of([row()]) + row(name="Alépo", alternatenames="").encode("latin-1")
    )
    with pytest.raises(GazetteerFormatError, match="no UTF-8") as caught:
        list(geonames_source(tmp_path / "SY.txt").read())
    assert (caught.value.line, caught.value.column) == (2, len("173361\tAl") + 1)


def test_zipped_and_plain_are_one(tmp_path: Path) -> None:
    plain = entries(tmp_path, [row()])
    packed = zip_file(tmp_path / "z" / "SY.zip", SY=[row()], readme=b"notes")
    assert list(geonames_source(packed).read()) == plain


def test_the_edition_tells_contents_apart(tmp_path: Path) -> None:
    one = zip_file(tmp_path / "1" / "SY.zip", SY=[row()])
    other = zip_file(tmp_path / "2" / "SY.zip", SY=[row(population=1)])
    assert geonames_source(one).version() == geonames_source(one).version()
    assert geonames_source(one).version() != geonames_source(other).version()
    assert geonames_source(one).version() != geonames_source(one, other).version()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="is not there"):
        geonames_source(tmp_path / "SY.zip")


def _zip(*members: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return held.getvalue()


GOOD = text_of([row()] * 50)
ARCHIVES = {
    "empty": (_zip(), "holds nothing"),
    "two tables": (_zip(("a.txt", GOOD), ("b.txt", GOOD)), "'a.txt', 'b.txt'"),
    "no table": (_zip(("SY.csv", GOOD)), "should hold one table"),
    "many members": (_zip(*((f"{at}.txt", b"") for at in range(MOST_MEMBERS + 1))), "9 files in it"),
    "a path upwards": (_zip(("../SY.txt", GOOD)), "files in folders are refused"),
    "an absolute path": (_zip(("/etc/SY.txt", GOOD)), "files in folders are refused"),
    "a path of Windows": (_zip(("..\\SY.txt", GOOD)), "refused"),
    "a bomb": (_zip(("SY.txt", b"0" * 30_000_000)), "unpacks from"),
    "cut off": (_zip(("SY.txt", GOOD))[:-40], "no whole zip archive"),
    "no zip": (b"<html>", "no whole zip archive"),
    "spoilt": (
        _zip(("SY.txt", GOOD), compression=zipfile.ZIP_STORED).replace(b"Damascus", b"Damaskus"),
        "CRC",
    ),
}


@pytest.mark.parametrize(("content", "said"), ARCHIVES.values(), ids=ARCHIVES)
def test_archives_that_are_refused(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "SY.zip"
    path.write_bytes(content)
    with pytest.raises(GazetteerFormatError, match=said) as caught:
        list(geonames_source(path).read())
    assert caught.value.path == str(path)


def test_a_locked_archive(tmp_path: Path) -> None:
    content = bytearray(_zip(("SY.txt", GOOD)))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "SY.zip").write_bytes(content)
    with pytest.raises(GazetteerFormatError, match="locked by a password"):
        list(geonames_source(tmp_path / "SY.zip").read())


def test_a_line_without_end(tmp_path: Path) -> None:
    (tmp_path / "SY.txt").write_bytes(b"x" * (2**20 + 1))
    with pytest.raises(GazetteerFormatError, match="longer than"):
        list(read_lines(tmp_path / "SY.txt"))


@given(content=st.binary(max_size=400))
def test_any_bytes_are_rows_or_refused(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "SY.txt"
    path.write_bytes(content)
    try:
        assert all(entry.place.name for entry in geonames_source(path).read())
    except GazetteerFormatError as error:
        assert error.path == str(path)


@given(
    cells=st.lists(
        st.text(alphabet=st.characters(exclude_characters="\t\n\r"), max_size=9), min_size=19, max_size=19
    )
)
def test_any_cells_are_a_row_or_refused(cells: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "SY.txt"
    path.write_bytes("\t".join([*cells[:6], "P", "PPL", *cells[8:]]).encode("utf-8", "surrogatepass"))
    try:
        for entry in geonames_source(path).read():
            assert -90 <= entry.place.latitude <= 90
    except GazetteerFormatError as error:
        assert error.line in (None, 1)

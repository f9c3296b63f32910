"""What the user says of names: kept in a file, applied before any gazetteer, named as the reason."""

from __future__ import annotations

import pickle
import string
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from eventgeo import Document, Pipeline
from eventgeo.cli import main
from eventgeo.errors import GazetteerError, GazetteerFormatError
from eventgeo.gazetteer import FallbackGazetteer, GeocoderService, SqliteGazetteer, saying
from eventgeo.gazetteer.answer_cache import AnswerCache
from eventgeo.gazetteer.corrections import CorrectedGazetteer, Correction, Corrections, with_corrections
from eventgeo.gazetteer.corrections_file import COLUMNS, load_corrections, save_corrections
from eventgeo.model import Resolution, Tags, Toponym
from eventgeo.protocols import Gazetteer
from eventgeo.resolution import RuleResolver
from eventgeo.testing import check_gazetteer
from eventgeo.text.sentences import split_sentences

HOMS = "geonames:169577"


@pytest.fixture
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "settings" / "corrections.csv"
    monkeypatch.setenv("EVENTGEO_CORRECTIONS", str(path))
    return path


def corrected(gazetteer: SqliteGazetteer, *rows: Correction) -> CorrectedGazetteer:
    return CorrectedGazetteer(gazetteer, Corrections(rows))


def test_a_name_is_a_place_of_the_gazetteer(gazetteer: SqliteGazetteer) -> None:
    homs = saying.known(gazetteer, "Emesa", "169577")
    [candidate] = corrected(gazetteer, saying.place("Emesa", homs)).lookup("Emesa")
    assert (candidate.place.place_id, candidate.place.source) == (HOMS, "correction")
    assert (candidate.match, candidate.matched_name) == ("exact", "Emesa")
    assert candidate.features["correction"] == 1.0


@pytest.mark.parametrize("asked", ["al qaryatayn", "AL-QARYATAYN", "Al-Qaryatayn", "Qaryatayn"])
def test_spellings_of_one_name_are_one(asked: str, gazetteer: SqliteGazetteer) -> None:
    known = corrected(gazetteer, saying.at("Al-Qaryatayn", 34.23, 37.24))
    [candidate] = known.lookup(asked)
    assert candidate.place.latitude == 34.23


def test_a_place_that_the_gazetteer_lacks(gazetteer: SqliteGazetteer) -> None:
    known = corrected(gazetteer, saying.at("Tall Hamdan al-Gharbi", 36.5, 38.2))
    [candidate] = known.lookup("Tall Hamdan al-Gharbi")
    place = candidate.place
    assert (place.country, place.admin1, place.admin1_name) == ("SY", "SY.09", "Aleppo")
    assert known.by_id(place.place_id) == place


def test_a_name_that_is_no_place(gazetteer: SqliteGazetteer) -> None:
    known = corrected(gazetteer, saying.never("Nice", "a first name"))
    assert gazetteer.lookup("Nice")
    assert known.lookup("nice") == ()
    assert known.said_of("Nice") == "your correction: never a place (a first name)"


def test_a_name_that_is_not_a_certain_place(gazetteer: SqliteGazetteer) -> None:
    first = gazetteer.lookup("Tripoli")[0].place
    known = corrected(gazetteer, saying.other("Tripoli", first))
    assert [candidate.place for candidate in known.lookup("Tripoli")] == [
        candidate.place for candidate in gazetteer.lookup("Tripoli")[1:]
    ]


def test_other_names_are_left_alone(gazetteer: SqliteGazetteer) -> None:
    known = corrected(gazetteer, saying.never("Nice"))
    assert known.lookup("Nantes") == gazetteer.lookup("Nantes")
    assert known.lookup("Alepo", widen=True) == gazetteer.lookup("Alepo", widen=True)
    assert known.said_of("Nantes") == ""
    assert known.by_id(HOMS) == gazetteer.by_id(HOMS)


def test_the_later_correction_counts(gazetteer: SqliteGazetteer) -> None:
    said = Corrections([saying.never("Nice"), saying.at("NICE", 1.0, 32.0)])
    assert [row.meaning for row in said.of("Nice")] == ["place"]
    assert not said.without("nice")


def test_none_are_no_wrapper(gazetteer: SqliteGazetteer) -> None:
    assert with_corrections(gazetteer, Corrections()) is gazetteer


def test_provenance_tells_corrections_apart(gazetteer: SqliteGazetteer) -> None:
    one = corrected(gazetteer, saying.never("Nice"))
    other = corrected(gazetteer, saying.never("Nantes"))
    assert len({gazetteer.name, one.name, other.name}) == 3


def test_the_contract_of_gazetteers(gazetteer: SqliteGazetteer) -> None:
    known = corrected(gazetteer, saying.never("Nice"), saying.at("Tall Hamdan", 36.5, 38.2))
    check_gazetteer(known, known=("Tall Hamdan", "Paris", "Alep"))
    assert pickle.loads(pickle.dumps(known)).lookup("Nice") == ()  # noqa: S301


def test_what_is_said_lasts(gazetteer: SqliteGazetteer, tmp_path: Path) -> None:
    homs = saying.known(gazetteer, "Emesa", HOMS)
    rows = (
        saying.place("Emesa", homs, 'a "quoted", note'),
        saying.at("=cmd", -4.325, -15.5, kind="facility", radius_km=0.2),
        saying.never("Nice"),
        saying.other("Tripoli", homs),
    )
    path = save_corrections(Corrections(rows), tmp_path / "new" / "c.csv")
    read = load_corrections(path)
    assert [(row.name, row.meaning, row.place, row.note) for row in read.rows] == [
        (row.name, row.meaning, row.place, row.note) for row in rows
    ]
    assert save_corrections(read, tmp_path / "again.csv").read_bytes() == path.read_bytes()
    assert "\r\n'=cmd," in path.read_bytes().decode()


_degrees = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(
    name=st.text(string.printable + "ءآأ-é\u202e", min_size=1, max_size=12),
    point=_degrees,
    note=st.text(max_size=9),
)
def test_any_name_and_note_lasts(
    name: str, point: tuple[float, float], note: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    note = " ".join(note.split()).encode("utf-8", "ignore").decode()
    try:
        row = saying.at(name, *point, country="SY", note=note)
    except GazetteerError:
        return
    path = save_corrections(Corrections([row]), tmp_path_factory.mktemp("c") / "c.csv")
    try:
        [read] = load_corrections(path).rows
    except GazetteerFormatError as error:
        assert "swapped" in str(error)
    else:
        assert (read.name, read.place, read.note) == (row.name, row.place, row.note)


def test_a_file_by_hand_may_name_a_place_by_its_id(gazetteer: SqliteGazetteer, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(f"name,meaning,place_id\nEmesa,place,{HOMS}\n", encoding="utf-8")
    [candidate] = CorrectedGazetteer(gazetteer, load_corrections(path)).lookup("Emesa")
    assert (candidate.place.country, candidate.place.source) == ("SY", "correction")


def test_an_id_that_the_gazetteer_lacks(gazetteer: SqliteGazetteer, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("name,meaning,place_id\n\nEmesa,place,wof:1\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"c\.csv:3: Emesa is said to be 'wof:1'.*add the pack"):
        CorrectedGazetteer(gazetteer, load_corrections(path))


FAULTY = {
    "no columns": ("a,b\n", 1, None, "no column meaning, name"),
    "no name": (",never\n", 2, 1, "name is empty"),
    "no meaning": ("Nice,nowhere\n", 2, 2, "'nowhere' is none of place, never, not"),
    "no place": ("Nice,place\n", 2, 3, "neither a place_id nor latitude"),
    "half a point": ("Nice,place,,,,43.7\n", 2, 7, "longitude is empty"),
    "beyond the pole": ("Nice,place,,,,143.7,7.2\n", 2, 6, "beyond the pole"),
    "no kind": ("Nice,place,,,village,43.7,7.2\n", 2, 5, "'village' is no kind"),
    "no CSV": ('Nice,"place\n', 2, None, "no CSV"),
}


@pytest.mark.parametrize(("text", "line", "column", "said"), FAULTY.values(), ids=FAULTY)
def test_faulty_files(text: str, line: int, column: int | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(text if line == 1 else ",".join(COLUMNS) + "\n" + text, encoding="utf-8")
    with pytest.raises(GazetteerFormatError, match=said) as caught:
        load_corrections(path)
    assert (caught.value.path, caught.value.line, caught.value.column) == (str(path), line, column)


def test_a_file_that_is_not_there(tmp_path: Path, own_file: Path) -> None:
    assert not load_corrections()
    with pytest.raises(GazetteerError, match="cannot be read"):
        load_corrections(tmp_path / "none.csv")


TEXT = "Des combats ont éclaté à Tripoli. L'armée a repris Tall Hamdan. Des heurts ont eu lieu à Nice."


def resolved(gazetteer: Gazetteer, *names: str) -> dict[str, Resolution]:
    toponyms = tuple(Toponym(start=(at := TEXT.index(name)), end=at + len(name), text=name) for name in names)
    document = Document(doc_id="1", text=TEXT, lang="fr")
    tags = Tags(document=document, sentences=split_sentences(TEXT, "fr"), toponyms=toponyms)
    return {each.toponym.text: each for each in RuleResolver(gazetteer).resolve(tags)}


def test_they_are_the_reason(gazetteer: SqliteGazetteer) -> None:
    beirut = saying.known(gazetteer, "Tripoli", "276781")
    known = corrected(
        gazetteer,
        saying.place("Tripoli", beirut, "always this one"),
        saying.at("Tall Hamdan", 36.5, 38.2),
        saying.never("Nice", "a first name"),
    )
    found = resolved(known, "Tripoli", "Tall Hamdan", "Nice")
    assert found["Tripoli"].chosen is not None
    assert found["Tripoli"].chosen.place.place_id == "geonames:276781"
    assert found["Tripoli"].reason == f"your correction: {beirut.name} (always this one)"
    assert found["Tall Hamdan"].reason == "your correction: Tall Hamdan"
    assert found["Nice"].chosen is None
    assert found["Nice"].reason == "your correction: never a place (a first name)"


class _Elsewhere:
    """A geocoder that knows every name, in the sea."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def geocode(self, query: str) -> list[tuple[str, tuple[float, float]]]:
        self.asked.append(query)
        return [(query, (0.0, 0.0))]


def test_a_geocoder_is_not_asked_for_them(gazetteer: SqliteGazetteer) -> None:
    known = corrected(gazetteer, saying.never("Nice"), saying.at("Tall Hamdan", 36.5, 38.2))
    geocoder = _Elsewhere()
    service = GeocoderService(geocoder, cache=AnswerCache(None), min_delay_s=0)
    assert FallbackGazetteer(known, service).lookup("Tall Hamdan")[0].place.latitude == 36.5
    assert FallbackGazetteer(known, service).lookup("Nice") == ()
    assert geocoder.asked == []


def test_a_run_applies_them(gazetteer: SqliteGazetteer, own_file: Path) -> None:
    beirut = saying.known(gazetteer, "Tripoli", "276781")
    save_corrections(Corrections([saying.place("Tripoli", beirut), saying.never("Nice")]))
    document = Document(doc_id="1", text=TEXT, lang="fr")
    [reading] = Pipeline(tagger="lexicon", gazetteer=gazetteer).read([document])
    found = {each.toponym.text: each for each in reading.resolutions}
    assert found["Tripoli"].chosen is not None
    assert found["Tripoli"].chosen.place.place_id == "geonames:276781"
    assert (found["Nice"].chosen, found["Nice"].reason) == (None, "your correction: never a place")
    assert "corrections" in reading.gazetteer
    [plain] = Pipeline(tagger="lexicon", gazetteer=gazetteer, corrections=Corrections()).read([document])
    assert all(each.chosen is not None for each in plain.resolutions if each.toponym.text == "Nice")
    assert "corrections" not in plain.gazetteer


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["gazetteer", "correct", *arguments])


def test_saying_it_on_the_command_line(own_file: Path) -> None:
    assert run("Emesa", "--place", "169577", "--note", "old name").exit_code == 0
    assert run("Nice", "--never").exit_code == 0
    assert run("Tall Hamdan", "--at=36.5,38.2", "--kind", "facility").exit_code == 0
    said = run()
    assert said.stdout.splitlines()[0].startswith("Emesa: ")
    assert said.stdout.splitlines()[0].endswith("(old name)")
    assert "Nice: never a place" in said.stdout
    assert run("nice", "--forget").stdout == "nice: nothing is said of it\n"
    assert [row.name for row in load_corrections().rows] == ["Emesa", "Tall Hamdan"]


def test_a_file_of_its_own(own_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "project.csv"
    assert run("Nice", "--never", "--corrections", str(other)).exit_code == 0
    assert not own_file.exists()
    assert run("--corrections", str(other)).stdout == "Nice: never a place\n"


WRONG = {
    "two things at once": (["Nice", "--never", "--place", "1"], 2, "do not go together"),
    "nothing to say it of": (["--never"], 2, "give the NAME"),
    "no letters": (["...", "--never"], 1, "has no letters"),
    "a kind without a point": (["Nice", "--never", "--kind", "admin"], 2, "go with --at"),
    "no point": (["X", "--at", "north"], 2, "is no latitude and longitude"),
    "beyond the pole": (["X", "--at", "91,0"], 2, "latitude goes from -90 to 90"),
    "no country": (["X", "--at", "1,2", "--country", "Ghana"], 1, "is no country code"),
    "an unknown id": (["Tripoli", "--place", "1"], 1, "'geonames:1'; Tripoli may be"),
    "a file that is not there": (["--corrections", "/nowhere/c.csv"], 1, "cannot be read"),
}


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_said(arguments: list[str], code: int, said: str, own_file: Path) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert said in " ".join(result.stderr.split())
    assert not own_file.exists()

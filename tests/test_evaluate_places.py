"""The measures of place mentions: frozen answers of the reference scorer, and what is measured beside it."""

import json
import math
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.cli import main
from eventgeo.errors import ConfigurationError, DocumentError
from eventgeo.evaluation import PlacedToponym, ToponymDocument, read_toponyms, score_places
from eventgeo.evaluation.calibration import accuracy_of_confident, calibration
from eventgeo.evaluation.gold_countries import country_code
from eventgeo.evaluation.span_pairs import pairs_exact, pairs_overlapping
from eventgeo.evaluation.toponyms import toponym_document
from eventgeo.model import Span

CASES = Path(__file__).parent / "cases" / "place_scores.jsonl"


def _cases():
    """Return cases whose expected values a published scorer gave (score_places.py of the project's gold)."""
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def _agree(wanted, found, where=""):
    for name, value in wanted.items():
        if isinstance(value, dict):
            _agree(value, found[name], f"{where}/{name}")
        else:
            assert found[name] == (value if value is None else pytest.approx(value, abs=1e-9)), (where, name)


def _documents(records):
    return [toponym_document(record) for record in records]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["name"])
def test_scores_are_those_of_the_reference(case):
    gold, predictions = _documents(case["gold"]), _documents(case["predictions"])
    found = score_places(gold, predictions, by=case["by"], match=case["match"]).as_dict()
    _agree(case["expected"], found)
    assert set(found.get("groups", ())) == set(case["expected"].get("groups", ()))


def test_with_gold_spans_recognition_is_left_out():
    homs = PlacedToponym(start=0, end=4, latitude=34.7, longitude=36.7)
    gold = [ToponymDocument(doc_id="1", toponyms=(homs,))]
    scores = score_places(gold, gold, gold_spans=True)
    assert scores.recognition is None and "recognition" not in scores.as_dict()
    assert scores.resolution.accuracy_25 == 1


def _at(name, latitude, longitude, **fields):
    return PlacedToponym(start=0, end=len(name), text=name, latitude=latitude, longitude=longitude, **fields)


@pytest.mark.parametrize(
    ("toponym", "code"),
    [
        (_at("Syria", 35.0, 38.5), "SY"),
        (_at("Syrie", 35.0, 38.5), "SY"),
        (_at("سوريا", 35.0, 38.5), "SY"),
        (_at("the Philippines", 13.0, 122.0), "PH"),
        (_at("Georgia", 42.0, 43.5), "GE"),
        (_at("Georgia", 32.8, -83.4), None),  # the state of the USA
        (_at("Homs", 34.7, 36.7), None),
        (_at("Luxembourg", 49.6, 6.1, kind="populated"), None),
        (_at("Luxembourg", 49.6, 6.1, kind="PPLC"), None),
        (_at("Grand-Duché", 49.8, 6.1, kind="country", country="LU"), "LU"),
        (_at("Canadian", 60.1, -113.6, kind="PCLI"), "CA"),  # no name of a country, but its point is in one
        (_at("nowhere land", 1.0, 1.0, kind="PCLI"), ""),
        (_at("Syria", 35.0, 38.5, kind="Metonymic"), "SY"),  # a type that tells no kind of place
    ],
)
def test_countries_are_told_from_other_places(toponym, code):
    assert country_code(toponym) == code


def test_countries_are_scored_apart_and_by_their_code():
    def document(*toponyms):
        return ToponymDocument(
            doc_id="1",
            toponyms=tuple(
                PlacedToponym(
                    start=at, end=at + 5, text=name, latitude=lat, longitude=lon, country=code, confidence=0.8
                )
                for at, (name, lat, lon, code) in enumerate(toponyms)
            ),
        )

    gold = document(("Russia", 60.0, 100.0, ""), ("Niger", 16.0, 8.0, ""), ("Homs", 34.73, 36.71, ""))
    found = document(("Russia", 55.75, 37.6, "RU"), ("Niger", 9.0, 8.0, "NG"), ("Homs", 34.73, 36.71, "SY"))
    scores = score_places([gold], [found])
    assert (scores.countries.n, scores.other_places.n) == (2, 1)
    assert scores.countries.accuracy_161 == 0 and scores.other_places.accuracy_161 == 1
    assert scores.country_accuracy == 0.5
    assert scores.calibration is not None and scores.calibration.error == pytest.approx(0.8 - 1 / 3)
    assert scores.calibration_by_code is not None
    assert scores.calibration_by_code.error == pytest.approx(
        0.8 - 2 / 3
    )  # Russia is right, wherever its point


def test_predictions_without_countries_or_confidence_are_not_blamed_for_it():
    gold = [ToponymDocument(doc_id="1", toponyms=(_at("Syria", 35.0, 38.5),))]
    scores = score_places(gold, gold)
    assert scores.country_accuracy is None and scores.calibration is None


@pytest.mark.parametrize(
    ("answers", "error", "confident"),
    [
        ([(1.0, True)] * 10, 0.0, 1.0),
        ([(1.0, False)] * 10, 1.0, 0.0),
        ([(0.95, True)] * 9 + [(0.05, False)], 0.05, 1.0),
        ([(0.8, True)] * 8 + [(0.8, False)] * 2, 0.0, 0.8),  # all tie: the mean counts
        ([(0.25, True), (0.35, False)], (0.75 + 0.35) / 2, 0.5),
        ([(0.9, True)], 0.1, 1.0),
    ],
)
def test_calibration(answers, error, confident):
    found = calibration(answers)
    assert found.error == pytest.approx(error) and found.accuracy_of_confident == pytest.approx(confident)
    assert found.answers == len(answers)


answers = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


@given(answers, st.randoms())
def test_calibration_does_not_depend_on_order(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    assert accuracy_of_confident(shuffled) == pytest.approx(accuracy_of_confident(pairs))
    assert calibration(shuffled).error == pytest.approx(calibration(pairs).error)
    assert 0 <= calibration(pairs).error <= 1


def _spans(bounds):
    return [Span(start=start, end=end, text="") for start, end in bounds]


bounds = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda pair: (pair[0], sum(pair)))
spans = st.lists(bounds, max_size=8).map(_spans)


@given(spans, spans)
def test_pairs_are_one_to_one_and_overlap(gold, found):
    for pairs in (pairs_exact(gold, found), pairs_overlapping(gold, found)):
        assert len(set(pairs.values())) == len(pairs)
        assert all(gold[g].start < found[f].end and found[f].start < gold[g].end for g, f in pairs.items())
    assert pairs_exact(gold, found).items() <= pairs_overlapping(gold, found).items()


@given(st.lists(bounds, unique=True, max_size=8).map(_spans))
def test_gold_against_itself_is_found_whole(gold):
    assert len(pairs_overlapping(gold, gold)) == len(gold) or len({(s.start, s.end) for s in gold}) < len(
        gold
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("[]", "JSON object"),
        ("{", "broken JSON"),
        ('{"toponyms": []}', "doc_id"),
        ('{"doc_id": "a"}', "toponyms"),
        ('{"doc_id": "a", "toponyms": [{"start": 0}]}', "'end'"),
        ('{"doc_id": "a", "toponyms": [{"start": -1, "end": 3}]}', "no offsets"),
        ('{"doc_id": "a", "toponyms": [{"start": 0, "end": 3, "lat": 91, "lon": 0}]}', "out of range"),
        ('{"doc_id": "a", "toponyms": [{"start": 0, "end": 3, "lat": "x", "lon": 0}]}', "not of the form"),
        ('{"doc_id": "a", "toponyms": [{"start": 0, "end": 3, "confidence": 7}]}', "confidence"),
        ('{"doc_id": "a", "toponyms": [4]}', "not of the form"),
        ('{"doc_id": "b", "toponyms": []}\n{"doc_id": "b", "toponyms": []}', "twice"),
    ],
)
def test_a_gold_file_with_a_fault_is_refused_with_its_line(tmp_path, line, words):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc_id": "ok", "toponyms": []}\n\n' + line + "\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=words) as caught:
        list(read_toponyms(path))
    assert caught.value.line in (3, 4) and str(path) in str(caught.value)


def test_nan_is_no_point():
    path_free = {"doc_id": "a", "toponyms": [{"start": 0, "end": 1, "lat": math.nan, "lon": 2.0}]}
    assert not toponym_document(path_free).toponyms[0].has_point


def test_what_does_not_go_together_is_an_error():
    one, other = (ToponymDocument(doc_id=doc_id, toponyms=()) for doc_id in ("1", "2"))
    with pytest.raises(DocumentError, match="not in the gold"):
        score_places([one], [other])
    with pytest.raises(DocumentError, match="twice"):
        score_places([one, one], [])
    with pytest.raises(ConfigurationError, match="lang, source, kind"):
        score_places([one], [], by="type")
    with pytest.raises(ConfigurationError, match="overlap, exact"):
        score_places([one], [], match="fuzzy")


TEXT = "Des combats à Tripoli, au Liban, et à Homs."
GOLD = {
    "doc_id": "1",
    "lang": "fr",
    "text": TEXT,
    "toponyms": [
        {"start": 14, "end": 21, "lat": 34.43, "lon": 35.84, "kind": "populated"},
        {"start": 26, "end": 31, "lat": 33.9, "lon": 35.9, "kind": "country", "country": "LB"},
        {"start": 38, "end": 42, "lat": 34.73, "lon": 36.71, "kind": "populated"},
    ],
}


@pytest.fixture
def gold_file(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("options", [["--gold-spans"], ["--tagger", "lexicon"]])
def test_the_command_reads_and_scores_texts(gazetteer, gold_file, options):
    arguments = ["evaluate", "places", str(gold_file), "--store", str(gazetteer.path), "--json", *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    scores = json.loads(result.stdout)
    assert scores["resolution"]["acc@161"] == 1 and scores["countries"]["code_accuracy"] == 1
    assert ("recognition" in scores) == ("--gold-spans" not in options)
    assert scores["calibration"]["answers"] == 3


def test_the_command_scores_predictions_a_kind(gold_file, tmp_path):
    predictions = tmp_path / "pred.jsonl"
    right = {"doc_id": "1", "toponyms": GOLD["toponyms"][:2]}
    predictions.write_text(json.dumps(right) + "\n", encoding="utf-8")
    result = CliRunner().invoke(
        main, ["evaluate", "places", str(gold_file), "--pred", str(predictions), "--by", "kind"]
    )
    assert result.exit_code == 0, result.output
    rows = result.output.splitlines()
    assert any(row.startswith("recognition exact     P 1.000  R 0.667") for row in rows)
    assert any(row.startswith("populated  resolution") and "acc@161 0.500" in row for row in rows)
    assert any(row.startswith("country    resolution") and "acc@161 1.000" in row for row in rows)


def test_predictions_are_scored_as_they_are(gold_file):
    result = CliRunner().invoke(
        main, ["evaluate", "places", str(gold_file), "--pred", str(gold_file), "--tagger", "lexicon"]
    )
    assert result.exit_code == 2 and "--pred" in result.output


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path):
    result = CliRunner().invoke(main, ["evaluate", "places", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 1 and "none.jsonl" in result.output and "Traceback" not in result.output

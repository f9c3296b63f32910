"""``eventgeo resolve``: marked mentions in files, line by line; names and texts; and whatever else comes."""

import json
import os
import subprocess
import sys
import threading

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.cli import main
from eventgeo.cli.mention_files import resolve_file
from eventgeo.model import Resolution, Span
from eventgeo.resolution.spans import resolve_mentions

TEXT = "Des combats à Tripoli, au Liban, et dans la province de Homs."
TRIPOLI, LIBAN, HOMS = (
    Span(start=TEXT.index(name), end=TEXT.index(name) + len(name), text=name)
    for name in ("Tripoli", "Liban", "Homs")
)
FIELDS = ("lat", "lon", "geonameid", "country", "kind", "confidence", "reason")


@pytest.fixture
def run(gazetteer):
    def invoke(*arguments, **options):
        store = ["--store", str(gazetteer.path)]
        return CliRunner().invoke(main, ["resolve", *map(str, arguments), *store], **options)

    return invoke


def _line(text=TEXT, spans=(HOMS,), **fields):
    toponyms = [{"start": span.start, "end": span.end} for span in spans]
    return json.dumps({"doc_id": "1", "lang": "fr", "text": text, "toponyms": toponyms, **fields})


def _resolve(run, tmp_path, data, *options):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(data if isinstance(data, bytes) else data.encode())
    result = run("--spans", source, "-o", target, *options)
    lines = target.read_bytes().split(b"\n")[:-1] if target.exists() else None
    return result, [json.loads(line) for line in lines] if lines is not None else None


def test_a_file_comes_out_with_places_and_all_else_kept(run, tmp_path):
    data = _line(spans=(TRIPOLI, LIBAN), note={"é": [1, None, 2.5]}) + "\n"
    result, [row] = _resolve(run, tmp_path, data)
    assert result.exit_code == 0, result.output
    assert row["note"] == {"é": [1, None, 2.5]} and row["text"] == TEXT
    assert list(row) == ["doc_id", "lang", "text", "toponyms", "note"]
    tripoli = row["toponyms"][0]
    assert list(tripoli) == ["start", "end", *FIELDS]
    assert tripoli["country"] == "LB" and tripoli["lat"] == pytest.approx(34.43, abs=0.1)
    assert isinstance(tripoli["geonameid"], int) and 0 < tripoli["confidence"] <= 1 and tripoli["reason"]


def test_what_is_not_resolved_is_null_and_gold_of_the_input_does_not_shine_through(run, tmp_path):
    text = "Xqzvtkw"
    toponyms = [{"start": 0, "end": 7, "lat": 1.0, "lon": 2.0, "kind": "populated", "id": "t1"}]
    result, [row] = _resolve(run, tmp_path, json.dumps({"text": text, "toponyms": toponyms}))
    assert result.exit_code == 0, result.output
    [toponym] = row["toponyms"]
    assert [toponym[field] for field in FIELDS[:-1]] == [None] * 6
    assert toponym["reason"] and toponym["id"] == "t1"


BAD_LINES = {
    "not JSON": (b"{broken", "column"),
    "a list": (b"[1, 2]", "a list"),
    "a number": (b"3", "a number"),
    "null": (b"null", "null"),
    "no text": (b'{"toponyms": []}', '"text"'),
    "text of the wrong type": (b'{"text": 7, "toponyms": []}', "a number"),
    "no toponyms": (b'{"text": "Homs"}', '"toponyms"'),
    "toponyms of the wrong type": (b'{"text": "Homs", "toponyms": {"start": 0}}', "an object"),
    "lang of the wrong type": (b'{"text": "Homs", "lang": 3, "toponyms": []}', '"lang"'),
    "not UTF-8": (b'{"text": "Alep\xe9", "toponyms": []}', "0xE9"),
    "nested without end": (b"[" * 100_000, "nested"),
    "a number without end": (b'{"text": "", "toponyms": [], "n": ' + b"9" * 9999 + b"}", "JSON"),
    "a number beyond floats": (b'{"text": "", "toponyms": [], "n": 1e999}', "cannot hold"),
}


@pytest.mark.parametrize(("line", "words"), BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line_is_named_and_the_others_are_resolved(run, tmp_path, line, words):
    data = _line().encode() + b"\n" + line + b"\n" + _line(doc_id="2").encode() + b"\n"
    result, rows = _resolve(run, tmp_path, data)
    assert result.exit_code == 3, result.output
    assert "in.jsonl, line 2" in result.stderr and words in result.stderr
    assert [row["doc_id"] for row in rows] == ["1", "2"]


BAD_TOPONYMS = {
    "beyond the end": ({"start": 0, "end": 5000}, "5000"),
    "negative": ({"start": -4, "end": 2}, "-4"),
    "empty": ({"start": 3, "end": 3}, "3 to 3"),
    "no end": ({"start": 3}, "no end"),
    "no object": (7, "not an object"),
    "offsets as text": ({"start": "0", "end": 3}, "whole number"),
    "half offsets": ({"start": 0.5, "end": 3}, "whole number"),
    "true for 1": ({"start": True, "end": 3}, "whole number"),
    "NaN": ({"start": float("nan"), "end": 3}, "no start"),
    "beyond all numbers": ({"start": 1e400, "end": 3}, "whole number"),
}


@pytest.mark.parametrize(("toponym", "words"), BAD_TOPONYMS.values(), ids=BAD_TOPONYMS)
def test_a_bad_mention_stays_without_place_and_the_others_are_resolved(run, tmp_path, toponym, words):
    good = {"start": HOMS.start, "end": HOMS.end}
    data = json.dumps({"lang": "fr", "text": TEXT, "toponyms": [toponym, good]}).replace("Infinity", "1e400")
    result, rows = _resolve(run, tmp_path, data)
    assert result.exit_code == 3, result.output
    assert "line 1" in result.stderr and "toponym 1" in result.stderr and words in result.stderr
    if rows:
        bad, fine = rows[0]["toponyms"]
        assert fine["lat"] is not None
        assert bad == toponym or (bad["lat"] is None and words in bad["reason"])


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b"", 0),
        (b"\n\n  \n", 0),
        (b"\xef\xbb\xbf" + _line().encode(), 1),
        (_line().encode() + b"\r\n\r\n" + _line().encode() + b"\r\n", 2),
        (("\ufeff" + _line() + "\n").encode("utf-16-le"), 1),
        (_line(text=TEXT + "\u2028\x85 Homs").encode() + b"\n", 1),
        (json.dumps({"text": "Homs \ud800", "toponyms": [{"start": 0, "end": 4}]}).encode(), 1),
        (json.dumps({"text": "Homs " * 100_000, "toponyms": [{"start": 0, "end": 4}]}).encode(), 1),
        (
            json.dumps(
                {"text": "Homs", "toponyms": [{"start": 0.0, "end": 4.0}], "x": float("nan")}
            ).encode(),
            1,
        ),
    ],
    ids=["empty", "blank", "BOM", "CRLF", "UTF-16", "separators", "surrogate", "huge", "NaN"],
)
def test_odd_files_are_read(run, tmp_path, data, count):
    result, rows = _resolve(run, tmp_path, data)
    assert result.exit_code == 0, result.output
    assert len(rows) == count
    assert all(toponym["lat"] is not None for row in rows for toponym in row["toponyms"])


def test_the_same_input_gives_the_same_bytes(run, tmp_path):
    data = "".join(_line(doc_id=str(at), spans=(TRIPOLI, HOMS, LIBAN)) + "\n" for at in range(5))
    first, _ = _resolve(run, tmp_path, data)
    before = (tmp_path / "out.jsonl").read_bytes()
    second, _ = _resolve(run, tmp_path, data)
    assert first.exit_code == second.exit_code == 0
    assert (tmp_path / "out.jsonl").read_bytes() == before


def test_a_file_may_replace_itself(run, tmp_path):
    path = tmp_path / "both.jsonl"
    path.write_text(_line(), encoding="utf-8")
    assert run("--spans", path, "-o", path).exit_code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["toponyms"][0]["lat"] is not None
    assert [entry.name for entry in tmp_path.iterdir()] == ["both.jsonl"]


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("none.jsonl", "out.jsonl", "none.jsonl"),
        (".", "out.jsonl", "directory"),
        ("in.jsonl", ".", "folder"),
        ("in.jsonl", "in.jsonl/out.jsonl", "in.jsonl"),
        ("picture.png", "out.jsonl", "picture"),
    ],
)
def test_files_that_cannot_be_used_are_one_clear_line(run, tmp_path, source, target, words):
    (tmp_path / "in.jsonl").write_text(_line(), encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    result = run("--spans", tmp_path / source, "-o", tmp_path / target)
    assert result.exit_code == 1, result.output
    assert words in result.output and "Traceback" not in result.output
    assert {entry.name for entry in tmp_path.iterdir()} == {"in.jsonl", "picture.png"}


def test_an_error_leaves_the_old_file(run, tmp_path, gazetteer):
    target = tmp_path / "out.jsonl"
    target.write_text("old", encoding="utf-8")
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(gazetteer.path.read_bytes()[:5000])
    (tmp_path / "in.jsonl").write_text(_line(), encoding="utf-8")
    arguments = ["resolve", "--spans", tmp_path / "in.jsonl", "-o", target, "--store", broken]
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 1 and "broken.sqlite" in result.output
    assert target.read_text(encoding="utf-8") == "old"


def test_stdin_and_stdout_carry_only_the_lines(gazetteer):
    command = [sys.executable, "-m", "eventgeo.cli", "resolve", "--spans", "-", "-o", "-"]
    done = subprocess.run(
        [*command, "--store", gazetteer.path],
        input=f"{_line()}\nbad\n".encode(),
        capture_output=True,
        timeout=60,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 3
    [row] = [json.loads(line) for line in done.stdout.splitlines()]
    assert row["toponyms"][0]["lat"] is not None
    assert b"standard input, line 2" in done.stderr


def test_a_reader_that_goes_away_is_no_fault(gazetteer, tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text("".join(_line(doc_id=str(at)) + "\n" for at in range(3000)), encoding="utf-8")
    command = [sys.executable, "-m", "eventgeo.cli", "resolve", "--spans", path, "--store", gazetteer.path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        timer = threading.Timer(60, process.kill)
        timer.start()
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
        process.wait()
        timer.cancel()
    assert "fault" not in said and "Traceback" not in said


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
records = st.dictionaries(st.sampled_from(("doc_id", "lang", "text", "toponyms", "x")), anything) | st.builds(
    lambda text, offsets, lang: {
        "text": text,
        "lang": lang,
        "toponyms": [{"start": start, "end": end} for start, end in offsets],
    },
    st.text(max_size=9),
    st.lists(st.tuples(st.integers(-2, 12), st.integers(-2, 12)), max_size=3),
    st.sampled_from(("fr", "", "klingon", None)),
)
lines = records.map(lambda record: json.dumps(record).encode()) | st.binary(max_size=12).map(
    lambda data: b"x" + data.replace(b"\n", b"")
)


@given(st.lists(lines, max_size=6))
def test_whatever_a_file_holds_each_line_comes_out_or_is_named(tmp_path_factory, lines):
    folder = tmp_path_factory.mktemp("fuzz")
    source, target, problems = folder / "in", folder / "out", []
    lines = [_line().encode(), *lines]  # what begins as no text is refused as a whole
    source.write_bytes(b"\n".join(lines))

    def unresolved(line):
        return resolve_mentions(line.document, _good(line.spans), Unsure())

    resolve_file(source, target, unresolved, problems.append)
    written = [json.loads(line) for line in target.read_bytes().split(b"\n")[:-1]]
    assert all(problem.line for problem in problems)
    left_out = {number for number, line in enumerate(lines, start=1) if line.strip()}
    assert len(written) <= len(left_out) <= len(written) + len({problem.line for problem in problems})
    assert not any("fault of eventgeo" in str(problem) for problem in problems)


def _good(spans):
    return [span for span in spans if isinstance(span, Span)]


class Unsure:
    """A resolver that chooses nothing."""

    def resolve(self, tags):
        return tuple(Resolution(toponym=name, chosen=None, reason="unsure") for name in tags.toponyms)


def test_a_text_shows_each_of_its_names(run):
    result = run("Des combats à Tripoli, au Liban.", "--tagger", "lexicon")
    assert result.exit_code == 0, result.output
    heads = [line for line in result.output.splitlines() if ": confidence" in line]
    assert [head.split(":")[0] for head in heads] == ["Tripoli", "Liban"]
    assert "1. Tripoli (North Lebanon, LB)" in result.output or "LB)" in result.output


def test_a_text_is_read_from_stdin(run):
    result = run("-", "--tagger", "lexicon", input="Des combats à Tripoli, au Liban.")
    assert result.exit_code == 0 and "Liban: confidence" in result.output


def test_explain_shows_what_each_feature_adds(run):
    result = run("Tripoli", "--explain", "--limit", "2")
    assert result.exit_code == 0, result.output
    scores = [line for line in result.output.splitlines() if line.strip().startswith("score")]
    features = [line for line in result.output.splitlines() if line.strip()[:1] in "+-" and line.strip()]
    assert len(scores) == 2 and len(features) >= 4


def test_explain_says_why_nothing_was_chosen(run):
    result = run("Xqzvtkw", "--explain")
    assert result.exit_code == 1 and "unresolved: " in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "--spans"),
        (["Homs", "--spans", "x.jsonl"], "not both"),
        (["Homs", "-o", "x"], "--spans"),
        (["--spans", "x.jsonl", "--explain"], "--explain"),
        (["--spans", "x.jsonl", "--country", "SY"], "--country"),
        (["Homs", "--limit", "0"], "limit"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(run, arguments, words):
    result = run(*arguments)
    assert result.exit_code == 2 and words in result.output


def test_a_language_that_the_tagger_does_not_read_is_an_error(run):
    result = run("Des combats à Homs", "--lang", "xx", "--tagger", "lexicon")
    assert result.exit_code == 1 and "xx" in result.output and "fr" in result.output


def test_a_name_of_any_length_is_one_short_line(run):
    result = run("x" * 50_000)
    assert result.exit_code == 1 and len(result.output) < 300


@pytest.mark.parametrize("content", [None, b"", b"text", b"SQLite format 3\x00" + bytes(100)])
def test_a_store_that_is_none_is_one_clear_line(tmp_path, content):
    path = tmp_path / "store.sqlite"
    if content is not None:
        path.write_bytes(content)
    result = CliRunner().invoke(main, ["resolve", "Homs", "--store", str(path)])
    assert result.exit_code == 1 and "store.sqlite" in result.output and "Traceback" not in result.output
    assert path.exists() == (content is not None)


def test_control_characters_of_a_text_do_not_reach_the_terminal(run):
    result = run("\x1b[31mXqzvtkw")
    assert "\x1b" not in result.output

"""`eventgeo train` and `eventgeo extract --model`, as a user runs them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from eventgeo.cli import main

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "al-boukamal.txt"
GOLD = sorted((ROOT / "data" / "annotated" / "fr").glob("*.json"))[:4]


@pytest.fixture
def run(gazetteer, monkeypatch):
    monkeypatch.setenv("EVENTGEO_CACHE", str(gazetteer.path.parent))
    return lambda *args: CliRunner().invoke(main, [str(arg) for arg in args])


def test_one_command_trains_and_one_reads(run, tiny_encoder, tmp_path):
    folder = tmp_path / "mine"
    result = run(
        "train", *GOLD, "--encoder", tiny_encoder, "-o", folder, "--name", "mine", "--epochs", 2,
        "--frozen-layers", 1, "--batch-size", 2, "--seed", 5, "--threads", 1,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == str(folder)
    lines = result.stderr.splitlines()
    assert lines[0].startswith("4 documents, ")
    assert [line.split(":")[0] for line in lines[1:]] == ["epoch 1/2", "epoch 2/2"]
    result = run("extract", SEED, "-o", tmp_path / "out", "--model", folder, "--tagger", "reader")
    assert result.exit_code == 0, result.output
    assert pd.read_csv(tmp_path / "out" / "events.csv").tagger.str.startswith("mine ").all()


@pytest.mark.parametrize("tagger", ["combined", "reader", "flair"])
def test_extract_takes_tagger_model_and_threads(run, tiny_reader, tmp_path, tagger):
    result = run(
        "extract", SEED, "-o", tmp_path, "--tagger", tagger, "--model", tiny_reader, "--threads", 1
    )  # fmt: skip
    assert result.exit_code == 0, result.output


def test_the_lexicon_needs_no_model(run, tmp_path):
    result = run("extract", SEED, "-o", tmp_path, "--tagger", "lexicon")
    assert result.exit_code == 0, result.output
    events = pd.read_csv(tmp_path / "events.csv")
    assert len(events) > 3 and events.tagger.str.startswith("lexicon").all()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["train", "GOLD", "--encoder", "no/such/encoder", "-o", "OUT"], 1, ["no/such/encoder", "hub"]),
        (["train", "GOLD", "--encoder", "ENCODER", "-o", "OUT"], 1, ["--frozen-layers 1"]),
        (["train", "nowhere", "--encoder", "ENCODER", "-o", "OUT"], 1, ["nowhere"]),
        (["train", "GOLD", "--encoder", "ENCODER", "-o", "BUSY"], 1, ["is no reader"]),
        (["train", "GOLD", "--encoder", "ENCODER", "-o", "OUT", "--epochs", "0"], 1, ["epochs is 0"]),
        (["train", "GOLD", "--encoder", "ENCODER", "-o", "OUT", "--threads", "0"], 2, ["--threads"]),
        (["train", "SEED", "--encoder", "ENCODER", "-o", "OUT"], 1, ["no JSON"]),
        (["train", "GOLD", "-o", "OUT"], 2, ["--encoder"]),
        (["extract", "SEED", "-o", "OUT", "--model", "nowhere"], 1, ["nowhere"]),
        (["extract", "SEED", "-o", "OUT", "--model", "ENCODER"], 1, ["reader.json", "eventgeo train"]),
        (["extract", "SEED", "-o", "OUT", "--tagger", "spacy"], 2, ["combined", "lexicon"]),
    ],
)
def test_errors_are_one_clear_line_and_leave_nothing(run, tiny_encoder, tmp_path, arguments, code, words):
    busy = tmp_path / "busy"
    busy.mkdir()
    (busy / "thesis.txt").touch()
    stand_in = {
        "GOLD": GOLD[0],
        "ENCODER": tiny_encoder,
        "OUT": tmp_path / "out",
        "BUSY": busy,
        "SEED": SEED,
    }
    result = run(*(stand_in.get(argument, argument) for argument in arguments))
    assert result.exit_code == code, result.output
    assert all(word in result.output for word in words)
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists() or arguments[0] == "extract"

"""Training: the same seed gives the same reader; what cannot work is said before the work; all or nothing."""

from __future__ import annotations

import json
import logging
import shutil
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

from eventgeo.errors import ConfigurationError, DocumentError, EventGeoError, ModelNotFoundError, TaggerError
from eventgeo.evaluation import GoldDocument
from eventgeo.model import Document
from eventgeo.tagging.reader.store import SETTINGS
from eventgeo.tagging.reader.tagger import ReaderTagger
from eventgeo.training.preparation import find_encoder
from eventgeo.training.progress import Step, logged_to
from eventgeo.training.train import LOG, Recipe, Source, keep_documents, read_sources, train
from tiny_encoder import build_tiny_encoder

ROOT = Path(__file__).parent.parent
QUICK = Recipe(epochs=1, frozen_layers=1)


@pytest.fixture(scope="module")
def few(gold_documents: tuple[GoldDocument, ...]) -> list[Source]:
    return [Source(name="few", documents=gold_documents[:4])]


@pytest.fixture(scope="module")
def trained(
    few: list[Source], tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Return three readers: two of one seed, one of another."""
    folder = tmp_path_factory.mktemp("seeds")
    seeds = {"one": 1, "one again": 1, "two": 2}
    return {
        name: train(
            few,
            tiny_encoder,
            folder / name,
            recipe=Recipe(epochs=1, frozen_layers=1, seed=seed),
            threads=1,
        )
        for name, seed in seeds.items()
    }


def settings(folder: Path) -> dict:
    return json.loads((folder / SETTINGS).read_text("utf-8"))


def test_the_same_seed_gives_the_same_files_and_another_others(trained):
    hashes = {name: settings(folder)["sha256"] for name, folder in trained.items()}
    assert hashes["one"] == hashes["one again"]
    for part in ("encoder.safetensors", "heads.safetensors"):
        assert hashes["one"][part] != hashes["two"][part]


def test_a_reader_says_what_it_was_made_of(trained, few, tiny_encoder):
    found = settings(trained["two"])
    assert found["recipe"]["seed"] == 2
    assert found["base"] == tiny_encoder.name
    assert found["data"] == {"few": {"documents": 4, "sha256": few[0].sha256}}
    assert found["version"]


def test_a_reader_is_for_all_to_read_and_leaves_nothing_beside(trained):
    folder = trained["one"]
    assert folder.stat().st_mode & 0o755 == 0o755
    assert all(file.stat().st_mode & 0o444 == 0o444 for file in folder.iterdir())
    assert {path.name for path in folder.parent.iterdir()} == set(trained)


def test_what_the_libraries_say_is_in_the_log(trained, few, tiny_encoder, tmp_path, capfd):
    logging.getLogger("flair").handlers.clear()
    before = logging.getLogger().handlers[:]
    steps: list[Step] = []
    out = train(few, tiny_encoder, tmp_path / "reader", recipe=QUICK, threads=1, on_step=steps.append)
    assert capfd.readouterr() == ("", "")
    assert "loss" in (out / LOG).read_text("utf-8")
    assert logging.getLogger().handlers == before
    assert steps[-1].ends_epoch and steps[-1].epoch == steps[-1].epochs == 1
    assert [step.batch for step in steps] == list(range(1, steps[-1].batches + 1))
    assert all(step.loss > 0 for step in steps)


def test_warnings_go_to_the_log_and_then_where_they_went(tmp_path):
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        with logged_to(tmp_path / "log"):
            warnings.warn("hidden", stacklevel=1)
        warnings.warn("shown", stacklevel=1)
    assert [str(warning.message) for warning in shown] == ["shown"]
    assert "hidden" in (tmp_path / "log").read_text("utf-8")


def test_a_reader_in_the_way_is_replaced(trained, few, tiny_encoder, tmp_path):
    folder = shutil.copytree(trained["one"], tmp_path / "reader")
    (folder / "stale").touch()
    train(few, tiny_encoder, folder, name="new", recipe=QUICK, threads=1)
    assert settings(folder)["name"] == "new"
    assert not (folder / "stale").exists()


@pytest.mark.parametrize("family", ["roberta", "xlm-roberta", "camembert"])
def test_encoders_of_the_family_will_do(few, tmp_path, family):
    texts = [gold.document.text for gold in few[0].documents]
    encoder = build_tiny_encoder(tmp_path / "encoder", texts, family=family)
    folder = train(few, encoder, tmp_path / "reader", recipe=QUICK, threads=1)
    document = Document(doc_id="1", text=texts[0], lang="fr")
    ours, theirs = (
        ReaderTagger(folder, runtime=runtime, threads=1).read([document])[0].vectors
        for runtime in ("onnx", "torch")
    )
    assert abs(ours - theirs).max() < 0.25


@pytest.fixture
def encoder_copy(tiny_encoder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_encoder, tmp_path / "encoder")


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"model_type": "distilbert"}, ConfigurationError, "distilbert; it can be one of bert, camembert"),
        ({"max_position_embeddings": 128}, ConfigurationError, "reads 128 word pieces"),
        ({"num_hidden_layers": 0}, ConfigurationError, "--frozen-layers 0"),
    ],
)
def test_encoders_that_do_not_suit_are_refused(encoder_copy, change, error, words):
    file = encoder_copy / "config.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **change}), "utf-8")
    with pytest.raises(error, match=words):
        find_encoder(encoder_copy, QUICK)


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "token*"])
def test_what_an_encoder_lacks_is_named(encoder_copy, name):
    for file in encoder_copy.glob(name):
        file.unlink()
    with pytest.raises(ModelNotFoundError, match=name.rstrip("*")):
        find_encoder(encoder_copy, QUICK)


def test_broken_files_of_an_encoder_are_named(encoder_copy, few, tmp_path):
    (encoder_copy / "tokenizer.json").write_text("{broken", "utf-8")
    with pytest.raises(TaggerError, match="tokenizer"):
        train(few, encoder_copy, tmp_path / "reader", recipe=QUICK)
    (encoder_copy / "config.json").write_text("{broken", "utf-8")
    with pytest.raises(TaggerError, match=r"config\.json"):
        train(few, encoder_copy, tmp_path / "reader", recipe=QUICK)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["encoder"]


@pytest.mark.parametrize(
    "encoder", ["no/such/folder/encoder", "/nowhere", "bert-base", "nobody-we-know/no-such-encoder"]
)
def test_an_encoder_that_is_not_there_fails_soon(few, tmp_path, encoder):
    begin = time.monotonic()
    with pytest.raises(ModelNotFoundError, match=encoder):
        train(few, encoder, tmp_path / "reader", recipe=QUICK)
    assert time.monotonic() - begin < 15
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_no_reader_is_left_alone(few, tiny_encoder, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(ConfigurationError, match="is no reader"):
        train(few, tiny_encoder, tmp_path, recipe=QUICK)
    with pytest.raises(ConfigurationError, match="is no reader"):
        train(few, tiny_encoder, tmp_path / "thesis.txt", recipe=QUICK)
    with pytest.raises(ConfigurationError, match="cannot write"):
        train(few, tiny_encoder, tmp_path / "thesis.txt" / "reader", recipe=QUICK)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("library", ["flair", "torch", "onnx"])
def test_without_its_libraries_says_how_to_install_them(few, tiny_encoder, tmp_path, monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)  # what Python itself keeps for a module that is barred
    with pytest.raises(ModelNotFoundError, match=rf"{library}.*pip install 'eventgeo\[train\]'"):
        train(few, tiny_encoder, tmp_path / "reader", recipe=QUICK)


@pytest.mark.parametrize(
    "options", [{"epochs": 0}, {"batch_size": 0}, {"frozen_layers": -1}, {"dropout": 1.0}]
)
def test_recipes_that_cannot_work_are_refused(options):
    with pytest.raises(ConfigurationError, match=next(iter(options))):
        Recipe(**options)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("{broken", "no JSON"),
        ("[1, 2]", "not of the form"),
        ({"text": "Raid."}, "doc_id"),
        ({"doc_id": "a", "text": "Raid.", "events": [{"id": "e1", "trigger": "Raid"}]}, "type"),
        ({"doc_id": "a", "text": "Raid.", "places": [{"id": "p1", "text": "Alep"}]}, "Alep"),
        (
            {"doc_id": "a", "text": "Raid.", "places": [{"id": "p1", "text": "Alep", "start": 0, "end": 4}]},
            "'Raid', not 'Alep'",
        ),
        (
            {
                "doc_id": "a",
                "text": "Raid.",
                "events": [{"id": "e1", "trigger": "Raid", "type": "pillage", "modality": "asserted"}],
            },
            "'pillage' is none of",
        ),
    ],
)  # fmt: skip
def test_gold_that_does_not_fit_is_named_with_its_place(tmp_path, written, words):
    good = {"doc_id": "b", "text": "Rien.", "lang": "fr"}
    file = tmp_path / "gold.jsonl"
    line = written if isinstance(written, str) else json.dumps(written)
    file.write_text(f"{json.dumps(good)}\n{line}\n", "utf-8")
    with pytest.raises(DocumentError, match=words) as caught:
        read_sources([file])
    assert "line 2" in str(caught.value)


def test_no_gold_is_an_error(tmp_path, tiny_encoder):
    with pytest.raises(ConfigurationError, match="nowhere"):
        read_sources([tmp_path / "nowhere"])
    with pytest.raises(ConfigurationError, match="no gold"):
        read_sources([tmp_path])
    empty = GoldDocument(document=Document(doc_id="1", text=" \n", lang="fr"), places=(), events=())
    for documents in ((), (empty,)):
        with pytest.raises(ConfigurationError, match="to train on"):
            train([Source(name="none", documents=documents)], tiny_encoder, tmp_path / "out", recipe=QUICK)
    assert not list(tmp_path.iterdir())


def test_documents_without_events_are_learned_from_too(tiny_encoder, tmp_path):
    plain = GoldDocument(
        document=Document(doc_id="1", text="Il pleut sur Brest.", lang="fr"), places=(), events=()
    )
    recipe = Recipe(epochs=20, frozen_layers=1, head_rate=5e-2)
    folder = train([Source(name="plain", documents=(plain,))], tiny_encoder, tmp_path / "out", recipe=recipe)
    assert ReaderTagger(folder, threads=1).tag([plain.document])[0].triggers == ()


def test_folds_leave_each_document_out_once(gold_documents):
    sources = [Source(name="all", documents=gold_documents)]
    every = [gold.document.doc_id for gold in gold_documents]
    left = []
    for fold in range(3):
        kept = {
            g.document.doc_id
            for source in keep_documents(sources, fold=f"{fold}/3")
            for g in source.documents
        }
        left.extend(doc_id for doc_id in every if doc_id not in kept)
    assert sorted(left) == sorted(every)


def test_errors_are_of_the_projects_own():
    assert issubclass(ModelNotFoundError, EventGeoError)
    assert issubclass(ModelNotFoundError, FileNotFoundError)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_who_breaks_off_gets_no_half_reader(tiny_encoder, tmp_path):
    files = sorted(str(file) for file in (ROOT / "data" / "annotated" / "fr").glob("*.json"))[:12]
    options = ["--threads", "1", "--frozen-layers", "1", "--epochs", "500"]
    arguments = ["train", *files, "--encoder", str(tiny_encoder), "-o", str(tmp_path / "reader"), *options]
    script = f"""
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from eventgeo.cli import main
main({arguments!r})
"""
    with subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True) as running:
        for line in running.stderr:
            if line.startswith("epoch 1/500"):
                running.send_signal(signal.SIGINT)
                break
        rest = running.stderr.read()
    assert running.returncode == 1
    assert "Aborted" in rest
    assert not list(tmp_path.iterdir())

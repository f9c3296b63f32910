"""A reader trained here, as a tagger: contract, hard texts, both runtimes, other processes, damage."""

from __future__ import annotations

import json
import multiprocessing
import pickle
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventgeo.errors import ConfigurationError, ModelNotFoundError, ResourceHashError, TaggerError
from eventgeo.model import Document, Tags
from eventgeo.pipeline import Pipeline
from eventgeo.tagging.by_name import tagger_by_name
from eventgeo.tagging.combined_tagger import CombinedTagger
from eventgeo.tagging.reader.roles import _TRIGGERS_AT_ONCE, read_triggers
from eventgeo.tagging.reader.store import PARTS, SETTINGS
from eventgeo.tagging.reader.tagger import ReaderTagger
from eventgeo.testing import check_tagger

HARD = {
    "empty": "",
    "blank": " \n\t\n ",
    "emoji": "🙂 Frappe 👨‍👩‍👧 à Alep 🇫🇷 ! 🙂",
    "combining": "L’arme\u0301e a frappe\u0301 Idleb.",
    "arabic": "قصفت الطائرات مدينة حلب، ووقعت اشتباكات قرب إدلب.",
    "clitics": "d’Al-Boukamal, de l’Irak ; « qu’ils » — le 3 nov. à 5 h 30.",
    "invisible": "L\u200barmée\u200d a pris \u200b Homs \ufeff. \xad \x85",
    "control": "\x00 \x01 Alep \x1f",
    "without end": "Raid sur " + "a" * 5000 + " mardi.",
    "ligatures": "ﷺ" * 80 + " Alep",
    "one sign": ".",
}
LABELS = {"triggers": "event_type", "toponyms": "metonymy", "actors": "", "expressions": "label"}
ODD = st.sampled_from("aé’ .\n«🙂\u0301\u200b\u200dلحب،1-#@/\x00\xa0")


def documents(gold_documents, number: int = 8) -> list[Document]:
    """Return annotated documents of each language, and the hard texts."""
    taken = [gold.document for gold in gold_documents][:: max(1, len(gold_documents) // number)]
    return [*taken, *(Document(doc_id=name, text=text, lang="fr") for name, text in HARD.items())]


def spans(found: Iterable[Tags]) -> set[tuple[str, str, int, int, str]]:
    """Return all that was marked, with its label."""
    return {
        (tags.document.doc_id, layer, span.start, span.end, str(getattr(span, label)) if label else "")
        for tags in found
        for layer, label in LABELS.items()
        for span in getattr(tags, layer)
    }


@pytest.fixture(scope="module")
def reader(tiny_reader: Path) -> ReaderTagger:
    return ReaderTagger(tiny_reader, threads=1)


@pytest.fixture(scope="module")
def on_torch(tiny_reader: Path) -> ReaderTagger:
    return ReaderTagger(tiny_reader, threads=1, runtime="torch")


def test_it_has_learned_to_mark_all_layers(reader, gold_documents):
    marked = spans(reader.tag([gold.document for gold in gold_documents]))
    assert {layer for _, layer, *_ in marked} == set(LABELS)


@pytest.mark.parametrize("kind", ["onnx", "torch", "combined"])
def test_keeps_the_contract_of_taggers(reader, on_torch, gazetteer, gold_documents, kind):
    tagger = {"onnx": reader, "torch": on_torch, "combined": CombinedTagger(gazetteer, reader=reader)}[kind]
    check_tagger(tagger, documents(gold_documents))


def test_all_offsets_are_exact(reader, gold_documents):
    for tags in reader.tag(documents(gold_documents)):
        text = tags.document.text
        for span in (*tags.triggers, *tags.toponyms, *tags.actors, *tags.expressions):
            assert text[span.start : span.end] == span.text != ""
        assert len(tags.readings) == len(tags.triggers)
        for found in tags.readings:
            assert sum(found.modality) == pytest.approx(1.0, abs=0.01)
            assert all(role.argument < len(tags.toponyms) for role in found.places)
            assert all(role.argument < len(tags.actors) for role in found.actors)


@given(
    text=st.one_of(st.text(max_size=200), st.text(ODD, max_size=400)),
    lang=st.sampled_from(["fr", "ar", None]),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_read(reader, text, lang):
    (tags,) = reader.tag([Document(doc_id="1", text=text, lang=lang)])
    for span in (*tags.triggers, *tags.toponyms, *tags.actors, *tags.expressions):
        assert text[span.start : span.end] == span.text


def test_long_documents_are_read_to_their_end(reader, gold_documents):
    text = "\n".join(gold.document.text for gold in gold_documents if gold.document.lang == "fr") * 5
    assert len(text.split()) > 3000
    (reading,) = reader.read([Document(doc_id="1", text=text, lang="fr")])
    assert len(reading.vectors) == len(reading.tokens)
    assert (np.abs(reading.vectors).sum(axis=1) > 0).all()
    (tags,) = reader.tag([reading.document])
    marked = [span.start for span in (*tags.triggers, *tags.toponyms, *tags.actors)]
    assert max(marked) > 0.9 * len(text)


def test_neighbours_change_nothing(reader, gold_documents):
    together = reader.tag(documents(gold_documents))
    assert together == [tags for document in documents(gold_documents) for tags in reader.tag([document])]


def test_both_runtimes_see_nearly_the_same(reader, on_torch, gold_documents):
    read = documents(gold_documents, number=len(gold_documents))
    ours, theirs = (
        np.concatenate([reading.vectors for reading in tagger.read(read)]) for tagger in (reader, on_torch)
    )
    cosines = (ours * theirs).sum(axis=1) / (np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1))
    assert cosines.min() > 0.995
    here, there = spans(reader.tag(read)), spans(on_torch.tag(read))
    assert len(here) > 50
    assert 2 * len(here & there) / (len(here) + len(there)) >= 0.97


def _spans_elsewhere(pickled: bytes, document: Document) -> set[tuple[str, str, int, int, str]]:
    return spans(pickle.loads(pickled).tag([document]))  # noqa: S301 - made by the test itself


@pytest.mark.parametrize("runtime", ["onnx", "torch"])
def test_goes_to_other_processes(reader, on_torch, gold_documents, runtime):
    tagger = {"onnx": reader, "torch": on_torch}[runtime]
    document = gold_documents[0].document
    expected = spans(tagger.tag([document]))  # opened before it is pickled
    assert expected
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(_spans_elsewhere, (pickle.dumps(tagger), document)) == expected


def test_the_number_of_threads_changes_no_span(tiny_reader, gold_documents):
    read = documents(gold_documents)
    one, two = (spans(ReaderTagger(tiny_reader, threads=n).tag(read)) for n in (1, 2))
    assert one == two


def test_reads_without_network(tiny_reader, gold_documents, monkeypatch):
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("the network was asked")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    for runtime in ("onnx", "torch"):
        assert ReaderTagger(tiny_reader, runtime=runtime, threads=1).tag([gold_documents[0].document])


def test_stdout_and_logging_stay_as_they_were(tiny_reader):
    script = f"""
import logging
logging.basicConfig(level=logging.INFO)
before = list(logging.getLogger().handlers)
from eventgeo import Document
from eventgeo.tagging.reader.tagger import ReaderTagger
tagger = ReaderTagger({str(tiny_reader)!r}, runtime="torch", threads=1)
tagger.tag([Document(doc_id="1", text="Alep.", lang="fr")])
assert logging.getLogger().handlers == before
assert not logging.getLogger("flair").handlers
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_the_onnx_runtime_needs_no_torch(tiny_reader):
    script = f"""
import sys
from eventgeo import Document
from eventgeo.tagging.reader.tagger import ReaderTagger
ReaderTagger({str(tiny_reader)!r}).tag([Document(doc_id="1", text="Raid sur Alep.", lang="fr")])
print([name for name in ("torch", "flair", "transformers", "onnx") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture
def copied(tiny_reader: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_reader, tmp_path / "reader")


@pytest.mark.parametrize("name", PARTS)
def test_a_damaged_part_is_refused(copied, name):
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    with pytest.raises(ResourceHashError, match=name):
        ReaderTagger(copied).tag([])


@pytest.mark.parametrize("name", [SETTINGS, *PARTS])
def test_a_missing_part_is_named(copied, name):
    (copied / name).unlink()
    with pytest.raises(ModelNotFoundError, match=name):
        ReaderTagger(copied).tag([])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": 99}, "not of format 1"),
        ({"labels": {"event": ["O"]}}, "other labels"),
        ({"labels": None}, "other labels"),
        ({"sha256": {}}, "lacks"),
    ],
)
def test_settings_of_another_version_are_refused(copied, change, words):
    file = copied / SETTINGS
    kept = {**json.loads(file.read_text("utf-8")), **change}
    file.write_text(json.dumps({key: value for key, value in kept.items() if value is not None}), "utf-8")
    with pytest.raises(TaggerError, match=words):
        ReaderTagger(copied).tag([])


@pytest.mark.parametrize("content", ["", "{broken", "[]", '"text"', "\udcff"])
def test_settings_that_cannot_be_read_are_refused(copied, content):
    (copied / SETTINGS).write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(TaggerError):
        ReaderTagger(copied).tag([])


def test_roles_are_the_same_for_one_trigger_as_for_all(reader, gold_documents):
    """Long texts are scored part by part, and only what is near: that must not show."""
    text = "\n".join(gold.document.text for gold in gold_documents if gold.document.lang == "fr") * 3
    (reading,) = reader.read([Document(doc_id="long", text=text, lang="fr")])
    (tags,) = reader.tag([reading.document])
    assert len(tags.triggers) > 3 * _TRIGGERS_AT_ONCE
    for trigger, told in zip(tags.triggers, tags.readings, strict=True):
        (alone,) = read_triggers(reading, reader.heads, [trigger], tags.toponyms, tags.actors)
        for one, all_of_them in ((alone.places, told.places), (alone.actors, told.actors)):
            sure = {row.argument: row.probability for row in one if row.probability > 0.03}
            others = {row.argument: row.probability for row in all_of_them if row.argument in sure}
            assert others == pytest.approx(sure, abs=1e-3)


@pytest.mark.parametrize(
    "options", [{"runtime": "tensorflow"}, {"threads": 0}, {"threshold": 0.0}, {"threshold": 1.0}]
)
def test_options_that_cannot_work_are_refused(tiny_reader, options):
    with pytest.raises(ConfigurationError, match=next(iter(options))):
        ReaderTagger(tiny_reader, **options)


def test_a_folder_that_is_not_there_is_named_at_once(tmp_path):
    with pytest.raises(ModelNotFoundError, match="nowhere"):
        ReaderTagger(tmp_path / "nowhere")


@pytest.mark.parametrize(("library", "runtime"), [("onnxruntime", "onnx"), ("flair", "torch")])
def test_without_its_library_says_how_to_install_it(tiny_reader, monkeypatch, library, runtime):
    monkeypatch.setitem(sys.modules, library, None)  # what Python itself keeps for a module that is barred
    with pytest.raises(ModelNotFoundError, match="pip install"):
        ReaderTagger(tiny_reader, runtime=runtime).tag([])


@pytest.mark.parametrize("name", ["combined", "reader", "flair"])
def test_pipelines_take_a_reader_of_ones_own(tiny_reader, gazetteer, gold_documents, name):
    pipeline = Pipeline(tagger=name, model=tiny_reader, gazetteer=gazetteer, threads=1)
    (reading,) = pipeline.read([replace(gold_documents[0].document, lang=None)])
    assert reading.tagger.startswith("tiny ")


def test_a_model_is_for_taggers_that_read_one(reader, tiny_reader, gazetteer):
    with pytest.raises(ConfigurationError, match="lexicon"):
        tagger_by_name("lexicon", gazetteer, model=tiny_reader)
    with pytest.raises(ConfigurationError, match="model"):
        Pipeline(tagger=reader, model=tiny_reader, gazetteer=gazetteer)

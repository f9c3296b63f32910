"""A tiny Flair tagger, trained here on a few sentences, supplies places and actors on our own tokens."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from eventgeo.errors import ConfigurationError, ModelNotFoundError
from eventgeo.model import Document
from eventgeo.protocols import Tagger
from eventgeo.tagging.flair_tagger import FlairTagger, save_flair_tagger
from eventgeo.tagging.joined_tagger import JoinedTagger
from eventgeo.testing import check_tagger
from eventgeo.text.sentences import split_sentences
from eventgeo.text.tokens import tokenize

pytest.importorskip("flair")

# Words, then (surface, label) of the entities in them.
TRAINING = [
    ("Des avions ont frappé Alep .", {"Alep": "LOC"}),
    ("Daech a attaqué Homs .", {"Daech": "ORG", "Homs": "LOC"}),
    ("Le Hezbollah est entré dans Alep .", {"Hezbollah": "ORG", "Alep": "LOC"}),
    ("Les soldats ont quitté Homs lundi .", {"Homs": "LOC"}),
    (
        "Le Hezbollah et Daech ont combattu près d' Idleb .",
        {"Hezbollah": "ORG", "Daech": "ORG", "Idleb": "LOC"},
    ),
    ("Des civils ont fui Idleb .", {"Idleb": "LOC"}),
    ("L' attaque a été revendiquée par Daech .", {"Daech": "ORG"}),
    ("Rien de nouveau ce matin .", {}),
    ("« Selon l’armée, rien d’autre. » 🙂 ; Le", {}),
]
TEXT = "« Selon l’armée, Daech a quitté Homs. » 🙂\n\nLe Hezbollah est près d’Idleb ; rien d’autre."


@pytest.fixture(scope="module")
def trained() -> Any:
    import flair
    import torch
    from flair.data import Corpus, Dictionary, Sentence
    from flair.datasets import FlairDatapointDataset
    from flair.embeddings import CharacterEmbeddings, OneHotEmbeddings, StackedEmbeddings
    from flair.models import SequenceTagger

    flair.set_seed(7)
    torch.set_num_threads(1)
    logging.getLogger("flair").setLevel(logging.ERROR)
    sentences = []
    for words, entities in TRAINING * 3:
        sentence = Sentence([token.text for token in tokenize(words)])
        for token in sentence.tokens:
            if token.text in entities:
                sentence[token.idx - 1 : token.idx].add_label("ner", entities[token.text])
        sentences.append(sentence)
    corpus = Corpus(train=FlairDatapointDataset(sentences), sample_missing_splits=False)
    characters = Dictionary()
    for character in sorted(set("".join(words for words, _ in TRAINING))):
        characters.add_item(character)
    tagger = SequenceTagger(
        hidden_size=16,
        embeddings=StackedEmbeddings(
            [
                OneHotEmbeddings.from_corpus(corpus, min_freq=1, embedding_length=16),
                CharacterEmbeddings(path_to_char_dict=characters),
            ]
        ),
        tag_dictionary=corpus.make_label_dictionary("ner", add_unk=False),
        tag_type="ner",
        use_crf=False,
        dropout=0.0,
        word_dropout=0.0,
        locked_dropout=0.0,
    )
    optimizer = torch.optim.Adam(tagger.parameters(), lr=0.03)
    tagger.train()
    for _ in range(25):
        optimizer.zero_grad()
        loss, _ = tagger.forward_loss(sentences)
        loss.backward()
        optimizer.step()
        for sentence in sentences:
            sentence.clear_embeddings()
    tagger.eval()
    return tagger


@pytest.fixture(scope="module")
def safe_folder(trained: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_flair_tagger(trained, tmp_path_factory.mktemp("tagger") / "safe")


@pytest.fixture(scope="module")
def tagger(safe_folder: Path) -> FlairTagger:
    return FlairTagger(safe_folder, threads=1, device="cpu")


def document(text: str, doc_id: str = "1") -> Document:
    return Document(doc_id=doc_id, text=text, lang="fr")


def test_finds_places_and_actors_at_exact_offsets(tagger: FlairTagger) -> None:
    tags = tagger.tag([document(TEXT)])[0]
    assert [toponym.text for toponym in tags.toponyms] == ["Homs", "Idleb"]
    assert [(actor.text, actor.actor_id) for actor in tags.actors] == [
        ("Daech", "islamic-state"),
        ("Hezbollah", "hezbollah"),
    ]
    assert all(TEXT[span.start : span.end] == span.text for span in (*tags.toponyms, *tags.actors))
    assert all(0.0 < toponym.confidence <= 1.0 for toponym in tags.toponyms)
    assert tags.triggers == ()


def test_keeps_the_contract_of_taggers(tagger: FlairTagger) -> None:
    assert isinstance(tagger, Tagger)
    check_tagger(tagger, [document(TEXT), document("", "2"), document("  \n ", "3"), document("Alep.", "4")])


def test_pickles_need_trust(trained: Any, tmp_path: Path) -> None:
    from flair.data import Sentence
    from flair.models import SequenceTagger

    file = tmp_path / "final-model.pt"
    trained.save(str(file))
    with pytest.raises(ConfigurationError, match="trust_pickle=True"):
        FlairTagger(file)
    sentence = Sentence([token.text for token in split_sentences(TEXT, "fr")[-1].tokens])
    SequenceTagger.load(str(file)).predict(sentence)
    expected = [(span.text, span.tag) for span in sentence.get_spans("ner")]
    for path in (file, tmp_path):
        tags = FlairTagger(path, trust_pickle=True).tag([document(TEXT)])[0]
        second = [span for span in (*tags.toponyms, *tags.actors) if span.start >= TEXT.index("Le Hezbollah")]
        second.sort(key=lambda span: span.start)
        assert [(span.text, span.rule.split(": ")[1]) for span in second] == expected


def test_labels_can_be_given(safe_folder: Path) -> None:
    tags = FlairTagger(safe_folder, labels={"LOC": "actor", "ORG": "strike"}).tag([document(TEXT)])[0]
    assert [actor.text for actor in tags.actors] == ["Homs", "Idleb"]
    assert [(trigger.text, trigger.event_type) for trigger in tags.triggers] == [
        ("Daech", "strike"),
        ("Hezbollah", "strike"),
    ]
    with pytest.raises(ConfigurationError, match="toponym, actor"):
        FlairTagger(safe_folder, labels={"LOC": "place"})


def test_joined_with_another_tagger(tagger: FlairTagger, safe_folder: Path) -> None:
    triggers = FlairTagger(safe_folder, labels={"ORG": "strike"})
    tags = JoinedTagger(triggers=triggers, toponyms=tagger, actors=tagger).tag([document(TEXT)])[0]
    assert [trigger.text for trigger in tags.triggers] == ["Daech", "Hezbollah"]
    assert [toponym.text for toponym in tags.toponyms] == ["Homs", "Idleb"]


@pytest.mark.parametrize("missing", ["no/such/folder/model.pt", "/nowhere/at/all", "model.pt"])
def test_missing_path_fails_at_once(missing: str) -> None:
    start = time.monotonic()
    with pytest.raises(ModelNotFoundError, match="there is no model at"):
        FlairTagger(missing, trust_pickle=True)
    assert time.monotonic() - start < 1.0


def test_unreachable_or_unknown_hub_model_fails_soon() -> None:
    start = time.monotonic()
    with pytest.raises(ModelNotFoundError, match="nor to be had from the Hugging Face hub"):
        FlairTagger("nobody-we-know/no-such-model", trust_pickle=True)
    assert time.monotonic() - start < 15.0


def test_without_flair_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, safe_folder: Path) -> None:
    monkeypatch.setitem(sys.modules, "flair", None)  # what Python itself keeps for a module that is barred
    with pytest.raises(ModelNotFoundError, match=r"pip install 'eventgeo\[flair\]'"):
        FlairTagger(safe_folder)


def test_folder_without_model(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError, match="holds no tagger"):
        FlairTagger(tmp_path)


def test_unsafe_folder_is_refused(safe_folder: Path, tmp_path: Path) -> None:
    from eventgeo.errors import TaggerError

    for name in ("model.safetensors", "tagger.json"):
        (tmp_path / name).write_bytes((safe_folder / name).read_bytes())
    settings = tmp_path / "tagger.json"
    settings.write_text(
        settings.read_text("utf-8").replace("OneHotEmbeddings", "FastTextEmbeddings"), "utf-8"
    )
    with pytest.raises(TaggerError, match="FastTextEmbeddings"):
        FlairTagger(tmp_path)


def test_stdout_and_logging_stay_as_they_were(safe_folder: Path) -> None:
    script = f"""
import logging
logging.basicConfig(level=logging.INFO)
before = list(logging.getLogger().handlers)
from eventgeo.tagging.flair_tagger import FlairTagger
FlairTagger({str(safe_folder)!r})
assert logging.getLogger().handlers == before
assert not logging.getLogger("flair").handlers and logging.getLogger("flair").propagate
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr

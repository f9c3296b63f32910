"""Gold documents as windows with labels: what was annotated is what the network is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eventgeo.evaluation import read_gold
from eventgeo.tagging.reader.windows import cut_windows
from eventgeo.text.sentences import split_sentences
from eventgeo.training.annotations import label_windows
from eventgeo.training.expressions import ruled_expressions

ROOT = Path(__file__).parent.parent
GOLD = [
    gold
    for lang in ("fr", "en", "es", "ar")
    for file in sorted((ROOT / "data" / "annotated" / lang).glob("*.json"))[:12]
    for gold in read_gold(file)
]


def one_each(words) -> list[int]:
    return [1] * len(words)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.document.doc_id)
def test_labels_are_on_the_words_that_were_annotated(gold):
    windows = label_windows(gold, lambda words: [2] * len(words))
    expected = {(squeezed(event.text), event.event_type) for event in gold.events}
    found = set()
    for labelled in windows:
        words = labelled.window.words
        for span in labelled.spans["event"]:
            assert labelled.window.title <= span.start < span.end <= len(words)
            found.add((squeezed("".join(words[span.start : span.end])), span.label))
        assert set(labelled.modality) <= {span.start for span in labelled.spans["event"]}
        places = {span.start for span in labelled.spans["place"]}
        actors = {span.start for span in labelled.spans["actor"]}
        assert all(pair.argument in places for pair in labelled.pairs["place_role"])
        assert all(pair.argument in actors for pair in labelled.pairs["actor_role"])
    # a token may hold more than was annotated ("anti-avions"), never less
    for text, event_type in expected:
        assert any(text in marked and kind == event_type for marked, kind in found)


def test_half_of_the_documents_are_read_with_their_title():
    titled = [gold for gold in GOLD if gold.document.title]
    with_title = [label_windows(gold, one_each)[0].window.title > 0 for gold in titled]
    assert 0.25 < sum(with_title) / len(titled) < 0.75


def test_windows_in_training_are_cut_as_when_reading():
    for gold in GOLD[:8]:
        plain = replace(gold, document=replace(gold.document, title=""))
        sentences = split_sentences(gold.document.text, gold.document.lang)
        read = cut_windows(sentences, one_each, overlap_pieces=32)
        assert [labelled.window for labelled in label_windows(plain, one_each)] == list(read)


def test_a_layer_that_nobody_marked_is_not_learned():
    gold = next(gold for gold in GOLD if gold.document.lang == "ar")
    assert ruled_expressions(gold.document) is None
    assert all("expression" not in labelled.layers for labelled in label_windows(gold, one_each))
    assert all("expression" in labelled.layers for labelled in label_windows(gold, one_each, expressions=[]))

"""An event's confidence is a probability that falls where a stage is unsure."""

from dataclasses import replace
from pathlib import Path

import pytest

import eventgeo as eg
from eventgeo.assembly.confidence import confidence_weights, event_confidence
from eventgeo.evaluation import read_gold
from eventgeo.model import Document, Judgement

ARTICLES = [g.document for g in read_gold(Path(__file__).parent.parent / "data" / "articles")]


@pytest.fixture(scope="module")
def pipeline(gazetteer):
    return eg.Pipeline(gazetteer=gazetteer)


@pytest.fixture(scope="module")
def sure(pipeline):
    document = Document(doc_id="1", text="L’aviation a bombardé Alep mardi.", lang="fr")
    [reading] = pipeline.read([document])
    [event] = reading.events
    return event


def test_every_weight_is_of_a_known_feature():
    assert set(confidence_weights()) == {
        "bias", "trigger", "not asserted", "no place", "place", "place told elsewhere",
        "place without a point",
    }  # fmt: skip


def test_confidence_is_a_probability_and_not_always_the_same(pipeline):
    values = {event.confidence for reading in pipeline.read(ARTICLES) for event in reading.events}
    assert all(0 < value < 1 for value in values)
    assert max(values) - min(values) > 0.4


def test_doubt_in_a_stage_lowers_it(sure):
    mention, found = sure.mention, sure.resolutions
    whole = event_confidence(mention, found)
    assert whole > event_confidence(replace(mention, places=()), ())
    assert whole > event_confidence(mention, [replace(f, confidence=0.3) for f in found])
    assert whole > event_confidence(mention, [replace(f, chosen=None) for f in found])
    assert whole > event_confidence(replace(mention, trigger=replace(mention.trigger, confidence=0.3)), found)
    assert whole > event_confidence(replace(mention, judgement=Judgement(modality="planned")), found)

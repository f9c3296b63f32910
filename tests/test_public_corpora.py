"""Public corpora as gold: what is kept, what is left out, and why."""

from __future__ import annotations

import json
import re

import pytest

from eventgeo.errors import DocumentError
from eventgeo.gazetteer import open_gazetteer
from eventgeo.ontology import event_types
from eventgeo.tagging.lexicon_tagger import LexiconTagger
from eventgeo.training.annotations import label_windows
from eventgeo.training.public_corpora import LeftOut, convert
from eventgeo.training.public_types import corpora, decisions
from eventgeo.training.taken_apart import join
from eventgeo.training.train import read_sources


@pytest.fixture(scope="module")
def tagger():
    return LexiconTagger(open_gazetteer())


def record(doc_id, text, *events, entities=()):
    """A record of a corpus: events as (type, words, place words), entities as (words, type)."""

    def span(words):
        start = text.index(words)
        return {"start": start, "end": start + len(words)}

    return {
        "doc_id": doc_id,
        "lang": "en",
        "text": text,
        "entities": [{**span(words), "type": kind} for words, kind in entities],
        "events": [
            {
                "type": kind,
                "trigger": span(words) if words else None,
                "args": [{"role": "Place", **span(place)} for place in places],
            }
            for kind, words, *places in events
        ],
    }


STRIKE = "An airstrike hit a market in Aleppo on Monday."
KEPT = [
    # record, (trigger, type, modality) of each event
    (
        record("m2e2:a", STRIKE, ("Conflict:Attack", "airstrike", "Aleppo"), entities=[("Aleppo", "GPE")]),
        [("airstrike", "strike", "asserted")],
    ),
    (record("m2e2:b", "The minister spoke to reporters.", ("Contact:Phone-Write", "spoke")), []),
    (record("m2e2:c", "He died of a heart attack last year.", ("Life:Die", "died")), []),
    (record("m2e2:d", "Obama flew to Cairo.", ("Movement:Transport", "flew")), []),
    (
        record("geneva:e", "Israel ' s army shelled the town , he said .", ("Attack", "shelled")),
        [("shelled", "shelling", "asserted")],
    ),
    (
        record(
            "PLOVER-GSR01-THREATEN-0026",
            "Iran threatened to shell Iraqi towns today.",
            ("THREATEN", "threatened"),
        ),
        [("shell", "shelling", "planned")],
    ),
    (
        record(
            "PLOVER-GSR01-REJECT-0018", "It would not meet demands to release prisoners.", ("REJECT", "not")
        ),
        [("release", "release", "negated")],  # by hand
    ),
    (record("meantime:f", "Shares fell on Tuesday.", ("EVENT", "fell")), []),
    (record("petr2_unit:g", "Arnor praised Gondor.", ("CAMEO:051", "")), []),
]


@pytest.mark.parametrize(("raw", "expected"), KEPT, ids=[raw["doc_id"] for raw, _ in KEPT])
def test_kept(raw, expected, tagger):
    [document] = convert([raw], tagger)
    assert not isinstance(document, LeftOut), document
    assert [(e["trigger"], e["type"], e["modality"]) for e in document["events"]] == expected
    for event in document["events"]:
        assert document["text"][event["start"] : event["end"]] == event["trigger"]


LEFT_OUT = [
    (
        record("m2e2:a", "Rebels shelled Homs before he flew home.", ("Movement:Transport", "flew")),
        "only the lexicon",
    ),
    (record("m2e2:b", "A crowd of supporters moved on.", ("Movement:Transport", "moved")), "ambiguous"),
    (record("m2e2:c", "Protesters attacked the bank.", ("Contact:Meet", "attacked")), "ambiguous|only"),
    (record("geneva:d", "He said ` ` no ' ' .", ("Statement", "said")), "taken apart"),
    (record("petr2_unit:e", "Arnor raided Gondor.", ("CAMEO:190", "")), "which word"),
    (record("meantime:f", "Rebels shelled Homs. Shares fell.", ("EVENT", "fell")), "only the lexicon"),
]


@pytest.mark.parametrize(("raw", "words"), LEFT_OUT, ids=[raw["doc_id"] for raw, _ in LEFT_OUT])
def test_left_out_with_the_reason(raw, words, tagger):
    [left] = convert([raw], tagger)
    assert isinstance(left, LeftOut)
    assert re.search(words, left.reason)


def test_places_are_learned_only_where_somebody_marked_them(tagger):
    with_place = [("Aleppo", "GPE")]
    texts = {
        "all": record("m2e2:1", STRIKE, ("Conflict:Attack", "airstrike", "Aleppo"), entities=with_place),
        "no place argument": record(
            "m2e2:2", f"{STRIKE} ", ("Conflict:Attack", "airstrike"), entities=with_place
        ),
        "no entity": record("m2e2:3", f" {STRIKE}", ("Conflict:Attack", "airstrike")),
        "no entities in the corpus": record("geneva:4", f" {STRIKE} ", ("Attack", "airstrike")),
    }
    documents = dict(zip(texts, convert(texts.values(), tagger), strict=True))
    assert {name: document["layers"] for name, document in documents.items()} == {
        "all": ["event", "place"],
        "no place argument": ["event"],
        "no entity": ["event"],
        "no entities in the corpus": ["event"],
    }
    [place] = documents["all"]["places"]
    assert documents["all"]["events"][0]["places"] == [{"place": place["id"], "role": "location"}]
    assert all(not d["places"] for name, d in documents.items() if name != "all")


def test_what_is_written_can_be_trained_on(tagger, tmp_path):
    raw = record("m2e2:1", STRIKE, ("Conflict:Attack", "airstrike", "Aleppo"), entities=[("Aleppo", "GPE")])
    other = record("geneva:2", "He praised the army .", ("Judgment_communication", "praised"))
    file = tmp_path / "public.jsonl"
    file.write_text("".join(json.dumps(d) + "\n" for d in convert([raw, other], tagger)), "utf-8")
    [source] = read_sources([file])
    windows = [label_windows(gold, lambda words: [1] * len(words))[0] for gold in source.documents]
    assert [window.layers for window in windows] == [{"event", "place"}, {"event"}]
    assert [len(window.pairs["place_role"]) for window in windows] == [1, 0]


def test_layers_that_are_none_are_an_error(tmp_path):
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps({"doc_id": "1", "text": "Rain.", "layers": ["weather"]}), "utf-8")
    with pytest.raises(DocumentError, match="weather"):
        read_sources([file])


def test_a_text_is_kept_once_and_an_id_is_given_once(tagger):
    texts = ["Rain fell.", "Rain fell.", "Snow fell."]
    first, second, third = convert([record("meantime:1", text) for text in texts], tagger)
    assert isinstance(second, LeftOut)
    assert (first["doc_id"], third["doc_id"]) == ("meantime:1", "meantime:1-2")


def test_an_unknown_corpus_is_an_error(tagger):
    with pytest.raises(DocumentError, match="ace2005"):
        list(convert([record("ace2005:1", "Rain.")], tagger))


def test_the_mapping_names_only_types_of_ours():
    known = set(event_types())
    for rules in corpora().values():
        for name, rule in rules.types.items():
            assert rule.becomes <= known, name
            assert set(rule.words.values()) <= known | {"none"}, name
            assert all(word == word.lower() for word in rule.words), name
            assert rule.otherwise in ("none", "ambiguous"), name
    assert {d.event_type for d in decisions().values()} <= known | {"none", "ambiguous"}
    assert {d.modality for d in decisions().values()} <= {
        "",
        "asserted",
        "negated",
        "planned",
        "hypothetical",
    }


@pytest.mark.parametrize(
    ("text", "words", "joined"),
    [
        ("Iran ' s army , he said .", "army", "Iran's army, he said."),
        ("a medium - range missile ( MRBM ) .", "missile", "a medium-range missile (MRBM)."),
        ("1 , 300 men died , he said", "men", "1,300 men died, he said"),
        ("plain", "plain", "plain"),
    ],
)
def test_join_keeps_offsets(text, words, joined):
    found = join(text)
    assert found.text == joined
    start = text.index(words)
    assert found.text[found.moved[start] : found.moved[start + len(words)]] == words

"""What must hold for any text: offsets slice to the surface, points are in range, runs agree."""

import json

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import eventgeo as eg
from eventgeo.export import FORMATS
from eventgeo.model import Document
from eventgeo.table_schema import SCHEMA
from eventgeo.text.sentences import split_sentences
from eventgeo.text.tokens import tokenize

# Words that set rules off, in any order and among anything else: texts no newspaper would print.
WORDS = [
    "L’armée", "a bombardé", "n’a pas pris", "Alep", "Al-Boukamal", "la ville", "de", "dans la province de",
    "mardi", "12 morts", "les rebelles", "se sont rendus", "pour reprendre", "selon", "Paris", "d’Idleb",
    "U.S.", "air strike", "near", "Raqqa", "was", "captured", "on Monday", "the town", "fled to", "Syria's",
    "<script>", "=cmd()", "«", "»", ".", ",", "\n", "🚀", "e\u0301", "إدلب", "\u200f", "\u2028", "'", "-",
    "\x00",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=20).map("".join),
    st.text(max_size=200),
)
LANGUAGES = st.sampled_from(["fr", "en"])
SAMPLE = "L’armée a bombardé Alep mardi, tuant 12 civils. Les rebelles n’ont pas pris la province d’Idleb."
SLOW_FIXTURE = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

ROUND_TRIP = settings(SLOW_FIXTURE, max_examples=15)


@pytest.fixture(scope="module")
def pipeline(gazetteer):
    return eg.Pipeline(gazetteer=gazetteer)


@SLOW_FIXTURE
@given(text=TEXTS, lang=LANGUAGES)
def test_offsets_always_slice_to_the_surface(pipeline, text, lang):
    [reading] = pipeline.read([Document(doc_id="any", text=text, lang=lang)], on_error=_fail)
    spans = [found.toponym for found in reading.resolutions]
    for event in reading.events:
        mention = event.mention
        spans += [mention.trigger, mention.sentence, *mention.initiators, *mention.targets]
        spans += [link.toponym for link in mention.places]
        assert mention.sentence.start <= mention.trigger.start < mention.trigger.end <= mention.sentence.end
    assert all(text[span.start : span.end] == span.text for span in spans)


@SLOW_FIXTURE
@given(text=TEXTS, lang=LANGUAGES)
def test_sentences_and_tokens_cover_the_text_in_order(text, lang):
    sentences = split_sentences(text, lang)
    at = 0
    for sentence in sentences:
        assert not text[at : sentence.start].strip()
        assert text[sentence.start : sentence.end] == sentence.text
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
        at = sentence.end
    assert not text[at:].strip()


@given(text=st.text(max_size=300))
def test_no_letter_is_lost_between_tokens(text):
    found = "".join(token.text for token in tokenize(text))
    assert [char for char in text if char.isalnum()] == [char for char in found if char.isalnum()]


@SLOW_FIXTURE
@given(texts=st.lists(TEXTS.filter(str.strip), min_size=1, max_size=4))
def test_same_input_same_tables_in_any_order(pipeline, texts):
    documents = [Document(doc_id=str(n), text=text, lang="fr") for n, text in enumerate(texts)]
    one, again, turned = (pipeline.extract(d) for d in (documents, documents, documents[::-1]))
    for name in SCHEMA:
        pd.testing.assert_frame_equal(_plain(one, name), _plain(again, name))
        pd.testing.assert_frame_equal(_by_document(one, name), _by_document(turned, name))


@SLOW_FIXTURE
@given(text=TEXTS.filter(str.strip))
def test_geojson_is_lon_lat_and_in_range(pipeline, tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("geojson")
    tables = pipeline.extract([Document(doc_id="any", text=text, lang="fr")])
    for path in tables.write(folder, ["geojson"]):
        for feature in json.loads(path.read_text("utf-8"))["features"]:
            if not feature["geometry"] or not feature["geometry"]["coordinates"]:
                continue
            longitude, latitude = feature["geometry"]["coordinates"]
            assert -180 <= longitude <= 180 and -90 <= latitude <= 90
            assert longitude == pytest.approx(feature["properties"]["longitude"])
            assert latitude == pytest.approx(feature["properties"]["latitude"])


@pytest.mark.parametrize("format", FORMATS)
@ROUND_TRIP
@given(texts=st.lists(TEXTS.map(lambda text: text.replace("\0", "")).filter(str.strip), max_size=3))
def test_tables_come_back_from_every_format(pipeline, tmp_path_factory, format, texts):
    folder = tmp_path_factory.mktemp(format)
    # GeoPackage cannot hold U+0000; test_export tells what becomes of it
    documents = [
        Document(doc_id=f"={n}", text=text, title=text, lang="fr") for n, text in enumerate([SAMPLE, *texts])
    ]
    tables = pipeline.extract(documents)
    tables.write(folder, [format])
    again = eg.read_tables(folder, format)
    assert len(tables.events)
    for name in SCHEMA:
        pd.testing.assert_frame_equal(_plain(again, name), _plain(tables, name))
        if name != "event_actors":
            assert getattr(again, name).geometry.geom_equals(getattr(tables, name).geometry).all()


def _fail(error):
    raise AssertionError(str(error)) from error.__cause__


def _plain(tables, name):
    return pd.DataFrame(getattr(tables, name)).drop(columns="geometry", errors="ignore")


def _by_document(tables, name):
    return _plain(tables, name).sort_values("doc_id", kind="stable").reset_index(drop=True)

"""The whole path: documents in, tables out, alike in every order, thread and process."""

import multiprocessing
import os
import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

import eventgeo as eg
from eventgeo.errors import ConfigurationError, DocumentWarning, GazetteerError, TaggerError
from eventgeo.evaluation import read_gold
from eventgeo.model import Document, Tags
from eventgeo.resolution import RuleResolver
from eventgeo.table_schema import SCHEMA

ROOT = Path(__file__).parent.parent
SEED = next(iter(read_gold(ROOT / "seeds" / "al-boukamal.json"))).document
STRIKE = "L’aviation russe a bombardé la ville d’Idleb mardi."


@pytest.fixture(scope="module")
def pipeline(gazetteer):
    return eg.Pipeline(gazetteer=gazetteer)


@pytest.fixture(scope="module")
def seed_tables(pipeline):
    return pipeline.extract(SEED)


def assert_contract(tables):
    assert isinstance(tables.events, gpd.GeoDataFrame)
    assert tables.events.crs == "EPSG:4326"
    for name, columns in SCHEMA.items():
        frame = getattr(tables, name)
        spatial = [] if name == "event_actors" else ["geometry"]
        assert list(frame.columns) == [*columns, *spatial]
        for column, dtype in columns.items():
            assert str(frame[column].dtype) == dtype, f"{name}.{column}"


def test_tables_keep_the_contract_with_and_without_rows(pipeline, seed_tables):
    assert_contract(seed_tables)
    with pytest.warns(DocumentWarning):
        assert_contract(pipeline.extract(""))
    assert_contract(pipeline.extract([]))


def test_rows_are_joined_by_ids_and_point_into_the_text(seed_tables):
    assert seed_tables.events.event_id.is_unique
    assert set(seed_tables.events.doc_id) == {SEED.doc_id}
    for table in (seed_tables.event_places, seed_tables.event_actors):
        assert set(table.event_id) <= set(seed_tables.events.event_id)
    for row in seed_tables.events.itertuples():
        assert SEED.text[row.trigger_start : row.trigger_end] == row.trigger
        assert row.sentence in SEED.text
    for table in (seed_tables.event_places, seed_tables.event_actors, seed_tables.places):
        for row in table.itertuples():
            assert SEED.text[row.start : row.end] == row.text


def test_every_decision_keeps_its_reason(seed_tables):
    assert (seed_tables.places.reason != "").all()
    assert (seed_tables.event_places.link_reason != "").all()
    assert (seed_tables.events.modality_reason != "").all()


def test_points_are_lon_lat(seed_tables):
    placed = seed_tables.events[~seed_tables.events.geometry.is_empty]
    assert len(placed)
    assert (placed.geometry.x == placed.longitude).all()
    assert (placed.geometry.y == placed.latitude).all()


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Al-Boukamal", "SY", 34.4523, 40.9185),
        ("al-Qaïm", "IQ", 34.3925, 40.9895),
        ("Jarablous", "SY", 36.8175, 38.0111),
    ],
)
def test_border_towns_of_the_founding_article(seed_tables, name, country, latitude, longitude):
    rows = seed_tables.places[seed_tables.places.text == name]
    assert len(rows)
    assert set(rows.country) == {country}
    # 0.045° of latitude is 5 km
    assert ((rows.latitude - latitude).abs() < 0.045).all()
    assert ((rows.longitude - longitude).abs() < 0.045).all()


@pytest.mark.parametrize("form", ["text", "document", "list", "frame", "file"])
def test_every_form_of_input_gives_the_same_event(pipeline, tmp_path, form):
    if form == "text":
        source = STRIKE
    elif form == "document":
        source = Document(doc_id="mine", text=STRIKE)
    elif form == "list":
        source = [STRIKE]
    elif form == "frame":
        source = pd.DataFrame({"id": ["mine"], "texte": [STRIKE]})
    else:
        source = tmp_path / "article.txt"
        source.write_text(STRIKE, encoding="utf-8")
    events = pipeline.extract(source, date="2020-02-27").events
    assert events[["event_type", "modality", "country"]].values.tolist() == [["strike", "asserted", "SY"]]
    assert events.date_start.tolist() == [pd.Timestamp("2020-02-25")]
    if form in ("document", "frame"):
        assert events.doc_id.tolist() == ["mine"]


def test_the_order_of_documents_does_not_change_their_rows(pipeline):
    documents = [gold.document for gold in read_gold(ROOT / "data" / "articles")]
    forwards = pipeline.extract(documents)
    backwards = pipeline.extract(documents[::-1])
    for name in SCHEMA:
        keys = [
            key
            for key in ("doc_id", "event_id", "start", "trigger_start", "role", "text")
            if key in SCHEMA[name]
        ]
        one, other = (
            pd.DataFrame(getattr(tables, name)).sort_values(keys, kind="stable").reset_index(drop=True)
            for tables in (forwards, backwards)
        )
        pd.testing.assert_frame_equal(one, other)


def test_same_input_same_tables(pipeline, seed_tables):
    again = pipeline.extract(SEED)
    for name in SCHEMA:
        pd.testing.assert_frame_equal(
            pd.DataFrame(getattr(again, name)), pd.DataFrame(getattr(seed_tables, name))
        )


class Stumbling:
    """A tagger that fails on one document, as a model out of memory would."""

    name = "stumbling"

    def __init__(self, tagger):
        self._tagger = tagger

    def tag(self, documents) -> list[Tags]:
        if any("boom" in document.text for document in documents):
            raise MemoryError("too long")
        return self._tagger.tag(documents)


def test_one_bad_document_never_stops_a_batch(gazetteer):
    pipeline = eg.Pipeline(gazetteer=gazetteer, tagger=Stumbling(eg.LexiconTagger(gazetteer)))
    documents = [
        Document(doc_id=str(number), text=text, lang="fr")
        for number, text in enumerate([STRIKE, "boom", STRIKE])
    ]
    with pytest.warns(DocumentWarning, match="document 1 is left out.*MemoryError"):
        tables = pipeline.extract(documents)
    assert set(tables.events.doc_id) == {"0", "2"}
    assert len(tables.problems) == 1


class Spoilt:
    """A gazetteer whose file was damaged after it was opened."""

    name = "spoilt"

    def lookup(self, name):
        raise GazetteerError("the file is damaged")


@pytest.mark.parametrize("stage", ["tagger", "resolver"])
def test_a_fault_of_the_installation_is_no_fault_of_the_documents(gazetteer, stage):
    parts = {
        "tagger": eg.LexiconTagger(Spoilt() if stage == "tagger" else gazetteer),
        "resolver": RuleResolver(Spoilt() if stage == "resolver" else gazetteer),
    }
    pipeline = eg.Pipeline(gazetteer=gazetteer, **parts)
    with pytest.raises(GazetteerError, match="damaged"):
        pipeline.extract([STRIKE, STRIKE + " Fin."], lang="fr")


def test_reading_warns_of_nothing_where_all_is_well(pipeline):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pipeline.extract(SEED)


def test_a_pipeline_works_in_other_processes(pipeline):
    """Pickled with what it holds, in a process that shares nothing: as on Windows and macOS."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        there = pool.submit(pipeline.extract, [SEED, Document(doc_id="2", text=STRIKE, lang="fr")]).result()
    here = pipeline.extract([SEED, Document(doc_id="2", text=STRIKE, lang="fr")])
    for name in SCHEMA:
        pd.testing.assert_frame_equal(pd.DataFrame(getattr(there, name)), pd.DataFrame(getattr(here, name)))


def test_threads_may_share_a_pipeline(pipeline):
    texts = [f"{STRIKE} {number} soldats ont été tués à Alep." for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(pipeline.extract, texts))
    for text, tables in zip(texts, together, strict=True):
        pd.testing.assert_frame_equal(
            pd.DataFrame(tables.events), pd.DataFrame(pipeline.extract(text).events)
        )


def test_the_seed_of_hashes_changes_no_row(gazetteer, tmp_path):
    """Sets of words come in another order in each process; tables must not show it."""
    code = (
        "import sys, eventgeo as eg\n"
        "from pathlib import Path\n"
        "tables = eg.Pipeline(gazetteer=eg.open_gazetteer(Path(sys.argv[1]))).extract(Path(sys.argv[2]))\n"
        "tables.write(sys.argv[3], ['csv', 'html'])\n"
    )
    for seed in ("1", "2"):
        arguments = [gazetteer.path, ROOT / "data" / "articles" / "fr", tmp_path / seed]
        subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
    names = sorted(path.name for path in (tmp_path / "1").iterdir())
    assert "events.csv" in names
    for name in names:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


class Idle:
    """A tagger that gives nothing back."""

    name = "idle"

    def tag(self, documents) -> list[Tags]:
        return []


def test_a_faulty_part_is_named(gazetteer):
    with pytest.raises(ConfigurationError, match="a object is no Tagger: it lacks name, tag"):
        eg.Pipeline(gazetteer=gazetteer, tagger=object())
    pipeline = eg.Pipeline(gazetteer=gazetteer, tagger=Idle(), strict=True)
    with pytest.raises(TaggerError, match="'idle' gave 0 outputs for 1 documents"):
        pipeline.extract(STRIKE)


def test_strict_raises_what_a_stage_raised(gazetteer):
    tagger = Stumbling(eg.LexiconTagger(gazetteer))
    with pytest.raises(MemoryError, match="too long"):
        eg.Pipeline(gazetteer=gazetteer, tagger=tagger, strict=True).extract("boom", lang="fr")

"""The reader that comes with the package: whole, small, and the same in both runtimes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eventgeo.evaluation import read_gold
from eventgeo.model import Document
from eventgeo.tagging.combined_tagger import CombinedTagger
from eventgeo.tagging.reader.store import PARTS, SETTINGS, ReaderFolder, shipped_reader
from eventgeo.tagging.reader.tagger import LANGUAGES, ReaderTagger
from eventgeo.testing import check_tagger

ROOT = Path(__file__).parent.parent
ARTICLES, SEED = ROOT / "data" / "articles", ROOT / "seeds" / "al-boukamal.json"
LAYERS = {"triggers": "event_type", "toponyms": "metonymy", "actors": "", "expressions": "label"}

pytestmark = pytest.mark.skipif(not shipped_reader().is_dir(), reason="this checkout holds no reader")


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [gold.document for gold in read_gold(ARTICLES)][::4]


@pytest.fixture(scope="module")
def reader() -> ReaderTagger:
    return ReaderTagger(threads=1)


def test_it_is_whole_and_small():
    folder = ReaderFolder(shipped_reader())
    assert sum((folder.path / name).stat().st_size for name in (SETTINGS, *PARTS)) < 40e6
    assert not [file.name for file in folder.path.iterdir() if file.suffix in (".pt", ".bin", ".pkl")]
    assert folder.settings["data"]


def test_it_keeps_the_contract_of_taggers(reader, documents):
    check_tagger(reader, [*documents[:6], Document(doc_id="empty", text="", lang="fr")])


@pytest.mark.parametrize(
    ("lang", "text", "event_type", "place"),
    [
        ("fr", "Des drones ont frappé Odessa lundi.", "strike", "Odessa"),
        ("en", "Rebels captured the town of Sake on Sunday.", "capture", "Sake"),
        ("es", "Una explosión de coche bomba dejó tres muertos en Kabul.", "bombing", "Kabul"),
        ("ar", "قصفت الطائرات الحربية مدينة إدلب.", "strike", "إدلب"),
    ],
)
def test_it_reads_four_languages(reader, lang, text, event_type, place):
    assert lang in LANGUAGES
    (tags,) = reader.tag([Document(doc_id="1", text=text, lang=lang)])
    assert event_type in {trigger.event_type for trigger in tags.triggers}
    assert place in {toponym.text for toponym in tags.toponyms}


def test_both_runtimes_agree_on_99_of_100_spans(reader, documents):
    pytest.importorskip("flair")

    def spans(tagger: ReaderTagger) -> set[tuple[str, str, int, int, str]]:
        return {
            (tags.document.doc_id, layer, span.start, span.end, str(getattr(span, label)) if label else "")
            for tags in tagger.tag(documents)
            for layer, label in LAYERS.items()
            for span in getattr(tags, layer)
        }

    here, there = spans(reader), spans(ReaderTagger(runtime="torch", threads=1))
    assert len(here) > 300
    assert 2 * len(here & there) / (len(here) + len(there)) >= 0.99


def test_what_one_reads_is_what_two_threads_read(reader, documents):
    ours = reader.read(documents[:4])
    theirs = ReaderTagger(threads=2).read(documents[:4])
    for one, two in zip(ours, theirs, strict=True):
        assert np.allclose(one.vectors, two.vectors, atol=1e-3)


def test_what_only_sounds_like_a_place_is_none(gazetteer):
    """«Daech» sounds like «Деши»: a name met by sound alone does not make a place."""
    assert {found.match for found in gazetteer.lookup("Daech")} == {"transliteration"}
    [seed] = read_gold(SEED)
    [tags] = CombinedTagger(gazetteer).tag([seed.document])
    assert "Daech" in tags.document.text
    assert "Daech" not in {toponym.text for toponym in tags.toponyms}

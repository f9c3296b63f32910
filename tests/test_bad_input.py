"""Bad input on the whole path: what the library makes of it, and what it says.

What each reader and writer does with the like is in test_documents, test_export, test_map and
test_gazetteer_store.
"""

import csv
import json
import time
from datetime import date
from pathlib import Path

import pytest

import eventgeo as eg
from eventgeo.errors import ConfigurationError, DocumentError, DocumentWarning
from eventgeo.evaluation import read_gold
from eventgeo.model import Document
from eventgeo.tables import tabulate
from eventgeo.text.language import LanguageWarning

ROOT = Path(__file__).parent.parent
SEED = next(iter(read_gold(ROOT / "seeds" / "al-boukamal.json"))).document
STRIKE = "L’aviation russe a bombardé la ville d’Idleb mardi."


@pytest.fixture(scope="module")
def pipeline(gazetteer):
    return eg.Pipeline(gazetteer=gazetteer)


@pytest.mark.parametrize("text", ["", "   \n\t "], ids=["empty", "whitespace"])
def test_text_without_words_gives_a_warning_and_no_rows(pipeline, text):
    with pytest.warns(DocumentWarning):
        tables = pipeline.extract(text)
    assert len(tables.events) == len(tables.places) == 0


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Die Armee hat am Dienstag die Stadt Idlib bombardiert und viele Menschen getötet."),
        ("ru", "Во вторник авиация нанесла удар по городу Идлиб, погибли десять человек."),
    ],
)
def test_another_language_gives_a_warning_and_no_made_up_events(pipeline, lang, text):
    with pytest.warns(LanguageWarning, match=lang):
        tables = pipeline.extract(text)
    assert tables.events.empty


def test_a_language_the_pipeline_does_not_read_is_refused_as_an_option(pipeline):
    with pytest.raises(ConfigurationError, match="fr, en"):
        pipeline.extract(STRIKE, lang="de")


def test_an_unparsable_date_is_refused_as_an_option(pipeline):
    with pytest.raises((ConfigurationError, DocumentError), match="sometime"):
        pipeline.extract(STRIKE, date="sometime")


def test_a_path_that_is_not_there_is_a_clear_error(pipeline, tmp_path):
    with pytest.raises(DocumentError, match="nowhere"):
        pipeline.extract(tmp_path / "nowhere.txt")


NASTY = [
    "מטוסים הפציצו. L’armée a bombardé Homs. 🚀🚀 Raid sur Alep",
    "L’arme\u0301e a bombarde\u0301 la ville d’Idleb 👩‍👩‍👧 mardi.",
    "\ufeffUn raid aérien a visé Idleb.\r\n\r\nDes combats à Alep.\u2028Fin.",
    "<script>alert(1)</script> Un raid aérien a visé Idleb =cmd()|' /C calc'!A0",
    "ALEP - DES RAIDS AÉRIENS ONT VISÉ IDLEB",
    "نفذت الطائرات raid aérien sur Alep غارات على إدلب",
    "Idleb\x00Idleb a été bombardée",
]


@pytest.mark.parametrize("text", NASTY)
def test_offsets_are_right_in_nasty_text(pipeline, text):
    tables = pipeline.extract(Document(doc_id="nasty", text=text, lang="fr"))
    assert len(tables.events) + len(tables.places)
    for row in tables.events.itertuples():
        assert text[row.trigger_start : row.trigger_end] == row.trigger
    for row in tables.places.itertuples():
        assert text[row.start : row.end] == row.text


@pytest.mark.parametrize(("tagger", "size"), [("lexicon", 5_000_000), ("combined", 100_000)])
def test_very_long_texts_are_read(gazetteer, tagger, size):
    pipeline = eg.Pipeline(gazetteer=gazetteer, tagger=tagger)
    times = size // len(SEED.text)
    few = pipeline.extract(replaced(SEED.text + "\n"))
    many = pipeline.extract(replaced((SEED.text + "\n") * times))
    assert len(many.events) > times / 4 * len(few.events)
    assert many.events.event_id.is_unique


def replaced(text):
    return Document(doc_id="big", text=text, lang="fr", date=date(2017, 11, 15))


def test_time_grows_with_length_where_sentences_have_no_end(pipeline):
    """A transcript, a table, a list of places: no stretch of text may cost more than its length."""
    endless = SEED.text.replace(".", " ").replace("\n", " ") + " Alep Homs Hama " * 200
    pipeline.extract(replaced(endless))

    def seconds(times):
        begin = time.process_time()
        pipeline.extract(replaced(endless * times))
        return time.process_time() - begin

    assert seconds(16) < 16 * 3 * max(seconds(1), 0.05)


def test_bad_files_are_named_and_the_good_ones_read(pipeline, tmp_path):
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "encoding.txt").write_bytes(STRIKE.replace("’", "'").encode("latin-1"))
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "columns.csv").write_text("titre,nr\nRaid,1\n", encoding="utf-8")
    line = json.dumps({"doc_id": "good", "text": STRIKE, "date": "2020-02-27"})
    (tmp_path / "lines.jsonl").write_text(f"{{broken\n{line}\n[1]\n", encoding="utf-8")
    (tmp_path / "date.jsonl").write_text(
        line.replace("2020-02-27", "hier").replace("good", "undated"), "utf-8"
    )
    with pytest.warns(DocumentWarning):
        tables = pipeline.extract(tmp_path)
    assert tables.events[["doc_id", "event_type"]].values.tolist() == [
        ["undated", "strike"],
        ["good", "strike"],
    ]
    assert tables.events.date_start.isna().tolist() == [True, False]
    told = " ".join(map(str, tables.problems))
    assert len(tables.problems) == 7
    for words in (
        "binary.txt: this is a binary file",
        "encoding.txt: not utf-8",
        "empty.csv: the file is empty",
        "columns.csv: no column holds the text; the columns are: 'titre', 'nr'",
        "lines.jsonl, line 1: broken JSON",
        "lines.jsonl, line 3: this is a JSON list",
        "date.jsonl, line 1: the date 'hier'",
    ):
        assert words in told


def test_scripts_of_a_page_tell_no_events(pipeline, tmp_path):
    told = "".join(f"<p>{STRIKE} Le bilan du jour {number} est inconnu.</p>" for number in range(9))
    page = f"<html><body><script>'Un raid a visé Lyon.'</script><article>{told}</article></body></html>"
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    tables = pipeline.extract(path, date="2020-02-27")
    assert set(tables.events.country) == {"SY"}
    assert "Lyon" not in set(tables.places.text)


def test_hostile_text_is_harmless_in_every_file(pipeline, tmp_path):
    text = "=cmd()|' /C calc'!A0 </script><script>alert(1)</script> Un raid aérien a visé Idleb."
    document = Document(doc_id="=1+1", text=text, title="@SUM(A1)", source="<img src=x onerror=x>", lang="fr")
    tables = pipeline.extract(document)
    assert tables.events.event_type.tolist() == ["strike"]
    tables.write(tmp_path, ["csv", "html", "geojson"])
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert not any(cell.startswith(("=", "@")) for cell in row.values())
    assert row["document_title"] == "'@SUM(A1)"
    page = (tmp_path / "map.html").read_text("utf-8")
    assert "alert(1)</script>" not in page
    assert "<img" not in page
    assert eg.read_tables(tmp_path, "csv").events.sentence.tolist() == tables.events.sentence.tolist()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "event_actors.csv", "event_actors.geojson", "event_places.csv", "event_places.geojson", "events.csv",
        "events.geojson", "map.html", "places.csv", "places.geojson",
    ]  # fmt: skip


def test_a_notebook_shows_escaped_html(pipeline):
    tables = pipeline.extract("<script>x</script> Un raid aérien a visé Alep.", lang="fr")
    shown = tables._repr_html_()
    assert "strike" in shown
    assert "<script>" not in shown


def test_lone_surrogates_do_no_harm(pipeline):
    text = "Raid \ud83d aérien sur Alep, \udcff puis Homs."
    [reading] = pipeline.read([Document(doc_id="broken \udbcb", text=text, lang="fr")])
    places = tabulate([reading]).places
    assert places.text.tolist() == ["Alep", "Homs"]
    assert places.doc_id.tolist() == ["broken \ufffd"] * 2

"""The review page's data: texts cut at their marks, rows with their reasons, and nothing that can run."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import eventgeo
from eventgeo.cli import main
from eventgeo.datafiles import read_toml
from eventgeo.errors import ConfigurationError
from eventgeo.export import read_tables, render_review, write_review
from eventgeo.export.html_page import labels
from eventgeo.export.review_data import review_documents
from eventgeo.export.review_marks import MARK_KINDS, Mark, joined_marks, pieces
from eventgeo.export.review_page import page_words
from eventgeo.model import Document
from eventgeo.tables import tabulate
from sample_reviews import ARABIC, DOCUMENTS, FRENCH, review_tables
from sample_tables import HARMFUL, ROWS, event, tables_of
from test_map import Page, content_of

NO_ROWS: dict[str, list[Any]] = {name: [] for name in ROWS}


def shown(tables: Any = None, documents: Any = None) -> list[dict[str, Any]]:
    return review_documents(tables or review_tables(), documents, page_words("en"))


def marked(document: dict[str, Any]) -> list[tuple[str, str, list[tuple[int, str]]]]:
    """Return (kind, words, targets) of each mark, its words put together from the pieces under it."""
    return [
        (
            mark["kind"],
            "".join(words for words, over in document["pieces"] if number in over),
            list(mark["targets"]),
        )
        for number, mark in enumerate(document["marks"])
    ]


def fields(row: dict[str, Any]) -> dict[str, tuple[str, dict[str, str]]]:
    return {field["name"]: (field["value"], dict(field["details"])) for field in row["fields"]}


def test_text_is_whole_and_marked_where_the_tables_say() -> None:
    french, arabic, harmful, nothing = shown()
    for document, entry in zip(DOCUMENTS, (french, arabic, harmful, nothing), strict=True):
        assert "".join(words for words, _ in entry["pieces"]) == document.text
    assert marked(french) == [
        ("date", "Lundi", [(0, "date")]),
        ("actor", "armée syrienne", [(0, "initiator")]),
        ("cue", "n'a pas", [(0, "modality")]),
        ("trigger", "repris", [(0, "type")]),
        ("place", "Al-Boukamal", [(0, "place"), (3, "place")]),
        ("place", "bataille d'Alep", [(1, "place")]),
        ("trigger", "bataille", [(1, "type")]),
        ("actor", "armée", [(2, "initiator")]),
        ("cue", "va", [(2, "modality")]),
        ("trigger", "frapper", [(2, "type")]),
        ("place", "Moscou", [(4, "place")]),
        ("date", "mardi", [(2, "date")]),
    ]
    assert [words for _, words, _ in marked(arabic)] == ["قصفت", "إدلب", "يوم الاثنين"]


def test_every_field_has_its_reason() -> None:
    row = shown()[0]["rows"][0]
    told = fields(row)
    assert (row["title"], row["text"], row["badge"]) == ("Capture", "repris", "did not happen")
    assert told["modality"] == (
        "did not happen",
        {"reason": 'denied: "n\'a pas"', "words": "n'a pas", "scope": "repris Al-Boukamal"},
    )
    assert told["date"][0] == "2017-11-15"
    assert told["date"][1]["reason"] == "monday before"
    value, details = told["place"]
    assert value == "Al-Boukamal, SY"
    assert details["reason"] == "the only one of this name"
    assert details["link"] == "at “Al-Boukamal”: same clause"
    assert details["resolved"] == "Al-Boukamal, SY, 90 %: alone of this name"
    assert details["others"] == "Abu Kamal (SY, 1) | Abu Kamal (IQ, 2)"
    assert details["point"].startswith("34.4522, 40.9186; within 4.5 km; geo precision 1")
    assert told["initiator"][1] == {
        "known_as": "armée syrienne: Syrian Army, SY-ARMY, state force, SY",
        "anaphor": "elle",
        "reason": "subject of the verb",
    }
    assert told["confidence"][0] == "81 %"
    assert "killed" not in told
    battle = fields(shown()[0]["rows"][1])
    assert battle["killed"] == (
        "3",
        {"who": "civils", "words": "3 morts", "reason": "counted beside “bataille”"},
    )
    assert battle["weapon"] == ("artillery", {"words": "obus"})
    assert battle["attribution"] == ("OSDH", {"reason": 'told by "OSDH"'})
    assert battle["claimed_by"][0] == "armée"
    assert "disputed_by" not in battle


def test_toponyms_tell_why_and_what_else() -> None:
    known, unknown = shown()[0]["rows"][3:]
    assert fields(known)["place"][0] == "Al-Boukamal, SY.02, SY"
    assert fields(unknown)["place"] == (
        "not in the gazetteer",
        {"reason": "no place of this name", "metonymy": "a government or authority, not the place"},
    )


def test_direction_and_name_of_a_document() -> None:
    assert [(entry["dir"], entry["title"]) for entry in shown()] == [
        ("auto", "Al-Boukamal"),
        ("rtl", "idlib.txt"),
        ("auto", HARMFUL),
        ("auto", "Pluie"),
    ]


spans = st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(MARK_KINDS), st.integers(0, 3))
signs = st.sampled_from("a\r\n\0\u200d👩👧🎉﷽إ<&'\"")
texts = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), signs), max_size=40)


@settings(max_examples=200, deadline=None)
@given(texts, st.lists(spans, max_size=12))
def test_pieces_make_the_text_and_lie_under_their_marks(text: str, drawn: list[Any]) -> None:
    marks = joined_marks(
        Mark(kind=kind, start=start, end=min(start + length, len(text)), targets=((row, "type"),))
        for start, length, kind, row in drawn
        if start < len(text)
    )
    cut = pieces(text, marks)
    assert "".join(words for words, _ in cut) == text
    assert all(words for words, _ in cut)
    for number, mark in enumerate(marks):
        assert "".join(words for words, over in cut if number in over) == text[mark.start : mark.end]
    assert len({(mark.start, mark.end, mark.kind) for mark in marks}) == len(marks)


@settings(max_examples=30, deadline=None)
@given(texts, texts.filter(bool), texts)
def test_any_text_comes_through_the_page(before: str, words: str, after: str) -> None:
    text = before + words + after
    row = event(1, doc_id="a", trigger=words, trigger_start=len(before), trigger_end=len(before + words),
                sentence=text, date_text=words, date_text_start=len(before),
                date_text_end=len(before + words), modality_cue=words,
                modality_cue_start=len(before), modality_cue_end=len(before + words),
                initiator=text)  # fmt: skip
    tables = tables_of({**NO_ROWS, "events": [row]})
    [entry] = content_of(render_review(tables, documents={"a": text}))["documents"]
    assert "".join(piece for piece, _ in entry["pieces"]) == text
    assert {words for _, words, _ in marked(entry)} == {words}
    assert dict(fields(entry["rows"][0]))["initiator"][0] == text


def test_page_needs_nothing_from_outside_and_runs_nothing_of_others() -> None:
    text = render_review(review_tables(), title=HARMFUL)
    page = Page(text)
    assert page.addresses == []
    assert page.policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in page.policy
    assert "http" not in page.policy
    assert page.tags.count("script") == 2
    assert page.tags.count("img") == 0
    assert page.title == HARMFUL
    assert HARMFUL not in text
    assert content_of(text)["documents"][2]["title"] == HARMFUL
    assert len(text.encode()) < 100_000


def test_words_are_there_in_each_language() -> None:
    english, french = (labels("review_labels.toml")[lang] for lang in ("en", "fr"))
    assert english.keys() == french.keys()
    for name, words in english.items():
        if isinstance(words, dict):
            assert words.keys() == french[name].keys(), name
    assert tuple(english["kind"]) == MARK_KINDS
    assert set(english["weapon"]) == set(read_toml("assembly", "rules/weapons.toml")["kinds"])
    for document in shown():
        for row in document["rows"]:
            for field in row["fields"]:
                assert field["name"] in english["field"]
                assert {label for label, _ in field["details"]} <= set(english["detail"])


def test_texts_must_be_those_of_the_rows() -> None:
    alone = replace(review_tables(), documents=())
    with pytest.raises(ConfigurationError, match=r"'fr' is not there: .* documents=read_documents"):
        render_review(alone)
    given_texts = {document.doc_id: document.text for document in DOCUMENTS}
    assert [entry["pieces"] for entry in shown(alone, given_texts)] == [entry["pieces"] for entry in shown()]
    with pytest.raises(ConfigurationError, match=r"document 'fr' has .* where the tables have"):
        render_review(alone, documents={**given_texts, "fr": "x" + FRENCH})
    with pytest.raises(ConfigurationError, match="document 'ar'"):
        render_review(alone, documents=[replace(document, text="") if document.doc_id == "ar" else document
                                        for document in DOCUMENTS])  # fmt: skip


def test_lone_surrogates_of_given_texts_do_no_harm() -> None:
    page = render_review(tabulate([]), documents=[Document(doc_id="a\ud800", text="b\udfff", title="\ud800")])
    assert content_of(page)["documents"][0]["pieces"] == [["b\ufffd", []]]


def test_page_is_written_whole_and_the_same_each_time(tmp_path: Path) -> None:
    path = write_review(review_tables(), tmp_path / "new" / "review.html")
    assert path.read_text("utf-8") == render_review(review_tables())
    assert [found.name for found in path.parent.iterdir()] == ["review.html"]


def test_notebook_view_is_a_sandboxed_frame() -> None:
    view = review_tables().review()._repr_html_()
    assert 'sandbox="allow-scripts allow-downloads"' in view
    assert "<script" not in view


def test_pipeline_keeps_documents_and_files_take_them_back(tmp_path: Path) -> None:
    pipeline = eventgeo.Pipeline(tagger="lexicon")
    given_texts = {"1": FRENCH, "2": "Il pleut.", "3": FRENCH + "\r\n" + FRENCH}
    documents = [Document(doc_id=doc_id, text=text, lang="fr") for doc_id, text in given_texts.items()]
    tables = pipeline.extract(documents)
    assert [document.doc_id for document in tables.documents] == ["1", "2", "3"]
    entries = shown(tables)
    assert len(tables.events) == sum(row["table"] == "events" for entry in entries for row in entry["rows"])
    assert len(tables.events) > 2
    for entry in entries:
        triggers = [row["text"] for row in entry["rows"] if row["table"] == "events"]
        assert sorted(triggers) == sorted(words for kind, words, _ in marked(entry) if kind == "trigger")
    tables.write(tmp_path)
    assert render_review(read_tables(tmp_path), documents=documents) == render_review(tables)


def test_command_line_writes_the_page_where_it_is_told(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(FRENCH, "utf-8")
    command = ["extract", "a.txt", "--lang", "fr", "--tagger", "lexicon", "-o", "out", "--review"]
    result = CliRunner().invoke(main, [*command, "pages/review.html"])
    assert result.exit_code == 0, result.output
    assert "pages/review.html" in result.output.splitlines()
    [entry] = content_of(Path("pages/review.html").read_text("utf-8"))["documents"]
    assert (entry["title"], "".join(words for words, _ in entry["pieces"])) == ("a.txt", FRENCH)
    Path("file").write_text("", "utf-8")
    refused = CliRunner().invoke(main, [*command, "file/review.html"])
    assert refused.exit_code == 1
    assert "cannot write to" in refused.output


def test_arabic_page_has_english_words() -> None:
    row = event(1, doc_id="a", lang="ar", trigger="", trigger_start=0, trigger_end=0)
    tables = tables_of({**NO_ROWS, "events": [row]})
    assert json.loads(Page(render_review(tables, documents={"a": ARABIC})).blocks["content"])["lang"] == "en"

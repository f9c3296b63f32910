"""Reading: every kind of source, and what becomes of the bad ones."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.documents import read_documents
from eventgeo.errors import ConfigurationError, DocumentError, DocumentWarning
from eventgeo.model import Document

TEXT = "Les combats ont repris à Goma."


@pytest.fixture(autouse=True)
def every_warning_is_an_error() -> Iterator[None]:
    """A test that expects a warning says so."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", DocumentWarning)
        yield


def read(source: Any, **options: Any) -> tuple[list[Document], list[DocumentError]]:
    errors: list[DocumentError] = []
    return list(read_documents(source, on_error=errors.append, **options)), errors


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# Sources that are read whole.


def test_str_is_a_text_named_by_its_hash() -> None:
    [document], errors = read(TEXT)
    assert (document.text, document.date, document.lang, errors) == (TEXT, None, None, [])
    assert len(document.doc_id) == 16
    assert read(TEXT)[0] == [document]


def test_str_never_opens_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "secret.txt", "secret")
    monkeypatch.chdir(tmp_path)
    with pytest.warns(DocumentWarning, match=r"read as a text.*pathlib\.Path"):
        [document], _ = read("secret.txt")
    assert document.text == "secret.txt"
    assert read(Path("secret.txt"))[0][0].text == "secret"


@pytest.mark.parametrize("name", ["articles", "articles/", ".", "notes"])
def test_str_that_names_a_folder_or_file_is_a_text_and_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    written(tmp_path, "articles/a.txt", "Un.")
    written(tmp_path, "notes", "Deux.")
    monkeypatch.chdir(tmp_path)
    kind = "file" if name == "notes" else "folder"
    with pytest.warns(DocumentWarning, match=rf"read as a text.*for the {kind} give pathlib\.Path"):
        [document], _ = read(name)
    assert document.text == name


def test_document_keeps_its_own_fields_and_takes_the_options_for_the_others() -> None:
    given_document = Document(doc_id="x", text=TEXT, date=date(2017, 11, 16), source="AFP")
    [document], _ = read(given_document, date="2020-01-01", lang="fr")
    assert document == Document(doc_id="x", text=TEXT, date=date(2017, 11, 16), lang="fr", source="AFP")


def test_mapping_needs_only_a_text() -> None:
    [document], _ = read({"text": TEXT, "doc_id": 12, "date": "16 novembre 2017", "lang": "fr-FR"})
    assert (document.doc_id, document.date, document.lang) == ("12", date(2017, 11, 16), "fr")


def test_list_mixes_kinds_and_one_bad_item_stops_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "Texte d'un fichier.")
    documents, errors = read(
        ["Un.", path, {"texte": "Deux."}, None, 3.5, object(), Path("missing.txt"), "Trois."]
    )
    assert [d.text for d in documents] == ["Un.", "Texte d'un fichier.", "Deux.", "Trois."]
    assert [e.source for e in errors] == ["item 4", "item 5", "item 6", "missing.txt"]


def test_errors_are_warnings_by_default() -> None:
    with pytest.warns(DocumentWarning, match="item 2: an object of type int holds no documents"):
        assert len(list(read_documents(["Un.", 2]))) == 1


@pytest.mark.parametrize("source", [12, None, 3.5, object()])
def test_source_of_no_use_raises(source: object) -> None:
    with pytest.raises(DocumentError, match="holds no documents"):
        read(source)


def test_text_file_keeps_its_line_ends_and_loses_its_byte_order_mark(tmp_path: Path) -> None:
    text = "Été.\r\n\tLigne\u2028deux\r\x00\u0301 e\u0301"
    for name, content in {
        "utf8.txt": text.encode(),
        "bom.txt": text.encode("utf-8-sig"),
        "utf16.txt": text.encode("utf-16"),
        "upper.TXT": text.encode(),
    }.items():
        [document], _ = read(written(tmp_path, name, content))
        assert document.text == text, name
        assert document.source.endswith(name)


def test_encoding_option(tmp_path: Path) -> None:
    path = written(tmp_path, "latin.txt", "Été à Alep".encode("cp1252"))
    assert read(path, encoding="cp1252")[0][0].text == "Été à Alep"
    with pytest.raises(ConfigurationError, match="'klingon'"):
        read(path, encoding="klingon")
    with pytest.raises(ConfigurationError, match="no encoding of text"):
        read(path, encoding="base64")


def test_five_megabytes(tmp_path: Path) -> None:
    text = TEXT * (5_000_000 // len(TEXT))
    assert read(written(tmp_path, "long.txt", text))[0][0].text == text
    [from_csv], _ = read(written(tmp_path, "long.csv", f'text\n"{text}"\n'))
    assert from_csv.text == text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_with_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["id", "Texte", "Publié le", "titre"],
        ["a", '"Un, ""deux""; trois\r\nquatre"', "2017-11-16", "T"],
    ]
    path = written(tmp_path, "a.csv", "\ufeff" + "\r\n".join(delimiter.join(row) for row in rows))
    [document], errors = read(path)
    assert errors == []
    assert document == Document(
        doc_id="a",
        text='Un, "deux"; trois\r\nquatre',
        date=date(2017, 11, 16),
        title="T",
        source=f"{path}, line 2",
    )


def test_named_columns_come_before_usual_names(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "text,resume,nr,quand\nlong,court,7,2017-11-16\n")
    [document], _ = read(path, text_column="resume", id_column="nr", date_column="quand")
    assert (document.text, document.doc_id, document.date) == ("court", "7", date(2017, 11, 16))


def test_jsonl_fields(tmp_path: Path) -> None:
    record = {
        "doc_id": "d",
        "text": "Un\u2028deux",
        "title": "T",
        "date": "2017-11-16",
        "lang": "fr",
        "source": "S",
    }
    path = written(tmp_path, "a.jsonl", json.dumps(record, ensure_ascii=False) + '\n\n{"text": "Seul."}')
    documents, errors = read(path)
    assert errors == []
    assert documents[0] == Document(**{**record, "date": date(2017, 11, 16)})
    assert documents[1].text == "Seul."


@pytest.mark.parametrize("content", ['{"text": "Un."}', '[{"text": "Un."}]', '{"text": "Un."}\n\n'])
def test_json_file_holds_one_document_or_a_list(tmp_path: Path, content: str) -> None:
    assert [d.text for d in read(written(tmp_path, "a.json", content))[0]] == ["Un."]


def test_parquet_and_frame_agree(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "Content": ["Un.", "Deux.", "Trois."],
            "published": [pd.Timestamp("2017-11-16"), None, pd.Timestamp("2017-11-18T23:00")],
            "id": [1.0, None, 3.0],
        }
    )
    frame.to_parquet(tmp_path / "a.parquet")
    from_frame, errors = read(frame)
    from_parquet, _ = read(tmp_path / "a.parquet")
    assert errors == []
    assert [(d.doc_id, d.text, d.date) for d in from_frame] == [
        (d.doc_id, d.text, d.date) for d in from_parquet
    ]
    assert [d.doc_id for d in from_frame][::2] == ["1", "3"]
    assert [d.date for d in from_frame] == [date(2017, 11, 16), None, date(2017, 11, 18)]


def test_rows_of_a_frame_are_named_by_its_index(tmp_path: Path) -> None:
    frame = pd.DataFrame({"text": ["Un.", "Deux.", "Trois."]}, index=[10, 20, 30])
    frame.to_parquet(tmp_path / "a.parquet")
    assert [d.doc_id for d in read(frame)[0]] == ["10", "20", "30"]
    assert [d.doc_id for d in read(tmp_path / "a.parquet")[0]] == ["10", "20", "30"]
    assert [d.doc_id for d in read(frame.reset_index(drop=True))[0]] == ["0", "1", "2"]
    pairs = frame.set_index(pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)]))
    assert [d.doc_id for d in read(pairs)[0]] == ["a/1", "a/2", "b/1"]
    named = frame.rename_axis("nr")
    assert [d.doc_id for d in read(named, id_column="nr")[0]] == ["10", "20", "30"]
    assert [d.doc_id for d in read(named.assign(id=list("xyz")))[0]] == ["x", "y", "z"]


def test_index_that_names_no_single_row_is_no_id() -> None:
    frame = pd.DataFrame({"text": ["Un.", "Deux."]}, index=[0, 0])
    assert [d.doc_id for d in read(frame)[0]] == [read(text)[0][0].doc_id for text in frame["text"]]


def test_index_with_the_dates_gives_them() -> None:
    days = pd.DatetimeIndex(["2017-11-16", "2017-11-16"], name="date")
    assert [d.date for d in read(pd.DataFrame({"text": ["Un.", "Deux."]}, index=days))[0]] == [
        date(2017, 11, 16),
        date(2017, 11, 16),
    ]


def test_document_without_an_id_leads_back_to_file_and_line(tmp_path: Path) -> None:
    records = [{"text": "Un."}, {"text": "Deux.", "source": "AFP"}, {"text": "3", "source": "https://a.org"}]
    frame = pd.DataFrame(records)
    frame.to_csv(tmp_path / "a.csv", index=False)
    frame.to_parquet(tmp_path / "a.parquet")
    written(tmp_path, "a.jsonl", "\n".join(map(json.dumps, records)))
    written(tmp_path, "a.json", json.dumps(records))
    places = {"a.csv": "line 2|line 3", "a.jsonl": "line 1|line 2", "a.json": "item 1|item 2"}
    for name, lines in (places | {"a.parquet": "row 1|row 2"}).items():
        first, second = (f"{tmp_path / name}, {line}" for line in lines.split("|"))
        found = [d.source for d in read(tmp_path / name)[0]]
        assert found == [first, f"AFP ({second})", "https://a.org"], name
    assert read({"text": "Un.", "id": 1, "source": "AFP"})[0][0].source == "AFP"


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json", "a.parquet", "frame", "mappings"])
def test_choice_among_columns_of_texts_is_told_once(tmp_path: Path, name: str) -> None:
    records = [{"body": "b", "content": f"Texte {n}.", "article": "a"} for n in range(3)]
    frame = pd.DataFrame(records)
    frame.to_csv(tmp_path / "a.csv", index=False)
    frame.to_parquet(tmp_path / "a.parquet")
    written(tmp_path, "a.jsonl", "\n".join(map(json.dumps, records)))
    written(tmp_path, "a.json", json.dumps(records))
    source = {"frame": frame, "mappings": records}.get(name, tmp_path / name)
    with pytest.warns(DocumentWarning) as warned:
        documents, _ = read(source)
    assert [d.text for d in documents] == ["Texte 0.", "Texte 1.", "Texte 2."]
    [message] = [str(warning.message) for warning in warned]
    assert "'content' is read as the text, not 'body', 'article'" in message
    assert len(read(source, text_column="content")[0]) == 3


@pytest.mark.parametrize("lang", ["en", "EN", "en-US", "en_GB", "eng", "English", "anglais", " en "])
def test_language_is_accepted_as_people_write_it(lang: str) -> None:
    assert read(TEXT, lang=lang)[0][0].lang == "en"
    assert read({"text": TEXT, "lang": lang})[0][0].lang == "en"
    assert read(Document(doc_id="x", text=TEXT, lang=lang))[0][0].lang == "en"


def test_arrow_tables_are_read_as_frames_are() -> None:
    documents, errors = read(pa.table({"texte": ["Un.", "Deux."], "id": [1, 2]}))
    assert [(d.doc_id, d.text, d.source) for d in documents] == [
        ("1", "Un.", "Table, row 1"),
        ("2", "Deux.", "Table, row 2"),
    ]
    assert errors == []
    with pytest.raises(DocumentError, match=r"Table: no column holds the text; the columns are: 'x'"):
        read(pa.table({"x": [1]}))


def test_csv_that_names_its_delimiter(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "sep=;\r\nid;text\r\n1;Un, deux.\r\n2;x;y\r\n")
    documents, errors = read(path)
    assert [d.text for d in documents] == ["Un, deux."]
    assert [e.line for e in errors] == [4]


def test_frame_with_missing_and_foreign_cells() -> None:
    frame = pd.DataFrame({"text": pd.array(["Un.", pd.NA], dtype="string"), "date": [pd.NA, float("nan")]})
    with pytest.warns(DocumentWarning, match="empty"):
        documents, errors = read(frame)
    assert ([d.text for d in documents], errors) == (["Un.", ""], [])
    _, errors = read(pd.DataFrame({"text": ["Un.", 12]}, dtype=object))
    assert "row 2: the text is of type int" in str(errors[0])


def test_html_gives_the_main_text_title_and_date(tmp_path: Path) -> None:
    body = "".join(
        f"<p>Les combats de la journée {n} ont fait des victimes à Goma &amp; Sake.</p>" for n in range(9)
    )
    page = (
        "<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'>"
        "<title>Combats à Goma | Journal</title>"
        "<meta property='og:title' content='Combats à Goma'>"
        "<meta property='article:published_time' content='2024-02-07T10:00:00+01:00'>"
        "<script>alert('frappe à Paris')</script><style>p{}</style></head>"
        "<body><nav><a href='/'>Accueil</a><a href='/a'>Abonnez-vous</a></nav>"
        f"<article><h1>Combats à Goma</h1>{body}"
        "<script>document.write('frappe à Lyon')</script></article>"
        "<footer>Mentions légales</footer></body></html>"
    )
    [document], errors = read(written(tmp_path, "a.html", page))
    assert errors == []
    assert "journée 8 ont fait des victimes à Goma & Sake." in document.text
    for noise in ("alert", "frappe", "Abonnez", "Mentions", "<p>"):
        assert noise not in document.text
    assert (document.title, document.date) == ("Combats à Goma", date(2024, 2, 7))
    assert read(tmp_path / "a.html", date="2024-02-09")[0][0].date == date(2024, 2, 9)
    latin = page.replace("utf-8", "iso-8859-1").encode("latin-1")
    assert "journée" in read(written(tmp_path, "b.htm", latin))[0][0].text


@pytest.mark.parametrize(
    ("head", "foot", "day"),
    [
        ("", "", None),
        ("", "<p>© 2016 Le Journal</p>", None),
        ('<meta property="article:published_time" content="2024-02-07T23:30+01:00">', "", date(2024, 2, 7)),
        ('<link rel="canonical" href="https://a.org/2024/02/07/goma">', "", date(2024, 2, 7)),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-02-07", '
         '"dateModified": "2024-03-01"}</script>', "", date(2024, 2, 7)),
    ],
)  # fmt: skip
def test_page_gives_only_a_date_it_states(head: str, foot: str, day: date | None) -> None:
    told = "".join(f"<p>Le 3 mars 2015, les combats du jour {n} ont repris à Goma.</p>" for n in range(9))
    page = f"<html><head><title>T</title>{head}</head><body><article>{told}</article>{foot}</body></html>"
    [document], _ = read(page.encode(), format="html")
    assert document.date == day


def test_page_without_text_raises(tmp_path: Path) -> None:
    path = written(tmp_path, "a.html", "<html><body><script>render()</script></body></html>")
    with pytest.raises(DocumentError, match="no main text"):
        read(path)


def test_folder_is_read_in_order_with_all_below_it(tmp_path: Path) -> None:
    written(tmp_path, "b/2.txt", "Trois.")
    written(tmp_path, "a.jsonl", '{"text": "Un."}\nbroken\n{"text": "Deux."}')
    written(tmp_path, "c.csv", "nothing\nhere\n")
    written(tmp_path, "d.txt", "Quatre.")
    written(tmp_path, ".hidden.txt", "caché")
    documents, errors = read(tmp_path)
    assert [d.text for d in documents] == ["Un.", "Deux.", "Trois.", "Quatre."]
    assert [(Path(e.source).name, e.line) for e in errors] == [("a.jsonl", 2), ("c.csv", None)]


def test_folder_names_the_files_it_leaves_out_once(tmp_path: Path) -> None:
    for name in ("a.txt", "sub/f.pdf", "pic.png"):
        written(tmp_path, name, "Un.")
    with pytest.warns(DocumentWarning) as warned:
        [document], errors = read(tmp_path)
    assert (document.text, errors) == ("Un.", [])
    [message] = [str(warning.message) for warning in warned]
    assert message.startswith(f"{tmp_path}: 2 of 3 files left out")
    assert message.endswith(f"pic.png, {Path('sub/f.pdf')}")


def test_folder_skips_the_tables_eventgeo_wrote_there(tmp_path: Path) -> None:
    for name in ("events.csv", "event_places.csv", "event_actors.csv", "places.csv"):
        written(tmp_path, f"out/{name}", "text\nGoma\n")
    written(tmp_path, "out/notes.txt", "Mes notes.")
    assert [d.text for d in read(tmp_path)[0]] == ["Mes notes."]


def test_folder_without_anything_to_read_says_what_it_holds(tmp_path: Path) -> None:
    written(tmp_path, "a.pdf", b"%PDF")
    with pytest.raises(DocumentError, match=r"it holds 1 × \.pdf"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (TEXT, TEXT),
        (json.dumps({"text": TEXT}) + "\n", TEXT),
        ("{broken", "{broken"),
    ],
)
def test_stream_is_known_by_its_start(content: str, text: str) -> None:
    for stream in (io.StringIO(content), io.BytesIO(content.encode()), content.encode()):
        assert read(stream)[0][0].text == text


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"text;date\nUn.;2017-11-16\n")))
    [document], _ = read(Path("-"), format="csv")
    assert (document.text, document.date) == ("Un.", date(2017, 11, 16))


# What is wrong, where, and what to do.


def test_broken_json_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [
        '{"text": "Un."}',
        '{"text": "Deux."',
        "[1]",
        '{"body": "Trois."}',
        '{"titre": "sans texte"}',
        '{"text": 4}',
        "[" * 100_000,
        '{"text": "Quatre."}',
    ]
    path = written(tmp_path, "a.jsonl", "\n".join(lines))
    documents, errors = read(path)
    assert [d.text for d in documents] == ["Un.", "Trois.", "Quatre."]
    assert [e.line for e in errors] == [2, 3, 5, 6, 7]
    assert str(errors[0]).startswith(f"{path}, line 2: broken JSON at column")
    assert "'titre'" in str(errors[2])


def test_broken_csv_rows_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    content = 'id,text\n1,Un.\n2,trop,de cellules\n3,"jamais fermé\n4,Quatre.\n5,"Cinq\nlignes."\n6,Six.\n'
    documents, errors = read(written(tmp_path, "a.csv", content))
    assert [d.text for d in documents] == ["Un.", "Quatre.", "Cinq\nlignes.", "Six."]
    assert [e.line for e in errors] == [3, 4]


def test_hostile_csv_takes_no_forever(tmp_path: Path) -> None:
    _, errors = read(written(tmp_path, "a.csv", "text\n" + '"x\n"y\n' * 10_000 + '"z\n' * 10_001))
    assert len(errors) == 102
    assert "the rest is left out" in str(errors[-1])


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "frame"])
def test_missing_text_column_says_which_there_are(tmp_path: Path, name: str) -> None:
    frame = pd.DataFrame({"Titel": ["x"], "nr": [1]})
    frame.to_csv(tmp_path / "a.csv", index=False)
    frame.to_parquet(tmp_path / "a.parquet")
    source = frame if name == "frame" else tmp_path / name
    with pytest.raises(DocumentError, match=r"columns are: 'Titel', 'nr'.*--text-column"):
        read(source)
    with pytest.raises(DocumentError, match=r"no column 'corps'.*columns are: 'Titel', 'nr'"):
        read(source, text_column="corps")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"%PDF-1.4 \x00", "PDF.*pdftotext"),
        ("a.txt", bytes(range(256)) * 9, "binary file"),
        ("a.csv", b"PK\x03\x04\x00", "ZIP"),
        ("a.jsonl", b"\x1f\x8b\x08\x00", "gzip"),
        ("a.txt", b"Caf\xe9 \x81 \xff", r"not utf-8: byte 0xE9 at position 3 \(line 1\).*--encoding"),
        ("a.txt", "ligne\nété".encode("cp1252"), r"position 6 \(line 2\).*perhaps cp1252"),
        ("a.txt", b"\xef\xbb\xbfCaf\xe9", "begins as utf-8 does, but is damaged: byte 0xE9 at position 6"),
        ("a.csv", "text\nété".encode("cp1252"), r"position 5 \(line 2\)"),
        ("a.parquet", b"not parquet", "no readable Parquet"),
        ("a.csv", b"", "header row"),
        ("a.docx", b"x", r"files named \.docx are not read"),
    ],
)
def test_unreadable_file_raises(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = written(tmp_path, name, content)
    with pytest.raises(DocumentError, match=message) as caught:
        read(path)
    assert caught.value.source == str(path)


def test_missing_file_raises(tmp_path: Path) -> None:
    for name in ("missing.txt", "missing", "missing/deep.csv"):
        with pytest.raises(DocumentError, match="no such file or folder"):
            read(tmp_path / name)


def test_unreadable_date_is_reported_and_the_document_is_read_without_one(tmp_path: Path) -> None:
    path = written(
        tmp_path, "a.csv", "id;text;date\n1;Un.;03/04/2017\n2;Deux.;2017-04-03\n3;Trois.;hier\n4;Q.;\n"
    )
    documents, errors = read(path, date="2020-01-01")
    assert [d.date for d in documents] == [None, date(2017, 4, 3), None, date(2020, 1, 1)]
    assert [e.line for e in errors] == [2, 4]
    assert "'03/04/2017' may mean 2017-04-03 or 2017-03-04" in str(errors[0])


def test_unreadable_option_raises() -> None:
    for options in ({"date": "03/04/2017"}, {"date": "demain"}, {"lang": "klingon"}, {"format": "docx"}):
        with pytest.raises(ConfigurationError):
            read(TEXT, **options)


@pytest.mark.parametrize("text", ["", "  \r\n\t ", "\u00a0\u200a"])
def test_empty_text_is_a_document_and_a_warning(tmp_path: Path, text: str) -> None:
    with pytest.warns(DocumentWarning, match="is empty"):
        [document], errors = read(text)
    assert (document.text, errors) == (text, [])
    with pytest.warns(DocumentWarning, match="is empty"):
        assert read(written(tmp_path, "a.txt", text))[0][0].text == text


def test_second_document_of_an_id_gets_its_own() -> None:
    rows = [{"id": name, "text": f"Texte {n}."} for n, name in enumerate(["a", "a", "a-2", "a", "b"])]
    with pytest.warns(DocumentWarning) as warned:
        documents, _ = read(rows)
    assert str(warned[0].message) == "there is a document 'a' already: this one is called 'a-2'"
    assert len(warned) == 3
    assert [d.doc_id for d in documents] == ["a", "a-2", "a-2-2", "a-3", "b"]


def test_lone_surrogates_become_one_code_point_each() -> None:
    [document], _ = read(io.StringIO('{"text": "a\\ud83d b \\ud83d\\ude00", "id": "\\udc00"}'))
    assert (document.text, document.doc_id) == ("a\ufffd b 😀", "\ufffd")


@given(st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: TEXT * 99 + text))
def test_any_text_comes_through_jsonl_and_csv_as_it_was(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DocumentWarning)
        from_json, json_errors = read(io.StringIO(json.dumps({"text": text})), format="jsonl")
        quoted = text.replace('"', '""')
        from_csv, csv_errors = read(io.BytesIO(f'text\r\n"{quoted}"\r\n'.encode()), format="csv")
    assert [d.text for d in from_json] == [text] == [d.text for d in from_csv]
    assert json_errors == [] == csv_errors


@given(st.binary(max_size=300), st.sampled_from(["txt", "csv", "jsonl", "json", "html"]))
def test_any_bytes_give_documents_or_document_errors(content: bytes, format: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DocumentWarning)
        try:
            documents, _ = read(io.BytesIO(content), format=format)
        except DocumentError:
            return
    assert all(isinstance(d.text, str) for d in documents)

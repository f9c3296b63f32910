"""What the review page knows of each document: its text in pieces and its rows, as plain values."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from eventgeo.errors import ConfigurationError
from eventgeo.export import frames
from eventgeo.export.review_fields import ByDocument, event_row, place_row
from eventgeo.export.review_marks import Mark, MarkKind, joined_marks, pieces
from eventgeo.model import Document
from eventgeo.text.surrogates import without_surrogates

if TYPE_CHECKING:
    from eventgeo.tables import Tables

_MARKED: tuple[tuple[MarkKind, str, str], ...] = (
    # kind of mark, field, column with the words; the same with "_start" and "_end" says where they stand
    ("trigger", "type", "trigger"),
    ("cue", "modality", "modality_cue"),
    ("date", "date", "date_text"),
)
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})


def review_documents(
    tables: Tables, documents: Iterable[Document] | Mapping[str, str] | None, words: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the documents with their rows, in the order of `documents`.

    Raises
    ------
    ConfigurationError
        Where the text of a row's document is missing, or is another one than the row was read from.
    """
    chosen = _documents(tables, documents)
    rows = {name: _by_document(frames.rows(frame)) for name, frame in frames.frames_of(tables).items()}
    known = {document.doc_id for document in chosen}
    sources = Counter(document.source for document in chosen)
    for doc_id in (*rows["events"], *rows["places"]):
        if doc_id not in known:
            raise ConfigurationError(
                f"the text of document {doc_id!r} is not there: tables read from files hold no texts, so "
                "give documents=read_documents(…) or {doc_id: text}"
            )
    return [
        _document(
            document,
            _title(document, sources),
            {name: found.get(document.doc_id, []) for name, found in rows.items()},
            words,
        )
        for document in chosen
    ]


def _documents(tables: Tables, documents: Iterable[Document] | Mapping[str, str] | None) -> list[Document]:
    if documents is None:
        given: Iterable[Document] = tables.documents
    elif isinstance(documents, Mapping):
        given = [Document(doc_id=doc_id, text=text) for doc_id, text in documents.items()]
    else:
        given = documents
    return list({document.doc_id: document for document in map(_cleaned, given)}.values())


def _cleaned(document: Document) -> Document:
    return replace(
        document,
        doc_id=without_surrogates(document.doc_id),
        text=without_surrogates(document.text),
        title=without_surrogates(document.title),
        source=without_surrogates(document.source),
    )


def _title(document: Document, sources: Mapping[str, int]) -> str:
    """Return the title, or the name of the file where the document has it to itself."""
    if document.title or sources[document.source] > 1:
        return document.title
    return document.source.replace("\\", "/").rpartition("/")[2]


def _by_document(rows: Iterable[frames.Row]) -> dict[str, list[frames.Row]]:
    found: dict[str, list[frames.Row]] = defaultdict(list)
    for row in rows:
        found[row["doc_id"]].append(row)
    return found


def _document(document: Document, title: str, rows: ByDocument, words: Mapping[str, Any]) -> dict[str, Any]:
    lang = document.lang or next((row["lang"] for row in rows["events"] if row["lang"]), "")
    marks = joined_marks(_marks(document, rows))
    return {
        "id": document.doc_id,
        "title": title,
        "date": str(document.date or document.period or ""),
        "source": document.source,
        "lang": lang,
        "dir": "rtl" if lang in _RIGHT_TO_LEFT else "auto",
        "pieces": pieces(document.text, marks),
        "marks": [{"kind": mark.kind, "targets": mark.targets} for mark in marks],
        "rows": [
            *(event_row(event, rows, words) for event in rows["events"]),
            *(place_row(place, words) for place in rows["places"]),
        ],
    }


def _marks(document: Document, rows: ByDocument) -> Iterator[Mark]:
    """Yield the marks of each row; one whose words are not in the text where they should be is an error."""
    text = document.text

    def mark(kind: MarkKind, start: Any, end: Any, spelt: str, number: int, field: str) -> Iterator[Mark]:
        if start is None or end is None or start == end:
            return
        if text[start:end] != spelt:
            raise ConfigurationError(
                f"document {document.doc_id!r} has {text[start:end][:60]!r} at {start}–{end}, where the "
                f"tables have {spelt[:60]!r}: give the text that they were made from, unchanged"
            )
        yield Mark(kind=kind, start=start, end=end, targets=((number, field),))

    numbers = {event["event_id"]: number for number, event in enumerate(rows["events"])}
    for number, event in enumerate(rows["events"]):
        for kind, field, column in _MARKED:
            start, end = event[f"{column}_start"], event[f"{column}_end"]
            yield from mark(kind, start, end, event[column] or "", number, field)
    for table, kind in (("event_places", "place"), ("event_actors", "actor")):
        for row in rows[table]:
            if row["event_id"] in numbers:
                field = "place" if kind == "place" else row["role"]
                number = numbers[row["event_id"]]
                yield from mark(kind, row["start"], row["end"], row["text"], number, field)
    for number, place in enumerate(rows["places"], start=len(numbers)):
        yield from mark("place", place["start"], place["end"], place["text"], number, "place")

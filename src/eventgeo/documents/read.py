"""Anything that holds texts into documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date as day
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from eventgeo.documents.arrow import is_arrow_table, read_arrow
from eventgeo.documents.dates import parse_date, parts
from eventgeo.documents.decode import check_encoding
from eventgeo.documents.files import SUFFIXES, check_format, read_path, read_stream
from eventgeo.documents.frame import is_frame, read_frame
from eventgeo.documents.jsonl import record_document
from eventgeo.documents.records import ReadingOptions, language_code, to_document
from eventgeo.documents.report import OnError, warn, warn_of_error
from eventgeo.errors import ConfigurationError, DocumentError
from eventgeo.model import Document, Period
from eventgeo.text.surrogates import without_surrogates

if TYPE_CHECKING:
    import pandas as pd

Source: TypeAlias = (
    "str | bytes | Document | PathLike[str] | Mapping[str, Any] | pd.DataFrame | Iterable[Any]"
)
"""What documents can be read from; see :func:`read_documents`."""

_FILE_NAME = re.compile(r"\S{1,250}(?:" + "|".join(map(re.escape, SUFFIXES)) + r")", re.IGNORECASE)


def read_documents(
    source: Source,
    *,
    text_column: str | None = None,
    id_column: str | None = None,
    date_column: str | None = None,
    title_column: str | None = None,
    lang_column: str | None = None,
    source_column: str | None = None,
    date: str | day | Period | None = None,
    lang: str | None = None,
    encoding: str = "utf-8",
    format: str | None = None,
    on_error: OnError = warn_of_error,
) -> Iterator[Document]:
    r"""Read `source` into documents, one after the other, each with a ``doc_id`` of its own.

    A ``str`` is always a text, a ``Path`` always a file: no text, wherever it comes from, can make the
    library open a file. ``Path("-")`` is standard input.

    One bad item never stops the others: a broken line, row or file is handed to `on_error` and reading goes
    on. Only a `source` of which nothing can be read raises.

    Parameters
    ----------
    source : str, Document, Path, mapping, DataFrame, Arrow table, open file, bytes, or an iterable of these
        A file is read by its suffix (.txt, .html, .csv, .tsv, .jsonl, .json, .parquet), a folder with all
        such files below it, in the order of their names; open files and bytes by `format`, or by how they
        begin (JSON Lines, HTML, else text). A mapping holds one document's fields: ``doc_id,
        text, title, date, lang, source``, all but ``text`` optional.
    text_column, id_column, date_column, title_column, lang_column, source_column : str, optional
        Names of columns or fields; usual names ("texte", "content", "published" …) are found without.
    date : str or date, optional
        Day of publication of documents that give none themselves, or its month ("2025-01", "janvier 2025")
        or year, where no more is known: the document then has a ``period`` and no ``date``.
    lang : str, optional
        Language of documents that give none themselves: "fr", "fr-FR", "FR", "fra", "French", "français".
    encoding : str, default "utf-8"
        Of text, CSV and JSON files; a byte order mark and, in web pages, the page's own word come first.
    format : str, optional
        One of txt, html, csv, jsonl, json, parquet: for files whose suffix does not tell.
    on_error : callable, default a warning
        Called with the :class:`~eventgeo.errors.DocumentError` of each item that cannot be read.

    Yields
    ------
    Document
        With the text exactly as given, line ends included, so that offsets count in it (only lone
        surrogates, which no file can hold, become U+FFFD). A document without an id is named by its label in
        the index of a DataFrame, elsewhere by the hash of its text; its ``source`` names file and line. A
        second document of the same id becomes ``id-2``, with a warning.

    Raises
    ------
    ConfigurationError
        For an option that cannot be: an unknown encoding or format, a date that cannot be read.
    DocumentError
        For a source of which nothing can be read.

    Examples
    --------
    >>> [document] = read_documents("Les rebelles ont pris Goma.\r\n", date="2025-01-28")
    >>> document.doc_id, document.date, document.text
    ('01fae7b31f43b70c', datetime.date(2025, 1, 28), 'Les rebelles ont pris Goma.\r\n')
    >>> [d.doc_id for d in read_documents([{"id": 7, "texte": "Un."}, {"id": 8, "texte": "Deux."}])]
    ['7', '8']
    >>> list(read_documents([]))
    []
    """
    options = ReadingOptions(
        text_column=text_column,
        id_column=id_column,
        date_column=date_column,
        title_column=title_column,
        lang_column=lang_column,
        source_column=source_column,
        date=_date_option(date),
        lang=_lang_option(lang),
        encoding=check_encoding(encoding),
    )
    if format is not None:
        check_format(format)
    return _with_own_ids(_read(source, options, on_error, format))


def _read(
    source: object, options: ReadingOptions, on_error: OnError, format: str | None
) -> Iterator[Document]:
    match source:
        case str():
            yield _from_text(source, options, on_error)
        case Document():
            yield _complete(source, options)
        case PathLike():
            yield from read_path(Path(source), options, on_error=on_error, format=format)
        case Mapping():
            yield record_document(source, options, on_error)
        case _ if is_frame(source):
            yield from read_frame(source, options, on_error=on_error)
        case _ if is_arrow_table(source):
            yield from read_arrow(source, options, on_error=on_error)
        case bytes():
            yield from read_stream(BytesIO(source), options, on_error=on_error, format=format)
        case _ if callable(getattr(source, "read", None)):
            yield from read_stream(source, options, on_error=on_error, format=format)  # type: ignore[arg-type]
        case Iterable():
            yield from _from_items(source, options, on_error, format)
        case _:
            raise DocumentError(
                f"an object of type {type(source).__name__} holds no documents: give a str, a Path, "
                "a Document, a mapping with a text, a DataFrame, or a list of these"
            )


def _from_items(
    items: Iterable[object], options: ReadingOptions, on_error: OnError, format: str | None
) -> Iterator[Document]:
    for number, item in enumerate(items, start=1):
        try:
            yield from _read(item, options, on_error, format)
        except DocumentError as error:
            on_error(error if error.source else DocumentError(str(error), source=f"item {number}"))


def _from_text(text: str, options: ReadingOptions, on_error: OnError) -> Document:
    if _FILE_NAME.fullmatch(text) or _names_something(text):
        what = "folder" if Path(text).is_dir() else "file"
        warn(f"{text!r} is read as a text, as every str is: for the {what} give pathlib.Path({text!r})")
    return to_document({"text": text}, options, on_error=on_error)


def _names_something(text: str) -> bool:
    """Tell whether there is a file or folder of this name, which is not opened."""
    try:
        return 0 < len(text) <= 250 and "\n" not in text and Path(text).exists()
    except (OSError, ValueError):  # names that no file can have
        return False


def _complete(document: Document, options: ReadingOptions) -> Document:
    if not document.text.strip():
        warn(f"document {document.doc_id!r} is empty: no events")
    date, period = parts(document.date or document.period or options.date)
    return replace(
        document,
        text=without_surrogates(document.text),
        date=date,
        period=period,
        lang=language_code(document.lang or "") or document.lang or options.lang,
    )


def _with_own_ids(documents: Iterator[Document]) -> Iterator[Document]:
    seen: set[str] = set()
    for document in documents:
        doc_id, count = document.doc_id, 1
        while doc_id in seen:
            count += 1
            doc_id = f"{document.doc_id}-{count}"
        seen.add(doc_id)
        if count > 1:
            warn(f"there is a document {document.doc_id!r} already: this one is called {doc_id!r}")
        yield document if count == 1 else replace(document, doc_id=doc_id)


def _date_option(value: str | day | Period | None) -> day | Period | None:
    try:
        return parse_date(value)
    except ValueError as error:
        raise ConfigurationError(f"--date (date=…): {error}") from error


def _lang_option(value: str | None) -> str | None:
    code = language_code(value or "")
    if value and code is None:
        raise ConfigurationError(
            f"--lang (lang=…): {value!r} is no language: give a code of two letters, such as fr"
        )
    return code

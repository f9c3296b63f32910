"""A record (a row, a JSON object, a mapping) into a document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from hashlib import sha256

from eventgeo.datafiles import read_toml
from eventgeo.documents.dates import parse_date, parts
from eventgeo.documents.report import OnError, warn
from eventgeo.errors import DocumentError
from eventgeo.model import Document, Period
from eventgeo.text.surrogates import without_surrogates

_HASH_LENGTH = 16
"""Hexadecimal digits of a text's hash in its doc_id: 64 bits, so that a million texts do not meet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """What the caller says on how to read; names of columns are guessed where None.

    ``date`` and ``lang`` are for documents that say nothing of their own.
    """

    text_column: str | None = None
    id_column: str | None = None
    date_column: str | None = None
    title_column: str | None = None
    lang_column: str | None = None
    source_column: str | None = None
    date: date | Period | None = None
    lang: str | None = None
    encoding: str = "utf-8"
    said: set[str] = field(default_factory=set, compare=False)
    """What was said in this reading already: once is enough for a file of a million records."""

    def with_encoding(self, encoding: str) -> ReadingOptions:
        """Return the same options but for the encoding."""
        return replace(self, encoding=encoding)

    def warn_once(self, message: str) -> None:
        """Say `message` if it was not said in this reading before."""
        if message not in self.said:
            self.said.add(message)
            warn(message)

    def named_columns(self) -> dict[str, str]:
        """Return the columns that the caller named, by field."""
        named = {
            "text": self.text_column,
            "doc_id": self.id_column,
            "date": self.date_column,
            "title": self.title_column,
            "lang": self.lang_column,
            "source": self.source_column,
        }
        return {field: column for field, column in named.items() if column is not None}


@cache
def column_names() -> Mapping[str, tuple[str, ...]]:
    """Return the usual names of each field's column, likeliest first."""
    table = read_toml("documents", "columns.toml")
    return {field: tuple(names) for field, names in table.items()}


def find_columns(columns: Iterable[str], options: ReadingOptions, *, source: str) -> dict[str, str]:
    """Return which column holds which field: those named by the caller, the others by their usual names.

    Where several may hold the text, it says which is taken.

    Raises
    ------
    DocumentError
        Where no column holds the text, or a named one is not there; it says which columns there are.

    Examples
    --------
    >>> find_columns(["Titre", "Contenu", "note"], ReadingOptions(), source="a.csv")
    {'text': 'Contenu', 'title': 'Titre'}
    """
    present = list(columns)
    named = options.named_columns()
    for name, column in named.items():
        if column not in present:
            raise DocumentError(
                f"there is no column {column!r} for the {name}; the columns are: {_listed(present)}",
                source=source,
            )
    by_plain_name: dict[str, str] = {}
    for column in present:
        if column not in named.values():
            by_plain_name.setdefault(_plain(column), column)
    found = {}
    for wanted, names in column_names().items():
        guesses = [by_plain_name[name] for name in names if name in by_plain_name]
        if wanted in named or guesses:
            found[wanted] = named.get(wanted) or guesses[0]
        if wanted == "text" and wanted not in named and len(guesses) > 1:
            options.warn_once(
                f"{source or 'document'}: {guesses[0]!r} is read as the text, not {_listed(guesses[1:])}: "
                "another is named with --text-column (text_column=…)"
            )
    if "text" not in found:
        raise DocumentError(
            f"no column holds the text; the columns are: {_listed(present)}. "
            "Name the right one with --text-column (text_column=…)",
            source=source,
        )
    return found


def to_document(
    values: Mapping[str, object],
    options: ReadingOptions,
    *,
    on_error: OnError,
    where: str = "",
    line: int | None = None,
) -> Document:
    """Return the document that `values` (by field) make up.

    `where` and `line` place it in messages, and are its source where its fields name none.

    A date that cannot be read is reported, and the document goes without one: better no date than a wrong
    one for "mardi" to be reckoned from.

    Raises
    ------
    DocumentError
        Where the text is no string.
    """
    text = values.get("text")
    if is_missing(text):
        text = ""
    if not isinstance(text, str):
        raise DocumentError(
            f"the text is of type {type(text).__name__}, not a string: {str(text)[:40]!r}",
            source=where,
            line=line,
        )
    text = without_surrogates(text)
    own_id = _label(values.get("doc_id"))
    doc_id = own_id or text_id(text)
    published = options.date
    try:
        published = parse_date(None if is_missing(values.get("date")) else values["date"]) or published
    except ValueError as error:
        published = None
        message = f"{error}. Document {doc_id!r} is read without a date"
        on_error(DocumentError(message, source=where, line=line))
    if not text.strip():
        warn(f"{DocumentError(f'document {doc_id!r} is empty: no events', source=where, line=line)}")
    day, period = parts(published)
    return Document(
        doc_id=doc_id,
        text=text,
        title=_label(values.get("title")),
        date=day,
        period=period,
        lang=language_code(_label(values.get("lang"))) or options.lang,
        source=_source(_label(values.get("source")), where, line, is_named=bool(own_id)),
    )


def _source(own: str, where: str, line: int | None, *, is_named: bool) -> str:
    """Return what leads back to the document: the name of its newspaper alone does not."""
    place = f"{where}, line {line}" if line is not None else where
    if not own or not place:
        return own or place
    return own if is_named or "://" in own else f"{own} ({place})"


def text_id(text: str) -> str:
    """Return the doc_id of a text that has none: the start of its SHA-256.

    Examples
    --------
    >>> text_id("")
    'e3b0c44298fc1c14'
    """
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]


@cache
def _language_names() -> Mapping[str, str]:
    table = read_toml("documents", "languages.toml")
    return {name: code for code, names in table.items() for name in names}


def language_code(written: str) -> str | None:
    """Return the ISO 639-1 code of what a file or a caller calls a language, None where it is not one.

    Examples
    --------
    >>> language_code("fr-FR"), language_code("EN"), language_code("Anglais"), language_code("unknown")
    ('fr', 'en', 'en', None)
    """
    plain = written.strip().lower()
    code = plain.replace("_", "-").partition("-")[0]
    if len(code) == 2 and code.isascii() and code.isalpha():
        return code
    return _language_names().get(plain) or _language_names().get(code)


def is_missing(value: object) -> bool:
    """Tell whether `value` is None, NaN, NaT or pandas' NA.

    Examples
    --------
    >>> is_missing(None), is_missing(float("nan")), is_missing(""), is_missing(0)
    (True, True, False, False)
    """
    if value is None:
        return True
    if isinstance(value, str):
        return False
    try:
        return bool(value != value)
    except (TypeError, ValueError):  # pandas' NA has no truth, nor has an array
        return type(value).__name__ == "NAType"


def _label(value: object) -> str:
    if is_missing(value):
        return ""
    if isinstance(value, float) and value.is_integer():  # pandas makes 12.0 of 12 beside an empty cell
        value = int(value)
    return without_surrogates(str(value)).strip()


def _plain(column: str) -> str:
    letters = unicodedata.normalize("NFKD", column).strip("\ufeff \t")
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return bare.casefold().replace(" ", "_").replace("-", "_")


def _listed(columns: list[str]) -> str:
    shown = ", ".join(repr(column) for column in columns[:30]) or "none"
    return f"{shown} … ({len(columns)} in all)" if len(columns) > 30 else shown

"""JSON Lines, one document a line, and JSON files that hold one document or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from eventgeo.documents.decode import decode
from eventgeo.documents.records import ReadingOptions, find_columns, to_document
from eventgeo.documents.report import OnError
from eventgeo.errors import DocumentError
from eventgeo.model import Document


def read_jsonl(data: bytes, options: ReadingOptions, *, on_error: OnError, source: str) -> Iterator[Document]:
    """Read one document a line; a line that is broken is reported and the others are read."""
    # Not splitlines: JSON may hold U+2028 and others that it takes for line ends.
    for number, line in enumerate(decode(data, options.encoding, source=source).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield record_document(_parse(line, source, number), options, on_error, source, number)
        except DocumentError as error:
            on_error(error)


def read_json(data: bytes, options: ReadingOptions, *, on_error: OnError, source: str) -> Iterator[Document]:
    """Read a JSON object, or a list of objects, as documents."""
    try:
        content = json.loads(decode(data, options.encoding, source=source))
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":  # several objects, one a line, under the wrong name
            yield from read_jsonl(data, options, on_error=on_error, source=source)
            return
        message = f"broken JSON at column {error.colno}: {error.msg}"
        raise DocumentError(message, source=source, line=error.lineno) from error
    except RecursionError as error:
        raise DocumentError("the JSON is nested too deeply", source=source) from error
    for number, item in enumerate(content if isinstance(content, list) else [content], start=1):
        try:
            where = f"{source}, item {number}" if isinstance(content, list) else source
            yield record_document(_object(item, where, None), options, on_error, where)
        except DocumentError as error:
            on_error(error)


def record_document(
    record: Mapping[str, object],
    options: ReadingOptions,
    on_error: OnError,
    where: str = "",
    line: int | None = None,
) -> Document:
    """Return the document a mapping of field names to values makes.

    Raises
    ------
    DocumentError
        Where no field holds a text.
    """
    try:
        columns = find_columns([str(key) for key in record], options, source="")
    except DocumentError as error:
        raise DocumentError(str(error), source=where, line=line) from error
    values = {field: record[column] for field, column in columns.items()}
    return to_document(values, options, on_error=on_error, where=where, line=line)


def _parse(line: str, source: str, number: int) -> Mapping[str, object]:
    try:
        content = json.loads(line)
    except json.JSONDecodeError as error:
        message = f"broken JSON at column {error.colno}: {error.msg}"
        raise DocumentError(message, source=source, line=number) from error
    except RecursionError as error:
        raise DocumentError("the JSON is nested too deeply", source=source, line=number) from error
    return _object(content, source, number)


def _object(content: object, source: str, line: int | None) -> Mapping[str, object]:
    if not isinstance(content, dict):
        raise DocumentError(
            f'this is a JSON {type(content).__name__}, not an object with fields such as "text"',
            source=source,
            line=line,
        )
    return content

"""JSON Lines of texts with their place mentions: read line by line, so that no file is too large.

One document a line: ``{"doc_id", "lang", "text", "toponyms": [{"start", "end"}]}``, other fields welcome.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from eventgeo.documents.decode import decode, refuse_binary
from eventgeo.documents.records import language_code
from eventgeo.errors import DocumentError
from eventgeo.model import Document, Span
from eventgeo.text.surrogates import without_surrogates

_PROBED_BYTES = 8_192
_UTF_8_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_WHAT = {
    dict: "an object",
    list: "a list",
    str: "a text",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionLine:
    """One line as it was read.

    Attributes
    ----------
    record : mapping
        All its fields.
    document : Document
        Its text; the line's number is the ``doc_id`` where it has none.
    spans : tuple of Span or DocumentError
        One a toponym, in order; what is wrong with it where it is no stretch of the text.
    """

    record: Mapping[str, Any]
    document: Document
    spans: tuple[Span | DocumentError, ...]


def read_records(
    stream: BinaryIO, *, source: str
) -> Iterator[tuple[int, int, Mapping[str, Any] | DocumentError]]:
    r"""Yield number and size in bytes of each line that is not blank, and its object or what is wrong.

    A byte order mark is dropped, lines may end in CRLF, NaN and its like become None.

    Examples
    --------
    >>> from io import BytesIO
    >>> for number, _, found in read_records(BytesIO(b'{"a": NaN}\r\n\n[1]\n'), source="in.jsonl"):
    ...     print(number, found)
    1 {'a': None}
    3 in.jsonl, line 3: a line must be a JSON object, this is a list
    """
    for number, line in enumerate(_lines(stream, source), start=1):
        if line.strip():
            try:
                yield number, len(line), parse_record(line, source=source, line=number)
            except DocumentError as error:
                yield number, len(line), error


def parse_record(data: bytes, *, source: str = "", line: int | None = None) -> Mapping[str, Any]:
    """Return the JSON object that `data` holds.

    Raises
    ------
    DocumentError
        Not UTF-8, not JSON, or not an object.
    """
    try:
        content = json.loads(data.decode("utf-8"), parse_constant=lambda _: None)
    except UnicodeDecodeError as error:
        message = f"not UTF-8: byte 0x{data[error.start]:02X} at position {error.start} of the line"
        raise DocumentError(message, source=source, line=line) from error
    except json.JSONDecodeError as error:
        message = f"broken JSON at column {error.colno}: {error.msg}"
        raise DocumentError(message, source=source, line=line) from error
    except RecursionError as error:
        raise DocumentError("the JSON is nested too deeply", source=source, line=line) from error
    except ValueError as error:  # a whole number of thousands of digits
        raise DocumentError(f"not to be read as JSON: {error}", source=source, line=line) from error
    if not isinstance(content, dict):
        raise DocumentError(
            f"a line must be a JSON object, this is {_WHAT[type(content)]}", source=source, line=line
        )
    return content


def mention_line(record: Mapping[str, Any], *, source: str = "", line: int | None = None) -> MentionLine:
    """Return a record as a document with its spans.

    Raises
    ------
    DocumentError
        The record has no text or no list of toponyms, or they are of the wrong type.

    Examples
    --------
    >>> toponyms = [{"start": 2, "end": 6}, {"start": 9}]
    >>> found = mention_line({"lang": "FR", "text": "À Homs.", "toponyms": toponyms})
    >>> found.document.lang, found.spans[0].text
    ('fr', 'Homs')
    >>> print(found.spans[1])
    toponym 2: no end
    """
    text = record.get("text")
    if not isinstance(text, str):
        raise DocumentError(_wrong("text", "a text", record), source=source, line=line)
    toponyms = record.get("toponyms")
    if not isinstance(toponyms, list):
        raise DocumentError(
            _wrong("toponyms", 'a list of objects with "start" and "end"', record), source=source, line=line
        )
    lang, doc_id = record.get("lang"), record.get("doc_id")
    if lang is not None and not isinstance(lang, str):
        raise DocumentError(_wrong("lang", "a text such as fr", record), source=source, line=line)
    document = Document(
        doc_id=without_surrogates(str(doc_id)) if doc_id not in (None, "") else f"line {line}",
        text=without_surrogates(text),
        lang=language_code(lang) if lang else None,
    )
    spans = tuple(_span(document, number, each) for number, each in enumerate(toponyms, start=1))
    return MentionLine(record=record, document=document, spans=spans)


def _span(document: Document, number: int, toponym: object) -> Span | DocumentError:
    """Return the stretch of the text that a toponym stands for, or what is wrong with it."""
    if not isinstance(toponym, dict):
        return DocumentError(f'toponym {number}: not an object with "start" and "end"')
    offsets = []
    for field in ("start", "end"):
        told = toponym.get(field)
        if told is None:
            return DocumentError(f"toponym {number}: no {field}")
        if isinstance(told, bool) or not isinstance(told, (int, float)) or told % 1:
            return DocumentError(f"toponym {number}: {field} {told!r} is no whole number")
        offsets.append(int(told))  # 2.0 is what table programs make of 2
    (start, end), length = offsets, len(document.text)
    if not 0 <= start < end <= length:
        return DocumentError(
            f"toponym {number}: {start} to {end} is no stretch of a text of {length} characters"
        )
    return Span(start=start, end=end, text=document.text[start:end])


def _wrong(field: str, wanted: str, record: Mapping[str, Any]) -> str:
    if field not in record:
        return f'it has no "{field}"; it must be {wanted}'
    return f'"{field}" must be {wanted}, this is {_WHAT[type(record[field])]}'


def _lines(stream: BinaryIO, source: str) -> Iterator[bytes]:
    first = stream.readline()
    if first.startswith(_WIDE_MARKS):
        text = decode(first + stream.read(), "utf-8", source=source)
        yield from (line.encode() for line in text.split("\n"))
        return
    refuse_binary(first[:_PROBED_BYTES], "utf-8", source=source)
    yield first.removeprefix(_UTF_8_MARK)
    yield from stream

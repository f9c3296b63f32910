"""CSV and its kin: comma, semicolon or tab, with a header row."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator

from eventgeo.documents.decode import decode
from eventgeo.documents.records import ReadingOptions, find_columns, to_document
from eventgeo.documents.report import OnError
from eventgeo.errors import DocumentError
from eventgeo.model import Document

_DELIMITERS = ",;\t|"

_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|])"?\s*')
"""The line with which Excel names the delimiter, before the header row."""

_RETRIES = 100
"""How often reading may begin again below an unclosed quotation mark: bounds the work on a hostile file."""


def read_csv(data: bytes, options: ReadingOptions, *, on_error: OnError, source: str) -> Iterator[Document]:
    """Read one document a row; a broken row is reported and the others are read.

    Raises
    ------
    DocumentError
        Where the file has no header row or no column with the text.
    """
    text = decode(data, options.encoding, source=source)
    rows = _rows(text, on_error, source)
    _, header = next(rows, (1, []))
    if not any(name.strip() for name in header):
        raise DocumentError(
            "the file is empty: a header row with the columns' names is needed", source=source
        )
    columns = find_columns(header, options, source=source)
    at = {field: header.index(column) for field, column in columns.items()}
    for line, row in rows:
        try:
            if len(row) != len(header):
                raise DocumentError(
                    f"the row has {len(row)} cells, the header {len(header)}; "
                    "a cell with the delimiter or a line break in it must stand in quotation marks",
                    source=source,
                    line=line,
                )
            values = {field: row[index] for field, index in at.items()}
            yield to_document(values, options, on_error=on_error, where=source, line=line)
        except DocumentError as error:
            on_error(error)


def guess_delimiter(header: str) -> str:
    r"""Return the delimiter that the header row uses most, outside quotation marks.

    Not :class:`csv.Sniffer`, which goes by the text in the rows below and is led astray by it.

    Examples
    --------
    >>> guess_delimiter('id;"texte, entier";date'), guess_delimiter("a\tb"), guess_delimiter("text")
    (';', '\t', ',')
    """
    counts = Counter(c for c in "".join(header.split('"')[::2]) if c in _DELIMITERS)
    return max(_DELIMITERS, key=lambda d: counts[d])


def _rows(text: str, on_error: OnError, source: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line where the row begins, row); go on below the first line of a row that cannot be read."""
    _raise_field_limit()
    lines = list(io.StringIO(text, newline=""))
    named = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    start, retries = (1, 0) if named else (0, 0)
    first = next((line for line in lines[start:] if line.strip()), "")
    delimiter = named.group(1) if named else guess_delimiter(first)
    while start < len(lines):
        reader = csv.reader(lines[start:], delimiter=delimiter, strict=True)
        before = 0
        try:
            for row in reader:
                if row:
                    yield start + before + 1, row
                before = reader.line_num
            return
        except csv.Error as error:
            bad = start + before
            on_error(DocumentError(f"broken CSV: {error}", source=source, line=bad + 1))
            start = bad + 1
            retries += reader.line_num - before > 1
            if retries > _RETRIES:
                on_error(
                    DocumentError("too much broken CSV: the rest is left out", source=source, line=start)
                )
                return


def _raise_field_limit() -> None:
    # The limit is one for the whole process: only ever raised, to no more than a C long holds.
    wanted = min(sys.maxsize, 2**31 - 1)
    if csv.field_size_limit() < wanted:
        csv.field_size_limit(wanted)

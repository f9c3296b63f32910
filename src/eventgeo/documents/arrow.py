"""Parquet files, and tables of other libraries that speak Arrow (pyarrow, polars): one document a row."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeGuard

from eventgeo.documents.records import ReadingOptions, find_columns, to_document
from eventgeo.documents.report import OnError
from eventgeo.errors import DocumentError
from eventgeo.model import Document

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH_ROWS = 1_000


class ArrowTable(Protocol):
    """Anything that can hand its rows over as Arrow does (the PyCapsule interface)."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return a capsule with the stream of rows."""


def is_arrow_table(source: object) -> TypeGuard[ArrowTable]:
    """Tell whether `source` is a table of rows and columns that speaks Arrow."""
    return hasattr(source, "__arrow_c_stream__") and hasattr(source, "columns")


def read_parquet(
    data: bytes, options: ReadingOptions, *, on_error: OnError, source: str
) -> Iterator[Document]:
    """Read one document a row, a batch of rows at a time.

    Raises
    ------
    DocumentError
        For a file that is not Parquet, or has no column with the text.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(io.BytesIO(data))
        columns = find_columns(file.schema_arrow.names, options, source=source)
        batches = file.iter_batches(batch_size=_BATCH_ROWS, columns=sorted(set(columns.values())))
        yield from _read_batches(batches, columns, options, on_error, source)
    except (pa.ArrowException, OSError) as error:
        raise DocumentError(f"this is no readable Parquet file: {error}", source=source) from error


def read_arrow(table: ArrowTable, options: ReadingOptions, *, on_error: OnError) -> Iterator[Document]:
    """Read one document a row; rows are counted from 1 in messages.

    Raises
    ------
    DocumentError
        Where no column holds the text.
    """
    import pyarrow as pa

    where = type(table).__name__
    rows = pa.table(table)
    columns = find_columns(rows.column_names, options, source=where)
    batches = rows.select(sorted(set(columns.values()))).to_batches(max_chunksize=_BATCH_ROWS)
    yield from _read_batches(batches, columns, options, on_error, where)


def _read_batches(
    batches: Iterable[pa.RecordBatch],
    columns: dict[str, str],
    options: ReadingOptions,
    on_error: OnError,
    where: str,
) -> Iterator[Document]:
    number = 0
    for batch in batches:
        for row in batch.to_pylist():
            number += 1
            values = {field: row[column] for field, column in columns.items()}
            try:
                document = to_document(values, options, on_error=on_error, where=f"{where}, row {number}")
            except DocumentError as error:
                on_error(error)
            else:
                yield document

"""Parquet files: one document a row."""

from __future__ import annotations

import io
from collections.abc import Iterator

from eventgeo.documents.records import ReadingOptions, find_columns, to_document
from eventgeo.documents.report import OnError
from eventgeo.errors import DocumentError
from eventgeo.model import Document


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
    except (pa.ArrowException, OSError) as error:
        raise DocumentError(f"this is no readable Parquet file: {error}", source=source) from error
    columns = find_columns(file.schema_arrow.names, options, source=source)
    number = 0
    try:
        for batch in file.iter_batches(batch_size=1_000, columns=sorted(set(columns.values()))):
            for row in batch.to_pylist():
                number += 1
                values = {field: row[column] for field, column in columns.items()}
                try:
                    yield to_document(
                        values, options, on_error=on_error, source=source, where=f"{source}, row {number}"
                    )
                except DocumentError as error:
                    on_error(error)
    except (pa.ArrowException, OSError) as error:
        message = f"the Parquet file is damaged after row {number}: {error}"
        raise DocumentError(message, source=source) from error

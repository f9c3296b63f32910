"""A pandas DataFrame: one document a row."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeGuard

from eventgeo.documents.records import ReadingOptions, find_columns, to_document
from eventgeo.documents.report import OnError
from eventgeo.errors import DocumentError
from eventgeo.model import Document

if TYPE_CHECKING:
    import pandas as pd


def is_frame(source: object) -> TypeGuard[pd.DataFrame]:
    """Tell whether `source` is a DataFrame, without importing pandas: whoever has one has imported it."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(source, pandas.DataFrame)


def read_frame(frame: pd.DataFrame, options: ReadingOptions, *, on_error: OnError) -> Iterator[Document]:
    """Read one document a row; rows are counted from 1 in messages.

    Raises
    ------
    DocumentError
        Where no column holds the text.
    """
    names = [str(column) for column in frame.columns]
    columns = find_columns(names, options, source="DataFrame")
    series = [frame.iloc[:, names.index(column)] for column in columns.values()]
    for number, cells in enumerate(zip(*series, strict=True), start=1):
        where = f"DataFrame, row {number}"
        try:
            values = dict(zip(columns, cells, strict=True))
            document = to_document(values, options, on_error=on_error, where=where)
        except DocumentError as error:
            on_error(error)
        else:
            yield document

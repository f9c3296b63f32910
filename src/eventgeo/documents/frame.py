"""A pandas DataFrame: one document a row."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
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

    Levels of the index that have a name count as columns. Where none holds the ids, the index's labels are
    the ids, so that each event leads back to its row.

    Raises
    ------
    DocumentError
        Where no column holds the text.
    """
    held = _columns(frame)
    columns = {field: held[name] for field, name in find_columns(held, options, source="DataFrame").items()}
    if "doc_id" not in columns and frame.index.is_unique:
        columns["doc_id"] = [_label(label) for label in frame.index]
    for number, cells in enumerate(zip(*columns.values(), strict=True), start=1):
        where = f"DataFrame, row {number}"
        try:
            values = dict(zip(columns, cells, strict=True))
            document = to_document(values, options, on_error=on_error, where=where)
        except DocumentError as error:
            on_error(error)
        else:
            yield document


def _columns(frame: pd.DataFrame) -> dict[str, Iterable[object]]:
    """Return the columns by name, then the index's levels that have one."""
    held: dict[str, Iterable[object]] = {}
    for position, name in enumerate(frame.columns):
        held.setdefault(str(name), frame.iloc[:, position])
    for level, label in enumerate(frame.index.names):
        if label is not None:
            held.setdefault(str(label), frame.index.get_level_values(level))
    return held


def _label(label: object) -> object:
    return "/".join(map(str, label)) if isinstance(label, tuple) else label

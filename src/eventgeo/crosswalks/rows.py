"""Rows of the tables with plain values, for the crosswalks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from eventgeo.tables import Tables

_DAYS = ("date_start", "date_end", "document_date")


def happened(tables: Tables, *, asserted_only: bool) -> Iterator[dict[str, Any]]:
    """Yield the events as dicts: days as :class:`datetime.date`, what is missing as None."""
    for row in plain_rows(tables.events.drop(columns="geometry")):
        if asserted_only and row["modality"] != "asserted":
            continue
        for name in _DAYS:
            moment = row[name]
            row[name] = date(moment.year, moment.month, moment.day) if moment is not None else None
        yield row


def plain_rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table as dicts, what is missing as None."""
    import pandas as pd

    for row in frame.to_dict("records"):
        yield {str(name): None if pd.isna(value) else value for name, value in row.items()}

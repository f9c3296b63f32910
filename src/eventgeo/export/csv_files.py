"""CSV: one UTF-8 file a table, places as latitude and longitude; formulas are escaped, see ``cells``."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from eventgeo.export import frames
from eventgeo.export.cells import escape, unescape

if TYPE_CHECKING:
    import pandas as pd

SUFFIX = ".csv"


def write(name: str, frame: pd.DataFrame, folder: Path) -> Path:
    """Write one table."""
    path = folder / (name + SUFFIX)
    texts = frames.text_columns(frame)
    names = [column for column in frame.columns if column != "geometry"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)  # ends rows with \r\n, so that cells with either are put in quotation marks
        writer.writerow(escape(str(column)) for column in names)
        for row in frames.rows(frame):
            writer.writerow(
                escape(cell) if column in texts and isinstance(cell, str) else cell
                for column, cell in row.items()
            )
    return path


def read(name: str, folder: Path) -> pd.DataFrame:
    """Read one table back."""
    path = folder / (name + SUFFIX)
    with path.open(encoding="utf-8-sig", newline="") as file:
        content = [
            {unescape(column): unescape(cell or "") for column, cell in row.items()}
            for row in csv.DictReader(file, restkey="")
        ]
    return frames.restore(name, content, str(path))
